### एक ही बात पूछने या शिकायत करने वाले मामले, एक कार्ड पर।

group-head-question =
    { $count ->
        [one] <b>{ $count } व्यक्ति का यह सवाल है</b>
       *[other] <b>{ $count } लोगों का यह सवाल है</b>
    }
group-head-complaint =
    { $count ->
        [one] <b>{ $count } व्यक्ति की यह शिकायत है</b>
       *[other] <b>{ $count } लोगों की यह शिकायत है</b>
    }
group-comments =
    { $count ->
        [one] { $count } कमेंट
       *[other] { $count } कमेंट
    }
group-more = … और { $count } और
group-since =
    { $count ->
        [one] 🆕 <b>तब से { $count } और</b>
       *[other] 🆕 <b>तब से { $count } और</b>
    }
group-answered =
    { $count ->
        [one] ✍️ { $by } का { $count } जवाब, { $sent } भेजा गया
       *[other] ✍️ { $by } के { $count } जवाब, { $sent } भेजे गए
    }
group-leaves = ⏳ आख़िरी { $at } पर जाएगा
group-settled = 🔗 ये सब अब अलग-अलग देखे जा रहे हैं।
group-nobody = 🔗 इस कार्ड पर अब कोई इंतज़ार में नहीं है।
group-members = 🔗 <b>यहाँ कौन नहीं होना चाहिए?</b> जिसे हटाएँगे, उसका अलग कार्ड बनेगा।
group-stub = 🔗 यही बात लिखने वालों के साथ एक कार्ड पर। { $author }: { $comment }
group-preview =
    { $count ->
        [one] 👀 <b>यह { $count } व्यक्ति को जाएगा।</b> अभी कुछ नहीं भेजा गया।
       *[other] 👀 <b>यह { $count } लोगों को अलग-अलग जाएगा।</b> अभी कुछ नहीं भेजा गया।
    }
group-without = इनके लिए ठीक जवाब नहीं: { $names }। ये कार्ड पर रहेंगे।
group-later =
    { $count ->
        [one] { $count } और की बारी इनके बाद।
       *[other] { $count } और की बारी इनके बाद।
    }
group-sent =
    { $count ->
        [one] ✅ { $by } का जवाब { $count } व्यक्ति को।
       *[other] ✅ { $by } का जवाब { $count } लोगों को, हर एक को अलग।
    }
group-sent-but = ✅ { $by } के { $count } जवाब। नहीं भेजे: { $left }, कार्ड देखें।
group-cancelled = रद्द, कुछ नहीं भेजा गया।
group-write =
    { $count ->
        [one] ✍️ { $count } व्यक्ति के लिए जवाब इस मैसेज के रिप्लाई में लिखें। $author की जगह नाम आएगा।
       *[other] ✍️ सभी { $count } के लिए जवाब इस मैसेज के रिप्लाई में लिखें। $author की जगह हर एक का नाम आएगा।
    }
group-too-long = कई लोगों के जवाब में ज़्यादा से ज़्यादा { $most } अक्षर। फिर से “लिखें” दबाएँ।
label-group-answer = सबको: { $number }
label-group-these-too = इन्हें भी जवाब दें
label-group-send = { $count } को भेजें
label-group-stop = सब रोकें
label-group-out = अलग करें
label-group-out-name = { $number } { $author } अलग
label-group-apart = एक-एक करके
toast-group-look = नीचे हर जवाब देखें, फिर भेजें
toast-group-no-text = इस जवाब में किसी के लिए ठीक शब्द नहीं
toast-group-who = नीचे चुनें
toast-group-apart = अब हर एक का अलग कार्ड है
toast-group-out = { $author } का अब अलग कार्ड है
toast-group-sent = जवाब: { $count }। “सब रोकें” से रुकेंगे
toast-group-sent-but = जवाब: { $count }। नहीं भेजे: { $left }
toast-group-stopped = रोके: { $count }
