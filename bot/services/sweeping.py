"""Comments that are deleted by themselves, where a lead switched that on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

import structlog

from bot.domain.author_lists import AuthorList
from bot.domain.board import start_of_day
from bot.domain.case import Case, Status
from bot.domain.comment import Comment, Community
from bot.domain.ids import CaseId, CommunityId, OutboxId, Owner, SweepId
from bot.domain.mood import Place
from bot.domain.outbox import Deletion, OutboxItem, Urgency
from bot.domain.roster import Manager
from bot.domain.sweeping import (
    DELAY,
    LAST,
    Doubt,
    Fate,
    Finding,
    Sweep,
    Swept,
    Switch,
    doubt,
    is_unwelcome,
    probability_of,
)
from bot.ports import Clock, Store, Transaction
from bot.services.author_lists import list_of
from bot.services.desk.deleted import HIDDEN
from bot.services.desk.moderation_menu import is_ours
from bot.services.desk.notes import DeskNotes
from bot.services.desk.record import BY_ITSELF, note_by_itself
from bot.services.desk.sweep_switch import SWEEPING, sweeping_in, sweeps_for, switch_sweeping
from bot.services.desk.view import community_of
from classifiers.types import Verdict

log = structlog.get_logger(__name__)

SWITCHED_OFF = "sweeping_switched_off"
"""Name of the audit action; its detail names the community."""
REMEMBERED = timedelta(days=30)
STANDING_REASONS = ("no-rights", "chat-gone")
"""Why Telegram refuses one deletion, and will refuse the next."""


class Sweeping:
    """Deletes what is surely spam or insult, and watches how it does."""

    def __init__(
        self, *, owner: Owner, store: Store, clock: Clock, notes: DeskNotes, zone: tzinfo
    ) -> None:
        """`zone` says which day it is."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._notes = notes
        self._zone = zone

    async def consider(
        self,
        tx: Transaction,
        case: Case,
        comment: Comment,
        community: Community,
        verdict: Verdict,
    ) -> bool:
        """Have the comment deleted over which a case was opened just now; False: it stays.

        It happens in the transaction that opens the case, so a crash neither loses it nor does
        it twice. Whatever stands against it leaves the case to people.
        """
        on = await sweeps_for(tx, community, self._owner.desk_id)
        if on is None or case.lane not in on[0].thresholds:
            return False
        switch, lead = on
        now = self._clock.now()
        await tx.comments.save(comment)  # what follows looks for it among those of its case
        found = await self._find(tx, case, comment, switch, verdict, now)
        against = doubt(found, switch.thresholds[case.lane])
        if against is not None:
            if against is not Doubt.NOT_SURE:
                log.info("sweeping.left", case_id=case.id, why=against.value)
            return False
        await self._delete(tx, case, comment, lead, found.probability, now)
        return True

    async def turn(self) -> None:
        """Switch off what was wrong too often, and say so."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            unwelcome = await self._unwelcome(tx, now)
        for community in unwelcome:
            async with self._store.writing() as tx:
                await self._switch_off(tx, community, now)

    async def _find(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        comment: Comment,
        switch: Switch,
        verdict: Verdict,
        now: datetime,
    ) -> Finding:
        brand = self._owner.brand_id
        first_at, count = await tx.lookups.first_seen(brand, case.author_key)
        outcomes = await tx.lookups.outcomes_of(brand, case.author_key)
        place = Place(community_id=case.community_id, thread_key=case.thread_key)
        return Finding(
            probability=probability_of(case.lane, verdict.signals),
            is_ours=await is_ours(tx, case, comment),
            is_vip=await list_of(tx, brand, comment.author) is AuthorList.VIP,
            known_cases=sum(
                outcomes.get(status, 0) for status in (Status.ANSWERED, Status.ANSWERED_ELSEWHERE)
            ),
            known_for=now - (first_at or now),
            comment_count=count,
            age=now - comment.sent_at,
            is_incident=await tx.incidents.open_at(place) is not None,
            today=await tx.sweeps.count(case.community_id, since=start_of_day(now, self._zone)),
            wrong=await self._wrong(tx, switch, case.community_id, now),
        )

    async def _delete(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        comment: Comment,
        lead: Manager,
        probability: float,
        now: datetime,
    ) -> None:
        """Close the case, and queue the deletion for when nobody has stopped it."""
        closed = case.close(Status.MODERATED, by=lead.user_id, name=BY_ITSELF, at=now)
        await tx.cases.save(closed, expected_version=case.version)
        item_id = await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=case.owner,
                chat_id=comment.chat_id,
                urgency=Urgency.MODERATION,
                weight=case.priority,
                case_id=case.id,
                payload=Deletion(
                    message_ids=comment.message_ids,
                    by=lead.user_id,
                    by_name=BY_ITSELF,
                    on_behalf_of=lead.name,
                    comment_hash=comment.content_hash,
                ),
                not_before=now + DELAY,
                created_at=now,
            )
        )
        sweep = await self._sweep(tx, case.id, now)
        one = Swept(
            case_id=case.id,
            comment_id=comment.id,
            community_id=case.community_id,
            lane=case.lane,
            probability=probability,
            item_id=item_id,
            at=now,
        )
        await tx.sweeps.put(sweep, one)
        text = comment.text or f"[{comment.media}]"
        await note_by_itself(
            tx, self._owner, at=now, action=HIDDEN, detail=text, case=case, by=lead
        )
        log.info("sweeping.deletes", case_id=case.id, lane=case.lane.value)

    async def _sweep(self, tx: Transaction, case_id: CaseId, now: datetime) -> Sweep:
        """The sweep that takes one more, or a new one that begins with this case."""
        newest = await tx.sweeps.newest(self._owner.desk_id, limit=1)
        if newest and newest[0].takes(now):
            return newest[0]
        sweep = Sweep(id=SweepId(0), owner=self._owner, anchor_id=case_id, began_at=now)
        return replace(sweep, id=await tx.sweeps.add(sweep))

    async def _wrong(
        self, tx: Transaction, switch: Switch, community_id: CommunityId, now: datetime
    ) -> list[bool]:
        """Of the last deletions, which people were of another mind about; the newest first.

        Counted since it was switched on: another threshold has a new chance.
        """
        since = max(now - REMEMBERED, switch.since)
        last = await tx.sweeps.last(community_id, since=since, limit=LAST)
        return [one.fate.is_wrong for one in last]

    async def _unwelcome(self, tx: Transaction, now: datetime) -> list[Community]:
        return [
            community
            for community, switch in await sweeping_in(tx, self._owner)
            if is_unwelcome(await self._wrong(tx, switch, community.id, now))
        ]

    async def _switch_off(self, tx: Transaction, community: Community, now: datetime) -> None:
        await switch_sweeping(tx, community, None)
        await note_by_itself(tx, self._owner, at=now, action=SWITCHED_OFF, detail=community.title)
        await self._notes.say(tx, "sweeping-switched-off", community=community.title)


async def deletion_failed(
    tx: Transaction, item: OutboxItem, reason: str, notes: DeskNotes
) -> None:
    """Telegram refused, or the comment is another by now: people decide.

    Where the bot may not delete, or is no longer there, nothing goes by itself any more.
    """
    assert item.case_id is not None
    await tx.sweeps.mark(item.case_id, Fate.FAILED)
    if reason not in STANDING_REASONS:
        return
    case = await tx.cases.get(item.case_id)
    community = await community_of(tx, case)
    if await tx.directory.value(f"{SWEEPING}{community.id}") is not None:
        await switch_sweeping(tx, community, None)
        await notes.say(tx, "sweeping-not-allowed", community=community.title)
