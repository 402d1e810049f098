# What is deleted by itself

label-sweeping = 🧹 Delete by itself…
label-sweep-from = { $symbol } { $percent } %
label-sweep-chosen = ✅ { $symbol } { $percent } %
label-sweep-off = { $lane }: off
label-sweep-back = ‹ Back
label-sweep-stop = ✋ Stop { $count }
label-sweep-deny = { $number }. { $what }
label-sweep-repost = { $number }. Repost as quotation
sweeping-ask =
    🧹 <b>{ $title }</b>: what may be deleted without anybody's tap?
    Choose from which probability on, for spam and for abuse. A minute passes before it goes, and the desk can stop it. Regulars, people whom we have answered, and our own are left to you. Two mistakes of the last twenty switch it off.
sweeping-by = Switched on by { $by }.
sweeping-week = In the last 7 days that would have been, at most:
sweeping-count = from { $percent } %: { $count }
sweeping-samples = The least sure of them:
sweeping-from = { $lane } from { $percent } %
community-sweeping-on = 🧹 Deleted by itself: { $lanes }.
watched-would-go =
    { $count ->
        [one] 🧹 One of these would have been deleted by itself from 99 % on, if that were switched on.
       *[other] 🧹 { $count } of these would have been deleted by itself from 99 % on, if that were switched on.
    }
board-sweeping =
    { $count ->
        [one] 🧹 Deletes by itself: one community
       *[other] 🧹 Deletes by itself: { $count } communities
    }
sweep-head = 🧹 <b>Deleted by itself</b> { $lanes }
sweep-waits =
    { $count ->
        [one] One goes by { $at }, unless you stop it.
       *[other] { $count } go by { $at }, unless you stop them.
    }
sweep-gone = deleted: { $count }
sweep-stopped = stopped: { $count }
sweep-denied = was fine: { $count }
sweep-failed = not deleted: { $count }
sweep-more = … and { $count } more
sweep-list =
    🧹 Deleted by itself from { $at } on{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
sweep-entry = { $number }. { $symbol } <b>{ $author }</b> · { $community } · { $at } · { $percent } % · { $fate }
sweep-fate-waits = waits
sweep-fate-goes = deleted
sweep-fate-stopped = stopped
sweep-fate-denied = was fine
sweep-fate-failed = not deleted
sweeping-switched-off = 🧹 Nothing is deleted by itself in <b>{ $community }</b> any more: two of the last twenty were stopped or called fine. A lead can switch it on again with a higher threshold in /communities.
sweeping-not-allowed = 🧹 Nothing is deleted by itself in <b>{ $community }</b> any more: I may not delete messages there. Make me an admin with “Delete messages”, then switch it on again in /communities.
toast-sweeping-on = That is deleted by itself here from now on
toast-sweeping-off = That is not deleted by itself here
