"""What a card says of answers that may not go out yet: a second yes, a hold."""

from __future__ import annotations

from bot.domain.card import CardView
from bot.telegram.html import Html, bold, line
from bot.telegram.wording import Wording

_NAME_UNITS = 50


def waiting(words: Wording, view: CardView) -> Html:
    """Since when an answer waits for a second yes."""
    return Html("") if view.waits is None else words.say("card-waits-for-yes", at=view.waits.at)


def held(words: Wording, view: CardView) -> Html:
    """Who holds replies there, and since when."""
    if not view.holds:
        return Html("")
    hold = view.holds[0]
    return bold(words.say("card-held", by=line(hold.by_name, _NAME_UNITS), at=hold.at))
