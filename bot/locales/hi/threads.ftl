### कमेंट के आसपास क्या है।

reason-agrees-with = सहमति
reason-a-member-answered = किसी सदस्य ने जवाब दिया
unanswered-none = 🎉 कोई सवाल जवाब के इंतज़ार में नहीं है।
unanswered-head =
    { $count ->
        [one] ❓ <b>{ $count } सवाल बिना जवाब</b>
       *[other] ❓ <b>{ $count } सवाल बिना जवाब</b>
    }{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
unanswered-count =
    { $count ->
        [one] { $count } सवाल
       *[other] { $count } सवाल
    }
unanswered-line = { $author } #{ $number }: { $excerpt } · { $said }
unanswered-more = … और { $count } और
command-unanswered = पोस्ट के हिसाब से बिना जवाब के सवाल
help-unanswered = /unanswered हर पोस्ट के बिना जवाब वाले सवाल दिखाता है
