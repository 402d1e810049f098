"""What `/next` brings: a case, or the card of several that ask the same."""

from __future__ import annotations

from datetime import datetime

from bot.domain.alike import SHOWN_LATELY, AlikeGroup, Membership
from bot.domain.case import Case
from bot.domain.ids import AlikeId, CaseId, DeskId
from bot.errors import NothingWaiting
from bot.ports import Transaction
from bot.services.whole import next_whole

BROUGHT = "groups-brought:"
"""Prefix of the fact which groups a desk was brought, and when."""


async def next_in_turn(
    tx: Transaction, desk_id: DeskId, *, at: datetime
) -> tuple[Case, AlikeGroup | None]:
    """The most urgent free case, and the group that it waits in.

    A group whose card came a short time ago is passed over, because nobody claims it; it comes
    again when nothing else is left. Raise NothingWaiting when nothing is.
    """
    lately = await _lately(tx, desk_id, at)
    passed: list[CaseId] = []
    first: tuple[Case, AlikeGroup] | None = None
    while (case := await next_whole(tx, desk_id, but=passed)) is not None:
        group = await _group_of(tx, case)
        if group is None:
            return case, None
        if group.id not in lately:
            await _note(tx, desk_id, {**lately, group.id: at})
            return case, group
        first = first or (case, group)
        passed += [one.case_id for one in group.waiting]
    if first is None:
        raise NothingWaiting("no case waits")
    await _note(tx, desk_id, {**lately, first[1].id: at})
    return first


async def _group_of(tx: Transaction, case: Case) -> AlikeGroup | None:
    group = await tx.alike.of_case(case.id)
    member = group.member(case.id) if group is not None else None
    is_waiting = member is not None and member.state is Membership.WAITING
    return group if is_waiting else None


async def _lately(tx: Transaction, desk_id: DeskId, at: datetime) -> dict[AlikeId, datetime]:
    fact = await tx.directory.value(f"{BROUGHT}{desk_id}") or ""
    known = {
        AlikeId(int(number)): datetime.fromisoformat(moment)
        for number, _, moment in (one.partition("=") for one in fact.split())
    }
    return {number: moment for number, moment in known.items() if moment > at - SHOWN_LATELY}


async def _note(tx: Transaction, desk_id: DeskId, brought: dict[AlikeId, datetime]) -> None:
    fact = " ".join(f"{number}={moment.isoformat()}" for number, moment in brought.items())
    await tx.directory.set_value(f"{BROUGHT}{desk_id}", fact)
