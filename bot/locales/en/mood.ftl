# How people sound.

command-mood = How people sound
help-mood = /mood shows how many comments are negative, by community and post, and the trend
mood-none = Nothing was written in the last 7 days, so there is no mood to show.
mood-head = 🌡 <b>Mood of the last 7 days</b>{ $pages ->
    [1] {""}
   *[other] {" "}· page { $page } of { $pages }
}
mood-share = { $negative } % negative of { $count } ({ $low }–{ $high } %)
mood-positive = { $positive } % positive
mood-worse = { $points ->
    [one] ▲ +{ $points } point
   *[other] ▲ +{ $points } points
} (week before: { $count })
mood-better = { $points ->
    [one] ▼ −{ $points } point
   *[other] ▼ −{ $points } points
} (week before: { $count })
mood-steady = ≈ much as the week before ({ $count })
mood-no-before = { $count ->
    [0] no comments the week before
   *[other] too few the week before ({ $count }) for a trend
}
mood-too-few = { $count ->
    [one] only { $count } comment: too few for a share
   *[other] only { $count } comments: too few for a share
}
mood-post = ↳ { $title }: { $said }
