"""Waiting comments become verdicts, lanes, priorities and cases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta, tzinfo

import structlog

from bot.domain.agreeing import is_agreement
from bot.domain.comment import Comment, Community, CommunityMode, author_key
from bot.domain.ids import BotId, CommunityId
from bot.domain.lane import Lane
from bot.domain.routing import (
    Routing,
    is_case,
    lane_to_search,
    route,
)
from bot.domain.rules import Rule
from bot.errors import StoreFailure
from bot.ports import Classifier, Clock, Library, Store, Transaction
from bot.services.asking import inquiry_about
from bot.services.circumstances import circumstances_of
from bot.services.context import Context, context_of
from bot.services.learning import LearntThresholds
from bot.services.settling import Judged, Settling
from bot.services.wakeup import Wakeup
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
_Waiting = tuple[list[Comment], dict[CommunityId, Community]]
NOTHING = Found(suggestions=(), best_score=0.0)


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
        settling: Settling,
        zone: tzinfo,
        after: Callable[[], None],
    ) -> None:
        """`zone` says which day it is; `after` is called when there may be cards to send."""
        self._bot_id = bot_id
        self._store = store
        self._classifier = classifier
        self._library = library
        self._clock = clock
        self._thresholds = thresholds
        self._rules = rules
        self._settling = settling
        self._zone = zone
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
        comments, communities = await (self._claimed if self._store.is_shared else self._ripe)()
        if not comments:
            return 0
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

    async def _ripe(self) -> _Waiting:
        async with self._store.reading() as tx:
            comments = await tx.comments.ripe(self._bot_id, now=self._clock.now(), limit=AT_ONCE)
            return comments, await self._communities(tx) if comments else {}

    async def _claimed(self) -> _Waiting:
        """Ripe comments for this process alone; if it dies, others get them soon.

        Their communities are read with them: another process may just have made one.
        """
        now = self._clock.now()
        until = now + CLAIMED_FOR
        async with self._store.reading() as tx:
            if not await tx.comments.free(
                self._bot_id, now=now, until=until, limit=CLAIMED_AT_ONCE
            ):
                return [], {}
        async with self._store.writing() as tx:
            comments = await tx.comments.claim(
                self._bot_id, now=now, until=until, limit=CLAIMED_AT_ONCE
            )
            return comments, await self._communities(tx)

    async def _communities(self, tx: Transaction) -> dict[CommunityId, Community]:
        return {one.id: one for one in await tx.directory.communities(self._bot_id)}

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
                await self._settling.settle(
                    tx, each, current[each.comment.id], is_reported=is_reported
                )

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
