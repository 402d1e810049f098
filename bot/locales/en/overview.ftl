### The board, and what commands answer: lists of cases, comments found, figures, people.

## The board

label-mine = Mine
label-queue = Queue

board-nothing = 📌 Nothing waits
board-oldest = oldest { $time }
board-next-due = Next due { $at }: { $who }
board-overdue = ⏰ <b>Due since { $at }</b>: { $who }
board-spam = Spam { $count }
board-unsure = unsure { $count }
board-put-off = put off { $count }
board-held = { $name }: { $author } since { $at }
board-look-first = <b>Look first { $count }</b>
board-dead-letters = dead letters { $count }
board-today = Today { $count } answered
board-today-median = Today { $count } answered, median { $time }
board-may-not-pin = 📍 I may not pin the board here. Make me an admin with “Pin messages”.

## The queue

label-all = All
label-free = Free
label-put-off = 💤 Put off

queue-line =
    { $symbol } <b>{ $priority }</b> · #{ $number } { $author }, { $community } · { $said }
    <i>“{ $excerpt }”</i>
queue-waiting = waiting { $time }
queue-just-came = just came
queue-with = with { $holder }
queue-since = since { $at }
queue-put-off = 💤 until { $at }
queue-free = nobody has them
queue-put-off-ones = put off
queue-held-by = with { $name }
queue-nothing-held = { $name } holds no case. /next gives the most urgent one.
queue-none-of-these = None of these are open.

case-open = open
case-claimed = taken
case-answered = answered
case-moderated = hidden
case-dismissed = dismissed
case-answered-elsewhere = answered in the chat

## /case

case-number-needed = Which case? Write <code>/case 12</code>; the number stands on its card.
case-unknown = There is no case { $number }.

## /search

search-words-needed = What shall I look for? Write <code>/search refund</code>.
search-nothing = 🔍 Nothing found for “{ $words }” in the newest comments.
search-head = 🔍 “{ $words }”, newest first · page { $page }
found-excerpt = <i>“{ $excerpt }”</i>

## /author

author-needed = Whom? Write <code>/author @name</code> or <code>/author 12345</code>, or reply to a card with /author.
author-unknown = I know no comments by { $who }.
author-since = first seen { $at }
author-comments =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
author-no-cases = No cases so far
author-cases = Cases: { $outcomes }
author-warnings =
    { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
author-muted = muted
author-muted-until = muted until { $at }
author-banned = banned

## /stats

stats-today = 📊 <b>Today</b>
stats-week = <b>Last 7 days</b>
stats-comments =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
stats-cards =
    { $count ->
        [one] { $count } case
       *[other] { $count } cases
    }
stats-answered = { $count } answered
stats-dismissed = { $count } dismissed
stats-hidden = { $count } hidden
stats-median = First answer: median { $time }
stats-lane-median = median { $time }
stats-person = { $name }: { $did }

## The report of a week

week-head = 📊 <b>The week, { $first } – { $last }</b>
week-before = The week before: { $said }
week-mood = 🌡 { $said }
week-more = By lane and person: /stats. By post: /mood

## /who

team-head =
    👥 { $count ->
        [one] <b>{ $count } person</b>
       *[other] <b>{ $count } people</b>
    }
team-holds =
    { $count ->
        [one] { $count } case
       *[other] { $count } cases
    }
team-active = active { $at }
team-never-active = nothing done yet
team-cannot-be-rung = 🔕 I cannot ring these people: each has to open a private chat with me and press Start.

## Commands

command-mine = The cases that you hold
command-case = Show a case's card again: /case 12
command-search = Look for words in the comments
command-author = What is known of an author
command-stats = Figures of today and of seven days
command-who = Who is in the team

help-head = Hello { $name }, your role here is <b>{ $role }</b>.
help-queue = /queue shows the open cases, the most urgent first
help-next = /next gives you the most urgent one
help-mine = /mine shows the cases that you hold
help-case = <code>/case 12</code> shows the card of case 12 again, at the end of the chat
help-search = <code>/search words</code> looks for words in the comments
help-author = <code>/author @name</code> shows what is known of somebody
help-stats = /stats shows the figures of today and of seven days
help-who = /who shows the team and who cannot be rung
help-replies = /replies shows the saved replies; <code>/replies words</code> searches them
help-gaps = /gaps shows what no saved reply answered in the last week
help-help = /help shows this
help-on-a-card = <b>On a card</b>
help-for-work = <b>Cases</b>
help-to-look-up = <b>Look up</b>
help-for-the-team = <b>Team and settings</b>
help-answering =
    <b>Send 1</b> answers with the first suggestion; for a short while <b>Stop</b> can hold it back
    <b>Edit</b>, <b>Write</b> ask for your words; you see them before they are sent
    Reply to a card to leave a note or to answer
help-moderating =
    <b>Dismiss</b> closes the case without an answer
    <b>Hide</b> shows what can be done: delete, mute, warn, ban
    <b>Claim</b> keeps others from answering meanwhile
help-reading = With your role you read; a lead can give you another one.
