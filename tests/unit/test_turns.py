"""What comes by the clock comes once, also where a process that stood still wakes up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, time
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.ids import CaseId, CommentId, LadderId, MessageId, RingId
from bot.domain.ladder import Ladder, Notify, Ring, RingState, Subject, SubjectKind
from bot.domain.lane import Lane
from bot.domain.paging import Page
from bot.ports import Store
from bot.services.desk.spam_card import SpamCard
from bot.services.desk.unsure_list import UnsureDesk
from bot.services.paging import Paging
from bot.settings import Settings
from bot.sla_rules import sla_of
from tests.contract.store_values import (
    BOT,
    MINUTE,
    NOW,
    OWNER,
    a_case,
    a_comment,
    a_seed,
)
from tests.databases import open_at
from tests.triages import StillClock
from tests.unit.test_intake import Disturbed


class Desk:
    """Notes what it is told, and words nothing."""

    def __init__(self) -> None:
        self.told: list[object] = []

    async def announce(self, _tx: object, drawn: object, **_how: object) -> None:
        self.told.append(drawn)

    async def send(self, page: Page) -> None:
        self.told.append(page)

    def spam(self, shown: object) -> object:
        return shown

    unsure = spam

    def label(self, key: str, **_values: object) -> str:
        return key

    def address(self, *_about: object) -> str:
        return ""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A case that is spam, one that is in doubt, and somebody who is to be called."""
    store = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        for number, lane in enumerate((Lane.SPAM, Lane.UNSURE, Lane.COMPLAINT), start=1):
            comment = await tx.comments.add(a_comment(message_ids=(MessageId(number),)))
            await tx.cases.add(
                a_case(lane=lane, focus_id=CommentId(comment), thread_key=f"thread:{number}")
            )
        ladder = Ladder(
            id=LadderId(0),
            owner=OWNER,
            subject=Subject(kind=SubjectKind.CASE, id=CaseId(3)),
            since=NOW,
            reason="urgent",
            priority=90,
            started_at=NOW,
            next_at=NOW,
        )
        ring = Ring(
            id=RingId(0),
            owner=OWNER,
            ladder_id=await tx.ladders.add(ladder),
            step=0,
            notify=Notify.EMAIL,
            at=NOW,
            state=RingState.QUEUED,
            not_before=NOW,
        )
        await tx.ladders.add_ring(ring)
        await tx.directory.set_value(f"unsure-told:{OWNER.desk_id}", "an earlier hour")
    yield store
    await store.close()


Turn = Callable[[Any, Desk, StillClock], Callable[[], Awaitable[None]]]


def spam_card(store: Any, desk: Any, clock: StillClock) -> Callable[[], Awaitable[None]]:
    card = SpamCard(owner=OWNER, store=store, clock=clock, renderer=desk, notes=desk)
    return card.turn


def unsure_list(store: Any, desk: Any, clock: StillClock) -> Callable[[], Awaitable[None]]:
    return UnsureDesk(
        owner=OWNER,
        store=store,
        clock=clock,
        renderer=desk,
        notes=desk,
        hours=(time(11),),
        zone=UTC,
        sla=sla_of(Settings()),
    ).turn


def paging(store: Any, desk: Any, clock: StillClock) -> Callable[[], Awaitable[None]]:
    return Paging(
        bot_id=BOT,
        brand="Chai & Co",
        store=store,
        clock=clock,
        renderer=desk,
        escalation=cast("Any", None),  # asked only when nobody is reached
        pagers={Notify.EMAIL: desk},
    ).drain


@pytest.mark.parametrize("turn", [spam_card, unsure_list, paging])
async def test_what_another_process_has_done_meanwhile_is_not_done_again(
    store: Store, turn: Turn
) -> None:
    # given a process that has seen that something is due, and stands still then
    clock, desk = StillClock(), Desk()
    clock.moment = NOW + 20 * MINUTE
    slow = Disturbed(store)
    standing = asyncio.ensure_future(turn(slow, desk, clock)())
    await asyncio.sleep(0.2)

    # when another one does it, and the first wakes up
    await turn(store, desk, clock)()
    slow.may_write.set()
    await standing

    # then it was done once
    assert len(desk.told) == 1
