"""The script of the demo's day: what is said, when and by whom; read from `day.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from importlib import resources
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

_ANSWERED = ("↪", "↩")
"""Begins the line of a card that quotes what the comment answers: somebody else's words."""

_ENOUGH_TO_TELL = 60
_TOO_SHORT = 12
"""Lengths of comments, counted in letters and digits."""


class Trick(StrEnum):
    """What the managers try besides plain work."""

    BOTH_CLAIM = "both_claim"
    STRANGER = "stranger"
    WRITE = "write"
    EDIT = "edit"
    STOP = "stop"
    CANCEL = "cancel"
    PLAIN_REPLY = "plain_reply"
    NOTE = "note"
    QUEUE = "queue"
    NEXT = "next"


class Kind(StrEnum):
    """What a comment is meant to be; nothing but the reader and the tests look at it."""

    QUESTION = "question"
    REVIEW = "review"
    IRONY = "irony"
    PRAISE = "praise"
    THANKS = "thanks"
    CHATTER = "chatter"
    SPAM = "spam"
    INSULT = "insult"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Happening(_Line):
    """One line of the day; the keys are explained at the top of `day.toml`."""

    at: time
    post: str = ""
    by: str = ""
    key: str = ""
    on: str = ""
    to: str = ""
    media: str = ""
    admin: bool = False
    edit: str = ""
    delete: str = ""
    kind: Kind | None = Field(default=None, alias="is")
    lang: str = ""
    text: str = ""
    answer: str = ""
    takes: tuple[str, ...] = ()


_NOTHING = Happening(at=time())


class PlannedTrick(_Line):
    """A trick and the time from which it may be played."""

    at: time
    do: Trick


class _File(_Line):
    brand: str
    channel: str
    group: str
    desk: str
    date: date
    time_zone: str
    lead: str
    manager: str
    stranger: str
    events: tuple[Happening, ...]
    tricks: tuple[PlannedTrick, ...]
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The whole script."""

    brand: str
    channel: str
    group: str
    desk: str
    lead: str
    manager: str
    stranger: str
    zone: ZoneInfo
    opens_at: datetime
    events: tuple[tuple[datetime, Happening], ...]
    tricks: tuple[tuple[datetime, Trick], ...]
    slots: Mapping[str, str]

    @property
    def comments(self) -> tuple[Happening, ...]:
        """What members say, in the order of the day."""
        return tuple(happening for _, happening in self.events if happening.by)

    def about(self, card_text: str) -> Happening:
        """What somebody who reads a card with this text knows of it; an empty line: nothing.

        Of several comments on one card it is the latest that there are words for.
        """
        shown = self._shown_on(card_text)
        answerable = [happening for happening in shown if happening.answer]
        return (answerable or shown or [_NOTHING])[-1]

    def is_unwanted(self, card_text: str) -> bool:
        """Whether somebody who reads this card sees nothing but spam or insults."""
        kinds = {happening.kind for happening in self._shown_on(card_text)}
        return bool(kinds) and kinds <= {Kind.SPAM, Kind.INSULT}

    def _shown_on(self, card_text: str) -> list[Happening]:
        lines = [
            _squeezed(line) for line in card_text.splitlines() if not line.startswith(_ANSWERED)
        ]
        return [
            happening
            for _, happening in self.events
            if (happening.by or happening.edit) and _stands_in(_squeezed(happening.text), lines)
        ]


def load_day(text: str | None = None) -> Day:
    """Read the script that comes with the demo, or the TOML given."""
    if text is None:
        text = resources.files("bot.demo").joinpath("day.toml").read_text(encoding="utf-8")
    file = _File.model_validate(tomllib.loads(text))
    zone = ZoneInfo(file.time_zone)

    def moment(at: time) -> datetime:
        return datetime.combine(file.date, at, tzinfo=zone).astimezone(UTC)

    events = tuple((moment(happening.at), happening) for happening in file.events)
    return Day(
        brand=file.brand,
        channel=file.channel,
        group=file.group,
        desk=file.desk,
        lead=file.lead,
        manager=file.manager,
        stranger=file.stranger,
        zone=zone,
        opens_at=events[0][0],
        events=events,
        tricks=tuple((moment(planned.at), planned.do) for planned in file.tricks),
        slots=file.slots,
    )


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _stands_in(text: str, lines: list[str]) -> bool:
    """Whether a comment stands in one of the lines; a short one could be a part of anything."""
    start = text[:_ENOUGH_TO_TELL]
    if len(start) < _TOO_SHORT:
        return bool(start) and start in lines
    return any(start in line for line in lines)
