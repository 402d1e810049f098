### डेस्क के कार्ड और रसीदें। मैनेजर इन्हें फ़ोन पर पढ़ते हैं: छोटा लिखें, ज़रूरी बात पहले।

## श्रेणियाँ

lane-complaint = शिकायत
lane-question = सवाल
lane-abuse = गाली
lane-spam = स्पैम
lane-praise = तारीफ़
lane-unsure = साफ़ नहीं
lane-none = अन्य

## बटन

label-send-number = भेजें { $number }
label-edit = बदलें
label-reword = दूसरे शब्द
label-write = लिखें
label-dismiss = बंद करें
label-hide = हटाएँ…
label-claim = अपने पास लें
label-release = लौटाएँ
label-stop = रोकें
label-open = खोलें
label-it-is-there = जवाब वहाँ है
label-not-there = नहीं है: भेजें

## कार्ड

card-answer-by = { $at } तक जवाब दें
card-was-due = <b>समय निकल गया: { $at }</b>
card-private-chat = निजी चैट
card-in-private = 🔒 निजी चैट में
card-said-in-private = 🔒
card-comment = कमेंट
card-edited = { $at } पर बदला गया
card-answers-to = ↪ इसके जवाब में: “{ $text }”
card-more-comments =
    { $count ->
        [one] … और { $count } पुराना कमेंट
       *[other] … और { $count } पुराने कमेंट
    }
card-author-not-a-person = चैट के नाम से लिखा
card-author-new = यहाँ पहला कमेंट
card-author-new-today = आज से यहाँ
card-author-seen-since = { $month } से यहाँ
card-author-earlier =
    { $count ->
        [one] पहले { $count } मामला
       *[other] पहले { $count } मामले
    }
card-author-last-angry = पिछली बार नाराज़गी
card-why = क्यों: { $reasons }
card-holder = 👤 { $at } से { $name } के पास
card-answered-before = ↩️ { $by } के जवाब ({ $at }) के बाद फिर लिखा: “{ $text }”
card-note = 📝 { $by }: { $text }
card-no-suggestions = लाइब्रेरी में कोई मिलता-जुलता जवाब नहीं
card-nothing-on = लाइब्रेरी में इस पर कुछ नहीं: { $words }
card-closest = सबसे क़रीब: { $title }
card-suggestion-fits = { $number } { $title } (सही, { $lang })
card-suggestion-maybe = { $number } { $title } (शायद, { $lang })
card-slots-will-be-asked = { $slot } भेजने से पहले पूछा जाएगा
card-step = चरण { $number }/{ $count } · { $title }
card-failed = ❗ जवाब नहीं गया: Telegram ने मना कर दिया। फिर कोशिश करें या दूसरे शब्द लिखें।
card-failed-changed = ❗ जवाब नहीं गया: कमेंट बदल गया है। दोबारा पढ़ें।
card-failed-gone = ❗ जवाब नहीं गया: कमेंट अब नहीं है। मामला बंद किया जा सकता है।
card-failed-no-rights = ❗ जवाब नहीं गया: मुझे वहाँ लिखने की अनुमति नहीं है। मुझे एडमिन बनाएँ, फिर दोबारा भेजें।
card-failed-chat-gone = ❗ जवाब नहीं गया: मैं अब उस चैट में नहीं हूँ। मुझे दोबारा जोड़ें, फिर दोबारा भेजें।
card-failed-author-gone = ❗ जवाब नहीं गया: लेखक से निजी चैट में संपर्क नहीं हो सकता। मामला बंद किया जा सकता है।
card-failed-refused = ❗ जवाब नहीं गया: Telegram ने यह टेक्स्ट नहीं लिया। दूसरे शब्द लिखें।
card-seconds = { $count } सेकंड
card-minutes =
    { $count ->
        [one] { $count } मिनट
       *[other] { $count } मिनट
    }
card-hours =
    { $count ->
        [one] { $count } घंटे
       *[other] { $count } घंटे
    }
card-date-and-time = { $date }, { $time }

## क्या तय हुआ

