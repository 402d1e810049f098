"""The buttons that turn a list's pages."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.card import Choice
from bot.domain.desk import Action
from bot.telegram.wording import Wording


def page_turns(
    words: Wording, number: int, page_count: int, to: Callable[[int], Action]
) -> tuple[Choice, ...]:
    """The ways to the pages before and after page `number`; `to` leads to a page."""
    turns = []
    if number > 1:
        turns.append(("label-previous-page", number - 1))
    if number < page_count:
        turns.append(("label-next-page", number + 1))
    return tuple(Choice(label=words.label(key), action=to(target)) for key, target in turns)
