### How saved replies are used.

uses-none = 📊 Nothing was suggested yet.
uses-head = 📊 <b>Replies in use</b>, the best first · page { $page } of { $pages }
uses-line =
    <code>{ $reply }</code>
    shown { $shown } · sent { $sent } · edited { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}(by { $changed } %)
    } · passed over { $passed }
uses-unlearnt =
    { $count ->
        [0] There was nothing to unlearn of <code>{ $reply }</code>.
        [one] What was learnt of <code>{ $reply }</code> is gone: { $count } decision.
       *[other] What was learnt of <code>{ $reply }</code> is gone: { $count } decisions.
    }
