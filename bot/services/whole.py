"""Going on around rows that cannot be read; the store notes them, and `DamageWatch` tells."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import TypeVar

from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.ids import CaseId, DeskId
from bot.errors import DamagedRow
from bot.ports import Transaction

T = TypeVar("T")


async def whole(looked_for: Awaitable[T]) -> T | None:
    """What was looked for; None where a damaged row is in the way, which the store tells of.

    Nothing may have been changed yet where that is met.
    """
    try:
        return await looked_for
    except DamagedRow:
        return None


async def with_focus(tx: Transaction, cases: Iterable[Case]) -> list[tuple[Case, Comment]]:
    """Cases with the comments that they turn to, those left out whose comment is damaged."""
    some = list(cases)
    focused = await tx.comments.several([case.focus_id for case in some])
    return [(case, focused[case.focus_id]) for case in some if case.focus_id in focused]


async def next_whole(
    tx: Transaction, desk_id: DeskId, *, but: Iterable[CaseId] = ()
) -> Case | None:
    """The most urgent free case whose comment can be read too, and none of `but`."""
    passed = set(but)
    while (case := await tx.cases.next_free(desk_id, but=passed)) is not None:
        if await with_focus(tx, [case]):
            return case
        passed.add(case.id)
    return None
