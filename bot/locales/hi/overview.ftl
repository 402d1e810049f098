### बोर्ड, और आदेशों के जवाब: मामलों की सूचियाँ, मिले हुए कमेंट, आँकड़े, लोग।

## बोर्ड

label-mine = मेरे
label-queue = कतार

board-nothing = 📌 कोई इंतज़ार में नहीं
board-oldest = सबसे पुराना { $time }
board-next-due = अगली समय-सीमा { $at }: { $who }
board-overdue = ⏰ <b>समय-सीमा { $at } पर निकल गई</b>: { $who }
board-spam = स्पैम { $count }
board-unsure = साफ़ नहीं { $count }
board-put-off = टाले हुए { $count }
board-held = { $name }: { $author } ({ $at } से)
board-look-first = <b>पहले देखें { $count }</b>
board-dead-letters = अनसुलझे अपडेट { $count }
board-today = आज { $count } के जवाब दिए गए
board-today-median = आज { $count } के जवाब दिए गए, माध्यिका { $time }
board-may-not-pin = 📍 मैं यहाँ बोर्ड पिन नहीं कर सकता। मुझे “मैसेज पिन करना” (Pin messages) के अधिकार के साथ एडमिन बनाएँ।

## कतार

label-all = सब
label-free = बिना लिए
label-put-off = 💤 टाले हुए

queue-line =
    { $symbol } <b>{ $priority }</b> · #{ $number } { $author }, { $community } · { $said }
    <i>“{ $excerpt }”</i>
queue-waiting = { $time } से इंतज़ार
queue-just-came = अभी आया
queue-with = { $holder } के पास
queue-since = { $at } से
queue-put-off = 💤 { $at } तक
queue-free = किसी के पास नहीं
queue-put-off-ones = टाले हुए
queue-held-by = { $name } के पास
queue-nothing-held = { $name } के पास कोई मामला नहीं है। /next सबसे ज़रूरी मामला देता है।
queue-none-of-these = इनमें से कोई मामला खुला नहीं है।

case-open = खुला
case-claimed = लिया हुआ
case-answered = जवाब दिया गया
case-moderated = हटाया गया
case-dismissed = बिना जवाब बंद
case-answered-elsewhere = चैट में ही जवाब दिया गया

## /case

case-number-needed = कौन-सा मामला? <code>/case 12</code> लिखें; संख्या उसके कार्ड पर लिखी होती है।
case-unknown = मामला { $number } नहीं है।

## /search

search-words-needed = क्या खोजना है? <code>/search रिफ़ंड</code> लिखें।
search-nothing = 🔍 हाल के कमेंट में “{ $words }” नहीं मिला।
search-head = 🔍 “{ $words }”, नए पहले · पेज { $page }
found-excerpt = <i>“{ $excerpt }”</i>

## /author

author-needed = किसके बारे में? <code>/author @name</code> या <code>/author 12345</code> लिखें, या किसी कार्ड पर रिप्लाई में /author लिखें।
author-unknown = { $who } का कोई कमेंट मुझे नहीं मिला।
author-since = पहली बार { $at }
author-comments =
    { $count ->
        [one] { $count } कमेंट
       *[other] { $count } कमेंट
    }
author-no-cases = अब तक कोई मामला नहीं
author-cases = मामले: { $outcomes }
author-warnings =
    { $count ->
        [one] { $count } चेतावनी
       *[other] { $count } चेतावनियाँ
    }
author-muted = म्यूट
author-muted-until = { $at } तक म्यूट
author-banned = बैन

## /stats

stats-today = 📊 <b>आज</b>
stats-week = <b>पिछले 7 दिन</b>
stats-comments =
    { $count ->
        [one] { $count } कमेंट
       *[other] { $count } कमेंट
    }
stats-cards =
    { $count ->
        [one] { $count } मामला
       *[other] { $count } मामले
    }
stats-answered = जवाब दिए { $count }
stats-dismissed = बिना जवाब बंद { $count }
stats-hidden = हटाए { $count }
stats-median = पहला जवाब: माध्यिका { $time }
stats-lane-median = माध्यिका { $time }
stats-person = { $name }: { $did }

## हफ़्ते की रिपोर्ट

week-head = 📊 <b>हफ़्ता, { $first } – { $last }</b>
week-before = उससे पिछला हफ़्ता: { $said }
week-mood = 🌡 { $said }
week-more = श्रेणी और लोगों के हिसाब से: /stats. पोस्ट के हिसाब से: /mood

## /who

team-head =
    👥 { $count ->
        [one] <b>{ $count } व्यक्ति</b>
       *[other] <b>{ $count } लोग</b>
    }
team-holds =
    { $count ->
        [one] { $count } मामला
       *[other] { $count } मामले
    }
team-active = पिछला काम { $at }
team-never-active = अब तक कुछ नहीं किया
team-cannot-be-rung = 🔕 इन लोगों को मैं सूचना नहीं दे सकता: हर एक को मेरे साथ निजी चैट खोलकर Start दबाना होगा।

## आदेश

command-mine = आपके पास जो मामले हैं
command-case = मामले का कार्ड फिर दिखाएँ: /case 12
command-search = कमेंट में शब्द खोजें
command-author = किसी कमेंट लिखने वाले के बारे में
command-stats = आज और सात दिनों के आँकड़े
command-who = टीम में कौन है

help-head = नमस्ते { $name }, यहाँ आपकी भूमिका <b>{ $role }</b> की है।
help-queue = /queue खुले मामले दिखाता है, सबसे ज़रूरी पहले
help-next = /next सबसे ज़रूरी मामला देता है
help-mine = /mine आपके पास के मामले दिखाता है
help-case = <code>/case 12</code> मामला 12 का कार्ड चैट के अंत में फिर दिखाता है
help-search = <code>/search शब्द</code> कमेंट में शब्द खोजता है
help-author = <code>/author @name</code> किसी के बारे में बताता है
help-stats = /stats आज और सात दिनों के आँकड़े दिखाता है
help-who = /who टीम दिखाता है और किसे सूचना नहीं दी जा सकती
help-replies = /replies तैयार जवाब दिखाता है; <code>/replies शब्द</code> उनमें खोजता है
help-gaps = /gaps दिखाता है कि पिछले हफ़्ते किन बातों का तैयार जवाब नहीं था
help-help = /help यही दिखाता है
help-on-a-card = <b>कार्ड पर</b>
help-for-work = <b>मामले</b>
help-to-look-up = <b>खोजें और जानें</b>
help-for-the-team = <b>टीम और सेटिंग</b>
help-answering =
    <b>भेजें 1</b> पहला सुझाव भेजता है; थोड़ी देर तक <b>रोकें</b> से रुक सकता है
    <b>बदलें</b>, <b>लिखें</b> आपके शब्द माँगते हैं और भेजने से पहले दिखाते हैं
    नोट या जवाब लिखने के लिए कार्ड पर रिप्लाई करें
help-moderating =
    <b>बंद करें</b> बिना जवाब के मामला बंद करता है
    <b>हटाएँ…</b> दिखाता है कि क्या किया जा सकता है: हटाना, म्यूट, चेतावनी, बैन
    <b>अपने पास लें</b> ताकि इस बीच कोई और जवाब न दे
help-reading = इस भूमिका में आप पढ़ सकते हैं; कोई प्रमुख आपको दूसरी भूमिका दे सकते हैं।
