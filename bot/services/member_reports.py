"""Members answer a comment with /report: it comes to the desk once enough of them do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.case import Case
from bot.domain.comment import Comment, CommentState, Community, CommunityMode, author_key
from bot.domain.events import Message, MessageSeen, SenderKind
from bot.domain.ids import CaseId, MessageRef, OutboxId, Owner
from bot.domain.outbox import OutboxItem, Removal, Urgency
from bot.domain.reports import (
    DAY,
    Report,
    ReportLimits,
    Void,
    counting,
    is_decided,
    is_enough,
    is_report,
    reason_of,
    reported_lane,
    reported_priority,
    void_reason,
)
from bot.domain.sanctions import standing_of
from bot.domain.sla import Clocks
from bot.ports import AuditEntry, Clock, Transaction
from bot.services.desk.deleted import deleted_text
from bot.services.desk.drawing import redraw, show_new
from bot.services.desk.reports_switch import takes_reports
from replies.types import Found

REPORTED = "reported"
"""Name of the audit action of one report; its detail is why it counts nothing, if it does not."""
RAISED = "raised_by_reports"
"""Enough members have reported it; the detail is how many."""
_NOTHING_FOUND = Found(suggestions=(), best_score=0.0)


class MemberReports:
    """Keeps reports, and brings comments to the desk that were reported often enough."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        limits: ReportLimits,
        deletes_command: bool,
        username: Callable[[], str],
    ) -> None:
        """`username` is the bot's, empty until Telegram has told it."""
        self._owner = owner
        self._clock = clock
        self._limits = limits
        self._deletes_command = deletes_command
        self._username = username

    async def take(
        self, tx: Transaction, community: Community, event: MessageSeen, *, is_of_team: bool
    ) -> bool:
        """Take a message that reports another one; False if it is an ordinary message."""
        message = event.message
        if not await self._is_meant(tx, community, message):
            return False
        if event.is_edit:
            # what was written as a comment stays one, and a report is none after an edit either
            ref = MessageRef(chat_id=message.chat.id, message_id=message.message_id)
            return await tx.comments.at(ref) is None
        if self._deletes_command and community.mode is CommunityMode.LIVE:
            await self._tidy(tx, message)
        if community.mode is not CommunityMode.PAUSED:
            await self._note(tx, community, message, is_of_team=is_of_team)
        return True

    async def heed(self, tx: Transaction, comment: Comment, community: Community) -> None:
        """Open a case for a judged comment that was reported often enough, or raise its case."""
        reports = await tx.reports.of_comment(comment.id)
        counted = counting(reports)
        if not counted or comment.state is not CommentState.TRIAGED:
            return
        case = await self._case_of(tx, comment)
        is_raised = (
            community.mode is CommunityMode.LIVE
            and is_enough(counted, comment.verdict, self._limits)
            and not is_decided(reports, comment.content_hash)
        )
        if not is_raised:
            if case is not None and not case.status.is_closed:
                await redraw(tx, case, now=self._clock.now())
            return
        if case is None:
            await self._open(tx, comment, community, len(counted))
        elif not case.status.is_closed:
            await self._raise(tx, case, comment, len(counted))
        elif await deleted_text(tx, case) is None:
            await self._reopen(tx, case, comment, len(counted))

    def may_be_one(self, message: Message) -> bool:
        """Whether it is written like a report; not every community takes any."""
        return is_report(message.text, self._username())

    async def _is_meant(self, tx: Transaction, community: Community, message: Message) -> bool:
        if not self.may_be_one(message):
            return False
        return await takes_reports(tx, community)

    async def _note(
        self, tx: Transaction, community: Community, message: Message, *, is_of_team: bool
    ) -> None:
        comment = await self._reported(tx, message)
        if comment is None:
            return
        who, now = message.sender, self._clock.now()
        is_channel = who.kind is SenderKind.CHANNEL and not is_of_team
        if is_channel or author_key(who) == author_key(comment.author):
            return
        report = Report(
            owner=self._owner,
            community_id=community.id,
            comment_id=comment.id,
            by=who.id,
            by_name=who.name,
            at=now,
            content_hash=comment.content_hash,
            is_of_team=is_of_team,
        )
        if not is_of_team:
            report = replace(report, void=await self._void(tx, community, message))
        if not await tx.reports.add(report):
            return
        await self._audit(tx, comment.case_id, REPORTED, report.void, by_name=who.name)
        if report.counts:
            await self.heed(tx, comment, community)

    async def _reported(self, tx: Transaction, message: Message) -> Comment | None:
        """The comment of a member that is meant; the brand's own words are none."""
        if message.reply_to is None:
            return None
        ref = MessageRef(chat_id=message.chat.id, message_id=message.reply_to.message_id)
        comment = await tx.comments.at(ref)
        if comment is None:
            return None
        team = await tx.directory.managers(self._owner.desk_id)
        is_person = comment.author.kind is SenderKind.USER
        is_ours = is_person and any(one.user_id == comment.author.id for one in team)
        return None if is_ours else comment

    async def _void(self, tx: Transaction, community: Community, message: Message) -> Void:
        now, key = self._clock.now(), author_key(message.sender)
        reporter = await tx.reports.reporter(
            self._owner.desk_id, message.sender.id, since=now - DAY
        )
        wrote_at, _ = await tx.lookups.first_seen(self._owner.brand_id, key)
        seen = [at for at in (reporter.known_since, wrote_at) if at is not None]
        standing = standing_of(await tx.sanctions.of_author(community.id, key), now=now)
        reporter = replace(
            reporter,
            known_since=min(seen, default=None),
            is_sanctioned=standing.is_muted or standing.is_banned,
        )
        return void_reason(reporter, self._limits, now=now)

    async def _case_of(self, tx: Transaction, comment: Comment) -> Case | None:
        if comment.case_id is not None:
            return await tx.cases.get(comment.case_id)
        return await tx.cases.latest(
            comment.community_id, comment.thread_key, author_key(comment.author)
        )

    async def _open(
        self, tx: Transaction, comment: Comment, community: Community, count: int
    ) -> None:
        now = self._clock.now()
        case = Case(
            id=CaseId(0),
            owner=comment.owner,
            community_id=community.id,
            thread_key=comment.thread_key,
            author_key=author_key(comment.author),
            author_name=comment.author.name,
            focus_id=comment.id,
            lane=reported_lane(comment.lane, comment.verdict),
            priority=max(comment.priority, reported_priority(count)),
            reasons=(reason_of(count), *comment.reasons),
            opened_at=now,
        )
        case = replace(case, id=await tx.cases.add(case))
        await self._join(tx, case, comment, count)
        await show_new(tx, case, now=now)

    async def _raise(self, tx: Transaction, case: Case, comment: Comment, count: int) -> None:
        """Nothing happens where the case says so already."""
        now = self._clock.now()
        is_focus = case.focus_id == comment.id
        raised = case.report(
            lane=reported_lane(case.lane, comment.verdict if is_focus else None),
            priority=reported_priority(count),
            reason=reason_of(count),
            at=now,
        )
        if reason_of(count) in case.reasons and comment.case_id == case.id:
            return
        await tx.cases.save(raised, expected_version=case.version)
        await self._join(tx, raised, comment, count)
        await redraw(tx, raised, now=now)

    async def _reopen(self, tx: Transaction, case: Case, comment: Comment, count: int) -> None:
        now = self._clock.now()
        heard = case.reopen(at=now, clocks=Clocks()).hear(
            focus_id=comment.id,
            lane=reported_lane(comment.lane, comment.verdict),
            priority=max(comment.priority, reported_priority(count)),
            reasons=(reason_of(count), *comment.reasons),
            found=_NOTHING_FOUND,
        )
        await tx.cases.save(heard, expected_version=case.version)
        await self._join(tx, heard, comment, count)
        await show_new(tx, heard, now=now)

    async def _join(self, tx: Transaction, case: Case, comment: Comment, count: int) -> None:
        if comment.case_id != case.id:
            await tx.comments.save(replace(comment, case_id=case.id))
        await self._audit(tx, case.id, RAISED, str(count))

    async def _audit(
        self,
        tx: Transaction,
        case_id: CaseId | None,
        action: str,
        detail: str,
        *,
        by_name: str = "",
    ) -> None:
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=case_id,
                at=self._clock.now(),
                by=None,
                by_name=by_name,
                action=action,
                detail=detail,
            )
        )

    async def _tidy(self, tx: Transaction, message: Message) -> None:
        """Take the command away, so that nobody sees who reported whom."""
        now = self._clock.now()
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=message.chat.id,
                urgency=Urgency.MODERATION,
                weight=0,
                case_id=None,
                payload=Removal(message_id=message.message_id, if_may=True),
                not_before=now,
                created_at=now,
            )
        )
