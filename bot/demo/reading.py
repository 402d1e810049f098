"""What a manager reads off a card; nothing else is known to the script that plays them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.state import Message

_HEAD = re.compile(r"(Complaint|Question|Abuse|Spam|Unsure|Praise)\b", re.IGNORECASE)
_SUGGESTION = re.compile(r"^(\d) (.+) \((fits|maybe), (.+)\)$", re.MULTILINE)
_LANGUAGES = {
    "en": "English",
    "hi": "Hindi",
    "hi-Latn": "Hinglish",
    "ru": "Russian",
    "es": "Spanish",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A suggestion as it stands on a card."""

    number: int
    title: str
    fits: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A card as it is understood."""

    lane: str
    offered: tuple[Offered, ...]
    labels: tuple[str, ...]
    text: str

    @property
    def is_unwanted(self) -> bool:
        """Whether the desk takes it for something to be removed."""
        return self.lane in {"spam", "abuse"}

    @property
    def has_lost_its_comment(self) -> bool:
        """Whether an answer came too late, because the comment is gone."""
        return "was not sent: the comment is gone" in self.text

    def choose(self, lang: str, wanted: tuple[str, ...]) -> int:
        """The number of the suggestion that a person who knows the language would send; 0: none.

        With titles `wanted` it is one of those, else one that the desk says fits.
        """
        if self.is_unwanted:
            return 0
        for one in self.offered:
            is_good = one.title in wanted if wanted else one.fits
            if is_good and one.language == _LANGUAGES.get(lang):
                return one.number
        return 0


def read(card: Message) -> Reading:
    """Read a card as it stands."""
    head = _HEAD.search(card.text.partition("\n")[0])
    return Reading(
        lane=head[1].lower() if head else "",
        offered=tuple(
            Offered(
                number=int(number),
                title=title,
                fits=fit == "fits",
                language=manner.partition(", ")[0],
            )
            for number, title, fit, manner in _SUGGESTION.findall(card.text)
        ),
        labels=tuple(card.labels),
        text=card.text,
    )
