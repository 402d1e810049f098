### How saved replies are used.

uses-none = 📊 Nothing was suggested yet.
uses-head =
    📊 <b>Replies in use</b>, the best first{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
uses-line =
    <code>{ $reply }</code>
    shown { $shown } · sent { $sent } · edited { $edited }{ $edited ->
        [0] {""}
       *[other] {" "}(by { $changed } %)
    } · passed over { $passed }{ $taught ->
        [0] {""}
       *[other] {" "}· learnt from { $taught }
    }
uses-unlearnt =
    { $count ->
        [0] There was nothing to unlearn of <code>{ $reply }</code>.
        [one] What was learnt of <code>{ $reply }</code> is gone: { $count } decision.
       *[other] What was learnt of <code>{ $reply }</code> is gone: { $count } decisions.
    }

## Under an answer that was sent

label-learn = Learn this
label-unlearn = Unlearn
toast-learn = Learnt: this reply rises for comments like this one
toast-unlearn = Unlearnt: it counts as any reply that was sent
toast-learn-already = { $by } has done so already
toast-unlearn-already = { $by } has taken it back already
toast-lesson-gone = There is nothing to learn from any more: this answer was held back, replaced, or forgotten.
toast-lesson-forgotten = A lead had what was learnt of { $reply } forgotten. You can still add the comment to it as an example.
