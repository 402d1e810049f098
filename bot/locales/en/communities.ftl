# Groups that the bot was added to, communities, and what was seen while watching.

label-watch-it = 👁 Watch it
label-watch-named = 👁 Watch { $title }
label-leave = 🚪 Leave
label-stay = Stay
label-mode-live = ▶️ Go live
label-mode-watch = 👁 Watch
label-mode-paused = ⏸ Pause
label-community = { $title }
label-communities = ‹ All communities
label-more-choices = More

offer-head = 👋 { $by } added me to <b>{ $group }</b>.
offer-lacks = There I still lack these admin rights:
right-can-delete-messages = · Delete messages
right-can-restrict-members = · Ban users
offer-lacks-nothing = I have all the rights that I need there.
offer-means = <b>Watch it</b> makes it a community: I read and count what is written, and say nothing there until you press “Go live”.
offer-may-be-desk = If it is your managers' group, write /here there instead.
offer-removed = I was taken out of <b>{ $group }</b> again. There is nothing to decide any more.
offer-gone = I am not in this group any more. There is nothing to decide.
offer-left = 🚪 { $by } had me leave <b>{ $group }</b>.

communities-head = { $count ->
    [0] <b>No communities yet.</b> Add me to a group, and I ask you about it.
    [one] 👥 <b>{ $count } community</b>, the last 7 days
   *[other] 👥 <b>{ $count } communities</b>, the last 7 days
}{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}
communities-newcomers = Nobody has decided about these groups:
community-private = Private messages
community-watch = 👁 <b>{ $title }</b>, watching
community-live = ▶️ <b>{ $title }</b>, live
community-paused = ⏸ <b>{ $title }</b>, paused
community-gone = 🚪 <b>{ $title }</b>, I am not there
community-comments =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
community-would-be-cards =
    { $count ->
        [one] { $count } would be a card
       *[other] { $count } would be cards
    }
community-cards =
    { $count ->
        [one] { $count } worth a card
       *[other] { $count } worth a card
    }
community-means-watch = I read and count. There are no cards, and nothing is said there.
community-means-live = What needs somebody comes to the desk as a card.
community-means-paused = What is written there now is not kept and not counted. Open cases can still be answered.
community-means-gone = What was written there is still here. Add me to the group again, as an admin, and I ask what comes next.
community-leave-ask = Shall I leave <b>{ $title }</b>? What was written there stays here, but only its admins can add me again.
community-back = 👋 I am in <b>{ $title }</b> again. What shall I do there?

watched-day = 👁 I have watched <b>{ $title }</b> for a day:
watched-week = 👁 I have watched <b>{ $title }</b> for a week:

toast-watched = It is a community now. I watch and say nothing.
toast-watched-already = It is a community already
toast-not-there = I am not in that group any more
toast-leaving = I am leaving
toast-mode-live = Live: cards come to the desk from now on
toast-mode-watch = Watching: no cards, nothing is said there
toast-mode-paused = Paused: what is written there is not kept
toast-mode-already = It is so already

command-communities = Communities: watch, go live, pause, leave
help-communities = /communities shows what is written where; a lead watches, goes live, pauses or leaves there
