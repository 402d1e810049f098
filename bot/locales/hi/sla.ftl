# इंतज़ार करने वालों से क्या वादा है।

sla-at-risk = ⏰ #{ $number } { $author }: { $at } तक जवाब देना है।
sla-many-at-risk = ⏰ { $count ->
    [one] { $count } जवाब की समय-सीमा पास है
   *[other] { $count } जवाबों की समय-सीमा पास है
  }। /queue सबसे ज़रूरी पहले दिखाता है।
stats-missed = ⏰ देर से: { $answers ->
    [one] { $answers } पहला जवाब
   *[other] { $answers } पहले जवाब
  }{ $ends ->
    [0] {""}
   *[other] , { $ends } समय पर नहीं निपटे
  }
