"""A verdict becomes part of a case: opened, joined, reopened, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.author_lists import list_reasons
from bot.domain.case import Case, Status
from bot.domain.comment import Comment, CommentState, Community, CommunityMode, author_key
from bot.domain.gathering import is_gathered
from bot.domain.ids import CaseId
from bot.domain.lane import Lane
from bot.domain.roster import Manager
from bot.domain.routing import REOPENING_LANES, Routing, is_case
from bot.domain.sla import Clocks, Sla
from bot.domain.tags import MOST_TAGS
from bot.ports import Clock, Transaction
from bot.services.alike import SameThings
from bot.services.author_lists import bind_name
from bot.services.automatic import Automatic
from bot.services.backlog import is_only_counted
from bot.services.context import heed_member_answer
from bot.services.desk.assigning import RuleAssignment
from bot.services.desk.collecting import joins_incident
from bot.services.desk.drawing import redraw, show_new
from bot.services.desk.using import suggested
from bot.services.escalation import BY_RULE, Escalation
from bot.services.member_reports import MemberReports
from bot.services.moods import count_mood
from bot.services.sweeping import Sweeping
from bot.services.whole import whole
from classifiers.types import Verdict
from replies.types import Found

ANSWERS_A_STEP = "answers what was asked"
DOUBTFUL = frozenset({Lane.SPAM, Lane.UNSURE})
"""Lanes whose cases have no card of their own."""
IN_PRIVATE = "writes in private"
STICKER = "sticker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A comment with all that triage found out about it.

    `meant` has the words that it stands for, where it only agrees with those of another.
    """

    comment: Comment
    meant: Comment
    community: Community
    verdict: Verdict
    routing: Routing
    found: Found


