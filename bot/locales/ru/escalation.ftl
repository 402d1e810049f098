# Кого-то зовут, и кто дежурит.

ring-head = 🚨 <b>{ $said }</b>
ring-reason-urgent = Срочно
ring-reason-late = Срок пропущен
ring-reason-by-hand = Коллега просит помощи
ring-reason-rule = Срочно по правилу
ring-reason-incident = Инцидент
ring-step = вызов { $number } из { $count }
ring-again = повторно, первый мог дойти
ring-incident = 📈 { $place }: { $count ->
    [one] { $count } негативный комментарий
    [few] { $count } негативных комментария
   *[other] { $count } негативных комментариев
  } с { $since }
ring-case = #{ $number } { $author }, { $community }
ring-held = ✋ { $by } занимается этим до { $at }.
ring-done = ✅ Решено ({ $by }).
ring-run-out = 🔕 Никто не отозвался, больше не зову.
label-acknowledge = ✋ Займусь
label-fetch = Позвать другого
label-open-case = Открыть здесь
label-escalate = 🚨 Позвать
fetch-whom = Кого позвать?
fetch-nobody = В команде больше никого нет.
fetched-by = 📣 { $by } зовёт на помощь: { $name }.
escalated-by = 🚨 { $by } просит помощи: зову по очереди, пока кто-нибудь не займётся.
ladder-run-out = 🔕 { $kind ->
    [incident] Инцидент { $number }
   *[other] #{ $number }
  }: звал всех, и не по разу, никто не отозвался. Больше не зову; на доске это остаётся.
toast-acknowledged = За вами до { $time }; если ничего не сделано, зову дальше
toast-fetched = Зову: { $name }
toast-escalated = Зову
toast-escalated-already = Уже зову
toast-oncall-taken = Вы дежурите
toast-oncall-nothing = Вы не брали смену

command-oncall = Кто дежурит, и взять смену
help-oncall = /oncall — кого зовут первым, и на неделю вперёд; смену можно взять нажатием
oncall-now = 📟 Дежурит <b>{ $name }</b>, до { $at }.
oncall-now-and = 📟 Дежурит <b>{ $name }</b>, затем { $others }; до { $at }.
oncall-nobody = 📟 До { $at } никто не дежурит: зову руководителей.
oncall-empty =
    📟 Графика нет: зову руководителей. Возьмите смену ниже или впишите еженедельные в конфигурацию: <code>[[oncall.shifts]]</code>.
oncall-leads = никто (руководители)
oncall-line = { $begins } – { $ends }: { $who }
oncall-cannot-be-rung = 🔕 Не могу написать лично: { $names }. Откройте чат со мной и нажмите «Старт».
oncall-for-whom = Кто дежурит до завтрашнего утра?
label-oncall-hours = Беру { $count } ч
label-oncall-tonight = До вечера
label-oncall-morning = До 9:00
label-oncall-give = Вернуть смену
label-oncall-other = Другой человек
label-oncall-back = ‹ Назад
page-due = Ответить до { $at }
