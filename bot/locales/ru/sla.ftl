# Что обещано тем, кто ждёт.

sla-at-risk = ⏰ #{ $number }, { $author }: ответить до { $at }.
sla-many-at-risk = ⏰ { $count ->
    [one] { $count } ответ скоро просрочится
    [few] { $count } ответа скоро просрочатся
   *[other] { $count } ответов скоро просрочатся
  }. /queue покажет самые срочные.
stats-missed = ⏰ С опозданием: { $answers ->
    [one] { $answers } первый ответ
    [few] { $answers } первых ответа
   *[other] { $answers } первых ответов
  }{ $ends ->
    [0] {""}
   *[other] , не решено в срок: { $ends }
  }
