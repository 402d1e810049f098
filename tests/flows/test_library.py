"""The brand's library in memory: in trouble, and while it changes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.brand_library import BrandLibrary, open_brand_library
from bot.demo.clock import AcceleratedClock
from bot.domain.library import Change, What
from bot.errors import StoreBusy
from bot.ports import Store, Transaction
from replies.types import Found, Inquiry, Library, SavedReply, Variant
from tests.contract.store_values import BOT, BRAND, NOW, a_seed
from tests.databases import open_at
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY

WORDS = WordClassifier()
IMPORT = Change(at=NOW, by=None, by_name="", what=What.IMPORTED)
NEW = SavedReply(
    id="late",
    titles={"en": "Late"},
    examples=("the rider is late", "so late", "still late"),
    variants=(Variant(lang="en", text="Sorry for the wait."),),
)


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


class Encoder:
    """Remembers what it was given; it can be made to fail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.is_broken = False
        self.was_asked = asyncio.Event()

    async def embed(self, texts: Iterable[str]) -> list[bytes]:
        self.was_asked.set()
        if self.is_broken:
            raise RuntimeError("the encoder is broken")
        wanted = list(texts)
        self.texts += wanted
        return WORDS.embed(wanted)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = (await open_at(tmp_path / "jawab.db")).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
    yield store
    await store.close()


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()


@asynccontextmanager
async def opened(store: Store, encoder: Encoder) -> AsyncIterator[BrandLibrary]:
    async with open_brand_library(
        store,
        BRAND,
        starter=lambda: Library(replies=LIBRARY),
        embed=encoder.embed,
        model_id=WORDS.model_id,
        clock=AcceleratedClock(20.0, NOW),
    ) as library:
        yield library


async def ask(library: BrandLibrary, text: str) -> Found:
    (vector,) = WORDS.embed([text])
    return await library.suggest(Inquiry(text=text, vector=vector, languages=("en",)))


async def first_id(library: BrandLibrary, text: str) -> str:
    found = await ask(library, text)
    return found.suggestions[0].reply_id if found.suggestions else ""


async def put(store: Store, *replies: SavedReply) -> None:
    """Import a library, as another process would."""
    async with store.writing() as tx:
        await tx.replies.replace(BRAND, Library(replies=replies), change=IMPORT)


async def test_a_database_held_while_the_index_is_made_costs_time_and_no_suggestions(
    store: Store, encoder: Encoder
) -> None:
    # given a database that is busy when the first vectors are to be kept
    # when the library is opened and asked
    async with opened(BusyOnce(store), encoder) as library:
        found = await first_id(library, "my chai was cold")

    # then it answers
    assert found == "cold-chai"


async def test_an_import_is_noticed_by_the_bot_that_runs(store: Store, encoder: Encoder) -> None:
    async with opened(store, encoder) as library:
        # given a running bot that knows no answer
        assert await first_id(library, "the rider is late") == ""

        # when another process imports one
        encoder.was_asked.clear()
        await put(store, *LIBRARY, NEW)
        await encoder.was_asked.wait()
        await library.refresh()

        # then it is found without a restart
        assert await first_id(library, "the rider is late") == "late"


async def test_only_new_texts_are_embedded(store: Store, encoder: Encoder) -> None:
    async with opened(store, encoder) as library:
        await library.ready()
        encoder.texts.clear()
        await put(store, *LIBRARY, NEW)
        await library.refresh()
        assert await first_id(library, "so late") == "late"

    assert sorted(encoder.texts) == sorted((*NEW.examples, "Late"))


async def test_what_was_embedded_once_outlives_a_restart(store: Store, encoder: Encoder) -> None:
    async with opened(store, encoder) as library:
        await library.ready()
    encoder.texts.clear()
    async with opened(store, encoder) as library:
        assert await first_id(library, "my chai was cold") == "cold-chai"

    assert encoder.texts == []


async def test_the_last_good_library_serves_when_a_newer_one_cannot_be_indexed(
    store: Store, encoder: Encoder
) -> None:
    async with opened(store, encoder) as library:
        # given a library that is indexed, and an encoder that breaks
        await library.ready()
        encoder.is_broken = True

        # when the library changes
        await put(store, NEW)
        await library.refresh()

        # then the old one still answers
        assert await first_id(library, "my chai was cold") == "cold-chai"

        # and the next change is taken up when the encoder works again
        encoder.is_broken = False
        await put(store, NEW, LIBRARY[2])
        await library.refresh()
        assert await first_id(library, "still late") == "late"


async def test_an_encoder_that_never_worked_is_no_reason_to_wait_for_ever(
    store: Store, encoder: Encoder
) -> None:
    encoder.is_broken = True
    async with opened(store, encoder) as library:
        with pytest.raises(RuntimeError, match="broken"):
            await ask(library, "my chai was cold")


async def test_a_library_that_was_emptied_on_purpose_stays_empty(
    store: Store, encoder: Encoder
) -> None:
    await put(store, NEW)
    await put(store)
    async with opened(store, encoder) as library:
        assert (await ask(library, "so late")).abstained
    async with store.reading() as tx:
        assert await tx.replies.library(BRAND) == Library()


async def test_a_search_for_words_before_the_first_index_finds_nothing_by_meaning(
    store: Store, encoder: Encoder
) -> None:
    encoder.is_broken = True
    async with opened(store, encoder) as library:
        assert await library.search("cold", top=3) == ()


async def test_a_damaged_row_stops_neither_the_bot_nor_what_it_knows(
    store: Store, encoder: Encoder, tmp_path: Path
) -> None:
    # given a library that is indexed
    async with opened(store, encoder) as library:
        await library.ready()

        # when a row cannot be read any more, and something changes
        await put(store, *LIBRARY, NEW)
        with closing(sqlite3.connect(tmp_path / "jawab.db")) as connection:
            connection.execute("UPDATE library_entries SET body = '[]' WHERE id = 'menu'")
            connection.commit()
        await library.refresh()

        # then it answers from what it knew
        assert await first_id(library, "my chai was cold") == "cold-chai"
