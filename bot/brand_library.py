"""The brand's reply library: kept in the database, searched in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

import structlog

from bot.domain.ids import BrandId
from bot.ports import Filled, SlotValues, Store
from replies.search import LibraryIndex, texts_to_embed
from replies.template import AUTHOR, find_slots, is_known, missing_slots, render
from replies.types import Found, Inquiry, SavedReply

log = structlog.get_logger(__name__)

Embed = Callable[[Iterable[str]], Awaitable[list[bytes]]]


class BrandLibrary:
    """Implements `bot.ports.Library` with the replies package."""

    def __init__(self, index: LibraryIndex) -> None:
        self._index = index

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        """Propose saved replies for a comment, or abstain."""
        return await asyncio.to_thread(self._index.suggest, inquiry, top)

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


async def open_brand_library(
    store: Store,
    brand_id: BrandId,
    *,
    starter: Callable[[], tuple[SavedReply, ...]],
    embed: Embed,
    model_id: str,
    now: datetime,
) -> BrandLibrary:
    """Load the library from the database; at the first start `starter` fills it.

    Vectors are kept beside it and made again for texts that are new, or when the encoder changed.
    """
    async with store.reading() as tx:
        replies = tuple(await tx.replies.all(brand_id))
        vectors = await tx.replies.vectors(brand_id, model_id)
    is_first_start = not replies
    if is_first_start:
        replies = await asyncio.to_thread(starter)
    texts = texts_to_embed(replies)
    # Texts of like length together: a batch costs as much as its longest text.
    fresh = sorted((text for text in texts if text not in vectors), key=len)
    made = dict(zip(fresh, await embed(fresh), strict=True)) if fresh else {}
    if is_first_start or made:
        async with store.writing() as tx:
            if is_first_start:
                await tx.replies.replace(brand_id, replies, at=now)
            await tx.replies.put_vectors(brand_id, model_id, made)
        log.info("library.prepared", replies=len(replies), embedded=len(made))
    known = {text: made.get(text) or vectors[text] for text in texts}
    return BrandLibrary(await asyncio.to_thread(LibraryIndex, replies, known))
