### कार्ड पर “और” के पीछे का मेन्यू।

label-more = और
label-snooze-hour = 💤 1 घंटा
label-snooze-tonight = आज रात
label-snooze-tomorrow = कल 9:00
label-snooze-other = दूसरा समय
label-hand-over = किसी को दें
label-tag = टैग
label-close-menu = बंद करें

menu = <b>और</b> · { $author }: “{ $words }”
menu-closed = बंद।
prompt-snooze =
    { $name }, कब तक? इस संदेश का जवाब दें।
    जैसे: <code>2h</code>, <code>18:30</code>, <code>कल 10</code>, <code>27.11 9:00</code>।
prompt-tag =
    { $name }, कौन से टैग? एक या ज़्यादा शब्दों में जवाब दें, जैसे <code>रिफंड vip</code>।
    टैग दोबारा लिखने से वह हट जाता है।
snooze-not-understood =
    “{ $words }” आने वाले साल का कोई समय नहीं है। इस संदेश का जवाब दें।
    जैसे: <code>2h</code>, <code>18:30</code>, <code>कल 10</code>, <code>27.11 9:00</code>।
snoozed = 💤 { $time } तक टाला गया ({ $by })।
tagged = टैग: { $tags }
untagged = अब कोई टैग नहीं।
tags-not-understood = टैग एक शब्द है: ज़्यादा से ज़्यादा 24 अक्षर, अंक, - और _। कुछ नहीं बदला।
whom = { $author } का मामला कौन लेगा?
handed-over-line = { $to } को दिया गया।
handed-over = { $to }, { $by } ने आपको { $author } का मामला दिया है।
card-snoozed = 💤 { $at } तक टाला गया
card-tags = 🏷 { $tags }
toast-more = नीचे चुनें।
toast-whom = चुनें किसे।
toast-handed-over = अब यह { $name } के पास है।
card-personal = 🔒 इसमें { $kinds } है, यहाँ ढका हुआ: सबके सामने से छिपाना बेहतर।
personal-card = कार्ड नंबर
personal-telephone = फ़ोन नंबर
personal-mail = ईमेल पता

## जवाब भेजने के बाद

label-correct = सुधारें
label-correct-send = बदल दें
label-withdraw = वापस लें
label-withdraw-yes = हाँ, हटाएँ
withdraw-ask = { $author } को दिया जवाब हटाएँ? सदस्यों को वह नहीं दिखेगा; मामला फिर खुल जाएगा।
withdraw-begun = { $by } जवाब हटा रहे हैं।
withdraw-failed-gone = जवाब पहले ही हट चुका है।
withdraw-failed-no-rights = जवाब वहीं है: बॉट को उसे हटाने की अनुमति नहीं है।
withdraw-failed-chat-gone = जवाब वहीं है: बॉट अब उस चैट में नहीं है।
withdraw-failed-refused = जवाब वहीं है: टेलीग्राम ने हटाने से मना किया।
correct-begun = { $by } जवाब सुधार रहे हैं।
correct-failed-gone = जवाब हट चुका है: उसे सुधारा नहीं जा सकता।
correct-failed-no-rights = जवाब वैसा ही है: बॉट को वहाँ लिखने की अनुमति नहीं है।
correct-failed-chat-gone = जवाब वैसा ही है: बॉट अब उस चैट में नहीं है।
correct-failed-refused = जवाब वैसा ही है: टेलीग्राम ने बदलने से मना किया।
toast-withdraw = हटाया जा रहा है।
toast-correct = बदला जा रहा है।

label-show-media = 🖼 दिखाएँ
toast-media = नीचे आ रहा है।
media-not-shown = नहीं दिखाया जा सकता: वह हट चुका है या उसकी चैट में कॉपी मना है।
