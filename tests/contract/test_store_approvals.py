"""What every store promises about second yeses and holds, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.approval import Approval, YesOutcome
from bot.domain.holds import Hold
from bot.domain.ids import ApprovalId, CommunityId, HoldId
from bot.domain.lane import Lane
from tests.contract.store_values import ANNA, DESK, MINUTE, NOW, OWNER, a_case


def a_request(case_id: int, **changes: Any) -> Approval:
    values: dict[str, Any] = {
        "id": ApprovalId(0),
        "owner": OWNER,
        "case_id": case_id,
        "text": "Деньги вернутся 🙏",
        "reply_id": "refund",
        "slots": (("ask_order", "12"), ("ask_day", "Monday")),
        "reasons": ("word: деньги", "lane: complaint"),
        "seal": "f" * 64,
        "by": ANNA,
        "by_name": "Anna",
        "at": NOW,
    }
    return Approval(**values | changes)


def a_hold(case_id: int, **changes: Any) -> Hold:
    values: dict[str, Any] = {
        "id": HoldId(0),
        "owner": OWNER,
        "case_id": case_id,
        "community_id": CommunityId(1),
        "thread_key": "thread:5",
        "by": ANNA,
        "by_name": "Anna",
        "at": NOW,
    }
    return Hold(**values | changes)


async def test_requests_come_back_as_they_were_while_they_wait(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        first, second = a_request(case_id), a_request(case_id, text="Other", slots=())
        first = replace(first, id=await tx.approvals.add(first))
        second = replace(second, id=await tx.approvals.add(second))

    async with store.reading() as tx:
        assert await tx.approvals.waiting_for(case_id) == [first, second]
        assert await tx.approvals.waiting(DESK) == [first, second]
        assert await tx.approvals.get(second.id) == second
        assert await tx.approvals.get(ApprovalId(99)) is None


async def test_a_request_is_decided_once(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        given = await tx.approvals.add(a_request(case_id))

        later = NOW + MINUTE
        assert await tx.approvals.decide(given, YesOutcome.GIVEN, by="Asha", at=later)
        assert not await tx.approvals.decide(given, YesOutcome.VOID, by="Ravi", at=later)

        decided = await tx.approvals.get(given)
        assert (decided.outcome, decided.decided_by) == (YesOutcome.GIVEN, "Asha")
        assert decided.decided_at == later
        assert await tx.approvals.waiting_for(case_id) == []


async def test_a_hold_is_in_force_until_it_is_lifted_once(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        thread, lane = a_hold(case_id), a_hold(case_id, lane=Lane.COMPLAINT)
        thread = replace(thread, id=await tx.holds.add(thread))
        lane = replace(lane, id=await tx.holds.add(lane))
        assert await tx.holds.in_force(DESK) == [thread, lane]

        assert await tx.holds.state(thread.id, "Soon more")
        assert await tx.holds.lift(lane.id, at=NOW + MINUTE)
        assert not await tx.holds.lift(lane.id, at=NOW + 2 * MINUTE)
        assert not await tx.holds.state(lane.id, "Too late")

        assert await tx.holds.in_force(DESK) == [replace(thread, statement="Soon more")]
        assert await tx.holds.get(lane.id) == replace(lane, lifted_at=NOW + MINUTE)
