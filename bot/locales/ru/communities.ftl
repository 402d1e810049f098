# Группы, куда добавили бота, сообщества, и что было видно за время наблюдения.

label-watch-it = 👁 Наблюдать
label-watch-named = 👁 Наблюдать: { $title }
label-leave = 🚪 Выйти
label-stay = Остаться
label-mode-live = ▶️ Включить
label-mode-watch = 👁 Наблюдать
label-mode-paused = ⏸ Пауза
label-community = { $title }
label-communities = ‹ Все сообщества
label-more-choices = Ещё

offer-head = 👋 Меня добавили в <b>{ $group }</b> (кто: { $by }).
offer-lacks = Там мне пока не хватает прав администратора:
right-can-delete-messages = · Удаление сообщений
right-can-restrict-members = · Блокировка пользователей
offer-lacks-nothing = Все нужные права у меня там есть.
offer-means = <b>Наблюдать</b> сделает группу сообществом: я читаю и считаю, что пишут, и ничего там не говорю, пока вы не нажмёте «Включить».
offer-may-be-desk = Если это группа ваших менеджеров, напишите там /here.
offer-removed = Меня уже убрали из <b>{ $group }</b>. Решать больше нечего.
offer-gone = Меня уже нет в этой группе. Решать нечего.
offer-left = 🚪 { $by }: я выхожу из <b>{ $group }</b>.

communities-head = { $count ->
    [0] <b>Сообществ пока нет.</b> Добавьте меня в группу, и я спрошу о ней.
    [one] 👥 <b>{ $count } сообщество</b>, последние 7 дней
    [few] 👥 <b>{ $count } сообщества</b>, последние 7 дней
   *[many] 👥 <b>{ $count } сообществ</b>, последние 7 дней
}{ $pages ->
    [1] {""}
   *[other] {" "}· страница { $page } из { $pages }
}
communities-newcomers = Об этих группах ещё никто не решил:
community-private = Личные сообщения
community-watch = 👁 <b>{ $title }</b>, наблюдаю
community-live = ▶️ <b>{ $title }</b>, включено
community-paused = ⏸ <b>{ $title }</b>, пауза
community-gone = 🚪 <b>{ $title }</b>, меня там нет
community-comments =
    { $count ->
        [one] { $count } комментарий
        [few] { $count } комментария
       *[many] { $count } комментариев
    }
community-would-be-cards =
    { $count ->
        [one] была бы { $count } карточка
        [few] было бы { $count } карточки
       *[many] было бы { $count } карточек
    }
community-cards =
    { $count ->
        [one] { $count } для карточки
        [few] { $count } для карточек
       *[many] { $count } для карточек
    }
community-means-watch = Я читаю и считаю. Карточек нет, и там ничего не говорится.
community-means-live = То, что требует человека, приходит менеджерам карточкой.
community-means-paused = То, что там пишут сейчас, не сохраняется и не считается. На открытые обращения по-прежнему можно ответить.
community-means-gone = Всё, что там писали, осталось здесь. Добавьте меня в группу снова, администратором, и я спрошу, что дальше.
community-leave-ask = Выйти из <b>{ $title }</b>? Всё, что там писали, останется здесь, но вернуть меня смогут только администраторы группы.
community-back = 👋 Я снова в <b>{ $title }</b>. Что мне там делать?

watched-day = 👁 Наблюдаю за <b>{ $title }</b> уже день:
watched-week = 👁 Наблюдаю за <b>{ $title }</b> уже неделю:

toast-watched = Теперь это сообщество. Я наблюдаю и ничего не говорю.
toast-watched-already = Это уже сообщество
toast-not-there = Меня уже нет в этой группе
toast-leaving = Выхожу
toast-mode-live = Включено: теперь приходят карточки
toast-mode-watch = Наблюдаю: без карточек, там ничего не говорится
toast-mode-paused = Пауза: то, что там пишут, не сохраняется
toast-mode-already = Так уже и есть

command-communities = Сообщества: наблюдать, включить, пауза, выйти
help-communities = /communities — где сколько пишут; руководитель там же включает, ставит на паузу или выходит
