"""Groups of cases that ask or complain of the same, in two tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alike import AlikeGroup, Candidate, Member, Membership, Remark
from bot.domain.case import Status
from bot.domain.ids import AlikeId, CaseId, CommunityId, OutboxId
from bot.domain.lane import Lane
from bot.storage.fields import Fields
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row, upsert
from bot.storage.schema import alike_groups, alike_members, cases, comments

_OF_FOCUS = (
    select(
        cases.c.id,
        cases.c.lane,
        cases.c.thread_key,
        cases.c.revision,
        comments.c.text,
        comments.c.sent_at,
        comments.c.verdict,
        comments.c.vector,
    )
    .join(comments, comments.c.id == cases.c.focus_id)
    .where(comments.c.vector.is_not(None), comments.c.verdict.is_not(None))
)
_WAITING = (
    _OF_FOCUS.where(
        cases.c.community_id == bindparam("community"),
        cases.c.lane == bindparam("of_lane"),
        cases.c.status == Status.OPEN.value,
        cases.c.snoozed_until.is_(None),
        comments.c.sent_at >= bindparam("since"),
    )
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)
_GROUPS = select(alike_groups).order_by(alike_groups.c.id)
_FRESH = _GROUPS.where(
    alike_groups.c.community_id == bindparam("community"),
    alike_groups.c.newest_at >= bindparam("since"),
)


class SqlAlike:
    """Who stands on one card with whom."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, group: AlikeGroup) -> AlikeId:
        """Keep a new group with its members (its `id` is given here)."""
        given = await self._connection.scalar(
            insert(alike_groups).values(_group_row(group)).returning(alike_groups.c.id)
        )
        assert given is not None
        for member in group.members:
            await self.put(AlikeId(given), member)
        return AlikeId(given)

    async def get(self, group_id: AlikeId) -> AlikeGroup | None:
        """One group."""
        found = await self._groups(_GROUPS.where(alike_groups.c.id == group_id))
        return found[0] if found else None

    async def of_case(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that a case is in, and was not taken out of."""
        group_id = await self._connection.scalar(
            select(alike_members.c.group_id)
            .where(
                alike_members.c.case_id == case_id,
                alike_members.c.state != Membership.OUT.value,
            )
            .order_by(alike_members.c.group_id.desc())
            .limit(1)
        )
        return None if group_id is None else await self.get(AlikeId(group_id))

    async def anchors_of(self, case_ids: Collection[CaseId]) -> dict[CaseId, CaseId]:
        """With which case the newest group began that each is in, as far as it is in any."""
        found = await self._connection.execute(
            select(alike_members.c.case_id, alike_groups.c.anchor_id)
            .join(alike_groups, alike_groups.c.id == alike_members.c.group_id)
            .where(
                alike_members.c.case_id.in_(case_ids),
                alike_members.c.state != Membership.OUT.value,
            )
            .order_by(alike_groups.c.id)
        )
        return {CaseId(case_id): CaseId(anchor_id) for case_id, anchor_id in found}

    async def anchored_by(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that began with a case, whether that is still in it or not."""
        found = await self._groups(_GROUPS.where(alike_groups.c.anchor_id == case_id))
        return found[-1] if found else None

    async def fresh(self, community_id: CommunityId, *, since: datetime) -> list[AlikeGroup]:
        """Groups of a community that somebody joined since then, the oldest first."""
        return await self._groups(_FRESH, {"community": community_id, "since": since})

    async def put(self, group_id: AlikeId, member: Member) -> None:
        """Keep how a case stands in a group."""
        row: dict[str, object] = {
            "state": member.state.value,
            "revision": member.revision,
            "joined_at": member.joined_at,
            "item_id": member.item_id,
        }
        of_case = cases.c.id == member.case_id
        owner = {
            name: select(cases.c[name]).where(of_case).scalar_subquery()
            for name in ("bot_id", "brand_id", "desk_id")
        }
        await self._connection.execute(
            upsert(self._connection, alike_members)
            .values(group_id=group_id, case_id=member.case_id, **owner, **row)
            .on_conflict_do_update(
                index_elements=[alike_members.c.group_id, alike_members.c.case_id], set_=row
            )
        )

    async def note(
        self,
        group_id: AlikeId,
        *,
        newest_at: datetime | None = None,
        reply_id: str | None = None,
    ) -> None:
        """Keep when somebody joined last, or what those who were answered got."""
        values: dict[str, object] = {}
        if newest_at is not None:
            values["newest_at"] = newest_at
        if reply_id is not None:
            values["reply_id"] = reply_id
        await self._connection.execute(
            update(alike_groups).where(alike_groups.c.id == group_id).values(values)
        )

    async def waiting(
        self, community_id: CommunityId, lane: Lane, *, since: datetime, limit: int
    ) -> list[Candidate]:
        """Free cases of a lane whose comment was written since then, the newest first."""
        return await readable(
            self._connection,
            _WAITING,
            cases,
            _candidate_of,
            parameters={
                "community": community_id,
                "of_lane": lane.value,
                "since": since,
                "most": limit,
            },
        )

    async def candidates(self, case_ids: Collection[CaseId]) -> list[Candidate]:
        """What these cases are about, those that no encoder has seen left out."""
        these = _OF_FOCUS.where(cases.c.id.in_(list(case_ids)))
        return await readable(self._connection, these, cases, _candidate_of)

    async def _groups(
        self,
        statement: Select[*tuple[object, ...]],
        parameters: Mapping[str, object] | None = None,
    ) -> list[AlikeGroup]:
        groups = await readable(
            self._connection, statement, alike_groups, group_of, parameters=parameters
        )
        if not groups:
            return []
        members: dict[int, list[Member]] = {group.id: [] for group in groups}
        there = await readable(
            self._connection,
            select(alike_members)
            .where(alike_members.c.group_id.in_(list(members)))
            .order_by(alike_members.c.case_id),
            alike_members,
            member_of,
        )
        for group_id, member in there:
            members[group_id].append(member)
        return [replace(group, members=tuple(members[group.id])) for group in groups]


def _candidate_of(row: RowMapping) -> Candidate:
    verdict = Fields(row["verdict"])
    mood = verdict.nested("sentiment")
    return Candidate(
        case_id=CaseId(row["id"]),
        revision=row["revision"],
        remark=Remark(
            lane=Lane(row["lane"]),
            thread_key=row["thread_key"],
            text=row["text"],
            at=row["sent_at"],
            is_pleased=mood.real("positive") > mood.real("negative"),
        ),
        model_id=verdict.text("model_id"),
        vector=row["vector"],
    )


def _group_row(group: AlikeGroup) -> dict[str, object]:
    return {
        **owner_row(group.owner),
        "community_id": group.community_id,
        "lane": group.lane.value,
        "anchor_id": group.anchor_id,
        "newest_at": group.newest_at,
        "reply_id": group.reply_id,
    }


def group_of(row: RowMapping) -> AlikeGroup:
    """The group that a row holds, without its members."""
    return AlikeGroup(
        id=AlikeId(row["id"]),
        owner=owner_of(row),
        community_id=CommunityId(row["community_id"]),
        lane=Lane(row["lane"]),
        anchor_id=CaseId(row["anchor_id"]),
        newest_at=row["newest_at"],
        reply_id=row["reply_id"],
    )


def member_of(row: RowMapping) -> tuple[int, Member]:
    """The member that a row holds, and the number of its group."""
    return row["group_id"], Member(
        case_id=CaseId(row["case_id"]),
        state=Membership(row["state"]),
        revision=row["revision"],
        joined_at=row["joined_at"],
        item_id=None if row["item_id"] is None else OutboxId(row["item_id"]),
    )
