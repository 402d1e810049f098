### चैट में लाइब्रेरी: देखना, बदलना, याद दिलाना। फ़ोन पर पढ़ी जाती है।

## बटन

label-library = ‹ लाइब्रेरी
label-topics = ‹ विषय
label-back = ‹ वापस
label-save = सेव करें
label-save-reply = लाइब्रेरी में रखें
label-entry-texts = टेक्स्ट बदलें
label-entry-languages = भाषा जोड़ें
label-entry-example = उदाहरण जोड़ें
label-entry-titles = शीर्षक
label-entry-lanes = श्रेणियाँ
label-entry-topic = विषय
label-entry-owners = ज़िम्मेदार
label-entry-valid-until = कब तक
label-entry-history = इतिहास
label-retire = आर्काइव करें
label-restore = वापस लाएँ
label-extend = 30 दिन बढ़ाएँ
label-version = संस्करण { $number }
label-revert = यही वापस लाएँ

## शेल्फ़

library-overview =
    { $count ->
        [one] 📚 <b>{ $count } तैयार जवाब</b>
       *[other] 📚 <b>{ $count } तैयार जवाब</b>
    }
    खोजने के लिए <code>/replies शब्द</code> लिखें, या यहाँ देखें:
library-empty =
    📚 लाइब्रेरी ख़ाली है।
    भेजे गए जवाब के नीचे <b>लाइब्रेरी में रखें</b> दबाएँ, या बनी-बनाई लाइब्रेरी डलवाएँ।
