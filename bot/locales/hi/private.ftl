### मैनेजर की निजी चैट का कार्ड, और किससे किस भाषा में बात होती है।

label-skip = छोड़ें
label-stop-number = #{ $number } रोकें

solo-leaves = ⏳ #{ $number } { $author }: { $at } पर जाएगा
solo-leaving = ⏳ #{ $number } { $author }: अभी जा रहा है
solo-answered = ✅ #{ $number } { $author }: { $at } पर जवाब दिया गया
solo-unknown = ⚠️ #{ $number } { $author }: शायद भेजा जा चुका है, पहले देखें
solo-failed = ⚠️ #{ $number } { $author }: जवाब नहीं जा सका
solo-dismissed = ☑️ #{ $number } { $author }: बिना जवाब बंद
solo-moderated = 🗑 #{ $number } { $author }: हटाया गया
solo-answered-elsewhere = ☑️ #{ $number } { $author }: चैट में ही जवाब दिया गया
solo-put-off = 💤 #{ $number } { $author }: { $at } तक टाला गया
solo-handed-over = 👤 #{ $number } { $author }: { $to } के पास
solo-waits-for-yes = ✋ #{ $number } { $author }: दूसरी हाँ का इंतज़ार
solo-all-done = 🎉 <b>सब हो गया।</b> ऐसा कोई मामला नहीं बचा जो किसी के पास न हो।
solo-put-off-count =
    { $count ->
        [one] 💤 { $count } मामला टाला हुआ है
       *[other] 💤 { $count } मामले टाले हुए हैं
    }
solo-held-count =
    { $count ->
        [one] 👤 आपके पास { $count } है
       *[other] 👤 आपके पास { $count } हैं
    }
solo-no-role = अब यहाँ आपकी कोई भूमिका नहीं है।
toast-shown = { $author }
toast-turned = अगला: { $author }
toast-all-done = सब हो गया
toast-nothing-else = और कुछ इंतज़ार में नहीं: बस यही एक है।

label-as-telegram = Telegram जैसी
language-choose = 🌐 मैं आपसे किस भाषा में बात करूँ? हर कोई अपने लिए चुनता है; डेस्क के ग्रुप की भाषा वही रहती है।
toast-language = अब मैं आपसे हिन्दी में बात करूँगा

command-language = मैं आपसे किस भाषा में बात करूँ
help-language = /language: मैं आपसे किस भाषा में बात करूँ
