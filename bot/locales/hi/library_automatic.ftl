# वह पेज जहाँ किसी जवाब को अपने आप जाने दिया जाता है

entry-auto-title = ⚙️ { $title } · अपने आप जवाब
entry-auto-is-off = यह अपने आप नहीं जाता: हर बार किसी को बटन दबाना पड़ता है।
entry-auto-where =
    { $count ->
        [0] अपने आप जवाब अभी किसी समुदाय में चालू नहीं हैं: /communities
        [one] अपने आप जवाब { $count } समुदाय में चालू हैं (/communities)।
       *[other] अपने आप जवाब { $count } समुदायों में चालू हैं (/communities)।
    }
entry-auto-today =
    { $count ->
        [0] आज अब तक नहीं गया।
        [one] आज: { $count } बार।
       *[other] आज: { $count } बार।
    }
entry-auto-how = ऐसे केवल उन सीधे सवालों पर जवाब जाता है जिनसे यह पक्का मेल खाए, और ठीक ऊपर के शब्दों में।
entry-auto-rows = बटन: कितनी संभावना से, और दिन में अधिकतम कितनी बार।
entry-auto-cannot = ✋ यह अपने आप नहीं जा सकता: { $what }
entry-auto-doubts = ✋ इन शब्दों के साथ यह हर सवाल लोगों पर छोड़ देता है, क्योंकि ब्रांड की आवाज़ को कुछ खटकता है:
label-auto-from = { $percent } %
label-auto-cap = { $count } ×
toast-entry-auto-on = यह अब अपने आप जा सकता है
toast-entry-auto-off = यह अब अपने आप नहीं जाएगा
entry-part-auto = अपने आप जवाब