library-door = { $name } · { $count }
library-shelf-any-lane = कोई भी श्रेणी
library-shelf-snippets = टुकड़े
library-shelf-playbooks = प्लेबुक
library-shelf-ending = ⌛ समय पूरा होने वाला
library-shelf-retired = 🗄 आर्काइव
library-shelf-found = मिले
library-no-topic = बिना विषय
library-shelf =
    <b>{ $name }</b> · { $count ->
        [one] { $count } एंट्री
       *[other] { $count } एंट्री
    }{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
library-nothing-here = <b>{ $name }</b>: अब यहाँ कुछ नहीं है।
library-found =
    🔎 “{ $words }”: { $count ->
        [one] { $count } एंट्री
       *[other] { $count } एंट्री
    }{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
library-nothing-found =
    🔎 “{ $words }” के लिए कुछ नहीं मिला।
    दूसरे शब्द आज़माएँ, या लाइब्रेरी में देखें।

## एंट्री

entry-notice-saved = ✅ संस्करण { $number } सेव हुआ। अभी से लागू है।
entry-notice-changed-meanwhile = ⚠️ इस बीच { $by } ने इसे बदल दिया। अब यह ऐसा है:
entry-notice-unchanged = ☑️ पहले से ऐसा ही है: कुछ नहीं बदला।
entry-notice-off-voice = ✋ कुछ सेव नहीं हुआ: यह ब्रांड की आवाज़ के ख़िलाफ़ है। पहले टेक्स्ट बदलें।
entry-doubts = एक बार फिर देख लें:
entry-head = <code>{ $id }</code> · संस्करण { $number } · { $by }, { $at }
entry-by-import = इम्पोर्ट
entry-is-retired = 🗄 <b>आर्काइव में है: सुझाया नहीं जाता।</b>
entry-is-over = ⌛ <b>आख़िरी दिन निकल गया: सुझाया नहीं जाता।</b>
entry-owner = ज़िम्मेदार: { $owner }
entry-valid-until = { $day } तक मान्य
entry-steps = चरण: { $steps }
entry-no-examples = ⚠️ अभी कोई उदाहरण कमेंट नहीं: इसे खोजना मुश्किल है।
entry-examples =
    { $count ->
        [one] { $count } उदाहरण: { $examples }
       *[other] { $count } उदाहरण, जैसे { $examples }
    }
entry-use = 📊 दिखा { $shown } · भेजा { $sent } · बदल कर { $edited }
entry-last-used = पिछली बार { $at }
entry-unused = 📊 अब तक इस्तेमाल नहीं हुआ
entry-nobody = कोई नहीं
entry-text-label = { $number } { $lang }: { $text }

entry-which-texts = { $title }: कौन-सा टेक्स्ट बदलना है?
entry-which-languages = { $title }: किस भाषा में टेक्स्ट जोड़ना है? ✓ यानी पहले से है।
entry-which-titles = { $title }: शीर्षक किस भाषा में?
entry-which-lanes = { $title }: किन श्रेणियों में जवाब दे सकता है? कुछ न चुनें तो सब में।
entry-which-owners = { $title }: इसे कौन देखेगा?

## इतिहास

entry-history =
    🕘 { $title }{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
entry-history-line = <b>{ $number }</b> · { $by }, { $at } · { $what }
entry-what-created = नया
entry-what-edited = बदला
entry-what-variant-added = टेक्स्ट जुड़ा
entry-what-example-added = उदाहरण जुड़ा
entry-what-retired = आर्काइव में रखा
entry-what-restored = वापस लाया गया
entry-what-reverted = पुराना संस्करण वापस आया
entry-what-imported = इम्पोर्ट
entry-part-titles = शीर्षक
entry-part-lanes = श्रेणियाँ
entry-part-topic = विषय
entry-part-owner = ज़िम्मेदार
entry-part-valid-until = कब तक
entry-part-examples = उदाहरण
entry-part-variants = टेक्स्ट
entry-part-steps = चरण
entry-version = 🕘 { $title } · संस्करण { $number } · { $by }, { $at }

## सवाल

ask-text =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, टेक्स्ट पर टैप करके कॉपी करें, बदलें और इस मैसेज पर रिप्लाई करके भेजें।

    <code>{ $text }</code>
ask-text-or-none =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, टेक्स्ट पर टैप करके कॉपी करें, बदलें और इस मैसेज पर रिप्लाई करके भेजें। यह टेक्स्ट हटाना हो तो रिप्लाई में केवल - लिखें

    <code>{ $text }</code>
ask-text-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, <b>{ $title }</b> का टेक्स्ट इस मैसेज पर रिप्लाई करके लिखें।
ask-language-new =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, <b>{ $title }</b> का टेक्स्ट इस मैसेज पर रिप्लाई करके लिखें। भाषा: { $lang }।
    $author, $brand और $link_… भेजते समय अपने आप भर जाते हैं।
ask-example-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके वह कमेंट लिखें जिसका जवाब <b>{ $title }</b> है, जैसे कोई सदस्य लिखता।
ask-title =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके शीर्षक लिखें। भाषा: { $lang }। अभी यह है:

    <code>{ $text }</code>
ask-title-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके <b>{ $title }</b> का शीर्षक लिखें। भाषा: { $lang }।
ask-topic = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके <b>{ $title }</b> का विषय लिखें, या कोई विषय न हो तो - लिखें। अभी: <code>{ $text }</code>
ask-topic-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके <b>{ $title }</b> का विषय लिखें, जैसे <code>डिलीवरी</code>।
ask-valid-until = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके <b>{ $title }</b> का आख़िरी दिन लिखें, जैसे <code>31.12.2027</code>, या <code>कभी नहीं</code>। अभी: <code>{ $text }</code>
ask-valid-until-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज पर रिप्लाई करके वह आख़िरी दिन लिखें जब तक <b>{ $title }</b> सुझाया जाए, जैसे <code>31.12.2027</code>।
ask-new-reply =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, यह टेक्स्ट तैयार जवाब बनेगा। इस मैसेज पर रिप्लाई करके अंग्रेज़ी में छोटा शीर्षक लिखें, जैसे <code>Late order</code>।

    <blockquote>{ $text }</blockquote>
ask-again =
    <a href="tg://user?id={ $user }">{ $manager }</a>, अभी कुछ सेव नहीं हुआ। ठीक करके इस मैसेज पर रिप्लाई करें। आपने लिखा:

    <code>{ $text }</code>
ask-again-long = <a href="tg://user?id={ $user }">{ $manager }</a>, अभी कुछ सेव नहीं हुआ। अपना टेक्स्ट कॉपी करके ठीक करें और इस मैसेज के रिप्लाई में भेजें।
ask-after-conflict =
    ⚠️ <a href="tg://user?id={ $user }">{ $manager }</a>, आपके लिखते समय { $by } ने इसे बदल दिया। अब (संस्करण { $number }) यह है:

    <code>{ $newer }</code>

    आपने लिखा:

    <code>{ $text }</code>

    जो होना चाहिए वह इस मैसेज पर रिप्लाई करके लिखें।

word-never = कभी नहीं
fault = ❗ { $what } ({ $hint })
fault-plain = ❗ { $what }
fault-too-long = ❗ Telegram एक मैसेज में ज़्यादा से ज़्यादा { $most } अक्षर लेता है।
fault-no-day = ❗ इसे दिन के रूप में नहीं पढ़ सका। ऐसे लिखें: <code>31.12.2027</code>, या <code>कभी नहीं</code>।
fault-past-day = ❗ यह दिन निकल चुका है।
fault-voice = ✋ यह टेक्स्ट ब्रांड की आवाज़ के ख़िलाफ़ है:

## संकेत और इनकार

toast-page = {""}
toast-prompt = नीचे वाले मैसेज पर रिप्लाई करें
toast-saved = सेव हुआ
toast-unchanged = कुछ नहीं बदला
toast-reverted = फिर से संस्करण { $number } जैसा
toast-retired = आर्काइव में: अब सुझाया नहीं जाएगा
toast-restored = फिर से लागू
refused-entry-needed = इसके बिना लाइब्रेरी पूरी नहीं रहेगी: { $what }
refused-entry-voice = सेव नहीं हुआ: ब्रांड की आवाज़ के ख़िलाफ़ ({ $rules })।
refused-entry-changed = इस बीच { $by } ने इसे बदल दिया। कृपया एक बार फिर देखें।

## याद दिलाना

reminder-to = <a href="tg://user?id={ $user }">{ $owner }</a>:
reminder-soon = ⌛ <b>{ $title }</b> का समय पूरा होने वाला है: { $day } तक सुझाया जाएगा, उसके बाद नहीं।
reminder-over = ⌛ <b>{ $title }</b> का समय { $day } को पूरा हो गया: अब सुझाया नहीं जाता।
reminder-many =
    { $count ->
        [one] ⌛ { $count } तैयार जवाब का समय पूरा होने वाला है या हो चुका है।
       *[other] ⌛ { $count } तैयार जवाबों का समय पूरा होने वाला है या हो चुका है।
    }
