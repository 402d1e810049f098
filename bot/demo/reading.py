"""What a manager reads off a card; nothing else is known to the script that plays them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.state import Message

_HEAD = re.compile(r"(Complaint|Question|Abuse|Spam|Unsure|Praise)\b", re.IGNORECASE)
_SUGGESTION = re.compile(r"^(\d) .*?\((fits|maybe),", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A card as it is understood: its lane, the numbers of suggestions that fit or might."""

    lane: str
    fits: tuple[int, ...]
    maybe: tuple[int, ...]
    labels: tuple[str, ...]
    text: str

    @property
    def is_unwanted(self) -> bool:
        """Whether it is about something to be taken away."""
        return self.lane in {"spam", "abuse"}

    @property
    def has_lost_its_comment(self) -> bool:
        """Whether an answer came too late, because the comment is gone."""
        return "was not sent: the comment is gone" in self.text


def read(card: Message) -> Reading:
    """Read a card as it stands."""
    first_line = card.text.partition("\n")[0]
    head = _HEAD.search(first_line)
    suggestions = {int(number): fit for number, fit in _SUGGESTION.findall(card.text)}
    return Reading(
        lane=head[1].lower() if head else "",
        fits=tuple(number for number, fit in suggestions.items() if fit == "fits"),
        maybe=tuple(number for number, fit in suggestions.items() if fit == "maybe"),
        labels=tuple(card.labels),
        text=card.text,
    )
