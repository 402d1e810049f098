# जिन ग्रुपों में बॉट जोड़ा गया, समुदाय, और देखते समय क्या दिखा।

label-watch-it = 👁 इसे देखें
label-watch-named = 👁 { $title } देखें
label-leave = 🚪 छोड़ें
label-stay = रहें
label-mode-live = ▶️ लाइव करें
label-mode-watch = 👁 सिर्फ़ देखें
label-mode-paused = ⏸ रोकें
label-community = { $title }
label-communities = ‹ सभी समुदाय
label-more-choices = और

offer-head = 👋 { $by } ने मुझे <b>{ $group }</b> में जोड़ा है।
offer-lacks = वहाँ मेरे पास ये एडमिन अधिकार अभी नहीं हैं:
right-can-delete-messages = · मैसेज हटाना (Delete messages)
right-can-restrict-members = · यूज़र बैन करना (Ban users)
offer-lacks-nothing = वहाँ मेरे पास सभी ज़रूरी अधिकार हैं।
offer-means = <b>इसे देखें</b> दबाने पर यह समुदाय बन जाएगा: मैं लिखी बातें पढ़ूँगा और गिनूँगा, और जब तक आप “लाइव करें” न दबाएँ, वहाँ कुछ नहीं कहूँगा।
offer-may-be-desk = अगर यह आपके मैनेजरों का ग्रुप है, तो इसके बदले वहाँ /here लिखें।
offer-removed = मुझे <b>{ $group }</b> से फिर निकाल दिया गया। अब कुछ तय नहीं करना है।
offer-gone = मैं अब इस ग्रुप में नहीं हूँ। कुछ तय नहीं करना है।
offer-left = 🚪 { $by } के कहने पर मैंने <b>{ $group }</b> छोड़ दिया।

communities-head = { $count ->
    [0] <b>अभी कोई समुदाय नहीं है।</b> मुझे किसी ग्रुप में जोड़ें, मैं आपसे उसके बारे में पूछूँगा।
    [one] 👥 <b>{ $count } समुदाय</b>, पिछले 7 दिन
   *[other] 👥 <b>{ $count } समुदाय</b>, पिछले 7 दिन
}{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
}
communities-newcomers = इन ग्रुपों के बारे में किसी ने तय नहीं किया:
community-private = निजी मैसेज
community-watch = 👁 <b>{ $title }</b>, सिर्फ़ देखा जा रहा है
community-live = ▶️ <b>{ $title }</b>, लाइव
community-paused = ⏸ <b>{ $title }</b>, रुका हुआ
community-gone = 🚪 <b>{ $title }</b>, मैं वहाँ नहीं हूँ
community-comments =
    { $count ->
        [one] { $count } कमेंट
       *[other] { $count } कमेंट
    }
community-would-be-cards =
    { $count ->
        [one] { $count } का कार्ड बनता
       *[other] { $count } के कार्ड बनते
    }
community-cards =
    { $count ->
        [one] { $count } कार्ड के लायक
       *[other] { $count } कार्ड के लायक
    }
community-means-watch = मैं पढ़ता और गिनता हूँ। कार्ड नहीं बनते, और वहाँ कुछ नहीं कहा जाता।
community-means-live = जिस पर किसी को ध्यान देना है, वह डेस्क पर कार्ड बनकर आता है।
community-means-paused = वहाँ अब जो लिखा जाता है, वह न रखा जाता है, न गिना जाता है। खुले मामलों का जवाब अब भी दिया जा सकता है।
community-means-gone = वहाँ जो लिखा गया था, वह यहाँ है। मुझे ग्रुप में एडमिन बनाकर फिर जोड़ें, मैं पूछूँगा कि आगे क्या करना है।
community-leave-ask = क्या मैं <b>{ $title }</b> छोड़ दूँ? वहाँ लिखी बातें यहाँ रहेंगी, पर मुझे फिर सिर्फ़ वहाँ के एडमिन जोड़ सकते हैं।
community-back = 👋 मैं फिर से <b>{ $title }</b> में हूँ। वहाँ क्या करूँ?

watched-day = 👁 मैंने एक दिन तक <b>{ $title }</b> को देखा:
watched-week = 👁 मैंने एक हफ़्ते तक <b>{ $title }</b> को देखा:

toast-watched = अब यह समुदाय है। मैं देखता हूँ, कुछ कहता नहीं।
toast-watched-already = यह पहले से समुदाय है
toast-not-there = मैं अब उस ग्रुप में नहीं हूँ
toast-leaving = मैं जा रहा हूँ
toast-mode-live = लाइव: अब से कार्ड डेस्क पर आएँगे
toast-mode-watch = सिर्फ़ देखना: न कार्ड, न वहाँ कुछ कहा जाएगा
toast-mode-paused = रुका हुआ: वहाँ जो लिखा जाता है, रखा नहीं जाता
toast-mode-already = पहले से ऐसा ही है

command-communities = समुदाय: देखें, लाइव करें, रोकें, छोड़ें
help-communities = /communities दिखाता है कि कहाँ क्या लिखा जाता है; प्रमुख वहाँ देखते, लाइव करते, रोकते या छोड़ते हैं
