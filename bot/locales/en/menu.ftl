### The menu behind "More" on a card.

label-more = More
label-snooze-hour = 💤 1 h
label-snooze-tonight = Tonight
label-snooze-tomorrow = Tomorrow 9:00
label-snooze-other = Other time
label-hand-over = Give to
label-tag = Tag
label-close-menu = Close

menu = <b>More</b> · { $author }: “{ $words }”
menu-closed = Menu closed.
prompt-snooze =
    { $name }, until when? Reply to this message.
    Like: <code>2h</code>, <code>18:30</code>, <code>tomorrow 10</code>, <code>27.11 9:00</code>.
prompt-tag =
    { $name }, which tags? Reply with one or more words, like <code>refund vip</code>.
    Writing a tag again takes it away.
snooze-not-understood =
    “{ $words }” is no time in the coming year. Reply to this message.
    Like: <code>2h</code>, <code>18:30</code>, <code>tomorrow 10</code>, <code>27.11 9:00</code>.
snoozed = 💤 Put off until { $time } ({ $by }).
tagged = Tags: { $tags }
untagged = No tags any more.
tags-not-understood = A tag is one word of at most 24 letters, digits, - and _. Nothing was changed.
whom = Who takes the case of { $author }?
handed-over-line = Given to { $to }.
handed-over = { $to }, { $by } gave you the case of { $author }.
card-snoozed = 💤 Put off until { $at }
card-tags = 🏷 { $tags }
toast-more = Choose below.
toast-whom = Choose who.
toast-handed-over = { $name } has it now.
card-personal = 🔒 Holds { $kinds }, masked here: better hidden in public.
personal-card = a card number
personal-telephone = a telephone number
personal-mail = a mail address

## After an answer was sent

label-correct = Correct
label-correct-send = Change it
label-withdraw = Withdraw
label-withdraw-yes = Yes, take it away
withdraw-ask = Take the answer to { $author } away? Members no longer see it; the case is open again.
withdraw-begun = { $by } takes the answer away.
withdraw-failed-gone = The answer is gone already.
withdraw-failed-no-rights = The answer stands: I may not delete it any more. Delete it by hand.
withdraw-failed-chat-gone = The answer stands: I am no longer in that chat. Delete it by hand.
withdraw-failed-refused = The answer stands: Telegram refused to delete it. Delete it by hand.
correct-begun = { $by } corrects the answer.
correct-failed-gone = The answer is gone: it cannot be corrected.
correct-failed-no-rights = The answer stands as it was: I may not write there. Make me an admin, then press Correct again.
correct-failed-chat-gone = The answer stands as it was: I am no longer in that chat. Add me again, then press Correct again.
correct-failed-refused = The answer stands as it was: Telegram refused the change. You can withdraw it.
toast-withdraw = It is being taken away.
toast-correct = It is being changed.

label-show-media = 🖼 Show it
toast-media = It comes below.
media-not-shown = It cannot be shown: it is gone, or its chat forbids copies. Open the comment itself.
