# कार्ड के साथ मैनेजर जो पढ़ते हैं: बटन, संकेत, इनकार, आदेश।

label-send = भेजें
label-cancel = रद्द करें
label-delete = हटाएँ
label-keep = रहने दें
label-use-as-answer = जवाब बनाएँ
label-keep-as-note = नोट रखें
label-next = अगला
label-previous-page = ‹ पिछला पेज
label-next-page = अगला पेज ›

role-viewer = दर्शक
role-moderator = मॉडरेटर
role-manager = मैनेजर
role-approver = अनुमोदक
role-lead = प्रमुख

status-answered = जवाब दिया गया
status-moderated = हटाया गया
status-dismissed = बिना जवाब बंद
status-answered-elsewhere = चैट में ही जवाब दिया गया

toast-done = हो गया
toast-claimed = यह मामला अब आपका है
toast-released = फिर से कतार में
toast-dismissed = बिना जवाब बंद किया
toast-next = अगला: { $author }। कार्ड नीचे है।
toast-kept = कुछ भी नहीं हटाया गया
toast-confirm = नीचे पुष्टि करें
toast-hidden = हटाया जा रहा है
toast-cancelled = रद्द हुआ, कुछ नहीं भेजा गया
toast-noted = नोट रख लिया गया
toast-preview = एक बार देख लें, फिर “भेजें” दबाएँ
toast-write = नीचे वाले मैसेज पर रिप्लाई करके अपना जवाब लिखें
toast-edit = नीचे वाले मैसेज पर रिप्लाई करके बदला हुआ टेक्स्ट भेजें
toast-reworded = दूसरे शब्द लिखे
toast-no-other-words = इनके लिए दूसरे शब्द नहीं हैं
toast-which = कौन-सा? नीचे चुनें
toast-fill-first = पहले कुछ भरना होगा, नीचे देखें
toast-leaves = { $time } पर जाएगा। “रोकें” से रुक जाएगा।
toast-leaves-later = { $time } पर जाएगा: इस चर्चा में दस मिनट में ऐसे तीन जवाब हो चुके हैं। “रोकें” से रुक जाएगा।
toast-stopped = रोक दिया गया। मामला आपके पास है।
toast-too-late = देर हो गई, जवाब जा चुका है
toast-there = भेजा हुआ मान लिया गया
toast-sending = भेजा जा रहा है

refused = { $reason }
refused-stranger = क्षमा करें, यहाँ आपकी कोई भूमिका नहीं है। कोई प्रमुख आपको /invite से भूमिका दे सकते हैं।
refused-anonymous = कृपया यहाँ अपने नाम से लिखें (एडमिन की गुमनामी बंद करके): ग्रुप के नाम से लिखने पर मैं नहीं जान सकता कि आप कौन हैं।
refused-role = क्षमा करें, इसके लिए “{ $role }” की भूमिका चाहिए। कोई प्रमुख आपको यह दे सकते हैं।
refused-taken = यह मामला { $holder } के पास है। पहले उनसे इसे लौटाने को कहें।
refused-closed = यह मामला पहले ही बंद है: { $status } ({ $by })।
refused-outdated = कमेंट करने वाले ने फिर लिखा या सुझाव बदल गए। कृपया कार्ड एक बार फिर देखें।
refused-damaged = मैं इसे नहीं पढ़ पा रहा: टेबल { $table } की पंक्ति { $row } ख़राब है। वह सुरक्षित है; जो मुझे चलाते हैं, वे देखें (jawab db check)।
refused-old-button = यह बटन बहुत पुराना है। मामला /queue से खोजें।
refused-not-the-writer = इसका फ़ैसला वही कर सकते हैं जिन्होंने यह लिखा।

prompt-write = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, <b>{ $author }</b> के लिए अपना जवाब इस मैसेज पर रिप्लाई करके लिखें। भेजने से पहले आप उसे देखेंगे।
prompt-edit =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, टेक्स्ट पर टैप करके कॉपी करें, बदलें और इस मैसेज पर रिप्लाई करके भेजें। भेजने से पहले आप उसे देखेंगे।

    <code>{ $text }</code>
prompt-slot =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके यह भरें: <b>{ $slot }</b>

    <blockquote>{ $text }</blockquote>
edit-which = कौन-सा सुझाव बदलना है?
words-needed = मैं सिर्फ़ टेक्स्ट भेज सकता हूँ। कृपया लिखकर जवाब दें।
draft-too-long = जवाब में 1 से { $most } अक्षर होने चाहिए।
preview = 👀 यह <b>{ $author }</b> को भेजा जाएगा:
preview-cancelled = { $by } ने रद्द किया। कुछ नहीं भेजा गया।
offer = <b>{ $author }</b> के कार्ड पर आपका रिप्लाई: यह जवाब है या टीम के लिए नोट?
note-kept = 📝 { $by } ने इसे नोट के रूप में रखा।

