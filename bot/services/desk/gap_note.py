"""The weekly note on the gaps of the library, after the report of the week."""

from __future__ import annotations

from datetime import tzinfo

import structlog

from bot.domain.gaps import weekly_page
from bot.domain.ids import NO_CHAT, Owner
from bot.domain.weekly import WeeklyHour, weeks_until
from bot.ports import Clock, Renderer, Store
from bot.services.desk.notes import DeskNotes
from bot.services.gaps import Gaps

log = structlog.get_logger(__name__)

CHECK_SECONDS = 60.0
TOLD = "gaps-told"
"""Of which day the desk was told last, or from which on it is to be told."""


class GapNote:
    """Tells the desk what its library lacked; late, where the bot was away when it was time."""

    def __init__(
        self,
        *,
        owner: Owner,
        gaps: Gaps,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        at: WeeklyHour | None,
        zone: tzinfo,
    ) -> None:
        """The note comes `at` an hour in `zone`; never without one."""
        self._at = at
        self._owner = owner
        self._gaps = gaps
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._zone = zone

    async def run(self) -> None:
        """Tell when it is time, for ever."""
        while True:
            # at first the library is made ready, and what came in meanwhile is read
            await self._clock.sleep(CHECK_SECONDS)
            try:
                await self.tell()
            except Exception:
                log.exception("gaps.not_told")

    async def tell(self) -> None:
        """Queue the note if it is due; that it was given is kept with it."""
        if self._at is None:
            return
        newest, _, _ = weeks_until(self._clock.now(), self._at, self._zone)
        day = newest.date().isoformat()
        async with self._store.reading() as tx:
            if await tx.directory.value(self._key) == day:
                return
        async with self._store.writing() as tx:
            before = await tx.directory.value(self._key)
            if before == day or (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
                return
            # a desk that has just begun has had no week yet
            gaps = await self._gaps.find(tx) if before else []
            if gaps:
                await self._notes.announce(tx, self._renderer.gaps(weekly_page(gaps)))
            await tx.directory.set_value(self._key, day)
        log.info("gaps.told", count=len(gaps))

    @property
    def _key(self) -> str:
        return f"{TOLD}:{self._owner.desk_id}"
