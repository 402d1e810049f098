### Карточки и отметки об ответах. Менеджеры читают их с телефона: коротко и главное вперёд.

## Категории

lane-complaint = Жалоба
lane-question = Вопрос
lane-abuse = Оскорбление
lane-spam = Спам
lane-praise = Похвала
lane-unsure = Неясно
lane-none = Прочее

## Кнопки

label-send-number = Ответить { $number }
label-edit = Изменить
label-reword = Другие слова
label-write = Написать
label-dismiss = Закрыть
label-hide = Удалить…
label-claim = Взять
label-release = Вернуть
label-stop = Стоп
label-open = Открыть
label-it-is-there = Ответ там
label-not-there = Нет: отправить

## Карточка

card-answer-by = ответить до { $at }
card-was-due = <b>срок вышел: { $at }</b>
card-private-chat = Личный чат
card-in-private = 🔒 в личном чате
card-said-in-private = 🔒
card-comment = открыть
card-edited = изменён: { $at }
card-answers-to = ↪ в ответ на «{ $text }»
card-more-comments =
    { $count ->
        [one] … и ещё { $count } комментарий раньше
        [few] … и ещё { $count } комментария раньше
       *[many] … и ещё { $count } комментариев раньше
    }
card-author-not-a-person = пишет от имени чата
card-author-new = первый комментарий здесь
card-author-new-today = пишет с сегодняшнего дня
card-author-seen-since = пишет с { $month }
card-author-earlier =
    { $count ->
        [one] { $count } обращение раньше
        [few] { $count } обращения раньше
       *[many] { $count } обращений раньше
    }
card-author-last-angry = в прошлый раз негатив
card-why = Почему: { $reasons }
card-holder = 👤 Занимается { $name }, с { $at }
card-answered-before = ↩️ Новое сообщение после ответа ({ $by }, { $at }): «{ $text }»
card-note = 📝 { $by }: { $text }
card-no-suggestions = В библиотеке нет подходящего ответа
card-nothing-on = В библиотеке ничего нет про: { $words }
card-closest = Ближе всего: { $title }
card-suggestion-fits = { $number } { $title } (подходит, { $lang })
card-suggestion-maybe = { $number } { $title } (возможно, { $lang })
card-slots-will-be-asked = { $slot } нужно будет заполнить перед отправкой
card-step = шаг { $number } из { $count } · { $title }
card-failed = ❗ Ответ не отправлен: Telegram его не принял. Попробуйте ещё раз или напишите иначе.
card-failed-changed = ❗ Ответ не отправлен: комментарий изменился. Прочитайте его ещё раз.
card-failed-gone = ❗ Ответ не отправлен: комментария больше нет. Обращение можно закрыть.
card-failed-no-rights = ❗ Ответ не отправлен: мне нельзя там писать. Сделайте меня администратором и отправьте ещё раз.
card-failed-chat-gone = ❗ Ответ не отправлен: меня больше нет в этом чате. Добавьте меня снова и отправьте ещё раз.
card-failed-author-gone = ❗ Ответ не отправлен: автору нельзя написать лично. Обращение можно закрыть.
card-failed-refused = ❗ Ответ не отправлен: Telegram не принял текст. Напишите его иначе.
card-seconds = { $count } с
card-minutes = { $count } мин
card-hours = { $count } ч
card-date-and-time = { $date }, { $time }

## Что решено

receipt-queued = ⏳ { $by } · { $which } · уйдёт в { $at }
receipt-sending = ⏳ { $by } · { $which } · отправляется
receipt-sent = ✅ { $by }: ответ { $at }, через { $took }, { $which }
receipt-unknown = ⚠️ <b>Возможно, уже отправлено: { $at }. Сначала проверьте:</b> { $by }, { $which }
receipt-context = { $author }, { $place }: «{ $comment }»
receipt-reply-number = вариант { $number }
receipt-reply-number-changed = вариант { $number } с правками
receipt-reply-saved = готовый ответ
receipt-reply-own-words = своими словами
closed-moderated = 🗑 Комментарий удалён: { $by }, { $at } · { $author }, { $place }
closed-dismissed = ☑️ Закрыто без ответа: { $by }, { $at } · { $author }, { $place }
closed-answered = ✅ Ответ дан: { $by }, { $at } · { $author }, { $place }
closed-answered-elsewhere = ☑️ Ответ прямо в чате: { $by }, { $at } · { $author }, { $place }

## Почему это здесь

reason-complaint-sure = жалоба (точно)
reason-complaint-likely = жалоба (вероятно)
reason-negative-tone-sure = негативный тон (точно)
reason-negative-tone-likely = негативный тон (вероятно)
reason-spam-sure = спам (точно)
reason-spam-likely = спам (вероятно)
reason-insult-sure = оскорбление (точно)
reason-insult-likely = оскорбление (вероятно)
reason-question-sure = вопрос (точно)
reason-question-likely = вопрос (вероятно)
reason-praise-sure = похвала (точно)
reason-praise-likely = похвала (вероятно)
reason-not-sure-what-it-is = нет ясных признаков
reason-signs-disagree = и жалоба, и похвала
reason-unknown-language = неизвестный язык
reason-no-words = без слов
reason-also-a-question = есть и вопрос
reason-also-an-insult = есть и оскорбление
reason-very-negative = очень негативно
reason-angry-before = негатив уже был
reason-has-waited = давно ждёт
reason-waiting = ждёт ответа
reason-deadline = подходит срок ответа
reason-reach = это видят или поддерживают многие
reason-edited-since = потом изменён
reason-writes-in-private = пишет лично
reason-answers-what-was-asked = отвечает на вопрос
reason-rule = правило

## Виды вложений

media-animation = GIF
media-live-photo = фото
media-photo = фото
media-video = видео
media-voice = голосовое
media-video-note = видеосообщение
media-sticker = стикер
media-audio = аудио
media-document = файл
media-venue = место
media-location = геопозиция
media-contact = контакт
media-poll = опрос
media-checklist = список дел
media-dice = кубик
media-story = история
media-paid-media = платное вложение
media-game = игра
media-invoice = счёт
media-giveaway = розыгрыш
media-giveaway-winners = розыгрыш
media-rich-message = сообщение с оформлением
media-other = сообщение другого вида

## Языки

lang-en = английский
lang-hi = хинди
lang-hi-Latn = хинглиш
lang-ru = русский
lang-es = испанский
lang-und = любой язык

## Месяцы: «пишет с марта», «3 марта»

month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
