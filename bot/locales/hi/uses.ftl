### How saved replies are used.

uses-none = 📊 अब तक कोई सुझाव नहीं दिया गया।
uses-head = 📊 <b>जवाबों का इस्तेमाल</b>, सबसे अच्छे पहले · पेज { $page } / { $pages }
uses-line =
    <code>{ $reply }</code>
    दिखाया { $shown } · भेजा { $sent } · बदलकर भेजा { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}({ $changed } % बदला)
    } · छोड़ा { $passed }
uses-unlearnt =
    { $count ->
        [0] <code>{ $reply }</code> के बारे में भुलाने को कुछ नहीं था।
        [one] <code>{ $reply }</code> के बारे में सीखी बातें हटा दी गईं: { $count } फ़ैसला।
       *[other] <code>{ $reply }</code> के बारे में सीखी बातें हटा दी गईं: { $count } फ़ैसले।
    }
