"""Answers without a manager's tap: when a saved reply may answer by itself, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.lane import Lane
from replies.types import Auto, Fit, SavedReply

FRESH_FOR = timedelta(minutes=15)
"""An older comment is left to people: the talk may have gone on."""
A_DAY_IN_A_COMMUNITY = 60
A_DAY_FOR_AN_AUTHOR = 2
"""How many automatic answers there are in one day of the desk's time zone, at most."""
LAST = 10
"""How many of a reply's last automatic answers say whether it does well by itself."""
UNDONE_OF_LAST = 2
"""So many of those stopped, corrected or withdrawn, and it answers by itself no more."""


THRESHOLDS = (0.8, 0.85, 0.9, 0.95, 0.98)
CAPS = (5, 10, 30, 60, 100)
"""What a lead can choose from in the chat; files may say other numbers within the limits."""


class Obstacle(StrEnum):
    """Why a comment is left to people."""

    LANE = "lane"
    NOT_FIRST = "not_first"
    TENSE = "tense"
    MEDIA = "media"
    STALE = "stale"
    NOT_SURE = "not_sure"
    PLAYBOOK = "playbook"
    OPEN_SLOT = "open_slot"
    VOICE = "voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What is known of a comment and of the reply that fits it best.

    `is_first`: it opens the author's first case in its thread. `waited` is how long ago it was
    written. `score` is the probability that the reply answers it. `findings` counts what the
    voice has to say against the filled text, warnings too.
    """

    lane: Lane
    is_first: bool
    is_tense: bool
    has_media: bool
    waited: timedelta
    score: float
    fit: Fit
    is_step: bool
    has_open_slot: bool
    findings: int


def obstacle(chance: Chance, auto: Auto) -> Obstacle | None:
    """What speaks against an automatic answer; None if nothing does."""
    against = (
        (Obstacle.LANE, chance.lane is not Lane.QUESTION),
        (Obstacle.NOT_FIRST, not chance.is_first),
        (Obstacle.TENSE, chance.is_tense),
        (Obstacle.MEDIA, chance.has_media),
        (Obstacle.STALE, chance.waited > FRESH_FOR),
        (Obstacle.NOT_SURE, chance.fit is not Fit.FITS or not chance.score >= auto.threshold),
        (Obstacle.PLAYBOOK, chance.is_step),
        (Obstacle.OPEN_SLOT, chance.has_open_slot),
        (Obstacle.VOICE, chance.findings > 0),
    )
    return next((why for why, holds in against if holds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An automatic answer that was given today: which reply, where, to whom."""

    reply_id: str
    community_id: int
    author_key: str


def has_room(today: Iterable[Given], one_more: Given, auto: Auto) -> bool:
    """Whether one more answer stays within the caps of reply, community and author."""
    given = list(today)
    return (
        sum(one.reply_id == one_more.reply_id for one in given) < auto.daily_cap
        and sum(one.community_id == one_more.community_id for one in given) < A_DAY_IN_A_COMMUNITY
        and sum(one.author_key == one_more.author_key for one in given) < A_DAY_FOR_AN_AUTHOR
    )


def is_unwelcome(undone: Sequence[bool]) -> bool:
    """Whether people take back too much of what a reply said by itself, the newest first."""
    return sum(undone[:LAST]) >= UNDONE_OF_LAST


def with_present(steps: Sequence[float], present: float) -> tuple[float, ...]:
    """The steps to choose from, with the number that holds now in its place among them."""
    return tuple(sorted({*steps, present}))


def as_words(auto: Auto) -> str:
    """The two numbers as an action carries them; `auto_of` reads them back."""
    return f"{auto.threshold!r} {auto.daily_cap}"


def auto_of(words: str) -> Auto | None:
    """What these words say: from when on, how often; None for no words."""
    if not words:
        return None
    threshold, cap = words.split()
    return Auto(threshold=float(threshold), daily_cap=int(cap))


def latest_auto(entries: Iterable[object]) -> Auto:
    """The numbers that held last among versions of a reply, the newest first; else the usual."""
    marked = (one.auto for one in entries if isinstance(one, SavedReply) and one.auto is not None)
    return next(marked, Auto())
