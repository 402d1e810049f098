"""The brand's reply library: kept in the database, searched in memory, followed as it changes."""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Sequence,
)
from contextlib import asynccontextmanager

import structlog

from bot.domain.ids import BrandId
from bot.domain.library import Change, What
from bot.domain.uses import Mark, ReplyUse
from bot.errors import StoreFailure
from bot.ports import CaseFacts, Clock, Filled, SlotValues, Store, UsedVector
from bot.services.wakeup import Wakeup
from replies.cldr import clock_time, day, weekday
from replies.composing import compose
from replies.feedback import Kind, Lesson
from replies.findings import Finding
from replies.forms import SPEAKER
from replies.search import LibraryIndex, texts_to_embed
from replies.template import (
    AUTHOR,
    UNREADABLE,
    find_slots,
    is_template,
    missing_slots,
    render_known,
)
from replies.types import Found, Inquiry, Library, Suggestion
from replies.unfilling import unfill
from replies.wholeness import find_all_errors

log = structlog.get_logger(__name__)

EMBEDDED_AT_ONCE = 64
RETRY_SECONDS = 1.0
POLL_SECONDS = 5.0
"""How often changes are looked for that another process made (an import)."""
SEARCH_SECONDS = 2.0
"""How long a search waits for the encoder: other managers wait meanwhile."""
WORTH_FINDING = 0.15
"""Probability from which a reply is among what a search for words finds."""

Embed = Callable[[Iterable[str]], Awaitable[list[bytes]]]


class BrandLibrary:
    """Implements `bot.ports.Library` with the replies package.

    Whoever asks for suggestions before the first index is ready waits for it; nothing else has to.
    While a newer one is made, or when it cannot be made, the last good one serves.
    """

    def __init__(
        self, *, store: Store, brand_id: BrandId, embed: Embed, model_id: str, clock: Clock
    ) -> None:
        self._store = store
        self._brand_id = brand_id
        self._embed = embed
        self._model_id = model_id
        self._clock = clock
        self._index: LibraryIndex | None = None
        self._failure: Exception | None = None
        self._is_settled = asyncio.Event()
        self._revision: int | None = None
        self._heeded: int | None = None
        self._turn = asyncio.Lock()
        self._work = Wakeup(clock)

    async def ready(self) -> LibraryIndex:
        """Wait until there is an index; raise what kept the first one from being made."""
        await self._is_settled.wait()
        if self._index is None:
            assert self._failure is not None
            raise self._failure
        return self._index

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        """Propose saved replies for a comment, or abstain."""
        index = await self.ready()
        return await asyncio.to_thread(index.suggest, inquiry, top)

    def other_wording(self, suggestion: Suggestion, inquiry: Inquiry) -> Suggestion | None:
        """The same reply in other words, tone or language; `None` where none are known."""
        return self._index.other_wording(suggestion, inquiry) if self._index else None

    def wording(self, reply_id: str, inquiry: Inquiry) -> Suggestion | None:
        """A reply's best text for a comment; `None` where it has none that may be said to it."""
        return self._index.wording(reply_id, inquiry) if self._index else None

    async def search(self, words: str, *, top: int) -> tuple[str, ...]:
        """Ids of the replies in force nearest in meaning, the nearest first.

        Empty while there is no index yet, or while the encoder has more urgent things to do.
        """
        if self._index is None:
            return ()
        try:
            async with asyncio.timeout(SEARCH_SECONDS):
                (vector,) = await self._embed([words])
        except TimeoutError:
            log.warning("library.search_too_slow")
            return ()
        inquiry = Inquiry(text=words, vector=vector, languages=())
        ranking = await asyncio.to_thread(self._index.rank, inquiry)
        return tuple(reply.id for reply, score in ranking[:top] if score >= WORTH_FINDING)

    def check(self, library: Library) -> tuple[Finding, ...]:
        """What keeps a library from being used, in each entry and between them."""
        return tuple(find_all_errors(library))

    def fill(self, text: str, values: SlotValues, lang: str, *, is_typed: bool = False) -> Filled:
        """Fill slots and choose forms; what looks like none of ours stays as it is."""
        if not is_template(text):
            return Filled(text=text if is_typed else render_known(text, {}))
        given = {
            SPEAKER: values.speaker,
            **_given(values),
            **_facts(values.facts, lang),
            **values.prompted,
        }
        missing = missing_slots(text, given)
        askable = tuple(slot for slot in missing if slot not in {SPEAKER, *UNREADABLE})
        return Filled(text=render_known(text, given, lang), missing=askable)

    def unfill(self, text: str, values: SlotValues, *, also_author: str = "") -> str:
        """Put slots where their values stand, so that the text can be sent to somebody else."""
        return unfill(text, (*_given(values).items(), (AUTHOR, also_author)))

    def call(self) -> None:
        """The library may have changed."""
        self._work.call()

    async def follow(self) -> None:
        """Make an index of the library as it is, and a new one whenever it changes; for ever."""
        while True:
            try:
                await self.refresh()
            except StoreFailure:
                log.exception("library.store_failed")
                await self._clock.sleep(RETRY_SECONDS)
            else:
                await self._work.wait(POLL_SECONDS)

    async def refresh(self) -> None:
        """Make an index of the library as it is, if it is not the one that there is an index of.

        The last good one stays if that fails; raise StoreFailure where trying again may help.
        """
        async with self._turn:
            await self._catch_up()
            if self._index is not None:
                self._index = await self._heeding(self._index)

    async def _catch_up(self) -> None:
        async with self._store.reading() as tx:
            revision = await tx.replies.revision(self._brand_id)
        if revision == self._revision:
            return
        try:
            index, self._heeded = await self._indexed(), None
            self._index = await self._heeding(index)
            self._failure = None
        except StoreFailure:
            raise
        except Exception as error:
            log.exception("library.not_indexed")
            self._failure = error
        self._revision = revision
        self._is_settled.set()

    async def _heeding(self, index: LibraryIndex) -> LibraryIndex:
        """The index with what managers did with suggestions; nothing is embedded for it."""
        async with self._store.reading() as tx:
            revision = await tx.uses.revision(self._brand_id)
            if revision == self._heeded:
                return index
            used = await tx.uses.vectors(self._brand_id, self._model_id)
        heeding = await asyncio.to_thread(index.heeding, lessons_of(used))
        self._heeded = revision
        return heeding

    async def _indexed(self) -> LibraryIndex:
        """Make vectors for new texts, or for all when the encoder changed; the others are kept."""
        async with self._store.reading() as tx:
            library = await tx.replies.library(self._brand_id)
            vectors = await tx.replies.vectors(self._brand_id, self._model_id)
        # Texts of like length together: a batch costs as much as its longest text.
        replies = compose(library)
        wanted = texts_to_embed(replies)
        fresh = sorted((text for text in wanted if text not in vectors), key=len)
        for portion in _portions(fresh, EMBEDDED_AT_ONCE):
            made = dict(zip(portion, await self._embed(portion), strict=True))
            vectors |= made
            async with self._store.writing() as tx:
                await tx.replies.put_vectors(self._brand_id, self._model_id, made)
        log.info("library.ready", replies=len(library.replies), embedded=len(fresh))
        return await asyncio.to_thread(LibraryIndex, replies, vectors, library.playbooks)


