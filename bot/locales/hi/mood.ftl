# लोगों का मिज़ाज।

command-mood = लोगों का मिज़ाज
help-mood = /mood हर समुदाय और पोस्ट में नकारात्मक कमेंट का हिस्सा और रुझान दिखाता है
mood-none = पिछले 7 दिनों में कुछ नहीं लिखा गया, इसलिए दिखाने को कोई मिज़ाज नहीं है।
mood-head = 🌡 <b>पिछले 7 दिनों का मिज़ाज</b>{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
}
mood-share = { $count } में से { $negative } % नकारात्मक ({ $low }–{ $high } %)
mood-positive = { $positive } % सकारात्मक
mood-worse = { $points ->
    [one] ▲ +{ $points } अंक
   *[other] ▲ +{ $points } अंक
} (पिछले हफ़्ते: { $count })
mood-better = { $points ->
    [one] ▼ −{ $points } अंक
   *[other] ▼ −{ $points } अंक
} (पिछले हफ़्ते: { $count })
mood-steady = ≈ लगभग पिछले हफ़्ते जैसा ({ $count })
mood-no-before = { $count ->
    [0] पिछले हफ़्ते कोई कमेंट नहीं था
   *[other] पिछले हफ़्ते बहुत कम ({ $count }), तुलना नहीं हो सकती
}
mood-too-few = { $count ->
    [one] सिर्फ़ { $count } कमेंट: हिस्सा बताने को बहुत कम
   *[other] सिर्फ़ { $count } कमेंट: हिस्सा बताने को बहुत कम
}
mood-post = ↳ { $title }: { $said }
