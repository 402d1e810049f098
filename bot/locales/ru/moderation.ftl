### Меню под кнопкой «Удалить»: удаление, мут, предупреждение, бан и что из этого вышло.

label-delete-all = Удалить всё этого автора
label-mute-hour = Мут на 1 ч
label-mute-day = Мут на 1 день
label-mute-for-good = Мут навсегда
label-warn = Предупредить
label-ban = Забанить
label-undo-warning = Снять предупреждение
label-undo-mute = Снять мут
label-undo-ban = Снять бан
label-not-spam = Не спам
label-not-abuse = Не оскорбление
label-repost = Вернуть цитатой
label-post = Опубликовать

hide-clock = ⏳ Удалить можно до { $at }: ботам Telegram даёт на это 48 часов.
hide-too-old = { $count ->
    [one] ⌛ { $count } комментарий старше 48 часов: удалить его я уже не могу.
    [few] ⌛ { $count } комментария старше 48 часов: удалить их я уже не могу.
   *[many] ⌛ { $count } комментариев старше 48 часов: удалить их я уже не могу.
}
hide-all-ask = { $count ->
    [one] Удалить { $count } комментарий автора <b>{ $author }</b> здесь за последние 48 часов? Вернуть будет нельзя.
    [few] Удалить все { $count } комментария автора <b>{ $author }</b> здесь за последние 48 часов? Вернуть будет нельзя.
   *[many] Удалить все { $count } комментариев автора <b>{ $author }</b> здесь за последние 48 часов? Вернуть будет нельзя.
}
hide-kept-text = <blockquote expandable>{ $text }</blockquote>

moderation-ours = Это написал кто-то из наших: ни мута, ни предупреждения, ни бана.
moderation-channel = Это написал канал: Telegram может его забанить, но мута для каналов нет.
moderation-warning = ⚠️ { $by }: предупреждение, { $at }
moderation-muted = 🔇 { $by }: мут до { $until }
moderation-muted-for-good = 🔇 { $by }: мут навсегда, { $at }
moderation-ban = ⛔ { $by }: бан, { $at }
moderation-ban-due = { $count ->
    [one] ❗ { $count } предупреждение: пора банить.
    [few] ❗ { $count } предупреждения: пора банить.
   *[many] ❗ { $count } предупреждений: пора банить.
}
moderation-not-spam = ☑️ { $by }: это не спам. Что можно было снять, снято.
moderation-not-abuse = ☑️ { $by }: это не оскорбление. Что можно было снять, снято.

card-author-warnings = { $count ->
    [one] { $count } предупреждение
    [few] { $count } предупреждения
   *[many] { $count } предупреждений
}
card-author-muted = мут до { $until }
card-author-muted-for-good = мут навсегда
card-author-banned = в бане
closed-sanctioned = 🛡 Меры приняты: { $by }, { $at } · { $author }, { $place }

repost-ask =
    Опубликовать это в ветке как слова автора <b>{ $author }</b>?

    <blockquote expandable>{ $text }</blockquote>
repost-leaves =
    ⏳ { $by } · цитата · уйдёт в { $at }

    <blockquote expandable>{ $text }</blockquote>
repost-cancelled = { $by }: отменено. Ничего не опубликовано.

toast-warning = Предупреждение вынесено
toast-mute = Мут выдаётся
toast-ban = Бан выдаётся
toast-lifted = Снято
toast-lifted-already = Это уже снято
toast-sanction-already = Это уже действует
toast-nothing-to-delete = Удалить я уже ничего не могу
toast-repost-early = Удаление ещё идёт. Попробуйте чуть позже.
toast-repost-already = Это уже опубликовано
toast-repost-cancelled = Ничего не опубликовано
refused-author-ours = Это написал кто-то из наших: ни мута, ни предупреждения, ни бана.
refused-author-channel = Мута для каналов в Telegram нет, а предупреждение никто не прочтёт. Канал можно забанить.

sanction-failed-no-rights = Не вышло: у меня там нет права ограничивать участников. Сделайте меня администратором с правом «Блокировка пользователей» и нажмите «Удалить…» ещё раз.
sanction-failed-protected = Не вышло: автор — администратор этого чата.
sanction-failed-chat-gone = Не вышло: меня больше нет в этом чате. Добавьте меня снова и нажмите «Удалить…» ещё раз.
sanction-failed-refused = Не вышло: Telegram отказал. Мут бывает только в супергруппах.
sanction-failed-gone = { sanction-failed-refused }
lift-failed-no-rights = Снять не вышло: у меня там нет права ограничивать участников. Сделайте меня администратором с правом «Блокировка пользователей» и снимите ещё раз.
lift-failed-protected = Снять не вышло: автор — администратор этого чата.
lift-failed-chat-gone = Снять не вышло: меня больше нет в этом чате. Добавьте меня снова и снимите ещё раз.
lift-failed-refused = Снять не вышло: Telegram отказал. Попробуйте ещё раз или снимите вручную.
lift-failed-gone = { lift-failed-refused }
notice-unknown = ⚠️ Мои слова в сообществе, возможно, опубликованы. Проверьте: повторять их я не буду.
notice-failed = Мои слова в сообществе не опубликованы: Telegram отказал.
notice-held = Мои слова в сообществе не опубликованы: ответы там приостановлены.

## Что читают участники: только имена и чужие слова, поэтому на всех языках одинаково

notice-warning = <a href="tg://user?id={ $user }">{ $author }</a>, { $text }
notice-quotation =
    <b>{ $author }</b>:
    <blockquote expandable>{ $text }</blockquote>
