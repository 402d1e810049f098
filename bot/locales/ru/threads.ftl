### Что стоит вокруг комментария.

reason-agrees-with = согласие
reason-a-member-answered = ответил участник
unanswered-none = 🎉 Вопросов без ответа нет.
unanswered-head =
    { $count ->
        [one] ❓ <b>{ $count } вопрос без ответа</b>
        [few] ❓ <b>{ $count } вопроса без ответа</b>
       *[other] ❓ <b>{ $count } вопросов без ответа</b>
    }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
unanswered-count =
    { $count ->
        [one] { $count } вопрос
        [few] { $count } вопроса
       *[other] { $count } вопросов
    }
unanswered-line = { $author } #{ $number }: { $excerpt } · { $said }
unanswered-more = … и ещё { $count }
command-unanswered = Вопросы без ответа по постам
help-unanswered = /unanswered — вопросы без ответа, пост за постом
