"""What the day came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

from bot.demo.scene import Scene
from bot.domain.case import Status
from bot.domain.comment import Comment
from bot.domain.desk import DeskRole
from bot.domain.ids import BotId
from bot.domain.lane import Lane
from bot.domain.outbox import Drawing, OutboxItem, OutboxState
from bot.ports import Store, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures at the end; times are the day's own, only `wall` is real.

    `violations` are calls that broke a limit or rule of Telegram's; `missed` are the moments at
    which somebody waited in vain for the desk.
    """

    comments: int
    lanes: Mapping[Lane, int]
    cases: Mapping[Status, int]
    public_replies: int
    to_card: timedelta | None
    day: timedelta
    wall: timedelta
    violations: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether no limit was broken."""
        return not self.violations

    def lines(self) -> list[str]:
        """The summary in words."""
        lanes = " · ".join(f"{lane} {count}" for lane, count in self.lanes.items() if count)
        cases = self.cases
        still_open = cases[Status.OPEN] + cases[Status.CLAIMED]
        return [
            f"comments              {self.comments}",
            f"lanes                 {lanes}",
            f"cases                 {sum(cases.values())}: answered {cases[Status.ANSWERED]}, "
            f"deleted {cases[Status.MODERATED]}, dismissed {cases[Status.DISMISSED]}, "
            f"still open {still_open} (praise and lane none open no case)",
            f"public replies        {self.public_replies}, each approved by a manager",
            f"median time to card   {_shown(self.to_card)}",
            f"Telegram's limits     {_violations(self.violations)}",
            f"wall time             {self.wall.total_seconds():.0f} s for a day of "
            f"{self.day.total_seconds() / 3600:.0f} hours",
        ]


async def sum_up(
    scene: Scene, store: Store, *, wall: timedelta, missed: tuple[str, ...]
) -> Summary:
    """Read the day's figures from the store and from the simulator's record."""
    async with store.reading() as tx:
        counts = await tx.counts()
    waits = await waits_for_cards(store, scene.bot_id)
    return Summary(
        comments=counts.comments,
        lanes=counts.lanes,
        cases=counts.cases,
        public_replies=sum(message.is_by_bot for message in scene.group.messages),
        to_card=median_low(waits) if waits else None,
        day=scene.clock.now() - scene.day.opens_at,
        wall=wall,
        violations=tuple(
            f"{call.method}: {call.refusal.description}"
            for call in scene.telegram.violations
            if call.refusal is not None
        ),
        missed=missed,
    )


async def waits_for_cards(store: Store, bot_id: BotId) -> list[timedelta]:
    """How long each comment with a card of its own had waited for it."""
    async with store.reading() as tx:
        sent = await tx.outbox.in_state(bot_id, OutboxState.SENT)
        return [wait for item in sent if (wait := await _wait_of(tx, item)) is not None]


async def _wait_of(tx: Transaction, card: OutboxItem) -> timedelta | None:
    """How long a comment waited for its card; None where the item is no first card."""
    drawing = card.payload
    if not isinstance(drawing, Drawing) or drawing.message_id is not None:
        return None
    if drawing.role is not DeskRole.CARD or card.case_id is None or card.sent_at is None:
        return None
    said = [_said_at(comment) for comment in await tx.comments.of_case(card.case_id)]
    return min((card.sent_at - at for at in said if at <= card.sent_at), default=None)


def _said_at(comment: Comment) -> datetime:
    return comment.edited_at or comment.sent_at


def _shown(wait: timedelta | None) -> str:
    return (
        "no card was drawn" if wait is None else f"{wait.total_seconds():.1f} s by the day's clock"
    )


def _violations(violations: tuple[str, ...]) -> str:
    if not violations:
        return "never overstepped"
    times = "once" if len(violations) == 1 else f"{len(violations)} times"
    return f"overstepped {times}: " + "; ".join(violations[:5])
