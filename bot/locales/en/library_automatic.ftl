# The page on which a saved reply is allowed to answer by itself

entry-auto-title = ⚙️ { $title } · answering by itself
entry-auto-is-off = It answers nothing by itself: each answer takes somebody's tap.
entry-auto-where =
    { $count ->
        [0] No community lets replies answer by themselves yet: /communities.
        [one] One community lets replies answer by themselves (/communities).
       *[other] { $count } communities let replies answer by themselves (/communities).
    }
entry-auto-today =
    { $count ->
        [0] Today it has not.
        [one] Today: once.
       *[other] Today: { $count } times.
    }
entry-auto-how = Only plain questions that it surely fits are answered so, in the words above.
entry-auto-rows = Buttons: from which probability on, and how often in one day at most.
entry-auto-cannot = ✋ It cannot answer by itself: { $what }
entry-auto-doubts = ✋ With these words it leaves every question to people, because of what the voice finds:
label-auto-from = { $percent } %
label-auto-cap = { $count } ×
toast-entry-auto-on = It may answer by itself now
toast-entry-auto-off = It answers nothing by itself any more
entry-part-auto = answering by itself
