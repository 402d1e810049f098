# अपने आप हटाया जाने वाला

label-sweeping = 🧹 अपने आप हटाना…
label-sweep-from = { $symbol } { $percent } %
label-sweep-chosen = ✅ { $symbol } { $percent } %
label-sweep-off = { $lane }: बंद
label-sweep-back = ‹ वापस
label-sweep-stop = ✋ { $count } रोकें
label-sweep-deny = { $number }. { $what }
label-sweep-repost = { $number }. उद्धरण पोस्ट करें
sweeping-ask =
    🧹 <b>{ $title }</b>: बिना किसी के दबाए क्या हटाया जा सकता है?
    चुनें कि स्पैम और गाली किस संभावना से हटे। हटने से पहले एक मिनट रुकता है, और डेस्क उसे रोक सकता है। पुराने सदस्य, जिन्हें हम जवाब दे चुके हैं, और अपने लोग आप पर छोड़े जाते हैं। पिछली बीस में से दो ग़लतियाँ इसे बंद कर देती हैं।
sweeping-by = चालू किया: { $by }
sweeping-week = पिछले 7 दिनों में ज़्यादा से ज़्यादा इतने हटते:
sweeping-count = { $percent } % से: { $count }
sweeping-samples = इनमें जिन पर भरोसा सबसे कम था:
sweeping-from = { $lane } { $percent } % से
community-sweeping-on = 🧹 अपने आप हटता है: { $lanes }
watched-would-go =
    { $count ->
        [one] 🧹 अगर चालू होता, तो 99 % से इनमें से { $count } अपने आप हटता।
       *[other] 🧹 अगर चालू होता, तो 99 % से इनमें से { $count } अपने आप हटते।
    }
board-sweeping =
    { $count ->
        [one] 🧹 अपने आप हटाना: { $count } समुदाय
       *[other] 🧹 अपने आप हटाना: { $count } समुदाय
    }
sweep-head = 🧹 <b>अपने आप हटाया गया</b> { $lanes }
sweep-waits =
    { $count ->
        [one] { $count } कमेंट { $at } तक हट जाएगा, अगर आप न रोकें।
       *[other] { $count } कमेंट { $at } तक हट जाएँगे, अगर आप न रोकें।
    }
sweep-gone = हटाए: { $count }
sweep-stopped = रोके: { $count }
sweep-denied = ठीक थे: { $count }
sweep-failed = नहीं हटे: { $count }
sweep-more = … और { $count }
sweep-list =
    🧹 { $at } से अपने आप हटाए गए{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
sweep-entry = { $number }. { $symbol } <b>{ $author }</b> · { $community } · { $at } · { $percent } % · { $fate }
sweep-fate-waits = रुका है
sweep-fate-goes = हटाया
sweep-fate-stopped = रोका
sweep-fate-denied = ठीक था
sweep-fate-failed = नहीं हटा
sweeping-switched-off = 🧹 <b>{ $community }</b> में अब कुछ भी अपने आप नहीं हटता: पिछले बीस में से दो रोके गए या ठीक बताए गए। प्रमुख /communities में ऊँची सीमा के साथ इसे फिर चालू कर सकते हैं।
sweeping-not-allowed = 🧹 <b>{ $community }</b> में अब कुछ भी अपने आप नहीं हटता: मुझे वहाँ मैसेज हटाने का अधिकार नहीं है। मुझे “मैसेज हटाना” (Delete messages) के अधिकार के साथ एडमिन बनाएँ, फिर /communities में इसे चालू करें।
toast-sweeping-on = अब से यह यहाँ अपने आप हटेगा
toast-sweeping-off = यह यहाँ अपने आप नहीं हटता
