"""Once a week the desk reads what the week was like, beside the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo

from bot.domain.desk_pages import Figures, WeekPage
from bot.domain.ids import NO_CHAT, Owner
from bot.domain.mood import MoodCounts, MoodLine
from bot.domain.outbox import Urgency
from bot.domain.weekly import WeeklyHour, weeks_until
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.notes import DeskNotes

TOLD = "week-told:"
"""Prefix of the fact: of which week a desk was told last; its number follows."""


class WeeklyReport:
    """Has its turn among the others."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        at: WeeklyHour | None,
        zone: tzinfo,
    ) -> None:
        """The report comes `at` an hour in `zone`; never without one."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._at = at
        self._zone = zone

    async def turn(self) -> None:
        """Tell of the newest week that is over, once; a week in which nothing was said is none.

        A desk that has just begun waits until its first one is over.
        """
        if self._at is None:
            return
        newest, week, before = weeks_until(self._clock.now(), self._at, self._zone)
        key = f"{TOLD}{self._owner.desk_id}"
        async with self._store.reading() as tx:
            if await tx.directory.value(key) == newest.isoformat():
                return
        async with self._store.writing() as tx:
            told = await tx.directory.value(key)
            desk = await tx.directory.desk(self._owner.desk_id)
            if told == newest.isoformat() or desk.chat_id == NO_CHAT:
                return
            if told is not None:
                await self._tell(tx, newest, week, before)
            await tx.directory.set_value(key, newest.isoformat())

    async def _tell(
        self, tx: Transaction, newest: datetime, week: datetime, before: datetime
    ) -> None:
        figures = await self._figures(tx, week, newest)
        if not any(figures.comments.values()):
            return
        moods = [
            await self._mood(tx, since, until) for since, until in ((week, newest), (before, week))
        ]
        page = WeekPage(
            first=week.date(),
            last=newest.date(),
            week=figures,
            before=await self._figures(tx, before, week),
            mood=MoodLine(title="", counts=moods[0], before=moods[1]),
        )
        await self._notes.announce(
            tx, self._renderer.page(page), silent=True, urgency=Urgency.CARD
        )

    async def _figures(self, tx: Transaction, since: datetime, until: datetime) -> Figures:
        figures = await tx.tally.figures(self._owner, since=since, until=until)
        missed = await tx.sla.counts(self._owner.desk_id, since=since, until=until)
        return replace(figures, missed=missed)

    async def _mood(self, tx: Transaction, since: datetime, until: datetime) -> MoodCounts:
        communities = await tx.directory.communities(self._owner.bot_id)
        sums = await tx.moods.sums([one.id for one in communities], since=since, until=until)
        together = MoodCounts()
        for counts in sums.values():
            together = together.plus(counts)
        return together
