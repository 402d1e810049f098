"""What a card shows, gathered from the store; how it looks is the renderer's business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.approval import Approval
from bot.domain.case import Case
from bot.domain.comment import Comment, Community, Thread
from bot.domain.desk import Action
from bot.domain.group_pages import Together
from bot.domain.holds import Hold
from bot.domain.ids import UserId
from bot.domain.outbox import OutboxItem
from bot.domain.reports import Report
from bot.domain.sanctions import CLEAR, Standing
from bot.domain.uses import ReplyUse
from replies.types import Fit, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A suggestion as the manager sees it: `text` is `template`, filled as far as possible.

    `number` counts from 1. `titles` maps a language to the title ("en" is always there). `missing`
    are the prompted slots still open in `text`. `step` is its place in a playbook.
    """

    number: int
    reply_id: str
    titles: Mapping[str, str]
    fit: Fit
    lang: str
    template: str
    text: str
    tone: str = ""
    missing: tuple[str, ...] = ()
    has_other_words: bool = False
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLine:
    """What is known of the author from before this case."""

    name: str
    username: str = ""
    first_seen_at: datetime | None = None
    earlier_case_count: int = 0
    last_was_negative: bool = False
    is_channel: bool = False
    standing: Standing = CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything a card is drawn from.

    `comments` are the case's comments, oldest first; `focus` is the one an answer goes under.
    `reply` is the newest public reply to the case, in whatever state, and `use` the suggestion
    that it was made of, as it is kept to learn from. `notes` are the managers' notes, oldest
    first, as (name, text). `keeps_comments`: nothing was deleted, its author was only warned,
    muted or banned. `waits` is the request for a second yes that still holds; `holds` are those
    that the case lies under. `reports` are those that count and that nobody has decided about,
    one for each person. `together`: it waits on one card with others that ask the same.
    """

    case: Case
    community: Community
    thread: Thread | None
    focus: Comment
    comments: tuple[Comment, ...]
    author: AuthorLine
    proposals: tuple[Proposal, ...]
    reply: OutboxItem | None
    notes: tuple[tuple[str, str], ...] = ()
    use: ReplyUse | None = None
    keeps_comments: bool = False
    waits: Approval | None = None
    holds: tuple[Hold, ...] = ()
    reports: tuple[Report, ...] = ()
    together: Together | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoloView:
    """What the one card in a manager's private chat is drawn from.

    Without a `card` nothing is left to decide: then it tells how many cases are put off and how
    many the reader holds. `above` is the case that was decided just before.
    """

    card: CardView | None
    above: CardView | None = None
    reader: UserId
    put_off_count: int = 0
    held_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button before it has a token: its label, and an action or a link."""

    label: str
    action: Action | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A message for managers: escaped HTML within Telegram's limits, and its rows of buttons."""

    html: str
    rows: tuple[tuple[Choice, ...], ...] = ()


OPEN_SLOT = "▢"
"""Stands in a shown text for what a manager still has to fill in."""


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def in_reading_order(text: str) -> str:
    """A text or a name without characters that turn what stands around them."""
    return _TURNING.sub("", text)


def in_words(slot: str) -> str:
    """The name of a prompted slot as a manager reads it: `ask_order_number` is "order number"."""
    return slot.removeprefix("ask_").replace("_", " ")


def with_open_slots(text: str, missing: Iterable[str]) -> str:
    """A text with what is still to be filled shown as boxes: "▢ order number".

    A word that depends on it is a box without a name.
    """
    for slot in sorted(missing, key=len, reverse=True):
        text = re.sub(rf"\$\[\s*{re.escape(slot)}\s*:[^\[\]]*\]", OPEN_SLOT, text)
        written = rf"\$(?:{{{re.escape(slot)}}}|{re.escape(slot)}\b)"
        text = re.sub(written, f"{OPEN_SLOT} {in_words(slot)}", text)
    return text
