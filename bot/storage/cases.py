"""Cases and what was done to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain

from sqlalchemy import RowMapping, Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy import case as case_when
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Case, Status
from bot.domain.ids import BotId, CaseId, CommentId, CommunityId, DeskId, UserId
from bot.domain.lane import Lane
from bot.domain.learning import Outcomes
from bot.domain.promises import Promise, PromiseState
from bot.domain.rising import DEADLINE_PAST, RISING_LANES, WAITING_AT_MOST, Rise
from bot.errors import CaseConflict
from bot.ports import AuditEntry
from bot.storage.codec import (
    lack_from_json,
    lack_to_json,
    suggestion_from_json,
    suggestion_to_json,
)
from bot.storage.fields import as_list, as_texts, member
from bot.storage.reading import first, readable, sole
from bot.storage.rows import case_id_of, owner_of, owner_row
from bot.storage.schema import audit, cases

_HIGHEST = 100
_SAVE = update(cases).where(
    cases.c.id == bindparam("of_id"), cases.c.version == bindparam("of_version")
)
_ADD = insert(cases).returning(cases.c.id)
_IN_THREAD = (
    cases.c.community_id == bindparam("community"),
    cases.c.thread_key == bindparam("thread"),
)
_LATEST = (
    select(cases)
    .where(*_IN_THREAD, cases.c.author_key == bindparam("author"))
    .order_by(cases.c.id.desc())
    .limit(1)
)
_PROPOSED_TO_OTHERS = (
    select(cases.c.suggestions)
    .where(*_IN_THREAD, cases.c.is_open.is_(True), cases.c.author_key != bindparam("author"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)


class SqlCases:
    """Cases in a table; every change is a compare-and-set on `version`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, case: Case) -> CaseId:
        """Keep a new case (its `id` is given here)."""
        given = await self._connection.scalar(_ADD, _case_row(case))
        assert given is not None
        return CaseId(given)

    async def save(self, case: Case, *, expected_version: int) -> None:
        """Keep a change; raise CaseConflict if the case is no longer at `expected_version`."""
        of_case = {"of_id": case.id, "of_version": expected_version}
        if (await self._connection.execute(_SAVE, _case_row(case) | of_case)).rowcount == 0:
            raise CaseConflict(f"case {case.id} is no longer at version {expected_version}")

    async def get(self, case_id: CaseId) -> Case:
        """One case; raise LookupError if there is none, DamagedRow if it cannot be read."""
        case = await sole(
            self._connection, select(cases).where(cases.c.id == case_id), cases, case_of
        )
        if case is None:
            raise LookupError(f"there is no case {case_id}")
        return case

    async def several(self, case_ids: Sequence[CaseId]) -> list[Case]:
        """These cases, in this order; one that is not there, or is damaged, is left out."""
        these = select(cases).where(cases.c.id.in_(case_ids))
        known = {one.id: one for one in await readable(self._connection, these, cases, case_of)}
        return [known[case_id] for case_id in case_ids if case_id in known]

    async def latest(
        self, community_id: CommunityId, thread_key: str, author_key: str
    ) -> Case | None:
        """The newest case of an author in a thread, open or closed."""
        found = await readable(
            self._connection,
            _LATEST,
            cases,
            case_of,
            parameters={"community": community_id, "thread": thread_key, "author": author_key},
        )
        return found[0] if found else None

    async def open(self, desk_id: DeskId, *, limit: int, offset: int = 0) -> list[Case]:
        """Open and claimed cases, the most urgent first, older before newer."""
        return await readable(
            self._connection, _queue(desk_id).limit(limit).offset(offset), cases, case_of
        )

    async def next_free(self, desk_id: DeskId, *, but: Collection[CaseId] = ()) -> Case | None:
        """The most urgent case that nobody holds and nobody has put off, and none of `but`."""
        is_free = and_(cases.c.status == Status.OPEN, cases.c.snoozed_until.is_(None))
        found = _queue(desk_id).where(is_free, cases.c.id.not_in(but))
        return await self._first(found)

    async def run_out(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Case]:
        """Cases whose claim has run out, that were put off until now, or promised by now."""
        clocks = (cases.c.lease_until, cases.c.snoozed_until)
        is_promised = and_(
            cases.c.promise.in_([PromiseState.MADE.value, PromiseState.SAID.value]),
            cases.c.promised_at <= now,
        )
        return await readable(
            self._connection,
            select(cases)
            .where(
                cases.c.bot_id == bot_id,
                or_(
                    and_(cases.c.is_open.is_(True), or_(*(clock <= now for clock in clocks))),
                    is_promised,
                ),
            )
            .order_by(cases.c.id)
            .limit(limit),
            cases,
            case_of,
        )

    async def gathered(
        self, desk_id: DeskId, lane: Lane, *, after: CaseId, limit: int
    ) -> list[Case]:
        """Cases of a lane that nobody holds or has put off, newer than `after`, oldest first."""
        return await readable(
            self._connection,
            select(cases)
            .where(
                cases.c.desk_id == desk_id,
                cases.c.lane == lane.value,
                cases.c.status == Status.OPEN,
                cases.c.snoozed_until.is_(None),
                cases.c.id > after,
            )
            .order_by(cases.c.id)
            .limit(limit),
            cases,
            case_of,
        )

    async def rising(self, desk_id: DeskId, *, after: CaseId, limit: int) -> list[Case]:
        """Cases with a higher number than `after` that waiting can still make more urgent."""
        may_fall_due = and_(cases.c.due_at.is_not(None), cases.c.risen_deadline < DEADLINE_PAST)
        return await readable(
            self._connection,
            select(cases)
            .where(
                cases.c.desk_id == desk_id,
                cases.c.is_open.is_(True),
                cases.c.id > after,
                cases.c.lane.in_(sorted(lane.value for lane in RISING_LANES)),
                cases.c.snoozed_until.is_(None),
                cases.c.priority < _HIGHEST,
                or_(cases.c.risen_waiting < WAITING_AT_MOST, may_fall_due),
            )
            .order_by(cases.c.id)
            .limit(limit),
            cases,
            case_of,
        )

    async def keep_rise(self, case: Case) -> bool:
        """Keep priority and rise of a case; False, and nothing, if it has changed meanwhile."""
        kept = await self._connection.execute(
            update(cases)
            .where(cases.c.id == case.id, cases.c.version == case.version)
            .values(
                priority=case.priority,
                risen_waiting=case.rise.waiting,
                risen_deadline=case.rise.deadline,
                risen_reach=case.rise.reach,
            )
        )
        return kept.rowcount > 0

    async def open_count(self, desk_id: DeskId) -> int:
        """How many are open or claimed."""
        count = await self._connection.scalar(
            select(func.count()).where(cases.c.desk_id == desk_id, cases.c.is_open.is_(True))
        )
        return count or 0

    async def proposed_to_others(
        self, community_id: CommunityId, thread_key: str, author_key: str, *, limit: int
    ) -> frozenset[str]:
        """Texts proposed for the newest open cases of a thread that are not this author's."""
        found = await readable(
            self._connection,
            _PROPOSED_TO_OTHERS,
            cases,
            _texts_of,
            parameters={
                "community": community_id,
                "thread": thread_key,
                "author": author_key,
                "most": limit,
            },
        )
        return frozenset(chain.from_iterable(found))

    async def outcomes(
        self, bot_id: BotId, *, since: datetime
    ) -> dict[CommunityId, dict[Lane, Outcomes]]:
        """Count the cases that managers closed since then, by community and lane."""
        is_dismissed = cases.c.status == Status.DISMISSED
        found = await self._connection.execute(
            select(
                cases.c.community_id,
                cases.c.lane,
                func.sum(case_when((is_dismissed, 0), else_=1)),
                func.sum(case_when((is_dismissed, 1), else_=0)),
            )
            .where(
                cases.c.bot_id == bot_id, cases.c.is_open.is_(False), cases.c.closed_at >= since
            )
            .group_by(cases.c.community_id, cases.c.lane)
        )
        outcomes: dict[CommunityId, dict[Lane, Outcomes]] = {}
        for community_id, word, acted, dismissed in found:
            lane = member(Lane, word)
            if lane is not None:
                counted = Outcomes(acted=int(acted), dismissed=int(dismissed))
                outcomes.setdefault(CommunityId(community_id), {})[lane] = counted
        return outcomes

    async def audit(self, entry: AuditEntry) -> None:
        """Add an audit row."""
        await self._connection.execute(
            insert(audit).values(
                **owner_row(entry.owner),
                case_id=entry.case_id,
                at=entry.at,
                by_id=entry.by,
                by_name=entry.by_name,
                action=entry.action,
                detail=entry.detail,
            )
        )

    async def audit_of(self, case_id: CaseId) -> list[AuditEntry]:
        """What was done to a case, oldest first."""
        return await readable(
            self._connection,
            select(audit).where(audit.c.case_id == case_id).order_by(audit.c.id),
            audit,
            entry_of,
        )

    async def _first(self, statement: Select[*tuple[object, ...]]) -> Case | None:
        return await first(self._connection, statement, cases, case_of)


