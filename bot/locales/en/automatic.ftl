# Saved replies that answer by themselves

community-automatic-on = ⚙️ Replies marked “auto” answer questions here by themselves. Switched on by { $by }.
community-automatic-ask =
    ⚙️ Let replies answer questions in <b>{ $title }</b> by themselves?
    { $count ->
        [0] No reply of the library is marked “auto” yet, so nothing would be said.
        [one] One reply of the library is marked “auto”.
       *[other] { $count } replies of the library are marked “auto”.
    } Such an answer leaves without anybody's tap, only where the reply surely fits. It has a receipt with Stop. Complaints and insults are never answered so.
label-automatic = ⚙️ Automatic…
label-automatic-yes = ⚙️ Switch on
label-automatic-no = No
label-automatic-off = ⚙️ Automatic off
toast-automatic-on = Replies marked “auto” answer here by themselves now
toast-automatic-off = Nothing is answered by itself here
receipt-by-itself = ⚙️ By itself. Switched on by { $by }.
board-automatic =
    { $count ->
        [one] ⚙️ Answers by themselves: one community
       *[other] ⚙️ Answers by themselves: { $count } communities
    }
entry-auto =
    { $count ->
        [one] ⚙️ answers by itself from { $percent } %, once a day at most
       *[other] ⚙️ answers by itself from { $percent } %, { $count } times a day at most
    }
auto-switched-off = ⚙️ <b>{ $title }</b> does not answer by itself any more: two of its last ten answers were stopped, corrected or withdrawn. It is still suggested.
