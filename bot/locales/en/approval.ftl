### A second yes, and holds.

label-yes = Approve
label-yes-back = Send back
yes-request =
    ⏳ <b>{ $by }</b> wants to answer <b>{ $author }</b>. It needs a second yes: { $reasons }.

    <blockquote>{ $text }</blockquote>
yes-request-above = ⏳ <b>{ $by }</b> wants to answer <b>{ $author }</b> with the text above. It needs a second yes: { $reasons }.
yes-whole-text = { $text }
yes-because-lane = lane “{ $what }”
yes-because-word = the word “{ $what }”
yes-because-reply = the saved reply “{ $what }”
yes-asked = ⏳ An approver is asked for a second yes.
yes-sent-back = ↩️ { $by } sent the answer to { $author } back.
yes-returned =
    ↩️ { $to }, { $by } sent your answer to { $author } back:
    “{ $reason }”
yes-void-changed = 🚫 { $by }’s answer to { $author } is void: the comment or the case has changed.
yes-void-closed = 🚫 { $by }’s answer to { $author } is void: the case was closed.
yes-void-not-held = 🚫 { $by }’s answer to { $author } is void: { $by } no longer has the case.
yes-void-replaced = 🚫 { $by }’s answer to { $author } is void: there are newer words.
yes-void-writer-gone = 🚫 { $by }’s answer to { $author } is void: { $by } may not answer here any more.
yes-over = 🚫 This request holds no more.
yes-look-again = { $by }, your answer to { $author } was not sent: the comment or the case changed before the second yes. Look at the card once more.
prompt-send-back = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, why does the answer to <b>{ $author }</b> go back? Reply to this message.
card-waits-for-yes = ⏳ Waits for a second yes since { $at }
toast-yes-asked = This needs a second yes. An approver is asked.
toast-yes-decided = { $by } has decided already.
toast-yes-void = This request holds no more: something has changed.
refused-second-yes = This needs a second yes. An approver can do it.
refused-own-answer = This is your own answer: somebody else has to decide.

label-hold = ⏸ Hold replies here
label-hold-thread = This post or topic
label-hold-lane = Lane “{ $lane }”, everywhere
label-hold-statement = Statement
label-hold-lift = Lift
hold-where = ⏸ Where do replies wait? This post or topic is “{ $place }”.
hold-line = ⏸ Replies held by { $by } since { $at }: { $place }
hold-statement = Only this may go out: “{ $text }”
hold-place-lane = lane “{ $lane }”, everywhere
hold-lifted = ▶️ { $by } lifted the hold: { $place }
holds-none = No replies are held.
prompt-statement = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply with the one statement that may go out there, word for word.
card-held = ⏸ Held by { $by } since { $at }
card-failed-held = ❗ The answer was not sent: replies are held here. An approver can lift that: /holds.
toast-held = Replies are held.
toast-held-already = Replies are held there already.
toast-held-statement = Held by { $by }: only the approved statement may go out. See below.
toast-hold-lifted = Replies may go out again.
refused-held = Replies here are held by { $by } since { $since }. An approver can lift that: /holds.
command-holds = Where replies are held
help-holds = /holds shows where replies are held
