"""Waiting comments become verdicts, lanes, priorities and cases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo

import structlog

from bot.domain.agreeing import is_agreement
from bot.domain.author_lists import list_reasons
from bot.domain.case import Case, Status
from bot.domain.comment import Comment, CommentState, Community, CommunityMode, author_key
from bot.domain.gathering import is_gathered
from bot.domain.ids import BotId, CaseId, CommunityId
from bot.domain.lane import Lane
from bot.domain.roster import Manager
from bot.domain.routing import (
    REOPENING_LANES,
    Routing,
    is_case,
    lane_to_search,
    route,
)
from bot.domain.rules import Rule
from bot.domain.sla import Clocks, Sla
from bot.domain.tags import MOST_TAGS
from bot.errors import StoreFailure
from bot.ports import Classifier, Clock, Library, Store, Transaction
from bot.services.alike import SameThings
from bot.services.asking import inquiry_about
from bot.services.author_lists import bind_name
from bot.services.automatic import Automatic
from bot.services.backlog import is_only_counted
from bot.services.circumstances import circumstances_of
from bot.services.context import Context, context_of, heed_member_answer
from bot.services.desk.assigning import RuleAssignment
from bot.services.desk.collecting import joins_incident
from bot.services.desk.drawing import redraw, show_new
from bot.services.desk.using import suggested
from bot.services.escalation import BY_RULE, Escalation
from bot.services.learning import LearntThresholds
from bot.services.member_reports import MemberReports
from bot.services.moods import count_mood
from bot.services.sweeping import Sweeping
from bot.services.wakeup import Wakeup
from bot.services.whole import whole
from classifiers.types import (
    UNDETERMINED,
    Sentiment,
    Signals,
    Utterance,
    Verdict,
)
from replies.types import Found

log = structlog.get_logger(__name__)

BATCH = 32
"""Comments that are judged together, while those before them are settled."""
AT_ONCE = 16 * BATCH
CLAIMED_AT_ONCE = 4 * BATCH
"""The same where several processes share them, and have to be done within `CLAIMED_FOR`."""
IDLE_SECONDS = 5.0
SHARED_IDLE_SECONDS = 1.0
"""The same where another process takes in what is written, and its call may be missed."""
PATIENCE = timedelta(minutes=1)
"""Pause before a comment is looked at again that could not be settled."""
CLAIMED_FOR = timedelta(seconds=15)
"""How long others leave a batch to the process that took it; whoever settles first has settled."""
ANSWERS_A_STEP = "answers what was asked"
DOUBTFUL = frozenset({Lane.SPAM, Lane.UNSURE})
"""Lanes whose cases have no card of their own."""
IN_PRIVATE = "writes in private"
STICKER = "sticker"
NOTHING = Found(suggestions=(), best_score=0.0)


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


class Triage:
    """Looks at every waiting comment of one bot."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        store: Store,
        classifier: Classifier,
        library: Library,
        clock: Clock,
        thresholds: LearntThresholds,
        rules: tuple[Rule, ...],
        reports: MemberReports,
        automatic: Automatic | None = None,
        sweeping: Sweeping | None = None,
        escalation: Escalation | None = None,
        same_things: SameThings | None = None,
        assignment: RuleAssignment | None = None,
        sla: Sla,
        zone: tzinfo,
        urgent_from: int,
        after: Callable[[], None],
    ) -> None:
        """`zone` says which day it is; a case is urgent from the priority `urgent_from`.

        `after` is called when there may be cards to send. Without `automatic` nothing is answered
        by itself, without `sweeping` nothing deleted; without `same_things` each case has its own
        card.
        """
        self._bot_id = bot_id
        self._store = store
        self._classifier = classifier
        self._library = library
        self._clock = clock
        self._thresholds = thresholds
        self._rules = rules
        self._reports = reports
        self._assignment = assignment
        self._automatic = automatic
        self._sweeping = sweeping
        self._escalation = escalation
        self._same_things = same_things
        self._sla = sla
        self._zone = zone
        self._urgent_from = urgent_from
        self._after = after
        self.work = Wakeup(clock)

    def call(self) -> None:
        """There may be comments waiting."""
        self.work.call()

    async def run(self) -> None:
        """Triage what waits, for ever."""
        while True:
            try:
                busy = await self.drain()
            except Exception:
                log.exception("triage.failed")
                busy = 0
            if not busy:
                await self.work.wait(await self._pause())

    async def _pause(self) -> float:
        """For how many seconds there will be nothing, unless somebody calls."""
        longest = SHARED_IDLE_SECONDS if self._store.is_shared else IDLE_SECONDS
        try:
            async with self._store.reading() as tx:
                ripe_at = await tx.comments.next_ripe_at(self._bot_id)
        except StoreFailure:
            return SHARED_IDLE_SECONDS
        if ripe_at is None:
            return longest
        return min(longest, max(0.1, (ripe_at - self._clock.now()).total_seconds()))

    async def drain(self) -> int:
        """Triage ripe comments; return how many were settled."""
        now, is_shared = self._clock.now(), self._store.is_shared
        async with self._store.reading() as tx:
            if is_shared:
                comments = await tx.comments.free(
                    self._bot_id, now=now, until=now + CLAIMED_FOR, limit=CLAIMED_AT_ONCE
                )
            else:
                comments = await tx.comments.ripe(self._bot_id, now=now, limit=AT_ONCE)
            if not comments:
                return 0
            communities = {one.id: one for one in await tx.directory.communities(self._bot_id)}
        if is_shared:
            comments = await self._claimed()
        await self._thresholds.refresh()
        settled = 0
        async with aclosing(self._judged(comments, communities)) as judged:
            async for batch, verdicts in judged:
                for some in _independent(list(zip(batch, verdicts, strict=True))):
                    settled += await self._take_all(
                        [(one, communities[one.community_id], verdict) for one, verdict in some]
                    )
                self._after()
        log.info("triage.batch", count=len(comments), settled=settled)
        return settled

    async def _judged(
        self, comments: Sequence[Comment], communities: Mapping[CommunityId, Community]
    ) -> AsyncGenerator[tuple[Sequence[Comment], list[Verdict]]]:
        """Comments with their verdicts, batch by batch.

        The model reads the next batch, in a thread of its own, while the caller settles one.
        """
        batches = [comments[start : start + BATCH] for start in range(0, len(comments), BATCH)]
        judging: list[asyncio.Task[list[Verdict]]] = []
        try:
            for number, batch in enumerate(batches):
                for ahead in batches[number + len(judging) : number + 2]:
                    said = [
                        Utterance(text=one.text, expected=communities[one.community_id].languages)
                        for one in ahead
                    ]
                    judging.append(asyncio.create_task(self._judge(said)))
                yield batch, await judging.pop(0)
        finally:
            for task in judging:
                task.cancel()

    async def _claimed(self) -> list[Comment]:
        """Ripe comments for this process alone; if it dies, others get them soon."""
        now = self._clock.now()
        async with self._store.writing() as tx:
            return await tx.comments.claim(
                self._bot_id, now=now, until=now + CLAIMED_FOR, limit=CLAIMED_AT_ONCE
            )

    async def _take_all(self, some: Sequence[tuple[Comment, Community, Verdict]]) -> int:
        """Settle comments that have nothing to do with each other in one transaction.

        In a backlog it is the disk that takes the time. If it fails, each is settled by itself.
        """
        if len(some) > 1:
            try:
                await self._settle_all(some)
            except StoreFailure:
                raise
            except Exception as error:  # noqa: BLE001 - each is tried by itself, and tells then
                log.info("triage.one_by_one", count=len(some), reason=type(error).__name__)
            else:
                return len(some)
        return sum([await self._take(*one) for one in some])

    async def _settle_all(self, some: Sequence[tuple[Comment, Community, Verdict]]) -> None:
        async with self._store.reading() as tx:
            judged = [await self._understood(tx, *one) for one in some]
        numbers = [one.comment.id for one in judged]
        async with self._store.writing() as tx:
            current = await tx.comments.several(numbers)
            reported = await tx.reports.reported(numbers)
            for each in judged:
                is_reported = each.comment.id in reported
                await self._settle(tx, each, current[each.comment.id], is_reported=is_reported)

    async def _understood(
        self, tx: Transaction, comment: Comment, community: Community, verdict: Verdict
    ) -> Judged:
        """What a comment means, where it goes, and what could be answered.

        Ask only now: what it agrees with may be of the same batch.
        """
        context = await context_of(tx, comment)
        meant = comment
        if context is not None:
            comment, verdict = context.read_into(comment), context.understand(verdict)
            meant = context.mean(comment)
        routing = await self._route(tx, comment, community, verdict, context)
        return Judged(
            comment=comment,
            community=community,
            verdict=verdict,
            routing=routing,
            meant=meant,
            found=await self._suggest(tx, meant, community, verdict, routing),
        )

    async def _take(self, comment: Comment, community: Community, verdict: Verdict) -> bool:
        """Settle one comment; one that cannot be settled waits, and holds up no other."""
        try:
            await self._settle_all([(comment, community, verdict)])
        except StoreFailure:
            raise
        except Exception:
            log.exception("triage.not_settled", comment_id=comment.id)
            await self._postpone(comment)
            return False
        return True

    async def _postpone(self, comment: Comment) -> None:
        async with self._store.writing() as tx:
            current = await tx.comments.get(comment.id)
            await tx.comments.save(replace(current, ripe_at=self._clock.now() + PATIENCE))

    async def _judge(self, utterances: list[Utterance]) -> list[Verdict]:
        """Judge a batch; where that fails, each alone: one comment cannot stop the rest."""
        try:
            return await self._classifier.judge_all(utterances)
        except Exception:
            log.exception("triage.batch_not_judged", count=len(utterances))
        return [await self._judge_alone(one) for one in utterances]

    async def _judge_alone(self, utterance: Utterance) -> Verdict:
        try:
            (verdict,) = await self._classifier.judge_all([utterance])
        except Exception:
            log.exception("triage.comment_not_judged")
            return self._puzzled()
        return verdict

    def _puzzled(self) -> Verdict:
        """A verdict that leads to the lane `unsure`: somebody should read what no model could."""
        doubt = self._thresholds.initial.unsure
        return Verdict(
            lang=UNDETERMINED,
            sentiment=Sentiment(negative=doubt, neutral=1 - doubt, positive=0.0),
            signals=Signals(question=doubt, complaint=0.0, praise=0.0, toxic=0.0, spam=0.0),
            vector=b"",
            model_id=self._classifier.model_id,
        )

    async def _route(
        self,
        tx: Transaction,
        comment: Comment,
        community: Community,
        verdict: Verdict,
        context: Context | None,
    ) -> Routing:
        circumstances = await circumstances_of(
            tx,
            comment,
            community,
            waited=self._clock.now() - comment.sent_at,
            agrees_with=context.agrees_with if context is not None else None,
        )
        return route(
            comment.text,
            verdict,
            circumstances,
            thresholds=self._thresholds.of(comment.community_id),
            rules=self._rules,
        )

    async def _suggest(
        self,
        tx: Transaction,
        comment: Comment,
        community: Community,
        verdict: Verdict,
        routing: Routing,
    ) -> Found:
        is_answerable = (
            (community.mode is CommunityMode.LIVE or comment.case_id is not None)
            and routing.lane is not Lane.SPAM
            and bool(comment.text.strip() and verdict.vector)
        )
        if not is_answerable:
            return NOTHING
        inquiry = await inquiry_about(
            tx,
            comment,
            community,
            verdict,
            lane=lane_to_search(routing),
            at=self._clock.now(),
            zone=self._zone,
        )
        is_work = is_case(routing.lane, wants_praise=community.wants_praise)
        if not is_work and not inquiry.said:
            return NOTHING
        try:
            found = await self._library.suggest(inquiry)
        except Exception:
            log.exception("triage.no_suggestions")
            return NOTHING
        return found if is_work or found.goes_on else NOTHING

    async def _settle(
        self, tx: Transaction, judged: Judged, current: Comment, *, is_reported: bool
    ) -> None:
        """Write the verdict, and open, join or reopen the author's case in this thread.

        `current` is the comment as it stands now.
        """
        is_other = current.content_hash != judged.comment.content_hash
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
        if is_collected or holder is not None or not await self._joins(tx, case, judged):
            await self._show_unless_counted(tx, case, comment)
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

    async def _show_unless_counted(self, tx: Transaction, case: Case, comment: Comment) -> None:
        """Draw its card; after an outage old cases wait in the queue without one."""
        now = self._clock.now()
        is_held = case.holder_id is not None or is_gathered(case)
        if is_held or not await is_only_counted(
            tx, case, comment, now=now, urgent_from=self._urgent_from
        ):
            await show_new(tx, case, now=now)

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


def _independent(
    judged: Sequence[tuple[Comment, Verdict]],
) -> Iterator[list[tuple[Comment, Verdict]]]:
    """Split a batch, in its order, into runs in which none has to know what came of another.

    An author's comments have to, and what only agrees has to know what with.
    """
    run: list[tuple[Comment, Verdict]] = []
    authors: set[tuple[int, str]] = set()
    for comment, verdict in judged:
        author = (comment.community_id, author_key(comment.author))
        if run and (author in authors or is_agreement(comment.text)):
            yield run
            run, authors = [], set()
        run.append((comment, verdict))
        authors.add(author)
    if run:
        yield run


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
