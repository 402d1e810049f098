"""Opens and closes incidents, and knows what stands on their cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.comment import Comment, author_key
from bot.domain.desk import DeskRole
from bot.domain.holds import Hold
from bot.domain.ids import IncidentId, OutboxId, Owner
from bot.domain.incidents import (
    COLLECTED,
    SAMPLES,
    Happening,
    Incident,
    Outcome,
    TimelineEntry,
    taught,
)
from bot.domain.mood import DAY, WEEK, Place, mood_of
from bot.domain.outbox import IncidentDrawing, OutboxItem, Urgency
from bot.domain.roster import Manager
from bot.domain.spikes import faded
from bot.domain.topic_words import Said, topic_words
from bot.ports import AuditEntry, Renderer, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.holding import LIFTED, STATED
from bot.services.desk.notes import DeskNotes
from bot.services.desk.record import record_at_desk
from bot.services.desk.view import fingerprint
from bot.services.incident_view import card_of, hold_of, report_of

log = structlog.get_logger(__name__)

OPENED = "incident_opened"
CLOSED = "incident_closed"
FALSE_ALARM = "incident_false_alarm"
KEPT = "incident_kept_open"
"""Names of audit actions; the details name the incident."""
STRICTNESS = "incident-strictness:"
"""Prefix of the fact how strict a community's alarms are, and since when."""
BY_HAND = timedelta(hours=1)
"""How far back an incident reaches that a lead opens."""
MOST_CARDS = 200
MOST_SAID, MOST_OTHERWISE = 300, 400

Told = Callable[[Transaction, Incident], Awaitable[None]]
"""Is told of an incident in the transaction that opens or closes it."""


