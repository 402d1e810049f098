"""What every store promises where a clock was set back, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case import Case, Status
from bot.domain.ids import CaseId, LadderId, OutboxId
from bot.domain.ladder import Ladder, Subject, SubjectKind
from bot.domain.outbox import OutboxItem, OutboxState
from bot.ports import AuditEntry, Store
from tests.contract.store_values import (
    ANNA,
    BOT,
    DESK,
    MINUTE,
    NOW,
    OWNER,
    a_case,
    a_comment,
    a_public_reply,
    an_item,
    an_update,
)

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
BACK = 5 * HOUR
AHEAD = NOW + BACK
"""What the clock showed before it was set back to `NOW`."""


def a_reply(*, created_at: datetime, not_before: datetime) -> OutboxItem:
    """An answer: other than cards of one case, two that wait are two."""
    return an_item(payload=a_public_reply(), created_at=created_at, not_before=not_before)


async def set_back(store: Store) -> int:
    async with store.writing() as tx:
        return await tx.moments.set_back(OWNER, now=NOW, by=BACK)


async def newest(store: Store) -> datetime | None:
    async with store.reading() as tx:
        return await tx.moments.newest(OWNER)


async def put_off(store: Store, *, at: datetime, until: datetime) -> CaseId:
    """A case, opened long before, that somebody puts off."""
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case(opened_at=NOW - 24 * HOUR))
        case = await tx.cases.get(case_id)
        later = case.snooze(until=until, by=ANNA)
        await tx.cases.save(later, expected_version=case.version)
        await tx.cases.audit(
            AuditEntry(
                owner=OWNER, case_id=case_id, at=at, by=ANNA, by_name="Anna", action="snoozed"
            )
        )
    return case_id


async def case_of(store: Store, case_id: CaseId) -> Case:
    async with store.reading() as tx:
        return await tx.cases.get(case_id)


async def test_what_was_queued_by_a_clock_that_was_ahead_leaves_as_planned(store) -> None:
    # given what was queued just before: now, in an undo window, after a failed attempt
    async with store.writing() as tx:
        now = await tx.outbox.add(a_reply(not_before=AHEAD, created_at=AHEAD))
        undo = a_reply(not_before=AHEAD + 30 * SECOND, created_at=AHEAD - SECOND)
        held_back = await tx.outbox.add(undo)
        tried = await tx.outbox.add(a_reply(created_at=NOW - HOUR, not_before=NOW - HOUR))
        await tx.outbox.start(tried, at=AHEAD - 2 * SECOND)
        await tx.outbox.requeue(tried, not_before=AHEAD + 5 * MINUTE)
        # and what was set aside without an attempt
        aside = await tx.outbox.add(a_reply(created_at=NOW - HOUR, not_before=NOW - HOUR))
        await tx.outbox.requeue(aside, not_before=AHEAD + 5 * MINUTE)

    # when the clock is set back
    assert await newest(store) == AHEAD
    assert await set_back(store) == 4

    # then each is due when it was planned, and a second time changes nothing
    assert await set_back(store) == 0
    async with store.reading() as tx:
        due = {
            one: (await tx.outbox.get(one)).not_before for one in (now, held_back, tried, aside)
        }
    assert due == {
        now: NOW,
        held_back: NOW + 30 * SECOND,
        tried: NOW + 5 * MINUTE,
        aside: NOW + 5 * MINUTE,
    }
    assert await newest(store) == NOW


async def test_what_another_machine_wrote_by_the_right_clock_stays(store) -> None:
    # given what was queued by machines whose clocks are right, to half a minute
    window = 10 * MINUTE
    kept: list[OutboxId] = []
    async with store.writing() as tx:
        for ahead in (-30 * SECOND, timedelta(), 30 * SECOND):
            at = NOW + ahead
            kept.append(await tx.outbox.add(a_reply(created_at=at, not_before=at + window)))
        await tx.comments.add(a_comment(ripe_at=NOW + 15 * SECOND))
        await tx.updates.add(BOT, [an_update(1)], at=NOW + 30 * SECOND)
    early = await put_off(store, at=NOW - HOUR, until=NOW + 30 * HOUR)

    # when the clock of one that was ahead is set back, then none of it is moved
    assert await set_back(store) == 0
    async with store.reading() as tx:
        due = [(await tx.outbox.get(one)).not_before for one in kept]
    assert due == [NOW + window - 30 * SECOND, NOW + window, NOW + window + 30 * SECOND]
    assert (await case_of(store, early)).snoozed_until == NOW + 30 * HOUR


async def test_a_case_that_was_put_off_by_a_clock_that_was_ahead_comes_as_planned(store) -> None:
    # given one that was put off for three hours by that clock, one by the right clock before
    late = await put_off(store, at=AHEAD - MINUTE, until=AHEAD + 3 * HOUR)
    early = await put_off(store, at=NOW - MINUTE, until=NOW + 6 * HOUR)

    await set_back(store)

    # then both come when they were planned, and nobody's decision is out of date by it
    moved = await case_of(store, late)
    assert moved.snoozed_until == NOW + 3 * HOUR
    assert moved.version == 2
    assert (await case_of(store, early)).snoozed_until == NOW + 6 * HOUR
    async with store.reading() as tx:
        assert [one.at for one in await tx.cases.audit_of(late)] == [NOW - MINUTE]
    assert await set_back(store) == 0


async def test_a_claim_a_ladder_and_the_opening_that_it_is_for_stay_together(store) -> None:
    # given a case that was opened and claimed by a clock that was ahead, and its ladder
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case(opened_at=AHEAD - MINUTE, due_at=NOW + HOUR))
        case = await tx.cases.get(case_id)
        claimed = case.claim(by=ANNA, name="Anna", at=AHEAD)
        await tx.cases.save(claimed, expected_version=case.version)
        await tx.ladders.add(
            Ladder(
                id=LadderId(0),
                owner=OWNER,
                subject=Subject(kind=SubjectKind.CASE, id=case_id),
                since=case.opened_at,
                reason="rule",
                priority=90,
                started_at=AHEAD,
                next_at=AHEAD + 2 * MINUTE,
            )
        )
        # and a claim of a case that was there before
        old = await tx.cases.get(await tx.cases.add(a_case(opened_at=NOW - HOUR)))
        claimed = old.claim(by=ANNA, name="Anna", at=AHEAD)
        await tx.cases.save(claimed, expected_version=old.version)

    await set_back(store)

    # then all is where it was planned; the deadline counts from when the author wrote
    case = await case_of(store, case_id)
    assert case.status is Status.CLAIMED
    assert (case.opened_at, case.claimed_at) == (NOW - MINUTE, NOW)
    assert case.lease_until == NOW + 30 * MINUTE
    assert case.due_at == NOW + HOUR
    assert (await case_of(store, old.id)).lease_until == NOW + 30 * MINUTE
    assert (await case_of(store, old.id)).opened_at == NOW - HOUR
    async with store.reading() as tx:
        (ladder,) = await tx.ladders.running(DESK, limit=5)
    assert ladder.since == case.opened_at
    assert ladder.next_at == NOW + 2 * MINUTE


async def test_updates_and_comments_are_taken_up_at_once(store) -> None:
    # given an update and a comment that came just before, and older ones that were postponed
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1)], at=NOW - HOUR)
        await tx.updates.postpone(BOT, an_update(1).update_id, until=AHEAD + MINUTE, error="x")
        await tx.updates.add(BOT, [an_update(2)], at=AHEAD)
        await tx.comments.add(a_comment(received_at=AHEAD, ripe_at=AHEAD + 2 * SECOND))

    await set_back(store)

    # then all are waited for no longer than was planned
    async with store.reading() as tx:
        assert len(await tx.updates.waiting(BOT, now=NOW, limit=5)) == 1
        assert len(await tx.updates.waiting(BOT, now=NOW + MINUTE, limit=5)) == 2
        assert len(await tx.comments.ripe(BOT, now=NOW + 2 * SECOND, limit=5)) == 1


async def test_another_desk_is_left_alone(store) -> None:
    other = replace(OWNER, bot_id=BOT + 1, desk_id=DESK + 1)
    async with store.writing() as tx:
        item = await tx.outbox.add(a_reply(not_before=AHEAD, created_at=AHEAD))
        assert await tx.moments.newest(other) is None
        assert await tx.moments.set_back(other, now=NOW, by=BACK) == 0
        kept = await tx.outbox.get(item)
    assert kept is not None
    assert (kept.not_before, kept.state) == (AHEAD, OutboxState.QUEUED)
