"""A database server that hangs up."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from bot.domain.ids import BotId, UpdateId
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


async def listener(url: str, *, but: int = 0) -> int:
    """The server process of whoever listens for changes, once there is one, or another one."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    query = f"SELECT pid FROM pg_stat_activity WHERE query ILIKE 'LISTEN %' AND pid <> {but}"
    async with asyncio.timeout(30):
        while (pid := await connection.fetchval(query)) is None:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.05)
    await connection.close()
    return int(pid)


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


async def test_after_a_lost_connection_changes_of_other_processes_are_heard_again(
    postgres_url: str,
) -> None:
    # given a process that hears what another one changes, and a server that hangs up
    await postgres.emptied(postgres_url)
    mine, theirs = [(await open_store(postgres_url)).of_bot(BOT) for _ in range(2)]
    heard: asyncio.Queue[BotId] = asyncio.Queue()
    listens = asyncio.create_task(mine.listen(heard.put_nowait))
    try:
        lost = await listener(postgres_url)
        await hang_up(postgres_url)

        # when the other one changes something later
        await listener(postgres_url, but=lost)
        async with theirs.writing() as tx:
            await tx.updates.add(BOT, [UPDATE], at=NOW)

        # then it is heard
        async with asyncio.timeout(30):
            assert await heard.get() == BOT
    finally:
        listens.cancel()
        await asyncio.gather(listens, return_exceptions=True)
        await mine.close()
        await theirs.close()
