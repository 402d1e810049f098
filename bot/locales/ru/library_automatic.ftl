# Страница, где готовому ответу разрешают уходить самому

entry-auto-title = ⚙️ { $title } · автоответ
entry-auto-is-off = Сам он не уходит: каждый раз нужно чьё-то нажатие.
entry-auto-where =
    { $count ->
        [0] Автоответы не включены ни в одном сообществе: /communities.
        [one] Автоответы включены в { $count } сообществе (/communities).
       *[many] Автоответы включены в { $count } сообществах (/communities).
    }
entry-auto-today =
    { $count ->
        [0] Сегодня ещё не уходил.
        [one] Сегодня: { $count } раз.
        [few] Сегодня: { $count } раза.
       *[many] Сегодня: { $count } раз.
    }
entry-auto-how = Так отвечают только на простые вопросы, к которым он точно подходит, и только этими словами.
entry-auto-rows = Кнопки: с какой вероятности и сколько раз в день, не больше.
entry-auto-cannot = ✋ Сам он уходить не может: { $what }
entry-auto-doubts = ✋ С такими словами он оставляет каждый вопрос людям: голос бренда что-то нашёл:
label-auto-from = { $percent } %
label-auto-cap = { $count } ×
toast-entry-auto-on = Теперь он может уходить сам
toast-entry-auto-off = Больше он сам не уходит
entry-part-auto = автоответ
