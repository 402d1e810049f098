"""A past stretch of a community through triage: what would have been work, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import islice

from bot.domain.ids import ChatId
from bot.domain.lane import Lane
from bot.domain.routing import Routing, is_case
from bot.services.judging import NOTHING_FOUND, Judge, Judgement, Remark, Search, look_up
from replies.types import Found

BATCH = 64
WORST_HOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PastComment:
    """A comment as it was written back then; `at` is aware.

    `author_id` and `chat_id` are those of the Bot API, None where they are not known. `post` has
    the names of the post or topic that it stands under, as far as they are known.
    """

    text: str
    author: str
    at: datetime
    thread: str = "main"
    media: str = ""
    links: tuple[str, ...] = ()
    author_id: int | None = None
    chat_id: ChatId | None = None
    post: frozenset[str] = frozenset()


def remark_of(comment: PastComment, expected: tuple[str, ...] = ()) -> Remark:
    """A past comment as it is judged."""
    return Remark(
        text=comment.text,
        media=comment.media,
        expected=expected,
        chat_id=comment.chat_id,
        author_id=comment.author_id,
        at=comment.at,
        post=comment.post,
        links=comment.links,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A past comment with what triage makes of it; `case` counts cases from 1."""

    comment: PastComment
    lang: str
    routing: Routing
    found: Found
    case: int | None
    opens_case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One hour of the queue; `waiting` is how many cases had come together, were none answered."""

    starts_at: datetime
    most_urgent: Replayed
    comments: int = 0
    opened: Counter[Lane] = field(default_factory=Counter)
    waiting: int = 0
    load: int = 0
    """Sum of the priorities of the cases opened in this hour."""


class Replay:
    """Triages past comments in their order, remembering authors and their cases."""

    def __init__(self, judge: Judge, search: Search, *, expected: tuple[str, ...] = ()) -> None:
        self._judge = judge
        self._search = search
        self._expected = expected
        self._cases: dict[tuple[str, str], int] = {}
        self._angry: set[str] = set()

    def run(
        self, comments: Sequence[PastComment], *, done: Callable[[int], None] = lambda _: None
    ) -> Iterator[Replayed]:
        """Triage all, the oldest first; `done` hears how many more are through."""
        in_order = iter(sorted(comments, key=lambda one: one.at))
        while batch := list(islice(in_order, BATCH)):
            remarks = [remark_of(one, self._expected) for one in batch]
            for comment, judgement in zip(batch, self._judge.judge(remarks), strict=True):
                yield self._replay(comment, judgement)
            done(len(batch))

    def _replay(self, comment: PastComment, judgement: Judgement) -> Replayed:
        verdict = judgement.verdict
        routing = self._judge.route(
            judgement.remark, verdict, was_angry_before=comment.author in self._angry
        )
        self._note_mood(comment, is_negative=self._judge.is_negative(verdict))
        is_work = is_case(routing.lane)
        is_answerable = is_work and routing.lane is not Lane.SPAM
        key = (comment.author, comment.thread)
        opens_case = is_work and key not in self._cases
        if opens_case:
            self._cases[key] = len(self._cases) + 1
        return Replayed(
            comment=comment,
            lang=verdict.lang,
            routing=routing,
            found=look_up(judgement, self._search, today=comment.at.date())
            if is_answerable
            else NOTHING_FOUND,
            case=self._cases.get(key),
            opens_case=opens_case,
        )

    def _note_mood(self, comment: PastComment, *, is_negative: bool) -> None:
        if is_negative:
            self._angry.add(comment.author)
        else:
            self._angry.discard(comment.author)


class Queue:
    """Adds up replayed comments, hour by hour of a time zone."""

    def __init__(self, zone: tzinfo) -> None:
        self.lanes: Counter[Lane] = Counter(dict.fromkeys(Lane, 0))
        self.comment_count = 0
        self.case_count = 0
        self.suggested_count = 0
        self._zone = zone
        self._hours: dict[datetime, Hour] = {}

    def add(self, one: Replayed) -> None:
        """Count a comment; they come in the order of their moments."""
        self.comment_count += 1
        self.case_count += one.opens_case
        self.suggested_count += bool(one.found.suggestions)
        self.lanes[one.routing.lane] += 1
        local = one.comment.at.astimezone(self._zone)
        starts_at = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        hour = self._hours.get(starts_at) or Hour(starts_at=starts_at, most_urgent=one)
        self._hours[starts_at] = Hour(
            starts_at=starts_at,
            comments=hour.comments + 1,
            opened=hour.opened + Counter([one.routing.lane] if one.opens_case else []),
            waiting=self.case_count,
            load=hour.load + (one.routing.priority if one.opens_case else 0),
            most_urgent=max(hour.most_urgent, one, key=lambda other: other.routing.priority),
        )

    def hours(self) -> list[Hour]:
        """Every hour in which somebody wrote, in order."""
        return list(self._hours.values())

    def worst(self) -> list[Hour]:
        """The hours that would have brought the most urgent work, the worst first."""
        busy = [hour for hour in self._hours.values() if hour.load]
        return sorted(busy, key=lambda hour: (-hour.load, hour.starts_at))[:WORST_HOURS]
