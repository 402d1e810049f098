# Somebody is fetched, and who is on call.

ring-head = 🚨 <b>{ $said }</b>
ring-reason-urgent = Urgent
ring-reason-late = Deadline missed
ring-reason-by-hand = A colleague asks for help
ring-reason-rule = Urgent by a rule
ring-reason-incident = Incident
ring-step = call { $number } of { $count }
ring-again = sent again, the first may have arrived
ring-incident = 📈 { $place }: { $count ->
    [one] { $count } negative comment
   *[other] { $count } negative comments
  } since { $since }
ring-case = #{ $number } { $author }, { $community }
ring-held = ✋ { $by } sees to it, until { $at }.
ring-done = ✅ Settled ({ $by }).
ring-run-out = 🔕 Nobody reacted; I have stopped calling.
label-acknowledge = ✋ I see to it
label-fetch = Somebody else
label-open-case = Open here
label-escalate = 🚨 Escalate
fetch-whom = Whom shall I call?
fetch-nobody = There is nobody else at this desk.
fetched-by = 📣 { $by } had { $name } called.
escalated-by = 🚨 { $by } escalated: I call one after the other until somebody sees to it.
ladder-run-out = 🔕 { $kind ->
    [incident] Incident { $number }
   *[other] #{ $number }
  }: everybody was called, more than once, and nobody reacted. I stop calling; it stays on the board.
toast-acknowledged = Yours until { $time }; then I call on if nothing was done
toast-fetched = I call { $name }
toast-escalated = I call somebody
toast-escalated-already = Somebody is being called already
toast-oncall-taken = You are on call
toast-oncall-nothing = You have taken no shift

command-oncall = Who is on call, and taking a shift
help-oncall = /oncall shows who is called first when something is urgent, this week too, and takes a shift by a tap
oncall-now = 📟 <b>{ $name }</b> is on call until { $at }.
oncall-now-and = 📟 <b>{ $name }</b> is on call, then { $others }; until { $at }.
oncall-nobody = 📟 Nobody is on call until { $at }: leads are called.
oncall-empty =
    📟 There is no roster: leads are called. Take a shift below, or list weekly ones in the configuration under <code>[[oncall.shifts]]</code>.
oncall-leads = nobody (leads)
oncall-line = { $begins } – { $ends }: { $who }
oncall-cannot-be-rung = 🔕 I cannot write to { $names } in private: open a chat with me and press Start.
oncall-for-whom = Who is to be on call until tomorrow morning?
label-oncall-hours = I take { $count } h
label-oncall-tonight = Until tonight
label-oncall-morning = Until 9:00
label-oncall-give = Give mine back
label-oncall-other = Somebody else
label-oncall-back = ‹ Back
page-due = Answer due { $at }
