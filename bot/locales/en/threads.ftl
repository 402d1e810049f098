### What stands around a comment.

reason-agrees-with = agrees with
reason-a-member-answered = a member answered
unanswered-none = 🎉 No question waits for an answer.
unanswered-head =
    { $count ->
        [one] ❓ <b>{ $count } question without an answer</b>
       *[other] ❓ <b>{ $count } questions without an answer</b>
    }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
unanswered-count =
    { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
unanswered-line = { $author } #{ $number }: { $excerpt } · { $said }
unanswered-more = … and { $count } more
command-unanswered = Questions without an answer, by post
help-unanswered = /unanswered shows the questions that wait, post by post
