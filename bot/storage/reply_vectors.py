"""Sentence vectors of the library's texts, so that each is embedded once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BrandId
from bot.storage.rows import upsert
from bot.storage.schema import reply_vectors


class SqlReplyVectors:
    """The vectors in a table."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

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
