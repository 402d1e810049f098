"""The brand's library while the database is in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.brand_library import open_brand_library
from bot.errors import StoreBusy
from bot.ports import Store, Transaction
from bot.storage.opening import open_store
from replies.types import Inquiry
from tests.contract.store_values import BRAND, NOW, a_seed
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY

WORDS = WordClassifier()


class BusyOnce:
    """A store that is held by somebody else the second time that it is to be written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = 0
        self.reading = store.reading
        self.close = store.close

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self._writes += 1
        if self._writes == 2:
            raise StoreBusy("held by somebody else")
        async with self._store.writing() as tx:
            yield tx


async def embed(texts: Iterable[str]) -> list[bytes]:
    return WORDS.embed(list(texts))


async def test_a_database_held_while_the_index_is_made_costs_time_and_no_suggestions(
    tmp_path: Path,
) -> None:
    # given a database that is busy when the first vectors are to be kept
    store = await open_store(f"sqlite+aiosqlite:///{tmp_path}/jawab.db")
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())

    # when the library is opened and asked
    async with open_brand_library(
        BusyOnce(store),
        BRAND,
        starter=lambda: LIBRARY,
        embed=embed,
        model_id=WORDS.model_id,
        now=NOW,
    ) as library:
        (vector,) = WORDS.embed(["my chai was cold"])
        found = await library.suggest(
            Inquiry(text="my chai was cold", vector=vector, languages=("en",))
        )
    await store.close()

    # then it answers
    assert [one.reply_id for one in found.suggestions][:1] == ["cold-chai"]
