# Правила бренда и жалобы участников.

command-rules = Что сделали правила
help-rules = /rules — правила по порядку, сколько раз каждое сработало и что сделало бы пробное
label-rules = ‹ Все правила
label-rule-samples = Примеры { $number }
rules-none = В настройках нет ни одного правила.
rules-head = { $count ->
    [1] 📐 <b>{ $count } правило</b>
    [one] 📐 <b>{ $count } правило</b>, в порядке проверки
    [few] 📐 <b>{ $count } правила</b>, в порядке проверки
   *[many] 📐 <b>{ $count } правил</b>, в порядке проверки
}{ $pages ->
    [1] {""}
   *[other] {" "}· страница { $page } из { $pages }
}
rule-real = <b>{ $number }. { $name }</b>
rule-dry = <b>{ $number }. { $name }</b> · 🧪 проба, ничего не меняет
rule-held = Сработало: { $day } × за 24 часа, { $week } × за 7 дней
rule-would-have-held = Сработало бы: { $day } × за 24 часа, { $week } × за 7 дней
rule-effect-ignore = не показывать
rule-effect-lane = категория: { $lane }
rule-effect-priority = приоритет { $priority }
rule-effect-tag = метка #{ $tag }
rule-effect-assign = передаётся: { $name }
rule-effect-topic = тема: { $topic }
rule-effect-ladder = вызывает дежурного
rule-effect-stop = дальше правил нет
rule-samples-none = За последние 7 дней не сработало ни разу.
rule-sample-place = { $community }, { $at }
assigned-by-rule = { $to }, правило «{ $rule }» передаёт вам обращение { $author }.

reason-reported-by = жалобы участников
card-reported = { $count ->
    [one] 🚩 Пожаловался { $count } человек: { $names }
    [few] 🚩 Пожаловались { $count } человека: { $names }
   *[many] 🚩 Пожаловались { $count } человек: { $names }
}
card-reported-more = и ещё { $count }
community-reports-on = 🚩 Участники могут ответить на комментарий командой /report.
community-reports-off = 🚩 Команда /report здесь отключена.
label-reports-on = 🚩 Включить /report
label-reports-off = 🚩 Отключить /report
toast-reports-on = Теперь участники могут писать /report
toast-reports-off = /report здесь отключена