def _queue(desk_id: DeskId) -> Select[*tuple[object, ...]]:
    """What is put off comes last."""
    return (
        select(cases)
        .where(cases.c.desk_id == desk_id, cases.c.is_open.is_(True))
        .order_by(
            cases.c.snoozed_until.is_not(None),
            cases.c.priority.desc(),
            cases.c.opened_at,
            cases.c.id,
        )
    )


def _case_row(case: Case) -> dict[str, object]:
    return {
        **owner_row(case.owner),
        "community_id": case.community_id,
        "thread_key": case.thread_key,
        "author_key": case.author_key,
        "author_name": case.author_name,
        "focus_id": case.focus_id,
        "lane": case.lane.value,
        "priority": case.priority,
        "risen_waiting": case.rise.waiting,
        "risen_deadline": case.rise.deadline,
        "risen_reach": case.rise.reach,
        "reasons": list(case.reasons),
        "opened_at": case.opened_at,
        "due_at": case.due_at,
        "at_risk_at": case.at_risk_at,
        "resolve_at": case.resolve_at,
        "status": case.status.value,
        "is_open": not case.status.is_closed,
        "holder_id": case.holder_id,
        "holder_name": case.holder_name,
        "claimed_at": case.claimed_at,
        "lease_until": case.lease_until,
        "snoozed_until": case.snoozed_until,
        "tags": list(case.tags),
        "desk_topic": case.desk_topic,
        "closed_at": case.closed_at,
        "closed_by": case.closed_by,
        "promised_at": case.promise.until if case.promise else None,
        "promised_by": case.promise.by if case.promise else "",
        "promise": case.promise.state.value if case.promise else "",
        "suggestions": [suggestion_to_json(each) for each in case.suggestions],
        "best_score": case.best_score,
        "lack": None if case.lack is None else lack_to_json(case.lack),
        "version": case.version,
        "revision": case.revision,
    }