class Settling:
    """Writes down what triage found out about a comment, and what follows from it at the desk."""

    def __init__(
        self,
        *,
        clock: Clock,
        sla: Sla,
        urgent_from: int,
        reports: MemberReports,
        automatic: Automatic | None = None,
        sweeping: Sweeping | None = None,
        escalation: Escalation | None = None,
        same_things: SameThings | None = None,
        assignment: RuleAssignment | None = None,
    ) -> None:
        """A case is urgent from the priority `urgent_from`.

        Without `automatic` nothing is answered by itself, without `sweeping` nothing deleted;
        without `same_things` each case has its own card.
        """
        self._clock = clock
        self._sla = sla
        self._urgent_from = urgent_from
        self._reports = reports
        self._automatic = automatic
        self._sweeping = sweeping
        self._escalation = escalation
        self._same_things = same_things
        self._assignment = assignment

    async def settle(
        self, tx: Transaction, judged: Judged, current: Comment, *, is_reported: bool
    ) -> None:
        """Write the verdict, and open, join or reopen the author's case in this thread.

        `current` is the comment as it stands now.
        """
        read = judged.comment
        is_other = (current.content_hash, current.links) != (read.content_hash, read.links)
        if is_other or current.state is not CommentState.WAITING:
            return  # edited meanwhile, so that it waits again already; or others were quicker
        triaged = replace(
            current,
            reply_to=judged.comment.reply_to,
            reply_to_text=judged.comment.reply_to_text,
            state=CommentState.TRIAGED,
            verdict=judged.verdict,
            lane=judged.routing.lane,
            priority=judged.routing.priority,
            reasons=judged.routing.reasons,
        )
        case_id = current.case_id
        if current.is_behind_door:
            await self._go_on(tx, replace(judged, comment=triaged))
        elif judged.community.mode is CommunityMode.LIVE or await _is_open(tx, case_id):
            case_id = await self._case_for(tx, replace(judged, comment=triaged))
        triaged = replace(triaged, case_id=case_id)
        await tx.comments.save(triaged)
        await bind_name(tx, triaged.owner.brand_id, triaged.author)
        await count_mood(tx, current, triaged)
        if judged.routing.hits or current.verdict is not None:
            await tx.rule_hits.put(
                triaged.owner, triaged.id, judged.routing.hits, at=self._clock.now()
            )
        if is_reported:
            await self._reports.heed(tx, triaged, judged.community)
        await heed_member_answer(tx, triaged, judged.routing.lane, clock=self._clock)

    async def _go_on(self, tx: Transaction, judged: Judged) -> None:
        """The author of a public case wrote in private: it is the same case, and it is open."""
        comment = judged.comment
        assert comment.case_id is not None
        case = await tx.cases.get(comment.case_id)
        was, now = case.version, self._clock.now()
        if case.status.is_closed:
            if not _says_something(comment):
                return
            case = case.reopen(at=now, clocks=self._clocks(judged, lane=Lane.QUESTION))
        others = [one for one in case.reasons if one != IN_PRIVATE]
        heard = case.hear(
            focus_id=comment.id,
            lane=Lane.QUESTION if case.lane in DOUBTFUL else case.lane,
            priority=max(case.base_priority, judged.routing.priority),
            reasons=(IN_PRIVATE, *others),
            found=judged.found,
        )
        await self._show(tx, heard, was=was, is_new=case.version != was)

    async def _case_for(self, tx: Transaction, judged: Judged) -> CaseId | None:
        comment, routing = judged.comment, judged.routing
        case = await tx.cases.latest(
            judged.community.id, comment.thread_key, author_key(comment.author)
        )
        is_work = is_case(routing.lane, wants_praise=judged.community.wants_praise)
        if case is None or (case.status.is_closed and not self._reopens(case, judged)):
            if is_work:
                return await self._open(tx, judged, is_first=case is None)
            return None if case is None else case.id
        if case.status.is_closed:
            reopened = case.reopen(at=self._clock.now(), clocks=self._clocks(judged))
            await self._hear(tx, reopened, judged, was=case.version)
            return case.id
        concerns_focus = case.focus_id == comment.id
        if (
            concerns_focus
            or _answers_a_step(judged)
            or (is_work and routing.priority >= case.base_priority)
        ):
            await self._hear(tx, case, judged, was=case.version)
        else:
            await redraw(tx, case, now=self._clock.now())
        return case.id

    def _reopens(self, case: Case, judged: Judged) -> bool:
        is_new_or_edited = case.focus_id != judged.comment.id or bool(judged.comment.edited_at)
        calls_for_it = judged.routing.lane in REOPENING_LANES or _answers_a_step(judged)
        return calls_for_it and is_new_or_edited

    async def _open(self, tx: Transaction, judged: Judged, *, is_first: bool) -> CaseId:
        comment, routing, clocks = judged.comment, judged.routing, self._clocks(judged)
        case = Case(
            id=CaseId(0),
            owner=comment.owner,
            community_id=judged.community.id,
            thread_key=comment.thread_key,
            author_key=author_key(comment.author),
            author_name=comment.author.name,
            focus_id=comment.id,
            lane=routing.lane,
            priority=routing.priority,
            reasons=routing.reasons,
            opened_at=self._clock.now(),
            due_at=clocks.due_at,
            at_risk_at=clocks.at_risk_at,
            resolve_at=clocks.resolve_at,
            tags=routing.tags[:MOST_TAGS],
            desk_topic=routing.desk_topic,
            suggestions=judged.found.suggestions,
            best_score=judged.found.best_score,
            lack=judged.found.lack,
        )
        case = replace(case, id=await tx.cases.add(case))
        if await self._sweeps(tx, case, judged):
            return case.id
        holder = await self._holder_for(tx, routing)
        if holder is not None:
            was = case.version
            case = case.assign(to=holder.user_id, name=holder.name, at=self._clock.now())
            await tx.cases.save(case, expected_version=was)
        await suggested(tx, case, at=self._clock.now())
        is_collected = await joins_incident(tx, case, now=self._clock.now())
        if not await self._waits_without_card(tx, case, comment) and (
            is_collected or holder is not None or not await self._joins(tx, case, judged)
        ):
            await show_new(tx, case, now=self._clock.now())
        await self._note_holder(tx, case, holder, routing)
        await self._escalate(tx, case, routing)
        is_live = judged.community.mode is CommunityMode.LIVE
        if self._automatic is not None and is_live and holder is None:
            await self._automatic.consider(
                tx,
                case,
                replace(comment, case_id=case.id),
                judged.community,
                judged.verdict,
                is_first=is_first,
            )
        return case.id

    async def _sweeps(self, tx: Transaction, case: Case, judged: Judged) -> bool:
        """Whether the comment goes by itself, so that there is no card."""
        if self._sweeping is None or judged.community.mode is not CommunityMode.LIVE:
            return False
        comment = replace(judged.comment, case_id=case.id)
        return await self._sweeping.consider(tx, case, comment, judged.community, judged.verdict)

    async def _waits_without_card(self, tx: Transaction, case: Case, comment: Comment) -> bool:
        """After an outage old cases stand in the queue alone, on no card with others either."""
        if case.holder_id is not None or is_gathered(case):
            return False
        return await is_only_counted(
            tx, case, comment, now=self._clock.now(), urgent_from=self._urgent_from
        )

    async def _joins(self, tx: Transaction, case: Case, judged: Judged) -> bool:
        """Whether the case stands on one card with others that say the same."""
        if self._same_things is None:
            return False
        return await self._same_things.join(tx, case, judged.meant, judged.verdict)

    def _clocks(self, judged: Judged, lane: Lane | None = None) -> Clocks:
        """What falls due when; somebody waits since they wrote, not since it was read."""
        return self._sla.clocks(
            lane=lane or judged.routing.lane,
            community=judged.community.chat_id,
            priority=judged.routing.priority,
            since=judged.comment.sent_at,
        )

    async def _hear(self, tx: Transaction, case: Case, judged: Judged, *, was: int) -> None:
        """The case turns to this comment; its card is drawn anew, below if it was closed."""
        lane, priority, reasons = _standing(case, judged)
        heard = case.hear(
            focus_id=judged.comment.id,
            lane=lane,
            priority=priority,
            reasons=reasons,
            found=judged.found,
        ).tighten(self._clocks(judged, lane=lane))
        heard = replace(heard, desk_topic=judged.routing.desk_topic or case.desk_topic)
        is_new, holder = case.version != was, None
        if is_new or _is_given_anew(case, judged.routing):
            holder = await self._holder_for(tx, judged.routing)
        if holder is not None:
            heard = heard.assign(to=holder.user_id, name=holder.name, at=self._clock.now())
        await self._show(tx, heard, was=was, is_new=is_new)
        await self._note_holder(tx, heard, holder, judged.routing)
        await self._escalate(tx, heard, judged.routing)

    async def _holder_for(self, tx: Transaction, routing: Routing) -> Manager | None:
        if self._assignment is None:
            return None
        return await self._assignment.holder_for(tx, routing.assign)

    async def _note_holder(
        self, tx: Transaction, case: Case, holder: Manager | None, routing: Routing
    ) -> None:
        if self._assignment is not None and holder is not None and routing.assign is not None:
            await self._assignment.note(tx, case, holder, routing.assign)

    async def _escalate(self, tx: Transaction, case: Case, routing: Routing) -> None:
        """Have somebody fetched where a rule says so."""
        if self._escalation is not None and routing.escalates:
            await self._escalation.start_for_case(tx, case, BY_RULE)

    async def _show(self, tx: Transaction, heard: Case, *, was: int, is_new: bool) -> None:
        """Keep what a case turned to; `is_new`: it was closed, so a card comes below."""
        await tx.cases.save(heard, expected_version=was)
        await suggested(tx, heard, at=self._clock.now())
        await joins_incident(tx, heard, now=self._clock.now())
        if is_new:
            await show_new(tx, heard, now=self._clock.now())
        else:
            await redraw(tx, heard, now=self._clock.now())


