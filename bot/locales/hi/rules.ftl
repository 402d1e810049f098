# ब्रांड के नियम, और सदस्यों की शिकायतें।

command-rules = नियमों ने क्या किया
help-rules = /rules क्रम से नियम दिखाता है, हर नियम कितनी बार लगा और परीक्षण वाला क्या करता
label-rules = ‹ सभी नियम
label-rule-samples = नमूने { $number }
rules-none = कॉन्फ़िगरेशन में कोई नियम नहीं है।
rules-head = { $count ->
    [one] 📐 <b>{ $count } नियम</b>
   *[other] 📐 <b>{ $count } नियम</b>, उसी क्रम में जिसमें वे देखे जाते हैं
}{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
}
rule-real = <b>{ $number }. { $name }</b>
rule-dry = <b>{ $number }. { $name }</b> · 🧪 परीक्षण, कुछ नहीं बदलता
rule-held = लगा: 24 घंटे में { $day } ×, 7 दिन में { $week } ×
rule-would-have-held = लगता: 24 घंटे में { $day } ×, 7 दिन में { $week } ×
rule-effect-ignore = अनदेखा
rule-effect-lane = श्रेणी: { $lane }
rule-effect-priority = प्राथमिकता { $priority }
rule-effect-tag = टैग #{ $tag }
rule-effect-assign = { $name } को दिया जाता है
rule-effect-topic = टॉपिक: { $topic }
rule-effect-ladder = किसी को बुलाया जाता है
rule-effect-stop = इसके बाद कोई नियम नहीं
rule-samples-none = पिछले 7 दिनों में यह किसी कमेंट पर नहीं लगा।
rule-sample-place = { $community }, { $at }
assigned-by-rule = { $to }, नियम “{ $rule }” आपको { $author } का मामला देता है।

reason-reported-by = सदस्यों की रिपोर्ट
card-reported = { $count ->
    [one] 🚩 रिपोर्ट की: { $names }
   *[other] 🚩 { $count } लोगों ने रिपोर्ट की: { $names }
}
card-reported-more = और { $count }
community-reports-on = 🚩 सदस्य किसी कमेंट पर /report लिख सकते हैं।
community-reports-off = 🚩 यहाँ /report बंद है।
label-reports-on = 🚩 /report चालू करें
label-reports-off = 🚩 /report बंद करें
toast-reports-on = सदस्य अब /report लिख सकते हैं
toast-reports-off = यहाँ /report बंद है
