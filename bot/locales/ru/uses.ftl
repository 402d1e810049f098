### How saved replies are used.

uses-none = 📊 Пока ничего не предлагалось.
uses-head =
    📊 <b>Ответы в деле</b>, лучшие первыми{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
uses-line =
    <code>{ $reply }</code>
    показан { $shown } · отправлен { $sent } · с правкой { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}(на { $changed } %)
    } · обойдён { $passed }{ $taught ->
        [0] {""}
       *[other] {" "}· выучено { $taught }
    }
uses-unlearnt =
    { $count ->
        [0] По <code>{ $reply }</code> забывать нечего.
        [one] Выученное по <code>{ $reply }</code> забыто: { $count } решение.
        [few] Выученное по <code>{ $reply }</code> забыто: { $count } решения.
       *[many] Выученное по <code>{ $reply }</code> забыто: { $count } решений.
    }

## Под отправленным ответом

label-learn = Запомнить
label-unlearn = Забыть
toast-learn = Запомнено: на похожие комментарии этот ответ поднимется выше
toast-unlearn = Забыто: считается как любой отправленный ответ
toast-learn-already = Уже сделано: { $by }
toast-unlearn-already = Уже отменено: { $by }
toast-lesson-gone = Учиться больше не на чем: ответ остановлен, заменён или удалён.
toast-lesson-forgotten = По решению руководителя выученное по { $reply } забыто. Комментарий можно добавить к ответу как пример.
