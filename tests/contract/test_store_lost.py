"""A database server that hangs up, or that is not heard any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import asyncpg
import pytest
from sqlalchemy import URL, func, make_url, select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import BotId, UpdateId
from bot.errors import StoreBusy, StoreFailure, StoreUnusable
from bot.ports import RawUpdate
from bot.storage.opening import open_store
from bot.storage.postgres import (
    Limits,
    PostgresBell,
    failure_of,
    reading_engine,
    writing_engine,
)
from bot.storage.store import Engines, SqlStore
from tests import postgres
from tests.contract.store_values import BOT, NOW

UPDATE = RawUpdate(update_id=UpdateId(1), body="{}")
BRIEF = Limits(connect=1, answer=0.5, still_there=0.2, held=0.5)


class Line:
    """A way to the server that can be cut, of which neither end hears anything."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._is_whole = asyncio.Event()
        self._is_whole.set()
        self._ends: set[asyncio.Task[None] | None] = set()

    def cut(self) -> None:
        """Carry nothing any more."""
        self._is_whole.clear()

    def mend(self) -> None:
        """Carry what is said over new connections; the old ones stay dumb."""
        self._is_whole.set()

    def hang_up(self) -> None:
        """End all connections."""
        for end in self._ends:
            if end is not None:
                end.cancel()

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._ends.add(asyncio.current_task())
        with suppress(asyncio.CancelledError, OSError):
            await self._is_whole.wait()
            far, forth = await asyncio.open_connection("127.0.0.1", self._port)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._pass_on(near, forth))
                    both.create_task(self._pass_on(far, back))
            finally:
                forth.close()
        back.close()

    async def _pass_on(self, said: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while words := await said.read(65536):
            if not self._is_whole.is_set():
                await asyncio.Event().wait()
            to.write(words)
        to.close()


@asynccontextmanager
async def a_line(url: str) -> AsyncIterator[tuple[Line, URL]]:
    """A line to that server, and the URL that goes by it."""
    whole = make_url(url)
    assert whole.port is not None
    line = Line(whole.port)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    try:
        yield line, whole.set(host="127.0.0.1", port=server.sockets[0].getsockname()[1])
    finally:
        server.close()
        line.hang_up()


def a_store(url: URL) -> SqlStore:
    """One that waits for nothing for long."""
    return SqlStore(
        Engines(readers=reading_engine(url, BRIEF), writer=writing_engine(url, BRIEF)),
        translate=partial(failure_of, url=url),
        bell=PostgresBell(url, BRIEF),
    ).of_bot(BOT)


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


async def test_who_stands_still_within_a_change_holds_up_the_others_only_for_a_while(
    postgres_url: str,
) -> None:
    # given a process that stands still in the middle of a change
    await postgres.emptied(postgres_url)
    theirs = (await open_store(postgres_url)).of_bot(BOT)
    async with theirs.writing() as tx:
        await tx.directory.set_value("fact", "kept")
    mine = a_store(make_url(postgres_url))
    stands, may_go_on = asyncio.Event(), asyncio.Event()

    async def changes() -> None:
        async with mine.writing() as tx:
            await tx.directory.set_value("fact", "changed")
            stands.set()
            await may_go_on.wait()
            await tx.directory.set_value("fact", "changed twice")

    standing = asyncio.create_task(changes())
    await stands.wait()

    # then another one can change something soon
    async with asyncio.timeout(30), theirs.writing() as tx:
        assert await tx.directory.value("fact") == "kept"

    # and nothing is left of what the first had begun, which it hears when it wakes up
    may_go_on.set()
    with pytest.raises(StoreUnusable, match="not reached"):
        await standing
    async with mine.writing() as tx:
        assert await tx.directory.value("fact") == "kept"
    await mine.close()
    await theirs.close()


async def test_the_stores_of_a_desk_are_held_to_that(postgres_url: str) -> None:
    await postgres.emptied(postgres_url)
    store = await open_store(postgres_url)
    assert isinstance(store, SqlStore)
    async with store._engines.writer.connect() as connection:
        limit = select(func.current_setting("idle_in_transaction_session_timeout"))
        assert await connection.scalar(limit) == "10s"
    await store.close()


async def test_what_is_committed_outlasts_a_crash_also_where_the_server_is_set_otherwise(
    postgres_url: str,
) -> None:
    # given a server that is set to forget the last moments in a crash
    await postgres.emptied(postgres_url)
    admin = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
    await admin.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off")
    store = await open_store(postgres_url)
    assert isinstance(store, SqlStore)
    asked = select(func.current_setting("synchronous_commit"))
    try:
        async with store._engines.readers.connect() as connection:
            assert await connection.scalar(asked) == "off"

        # then it does not where something is changed, whatever becomes of the change
        async with store._engines.writer.connect() as connection:
            await connection.rollback()
            assert await connection.scalar(asked) == "on"
    finally:
        await admin.execute("ALTER ROLE CURRENT_USER RESET synchronous_commit")
        await admin.close()
        await store.close()


async def test_a_line_that_is_cut_in_silence_is_given_up_and_made_anew(postgres_url: str) -> None:
    # given a store whose line to the server is cut in the middle of a change
    await postgres.emptied(postgres_url)
    async with a_line(postgres_url) as (line, url):
        store = a_store(url)

        async def interrupted() -> None:
            async with store.writing() as tx:
                await tx.directory.set_value("fact", "lost")
                line.cut()
                await tx.directory.set_value("fact", "lost, too")

        # then it does not wait for ever, and says that the server is not reached, again and again
        async with asyncio.timeout(30):
            with pytest.raises(StoreUnusable, match="not reached"):
                await interrupted()
            with pytest.raises(StoreUnusable, match="not reached"):
                async with store.reading() as tx:
                    await tx.directory.value("fact")

        # and when there is a line again, the next try works
        line.mend()
        async with asyncio.timeout(30):
            while True:
                with suppress(StoreFailure):
                    async with store.writing() as tx:
                        assert await tx.directory.value("fact") is None
                    break
        await store.close()


async def test_who_listens_over_a_line_that_was_cut_in_silence_hears_again(
    postgres_url: str,
) -> None:
    # given a process that listens, and whose line is cut
    await postgres.emptied(postgres_url)
    theirs = (await open_store(postgres_url)).of_bot(BOT)
    async with a_line(postgres_url) as (line, url):
        mine = a_store(url)
        heard: asyncio.Queue[BotId] = asyncio.Queue()
        listens = asyncio.create_task(mine.listen(heard.put_nowait))
        try:
            lost = await listener(postgres_url)
            line.cut()

            # when nobody has told it, and another line can be had
            await asyncio.sleep(2 * (BRIEF.still_there + BRIEF.connect))
            line.mend()
            await listener(postgres_url, but=lost)
            async with theirs.writing() as tx:
                await tx.updates.add(BOT, [UPDATE], at=NOW)

            # then it hears what others change
            async with asyncio.timeout(30):
                assert await heard.get() == BOT
        finally:
            listens.cancel()
            await asyncio.gather(listens, return_exceptions=True)
            await mine.close()
            await theirs.close()


async def test_who_listens_is_told_the_options_of_the_url_as_the_others_are(
    postgres_url: str,
) -> None:
    # given a URL with options of the driver's
    await postgres.emptied(postgres_url)
    url = f"{postgres_url}?ssl=prefer&prepared_statement_cache_size=50"
    mine, theirs = [(await open_store(url)).of_bot(BOT) for _ in range(2)]
    heard: asyncio.Queue[BotId] = asyncio.Queue()
    listens = asyncio.create_task(mine.listen(heard.put_nowait))
    try:
        # when another process changes something
        await listener(postgres_url)
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


@pytest.mark.parametrize(
    ("state", "failure"),
    [
        ("57P01", StoreUnusable),  # the server is stopped
        ("57P02", StoreUnusable),  # it crashed
        ("25P03", StoreUnusable),  # it ended who stood still
        ("08006", StoreUnusable),  # the connection broke
        ("58030", StoreUnusable),  # its disk does not answer
        ("57014", StoreBusy),  # it stopped a statement that took too long
        ("53200", StoreBusy),  # it has no memory to spare
    ],
)
async def test_the_servers_own_trouble_is_no_fault_of_what_meets_it(
    postgres_url: str, state: str, failure: type[StoreFailure]
) -> None:
    # given what the server says when it is in trouble
    url = make_url(postgres_url)
    engine = writing_engine(url)
    trouble = f"RAISE EXCEPTION 'trouble' USING ERRCODE = '{state}'"
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as said:
            await connection.execute(text(f"DO $$ BEGIN {trouble}; END $$"))
    await engine.dispose()

    # then it is the database's trouble, which passes
    assert type(failure_of(said.value, url)) is failure
