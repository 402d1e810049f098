### How saved replies are used.

uses-none = 📊 अब तक कोई सुझाव नहीं दिया गया।
uses-head =
    📊 <b>जवाबों का इस्तेमाल</b>, सबसे अच्छे पहले{ $pages ->
        [1] {""}
       *[other] {" "}· पेज { $page } / { $pages }
    }
uses-line =
    <code>{ $reply }</code>
    दिखाया { $shown } · भेजा { $sent } · बदलकर भेजा { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}({ $changed } % बदला)
    } · छोड़ा { $passed }{ $taught ->
        [0] {""}
       *[other] {" "}· { $taught } से सीखा
    }
uses-unlearnt =
    { $count ->
        [0] <code>{ $reply }</code> के बारे में भुलाने को कुछ नहीं था।
        [one] <code>{ $reply }</code> के बारे में सीखी बातें हटा दी गईं: { $count } फ़ैसला।
       *[other] <code>{ $reply }</code> के बारे में सीखी बातें हटा दी गईं: { $count } फ़ैसले।
    }

## भेजे गए जवाब के नीचे

label-learn = इससे सीखें
label-unlearn = सीखा भुलाएँ
toast-learn = सीख लिया: ऐसे कमेंट पर यह जवाब ऊपर आएगा
toast-unlearn = भुला दिया: अब यह किसी भी भेजे गए जवाब जैसा गिना जाएगा
toast-learn-already = { $by } ने यह पहले ही कर दिया है
toast-unlearn-already = { $by } ने इसे पहले ही वापस ले लिया है
toast-lesson-gone = अब सीखने को कुछ नहीं है: यह जवाब रोका, बदला या भुलाया जा चुका है।
toast-lesson-forgotten = प्रमुख ने { $reply } के बारे में सीखी बातें भुला दी हैं। चाहें तो कमेंट को उसमें उदाहरण के रूप में जोड़ें।
