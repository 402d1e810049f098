### काम शुरू करना, और लेखक के पास लौटने के वादे।

label-shift = 🙋 शिफ़्ट शुरू
shift-head = 🙋 <b>{ $name }, आपकी शिफ़्ट</b>
shift-open = खुले: { $lanes }
shift-nothing-open = कुछ खुला नहीं है।
shift-handed = आपको सौंपे गए
shift-from = { $by } से
shift-due = एक घंटे में समय-सीमा
shift-promised = वादे
shift-promise = 🤝 { $at }, { $by }
shift-promise-due = 🤝 <b>{ $at }</b>, { $by }
shift-put-off = आज लौटेंगे
shift-back = 💤 { $at }
shift-urgent = सबसे ज़रूरी, किसी के पास नहीं
shift-noted = आपके पीछे लिखे नोट
shift-note = 📝 #{ $number } { $author } · { $by }: { $text }
shift-line = { $symbol } #{ $number } { $author }, { $place } · { $detail }

label-promise = 🤝 वादा
label-kept = 🤝 निभाया
label-in-an-hour = 1 घंटा
promise-ask = 🤝 <b>{ $author }</b> के पास हम कब तक लौटेंगे?
prompt-promise =
    { $name }, हम कब तक लौटेंगे? इस मैसेज पर रिप्लाई करें।
    जैसे: <code>2h</code>, <code>18:30</code>, <code>कल 10</code>, <code>27.11 9:00</code>।
promised-said = 🤝 { $by } का { $author } से वादा: { $time } तक। मामला तब लौटेगा।
promised-to-say = 🤝 { $by }: { $author } को { $time } तक जवाब। अगले जवाब में यह बताएँ; मामला तब लौटेगा।
promise-kept = 🤝 वादा निभाया ({ $by })।
promise-due = 🤝 #{ $number } { $author }: { $by } के वादे का समय हो गया।
card-promise = 🤝 { $at } तक का वादा ({ $by })
card-promise-due = 🤝 <b>{ $at } का वादा</b> ({ $by })
queue-promised = 🤝 { $at }
toast-promised = लिख लिया
toast-promise-kept = निभाया

command-shift = काम शुरू करने के लिए ज़रूरी बातें
help-shift = /shift: समय-सीमाएँ, वादे, टाले हुए और आपको सौंपे गए मामले
