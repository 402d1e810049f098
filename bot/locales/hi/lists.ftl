# लेखकों की सूचियाँ।

label-list-vip = ⭐ VIP
label-list-vip-off = ✓ VIP
label-list-quiet = 🔕 बिना आवाज़
label-list-quiet-off = ✓ बिना आवाज़
label-list-ignore = 🚷 अनदेखा
label-list-ignore-off = ✓ अनदेखा
label-authors = सारी सूचियाँ
author-on-vip = ⭐ VIP: दूसरों से पहले
author-on-quiet = 🔕 बिना आवाज़: मामले चुपचाप आते हैं
author-on-ignore = 🚷 अनदेखा: कोई मामला नहीं बनता
authors-none = किसी सूची में कोई नहीं है। इसके बटन लेखक के पेज पर हैं।
authors-head = <b>सूचियों में</b>{ $pages ->
    [1] {""}
   *[other] {" "}· पेज { $page } / { $pages }
}
authors-vip = ⭐ VIP ({ $count })
authors-quiet = 🔕 बिना आवाज़ ({ $count })
authors-ignore = 🚷 अनदेखा ({ $count })
authors-person = { $name }, { $at } से, फ़ैसला: { $by }
authors-person-configured = { $name }, कॉन्फ़िगरेशन से
authors-unseen = { $who }, अब तक कुछ नहीं लिखा
toast-list-vip = अब { $name } दूसरों से पहले
toast-list-quiet = अब { $name } के मामले बिना आवाज़ आएँगे
toast-list-ignore = अब { $name } के कमेंट से मामला नहीं बनेगा
toast-list-none = अब { $name } किसी सूची में नहीं
reason-vip = VIP
reason-quiet-list = बिना-आवाज़ सूची
reason-ignore-list = अनदेखा सूची
