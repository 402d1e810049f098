### Начало работы и обещания вернуться к автору.

label-shift = 🙋 Начать смену
shift-head = 🙋 <b>{ $name }, ваша смена</b>
shift-open = Открыто: { $lanes }
shift-nothing-open = Открытых обращений нет.
shift-handed = Вам передали
shift-from = от { $by }
shift-due = Срок в ближайший час
shift-promised = Обещано
shift-promise = 🤝 { $at }, { $by }
shift-promise-due = 🤝 <b>{ $at }</b>, { $by }
shift-put-off = Вернутся сегодня
shift-back = 💤 { $at }
shift-urgent = Самые срочные из свободных
shift-noted = Заметки с вашего ухода
shift-note = 📝 #{ $number } { $author } · { $by }: { $text }
shift-line = { $symbol } #{ $number } { $author }, { $place } · { $detail }

label-promise = 🤝 Обещание
label-kept = 🤝 Выполнено
label-in-an-hour = 1 ч
promise-ask = 🤝 К какому времени вернёмся к <b>{ $author }</b>?
prompt-promise =
    { $name }, к какому времени вернёмся? Ответьте на это сообщение.
    Например: <code>2ч</code>, <code>18:30</code>, <code>завтра 10</code>, <code>27.11 9:00</code>.
promised-said = 🤝 Обещано ({ $by }): ответить { $author } до { $time }. Тогда обращение вернётся.
promised-to-say = 🤝 { $by }: ответить { $author } до { $time }. Скажите об этом в ответе; обращение вернётся к сроку.
promise-kept = 🤝 Выполнено, сообщает { $by }.
promise-due = 🤝 #{ $number } { $author }: пора выполнить обещанное ({ $by }).
card-promise = 🤝 Обещано до { $at } ({ $by })
card-promise-due = 🤝 <b>Обещано к { $at }</b> ({ $by })
queue-promised = 🤝 { $at }
toast-promised = Записано
toast-promise-kept = Выполнено

command-shift = Что нужно в начале смены
help-shift = /shift — сроки, обещания, отложенное и переданное вам
