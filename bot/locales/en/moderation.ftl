### The menu under `Hide`: deleting, muting, warning, banning, and what becomes of it.

label-delete-all = Delete all by this author
label-mute-hour = Mute 1 h
label-mute-day = Mute 1 day
label-mute-for-good = Mute for good
label-warn = Warn
label-ban = Ban
label-undo-warning = Undo warning
label-undo-mute = Undo mute
label-undo-ban = Undo ban
label-not-spam = Not spam
label-not-abuse = Not abuse
label-repost = Repost as quotation
label-post = Post

hide-clock = ⏳ It can be deleted until { $at }: Telegram lets bots delete for 48 hours.
hide-too-old = { $count ->
    [one] ⌛ { $count } comment is older than 48 hours: I can no longer delete it.
   *[other] ⌛ { $count } comments are older than 48 hours: I can no longer delete them.
}
hide-all-ask = { $count ->
    [one] Delete the one comment that <b>{ $author }</b> wrote here in the last 48 hours? It cannot be brought back.
   *[other] Delete all { $count } comments that <b>{ $author }</b> wrote here in the last 48 hours? They cannot be brought back.
}
hide-kept-text = <blockquote expandable>{ $text }</blockquote>

moderation-ours = One of us wrote this: no mute, warning or ban.
moderation-channel = A channel wrote this: Telegram can ban it, but not mute it.
moderation-warning = ⚠️ Warned by { $by }, { $at }
moderation-muted = 🔇 Muted by { $by } until { $until }
moderation-muted-for-good = 🔇 Muted for good by { $by }, { $at }
moderation-ban = ⛔ Banned by { $by }, { $at }
moderation-ban-due = { $count ->
    [one] ❗ { $count } warning: a ban is due.
   *[other] ❗ { $count } warnings: a ban is due.
}
moderation-not-spam = ☑️ Not spam, says { $by }. What could be lifted is lifted.
moderation-not-abuse = ☑️ Not abuse, says { $by }. What could be lifted is lifted.

card-author-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
card-author-muted = muted until { $until }
card-author-muted-for-good = muted for good
card-author-banned = banned
closed-sanctioned = 🛡 Moderated by { $by }, { $at } · { $author }, { $place }

repost-ask =
    Post this in the thread, as words of <b>{ $author }</b>?

    <blockquote expandable>{ $text }</blockquote>
repost-leaves =
    ⏳ { $by } · quotation · leaves { $at }

    <blockquote expandable>{ $text }</blockquote>
repost-cancelled = Cancelled by { $by }. Nothing is posted.

toast-warning = Warned
toast-mute = Being muted
toast-ban = Being banned
toast-lifted = Taken back
toast-lifted-already = It was taken back already
toast-sanction-already = That holds already
toast-nothing-to-delete = There is nothing that I can still delete
toast-repost-early = The deletion is still under way. Try again in a moment.
toast-repost-already = It was posted already
toast-repost-cancelled = Nothing is posted
refused-author-ours = One of us wrote this: no mute, warning or ban.
refused-author-channel = Telegram has no mute for channels, and a warning would reach nobody. You can ban it.

sanction-failed-no-rights = It was not done: I may not restrict members there. Make me an admin with “Ban users”, then press Hide again.
sanction-failed-protected = It was not done: the author is an admin of that chat.
sanction-failed-chat-gone = It was not done: I am no longer in that chat. Add me again, then press Hide again.
sanction-failed-refused = It was not done: Telegram refused. Only supergroups know mutes.
sanction-failed-gone = { sanction-failed-refused }
lift-failed-no-rights = It could not be undone: I may not restrict members there. Make me an admin with “Ban users”, then press Undo again.
lift-failed-protected = It could not be undone: the author is an admin of that chat.
lift-failed-chat-gone = It could not be undone: I am no longer in that chat. Add me again, then press Undo again.
lift-failed-refused = It could not be undone: Telegram refused. Try again, or undo it by hand.
lift-failed-gone = { lift-failed-refused }
notice-unknown = ⚠️ My words to the community may have been posted. Please look; I do not repeat them.
notice-failed = My words to the community were not posted: Telegram refused.
notice-held = My words to the community were not posted: replies are held there.

## What members read: their names and the words of others only, so it is the same in every language

notice-warning = <a href="tg://user?id={ $user }">{ $author }</a>, { $text }
notice-quotation =
    <b>{ $author }</b>:
    <blockquote expandable>{ $text }</blockquote>
