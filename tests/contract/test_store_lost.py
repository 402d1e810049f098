"""A database server that hangs up."""

from __future__ import annotations

import asyncpg
import pytest

from bot.domain.ids import UpdateId
from bot.errors import StoreUnusable
from bot.ports import RawUpdate
from bot.storage.opening import open_store
from tests import postgres
from tests.contract.store_values import BOT, NOW

UPDATE = RawUpdate(update_id=UpdateId(1), body="{}")


async def hang_up(url: str) -> None:
    """End every connection of ours, as a restart of the server does."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'jawab' AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_a_lost_connection_undoes_what_was_begun_and_the_next_try_works(
    postgres_url: str,
) -> None:
    # given a store whose connections were lost while nothing was going on
    await postgres.emptied(postgres_url)
    store = (await open_store(postgres_url)).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.set_value("fact", "kept")
    await hang_up(postgres_url)

    # then nobody notices
    async with store.reading() as tx:
        assert await tx.directory.value("fact") == "kept"

    # when they are lost in the middle of a change
    async def interrupted() -> None:
        async with store.writing() as tx:
            await tx.updates.add(BOT, [UPDATE], at=NOW)
            await hang_up(postgres_url)
            await tx.directory.set_value("fact", "changed")

    with pytest.raises(StoreUnusable, match="not reached"):
        await interrupted()

    # then nothing of it is there, and the next try works
    async with store.writing() as tx:
        assert await tx.directory.value("fact") == "kept"
        assert await tx.updates.waiting(BOT, now=NOW, limit=1) == []
        assert await tx.updates.add(BOT, [UPDATE], at=NOW) == 1
    await store.close()
