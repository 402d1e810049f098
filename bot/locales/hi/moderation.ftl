### `हटाएँ` के नीचे का मेनू: हटाना, म्यूट, चेतावनी, बैन, और उसका नतीजा।

label-delete-all = इस लेखक का सब हटाएँ
label-mute-hour = 1 घंटा म्यूट
label-mute-day = 1 दिन म्यूट
label-mute-for-good = हमेशा म्यूट
label-warn = चेतावनी दें
label-ban = बैन करें
label-undo-warning = चेतावनी वापस लें
label-undo-mute = म्यूट वापस लें
label-undo-ban = बैन वापस लें
label-not-spam = स्पैम नहीं
label-not-abuse = गाली नहीं
label-repost = उद्धरण पोस्ट करें
label-post = पोस्ट करें

hide-clock = ⏳ { $at } तक हटाया जा सकता है: Telegram बॉट को 48 घंटे तक हटाने देता है।
hide-too-old = { $count ->
    [one] ⌛ { $count } कमेंट 48 घंटे से पुराना है: मैं उसे अब नहीं हटा सकता।
   *[other] ⌛ { $count } कमेंट 48 घंटे से पुराने हैं: मैं उन्हें अब नहीं हटा सकता।
}
hide-all-ask = { $count ->
    [one] <b>{ $author }</b> का पिछले 48 घंटों का एक कमेंट हटाएँ? वह वापस नहीं आएगा।
   *[other] <b>{ $author }</b> के पिछले 48 घंटों के सभी { $count } कमेंट हटाएँ? वे वापस नहीं आएँगे।
}
hide-kept-text = <blockquote expandable>{ $text }</blockquote>

moderation-ours = यह हममें से किसी ने लिखा है: म्यूट, चेतावनी या बैन नहीं।
moderation-channel = यह एक चैनल ने लिखा है: Telegram उसे बैन कर सकता है, म्यूट नहीं।
moderation-warning = ⚠️ { $by } ने चेतावनी दी, { $at }
moderation-muted = 🔇 { $by } ने { $until } तक म्यूट किया
moderation-muted-for-good = 🔇 { $by } ने हमेशा के लिए म्यूट किया, { $at }
moderation-ban = ⛔ { $by } ने बैन किया, { $at }
moderation-ban-due = { $count ->
    [one] ❗ { $count } चेतावनी: अब बैन का समय है।
   *[other] ❗ { $count } चेतावनियाँ: अब बैन का समय है।
}
moderation-not-spam = ☑️ { $by } के अनुसार स्पैम नहीं। जो वापस लिया जा सकता था, वापस लिया गया।
moderation-not-abuse = ☑️ { $by } के अनुसार गाली नहीं। जो वापस लिया जा सकता था, वापस लिया गया।

card-author-warnings = { $count ->
    [one] { $count } चेतावनी
   *[other] { $count } चेतावनियाँ
}
card-author-muted = { $until } तक म्यूट
card-author-muted-for-good = हमेशा के लिए म्यूट
card-author-banned = बैन
closed-sanctioned = 🛡 { $by } ने कार्रवाई की, { $at } · { $author }, { $place }

repost-ask =
    इसे <b>{ $author }</b> के शब्दों के रूप में चर्चा में पोस्ट करें?

    <blockquote expandable>{ $text }</blockquote>
repost-leaves =
    ⏳ { $by } · उद्धरण · { $at } पर जाएगा

    <blockquote expandable>{ $text }</blockquote>
repost-cancelled = { $by } ने रद्द किया। कुछ पोस्ट नहीं किया गया।

toast-warning = चेतावनी दी गई
toast-mute = म्यूट किया जा रहा है
toast-ban = बैन किया जा रहा है
toast-lifted = वापस लिया गया
toast-lifted-already = यह पहले ही वापस लिया जा चुका है
toast-sanction-already = यह पहले से लागू है
toast-nothing-to-delete = ऐसा कुछ नहीं है जिसे मैं अब हटा सकूँ
toast-repost-early = हटाना अभी चल रहा है। थोड़ी देर में फिर कोशिश करें।
toast-repost-already = यह पहले ही पोस्ट हो चुका है
toast-repost-cancelled = कुछ पोस्ट नहीं किया गया
refused-author-ours = यह हममें से किसी ने लिखा है: म्यूट, चेतावनी या बैन नहीं।
refused-author-channel = Telegram में चैनल के लिए म्यूट नहीं है, और चेतावनी किसी तक नहीं पहुँचेगी। उसे बैन किया जा सकता है।

sanction-failed-no-rights = नहीं हो सका: मुझे वहाँ सदस्यों पर रोक लगाने का अधिकार नहीं है। मुझे “यूज़र बैन करना” (Ban users) के अधिकार के साथ एडमिन बनाएँ, फिर दोबारा “हटाएँ…” दबाएँ।
sanction-failed-protected = नहीं हो सका: लेखक उस चैट का एडमिन है।
sanction-failed-chat-gone = नहीं हो सका: मैं अब उस चैट में नहीं हूँ। मुझे दोबारा जोड़ें, फिर “हटाएँ…” दबाएँ।
sanction-failed-refused = नहीं हो सका: Telegram ने मना कर दिया। म्यूट केवल सुपरग्रुप में होता है।
sanction-failed-gone = { sanction-failed-refused }
lift-failed-no-rights = वापस नहीं लिया जा सका: मुझे वहाँ सदस्यों पर रोक का अधिकार नहीं है। मुझे “यूज़र बैन करना” (Ban users) के अधिकार के साथ एडमिन बनाएँ, फिर दोबारा वापस लें।
lift-failed-protected = वापस नहीं लिया जा सका: लेखक उस चैट का एडमिन है।
lift-failed-chat-gone = वापस नहीं लिया जा सका: मैं अब उस चैट में नहीं हूँ। मुझे दोबारा जोड़ें, फिर दोबारा वापस लें।
lift-failed-refused = वापस नहीं लिया जा सका: Telegram ने मना कर दिया। फिर कोशिश करें या ख़ुद करें।
lift-failed-gone = { lift-failed-refused }
notice-unknown = ⚠️ समुदाय के लिए मेरे शब्द शायद पोस्ट हो चुके हैं। कृपया देख लें; मैं उन्हें दोहराता नहीं।
notice-failed = समुदाय के लिए मेरे शब्द पोस्ट नहीं हुए: Telegram ने मना कर दिया।
notice-held = समुदाय के लिए मेरे शब्द पोस्ट नहीं हुए: वहाँ जवाब रोके गए हैं।

## जो सदस्य पढ़ते हैं: केवल नाम और दूसरों के शब्द, इसलिए हर भाषा में एक जैसा

notice-warning = <a href="tg://user?id={ $user }">{ $author }</a>, { $text }
notice-quotation =
    <b>{ $author }</b>:
    <blockquote expandable>{ $text }</blockquote>