def case_of(row: RowMapping) -> Case:
    """The case that a row holds."""
    return Case(
        id=CaseId(row["id"]),
        owner=owner_of(row),
        community_id=CommunityId(row["community_id"]),
        thread_key=row["thread_key"],
        author_key=row["author_key"],
        author_name=row["author_name"],
        focus_id=CommentId(row["focus_id"]),
        lane=Lane(row["lane"]),
        priority=row["priority"],
        rise=Rise(
            waiting=row["risen_waiting"],
            deadline=row["risen_deadline"],
            reach=row["risen_reach"],
        ),
        reasons=as_texts(row["reasons"]),
        opened_at=row["opened_at"],
        due_at=row["due_at"],
        at_risk_at=row["at_risk_at"],
        resolve_at=row["resolve_at"],
        status=Status(row["status"]),
        holder_id=_user_id(row, "holder_id"),
        holder_name=row["holder_name"],
        claimed_at=row["claimed_at"],
        lease_until=row["lease_until"],
        snoozed_until=row["snoozed_until"],
        tags=as_texts(row["tags"]),
        desk_topic=row["desk_topic"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by"],
        promise=_promise_of(row),
        suggestions=tuple(map(suggestion_from_json, as_list(row["suggestions"]))),
        best_score=row["best_score"],
        lack=None if row["lack"] is None else lack_from_json(row["lack"]),
        version=row["version"],
        revision=row["revision"],
    )


def _texts_of(row: RowMapping) -> list[str]:
    suggestions = map(suggestion_from_json, as_list(row["suggestions"]))
    return [one.text for one in suggestions if one.text is not None]


def _promise_of(row: RowMapping) -> Promise | None:
    if not row["promise"]:
        return None
    return Promise(
        until=row["promised_at"], by=row["promised_by"], state=PromiseState(row["promise"])
    )


def entry_of(row: RowMapping) -> AuditEntry:
    """The audit entry that a row holds."""
    return AuditEntry(
        owner=owner_of(row),
        case_id=case_id_of(row),
        at=row["at"],
        by=_user_id(row, "by_id"),
        by_name=row["by_name"],
        action=row["action"],
        detail=row["detail"],
    )


def _user_id(row: RowMapping, name: str) -> UserId | None:
    return None if row[name] is None else UserId(row[name])
