# Инциденты: много негативных комментариев сразу.

command-incident = Инциденты: открытые и чем кончились последние
help-incident = /incident — инциденты; в ответ на карточку руководитель открывает новый
board-incidents = { $count ->
    [one] 🚨 <b>{ $count } инцидент</b>: /incident
    [few] 🚨 <b>{ $count } инцидента</b>: /incident
   *[many] 🚨 <b>{ $count } инцидентов</b>: /incident
}
incident-head = 🚨 <b>Инцидент</b> · { $place }
incident-head-over = ✅ <b>Инцидент закрыт</b> · { $place }
incident-head-false = ☑️ <b>Ложная тревога</b> · { $place }
incident-begun = С { $at }: негативных за { $minutes } мин — { $count }, обычно { $usual }
incident-begun-by = Открыт вручную ({ $by }), { $at }
incident-recent = Сейчас { $count } за { $minutes } мин
incident-total = { $count ->
    [one] всего { $count } негативный комментарий
    [few] всего { $count } негативных комментария
   *[many] всего { $count } негативных комментариев
}
incident-peak = пик { $count } в { $at }
incident-about = О чём: { $words }
incident-cases = { $count ->
    [0] Обращений пока нет
    [one] { $count } обращение: открыто { $open }, с ответом { $answered }
    [few] { $count } обращения: открыто { $open }, с ответом { $answered }
   *[many] { $count } обращений: открыто { $open }, с ответом { $answered }
}
incident-frozen = У новых жалоб здесь нет своих карточек, и ничего не отвечает само.
incident-held = ⏸ Ответы приостановлены ({ $by }) с { $at }
incident-statement = 📣 Заявление: «{ $text }»
incident-closed-by = Закрыт в { $at } ({ $by })
incident-closed-itself = Закрыт сам в { $at }, после 12 спокойных часов
incident-calm = 🕊 30 минут спокойно: { $place }. Закрыть инцидент?
incident-kept = Инцидент остаётся открытым ({ $by }).
incident-closed-line = ✅ Инцидент закрыт ({ $by }).
incident-opened-by-hand = 🚨 Открыт инцидент ({ $by }).
incident-there-already = 🚨 Инцидент здесь уже открыт; обращение добавлено к нему.
card-failed-incident = ❗ Сам ответ не ушёл: здесь инцидент.
label-incident-statement = Заявление
label-incident-hold = Приостановить
label-incident-cases = Обращения ({ $count })
label-incident-false = Ложная тревога
label-incident-close = Закрыть инцидент
label-incident-keep = Не закрывать
label-incident-open = 🚨 Инцидент
label-incident-report = Отчёт { $number }
toast-incident-closed = Инцидент закрыт.
toast-incident-false = Учтено: тревоги здесь станут чуть реже.
toast-incident-kept = Остаётся открытым.
toast-incident-no-case = Здесь пока нет обращений, на которые можно приостановить ответы.
incident-no-cases = { $place }: открытых обращений нет.
incident-cases-head = { $count ->
    [one] 🚨 { $place }: <b>{ $count } открытое обращение</b>
    [few] 🚨 { $place }: <b>{ $count } открытых обращения</b>
   *[many] 🚨 { $place }: <b>{ $count } открытых обращений</b>
}{ $pages ->
    [1] {""}
   *[other] {" "}· страница { $page } из { $pages }
} · /case N покажет одно
incident-case-line = { $symbol } { $priority } · #{ $number } · { $author }: { $words }
incidents-none = Открытых инцидентов нет.
incidents-open-line = 🚨 { $place }, с { $at }
incidents-closed-head = <b>Последние</b>
incidents-closed-line = { $number }. { $place }, { $at }
incidents-false-line = { $number }. { $place }, { $at } · ложная тревога
incidents-how = Руководитель открывает инцидент командой /incident в ответ на карточку.
incident-report-head = 📋 <b>Отчёт</b> · { $place }
incident-report-lasted = { $since }–{ $until }, { $length }
incident-report-median = Первый ответ через { $length } (медиана)
incident-report-doings = <b>Кто что сделал</b>
incident-report-doing = { $what }: { $count }
incident-report-nobody = само
incident-report-timeline = <b>Хроника</b>
incident-timeline-opened = открыт
incident-timeline-peak = пик: { $detail } за 10 мин
incident-timeline-held = ответы приостановлены
incident-timeline-stated = заявление «{ $detail }»
incident-timeline-lifted = ответы снова разрешены
incident-timeline-calmed = спокойно
incident-timeline-rose = снова рост
incident-timeline-kept-open = оставлен открытым
incident-timeline-closed = закрыт
incident-timeline-false-alarm = ложная тревога
