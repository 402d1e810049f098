"""The brand's reply library: kept in the database, searched in memory."""

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
from datetime import datetime

import structlog

from bot.domain.ids import BrandId
from bot.errors import StoreFailure
from bot.ports import Filled, SlotValues, Store
from replies.search import LibraryIndex, texts_to_embed
from replies.template import AUTHOR, find_slots, is_known, missing_slots, render
from replies.types import Found, Inquiry, SavedReply

log = structlog.get_logger(__name__)

EMBEDDED_AT_ONCE = 64
RETRY_SECONDS = 1.0

Embed = Callable[[Iterable[str]], Awaitable[list[bytes]]]


class BrandLibrary:
    """Implements `bot.ports.Library` with the replies package.

    Whoever asks for suggestions before the index is ready waits for it; nothing else has to.
    """

    def __init__(self, index: asyncio.Task[LibraryIndex]) -> None:
        self._index = index

    async def ready(self) -> LibraryIndex:
        """Wait until there is an index."""
        return await asyncio.shield(self._index)

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        """Propose saved replies for a comment, or abstain."""
        index = await self.ready()
        return await asyncio.to_thread(index.suggest, inquiry, top)

    def fill(self, text: str, values: SlotValues) -> Filled:
        """Fill the slots of a reply's text; what looks like no slot of ours stays as it is."""
        if not any(is_known(slot) for slot in find_slots(text)):
            return Filled(text=text)
        given = {
            AUTHOR: values.author,
            "brand": values.brand,
            **{f"link_{name}": link for name, link in values.links.items()},
            **values.prompted,
        }
        missing = missing_slots(text, given)
        if not missing:
            return Filled(text=render(text, given))
        shown = given | {slot: f"${slot}" for slot in missing}
        return Filled(text=render(text, shown), missing=missing)


@asynccontextmanager
async def open_brand_library(
    store: Store,
    brand_id: BrandId,
    *,
    starter: Callable[[], tuple[SavedReply, ...]],
    embed: Embed,
    model_id: str,
    now: datetime,
) -> AsyncIterator[BrandLibrary]:
    """Load the library from the database; at the first start `starter` fills it.

    The first index takes seconds to make, so it is made while the desk works already.
    """
    async with store.reading() as tx:
        replies = tuple(await tx.replies.all(brand_id))
    if not replies:
        replies = await asyncio.to_thread(starter)
        async with store.writing() as tx:
            await tx.replies.replace(brand_id, replies, at=now)
    index = asyncio.create_task(_index_at_last(store, brand_id, replies, embed, model_id))
    try:
        yield BrandLibrary(index)
    finally:
        index.cancel()
        await asyncio.gather(index, return_exceptions=True)


async def _index_at_last(
    store: Store,
    brand_id: BrandId,
    replies: tuple[SavedReply, ...],
    embed: Embed,
    model_id: str,
) -> LibraryIndex:
    """Try until the database plays along: without an index there are no suggestions at all."""
    while True:
        try:
            return await _index(store, brand_id, replies, embed, model_id)
        except StoreFailure:
            log.exception("library.store_failed")
            await asyncio.sleep(RETRY_SECONDS)


async def _index(
    store: Store,
    brand_id: BrandId,
    replies: tuple[SavedReply, ...],
    embed: Embed,
    model_id: str,
) -> LibraryIndex:
    """Make vectors for new texts, or for all when the encoder changed; the others are kept."""
    async with store.reading() as tx:
        vectors = await tx.replies.vectors(brand_id, model_id)
    # Texts of like length together: a batch costs as much as its longest text.
    fresh = sorted((text for text in texts_to_embed(replies) if text not in vectors), key=len)
    for portion in _portions(fresh, EMBEDDED_AT_ONCE):
        made = dict(zip(portion, await embed(portion), strict=True))
        vectors |= made
        async with store.writing() as tx:
            await tx.replies.put_vectors(brand_id, model_id, made)
    log.info("library.ready", replies=len(replies), embedded=len(fresh))
    return await asyncio.to_thread(LibraryIndex, replies, vectors)


def _portions(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cut into portions, so that what is done outlives a restart."""
    return (texts[start : start + size] for start in range(0, len(texts), size))
