### लाइब्रेरी की कमियाँ: लोग जो लिखते हैं और जिसका कोई तैयार जवाब नहीं।

gaps-none = ✅ कोई कमी नहीं: पिछले हफ़्ते बार-बार ऐसा कुछ नहीं पूछा गया जिसका तैयार जवाब न हो।
gaps-head =
    { $count ->
        [one] 🧩 <b>पिछले हफ़्ते { $count } कमी</b>: इन कमेंट का कोई तैयार जवाब नहीं था।
       *[other] 🧩 <b>पिछले हफ़्ते { $count } कमियाँ</b>: इन कमेंट का कोई तैयार जवाब नहीं था।
    }{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
gaps-weekly =
    { $count ->
        [one] 🧩 <b>पिछले हफ़्ते { $count } विषय का तैयार जवाब नहीं था।</b> /gaps से कभी भी देखें।
       *[other] 🧩 <b>पिछले हफ़्ते { $count } विषयों के तैयार जवाब नहीं थे।</b> /gaps से कभी भी देखें।
    }
gap-head =
    { $name } · { $count ->
        [one] { $count } कमेंट
       *[other] { $count } कमेंट
    }, { $people ->
        [one] { $people } व्यक्ति
       *[other] { $people } लोग
    }
gap-label = { $number } { $name }
gap-answered =
    { $count ->
        [one] एक बार हाथ से जवाब दिया गया:
       *[other] { $count } बार हाथ से जवाब दिया गया, ज़्यादातर ऐसे:
    }
gap-unanswered = अभी तक किसी ने जवाब नहीं दिया।
label-gaps = ‹ कमियाँ
label-gaps-all = सारी कमियाँ
label-gap-reply = जवाब बनाएँ
label-gap-aside = कमी नहीं है
label-gap-example = उदाहरण खोलें
toast-gap-aside = हटा दिया। दोगुना हो जाए तो फिर दिखेगा।
toast-gap-gone = यह अब कमी नहीं है। अभी जो हैं, वे नीचे हैं।
ask-gap-text =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, इस मैसेज के रिप्लाई में इसका जवाब लिखें। $author, $brand और $link_… भेजते समय भर जाते हैं।

    <blockquote>{ $comment }</blockquote>
command-gaps = पिछले हफ़्ते जिनका तैयार जवाब नहीं था
