# The brand's rules, and what members report.

command-rules = What the rules did
help-rules = /rules shows the rules in their order, how often each held, and what a dry run would have done
label-rules = ‹ All rules
label-rule-samples = Samples { $number }
rules-none = There are no rules in the configuration.
rules-head = { $count ->
    [one] 📐 <b>{ $count } rule</b>
   *[other] 📐 <b>{ $count } rules</b>, in the order in which they are tried
}{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}
rule-real = <b>{ $number }. { $name }</b>
rule-dry = <b>{ $number }. { $name }</b> · 🧪 dry run, changes nothing
rule-held = Held { $day } × in 24 hours, { $week } × in 7 days
rule-would-have-held = Would have held { $day } × in 24 hours, { $week } × in 7 days
rule-effect-ignore = ignored
rule-effect-lane = lane: { $lane }
rule-effect-priority = priority { $priority }
rule-effect-tag = tag #{ $tag }
rule-effect-assign = given to { $name }
rule-effect-topic = topic: { $topic }
rule-effect-ladder = somebody is called
rule-effect-stop = no further rules
rule-samples-none = It held for no comment in the last 7 days.
rule-sample-place = { $community }, { $at }
assigned-by-rule = { $to }, the rule “{ $rule }” gives you the case of { $author }.

reason-reported-by = reports by members
card-reported = { $count ->
    [one] 🚩 Reported by { $names }
   *[other] 🚩 Reported by { $count } people: { $names }
}
card-reported-more = and { $count } more
community-reports-on = 🚩 Members can answer a comment with /report.
community-reports-off = 🚩 /report is switched off here.
label-reports-on = 🚩 Allow /report
label-reports-off = 🚩 No /report
toast-reports-on = Members can use /report now
toast-reports-off = /report is off here
