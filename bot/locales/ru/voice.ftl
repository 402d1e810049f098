### Голос бренда: что в ответе не так и как это исправить.

label-send-anyway = Всё равно отправить (руководитель)
label-send-really = Да, отправить

toast-look-first = Сначала посмотрите, см. ниже
toast-voice-stops = Пока не отправлено: смотрите, что исправить
toast-override = Подтвердите ниже
refused-voice = Не отправлено: это не голос бренда ({ $rules }).

preview-stopped = ✋ Пока не отправлено. Кому: <b>{ $author }</b>

voice-look-first = Перед отправкой:
voice-stops = Из-за этого отправить нельзя:
voice-more =
    { $count ->
        [one] … и ещё { $count } замечание
        [few] … и ещё { $count } замечания
       *[other] … и ещё { $count } замечаний
    }
voice-override = ❓ <b>Всё равно отправить?</b> Ваше имя и правила будут записаны.

## Правила

voice-rule-address = Обращение
voice-rule-address-capital = Обращение
voice-rule-address-small = Обращение
voice-rule-banned = Запрещённые слова
voice-rule-pattern-slow = Запрещённые слова
voice-rule-phrase-missing = Обязательные слова
voice-rule-emoji-none = Эмодзи
voice-rule-emoji-many = Эмодзи
voice-rule-emoji-banned = Эмодзи
voice-rule-length = Длина
voice-rule-link = Ссылки
voice-rule-signature-missing = Подпись
voice-rule-signature-forbidden = Подпись
voice-rule-exclamations = Восклицательные знаки
voice-rule-capitals = Заглавные буквы
voice-rule-open-slot = Не заполнено
voice-rule-hidden-characters = Скрытые символы
voice-rule-secret = Личные данные
voice-rule-contact = Личные данные

## Что найдено и что делать

voice-address = «{ $quote }»: мы обращаемся на { $form }
voice-address-capital = «{ $quote }»: пишите с заглавной буквы
voice-address-small = «{ $quote }»: пишите со строчной буквы
voice-banned = «{ $quote }»: мы так не говорим, скажите иначе
voice-pattern-slow = проверить не удалось: посмотрите сами ({ $pattern })
voice-phrase-missing = чего-то не хватает, например «{ $wanted }»
voice-emoji-none = здесь без эмодзи: уберите { $quote }
voice-emoji-many = эмодзи: { $count }, можно не больше { $most }: уберите { $quote }
voice-emoji-banned = { $quote } не для нас: уберите
voice-length =
    { $count ->
        [one] { $count } знак, можно не больше { $most }: сократите
        [few] { $count } знака, можно не больше { $most }: сократите
       *[other] { $count } знаков, можно не больше { $most }: сократите
    }
voice-link = { $quote } не наш адрес: уберите или дайте нашу ссылку
voice-signature-missing = закончите словами «{ $wanted }»
voice-signature-forbidden = уберите в конце «{ $quote }»
voice-exclamations = их { $count }, можно не больше { $most }: поставьте точки
voice-capitals = «{ $quote }»: пишите строчными буквами
voice-open-slot = «{ $quote }»: впишите вместо этого нужные слова
voice-hidden-characters = переворачивают текст около «{ $quote }»: наберите заново
voice-secret = здесь просят «{ $quote }»: мы об этом не просим, уберите
voice-contact = «{ $quote }» при всех не просят: позовите в личный чат через $link_private
