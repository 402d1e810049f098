"""The brand's reply library as the database holds it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BrandId
from bot.storage.codec import saved_reply_from_json, saved_reply_to_json
from bot.storage.rows import upsert
from bot.storage.schema import reply_vectors, saved_replies
from replies.types import SavedReply


class SqlReplies:
    """The library in a table, its sentence vectors in another."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def replace(
        self, brand_id: BrandId, replies: Sequence[SavedReply], *, at: datetime
    ) -> None:
        """Make these the brand's library."""
        await self._connection.execute(
            delete(saved_replies).where(saved_replies.c.brand_id == brand_id)
        )
        if replies:
            await self._connection.execute(
                insert(saved_replies),
                [
                    {
                        "brand_id": brand_id,
                        "id": reply.id,
                        "position": position,
                        "body": saved_reply_to_json(reply),
                        "imported_at": at,
                    }
                    for position, reply in enumerate(replies)
                ],
            )

    async def all(self, brand_id: BrandId) -> list[SavedReply]:
        """The brand's library, in the order in which it was given."""
        found = await self._connection.execute(
            select(saved_replies.c.id, saved_replies.c.body)
            .where(saved_replies.c.brand_id == brand_id)
            .order_by(saved_replies.c.position)
        )
        return [saved_reply_from_json(reply_id, body) for reply_id, body in found]

    async def vectors(self, brand_id: BrandId, model_id: str) -> dict[str, bytes]:
        """Stored sentence vectors by text, made by that encoder."""
        found = await self._connection.execute(
            select(reply_vectors.c.text, reply_vectors.c.vector).where(
                reply_vectors.c.brand_id == brand_id, reply_vectors.c.model_id == model_id
            )
        )
        return {text: vector for text, vector in found}  # noqa: C416

    async def put_vectors(
        self, brand_id: BrandId, model_id: str, vectors: Mapping[str, bytes]
    ) -> None:
        """Keep sentence vectors; those of other encoders are dropped."""
        await self._connection.execute(
            delete(reply_vectors).where(
                reply_vectors.c.brand_id == brand_id, reply_vectors.c.model_id != model_id
            )
        )
        if not vectors:
            return
        statement = upsert(self._connection, reply_vectors)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[
                    reply_vectors.c.brand_id,
                    reply_vectors.c.model_id,
                    reply_vectors.c.text_hash,
                ],
                set_={"vector": statement.excluded.vector},
            ),
            [
                {
                    "brand_id": brand_id,
                    "model_id": model_id,
                    "text_hash": _hash(text),
                    "text": text,
                    "vector": vector,
                }
                for text, vector in vectors.items()
            ],
        )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
