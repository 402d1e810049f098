### Карточка в личном чате менеджера и язык, на котором бот с ним говорит.

label-skip = Пропустить
label-stop-number = Стоп #{ $number }

solo-leaves = ⏳ #{ $number } { $author }: уйдёт в { $at }
solo-leaving = ⏳ #{ $number } { $author }: отправляется
solo-answered = ✅ #{ $number } { $author }: отвечено { $at }
solo-unknown = ⚠️ #{ $number } { $author }: возможно, отправлено, сначала проверьте
solo-failed = ⚠️ #{ $number } { $author }: ответ не ушёл
solo-dismissed = ☑️ #{ $number } { $author }: закрыто без ответа
solo-moderated = 🗑 #{ $number } { $author }: удалено
solo-answered-elsewhere = ☑️ #{ $number } { $author }: отвечено в самом чате
solo-put-off = 💤 #{ $number } { $author }: отложено до { $at }
solo-handed-over = 👤 #{ $number } { $author }: теперь у { $to }
solo-waits-for-yes = ✋ #{ $number } { $author }: ждёт второго «да»
solo-all-done = 🎉 <b>Всё готово.</b> Свободных обращений не осталось.
solo-put-off-count =
    { $count ->
        [one] 💤 отложено { $count } обращение
        [few] 💤 отложено { $count } обращения
       *[many] 💤 отложено { $count } обращений
    }
solo-held-count =
    { $count ->
        [one] 👤 у вас { $count } обращение
        [few] 👤 у вас { $count } обращения
       *[many] 👤 у вас { $count } обращений
    }
solo-no-role = У вас здесь больше нет роли.
toast-shown = { $author }
toast-turned = Следующее: { $author }
toast-all-done = Всё готово
toast-nothing-else = Больше никто не ждёт: это обращение единственное.

label-as-telegram = Как в Telegram
language-choose = 🌐 На каком языке с вами говорить? Каждый выбирает для себя; язык рабочей группы не меняется.
toast-language = Теперь я говорю с вами по-русски

command-language = На каком языке говорить с вами
help-language = /language — на каком языке говорить с вами
