"""An empty store of every kind that is at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.ports import Store
from tests import postgres
from tests.contract.store_values import BOT, a_seed
from tests.databases import open_at, open_quickly


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty database on a server that is stopped at the end."""
    missing = postgres.what_is_missing()
    if missing:
        pytest.skip(missing)
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_store(request, tmp_path) -> AsyncIterator[Store]:
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        await postgres.emptied(url)
        opened = await open_quickly(url)
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
