"""Saved replies that answer by themselves, where a lead switched that on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

import structlog

from bot.domain.automatic import LAST, Chance, Given, has_room, is_unwelcome, obstacle
from bot.domain.board import start_of_day
from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.ids import NO_CHAT, CommunityId, MessageId, Owner
from bot.domain.library import Change, EntryKind, EntryRef, StoredEntry, What, is_over
from bot.domain.mood import Place
from bot.domain.roster import Manager, Role
from bot.domain.routing import is_tense
from bot.errors import EntryConflict, Refused
from bot.ports import AuditEntry, Clock, Store, Transaction
from bot.services.desk.approving import Approving
from bot.services.desk.automatic_switch import answers_for
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press
from bot.services.desk.record import BY_ITSELF, note_by_itself
from bot.services.desk.view import Viewer
from bot.services.desk.voicing import Voicing
from bot.services.whole import whole
from classifiers.types import Verdict
from replies.types import Auto, SavedReply

log = structlog.get_logger(__name__)

ANSWERED = "answered_by_itself"
"""Name of the audit action; its detail is the id of the reply."""
SWITCHED_OFF = "auto_switched_off"
UNDOING = ("stopped", "withdrawn", "corrected")
"""Names of the audit actions that take such an answer back."""
REMEMBERED = timedelta(days=30)
MOST_LOOKED_AT = 1000


class Automatic:
    """Answers questions with replies that are marked for it, and watches how they do."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        viewer: Viewer,
        voicing: Voicing,
        approving: Approving,
        notes: DeskNotes,
        zone: tzinfo,
    ) -> None:
        """`zone` says which day it is."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._viewer = viewer
        self._voicing = voicing
        self._approving = approving
        self._notes = notes
        self._zone = zone

    async def consider(
        self,
        tx: Transaction,
        case: Case,
        comment: Comment,
        community: Community,
        verdict: Verdict,
        *,
        is_first: bool,
    ) -> None:
        """Answer a case that was opened just now, if everything speaks for it.

        It happens in the transaction that opens the case, so a crash neither loses an answer nor
        gives it twice. Whatever stands against it leaves the case to people.
        """
        lead = await answers_for(tx, community, self._owner.desk_id)
        if lead is None or not case.suggestions:
            return
        place = Place(community_id=case.community_id, thread_key=case.thread_key)
        if await tx.incidents.open_at(place) is not None:
            log.info("automatic.left", case_id=case.id, why="incident")
            return
        now = self._clock.now()
        await tx.comments.save(comment)  # what follows looks for it among those of its case
        proposals = await self._viewer.proposals(tx, case, comment, at=now)
        if not proposals or proposals[0].reply_id != case.suggestions[0].reply_id:
            return
        best, suggestion = proposals[0], case.suggestions[0]
        stored = await self._entry(tx, best.reply_id, now)
        auto = _auto_of(stored)
        if stored is None or auto is None:
            return
        chance = Chance(
            lane=case.lane,
            is_first=is_first,
            is_tense=is_tense(verdict),
            has_media=bool(comment.media),
            waited=now - comment.sent_at,
            score=suggestion.score,
            fit=suggestion.fit,
            is_step=suggestion.step is not None,
            has_open_slot=bool(best.missing),
            findings=len(await self._voicing.findings(tx, case, best.text)),
        )
        against = obstacle(chance, auto)
        if against is not None:
            log.info("automatic.left", case_id=case.id, why=against.value)
            return
        given = Given(
            reply_id=best.reply_id, community_id=case.community_id, author_key=case.author_key
        )
        if not has_room(await self._today(tx, now), given, auto):
            log.info("automatic.left", case_id=case.id, why="cap")
            return
        if is_unwelcome(await self._undone(tx, stored, now)):
            return
        await self._answer(tx, case, best.text, best.reply_id, lead, now)

    async def turn(self) -> None:
        """Switch off what was taken back too often, and say so."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            unwelcome = await self._unwelcome(tx, now)
        for ref in unwelcome:
            async with self._store.writing() as tx:
                await self._switch_off(tx, ref, now)

    async def _answer(  # noqa: PLR0917
        self, tx: Transaction, case: Case, text: str, reply_id: str, lead: Manager, now: datetime
    ) -> None:
        """Approve in the name of the lead, with no more than a manager's rights."""
        by = replace(lead, name=BY_ITSELF, role=Role.MANAGER)
        press = Press(manager=by, chat_id=NO_CHAT, message_id=MessageId(0), at=now)
        try:
            await self._approving.approve(tx, case, text, reply_id, press, on_behalf_of=lead.name)
        except Refused as refusal:
            log.info("automatic.left", case_id=case.id, why=type(refusal).__name__)
            return
        await note_by_itself(
            tx, self._owner, at=now, action=ANSWERED, detail=reply_id, case=case, by=by
        )
        log.info("automatic.answered", case_id=case.id, reply_id=reply_id)

    async def _entry(self, tx: Transaction, reply_id: str, now: datetime) -> StoredEntry | None:
        ref = EntryRef(kind=EntryKind.REPLY, id=reply_id)
        stored = await tx.replies.entry(self._owner.brand_id, ref)
        today = now.astimezone(self._zone).date()
        if stored is None or stored.is_retired or is_over(stored.valid_until, today):
            return None
        return stored

    async def count_today(self, tx: Transaction, reply_id: str) -> int:
        """How often a reply has answered by itself today, or is about to."""
        today = await self._today(tx, self._clock.now())
        return sum(one.reply_id == reply_id for one in today)

    async def _today(self, tx: Transaction, now: datetime) -> list[Given]:
        since = start_of_day(now, self._zone) - timedelta(microseconds=1)
        given = []
        for row in await self._said(tx, ANSWERED, since):
            if row.case_id is not None:
                # it counts as an answer even where nobody can tell any more to whom
                case = await whole(tx.cases.get(row.case_id))
                given.append(
                    Given(
                        reply_id=row.detail,
                        community_id=case.community_id if case else CommunityId(0),
                        author_key=case.author_key if case else "",
                    )
                )
        return given

    async def _undone(self, tx: Transaction, stored: StoredEntry, now: datetime) -> list[bool]:
        """Of the reply's last answers by itself, which were taken back; the newest first.

        Counted from its newest version on: new words have a new chance.
        """
        since = max(now - REMEMBERED, stored.changed.at)
        given = await self._said(tx, ANSWERED, since)
        own = [row.case_id for row in given if row.detail == stored.ref.id][:LAST]
        if not own:
            return []
        undone = {row.case_id for action in UNDOING for row in await self._said(tx, action, since)}
        return [case_id in undone for case_id in own]

    async def _unwelcome(self, tx: Transaction, now: datetime) -> list[EntryRef]:
        given = await self._said(tx, ANSWERED, now - REMEMBERED)
        found = []
        for reply_id in dict.fromkeys(row.detail for row in given):
            stored = await self._entry(tx, reply_id, now)
            if _auto_of(stored) is None or stored is None:
                continue
            if is_unwelcome(await self._undone(tx, stored, now)):
                found.append(stored.ref)
        return found

    async def _switch_off(self, tx: Transaction, ref: EntryRef, now: datetime) -> None:
        stored = await tx.replies.entry(self._owner.brand_id, ref)
        if stored is None or not isinstance(stored.entry, SavedReply) or not stored.entry.auto:
            return
        change = Change(at=now, by=None, by_name=BY_ITSELF, what=What.EDITED)
        entry = replace(stored.entry, auto=None)
        try:
            await tx.replies.save(
                self._owner.brand_id, entry, expected_version=stored.version, change=change
            )
        except EntryConflict:
            return  # somebody changes it now: looked at again at the next turn
        await note_by_itself(tx, self._owner, at=now, action=SWITCHED_OFF, detail=ref.id)
        title = self._notes.words.title(stored.entry.titles)
        await self._notes.say(tx, "auto-switched-off", title=title)

    async def _said(self, tx: Transaction, action: str, since: datetime) -> list[AuditEntry]:
        return await tx.lookups.said_since(
            self._owner.desk_id, action, since=since, limit=MOST_LOOKED_AT
        )


def _auto_of(stored: StoredEntry | None) -> Auto | None:
    entry = stored.entry if stored is not None else None
    return entry.auto if isinstance(entry, SavedReply) else None
