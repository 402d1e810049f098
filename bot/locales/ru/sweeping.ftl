# Что удаляется само

label-sweeping = 🧹 Удалять само…
label-sweep-from = { $symbol } { $percent } %
label-sweep-chosen = ✅ { $symbol } { $percent } %
label-sweep-off = { $lane }: выключить
label-sweep-back = ‹ Назад
label-sweep-stop = ✋ Стоп { $count }
label-sweep-deny = { $number }. { $what }
label-sweep-repost = { $number }. Вернуть цитатой
sweeping-ask =
    🧹 <b>{ $title }</b>: что можно удалять без нажатия?
    Выберите вероятность, с которой удалять спам и оскорбления. Перед удалением проходит минута, и его можно остановить. Постоянные участники, те, кому мы уже отвечали, и свои остаются вам. Две ошибки из последних двадцати выключают удаление.
sweeping-by = Включено: { $by }.
sweeping-week = За последние 7 дней это было бы не больше:
sweeping-count = от { $percent } %: { $count }
sweeping-samples = Наименее уверенные из них:
sweeping-from = { $lane } от { $percent } %
community-sweeping-on = 🧹 Удаляется само: { $lanes }.
watched-would-go =
    { $count ->
        [one] 🧹 { $count } из них удалился бы сам (от 99 %), если бы это было включено.
        [few] 🧹 { $count } из них удалились бы сами (от 99 %), если бы это было включено.
       *[many] 🧹 { $count } из них удалились бы сами (от 99 %), если бы это было включено.
    }
board-sweeping =
    { $count ->
        [one] 🧹 Удаляется само: { $count } сообщество
        [few] 🧹 Удаляется само: { $count } сообщества
       *[many] 🧹 Удаляется само: { $count } сообществ
    }
sweep-head = 🧹 <b>Удалено само</b> { $lanes }
sweep-waits =
    { $count ->
        [one] { $count } будет удалён до { $at }, если не остановить.
        [few] { $count } будут удалены до { $at }, если не остановить.
       *[many] { $count } будут удалены до { $at }, если не остановить.
    }
sweep-gone = удалено: { $count }
sweep-stopped = остановлено: { $count }
sweep-denied = было в порядке: { $count }
sweep-failed = не удалено: { $count }
sweep-more = … и ещё { $count }
sweep-list =
    🧹 Удалено само с { $at }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
sweep-entry = { $number }. { $symbol } <b>{ $author }</b> · { $community } · { $at } · { $percent } % · { $fate }
sweep-fate-waits = ждёт
sweep-fate-goes = удалено
sweep-fate-stopped = остановлено
sweep-fate-denied = было в порядке
sweep-fate-failed = не удалено
sweeping-switched-off = 🧹 В <b>{ $community }</b> больше ничего не удаляется само: два из последних двадцати остановили или признали нормальными. Руководитель может снова включить это с более высоким порогом в /communities.
sweeping-not-allowed = 🧹 В <b>{ $community }</b> больше ничего не удаляется само: мне нельзя удалять там сообщения. Дайте мне право администратора «Удаление сообщений» и снова включите это в /communities.
toast-sweeping-on = Теперь это удаляется здесь само
toast-sweeping-off = Это здесь само не удаляется