@asynccontextmanager
async def open_brand_library(
    store: Store,
    brand_id: BrandId,
    *,
    starter: Callable[[], Library],
    embed: Embed,
    model_id: str,
    clock: Clock,
) -> AsyncIterator[BrandLibrary]:
    """Follow the library of the database; at the first start `starter` fills it.

    The first index takes seconds to make, so it is made while the desk works already.
    """
    async with store.reading() as tx:
        is_new = not await tx.replies.revision(brand_id)
    if is_new:
        given = await asyncio.to_thread(starter)
        change = Change(at=clock.now(), by=None, by_name="", what=What.IMPORTED)
        async with store.writing() as tx:
            await tx.replies.replace(brand_id, given, change=change)
    library = BrandLibrary(
        store=store, brand_id=brand_id, embed=embed, model_id=model_id, clock=clock
    )
    following = asyncio.create_task(library.follow())
    try:
        yield library
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


def lessons_of(used: Iterable[UsedVector]) -> list[Lesson]:
    """What is learnt from decisions; from most of them nothing."""
    return [
        Lesson(reply_id=one.use.reply_id, kind=kind, vector=one.vector)
        for one in used
        if (kind := _kind_of(one.use))
    ]


def _kind_of(use: ReplyUse) -> Kind | None:
    if use.is_rejected:
        return Kind.REJECTED
    if not use.is_accepted:
        return None
    return Kind.TAUGHT if use.mark is Mark.TAUGHT else Kind.ACCEPTED


def _given(values: SlotValues) -> dict[str, str]:
    return {
        AUTHOR: values.author,
        "brand": values.brand,
        **{f"link_{name}": link for name, link in values.links.items()},
    }


def _facts(facts: CaseFacts | None, lang: str) -> dict[str, str]:
    """The facts of a case by slot; what strangers named like a slot of ours is not known."""
    if facts is None:
        return {}
    names = {"community": facts.community, "post": facts.post}
    return {
        **{slot: name for slot, name in names.items() if not find_slots(name)},
        "case": facts.number,
        "date": day(facts.at, lang),
        "time": clock_time(facts.at, lang),
        "weekday": weekday(facts.at, lang),
    }


def _portions(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cut into portions, so that what is done outlives a restart."""
    return (texts[start : start + size] for start in range(0, len(texts), size))
