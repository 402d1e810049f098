### स्पैम एक कार्ड में, अनिश्चित मामले एक सूची में।

spam-head =
    { $count ->
        [one] 🗑 <b>{ $count } स्पैम कमेंट</b>
       *[other] 🗑 <b>{ $count } स्पैम कमेंट</b>
    }
spam-ask =
    { $count ->
        [one] 🗑 <b>{ $count } कमेंट हटाएँ?</b> टेलीग्राम उसे वापस नहीं ला सकता।
       *[other] 🗑 <b>सभी { $count } कमेंट हटाएँ?</b> टेलीग्राम उन्हें वापस नहीं ला सकता।
    }
spam-more = … और { $count } और
spam-hidden =
    { $count ->
        [one] 🗑 { $by } ने { $count } स्पैम कमेंट हटाया।
       *[other] 🗑 { $by } ने { $count } स्पैम कमेंट हटाए।
    }
spam-below = 🗑 { $by } इन्हें नीचे देख रहे हैं।
spam-settled = 🗑 सब पहले ही निपट चुका है।
label-spam-hide =
    { $count ->
        [one] हटाएँ
       *[other] सभी { $count } हटाएँ
    }
label-spam-look = देखें
unsure-head =
    { $count ->
        [one] 🤔 <b>{ $count } कमेंट कुछ भी हो सकता है।</b> यह क्या है? 🔴 शिकायत · ❓ सवाल · ▫️ कुछ नहीं
       *[other] 🤔 <b>{ $count } कमेंट कुछ भी हो सकते हैं।</b> ये क्या हैं? 🔴 शिकायत · ❓ सवाल · ▫️ कुछ नहीं
    }
unsure-more = … और { $count } और, जब ये हो जाएँ
unsure-done = 🤔 कुछ अनिश्चित नहीं बचा। धन्यवाद, { $by }।
toast-labelled = { $lane }: दर्ज।
reason-by-hand = हाथ से बताया गया
