### Меню за кнопкой «Ещё» на карточке.

label-more = Ещё
label-snooze-hour = 💤 1 ч
label-snooze-tonight = Вечером
label-snooze-tomorrow = Завтра 9:00
label-snooze-other = Другое время
label-hand-over = Передать
label-tag = Метка
label-close-menu = Убрать меню

menu = <b>Ещё</b> · { $author }: «{ $words }»
menu-closed = Меню убрано.
prompt-snooze =
    { $name }, до какого времени? Ответьте на это сообщение.
    Например: <code>2ч</code>, <code>18:30</code>, <code>завтра 10</code>, <code>27.11 9:00</code>.
prompt-tag =
    { $name }, какие метки? Ответьте одним или несколькими словами, например <code>возврат vip</code>.
    Повторённая метка снимается.
snooze-not-understood =
    «{ $words }» — не время в ближайший год. Ответьте на это сообщение.
    Например: <code>2ч</code>, <code>18:30</code>, <code>завтра 10</code>, <code>27.11 9:00</code>.
snoozed = 💤 Отложено до { $time } ({ $by }).
tagged = Метки: { $tags }
untagged = Меток больше нет.
tags-not-understood = Метка — одно слово не длиннее 24 знаков: буквы, цифры, - и _. Ничего не изменено.
whom = Кто возьмёт обращение { $author }?
handed-over-line = Передано: { $to }.
handed-over = { $to }, { $by } передаёт вам обращение { $author }.
card-snoozed = 💤 Отложено до { $at }
card-tags = 🏷 { $tags }
toast-more = Выберите ниже.
toast-whom = Выберите кому.
toast-handed-over = Теперь у { $name }.
card-personal = 🔒 Здесь { $kinds }, скрыто: лучше убрать из общего доступа.
personal-card = номер карты
personal-telephone = номер телефона
personal-mail = адрес почты

## После отправки ответа

label-correct = Исправить
label-correct-send = Заменить
label-withdraw = Отозвать
label-withdraw-yes = Да, удалить
withdraw-ask = Удалить ответ для { $author }? Участники его больше не увидят, обращение снова откроется.
withdraw-begun = { $by } удаляет ответ.
withdraw-failed-gone = Ответа уже нет.
withdraw-failed-no-rights = Ответ остался: мне больше нельзя его удалить. Удалите его вручную.
withdraw-failed-chat-gone = Ответ остался: меня больше нет в этом чате. Удалите его вручную.
withdraw-failed-refused = Ответ остался: Telegram отказался его удалить. Удалите его вручную.
correct-begun = { $by } исправляет ответ.
correct-failed-gone = Ответа больше нет: исправить нельзя.
correct-failed-no-rights = Ответ остался прежним: мне нельзя там писать. Сделайте меня администратором и нажмите «Исправить» ещё раз.
correct-failed-chat-gone = Ответ остался прежним: меня больше нет в этом чате. Добавьте меня снова и нажмите «Исправить» ещё раз.
correct-failed-refused = Ответ остался прежним: Telegram отказался его менять. Можно его отозвать.
toast-withdraw = Удаляется.
toast-correct = Меняется.

label-show-media = 🖼 Показать
toast-media = Сейчас будет ниже.
media-not-shown = Показать нельзя: этого уже нет или копировать в том чате запрещено. Откройте сам комментарий.
