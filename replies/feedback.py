"""What managers did with suggestions, as a small push on the score of a reply for comments alike.

A reply that was sent, as it stood or nearly, for two comments that mean the same rises for others
like them; one that was shown first while another one was sent sinks. Nobody who does so by mistake
can do much harm: one comment gives a part of the push, and all together no more than the bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from replies.space import Floats, matrix

MOST_UP = 1.0
MOST_DOWN = 1.5
"""Bounds of the push on the logit. Down is more: a reply that was looked at and left is a surer
sign than one that was near at hand. At most a probability of 0.6 becomes 0.25 or 0.8, one of 0.25
0.07 or 0.48: what was learnt turns a doubtful case, never a clear one."""
EACH_UP = 0.5
EACH_DOWN = 0.75
"""What one comment can add: two make the whole push."""
NEAR = 0.7
"""Cosine, in the library's space, from which two comments are alike at all: `benchmarks/alike.py`
finds that in the middle of its sets three in four such pairs have the same intent, among banking's
close intents four in ten, and more the nearer they are: hence the straight line and the bounds."""
SAME = 0.98
MOST_LEARNT = 20
"""Comments a reply learns from in each direction; the oldest go."""


class Kind(StrEnum):
    """What a comment says of a reply."""

    ACCEPTED = "accepted"
    """It was sent, as it stood or nearly; counts once there is a second one like it."""
    TAUGHT = "taught"
    """A manager said that it is an example; counts at once."""
    REJECTED = "rejected"
    """It was shown first, and another reply was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What was done with a reply for one comment; `vector` is as in `Inquiry.vector`."""

    reply_id: str
    kind: Kind
    vector: bytes = field(repr=False)


class Feedback:
    """The lessons of a library, the oldest first, placed in its space; safe to share."""

    def __init__(self, lessons: Iterable[Lesson], place: Callable[[Floats], Floats]) -> None:
        by_reply: dict[str, list[Lesson]] = {}
        for lesson in lessons:
            by_reply.setdefault(lesson.reply_id, []).append(lesson)
        self._up: dict[str, Floats] = {}
        self._down: dict[str, Floats] = {}
        for reply_id, of_reply in by_reply.items():
            rows = place(matrix([lesson.vector for lesson in of_reply]))
            kinds = [lesson.kind for lesson in of_reply]
            self._up[reply_id] = _newest(_learnt(rows, kinds))
            self._down[reply_id] = _newest(_distinct(_of_kind(rows, kinds, Kind.REJECTED)))

    def push(self, reply_id: str, placed: Floats) -> float:
        """What to add to the logit of a reply for a comment, from -MOST_DOWN to MOST_UP."""
        up = _pull(self._up.get(reply_id), placed, each=EACH_UP, most=MOST_UP)
        down = _pull(self._down.get(reply_id), placed, each=EACH_DOWN, most=MOST_DOWN)
        return up - down

    @property
    def reply_ids(self) -> tuple[str, ...]:
        """The replies that something was learnt of; all others have no push."""
        return tuple(self._up)

    def learnt_count(self, reply_id: str) -> int:
        """How many comments lift a reply."""
        return len(self._up.get(reply_id, ()))


def _learnt(rows: Floats, kinds: Sequence[Kind]) -> Floats:
    """The comments that count as examples: taught, or accepted with another one like them."""
    accepted = [at for at, kind in enumerate(kinds) if kind is not Kind.REJECTED]
    likeness = rows[accepted] @ rows[accepted].T
    np.fill_diagonal(likeness, -1.0)
    has_second = likeness.max(axis=1, initial=-1.0) >= NEAR
    counts = [
        at
        for at, seconded in zip(accepted, has_second, strict=True)
        if seconded or kinds[at] is Kind.TAUGHT
    ]
    return _distinct(rows[counts])


def _of_kind(rows: Floats, kinds: Sequence[Kind], wanted: Kind) -> Floats:
    return rows[[at for at, kind in enumerate(kinds) if kind is wanted]]


def _distinct(rows: Floats) -> Floats:
    """Leave out what says again what a later one says too, but for one more: two are a push."""
    kept: list[int] = []
    for at in reversed(range(len(rows))):
        if sum(float(rows[at] @ rows[other]) >= SAME for other in kept) < 2:
            kept.append(at)
    return rows[kept[::-1]]


def _newest(rows: Floats) -> Floats:
    return rows[-MOST_LEARNT:]


def _pull(rows: Floats | None, placed: Floats, *, each: float, most: float) -> float:
    """Full where the comment is the same, nothing from NEAR away, in a straight line between."""
    if rows is None or not len(rows):
        return 0.0
    closeness = np.clip((rows @ placed - NEAR) / (1 - NEAR), 0.0, 1.0)
    return float(min(most, each * float(closeness.sum())))
