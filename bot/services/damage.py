"""Rows that cannot be read: the desk is told once of each, until somebody has mended it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.domain.ids import NO_CHAT
from bot.domain.inspection import Damage
from bot.domain.set_back import has_passed
from bot.ports import Clock, Store
from bot.services.desk.notes import DeskNotes

log = structlog.get_logger(__name__)

LOOK_AGAIN = timedelta(minutes=1)
"""How often it is looked whether somebody has mended them."""
NAMED = 5
"""More than so many rows are only counted in one note."""


class DamageWatch:
    """Has its turn among the others; what it knows is in the database."""

    def __init__(self, *, store: Store, clock: Clock, notes: DeskNotes) -> None:
        self._store = store
        self._clock = clock
        self._notes = notes
        self._looked_at: datetime | None = None

    async def turn(self) -> None:
        """Tell the desk of rows that were come across, and forget those that are mended."""
        await self._store.note_damage()
        async with self._store.reading() as tx:
            noted = await tx.damage.noted()
            untold = await tx.damage.untold()
            has_desk = (await tx.directory.desk(self._notes.desk_id)).chat_id != NO_CHAT
        if untold and has_desk:
            await self._tell()
        if noted:
            await self._look_again(noted)

    async def _tell(self) -> None:
        async with self._store.writing() as tx:
            untold = await tx.damage.untold()
            if not untold:
                return  # another desk was told of what is nobody's in particular
            named = ", ".join(f"{one.table} {one.row} ({one.column})" for one in untold[:NAMED])
            if len(untold) > NAMED:
                named += ", …"
            await self._notes.say(tx, "rows-damaged", count=len(untold), rows=named)
            await tx.damage.told(untold)
        log.warning("damage.told", count=len(untold))

    async def _look_again(self, noted: Sequence[Damage]) -> None:
        now = self._clock.now()
        if self._looked_at is not None and not has_passed(LOOK_AGAIN, self._looked_at, now):
            return
        self._looked_at = now
        async with self._store.reading() as tx:
            mended = [one for one in noted if await tx.damage.is_mended(one)]
        if not mended:
            return
        async with self._store.writing() as tx:
            for one in mended:
                await tx.damage.forget(one)
        log.info("damage.mended", count=len(mended))