hide-ask = { $count ->
    [one] <b>{ $author }</b> का यह कमेंट हटाएँ? इसे वापस नहीं लाया जा सकता।
   *[other] <b>{ $author }</b> के { $count } कमेंट हटाएँ? उन्हें वापस नहीं लाया जा सकता।
}
hide-kept = { $by } ने रहने दिया। कुछ नहीं हटाया गया।
hide-confirmed = 🗑 { $by } ने पुष्टि की।
hide-failed-gone = हटाया नहीं जा सका: कमेंट अब नहीं है, या 48 घंटे से पुराना है। पुराना कमेंट ख़ुद हटाना होगा।
hide-failed-no-rights = हटाया नहीं जा सका: मुझे वहाँ मैसेज हटाने का अधिकार नहीं है। मुझे “मैसेज हटाना” (Delete messages) के अधिकार के साथ एडमिन बनाएँ, फिर दोबारा “हटाएँ…” दबाएँ।
hide-failed-chat-gone = हटाया नहीं जा सका: मैं अब उस चैट में नहीं हूँ। मुझे दोबारा जोड़ें, फिर “हटाएँ…” दबाएँ।
hide-failed-refused = हटाया नहीं जा सका: Telegram ने मना कर दिया। फिर कोशिश करें या ख़ुद हटाएँ।

queue-empty = 🎉 कोई इंतज़ार में नहीं। सब मामले पूरे हैं।
queue-title = { $count ->
    [one] <b>{ $count } खुला मामला</b>
   *[other] <b>{ $count } खुले मामले</b>
}{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
}

command-queue = खुले मामले, सबसे ज़रूरी पहले
command-next = सबसे ज़रूरी मामला लें
command-replies = तैयार जवाब; शब्द लिखें तो खोज
command-help = मैं क्या कर सकता हूँ
command-unknown = मैं { $command } नहीं जानता। /help बताता है कि मैं क्या कर सकता हूँ।

desk-is-here = 👋 अब यही ग्रुप डेस्क है: कार्ड यहीं आएँगे। आगे: जिस ग्रुप के कमेंट मुझे पढ़ने हैं, उसमें मुझे एडमिन बनाकर जोड़ें, मैं यहीं पूछूँगा कि क्या करना है। /invite से टीम को बुलाएँ।
desk-is-elsewhere = डेस्क पहले से दूसरे ग्रुप में है। उसे केवल नए इंस्टॉलेशन में, दूसरा desk.chat_id लिखकर बदला जा सकता है।
desk-of-another = यह ग्रुप किसी दूसरे बॉट का डेस्क है। अपने किसी ग्रुप में /here लिखें।
lead-welcome = स्वागत है, { $name }! अब आप प्रमुख हैं। मुझे अपने मैनेजरों के ग्रुप में जोड़ें, वहाँ /here लिखें, फिर /help।
lead-code-used = यह कोड इस्तेमाल हो चुका है। कोई प्रमुख आपको भूमिका दे सकता है।

dead-letter = ⚠️ मैं Telegram का एक अपडेट (संख्या { NUMBER($update, useGrouping: 0) }) नहीं सँभाल सका। वह सुरक्षित है; कारण लॉग में है।
rows-damaged =
    ⚠️ मैं अपने डेटाबेस की { $count ->
        [one] एक पंक्ति
       *[other] { $count } पंक्तियाँ
    } नहीं पढ़ पा रहा: { $rows }। कुछ खोया नहीं है: ख़राब हिस्सा अलग रखा है, बाक़ी सब चल रहा है। जो मुझे चलाते हैं, उन्हें <code>jawab db check</code> से और पता चलेगा।
clock-set-back =
    🕰 मेरी मशीन की घड़ी { $hours ->
        [0] { $minutes } मिनट
        [one] { $hours } घंटा { $minutes } मिनट
       *[other] { $hours } घंटे { $minutes } मिनट
    } पीछे कर दी गई। जो इंतज़ार में था, वह तय योजना के अनुसार आगे बढ़ रहा है।
clock-differs =
    🕰 जिन मशीनों पर मैं चलता हूँ, उनकी घड़ियों में { $hours ->
        [0] { $minutes } मिनट
        [one] { $hours } घंटे { $minutes } मिनट
       *[other] { $hours } घंटे { $minutes } मिनट
    } का फ़र्क है। जब तक मुझे चलाने वाले उन्हें ठीक नहीं करते (NTP), जवाब देर से जा सकते हैं।
removed-from-community = ⚠️ मुझे <b>{ $community }</b> से हटा दिया गया और अब मैं वहाँ कुछ नहीं सुनता। वह रुका हुआ है। मुझे फिर से एडमिन के रूप में जोड़ें, मैं पूछूँगा कि आगे क्या करना है।

away = 🌙 { $from }–{ $to } मैं नहीं था: { $comments ->
    [one] { $comments } कमेंट
   *[other] { $comments } कमेंट
}, { $urgent } ज़रूरी।
away-without-card =
    { $count ->
        [one] इनमें से { $count } मामले का कार्ड अभी नहीं बना: वह कतार में है।
       *[other] इनमें से { $count } मामलों के कार्ड अभी नहीं बने: वे कतार में हैं, सबसे ज़रूरी पहले।
    }
away-hole = ⚠️ मैं 24 घंटे से ज़्यादा नहीं था, और Telegram इससे ज़्यादा नहीं रखता: { $from } और { $lost } के बीच जो लिखा गया वह मुझ तक नहीं पहुँचा। कृपया ग्रुप ख़ुद देख लें।

## The private door

door-not-yet = $link_private अभी नहीं भरा जा सकता: Telegram ने अभी मेरा नाम नहीं बताया। एक मिनट बाद फिर कोशिश करें।
door-not-here = $link_private यहाँ काम नहीं करता: लेखक पहले से निजी चैट में है या कोई व्यक्ति नहीं है। दूसरे शब्द चुनें।
door-greeting = { $text }
