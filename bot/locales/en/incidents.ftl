# Incidents: many negative comments at once.

command-incident = Incidents: open ones, and how the last ended
help-incident = /incident shows incidents; as a reply to a card a lead opens one there
incident-head = 🚨 <b>Incident</b> · { $place }
incident-head-over = ✅ <b>Incident over</b> · { $place }
incident-head-false = ☑️ <b>False alarm</b> · { $place }
incident-begun = Since { $at }: { $count } negative in { $minutes } min, usually { $usual }
incident-begun-by = Opened by { $by } at { $at }
incident-recent = Now { $count } in { $minutes } min
incident-total = { $count ->
    [one] { $count } negative comment in all
   *[other] { $count } negative comments in all
}
incident-peak = peak { $count } at { $at }
incident-about = About: { $words }
incident-cases = { $count ->
    [0] No cases yet
    [one] { $count } case: { $open } open, { $answered } answered
   *[other] { $count } cases: { $open } open, { $answered } answered
}
incident-frozen = New complaints here have no card of their own, and nothing answers by itself.
incident-held = ⏸ Replies held by { $by } since { $at }
incident-statement = 📣 Statement: “{ $text }”
incident-closed-by = Closed by { $by } at { $at }
incident-closed-itself = Closed by itself at { $at }, after 12 calm hours
incident-calm = 🕊 Calm for 30 minutes: { $place }. Close the incident?
incident-kept = { $by } keeps the incident open.
incident-closed-line = ✅ { $by } closed the incident.
incident-opened-by-hand = 🚨 { $by } opened an incident.
incident-there-already = 🚨 There is an incident here already; the case belongs to it now.
label-incident-statement = Holding statement
label-incident-hold = Hold
label-incident-cases = Show cases ({ $count })
label-incident-false = False alarm
label-incident-close = Close
label-incident-keep = Keep open
label-incident-open = 🚨 Incident
label-incident-report = Report { $number }
toast-incident-closed = The incident is closed.
toast-incident-false = Noted: alarms here become a little rarer.
toast-incident-kept = It stays open.
toast-incident-no-case = There is no case here yet to hold replies to.
incident-no-cases = { $place }: no open cases.
incident-cases-head = { $count ->
    [one] 🚨 { $place }: <b>{ $count } open case</b>
   *[other] 🚨 { $place }: <b>{ $count } open cases</b>
}{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
} · /case N shows one
incident-case-line = { $symbol } { $priority } · #{ $number } · { $author }: { $words }
incidents-none = No incident is open.
incidents-open-line = 🚨 { $place }, since { $at }
incidents-closed-head = <b>The last ones</b>
incidents-closed-line = { $number }. { $place }, { $at }
incidents-false-line = { $number }. { $place }, { $at } · false alarm
incidents-how = A lead opens one with /incident as a reply to a card.
incident-report-head = 📋 <b>Report</b> · { $place }
incident-report-lasted = { $since }–{ $until }, { $length }
incident-report-median = First answer after { $length } (median)
incident-report-doings = <b>Who settled what</b>
incident-report-doing = { $count } { $what }
incident-report-nobody = by itself
incident-report-timeline = <b>Timeline</b>
incident-timeline-opened = opened
incident-timeline-peak = peak: { $detail } in 10 min
incident-timeline-held = replies held
incident-timeline-stated = statement “{ $detail }”
incident-timeline-lifted = hold lifted
incident-timeline-calmed = calm
incident-timeline-rose = rose again
incident-timeline-kept-open = kept open
incident-timeline-closed = closed
incident-timeline-false-alarm = false alarm
