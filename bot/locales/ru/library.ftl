### Библиотека в чате: просмотр, правка, напоминания. Читают с телефона.

## Кнопки

label-library = ‹ Библиотека
label-topics = ‹ Темы
label-back = ‹ Назад
label-save = Сохранить
label-save-reply = В библиотеку
label-entry-texts = Изменить текст
label-entry-languages = Добавить язык
label-entry-example = Добавить пример
label-entry-titles = Название
label-entry-lanes = Категории
label-entry-topic = Тема
label-entry-owners = Ответственный
label-entry-valid-until = Срок
label-entry-history = История
label-retire = В архив
label-restore = Вернуть
label-extend = Продлить на 30 дней
label-version = Версия { $number }
label-revert = Вернуть эту версию

## Полки

library-overview =
    { $count ->
        [one] 📚 <b>{ $count } готовый ответ</b>
        [few] 📚 <b>{ $count } готовых ответа</b>
       *[many] 📚 <b>{ $count } готовых ответов</b>
    }
    Поиск: <code>/replies слова</code>. Или выберите раздел:
library-empty =
    📚 В библиотеке пусто.
    Нажмите <b>В библиотеку</b> под отправленным ответом или попросите загрузить готовую.
library-door = { $name } · { $count }
library-shelf-any-lane = Любая категория
library-shelf-snippets = Фрагменты
library-shelf-playbooks = Сценарии
library-shelf-ending = ⌛ Истекает срок
library-shelf-retired = 🗄 Архив
library-shelf-found = Найдено
library-no-topic = Без темы
library-shelf =
    <b>{ $name }</b> · { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
library-nothing-here = <b>{ $name }</b>: здесь больше ничего нет.
library-found =
    🔎 «{ $words }»: { $count ->
        [one] { $count } запись
        [few] { $count } записи
       *[many] { $count } записей
    }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
library-nothing-found =
    🔎 По запросу «{ $words }» ничего не нашлось.
    Попробуйте другие слова или загляните в разделы.

## Запись

entry-notice-saved = ✅ Сохранено: версия { $number }. Уже действует.
entry-notice-changed-meanwhile = ⚠️ Тем временем запись изменили ({ $by }). Теперь она такая:
entry-notice-unchanged = ☑️ Так уже и есть: ничего не изменилось.
entry-notice-off-voice = ✋ Ничего не сохранено: это против голоса бренда. Сначала исправьте текст.
entry-doubts = Взгляните ещё раз:
entry-head = <code>{ $id }</code> · версия { $number } · { $by }, { $at }
entry-by-import = импорт
entry-is-retired = 🗄 <b>В архиве: не предлагается.</b>
entry-is-over = ⌛ <b>Срок прошёл: не предлагается.</b>
entry-owner = Ответственный: { $owner }
entry-valid-until = действует до { $day }
entry-steps = Шаги: { $steps }
entry-no-examples = ⚠️ Примеров комментариев пока нет: найти запись трудно.
entry-examples =
    { $count ->
        [one] { $count } пример: { $examples }
        [few] { $count } примера, например: { $examples }
       *[many] { $count } примеров, например: { $examples }
    }
entry-use = 📊 показов { $shown } · отправлено { $sent } · с правкой { $edited }
entry-last-used = последний раз { $at }
entry-unused = 📊 ещё не использовали
entry-nobody = Никто
entry-text-label = { $number } { $lang }: { $text }

entry-which-texts = { $title }: какой текст изменить?
entry-which-languages = { $title }: на каком языке добавить текст? ✓ — уже есть.
entry-which-titles = { $title }: название на каком языке?
entry-which-lanes = { $title }: в каких категориях отвечать? Если не выбрать ни одной — в любой.
entry-which-owners = { $title }: кто за неё отвечает?

## История

entry-history =
    🕘 { $title }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
entry-history-line = <b>{ $number }</b> · { $by }, { $at } · { $what }
entry-what-created = создано
entry-what-edited = изменено
entry-what-variant-added = добавлен текст
entry-what-example-added = добавлен пример
entry-what-retired = в архив
entry-what-restored = возвращено из архива
entry-what-reverted = возвращена прежняя версия
entry-what-imported = импорт
entry-part-titles = название
entry-part-lanes = категории
entry-part-topic = тема
entry-part-owner = ответственный
entry-part-valid-until = срок
entry-part-examples = примеры
entry-part-variants = текст
entry-part-steps = шаги
entry-version = 🕘 { $title } · версия { $number } · { $by }, { $at }

## Вопросы

ask-text =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, нажмите на текст, чтобы скопировать, исправьте и пришлите ответом на это сообщение.

    <code>{ $text }</code>
ask-text-or-none =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, нажмите на текст, чтобы скопировать, исправьте и пришлите ответом на это сообщение. Чтобы убрать этот текст, ответьте одним знаком -

    <code>{ $text }</code>
ask-text-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение текст для <b>{ $title }</b>.
ask-language-new =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение текст для <b>{ $title }</b>. Язык: { $lang }.
    $author, $brand и $link_… заполнятся при отправке.
ask-example-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение комментарий, на который отвечает <b>{ $title }</b>, — так, как его написал бы участник.
ask-title =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение название. Язык: { $lang }. Сейчас так:

    <code>{ $text }</code>
ask-title-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение название для <b>{ $title }</b>. Язык: { $lang }.
ask-topic = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение тему для <b>{ $title }</b>, или - , если темы нет. Сейчас: <code>{ $text }</code>
ask-topic-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение тему для <b>{ $title }</b>, например <code>доставка</code>.
ask-valid-until = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение последний день для <b>{ $title }</b>, например <code>31.12.2027</code>, или <code>никогда</code>. Сейчас: <code>{ $text }</code>
ask-valid-until-new = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение последний день, когда можно предлагать <b>{ $title }</b>, например <code>31.12.2027</code>.
ask-new-reply =
    ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, этот текст станет готовым ответом. Пришлите ответом на это сообщение короткое название по-английски, например <code>Late order</code>.

    <blockquote>{ $text }</blockquote>
ask-again =
    <a href="tg://user?id={ $user }">{ $manager }</a>, пока ничего не сохранено. Исправьте и пришлите ответом на это сообщение. Вы написали:

    <code>{ $text }</code>
ask-again-long = <a href="tg://user?id={ $user }">{ $manager }</a>, пока ничего не сохранено. Скопируйте свой текст, исправьте и отправьте ответом на это сообщение.
ask-after-conflict =
    ⚠️ <a href="tg://user?id={ $user }">{ $manager }</a>, пока вы писали, это изменили ({ $by }). Теперь (версия { $number }) здесь:

    <code>{ $newer }</code>

    Вы написали:

    <code>{ $text }</code>

    Пришлите ответом на это сообщение, как должно быть.

word-never = никогда
fault = ❗ { $what } ({ $hint })
fault-plain = ❗ { $what }
fault-too-long = ❗ Telegram принимает не больше { $most } знаков в одном сообщении.
fault-no-day = ❗ Не могу прочитать это как день. Напишите так: <code>31.12.2027</code> — или <code>никогда</code>.
fault-past-day = ❗ Этот день уже прошёл.
fault-voice = ✋ Этот текст против голоса бренда:

## Подсказки и отказы

toast-page = {""}
toast-prompt = Ответьте на вопрос ниже
toast-saved = Сохранено
toast-unchanged = Ничего не изменилось
toast-reverted = Снова как в версии { $number }
toast-retired = В архиве: больше не предлагается
toast-restored = Снова действует
refused-entry-needed = Без этого библиотека не будет целой: { $what }
refused-entry-voice = Не сохранено: против голоса бренда ({ $rules }).
refused-entry-changed = Тем временем это изменили ({ $by }). Посмотрите, пожалуйста, ещё раз.

## Напоминания

reminder-to = <a href="tg://user?id={ $user }">{ $owner }</a>:
reminder-soon = ⌛ У ответа <b>{ $title }</b> истекает срок: он предлагается до { $day }, потом нет.
reminder-over = ⌛ У ответа <b>{ $title }</b> истёк срок ({ $day }): он больше не предлагается.
reminder-many =
    { $count ->
        [one] ⌛ У { $count } готового ответа истекает или истёк срок.
       *[other] ⌛ У { $count } готовых ответов истекает или истёк срок.
    }
