"""Incidents in a table, their cases and their timeline in two others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Status
from bot.domain.comment import Comment
from bot.domain.ids import CaseId, DeskId, IncidentId, MessageRef, Owner
from bot.domain.incidents import Incident, TimelineEntry
from bot.domain.lane import Lane
from bot.domain.mood import WHOLE, Place
from bot.domain.outbox import OutboxState
from bot.storage.comment_rows import comment_of
from bot.storage.fields import counted, member
from bot.storage.incident_rows import entry_of, entry_row, incident_of, incident_row
from bot.storage.payload_codec import PayloadKind
from bot.storage.reading import readable, sole
from bot.storage.rows import owner_row, upsert
from bot.storage.schema import (
    cases,
    comments,
    incident_cases,
    incident_timeline,
    incidents,
    outbox,
)
from bot.storage.types import MaybeMoment, earliest

_SAID = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)
_IS_OPEN = incidents.c.closed_at.is_(None)
_OPEN_AT = (
    select(incidents)
    .where(
        incidents.c.community_id == bindparam("community"),
        or_(incidents.c.thread_key == bindparam("thread"), incidents.c.thread_key == WHOLE),
        _IS_OPEN,
    )
    .order_by(incidents.c.id)
)


class SqlIncidents:
    """Many negative comments at once, and what became of them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, incident: Incident) -> IncidentId:
        """Keep a new incident (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(incidents).values(incident_row(incident)).returning(incidents.c.id)
        )
        assert given is not None
        return IncidentId(given)

    async def save(self, incident: Incident) -> bool:
        """Keep a change of an incident that is open; False if it was closed already."""
        changed = await self._connection.execute(
            update(incidents)
            .where(incidents.c.id == incident.id, _IS_OPEN)
            .values(incident_row(incident))
        )
        return bool(changed.rowcount)

    async def note_card(
        self, incident_id: IncidentId, card: MessageRef | None, *, shows: str, at: datetime | None
    ) -> None:
        """Its card stands there and shows that, or (None) nowhere; open or closed."""
        await self._connection.execute(
            update(incidents)
            .where(incidents.c.id == incident_id)
            .values(
                card_chat_id=card.chat_id if card else None,
                card_message_id=card.message_id if card else None,
                shows=shows,
                drawn_at=at,
            )
        )

    async def get(self, incident_id: IncidentId) -> Incident | None:
        """One incident; raise DamagedRow if it cannot be read."""
        found = select(incidents).where(incidents.c.id == incident_id)
        return await sole(self._connection, found, incidents, incident_of)

    async def open_at(self, place: Place) -> Incident | None:
        """The open incident that a place lies in: the thread's own, else the community's."""
        found = await readable(
            self._connection,
            _OPEN_AT,
            incidents,
            incident_of,
            parameters={"community": place.community_id, "thread": place.thread_key},
        )
        return max(found, key=lambda one: len(one.place.thread_key), default=None)

    async def open_ones(self, desk_id: DeskId) -> list[Incident]:
        """A desk's open incidents, the oldest first."""
        return await self._where(incidents.c.desk_id == desk_id, _IS_OPEN)

    async def closed_ones(self, desk_id: DeskId, *, limit: int) -> list[Incident]:
        """A desk's closed incidents, the newest first."""
        return await readable(
            self._connection,
            select(incidents)
            .where(incidents.c.desk_id == desk_id, incidents.c.closed_at.is_not(None))
            .order_by(incidents.c.closed_at.desc(), incidents.c.id.desc())
            .limit(limit),
            incidents,
            incident_of,
        )

    async def closed_since(self, desk_id: DeskId, since: datetime) -> list[Incident]:
        """Those that were closed after that moment."""
        return await self._where(incidents.c.desk_id == desk_id, incidents.c.closed_at > since)

    async def collect(
        self, incident: Incident, case_ids: Sequence[CaseId], *, at: datetime
    ) -> None:
        """Let cases belong to an incident; those that do already stay as they are."""
        if not case_ids:
            return
        await self._connection.execute(
            upsert(self._connection, incident_cases).on_conflict_do_nothing(),
            [
                {
                    **owner_row(incident.owner),
                    "incident_id": incident.id,
                    "case_id": case_id,
                    "at": at,
                }
                for case_id in case_ids
            ],
        )

    async def is_collected(self, case_id: CaseId) -> bool:
        """Whether a case belongs to an incident that is open."""
        found = await self._connection.scalar(
            select(incident_cases.c.incident_id)
            .join(incidents, incidents.c.id == incident_cases.c.incident_id)
            .where(incident_cases.c.case_id == case_id, _IS_OPEN)
            .limit(1)
        )
        return found is not None

    async def fitting_cases(
        self, place: Place, *, lanes: Collection[Lane], since: datetime
    ) -> list[CaseId]:
        """The open cases of a place that were opened since then, in these lanes."""
        found = await self._connection.scalars(
            select(cases.c.id)
            .where(
                cases.c.community_id == place.community_id,
                *([] if place.is_whole else [cases.c.thread_key == place.thread_key]),
                cases.c.is_open.is_(True),
                cases.c.lane.in_([lane.value for lane in lanes]),
                cases.c.opened_at >= since,
            )
            .order_by(cases.c.id)
        )
        return [CaseId(one) for one in found]

    async def case_counts(self, incident_id: IncidentId) -> dict[Status, int]:
        """How many of its cases have which status."""
        found = await self._connection.execute(
            select(cases.c.status, func.count())
            .join(incident_cases, incident_cases.c.case_id == cases.c.id)
            .where(incident_cases.c.incident_id == incident_id)
            .group_by(cases.c.status)
        )
        return counted(Status, found)

    async def open_cases(
        self, incident_id: IncidentId, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Its open cases, the most urgent first."""
        found = await self._connection.scalars(
            select(cases.c.id)
            .join(incident_cases, incident_cases.c.case_id == cases.c.id)
            .where(incident_cases.c.incident_id == incident_id, cases.c.is_open.is_(True))
            .order_by(cases.c.priority.desc(), cases.c.opened_at, cases.c.id)
            .limit(limit)
            .offset(offset)
        )
        return [CaseId(one) for one in found]

    async def first_case(self, incident_id: IncidentId) -> CaseId | None:
        """The case that it collected first."""
        found = await self._connection.scalar(
            select(func.min(incident_cases.c.case_id)).where(
                incident_cases.c.incident_id == incident_id
            )
        )
        return None if found is None else CaseId(found)

    async def waits(self, incident_id: IncidentId) -> list[timedelta]:
        """How long the authors of its answered cases waited for their first answer."""
        found = await self._connection.execute(
            select(
                type_coerce(cases.c.opened_at, MaybeMoment()).label("opened_at"),
                earliest(outbox.c.created_at).label("answered_at"),
            )
            .join(incident_cases, incident_cases.c.case_id == cases.c.id)
            .join(outbox, outbox.c.case_id == cases.c.id)
            .where(
                incident_cases.c.incident_id == incident_id,
                outbox.c.kind == PayloadKind.PUBLIC_REPLY.value,
                outbox.c.state.in_([state.value for state in _SAID]),
            )
            .group_by(cases.c.id, cases.c.opened_at)
        )
        return [
            row.answered_at - row.opened_at for row in found if row.answered_at and row.opened_at
        ]

    async def closings(self, incident_id: IncidentId) -> dict[str, dict[Status, int]]:
        """How many of its cases were closed by whom, with which status."""
        found = await self._connection.execute(
            select(cases.c.closed_by, cases.c.status, func.count())
            .join(incident_cases, incident_cases.c.case_id == cases.c.id)
            .where(incident_cases.c.incident_id == incident_id, cases.c.is_open.is_(False))
            .group_by(cases.c.closed_by, cases.c.status)
        )
        by_name: dict[str, dict[Status, int]] = {}
        for name, word, count in found:
            status = member(Status, word)
            if status is not None:
                by_name.setdefault(name, {})[status] = count
        return by_name

    async def heard(
        self, owner: Owner, place: Place, *, since: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The newest judged comments of a place that were sent in that time, the oldest first."""
        newest = await readable(
            self._connection,
            select(comments)
            .where(
                comments.c.bot_id == owner.bot_id,
                comments.c.sent_at >= since,
                comments.c.sent_at < until,
                comments.c.verdict.is_not(None),
                _is_in(place),
            )
            .order_by(comments.c.sent_at.desc(), comments.c.id.desc())
            .limit(limit),
            comments,
            comment_of,
        )
        return newest[::-1]

    async def happened(self, incident: Incident, entry: TimelineEntry) -> None:
        """Add to the timeline."""
        await self._connection.execute(
            insert(incident_timeline).values(entry_row(incident, entry))
        )

    async def timeline(self, incident_id: IncidentId) -> list[TimelineEntry]:
        """What happened, in the order of time."""
        return await readable(
            self._connection,
            select(incident_timeline)
            .where(incident_timeline.c.incident_id == incident_id)
            .order_by(incident_timeline.c.at, incident_timeline.c.id),
            incident_timeline,
            entry_of,
        )

    async def _where(self, *conditions: ColumnElement[bool]) -> list[Incident]:
        return await readable(
            self._connection,
            select(incidents).where(*conditions).order_by(incidents.c.id),
            incidents,
            incident_of,
        )


def _is_in(place: Place) -> ColumnElement[bool]:
    is_there = comments.c.community_id == place.community_id
    if place.is_whole:
        return is_there
    return and_(is_there, comments.c.thread_key == place.thread_key)
