# Почему обращение настолько срочное.

command-why = Почему обращение такое срочное
help-why = /why 12 или ответ на карточку — все баллы срочности, пороги и что сделали правила
label-why = ⚖️ Почему
why-needed = Какое обращение? Напишите /why 12 или ответьте на карточку командой /why.
why-head = ⚖️ <b>#{ $number } { $author }: { $priority } из 100</b>
why-nothing = Комментарий не оценён или уже не хранится: объяснять нечего.
why-term = <code>{ $points }</code> { $what }
why-lane = { $lane }
why-sure = уверенность { $percent } %
why-since = <code>{ $points }</code> с тех пор: жалобы участников, ответы участников, метка
why-probability = { $name }: { $percent } % (учитывается от { $least } %)
why-probability-moved = { $name }: { $percent } % (здесь от { $least } %, обычно от { $usual } %)
why-rules = Правила
why-rule = ✓ { $name }
why-rule-dry = ✓ { $name } (пробное)
why-rule-not = ✗ { $name }: { $part }
why-rule-not-tried = – { $name }: не проверялось, «{ $by }» завершает список
signal-negative = Негатив
signal-complaint = Жалоба
signal-question = Вопрос
signal-toxic = Оскорбление
signal-spam = Спам
signal-praise = Похвала
