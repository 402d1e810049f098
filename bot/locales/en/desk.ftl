# What managers read beside cards: buttons of prompts and lists, toasts, refusals, commands.
# Sentences used as `say` may hold Telegram's HTML; values are escaped before they are put in.

label-send = Send
label-cancel = Cancel
label-delete = Delete
label-keep = Keep
label-use-as-answer = Use as answer
label-keep-as-note = Keep as note
label-next = Next
label-previous-page = ‹ Previous
label-next-page = More ›

role-viewer = viewer
role-moderator = moderator
role-manager = manager
role-approver = approver
role-lead = lead

status-answered = answered
status-moderated = hidden
status-dismissed = dismissed
status-answered-elsewhere = answered in the community

toast-done = Done
toast-claimed = It is yours
toast-released = Back in the queue
toast-dismissed = Dismissed
toast-next = Next: { $author }. The card is below.
toast-kept = Nothing was deleted
toast-confirm = Please confirm below
toast-hidden = Being deleted
toast-cancelled = Cancelled, nothing was sent
toast-noted = Kept as a note
toast-preview = Look it over, then press Send
toast-write = Reply to the prompt below with your answer
toast-edit = Reply to the prompt below with the changed text
toast-reworded = Other words
toast-no-other-words = There are no other words for these
toast-which = Which one? See below
toast-fill-first = Something has to be filled in first, see below
toast-leaves = Leaves at { $time }. Stop holds it back.
toast-leaves-later = Leaves at { $time }: three alike stand in this thread within ten minutes. Stop holds it back.
toast-stopped = Held back. The case is with you.
toast-too-late = Too late, it has left already
toast-there = Noted as sent
toast-sending = It is being sent

refused = { $reason }
refused-stranger = Sorry, you have no role at this desk. A lead can give you one: /invite.
refused-anonymous = Please write under your own name here (as an admin, without “Remain anonymous”): I cannot tell who you are while you write as the group.
refused-role = Sorry, this needs the role “{ $role }”. A lead can give it to you.
refused-taken = { $holder } has this case. Ask them to release it first.
refused-closed = This case was already { $status } by { $by }.
refused-outdated = The author wrote again or the suggestions changed. Please look at the card once more.
refused-damaged = I cannot read this: row { $row } of the table { $table } is damaged. It is kept; whoever hosts me has to look at it (jawab db check).
refused-old-button = This button is too old. Use /queue to find the case.
refused-not-the-writer = Only the person who wrote this may decide about it.

prompt-write = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with your answer to <b>{ $author }</b>. You will see it before it is sent.
prompt-edit =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, tap the text to copy it, change it, and send it as a reply to this message. You will see it before it is sent.

    <code>{ $text }</code>
prompt-slot =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, reply to this message with: <b>{ $slot }</b>

    <blockquote>{ $text }</blockquote>
edit-which = Which suggestion would you like to edit?
words-needed = I can only send words. Please reply with text.
draft-too-long = An answer needs between 1 and { $most } characters.
preview = 👀 This will be sent to <b>{ $author }</b>:
preview-cancelled = Cancelled by { $by }. Nothing was sent.
offer = Your reply to the card of <b>{ $author }</b>: is it the answer, or a note for your team?
note-kept = 📝 Kept as a note by { $by }.

hide-ask = { $count ->
    [one] Delete this comment of <b>{ $author }</b>? It cannot be brought back.
   *[other] Delete { $count } comments of <b>{ $author }</b>? They cannot be brought back.
}
hide-kept = Kept by { $by }. Nothing was deleted.
hide-confirmed = 🗑 Confirmed by { $by }.
hide-failed-gone = It could not be deleted: it is gone already, or older than 48 hours. An older one can only be deleted by hand.
hide-failed-no-rights = It could not be deleted: I may not delete messages there. Make me an admin with “Delete messages”, then press Hide again.
hide-failed-chat-gone = It could not be deleted: I am no longer in that chat. Add me again, then press Hide again.
hide-failed-refused = It could not be deleted: Telegram refused. Try again, or delete it by hand.

queue-empty = 🎉 Nothing waits. All cases are done.
queue-title = { $count ->
    [one] <b>{ $count } open case</b>
   *[other] <b>{ $count } open cases</b>
}{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}

command-queue = Open cases, the most urgent first
command-next = Take the most urgent case
command-replies = The saved replies; with words, search them
command-help = What I can do
command-unknown = I do not know { $command }. /help shows what I can do.

desk-is-here = 👋 This group is the desk now: cards will come here. Next: add me as an admin to the group whose comments I shall read, and I ask here what to do with it. /invite brings in your team.
desk-is-elsewhere = The desk is in another group already. It can be moved only by a new installation, with another desk.chat_id.
desk-of-another = This group is the desk of another bot. Write /here in a group of your own.
lead-welcome = Welcome, { $name }! You are a lead now. Add me to your managers' group and write /here there, then /help.
lead-code-used = This code has been used already. A lead can give you a role.

dead-letter = ⚠️ I could not handle an update from Telegram (number { NUMBER($update, useGrouping: 0) }). It is kept; the log says why.
rows-damaged =
    ⚠️ I cannot read { $count ->
        [one] a row of my database
       *[other] { $count } rows of my database
    }: { $rows }. Nothing is lost: what is damaged is set aside, and everything else goes on. Whoever hosts me learns more from <code>jawab db check</code>.
clock-set-back =
    🕰 My machine's clock was set back by { $hours ->
        [0] { $minutes } min
        [one] { $hours } hour { $minutes } min
       *[other] { $hours } hours { $minutes } min
    }. What was waiting goes on as planned.
clock-differs =
    🕰 The clocks of the machines that I run on differ by { $hours ->
        [0] { $minutes } min
        [one] { $hours } hour { $minutes } min
       *[other] { $hours } hours { $minutes } min
    }. Answers may leave late until whoever hosts me has set them right (NTP).
removed-from-community = ⚠️ I was removed from <b>{ $community }</b> and hear nothing there any more. It is paused. Add me again as an admin, and I ask what comes next.

away = 🌙 Away { $from }–{ $to }: { $comments ->
    [one] { $comments } comment
   *[other] { $comments } comments
}, { $urgent } urgent.
away-without-card =
    { $count ->
        [one] One of the cases that this made has no card yet: it waits in the queue.
       *[other] { $count } of the cases that this made have no card yet: they wait in the queue, the most urgent first.
    }
away-hole = ⚠️ I was away for more than 24 hours, and Telegram keeps nothing longer: what was written between { $from } and { $lost } never reached me. Please look through the communities yourself.

## The private door

door-not-yet = $link_private cannot be filled yet: Telegram has not told my name. Try again in a minute.
door-not-here = $link_private leads nowhere here: the author is in a private chat already, or is no person who could open one. Take other words.
door-greeting = { $text }
