# घटनाएँ: एक साथ बहुत-से नकारात्मक कमेंट।

command-incident = घटनाएँ: खुली हुई, और पिछली कैसे ख़त्म हुईं
help-incident = /incident घटनाएँ दिखाता है; कार्ड पर रिप्लाई में लिखने पर प्रमुख वहाँ घटना खोलते हैं
board-incidents = { $count ->
    [one] 🚨 <b>{ $count } घटना</b>: /incident
   *[other] 🚨 <b>{ $count } घटनाएँ</b>: /incident
}
incident-head = 🚨 <b>घटना</b> · { $place }
incident-head-over = ✅ <b>घटना ख़त्म</b> · { $place }
incident-head-false = ☑️ <b>ग़लत अलार्म</b> · { $place }
incident-begun = { $at } से: { $minutes } मिनट में { $count } नकारात्मक, आम तौर पर { $usual }
incident-begun-by = { $by } ने { $at } पर खोली
incident-recent = अभी { $minutes } मिनट में { $count }
incident-total = { $count ->
    [one] कुल { $count } नकारात्मक कमेंट
   *[other] कुल { $count } नकारात्मक कमेंट
}
incident-peak = सबसे ज़्यादा { $count }, { $at } पर
incident-about = विषय: { $words }
incident-cases = { $count ->
    [0] अभी कोई मामला नहीं
    [one] { $count } मामला: { $open } खुला, { $answered } का जवाब दिया
   *[other] { $count } मामले: { $open } खुले, { $answered } का जवाब दिया
}
incident-frozen = यहाँ नई शिकायतों का अपना कार्ड नहीं बनता, और कुछ भी अपने आप जवाब नहीं देता।
incident-held = ⏸ { $at } से जवाब रुके हैं ({ $by })
incident-statement = 📣 बयान: “{ $text }”
incident-closed-by = { $by } ने { $at } पर बंद की
incident-closed-itself = 12 शांत घंटों के बाद { $at } पर अपने आप बंद हुई
incident-calm = 🕊 30 मिनट से शांति है: { $place }। घटना बंद करें?
incident-kept = घटना खुली रहेगी ({ $by })।
incident-closed-line = ✅ घटना बंद हुई ({ $by })।
incident-opened-by-hand = 🚨 { $by } ने घटना खोली।
incident-there-already = 🚨 यहाँ घटना पहले से खुली है; यह मामला अब उसी में है।
card-failed-incident = ❗ अपने आप जवाब नहीं गया: यहाँ घटना चल रही है।
label-incident-statement = बयान
label-incident-hold = जवाब रोकें
label-incident-cases = मामले देखें ({ $count })
label-incident-false = ग़लत अलार्म
label-incident-close = घटना बंद करें
label-incident-keep = खुली रखें
label-incident-open = 🚨 घटना
label-incident-report = रिपोर्ट { $number }
toast-incident-closed = घटना बंद हुई।
toast-incident-false = ठीक है: यहाँ अलार्म थोड़े कम बजेंगे।
toast-incident-kept = खुली रहेगी।
toast-incident-no-case = यहाँ अभी कोई मामला नहीं है जिसके जवाब रोके जाएँ।
incident-no-cases = { $place }: कोई खुला मामला नहीं।
incident-cases-head = { $count ->
    [one] 🚨 { $place }: <b>{ $count } खुला मामला</b>
   *[other] 🚨 { $place }: <b>{ $count } खुले मामले</b>
}{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
} · /case N से एक देखें
incident-case-line = { $symbol } { $priority } · #{ $number } · { $author }: { $words }
incidents-none = कोई घटना खुली नहीं है।
incidents-open-line = 🚨 { $place }, { $at } से
incidents-closed-head = <b>पिछली घटनाएँ</b>
incidents-closed-line = { $number }. { $place }, { $at }
incidents-false-line = { $number }. { $place }, { $at } · ग़लत अलार्म
incidents-how = प्रमुख किसी कार्ड पर रिप्लाई में /incident लिखकर घटना खोलते हैं।
incident-report-head = 📋 <b>रिपोर्ट</b> · { $place }
incident-report-lasted = { $since }–{ $until }, { $length }
incident-report-median = पहला जवाब { $length } में (माध्यिका)
incident-report-doings = <b>किसने क्या किया</b>
incident-report-doing = { $what }: { $count }
incident-report-nobody = अपने आप
incident-report-timeline = <b>क्रम</b>
incident-timeline-opened = खुली
incident-timeline-peak = सबसे ज़्यादा: 10 मिनट में { $detail }
incident-timeline-held = जवाब रोके गए
incident-timeline-stated = बयान “{ $detail }”
incident-timeline-lifted = रोक हटी
incident-timeline-calmed = शांति
incident-timeline-rose = फिर बढ़ी
incident-timeline-kept-open = खुली रखी गई
incident-timeline-closed = बंद
incident-timeline-false-alarm = ग़लत अलार्म