receipt-queued = ⏳ { $by } · { $which } · { $at } पर जाएगा
receipt-sending = ⏳ { $by } · { $which } · अभी जा रहा है
receipt-sent = ✅ { $by } का जवाब { $at } पर गया, { $took } बाद, { $which }
receipt-unknown = ⚠️ <b>शायद { $at } पर चला गया। पहले देख लें:</b> { $by }, { $which }
receipt-context = { $author }, { $place }: “{ $comment }”
receipt-reply-number = जवाब { $number }
receipt-reply-number-changed = जवाब { $number }, बदला हुआ
receipt-reply-saved = तैयार जवाब
receipt-reply-own-words = अपने शब्दों में
closed-moderated = 🗑 { $by } ने हटाया, { $at } · { $author }, { $place }
closed-dismissed = ☑️ { $by } ने बिना जवाब बंद किया, { $at } · { $author }, { $place }
closed-answered = ✅ { $by } ने जवाब दिया, { $at } · { $author }, { $place }
closed-answered-elsewhere = ☑️ { $by } ने सीधे चैट में जवाब दिया, { $at } · { $author }, { $place }

## यह मामला क्यों आया

reason-complaint-sure = शिकायत (पक्का)
reason-complaint-likely = शिकायत (शायद)
reason-negative-tone-sure = नाराज़ लहज़ा (पक्का)
reason-negative-tone-likely = नाराज़ लहज़ा (शायद)
reason-spam-sure = स्पैम (पक्का)
reason-spam-likely = स्पैम (शायद)
reason-insult-sure = गाली (पक्का)
reason-insult-likely = गाली (शायद)
reason-question-sure = सवाल (पक्का)
reason-question-likely = सवाल (शायद)
reason-praise-sure = तारीफ़ (पक्का)
reason-praise-likely = तारीफ़ (शायद)
reason-not-sure-what-it-is = कोई साफ़ संकेत नहीं
reason-signs-disagree = शिकायत भी, तारीफ़ भी
reason-unknown-language = अनजान भाषा
reason-no-words = बिना शब्दों के
reason-also-a-question = सवाल भी है
reason-also-an-insult = गाली भी है
reason-very-negative = बहुत नाराज़
reason-angry-before = पहले भी नाराज़गी
reason-has-waited = देर से इंतज़ार में
reason-waiting = इंतज़ार में
reason-deadline = जवाब का समय पास है
reason-reach = कई लोग देख रहे हैं या साथ दे रहे हैं
reason-edited-since = बाद में बदला गया
reason-writes-in-private = निजी चैट में लिखा
reason-answers-what-was-asked = पूछे गए सवाल का जवाब
reason-rule = नियम

## मीडिया

media-animation = GIF
media-live-photo = फ़ोटो
media-photo = फ़ोटो
media-video = वीडियो
media-voice = वॉइस मैसेज
media-video-note = वीडियो मैसेज
media-sticker = स्टिकर
media-audio = ऑडियो
media-document = फ़ाइल
media-venue = जगह
media-location = लोकेशन
media-contact = कॉन्टैक्ट
media-poll = पोल
media-checklist = चेकलिस्ट
media-dice = पासा
media-story = स्टोरी
media-paid-media = सशुल्क मीडिया
media-game = गेम
media-invoice = इनवॉइस
media-giveaway = गिवअवे
media-giveaway-winners = गिवअवे
media-rich-message = सजा हुआ मैसेज
media-other = दूसरी तरह का मैसेज

## भाषाएँ

lang-en = अंग्रेज़ी
lang-hi = हिंदी
lang-hi-Latn = हिंग्लिश
lang-ru = रूसी
lang-es = स्पेनिश
lang-und = कोई भी भाषा

## महीने

month-1 = जनवरी
month-2 = फ़रवरी
month-3 = मार्च
month-4 = अप्रैल
month-5 = मई
month-6 = जून
month-7 = जुलाई
month-8 = अगस्त
month-9 = सितंबर
month-10 = अक्टूबर
month-11 = नवंबर
month-12 = दिसंबर
