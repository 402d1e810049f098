# How many cards a day a community may make

label-budget = 🎚 Cards a day…
label-budget-off = No limit
label-budget-off-chosen = ✅ No limit
label-budget-cards = { $count }
label-budget-chosen = ✅ { $count }
label-budget-other = Other number…
budget-ask =
    🎚 <b>{ $title }</b>: how many cards a day can you carry?
    I pick the thresholds from the last 14 days, the most urgent first. What is less sure goes to the list of unsure comments.
budget-none = 🎚 No limit of cards a day.
budget-being-picked = 🎚 Cards: at most { $cards } a day. I am picking the thresholds.
budget-little-traffic = 🎚 Cards: at most { $cards } a day. The ordinary thresholds hold, until there are 3 days with 200 comments ({ $comments } so far).
budget-stands = 🎚 Cards: at most { $cards } a day. { $expected } expected, { $usual } without this limit.
budget-stands-over = 🎚 Cards: at most { $cards } a day, but { $expected } expected: what must never be missed is more than that. Without the limit { $usual }.
budget-threshold = · { $name } from { $percent } %, otherwise { $usual } %
budget-always = Always a card: { $lane } from { $percent } %.
budget-too-little = 🎚 <b>{ $title }</b>, cards: at most { $cards } a day. So far there are too few comments ({ $comments }): the ordinary thresholds hold, until there are 3 days with 200 comments.
budget-kept = 🎚 <b>{ $title }</b>, cards: at most { $cards } a day. I raised thresholds: { $expected } expected, { $usual } without.
budget-fits = 🎚 <b>{ $title }</b>, cards: at most { $cards } a day, { $expected } expected. No threshold is raised.
budget-over = 🎚 <b>{ $title }</b>, cards: at most { $cards } a day, but { $expected } expected ({ $usual } without this limit): what must never be missed is more than that.
prompt-budget = { $name }, how many cards a day can you carry from <b>{ $title }</b>? Reply with a number; 0 means no limit.
budget-not-understood = I need a number from 0 to { $most }. 0 means no limit.
toast-budget = I am picking the thresholds
toast-budget-off = There is no limit any more
