### How saved replies are used.

uses-none = 📊 Пока ничего не предлагалось.
uses-head = 📊 <b>Ответы в деле</b>, лучшие первыми · страница { $page } из { $pages }
uses-line =
    <code>{ $reply }</code>
    показан { $shown } · отправлен { $sent } · с правкой { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}(на { $changed } %)
    } · обойдён { $passed }
uses-unlearnt =
    { $count ->
        [0] По <code>{ $reply }</code> забывать нечего.
        [one] Выученное по <code>{ $reply }</code> забыто: { $count } решение.
        [few] Выученное по <code>{ $reply }</code> забыто: { $count } решения.
       *[many] Выученное по <code>{ $reply }</code> забыто: { $count } решений.
    }
