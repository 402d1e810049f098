# Why a case is as urgent as it is.

command-why = Why a case is so urgent
help-why = /why 12, or in reply to a card: every point of its priority, thresholds, and what rules did
label-why = ⚖️ Why
why-needed = Which case? Write /why 12, or reply to a card with /why.
why-head = ⚖️ <b>#{ $number } { $author }: { $priority } of 100</b>
why-nothing = Its comment was not judged, or is kept no longer: there is nothing to explain.
why-term = <code>{ $points }</code> { $what }
why-lane = { $lane }
why-sure = { $percent } % sure
why-since = <code>{ $points }</code> since then: reports, answers of members, a label
why-probability = { $name } { $percent } % (counts from { $least } %)
why-probability-moved = { $name } { $percent } % (counts from { $least } % here, usually { $usual } %)
why-rules = Rules
why-rule = ✓ { $name }
why-rule-dry = ✓ { $name } (dry run)
why-rule-not = ✗ { $name }: { $part }
why-rule-not-tried = – { $name }: not tried, “{ $by }” ends the list
signal-negative = Negative
signal-complaint = Complaint
signal-question = Question
signal-toxic = Insult
signal-spam = Spam
signal-praise = Praise
