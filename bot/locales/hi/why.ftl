# मामला इतना ज़रूरी क्यों है।

command-why = मामला इतना ज़रूरी क्यों है
help-why = /why 12, या कार्ड पर रिप्लाई में: प्राथमिकता का हर अंक, सीमाएँ, और नियमों ने क्या किया
label-why = ⚖️ क्यों
why-needed = कौन-सा मामला? /why 12 लिखें, या कार्ड पर रिप्लाई में /why।
why-head = ⚖️ <b>#{ $number } { $author }: 100 में से { $priority }</b>
why-nothing = इसका कमेंट परखा नहीं गया, या अब रखा नहीं है: समझाने को कुछ नहीं।
why-term = <code>{ $points }</code> { $what }
why-lane = { $lane }
why-sure = { $percent } % भरोसा
why-since = <code>{ $points }</code> तब से: रिपोर्ट, सदस्यों के जवाब, लेबल
why-probability = { $name } { $percent } % ({ $least } % से गिना जाता है)
why-probability-moved = { $name } { $percent } % (यहाँ { $least } % से, आम तौर पर { $usual } % से)
why-rules = नियम
why-rule = ✓ { $name }
why-rule-dry = ✓ { $name } (परीक्षण)
why-rule-not = ✗ { $name }: { $part }
why-rule-not-tried = – { $name }: जाँचा नहीं गया, “{ $by }” सूची ख़त्म करता है
signal-negative = नकारात्मक
signal-complaint = शिकायत
signal-question = सवाल
signal-toxic = गाली
signal-spam = स्पैम
signal-praise = तारीफ़
