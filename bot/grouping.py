"""Comments put together by meaning, with the vectors that the database holds already."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import numpy as np

from bot.domain.gaps import Alike
from bot.domain.ids import BrandId
from bot.ports import Store
from replies.backdrop import BACKDROP_TEXTS
from replies.grouping import MEAN_THE_SAME, group, name_group
from replies.space import Space, matrix


class MeaningGroups:
    """Implements `bot.ports.Grouping` with the replies package."""

    def __init__(self, *, store: Store, brand_id: BrandId) -> None:
        self._store = store
        self._brand_id = brand_id
        self._spaces: dict[str, Space] = {}

    async def alike(
        self, texts: Sequence[str], vectors: Sequence[bytes], *, model_id: str
    ) -> list[Alike]:
        """Groups of texts that mean the same; none while the encoder has not seen the library."""
        space = await self._space(model_id)
        if space is None or not texts:
            return []
        return await asyncio.to_thread(_grouped, space, texts, vectors)

    async def nearness(
        self, vectors: Sequence[bytes], *, model_id: str
    ) -> Sequence[Sequence[float]] | None:
        """How near each is to each; `None` while the encoder has not seen the library."""
        space = await self._space(model_id)
        if space is None or not vectors:
            return None
        return nearness_of(space, vectors)

    async def _space(self, model_id: str) -> Space | None:
        """The space of an encoder: what is everyday in it is embedded with every library."""
        if model_id not in self._spaces:
            async with self._store.reading() as tx:
                vectors = await tx.replies.vectors(self._brand_id, model_id)
            if not all(text in vectors for text in BACKDROP_TEXTS):
                return None
            # without the library, as the threshold was measured
            nothing = np.zeros((0, 0), dtype=np.float32)
            self._spaces = {model_id: Space(nothing, vectors)}
        return self._spaces[model_id]


def nearness_of(space: Space, vectors: Sequence[bytes]) -> list[list[float]]:
    """How near each vector is to each."""
    rows = space.place(matrix(vectors))
    table: list[list[float]] = (rows @ rows.T).tolist()
    return table


def _grouped(space: Space, texts: Sequence[str], vectors: Sequence[bytes]) -> list[Alike]:
    groups = group(space.place(matrix(vectors)), MEAN_THE_SAME)
    return [
        Alike(members=tuple(members), words=name_group([texts[at] for at in members], among=texts))
        for members in groups
    ]
