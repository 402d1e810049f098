### Случаи, где спрашивают об одном или жалуются на одно, на одной карточке.

group-head-question =
    { $count ->
        [one] <b>{ $count } человек спрашивает об этом</b>
        [few] <b>{ $count } человека спрашивают об этом</b>
       *[other] <b>{ $count } человек спрашивают об этом</b>
    }
group-head-complaint =
    { $count ->
        [one] <b>{ $count } человек жалуется на это</b>
        [few] <b>{ $count } человека жалуются на это</b>
       *[other] <b>{ $count } человек жалуются на это</b>
    }
group-comments =
    { $count ->
        [one] { $count } комментарий
        [few] { $count } комментария
       *[other] { $count } комментариев
    }
group-more = … и ещё { $count }
group-since =
    { $count ->
        [one] 🆕 <b>С тех пор ещё { $count }</b>
        [few] 🆕 <b>С тех пор ещё { $count }</b>
       *[other] 🆕 <b>С тех пор ещё { $count }</b>
    }
group-answered =
    { $count ->
        [one] ✍️ Отвечает { $by }: { $count } ответ, отправлено { $sent }
        [few] ✍️ Отвечает { $by }: { $count } ответа, отправлено { $sent }
       *[other] ✍️ Отвечает { $by }: { $count } ответов, отправлено { $sent }
    }
group-leaves = ⏳ Последний уйдёт в { $at }
group-settled = 🔗 Всем этим занимаются по отдельности.
group-nobody = 🔗 На этой карточке больше никто не ждёт.
group-members = 🔗 <b>Кто здесь лишний?</b> У того, кого уберёте, будет своя карточка.
group-stub = 🔗 Ждёт на общей карточке с теми, кто пишет о том же. { $author }: { $comment }
group-preview =
    { $count ->
        [1] 👀 <b>Это получит { $count } человек.</b> Пока ничего не отправлено.
        [one] 👀 <b>Это получит { $count } человек, каждый отдельно.</b> Пока ничего не отправлено.
        [few] 👀 <b>Это получат { $count } человека, каждый отдельно.</b> Пока ничего не отправлено.
       *[other] 👀 <b>Это получат { $count } человек, каждый отдельно.</b> Пока ничего не отправлено.
    }
group-without = Нет подходящего текста для: { $names }. Они останутся на карточке.
group-later =
    { $count ->
        [one] Ещё { $count } — после этих.
        [few] Ещё { $count } — после этих.
       *[other] Ещё { $count } — после этих.
    }
group-sent =
    { $count ->
        [1] ✅ { $by }: ответ { $count } человеку.
        [one] ✅ { $by }: ответ { $count } человеку, каждому отдельно.
       *[other] ✅ { $by }: ответ { $count } людям, каждому отдельно.
    }
group-sent-but = ✅ { $by }: ответов { $count }. Не отправлено: { $left }, см. карточку.
group-cancelled = Отменено, ничего не отправлено.
group-write =
    { $count ->
        [1] ✍️ Ответьте на это сообщение текстом для { $count } человека. $author станет именем.
       *[other] ✍️ Ответьте на это сообщение текстом для всех { $count }. $author станет именем каждого.
    }
group-too-long = В ответе нескольким людям не больше { $most } знаков. Нажмите «Написать» ещё раз.
label-group-answer = Всем: { $number }
label-group-these-too = Ответить и этим
label-group-send = Отправить: { $count }
label-group-stop = Остановить все
label-group-out = Убрать
label-group-out-name = Убрать { $number } { $author }
label-group-apart = По одному
toast-group-look = Посмотрите тексты ниже и отправьте
toast-group-no-text = В этом ответе нет подходящего текста ни для кого
toast-group-who = Выберите ниже
toast-group-apart = Теперь у каждого своя карточка
toast-group-out = { $author }: теперь своя карточка
toast-group-sent = Ответов: { $count }. «Остановить все» их удержит
toast-group-sent-but = Ответов: { $count }. Не отправлено: { $left }
toast-group-stopped = Остановлено: { $count }
