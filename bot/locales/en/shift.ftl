### Starting work, and promises to come back to an author.

label-shift = 🙋 Take shift
shift-head = 🙋 <b>{ $name }, your shift</b>
shift-open = Open: { $lanes }
shift-nothing-open = Nothing is open.
shift-handed = Handed over to you
shift-from = from { $by }
shift-due = Due within the hour
shift-promised = Promised
shift-promise = 🤝 { $at }, { $by }
shift-promise-due = 🤝 <b>{ $at }</b>, { $by }
shift-put-off = Back today
shift-back = 💤 { $at }
shift-urgent = Most urgent, nobody has them
shift-noted = Noted since you were here
shift-note = 📝 #{ $number } { $author } · { $by }: { $text }
shift-line = { $symbol } #{ $number } { $author }, { $place } · { $detail }

label-promise = 🤝 Promise
label-kept = 🤝 Kept
label-in-an-hour = 1 h
promise-ask = 🤝 By when do we come back to <b>{ $author }</b>?
prompt-promise =
    { $name }, by when do we come back? Reply to this message.
    Like: <code>2h</code>, <code>18:30</code>, <code>tomorrow 10</code>, <code>27.11 9:00</code>.
promised-said = 🤝 { $by } promised { $author }: by { $time }. The case comes back then.
promised-to-say = 🤝 { $by }: back to { $author } by { $time }. The next answer should say so; the case comes back then.
promise-kept = 🤝 Kept, says { $by }.
promise-due = 🤝 #{ $number } { $author }: what { $by } promised is due now.
card-promise = 🤝 Promised by { $at } ({ $by })
card-promise-due = 🤝 <b>Promised for { $at }</b> ({ $by })
queue-promised = 🤝 { $at }
toast-promised = Noted
toast-promise-kept = Kept

command-shift = What you need to start work
help-shift = /shift shows what is due, promised, put off and handed over to you
