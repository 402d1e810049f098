# एक समुदाय से दिन में कितने कार्ड

label-budget = 🎚 दिन में कार्ड…
label-budget-off = कोई सीमा नहीं
label-budget-off-chosen = ✅ कोई सीमा नहीं
label-budget-cards = { $count }
label-budget-chosen = ✅ { $count }
label-budget-other = दूसरी संख्या…
budget-ask =
    🎚 <b>{ $title }</b>: आप दिन में कितने कार्ड सँभाल सकते हैं?
    सीमाएँ मैं पिछले 14 दिनों से चुनता हूँ, सबसे ज़रूरी पहले। जिन कमेंट पर भरोसा कम है, वे “साफ़ नहीं” वाली सूची में जाते हैं।
budget-none = 🎚 दिन में कार्डों की कोई सीमा नहीं।
budget-being-picked = 🎚 दिन में ज़्यादा से ज़्यादा { $cards } कार्ड: सीमाएँ चुन रहा हूँ।
budget-little-traffic = 🎚 दिन में ज़्यादा से ज़्यादा { $cards } कार्ड: अभी सामान्य सीमाएँ चलती हैं, जब तक 3 दिन और 200 कमेंट न हों (अब तक { $comments })।
budget-stands = 🎚 दिन में ज़्यादा से ज़्यादा { $cards } कार्ड: { $expected } का अनुमान, सीमा के बिना { $usual }।
budget-stands-over = 🎚 दिन में ज़्यादा से ज़्यादा { $cards } कार्ड, पर { $expected } का अनुमान: जो कभी न छूटे, वही इससे ज़्यादा है। सीमा के बिना { $usual }।
budget-threshold = · { $name } { $percent } % से, वरना { $usual } % से
budget-always = हमेशा कार्ड: { $lane } { $percent } % से।
budget-too-little = 🎚 <b>{ $title }</b>: दिन में ज़्यादा से ज़्यादा { $cards } कार्ड चाहिए। अब तक { $comments } कमेंट हैं, इसलिए सामान्य सीमाएँ चलती हैं, जब तक 3 दिन और 200 कमेंट न हों।
budget-kept = 🎚 <b>{ $title }</b>: दिन में ज़्यादा से ज़्यादा { $cards } कार्ड चाहिए। सीमाएँ बढ़ाई हैं: { $expected } का अनुमान, सीमा के बिना { $usual }।
budget-fits = 🎚 <b>{ $title }</b>: दिन में ज़्यादा से ज़्यादा { $cards } कार्ड चाहिए, और { $expected } का अनुमान है। कोई सीमा नहीं बढ़ाई।
budget-over = 🎚 <b>{ $title }</b>: दिन में ज़्यादा से ज़्यादा { $cards } कार्ड चाहिए, पर { $expected } का अनुमान है (सीमा के बिना { $usual }): जो कभी न छूटे, वही इससे ज़्यादा है।
prompt-budget = { $name }, <b>{ $title }</b> से दिन में कितने कार्ड सँभाल सकते हैं? रिप्लाई में संख्या लिखें; 0 मतलब कोई सीमा नहीं।
budget-not-understood = 0 से { $most } तक की संख्या चाहिए। 0 मतलब कोई सीमा नहीं।
toast-budget = सीमाएँ चुन रहा हूँ
toast-budget-off = अब कोई सीमा नहीं है
