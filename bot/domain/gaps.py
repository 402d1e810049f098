"""Gaps of the library: what people keep writing and no saved reply answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.desk import DeskMessage
from bot.domain.ids import CaseId, CommentId, OutboxId

LOOKS_BACK = timedelta(days=7)
LEAST_COMMENTS = 3
LEAST_AUTHORS = 2
"""One person who asks again and again is no gap."""
IS_MORE = 2
"""A gap that was put aside comes back when it is so many times as large as it was then."""
ON_A_PAGE = 8
IN_THE_NOTE = 5
MOST_EXAMPLES = 12
"""Comments that a reply made of a gap is found by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A comment that no saved reply answered.

    `answer` is what a manager wrote by hand, and `outbox_id` the item it went out with.
    """

    comment_id: CommentId
    case_id: CaseId
    author_key: str
    text: str
    at: datetime
    model_id: str
    vector: bytes = field(repr=False)
    answer: str = ""
    outbox_id: OutboxId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Positions of comments that mean the same, the most typical first, and their words."""

    members: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Comments of the last week that mean the same, the most typical first.

    `words` tell what they are about; there may be none.
    """

    comments: tuple[Unanswered, ...]
    words: tuple[str, ...]

    @property
    def example(self) -> Unanswered:
        """The comment that stands for all."""
        return self.comments[0]

    @property
    def author_count(self) -> int:
        """By how many people."""
        return len({one.author_key for one in self.comments})

    @property
    def distinct(self) -> tuple[Unanswered, ...]:
        """Those that do not repeat an earlier one word for word."""
        first = {_plain(one.text): one for one in reversed(self.comments)}
        return tuple(one for one in self.comments if first[_plain(one.text)] is one)

    @property
    def texts(self) -> tuple[str, ...]:
        """What they wrote, each once."""
        return tuple(_plain(one.text) for one in self.distinct)

    @property
    def answered(self) -> tuple[Unanswered, ...]:
        """Those that were answered by hand, the most usual answer first."""
        by_hand = [one for one in self.comments if one.answer]
        times = Counter(_plain(one.answer).casefold() for one in by_hand)
        return tuple(sorted(by_hand, key=lambda one: -times[_plain(one.answer).casefold()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage:
    """A page of the list of gaps, the largest first; `count` with those on other pages."""

    gaps: tuple[Gap, ...]
    count: int
    number: int = 1
    page_count: int = 1
    is_weekly: bool = False

    @property
    def first(self) -> int:
        """The number of the first gap on the page, counted from 1."""
        return (self.number - 1) * ON_A_PAGE + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPage:
    """One gap, the card of its example where one stands, and the page of the list it is on."""

    gap: Gap
    card: DeskMessage | None = None
    number: int = 1


def gaps_page(gaps: Sequence[Gap], *, number: int) -> GapsPage:
    """A page of the list, or the nearest one that there is."""
    page_count = max(1, -(-len(gaps) // ON_A_PAGE))
    number = max(1, min(number, page_count))
    start = (number - 1) * ON_A_PAGE
    return GapsPage(
        gaps=tuple(gaps[start : start + ON_A_PAGE]),
        count=len(gaps),
        number=number,
        page_count=page_count,
    )


def weekly_page(gaps: Sequence[Gap]) -> GapsPage:
    """What the weekly note says of the gaps."""
    return GapsPage(gaps=tuple(gaps[:IN_THE_NOTE]), count=len(gaps), is_weekly=True)


def gaps_among(
    comments: Sequence[Unanswered],
    groups: Iterable[Alike],
    *,
    since: datetime,
    put_aside: Mapping[CommentId, int],
    examples: Iterable[str],
) -> list[Gap]:
    """The groups that are gaps, the largest first.

    `put_aside` are comments that stand for gaps that were none, with their sizes then; `examples`
    are those of the saved replies: what holds one of them has been answered since.
    """
    known = frozenset(map(_plain, examples))
    found = []
    for group in groups:
        members = [comments[at] for at in group.members]
        gap = Gap(comments=tuple(one for one in members if one.at >= since), words=group.words)
        size_then = max((put_aside.get(one.comment_id, 0) for one in members), default=0)
        if (
            len(gap.comments) >= max(LEAST_COMMENTS, IS_MORE * size_then)
            and gap.author_count >= LEAST_AUTHORS
            and known.isdisjoint(gap.texts)
        ):
            found.append(gap)
    return sorted(found, key=lambda gap: (-len(gap.comments), gap.example.comment_id))


def _plain(text: str) -> str:
    return " ".join(text.split())