class Incidents:
    """The incidents of one desk; what the desk reads of them is in the desk's language."""

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        notes: DeskNotes,
        on_opened: Sequence[Told] = (),
        on_closed: Sequence[Told] = (),
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._on_opened = tuple(on_opened)
        self._on_closed = tuple(on_closed)

    # --- opening and closing --------------------------------------------------------------------

    async def open(self, tx: Transaction, incident: Incident, *, at: datetime) -> Incident:
        """Keep a new incident, let it collect the cases of its place, and ring once."""
        said = await self.negative(tx, incident.place, since=incident.since, until=at)
        incident = replace(
            incident,
            words=await self._words(tx, incident, said),
            samples=tuple(one.id for one in _samples(said)),
        )
        incident = replace(incident, id=await tx.incidents.add(incident))
        await self.note(tx, incident, Happening.OPENED, at=at, by=incident)
        fitting = await tx.incidents.fitting_cases(
            incident.place, lanes=COLLECTED, since=incident.since
        )
        free = [one for one in fitting if not await tx.incidents.is_collected(one)]
        await tx.incidents.collect(incident, free, at=at)
        await self.draw(tx, incident, at=at, urgency=Urgency.ESCALATION)
        for tell in self._on_opened:
            await tell(tx, incident)
        log.info("incident.opened", incident_id=incident.id, count=incident.count)
        return incident

    async def open_by_hand(
        self, tx: Transaction, case: Case, place: Place, by: Manager, *, at: datetime
    ) -> Incident:
        """A lead makes an incident of what happens in a place; the case belongs to it."""
        incident = await self.open(
            tx,
            Incident(
                id=IncidentId(0),
                owner=self._owner,
                place=place,
                opened_at=at,
                since=at - BY_HAND,
                by=by.user_id,
                by_name=by.name,
                peak_at=at,
            ),
            at=at,
        )
        await tx.incidents.collect(incident, (case.id,), at=at)
        await self._audit(tx, by, OPENED, incident, at=at)
        return incident

    async def close(
        self,
        tx: Transaction,
        incident: Incident,
        outcome: Outcome,
        *,
        by: Manager | None,
        at: datetime,
    ) -> bool:
        """End an incident and report on it; False if somebody was faster.

        Cases that are open still get their cards. How it ended teaches the place's alarms, unless
        a lead had opened it.
        """
        closed = incident.close(outcome, by_name=by.name if by else "", at=at)
        if not await tx.incidents.save(closed):
            return False
        if closed.peak:
            peak = str(closed.peak)
            await self.note(tx, closed, Happening.PEAK, at=closed.peak_at, detail=peak)
        is_false = outcome is Outcome.FALSE_ALARM
        what = Happening.FALSE_ALARM if is_false else Happening.CLOSED
        await self.note(tx, closed, what, at=at, by=by)
        if by is not None:
            await self._audit(tx, by, FALSE_ALARM if is_false else CLOSED, closed, at=at)
        if not closed.is_by_hand:
            await self._teach(tx, closed, outcome, at)
        await self._show_cases(tx, closed, at)
        await self.draw(tx, closed, at=at, urgency=Urgency.ANSWER)
        drawn = self._renderer.page(await report_of(tx, closed))
        await self._notes.announce(tx, drawn, silent=True, urgency=Urgency.ANSWER)
        for tell in self._on_closed:
            await tell(tx, closed)
        log.info("incident.closed", incident_id=closed.id, outcome=outcome.value)
        return True

    async def keep_open(
        self, tx: Transaction, incident: Incident, by: Manager, *, at: datetime
    ) -> None:
        """It is calm, but somebody wants it open."""
        await tx.incidents.save(incident.keep_open(at))
        await self.note(tx, incident, Happening.KEPT_OPEN, at=at, by=by)
        await self._audit(tx, by, KEPT, incident, at=at)

    async def strictness(self, tx: Transaction, place: Place, at: datetime) -> float:
        """What labelled alarms of a place have taught, as far as it is not forgotten."""
        learnt, learnt_at = await self._learnt(tx, place, at)
        return faded(learnt, (at - learnt_at) / DAY)

    # --- the card -------------------------------------------------------------------------------

    async def drawn(self, tx: Transaction, incident: Incident) -> Drawn:
        """The card as it is now."""
        return self._renderer.page(await card_of(tx, incident))

    async def is_shown(self, tx: Transaction, incident: Incident) -> bool:
        """Whether what stands at the desk looks like that already."""
        return incident.shows == fingerprint(await self.drawn(tx, incident))

    async def draw(
        self, tx: Transaction, incident: Incident, *, at: datetime, urgency: Urgency
    ) -> None:
        """Have the card drawn: anew where it does not stand in the desk's chat."""
        desk = await tx.directory.desk(self._owner.desk_id)
        is_here = incident.card is not None and incident.card.chat_id == desk.chat_id
        card = incident.card.message_id if incident.card is not None and is_here else None
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=desk.chat_id,
                urgency=urgency,
                payload=IncidentDrawing(incident_id=incident.id, message_id=card),
                not_before=at,
                created_at=at,
            )
        )

    # --- what happens meanwhile -----------------------------------------------------------------

    async def note(
        self,
        tx: Transaction,
        incident: Incident,
        what: Happening,
        *,
        at: datetime,
        by: Manager | Incident | None = None,
        by_name: str = "",
        detail: str = "",
    ) -> None:
        """Add to the timeline; an incident stands for whoever opened it."""
        user_id = by.by if isinstance(by, Incident) else by.user_id if by else None
        if by is not None:
            by_name = by.by_name if isinstance(by, Incident) else by.name
        entry = TimelineEntry(at=at, what=what, by=user_id, by_name=by_name, detail=detail)
        await tx.incidents.happened(incident, entry)

    async def note_hold(self, tx: Transaction, incident: Incident, *, at: datetime) -> Incident:
        """Add to the timeline what became of the hold of its place, wherever that was pressed."""
        hold = await hold_of(tx, incident)
        if hold is None and incident.hold_id is not None:
            before = await tx.holds.get(incident.hold_id)
            lifted = await _last(tx, before, LIFTED)
            by_name = lifted.by_name if lifted else ""
            await self.note(tx, incident, Happening.LIFTED, at=at, by_name=by_name)
        if hold is not None and hold.id != incident.hold_id:
            await self.note(tx, incident, Happening.HELD, at=hold.at, by_name=hold.by_name)
        if hold is not None and hold.statement and hold.statement != incident.statement:
            stated = await _last(tx, hold, STATED)
            await self.note(
                tx,
                incident,
                Happening.STATED,
                at=stated.at if stated else at,
                by_name=stated.by_name if stated else hold.by_name,
                detail=hold.statement,
            )
        return replace(
            incident,
            hold_id=hold.id if hold else None,
            statement=(hold.statement if hold else "") or incident.statement,
        )

    async def negative(
        self, tx: Transaction, place: Place, *, since: datetime, until: datetime
    ) -> list[Comment]:
        """The negative comments of a place that were sent in that time, the oldest first."""
        heard = await tx.incidents.heard(
            self._owner, place, since=since, until=until, limit=MOST_SAID
        )
        return [one for one in heard if mood_of(one).negative]

    async def _words(
        self, tx: Transaction, incident: Incident, said: Sequence[Comment]
    ) -> tuple[str, ...]:
        """What is spoken of now and was not in the week before."""
        otherwise = await tx.incidents.heard(
            self._owner,
            incident.place.community,
            since=incident.since - WEEK,
            until=incident.since,
            limit=MOST_OTHERWISE,
        )
        names = {one.author.name for one in (*said, *otherwise)}
        return topic_words(_said(said), _said(otherwise), names=names)

    async def _show_cases(self, tx: Transaction, incident: Incident, at: datetime) -> None:
        """Cases that were collected without a card get one, the most urgent first."""
        ids = await tx.incidents.open_cases(incident.id, limit=MOST_CARDS)
        for case in await tx.cases.several(ids):
            if not await tx.desk.of_case(case.id, (DeskRole.CARD,)):
                await redraw(tx, case, now=at)

    async def _teach(
        self, tx: Transaction, incident: Incident, outcome: Outcome, at: datetime
    ) -> None:
        learnt, learnt_at = await self._learnt(tx, incident.place, at)
        strictness = taught(learnt, outcome, days_since=(at - learnt_at) / DAY)
        key = _key(incident.place)
        await tx.directory.set_value(key, f"{strictness:.4f} {at.isoformat()}")

    async def _learnt(self, tx: Transaction, place: Place, at: datetime) -> tuple[float, datetime]:
        kept = await tx.directory.value(_key(place))
        if kept is None:
            return 0.0, at
        strictness, _, learnt_at = kept.partition(" ")
        return float(strictness), datetime.fromisoformat(learnt_at)

    async def _audit(
        self, tx: Transaction, by: Manager, action: str, incident: Incident, *, at: datetime
    ) -> None:
        detail = f"incident {incident.id}"
        await record_at_desk(tx, self._owner, by, at=at, action=action, detail=detail)


def _key(place: Place) -> str:
    """Posts come and go: what one teaches holds for all posts of its community."""
    kind = "whole" if place.is_whole else "posts"
    return f"{STRICTNESS}{place.community_id}:{kind}"


def _samples(said: Sequence[Comment]) -> list[Comment]:
    """A few comments with words, each of another author, spread over the time."""
    by_author = {author_key(one.author): one for one in said if one.text.strip()}
    different = sorted(by_author.values(), key=lambda one: (one.sent_at, one.id))
    step = max(1, len(different) // SAMPLES)
    return different[::step][:SAMPLES]


def _said(comments: Sequence[Comment]) -> list[Said]:
    return [Said(author=author_key(one.author), text=one.text) for one in comments]


async def _last(tx: Transaction, hold: Hold | None, action: str) -> AuditEntry | None:
    if hold is None:
        return None
    rows = [one for one in await tx.cases.audit_of(hold.case_id) if one.action == action]
    return rows[-1] if rows else None
