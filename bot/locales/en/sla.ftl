# What is promised to people who wait.

sla-at-risk = ⏰ #{ $number } { $author }: an answer is due { $at }.
sla-many-at-risk = ⏰ { $count ->
    [one] { $count } answer falls due soon
   *[other] { $count } answers fall due soon
  }. /queue shows the most urgent first.
stats-missed = ⏰ Too late: { $answers ->
    [one] { $answers } first answer
   *[other] { $answers } first answers
  }{ $ends ->
    [0] {""}
   *[other] , { $ends } not settled in time
  }
