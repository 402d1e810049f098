# Списки авторов.

label-list-vip = ⭐ VIP
label-list-vip-off = ✓ VIP
label-list-quiet = 🔕 Без звука
label-list-quiet-off = ✓ Без звука
label-list-ignore = 🚷 Пропускать
label-list-ignore-off = ✓ Пропускается
label-authors = Все списки
author-on-vip = ⭐ VIP: раньше других
author-on-quiet = 🔕 Без звука: обращения приходят тихо
author-on-ignore = 🚷 Пропускается: обращений не будет
authors-none = В списках никого нет. Кнопки для этого есть на странице автора.
authors-head = <b>В списках</b>{ $pages ->
    [1] {""}
   *[other] {" "}· страница { $page } из { $pages }
}
authors-vip = ⭐ VIP ({ $count })
authors-quiet = 🔕 Без звука ({ $count })
authors-ignore = 🚷 Пропускаются ({ $count })
authors-person = { $name }, с { $at }, решение: { $by }
authors-person-configured = { $name }, из конфигурации
authors-unseen = { $who }, комментариев пока не было
toast-list-vip = Теперь { $name } идёт раньше других
toast-list-quiet = Теперь обращения { $name } приходят без звука
toast-list-ignore = Теперь комментарии { $name } не становятся обращениями
toast-list-none = { $name } больше нет в списках
reason-vip = VIP
reason-quiet-list = список «без звука»
reason-ignore-list = список «пропускать»
