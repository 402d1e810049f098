### Cases that ask or complain of the same, on one card.

group-head-question =
    { $count ->
        [one] <b>{ $count } person asks this</b>
       *[other] <b>{ $count } people ask this</b>
    }
group-head-complaint =
    { $count ->
        [one] <b>{ $count } person complains of this</b>
       *[other] <b>{ $count } people complain of this</b>
    }
group-comments =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
group-more = … and { $count } more
group-since =
    { $count ->
        [one] 🆕 <b>{ $count } more since</b>
       *[other] 🆕 <b>{ $count } more since</b>
    }
group-answered =
    { $count ->
        [one] ✍️ { $by } answered { $count }, { $sent } sent
       *[other] ✍️ { $by } answered { $count }, { $sent } sent
    }
group-leaves = ⏳ The last one leaves at { $at }
group-settled = 🔗 All of these are handled one by one.
group-nobody = 🔗 Nobody waits on this card any more.
group-members = 🔗 <b>Who does not belong here?</b> Whoever is taken out gets a card alone.
group-stub = 🔗 Waits on one card with others who say the same. { $author }: { $comment }
group-preview =
    { $count ->
        [one] 👀 <b>This goes to { $count } person.</b> Nothing is sent yet.
       *[other] 👀 <b>This goes to { $count } people, to each alone.</b> Nothing is sent yet.
    }
group-without = No fitting text for: { $names }. They stay on the card.
group-later =
    { $count ->
        [one] { $count } more has its turn after these.
       *[other] { $count } more have their turn after these.
    }
group-sent =
    { $count ->
        [one] ✅ { $by } answers { $count } person.
       *[other] ✅ { $by } answers { $count } people, each alone.
    }
group-sent-but = ✅ { $by } answers { $count }. Not sent: { $left }, see the card.
group-cancelled = Cancelled, nothing was sent.
group-write =
    { $count ->
        [one] ✍️ Reply with the answer for { $count } person. $author becomes the name.
       *[other] ✍️ Reply with the answer for all { $count }. $author becomes each one’s name.
    }
group-too-long = An answer to several has at most { $most } characters. Press Write again.
label-group-answer = Answer all: { $number }
label-group-these-too = Answer these too
label-group-send = Send to { $count }
label-group-stop = Stop all
label-group-out = Take out
label-group-out-name = Take out { $number } { $author }
label-group-apart = One by one
toast-group-look = Look at each text below, then send
toast-group-no-text = The reply has no fitting text for any of them
toast-group-who = Choose below
toast-group-apart = Each has a card alone now
toast-group-out = { $author } has a card alone now
toast-group-sent = Answered: { $count }. Stop all holds them back
toast-group-sent-but = Answered: { $count }. Not sent: { $left }
toast-group-stopped = Stopped: { $count }
