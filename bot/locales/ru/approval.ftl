### Второе «да» и приостановка ответов.

label-yes = Согласовать
label-yes-back = Вернуть
yes-request =
    ⏳ Ответ от <b>{ $by }</b>, его получит <b>{ $author }</b>. Нужно второе «да»: { $reasons }.

    <blockquote>{ $text }</blockquote>
yes-request-above = ⏳ Выше — ответ от <b>{ $by }</b>, его получит <b>{ $author }</b>. Нужно второе «да»: { $reasons }.
yes-whole-text = { $text }
yes-because-lane = категория «{ $what }»
yes-because-word = слово «{ $what }»
yes-because-reply = готовый ответ «{ $what }»
yes-asked = ⏳ Запрошено второе «да».
yes-sent-back = ↩️ Ответ на комментарий ({ $author }) возвращён: { $by }.
yes-returned =
    ↩️ { $to }, ваш ответ на комментарий ({ $author }) возвращает { $by }:
    «{ $reason }»
yes-void-changed = 🚫 Ответ от { $by } на комментарий ({ $author }) больше не действует: комментарий или обращение изменились.
yes-void-closed = 🚫 Ответ от { $by } на комментарий ({ $author }) больше не действует: обращение закрыто.
yes-void-not-held = 🚫 Ответ от { $by } на комментарий ({ $author }) больше не действует: обращением занимается уже не { $by }.
yes-void-replaced = 🚫 Ответ от { $by } на комментарий ({ $author }) больше не действует: есть новый текст.
yes-void-writer-gone = 🚫 Ответ от { $by } на комментарий ({ $author }) больше не действует: у { $by } больше нет права отвечать здесь.
yes-over = 🚫 Запрос больше не действует.
yes-look-again = { $by }, ваш ответ на комментарий ({ $author }) не отправлен: до второго «да» комментарий или обращение изменились. Посмотрите карточку ещё раз.
prompt-send-back = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, почему ответ на комментарий (<b>{ $author }</b>) возвращается? Напишите ответом на это сообщение.
card-waits-for-yes = ⏳ Ждёт второго «да», с { $at }
toast-yes-asked = Здесь нужно второе «да». Запрос отправлен.
toast-yes-decided = Решение уже есть: { $by }.
toast-yes-void = Запрос больше не действует: что-то изменилось.
refused-second-yes = Здесь нужно второе «да». Это может сделать согласующий.
refused-own-answer = Это ваш собственный ответ: решать должен кто-то другой.

label-hold = ⏸ Приостановить ответы
label-hold-thread = Этот пост или тема
label-hold-lane = Категория «{ $lane }», везде
label-hold-statement = Заявление
label-hold-lift = Снять
hold-where = ⏸ Где приостановить ответы? Этот пост или тема: «{ $place }».
hold-line = ⏸ Ответы приостановлены с { $at } ({ $by }): { $place }
hold-statement = Можно отправить только это: «{ $text }»
hold-place-lane = категория «{ $lane }», везде
hold-lifted = ▶️ Ответы снова разрешены ({ $by }): { $place }
holds-none = Ответы нигде не приостановлены.
prompt-statement = ✍️ <a href="tg://user?id={ $user }">{ $manager }</a>, пришлите ответом на это сообщение одно заявление, которое можно отправлять там слово в слово.
card-held = ⏸ Ответы приостановлены с { $at } ({ $by })
card-failed-held = ❗ Ответ не отправлен: ответы здесь приостановлены. Снять это может согласующий: /holds.
toast-held = Ответы приостановлены.
toast-held-already = Ответы там уже приостановлены.
toast-held-statement = Ответы приостановлены ({ $by }): можно отправить только согласованное заявление. Смотрите ниже.
toast-hold-lifted = Ответы снова можно отправлять.
refused-held = Ответы здесь приостановлены с { $since } ({ $by }). Снять это может согласующий: /holds.
command-holds = Где ответы приостановлены
help-holds = /holds — где ответы приостановлены
