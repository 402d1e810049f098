# Сколько карточек в день может давать сообщество

label-budget = 🎚 Карточек в день…
label-budget-off = Без лимита
label-budget-off-chosen = ✅ Без лимита
label-budget-cards = { $count }
label-budget-chosen = ✅ { $count }
label-budget-other = Другое число…
budget-ask =
    🎚 <b>{ $title }</b>: сколько карточек в день вы успеваете разобрать?
    Пороги я подбираю по последним 14 дням, самое срочное — первым. Менее уверенное попадает в список неясных комментариев.
budget-none = 🎚 Карточки в день без лимита.
budget-being-picked = 🎚 Карточек в день, не больше: { $cards }. Подбираю пороги.
budget-little-traffic = 🎚 Карточек в день, не больше: { $cards }. Пока действуют обычные пороги: нужно 3 дня и 200 комментариев (сейчас { $comments }).
budget-stands = 🎚 Карточек в день, не больше: { $cards }. Ожидается { $expected }, без лимита { $usual }.
budget-stands-over = 🎚 Карточек в день, не больше: { $cards }, но ожидается { $expected }: того, что нельзя пропускать, больше. Без лимита { $usual }.
budget-threshold = · { $name }: от { $percent } %, иначе от { $usual } %
budget-always = Всегда карточка: { $lane } от { $percent } %.
budget-too-little = 🎚 <b>{ $title }</b>: желаемый лимит карточек в день — { $cards }. Пока { $comments ->
        [one] есть { $comments } комментарий
        [few] есть { $comments } комментария
       *[other] есть { $comments } комментариев
    }, действуют обычные пороги: нужно 3 дня и 200 комментариев.
budget-kept = 🎚 <b>{ $title }</b>: желаемый лимит карточек в день — { $cards }. Пороги подняты: ожидается { $expected }, без лимита { $usual }.
budget-fits = 🎚 <b>{ $title }</b>: желаемый лимит карточек в день — { $cards }, ожидается { $expected }. Пороги не подняты.
budget-over = 🎚 <b>{ $title }</b>: желаемый лимит карточек в день — { $cards }, но ожидается { $expected } (без лимита { $usual }): того, что нельзя пропускать, больше.
prompt-budget = { $name }, сколько карточек в день из <b>{ $title }</b> вы успеваете разобрать? Ответьте числом; 0 — без лимита.
budget-not-understood = Нужно число от 0 до { $most }. 0 — без лимита.
toast-budget = Подбираю пороги
toast-budget-off = Лимита больше нет