def _is_given_anew(case: Case, routing: Routing) -> bool:
    """Whether a rule gives an open case to somebody that did not apply to it before.

    What a manager gave back meanwhile is not given to them again at every further word.
    """
    if case.status is not Status.OPEN or routing.assign is None:
        return False
    return f"rule: {routing.assign.rule}" not in case.reasons


def _says_something(comment: Comment) -> bool:
    """Whether there is more in it than signs and stickers."""
    is_media = bool(comment.media) and comment.media != STICKER
    return is_media or any(character.isalnum() for character in comment.text)


async def _is_open(tx: Transaction, case_id: CaseId | None) -> bool:
    """Whether a comment that was edited is of a case that somebody may still answer."""
    case = None if case_id is None else await whole(tx.cases.get(case_id))
    return case is not None and not case.status.is_closed


def _answers_a_step(judged: Judged) -> bool:
    """Whether the author goes on where a playbook waits for them; thanks end it."""
    return judged.found.goes_on and judged.routing.lane is not Lane.PRAISE


def _standing(case: Case, judged: Judged) -> tuple[Lane, int, tuple[str, ...]]:
    """Lane, priority and reasons of a case that turns to a comment.

    A comment that is no work by itself is looked at all the same where it answers what a playbook
    asked, or where a manager may have seen it before it was edited.
    """
    routing = judged.routing
    if is_case(routing.lane, wants_praise=judged.community.wants_praise):
        return routing.lane, routing.priority, routing.reasons
    if judged.found.goes_on:
        return case.lane, case.base_priority, (ANSWERS_A_STEP, *list_reasons(case.reasons))
    return Lane.UNSURE, routing.priority, ("edited since", *list_reasons(routing.reasons))
