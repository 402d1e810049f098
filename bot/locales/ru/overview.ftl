### Доска и ответы на команды: списки обращений, найденное, цифры, люди.

## Доска

label-mine = Мои
label-queue = Очередь

board-nothing = 📌 Никто не ждёт
board-oldest = дольше всех ждут { $time }
board-next-due = Ближайший срок { $at }: { $who }
board-overdue = ⏰ <b>Срок вышел в { $at }</b>: { $who }
board-spam = Спам { $count }
board-unsure = неясно { $count }
board-put-off = отложено { $count }
board-held = { $name }: { $author } с { $at }
board-look-first = <b>Сначала проверить { $count }</b>
board-dead-letters = необработанных { $count }
board-today = Сегодня отвечено: { $count }
board-today-median = Сегодня отвечено: { $count }, медиана { $time }
board-may-not-pin = 📍 У меня нет права закрепить доску. Сделайте меня администратором с правом «Закрепление сообщений».

## Очередь

label-all = Все
label-free = Свободные
label-put-off = 💤 Отложенные

queue-line =
    { $symbol } <b>{ $priority }</b> · #{ $number } { $author }, { $community } · { $said }
    <i>«{ $excerpt }»</i>
queue-waiting = ждёт { $time }
queue-just-came = только что
queue-with = занимается { $holder }
queue-since = с { $at }
queue-put-off = 💤 до { $at }
queue-free = свободные
queue-put-off-ones = отложенные
queue-held-by = занимается { $name }
queue-nothing-held = { $name }: обращений нет. Самое срочное даст /next.
queue-none-of-these = Таких открытых обращений нет.

case-open = открыто
case-claimed = в работе
case-answered = отвечено
case-moderated = удалено
case-dismissed = закрыто без ответа
case-answered-elsewhere = отвечено в чате

## /case

case-number-needed = Какое обращение? Напишите <code>/case 12</code>; номер стоит на карточке.
case-unknown = Обращения { $number } нет.

## /search

search-words-needed = Что искать? Напишите <code>/search возврат</code>.
search-nothing = 🔍 По «{ $words }» в недавних комментариях ничего нет.
search-head = 🔍 «{ $words }», новые первыми · страница { $page }
found-excerpt = <i>«{ $excerpt }»</i>

## /author

author-needed = О ком? Напишите <code>/author @name</code> или <code>/author 12345</code> либо ответьте на карточку командой /author.
author-unknown = Комментариев от { $who } я не знаю.
author-since = с { $at }
author-comments =
    { $count ->
        [one] { $count } комментарий
        [few] { $count } комментария
       *[many] { $count } комментариев
    }
author-no-cases = Обращений пока не было
author-cases = Обращения: { $outcomes }
author-warnings =
    { $count ->
        [one] { $count } предупреждение
        [few] { $count } предупреждения
       *[many] { $count } предупреждений
    }
author-muted = мут
author-muted-until = мут до { $at }
author-banned = в бане

## /stats

stats-today = 📊 <b>Сегодня</b>
stats-week = <b>За 7 дней</b>
stats-comments =
    { $count ->
        [one] { $count } комментарий
        [few] { $count } комментария
       *[many] { $count } комментариев
    }
stats-cards =
    { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
stats-answered = отвечено { $count }
stats-dismissed = закрыто без ответа { $count }
stats-hidden = удалено { $count }
stats-median = Первый ответ: медиана { $time }
stats-lane-median = медиана { $time }
stats-person = { $name }: { $did }

## Отчёт за неделю

week-head = 📊 <b>Неделя, { $first } – { $last }</b>
week-before = Неделей раньше: { $said }
week-mood = 🌡 { $said }
week-more = По категориям и людям: /stats. По постам: /mood

## /who

team-head =
    👥 { $count ->
        [one] <b>{ $count } человек</b>
        [few] <b>{ $count } человека</b>
       *[many] <b>{ $count } человек</b>
    }
team-holds =
    { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }
team-active = последнее действие { $at }
team-never-active = действий пока не было
team-cannot-be-rung = 🔕 Этих людей я не могу уведомить: каждому нужно открыть личный чат со мной и нажать «Старт».

## Команды

command-mine = Обращения, которые у вас
command-case = Карточка обращения ещё раз: /case 12
command-search = Поиск слов в комментариях
command-author = Что известно об авторе
command-stats = Цифры за сегодня и за семь дней
command-who = Кто в команде

help-head = Здравствуйте, { $name }! Ваша роль здесь: <b>{ $role }</b>.
help-queue = /queue — открытые обращения, сначала самые срочные
help-next = /next — взять самое срочное
help-mine = /mine — обращения, которые у вас
help-case = <code>/case 12</code> — карточка обращения 12, ещё раз внизу чата
help-search = <code>/search слова</code> — поиск слов в комментариях
help-author = <code>/author @name</code> — что известно об авторе
help-stats = /stats — цифры за сегодня и за семь дней
help-who = /who — команда и кого не получится уведомить
help-replies = /replies — готовые ответы; <code>/replies слова</code> ищет среди них
help-gaps = /gaps — на что за неделю не нашлось готового ответа
help-help = /help — эта подсказка
help-on-a-card = <b>На карточке</b>
help-for-work = <b>Обращения</b>
help-to-look-up = <b>Найти и узнать</b>
help-for-the-team = <b>Команда и настройки</b>
help-answering =
    <b>Ответить 1</b> — ответить первым вариантом; недолго его можно остановить кнопкой <b>Стоп</b>
    <b>Изменить</b>, <b>Написать</b> — ваш текст; вы увидите его перед отправкой
    Ответьте на карточку, чтобы оставить заметку или ответить автору
help-moderating =
    <b>Закрыть</b> — закрыть обращение без ответа
    <b>Удалить…</b> — что можно сделать: удалить, выдать мут, предупредить, забанить
    <b>Взять</b> — чтобы другие пока не отвечали
help-reading = С этой ролью вы читаете; руководитель может дать вам другую.
