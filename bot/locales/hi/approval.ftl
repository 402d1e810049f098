### दूसरी हाँ, और रोक।

label-yes = मंज़ूर करें
label-yes-back = लौटाएँ
yes-request =
    ⏳ <b>{ $author }</b> के लिए <b>{ $by }</b> का जवाब। इसे दूसरी हाँ चाहिए: { $reasons }।

    <blockquote>{ $text }</blockquote>
yes-request-above = ⏳ <b>{ $author }</b> के लिए <b>{ $by }</b> का जवाब ऊपर है। इसे दूसरी हाँ चाहिए: { $reasons }।
yes-whole-text = { $text }
yes-because-lane = श्रेणी “{ $what }”
yes-because-word = शब्द “{ $what }”
yes-because-reply = तैयार जवाब “{ $what }”
yes-asked = ⏳ अनुमोदक से दूसरी हाँ माँगी गई है।
yes-sent-back = ↩️ { $author } के लिए जवाब लौटाया गया ({ $by })।
yes-returned =
    ↩️ { $to }, { $author } के लिए आपका जवाब लौटाया गया ({ $by }):
    “{ $reason }”
yes-void-changed = 🚫 { $author } के लिए { $by } का जवाब अब मान्य नहीं: कमेंट या मामला बदल गया है।
yes-void-closed = 🚫 { $author } के लिए { $by } का जवाब अब मान्य नहीं: मामला बंद हो गया है।
yes-void-not-held = 🚫 { $author } के लिए { $by } का जवाब अब मान्य नहीं: मामला अब { $by } के पास नहीं है।
yes-void-replaced = 🚫 { $author } के लिए { $by } का जवाब अब मान्य नहीं: नए शब्द आ गए हैं।
yes-void-writer-gone = 🚫 { $author } के लिए { $by } का जवाब अब मान्य नहीं: { $by } को अब यहाँ जवाब देने का अधिकार नहीं है।
yes-over = 🚫 यह अनुरोध अब मान्य नहीं।
yes-look-again = { $by }, { $author } के लिए आपका जवाब नहीं गया: दूसरी हाँ से पहले कमेंट या मामला बदल गया। कार्ड एक बार फिर देखें।
prompt-send-back = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, <b>{ $author }</b> के लिए जवाब क्यों लौट रहा है? इस मैसेज पर रिप्लाई करें।
card-waits-for-yes = ⏳ { $at } से दूसरी हाँ का इंतज़ार
toast-yes-asked = इसे दूसरी हाँ चाहिए। अनुमोदक से पूछा गया है।
toast-yes-decided = फ़ैसला हो चुका है: { $by }।
toast-yes-void = यह अनुरोध अब मान्य नहीं: कुछ बदल गया है।
refused-second-yes = इसे दूसरी हाँ चाहिए। कोई अनुमोदक यह कर सकते हैं।
refused-own-answer = यह आपका अपना जवाब है: फ़ैसला किसी और को करना है।

label-hold = ⏸ यहाँ जवाब रोकें
label-hold-thread = यह पोस्ट या टॉपिक
label-hold-lane = श्रेणी “{ $lane }”, हर जगह
label-hold-statement = बयान
label-hold-lift = रोक हटाएँ
hold-where = ⏸ जवाब कहाँ रुकें? यह पोस्ट या टॉपिक है “{ $place }”।
hold-line = ⏸ { $at } से जवाब रुके हैं ({ $by }): { $place }
hold-statement = सिर्फ़ यही जा सकता है: “{ $text }”
hold-place-lane = श्रेणी “{ $lane }”, हर जगह
hold-lifted = ▶️ रोक हटाई गई ({ $by }): { $place }
holds-none = कहीं जवाब नहीं रुके हैं।
prompt-statement = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, वह एक बयान इस मैसेज पर रिप्लाई करके लिखें जो वहाँ शब्दशः जा सकता है।
card-held = ⏸ { $at } से रुका है ({ $by })
card-failed-held = ❗ जवाब नहीं गया: यहाँ जवाब रुके हैं। अनुमोदक /holds से रोक हटा सकते हैं।
toast-held = जवाब रोक दिए गए।
toast-held-already = वहाँ जवाब पहले से रुके हैं।
toast-held-statement = रोक { $by } की है: सिर्फ़ मंज़ूर बयान जा सकता है। नीचे देखें।
toast-hold-lifted = जवाब फिर जा सकते हैं।
refused-held = यहाँ जवाब { $since } से रुके हैं ({ $by })। अनुमोदक /holds से रोक हटा सकते हैं।
command-holds = कहाँ जवाब रुके हैं
help-holds = /holds दिखाता है कि कहाँ जवाब रुके हैं
