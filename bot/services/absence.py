"""After the bot was away: say how long, what was written meanwhile, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.ids import BotId
from bot.domain.outbox import Urgency
from bot.domain.routing import is_case
from bot.domain.set_back import has_passed
from bot.ports import Clock, Renderer, Store
from bot.services.backlog import counted
from bot.services.desk.notes import DeskNotes

log = structlog.get_logger(__name__)

ALIVE_AT = "alive-at"
"""When updates were last fetched."""
UNREPORTED_SINCE = "away-since"
"""Beginning of an absence that the desk was not told of yet; it outlives a restart."""

NOTE_EVERY = timedelta(seconds=30)
WORTH_A_REPORT = timedelta(minutes=5)
KEPT_BY_TELEGRAM = timedelta(hours=24)
"""Bot API, "Getting updates": no update is kept longer than 24 hours."""
CHECK_SECONDS = 2.0


def alive_key(bot_id: BotId) -> str:
    """The fact that tells when a bot last fetched updates."""
    return f"{ALIVE_AT}:{bot_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A stretch of time in which the bot fetched nothing."""

    since: datetime
    until: datetime


class AbsenceReport:
    """Knows when the bot was last there, and reports once it has caught up."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        urgent_from: int,
    ) -> None:
        """`urgent_from` is the priority from which a comment counts as urgent."""
        self._bot_id = bot_id
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._urgent_from = urgent_from
        self._noted_at: datetime | None = None
        self._returned_at: datetime | None = None
        self._has_caught_up = False

    async def fetched(self, *, is_backlog_empty: bool) -> None:
        """Updates were fetched; `is_backlog_empty` when Telegram held no more."""
        now = self._clock.now()
        if self._returned_at is None:
            self._returned_at = now
            await self._note_return(now)
        self._has_caught_up = self._has_caught_up or is_backlog_empty
        if self._noted_at is None or has_passed(NOTE_EVERY, self._noted_at, now):
            self._noted_at = now
            async with self._store.writing() as tx:
                await tx.directory.set_value(alive_key(self._bot_id), now.isoformat())

    async def run(self) -> None:
        """Report the absence before this start, once everything from it is triaged."""
        while not await self._is_reported():
            await self._clock.sleep(CHECK_SECONDS)

    async def _is_reported(self) -> bool:
        try:
            if not await self._is_settled():
                return False
            await self._report()
        except Exception:
            log.exception("absence.failed")
            return False
        return True

    async def _report(self) -> None:
        async with self._store.writing() as tx:
            since = await tx.directory.value(self._key(UNREPORTED_SINCE))
            if not since or self._returned_at is None:
                return
            absence = Absence(since=datetime.fromisoformat(since), until=self._returned_at)
            comments = await tx.comments.sent_between(self._bot_id, absence.since, absence.until)
            urgent = [
                one
                for one in comments
                if one.lane and is_case(one.lane) and one.priority >= self._urgent_from
            ]
            without_card = await counted(tx, self._notes.desk_id)
            html = self._wording(absence, len(comments), len(urgent), without_card)
            rows: tuple[tuple[Choice, ...], ...] = ()
            if without_card:
                rows = (
                    (
                        self._choice("label-next", Verb.NEXT),
                        self._choice("label-queue", Verb.QUEUE),
                    ),
                )
            await self._notes.announce(
                tx, Drawn(html=html, rows=rows), silent=True, urgency=Urgency.DIGEST
            )
            await tx.directory.set_value(self._key(UNREPORTED_SINCE), "")
        log.info("absence.reported", comments=len(comments), urgent=len(urgent))

    async def _note_return(self, now: datetime) -> None:
        async with self._store.writing() as tx:
            before = await tx.directory.value(alive_key(self._bot_id))
            waiting = await tx.directory.value(self._key(UNREPORTED_SINCE))
            if before and not waiting and now - datetime.fromisoformat(before) >= WORTH_A_REPORT:
                await tx.directory.set_value(self._key(UNREPORTED_SINCE), before)

    async def _is_settled(self) -> bool:
        if not self._has_caught_up:
            return False
        later = self._clock.now() + timedelta(minutes=1)
        async with self._store.reading() as tx:
            if await tx.updates.waiting(self._bot_id, now=later, limit=1):
                return False
            return not await tx.comments.waiting_count(self._bot_id)

    def _choice(self, key: str, verb: Verb) -> Choice:
        return Choice(label=self._renderer.label(key), action=Action(verb=verb))

    def _wording(
        self, absence: Absence, comment_count: int, urgent_count: int, without_card: int
    ) -> str:
        start, end = (self._renderer.clock_time(at) for at in (absence.since, absence.until))
        html = self._renderer.say(
            "away", **{"from": start, "to": end}, comments=comment_count, urgent=urgent_count
        )
        if without_card:
            html += "\n" + self._renderer.say("away-without-card", count=without_card)
        lost_until = absence.until - KEPT_BY_TELEGRAM
        if lost_until > absence.since:
            lost = self._renderer.clock_time(lost_until)
            html += "\n\n" + self._renderer.say("away-hole", **{"from": start}, lost=lost)
        return html

    def _key(self, name: str) -> str:
        return f"{name}:{self._bot_id}"
