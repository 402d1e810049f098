"""One running desk, put together: settings in, tasks out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator

import structlog

from bot.brand_library import BrandLibrary
from bot.domain.ids import BotId, Keys, Owner
from bot.domain.leases import Job
from bot.domain.speaking import LANGUAGES
from bot.errors import JawabError, TokenRefused
from bot.managers_desk.by_the_clock import loops_of
from bot.managers_desk.common import CommonParts
from bot.managers_desk.desk import ManagersDesk
from bot.managers_desk.workers import delivery_of, model_drafts_of, triage_of
from bot.parts import Parts
from bot.ports import Classifier, Heart, Renderer
from bot.services.absence import AbsenceReport
from bot.services.board import BoardKeeper
from bot.services.desk.commands import COMMANDS
from bot.services.heartbeat import Heartbeat
from bot.services.intake import Intake
from bot.services.last_word import LastWord
from bot.services.learning import LearntThresholds
from bot.services.meters import LimitMeter
from bot.services.outbox import OutboxSender
from bot.services.solely import Solely
from bot.services.token_watch import TokenWatch
from bot.services.turns import Turns
from bot.services.wakeup import LONGEST_TURN, Wakeup
from bot.telegram.mounted import MountedDesk
from bot.telegram.receiving import Receiving
from bot.telegram.updates import kinds_of, read
from bot.telegram.webhook import WebhookServers

log = structlog.get_logger(__name__)


class RunningDesk:
    """One bot's desk; `run` keeps it going until it is cancelled."""

    def __init__(
        self,
        parts: Parts,
        *,
        owner: Owner,
        library: BrandLibrary,
        classifier: Classifier,
        webhooks: WebhookServers | None = None,
    ) -> None:
        """`webhooks` are the servers that desks of one process share; None for a desk alone."""
        self._parts = parts
        self._owner = owner
        self._library = library
        settings = parts.settings
        self._thresholds = LearntThresholds(
            settings.thresholds.over(classifier.thresholds),
            bot_id=owner.bot_id,
            store=parts.store,
            clock=parts.clock,
            fixed=settings.thresholds.given,
        )
        self._common = common = CommonParts(
            parts,
            owner=owner,
            library=library,
            classifier=classifier,
            thresholds=self._thresholds,
            username=lambda: self._receiving.username,
        )
        desk = ManagersDesk(common)
        store, clock = parts.store, parts.clock
        self._token = TokenWatch(
            bot_id=owner.bot_id, gateway=parts.gateway, store=store, clock=clock
        )
        self._solely = {
            job: Solely(
                bot_id=owner.bot_id, job=job, holder=parts.process, store=store, clock=clock
            )
            for job in (Job.INTAKE, Job.SENDER, Job.ESCALATION)
        }
        self._outbox = OutboxSender(
            bot_id=owner.bot_id,
            store=store,
            clock=clock,
            delivery=delivery_of(common),
            probe=parts.gateway.identity,
            on_token_refused=self._token.call,
            shutdown_seconds=settings.ops.shutdown_seconds,
            require=self._solely[Job.SENDER].require,
            is_sure=lambda: self._solely[Job.SENDER].is_sure,
        )
        self._triage = triage_of(common, after=self._outbox.call)
        self._board = BoardKeeper(
            owner=owner, store=store, clock=clock, boards=common.boards, after=self._outbox.call
        )
        self._turns = Turns(clock, desk.turns(), after=self._outbox.call)
        self._absence = AbsenceReport(
            bot_id=owner.bot_id,
            store=store,
            clock=clock,
            renderer=common.renderer,
            notes=common.notes,
            urgent_from=parts.settings.desk.ring_at,
        )
        self._model_drafts = model_drafts_of(
            common,
            drafting=lambda tag: desk.in_language(tag).drafting,
            after=self._outbox.call,
        )
        self._intake = Intake(
            bot_id=owner.bot_id,
            store=store,
            gateway=parts.gateway,
            clock=clock,
            read=read,
            handler=desk.reception(),
            after=self._call_everybody,
        )
        self.mounted = MountedDesk(
            store,
            self._intake.accept,
            kinds=kinds_of(reactions=settings.triage.reactions),
        )
        self._receiving = Receiving(
            settings=parts.settings,
            gateway=parts.gateway,
            clock=clock,
            intake=self._intake,
            absence=self._absence,
            commands=_menu(common.renderer),
            commands_in={tag: _menu(common.renderer.in_language(tag)) for tag in LANGUAGES},
            mounted=self.mounted,
            is_mounted=parts.is_mounted,
            webhooks=webhooks or WebhookServers(),
            serves=Job.WEB in parts.jobs,
        )

    @property
    def keys(self) -> Keys:
        """What the configuration calls the desk, its brand and its bot."""
        return self._parts.settings.keys

    async def run(self) -> None:
        """Fetch, handle, triage and send until cancelled.

        Raise TokenRefused when Telegram does not, or no longer, know the bot.
        """
        try:
            await together(*self._work())
        except* JawabError as failures:
            error = first_of(failures)
            if isinstance(error, TokenRefused):
                error = self._explained(error)
                if await self._token.note_refused():
                    await self._last_word().say(str(error))
            raise error from failures

    def _work(self) -> Iterator[Awaitable[None]]:
        """What this process is there for."""
        jobs = self._parts.jobs
        yield self._introduce()
        yield self._parts.store.listen(self._heed)
        if Job.WEB in jobs and self._receiving.is_called:
            yield self._receiving.serve()
        if Job.INTAKE in jobs:
            yield self._solely[Job.INTAKE].run(self._take_in)
        if Job.TRIAGE in jobs:
            yield self._triage.run()
        if Job.SENDER in jobs:
            yield self._solely[Job.SENDER].run(self._send)
        if Job.ESCALATION in jobs:
            yield self._solely[Job.ESCALATION].run(self._look_at_the_clock)
        if jobs & {Job.INTAKE, Job.TRIAGE}:
            yield self._load_model()

    async def _take_in(self) -> None:
        """Fetch updates, and handle them."""
        work = [self._receiving.run(), self._intake.run(), self._absence.run()]
        if self._model_drafts is not None:
            work.append(self._model_drafts.run())
        await together(*work)

    async def _send(self) -> None:
        """Send, after what was under way elsewhere was looked at."""
        await self._outbox.recover()
        await together(self._outbox.run(), self._token.run())

    async def _look_at_the_clock(self) -> None:
        """Do what comes by the clock."""
        work = [self._board.run(), self._turns.run(), *loops_of(self._common)]
        if self._parts.heart is not None:
            work.append(self._heartbeat(self._parts.heart).run())
        await together(*work)

    def _heed(self, bot_id: BotId) -> None:
        """Some process has changed something."""
        if bot_id == self._owner.bot_id:
            self._call_everybody()

    async def _introduce(self) -> None:
        await self._receiving.introduce()
        await self._token.note_taken()

    def _last_word(self) -> LastWord:
        parts = self._parts
        return LastWord(
            bot_id=self._owner.bot_id,
            brand=parts.settings.brand.name,
            clock=parts.clock,
            renderer=self._common.renderer,
            pagers=parts.pagers,
        )

    def _explained(self, refused: TokenRefused) -> TokenRefused:
        """The refusal with the bot's key, if it has one, and what to do."""
        settings = self._parts.settings
        whose = f"bot {settings.keys.bot}: " if settings.is_listed else ""
        return TokenRefused(f"{whose}{refused} (hint: {settings.token_source})")

    def _heartbeat(self, heart: Heart) -> Heartbeat:
        return Heartbeat(
            clock=self._parts.clock, heart=heart, loops=self._loops, missing=self._missing
        )

    def _loops(self) -> dict[str, Wakeup]:
        """The loops at work in this process."""
        loops = {}
        if self._solely[Job.INTAKE].is_working:
            loops["intake"] = self._intake.work
        if Job.TRIAGE in self._parts.jobs:
            loops["triage"] = self._triage.work
        if self._solely[Job.SENDER].is_working:
            loops["outbox"] = self._outbox.work
        return loops

    @property
    def limits(self) -> LimitMeter:
        """How often Telegram made this bot wait, since this process was started."""
        return self._outbox.limits

    def standing_still(self) -> list[str]:
        """The loops of this process that are at work on one thing for too long."""
        return [name for name, loop in self._loops().items() if loop.stands_still]

    async def _missing(self) -> list[str]:
        """What no process does, where several share the database."""
        if not self._parts.store.is_shared:
            return []
        now = self._parts.clock.now()
        async with self._parts.store.reading() as tx:
            leases = [await tx.leases.of(job) for job in (Job.INTAKE, Job.SENDER)]
            waiting = await tx.comments.ripe(self._owner.bot_id, now=now - LONGEST_TURN, limit=1)
        missing = [lease.job.value for lease in leases if lease.until <= now]
        return [*missing, "triage"] if waiting else missing

    async def prepared(self) -> None:
        """Wait until suggestions can be made without delay."""
        await self._library.ready()

    async def _load_model(self) -> None:
        """Read the weights while updates come in already: triage waits for them."""
        await asyncio.to_thread(self._parts.load_model)
        log.info("model.ready")

    def _call_everybody(self) -> None:
        self._triage.call()
        self._outbox.call()
        self._library.call()


async def together(*work: Awaitable[None]) -> None:
    """Do all of it until cancelled; what one raises ends the others."""
    async with asyncio.TaskGroup() as tasks:
        for one in work:
            tasks.create_task(_awaited(one))


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _menu(words: Renderer) -> dict[str, str]:
    """The commands that Telegram offers while one is typed, in one language."""
    return {name: words.label(f"command-{name}") for name in COMMANDS}


def first_of(failures: BaseExceptionGroup[JawabError]) -> JawabError:
    """The failure that ended everything."""
    for failure in failures.exceptions:
        return first_of(failure) if isinstance(failure, BaseExceptionGroup) else failure
    raise AssertionError("a group holds at least one")
