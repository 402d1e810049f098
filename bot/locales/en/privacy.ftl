# Forgetting a person.

command-forget = Forget a person: words, name, traces
help-forget = /forget @name, or in reply to a card: takes away all that I keep of somebody, after a second tap
forget-needed = Whom? Reply to a card with /forget, or write /forget @name or /forget 12345.
forget-nobody = I keep nothing of this person.
forget-head = 🕳 Forget <b>{ $name }</b> for good?
forget-kept = { $comments ->
    [one] { $comments } comment
   *[other] { $comments } comments
  } and { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
  }, since { $since }.
forget-open = ❗ { $count ->
    [one] { $count } case is open: it is closed, nobody answers it any more.
   *[other] { $count } cases are open: they are closed, nobody answers them any more.
  }
forget-sanctions = ⛔ { $count ->
    [one] { $count } mute, ban or warning holds: it stays, under the bare number.
   *[other] { $count } mutes, bans or warnings hold: they stay, under the bare number.
  }
forget-manager = This person has a role at the desk and keeps it.
forget-what = Words, name, vectors, and what was learnt from them go; the audit keeps a pseudonym. Messages in the community stay: those only Telegram, the author or an admin deletes. It cannot be undone.
label-forget = Forget for good
label-forget-not = Keep
forget-not-done = Nothing was forgotten.
forget-done = 🕳 { $by } had somebody forgotten: { $comments ->
    [one] { $comments } comment
   *[other] { $comments } comments
  }, now { $pseudonym }. Backups made before still hold them.
forgotten-message = 🕳 Forgotten at the author’s wish.
media-forgotten = forgotten
