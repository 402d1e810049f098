### Cards and receipts in the desk. Managers read them on a phone: short words first.

## Lanes

lane-complaint = Complaint
lane-question = Question
lane-abuse = Abuse
lane-spam = Spam
lane-praise = Praise
lane-unsure = Unsure
lane-none = Other

## Buttons

label-send-number = Send { $number }
label-edit = Edit
label-reword = Other words
label-write = Write
label-dismiss = Dismiss
label-hide = Hide
label-claim = Claim
label-release = Release
label-stop = Stop
label-open = Open
label-it-is-there = It is there
label-not-there = Not there: send

## The card

card-answer-by = answer by { $at }
card-was-due = <b>was due { $at }</b>
card-private-chat = Private chat
card-in-private = 🔒 in private
card-said-in-private = 🔒
card-comment = comment
card-edited = edited { $at }
card-answers-to = ↪ to “{ $text }”
card-more-comments =
    { $count ->
        [one] … and { $count } earlier comment
       *[other] … and { $count } earlier comments
    }
card-author-not-a-person = writes as a chat
card-author-new = first comment here
card-author-new-today = first seen today
card-author-seen-since = seen since { $month }
card-author-earlier =
    { $count ->
        [one] { $count } earlier case
       *[other] { $count } earlier cases
    }
card-author-last-angry = angry last time
card-why = Why: { $reasons }
card-holder = 👤 With { $name } since { $at }
card-answered-before = ↩️ Wrote again after { $by } answered ({ $at }): “{ $text }”
card-note = 📝 { $by }: { $text }
card-no-suggestions = No fitting reply in the library
card-nothing-on = Nothing in the library on: { $words }
card-closest = Closest: { $title }
card-suggestion-fits = { $number } { $title } (fits, { $lang })
card-suggestion-maybe = { $number } { $title } (maybe, { $lang })
card-slots-will-be-asked = { $slot } is asked for before sending
card-step = step { $number } of { $count } · { $title }
card-failed = ❗ The answer was not sent. Telegram refused it. Try again, or write another.
card-failed-changed = ❗ The answer was not sent: the comment has changed. Read it again.
card-failed-gone = ❗ The answer was not sent: the comment is gone. The case can be dismissed.
card-failed-no-rights = ❗ The answer was not sent: I may not write there. Make me an admin, then send it again.
card-failed-chat-gone = ❗ The answer was not sent: I am no longer in that chat. Add me again, then send it again.
card-failed-author-gone = ❗ The answer was not sent: the author cannot be reached privately. The case can be dismissed.
card-failed-refused = ❗ The answer was not sent: Telegram refused the text. Put it in other words.
card-seconds = { $count } s
card-minutes =
    { $count ->
        [one] { $count } min
       *[other] { $count } min
    }
card-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
card-date-and-time = { $date }, { $time }

## What was decided

receipt-queued = ⏳ { $by } · { $which } · leaves { $at }
receipt-sending = ⏳ { $by } · { $which } · leaving now
receipt-sent = ✅ { $by } answered { $at }, after { $took }, { $which }
receipt-unknown = ⚠️ <b>May have been sent { $at }. Look first:</b> { $by }, { $which }
receipt-context = { $author }, { $place }: “{ $comment }”
receipt-reply-number = reply { $number }
receipt-reply-number-changed = reply { $number }, edited
receipt-reply-saved = saved reply
receipt-reply-own-words = own words
closed-moderated = 🗑 Deleted by { $by }, { $at } · { $author }, { $place }
closed-dismissed = ☑️ Dismissed by { $by }, { $at } · { $author }, { $place }
closed-answered = ✅ Answered by { $by }, { $at } · { $author }, { $place }
closed-answered-elsewhere = ☑️ Answered in the chat itself by { $by }, { $at } · { $author }, { $place }

## Why a case is there

reason-complaint-sure = complaint (sure)
reason-complaint-likely = complaint (likely)
reason-negative-tone-sure = negative tone (sure)
reason-negative-tone-likely = negative tone (likely)
reason-spam-sure = spam (sure)
reason-spam-likely = spam (likely)
reason-insult-sure = insult (sure)
reason-insult-likely = insult (likely)
reason-question-sure = question (sure)
reason-question-likely = question (likely)
reason-praise-sure = praise (sure)
reason-praise-likely = praise (likely)
reason-not-sure-what-it-is = no clear sign
reason-signs-disagree = complaint and praise at once
reason-unknown-language = unknown language
reason-no-words = no words
reason-also-a-question = also a question
reason-also-an-insult = also an insult
reason-very-negative = very negative
reason-angry-before = angry before
reason-has-waited = has waited
reason-waiting = waiting
reason-deadline = its answer falls due
reason-reach = many see it or join in
reason-edited-since = edited since
reason-writes-in-private = writes in private
reason-answers-what-was-asked = answers what was asked
reason-rule = rule

## Kinds of media

media-animation = GIF
media-live-photo = photo
media-photo = photo
media-video = video
media-voice = voice message
media-video-note = video message
media-sticker = sticker
media-audio = audio
media-document = file
media-venue = place
media-location = location
media-contact = contact
media-poll = poll
media-checklist = checklist
media-dice = dice
media-story = story
media-paid-media = paid media
media-game = game
media-invoice = invoice
media-giveaway = giveaway
media-giveaway-winners = giveaway
media-rich-message = formatted message
media-other = message of another kind

## Languages

lang-en = English
lang-hi = Hindi
lang-hi-Latn = Hinglish
lang-ru = Russian
lang-es = Spanish
lang-und = any language

## Months, as in “seen since March” and “3 March”

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
