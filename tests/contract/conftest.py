"""An empty store of every kind that is at hand."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from bot.ports import Store
from bot.storage.opening import open_store
from tests.contract.store_values import BOT, a_seed
from tests.databases import open_at

# an empty database to run the same promises on, as postgresql+asyncpg://…
POSTGRES_URL = os.environ.get("JAWAB_TEST_POSTGRES_URL")
ADAPTERS = ["sqlite", *(["postgresql"] if POSTGRES_URL else [])]


@pytest.fixture(params=ADAPTERS)
async def empty_store(request, tmp_path) -> AsyncIterator[Store]:
    if request.param == "postgresql":
        await _empty_postgres()
        opened = await open_store(POSTGRES_URL)
    else:
        opened = await open_at(tmp_path / "jawab.db")
    yield opened
    await opened.close()


@pytest.fixture
async def store(empty_store) -> Store:
    store = empty_store.of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
    return store


async def _empty_postgres() -> None:
    import asyncpg  # noqa: PLC0415

    connection = await asyncpg.connect(POSTGRES_URL.replace("+asyncpg", ""))
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
