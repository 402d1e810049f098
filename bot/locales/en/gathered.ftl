### Spam in one card, unsure cases in one list.

spam-head =
    { $count ->
        [one] 🗑 <b>{ $count } spam comment</b>
       *[other] 🗑 <b>{ $count } spam comments</b>
    }
spam-ask =
    { $count ->
        [one] 🗑 <b>Delete { $count } comment?</b> Telegram cannot bring it back.
       *[other] 🗑 <b>Delete all { $count } comments?</b> Telegram cannot bring them back.
    }
spam-more = … and { $count } more
spam-hidden =
    { $count ->
        [one] 🗑 { $by } deleted { $count } spam comment.
       *[other] 🗑 { $by } deleted { $count } spam comments.
    }
spam-below = 🗑 { $by } looks at them below.
spam-settled = 🗑 All of it was settled already.
label-spam-hide =
    { $count ->
        [one] Delete it
       *[other] Delete all { $count }
    }
label-spam-look = Look
unsure-head =
    { $count ->
        [one] 🤔 <b>{ $count } comment that could be anything.</b> What is it? 🔴 complaint · ❓ question · ▫️ nothing
       *[other] 🤔 <b>{ $count } comments that could be anything.</b> What are they? 🔴 complaint · ❓ question · ▫️ nothing
    }
unsure-more = … and { $count } more, when these are done
unsure-done = 🤔 Nothing unsure is left. Thank you, { $by }.
toast-labelled = { $lane }: noted.
reason-by-hand = told by hand
