### Спам одной карточкой, неясное — одним списком.

spam-head =
    { $count ->
        [one] 🗑 <b>{ $count } спам-комментарий</b>
        [few] 🗑 <b>{ $count } спам-комментария</b>
       *[other] 🗑 <b>{ $count } спам-комментариев</b>
    }
spam-ask =
    { $count ->
        [1] 🗑 <b>Удалить { $count } комментарий?</b> Telegram его не вернёт.
        [one] 🗑 <b>Удалить все { $count } комментарий?</b> Telegram их не вернёт.
        [few] 🗑 <b>Удалить все { $count } комментария?</b> Telegram их не вернёт.
       *[other] 🗑 <b>Удалить все { $count } комментариев?</b> Telegram их не вернёт.
    }
spam-more = … и ещё { $count }
spam-hidden =
    { $count ->
        [one] 🗑 { $by } удаляет { $count } спам-комментарий.
        [few] 🗑 { $by } удаляет { $count } спам-комментария.
       *[other] 🗑 { $by } удаляет { $count } спам-комментариев.
    }
spam-below = 🗑 { $by } смотрит их ниже.
spam-settled = 🗑 Со всем этим уже разобрались.
label-spam-hide =
    { $count ->
        [1] Удалить
       *[other] Удалить все { $count }
    }
label-spam-look = Посмотреть
unsure-head =
    { $count ->
        [one] 🤔 <b>{ $count } неясный комментарий.</b> Что это? 🔴 жалоба · ❓ вопрос · ▫️ ничего
        [few] 🤔 <b>{ $count } неясных комментария.</b> Что это? 🔴 жалоба · ❓ вопрос · ▫️ ничего
       *[other] 🤔 <b>{ $count } неясных комментариев.</b> Что это? 🔴 жалоба · ❓ вопрос · ▫️ ничего
    }
unsure-more = … и ещё { $count }, когда эти разобраны
unsure-done = 🤔 Неясного не осталось. Спасибо, { $by }.
toast-labelled = { $lane }: отмечено.
reason-by-hand = указано вручную
