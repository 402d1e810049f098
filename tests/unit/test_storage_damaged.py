"""A case that nobody can read is passed over by every list that others stand in, too."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.case import Status
from bot.domain.ids import CaseId, CommunityId
from bot.domain.lane import Lane
from bot.ports import Store
from tests.contract.store_values import ANNA, BOT, DESK, NOW, a_case, a_comment, a_seed
from tests.databases import open_at

FIRST = {"lane": Lane.COMPLAINT, "priority": 90, "due_at": NOW, "opened_at": NOW}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Two cases of one thread that are alike in everything, and the first cannot be read."""
    file = tmp_path / "jawab.db"
    store = (await open_at(file)).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        await tx.comments.add(a_comment())
        for author in ("user:1", "user:2"):
            await tx.cases.add(a_case(**FIRST, author_key=author))
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE cases SET suggestions = '{' WHERE id = 1")
        database.commit()
    yield store
    await store.close()


async def test_every_list_has_the_other_one(store: Store) -> None:
    async with store.reading() as tx:
        lists = {
            "several": await tx.cases.several([CaseId(1), CaseId(2)]),
            "open": await tx.cases.open(DESK, limit=5),
            "gathered": await tx.cases.gathered(DESK, Lane.COMPLAINT, after=CaseId(0), limit=5),
            "rising": await tx.cases.rising(DESK, after=CaseId(0), limit=5),
            "open_in_thread": await tx.cases.open_in_thread(CommunityId(1), "thread:3"),
            "urgent": await tx.ladders.urgent_without(DESK, from_priority=80, limit=5),
            "missed": [one.case for one in await tx.sla.missed(DESK, now=NOW, limit=5)],
        }
        free = await tx.cases.next_free(DESK)

    for name, found in lists.items():
        assert [one.id for one in found] == [2], name
    assert free is not None
    assert free.id == 2


async def test_claims_of_others_run_out(store: Store, tmp_path: Path) -> None:
    # given that managers have both
    async with store.writing() as tx:
        case = await tx.cases.get(CaseId(2))
        held = case.claim(by=ANNA, name="Anna", at=NOW)
        await tx.cases.save(held, expected_version=case.version)
    with closing(sqlite3.connect(tmp_path / "jawab.db")) as database:
        database.execute(
            "UPDATE cases SET lease_until = (SELECT lease_until FROM cases WHERE id = 2)"
        )
        database.commit()

    # when their claims have run out
    later = NOW + timedelta(hours=1)
    async with store.reading() as tx:
        (found,) = await tx.cases.run_out(BOT, now=later, limit=5)

    assert (found.id, found.status) == (2, Status.CLAIMED)


async def test_one_that_is_asked_for_by_its_number_is_not_made_up(store: Store) -> None:
    async with store.reading() as tx:
        with pytest.raises(ValueError, match="Expecting property name"):
            await tx.cases.get(CaseId(1))
