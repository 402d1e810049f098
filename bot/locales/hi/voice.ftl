### ब्रांड की आवाज़: जवाब में क्या खटकता है, और उसे कैसे ठीक करें।

label-send-anyway = फिर भी भेजें (प्रमुख)
label-send-really = हाँ, भेजें

toast-look-first = पहले देख लें, नीचे है
toast-voice-stops = अभी नहीं भेजा: देखें क्या बदलना है
toast-override = नीचे पुष्टि करें
refused-voice = नहीं भेजा: ब्रांड की आवाज़ के ख़िलाफ़ ({ $rules })।

preview-stopped = ✋ अभी नहीं भेजा। <b>{ $author }</b> के लिए:

voice-look-first = भेजने से पहले:
voice-stops = इस वजह से नहीं भेजा जा सकता:
voice-more =
    { $count ->
        [one] … और { $count } बात
       *[other] … और { $count } बातें
    }
voice-override = ❓ <b>फिर भी भेजें?</b> आपका नाम और ये नियम दर्ज होंगे।

## नियम

voice-rule-address = संबोधन
voice-rule-address-capital = संबोधन
voice-rule-address-small = संबोधन
voice-rule-banned = वर्जित शब्द
voice-rule-pattern-slow = वर्जित शब्द
voice-rule-phrase-missing = ज़रूरी शब्द
voice-rule-emoji-none = इमोजी
voice-rule-emoji-many = इमोजी
voice-rule-emoji-banned = इमोजी
voice-rule-length = लंबाई
voice-rule-link = लिंक
voice-rule-signature-missing = हस्ताक्षर
voice-rule-signature-forbidden = हस्ताक्षर
voice-rule-exclamations = विस्मय चिह्न
voice-rule-capitals = बड़े अक्षर
voice-rule-open-slot = खाली जगह
voice-rule-hidden-characters = छिपे अक्षर
voice-rule-secret = निजी जानकारी
voice-rule-contact = निजी जानकारी

## क्या मिला, और क्या करें

voice-address = “{ $quote }”: हम { $form } कहते हैं
voice-address-capital = “{ $quote }”: बड़े अक्षर से लिखें
voice-address-small = “{ $quote }”: छोटे अक्षर से लिखें
voice-banned = “{ $quote }” हम नहीं कहते: दूसरे शब्द चुनें
voice-pattern-slow = जाँचा नहीं जा सका: ख़ुद देख लें ({ $pattern })
voice-phrase-missing = कुछ छूट गया, जैसे “{ $wanted }”
voice-emoji-none = यहाँ इमोजी नहीं: { $quote } हटाएँ
voice-emoji-many = { $count } इमोजी हैं, ज़्यादा से ज़्यादा { $most }: { $quote } हटाएँ
voice-emoji-banned = { $quote } हम नहीं लगाते: हटाएँ
voice-length = { $count } अक्षर हैं, ज़्यादा से ज़्यादा { $most }: छोटा करें
voice-link = { $quote } हमारा पता नहीं है: हटाएँ या हमारा लिंक लगाएँ
voice-signature-missing = अंत में “{ $wanted }” लिखें
voice-signature-forbidden = अंत से “{ $quote }” हटाएँ
voice-exclamations = { $count } हैं, ज़्यादा से ज़्यादा { $most }: पूर्ण विराम लगाएँ
voice-capitals = “{ $quote }”: छोटे अक्षरों में लिखें
voice-open-slot = “{ $quote }”: इसकी जगह असली शब्द लिखें
voice-hidden-characters = “{ $quote }” के पास पाठ उलट जाता है: दोबारा टाइप करें
voice-secret = “{ $quote }” माँगा गया है: हम यह कभी नहीं माँगते, हटाएँ
voice-contact = “{ $quote }” सबके सामने माँगा गया है: $link_private से निजी चैट में बुलाएँ
