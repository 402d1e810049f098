# किसी व्यक्ति को भुलाना।

command-forget = किसी को भुलाएँ: शब्द, नाम, निशान
help-forget = /forget @नाम, या कार्ड पर रिप्लाई में: किसी के बारे में रखी हर बात हटाता है, दूसरे टैप के बाद
forget-needed = किसे? कार्ड पर रिप्लाई में /forget लिखें, या /forget @नाम या /forget 12345।
forget-nobody = इस व्यक्ति का मेरे पास कुछ नहीं है।
forget-head = 🕳 <b>{ $name }</b> को हमेशा के लिए भुला दें?
forget-kept = { $comments ->
    [one] { $comments } कमेंट
   *[other] { $comments } कमेंट
  } और { $cases ->
    [one] { $cases } मामला
   *[other] { $cases } मामले
  }, { $since } से।
forget-open = ❗ { $count ->
    [one] { $count } मामला खुला है: वह बंद होगा, फिर कोई जवाब नहीं देगा।
   *[other] { $count } मामले खुले हैं: वे बंद होंगे, फिर कोई जवाब नहीं देगा।
  }
forget-sanctions = ⛔ { $count ->
    [one] { $count } रोक या चेतावनी लागू है: वह रहेगी, पर बिना नाम के।
   *[other] { $count } रोक या चेतावनियाँ लागू हैं: वे रहेंगी, पर बिना नाम के।
  }
forget-manager = इस व्यक्ति की टीम में भूमिका है, वह बनी रहेगी।
forget-what = शब्द, नाम, वेक्टर और उनसे सीखी बातें हट जाएँगी; लेखे में एक छद्म नाम रहेगा। समुदाय के मैसेज बने रहते हैं: उन्हें Telegram, लेखक या एडमिन ही हटाते हैं। यह वापस नहीं हो सकता।
label-forget = हमेशा के लिए भुलाएँ
label-forget-not = रहने दें
forget-not-done = कुछ नहीं भुलाया गया।
forget-done = 🕳 { $by } ने किसी को भुलवाया: { $comments ->
    [one] { $comments } कमेंट
   *[other] { $comments } कमेंट
  }, अब { $pseudonym }। पहले के बैकअप में वे अब भी हैं।
forgotten-message = 🕳 लेखक के कहने पर भुलाया गया।
media-forgotten = भुलाया गया
