"""The running desk, put together: settings in, tasks out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from dataclasses import replace
from zoneinfo import ZoneInfo

import structlog

from bot.brand_library import BrandLibrary, open_brand_library
from bot.domain.ids import BotId, BrandId, Keys, Owner
from bot.domain.leases import Job
from bot.domain.speaking import LANGUAGES
from bot.errors import JawabError, TokenRefused
from bot.logs import said_of
from bot.managers_desk import ManagersDesk
from bot.parts import Parts
from bot.ports import Heart, Renderer
from bot.rules import triage_rules
from bot.seeding import owner_at, seed_database
from bot.services.absence import AbsenceReport
from bot.services.board import BoardKeeper
from bot.services.board_delivery import BoardDelivery
from bot.services.delivery import Delivery
from bot.services.desk.assigning import RuleAssignment
from bot.services.desk.commands import COMMANDS
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk_delivery import DeskDelivery
from bot.services.heartbeat import Heartbeat
from bot.services.incident_delivery import IncidentDelivery
from bot.services.intake import Intake
from bot.services.last_word import LastWord
from bot.services.learning import LearntThresholds
from bot.services.meters import LimitMeter
from bot.services.model_drafts import ModelDrafts
from bot.services.outbox import OutboxSender
from bot.services.ring_delivery import RingDelivery
from bot.services.ring_view import RingViewer
from bot.services.settling import Settling
from bot.services.solely import Solely
from bot.services.token_watch import TokenWatch
from bot.services.topic_delivery import TopicDelivery
from bot.services.triage import Triage
from bot.services.turns import Turns
from bot.services.wakeup import LONGEST_TURN, Wakeup
from bot.sla_rules import sla_of
from bot.telegram.mounted import MountedDesk
from bot.telegram.receiving import Receiving
from bot.telegram.updates import read
from bot.telegram.webhook import WebhookServers
from classifiers.batching import MicroBatcher

log = structlog.get_logger(__name__)


class RunningDesk:
    """One bot's desk; `run` keeps it going until it is cancelled."""

    def __init__(
        self,
        parts: Parts,
        *,
        owner: Owner,
        library: BrandLibrary,
        batcher: MicroBatcher,
        webhooks: WebhookServers | None = None,
    ) -> None:
        """`webhooks` are the servers that desks of one process share; None for a desk alone."""
        self._parts = parts
        self._owner = owner
        self._library = library
        settings = parts.settings
        self._thresholds = LearntThresholds(
            settings.thresholds.over(batcher.thresholds),
            bot_id=owner.bot_id,
            store=parts.store,
            clock=parts.clock,
            fixed=settings.thresholds.given,
        )
        self._desk = desk = ManagersDesk(
            parts,
            owner=owner,
            library=library,
            classifier=batcher,
            thresholds=self._thresholds,
            username=lambda: self._receiving.username,
        )
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
            delivery=self._delivery(),
            on_token_refused=self._token.call,
            shutdown_seconds=settings.ops.shutdown_seconds,
            require=self._solely[Job.SENDER].require,
            is_sure=lambda: self._solely[Job.SENDER].is_sure,
        )
        self._triage = self._triaging(batcher)
        self._board = BoardKeeper(
            owner=owner, store=store, clock=clock, boards=desk.boards, after=self._outbox.call
        )
        self._turns = Turns(clock, desk.turns, after=self._outbox.call)
        self._absence = AbsenceReport(
            bot_id=owner.bot_id,
            store=store,
            clock=clock,
            renderer=desk.renderer,
            notes=desk.notes,
            urgent_from=parts.settings.desk.ring_at,
        )
        self._model_drafts = self._drafts_by_model(batcher)
        self._intake = Intake(
            bot_id=owner.bot_id,
            store=store,
            gateway=parts.gateway,
            clock=clock,
            read=read,
            handler=desk.reception(),
            after=self._call_everybody,
        )
        self.mounted = MountedDesk(store, self._intake.accept)
        self._receiving = Receiving(
            settings=parts.settings,
            gateway=parts.gateway,
            clock=clock,
            intake=self._intake,
            absence=self._absence,
            commands=_menu(desk.renderer),
            commands_in={tag: _menu(desk.renderer.in_language(tag)) for tag in LANGUAGES},
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
            error = _first(failures)
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
        parts, desk = self._parts, self._desk
        work = [
            self._board.run(),
            self._turns.run(),
            desk.reminding.run(),
            desk.gap_note.run(),
        ]
        if parts.pagers:
            work.append(desk.paging().run())
        if parts.heart is not None:
            work.append(self._heartbeat(parts.heart).run())
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
            renderer=self._desk.renderer,
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

    def _delivery(self) -> Delivery:
        parts, desk = self._parts, self._desk
        at_desk = DeskDelivery(
            gateway=parts.gateway,
            viewer=desk.viewer,
            groups=desk.groups,
            speaking=desk.speaking,
            routing=desk.routing,
            ring_at=parts.settings.desk.ring_at,
        )
        return Delivery(
            store=parts.store,
            gateway=parts.gateway,
            clock=parts.clock,
            notes=desk.notes,
            desk=at_desk,
            topics=TopicDelivery(
                owner=self._owner,
                gateway=parts.gateway,
                routing=desk.routing,
                notes=desk.notes,
                leads=LeadsTold(owner=self._owner, speaking=desk.speaking, notes=desk.notes),
            ),
            boards=BoardDelivery(boards=desk.boards, gateway=parts.gateway),
            incidents=IncidentDelivery(incidents=desk.incidents, gateway=parts.gateway),
            rings=RingDelivery(
                escalation=desk.escalation,
                viewer=RingViewer(rosters=desk.rosters, plan=desk.escalation.plan),
                desk=at_desk,
                speaking=desk.speaking,
            ),
        )

    def _triaging(self, batcher: MicroBatcher) -> Triage:
        parts, settings = self._parts, self._parts.settings
        return Triage(
            bot_id=self._owner.bot_id,
            store=parts.store,
            classifier=batcher,
            library=self._library,
            clock=parts.clock,
            thresholds=self._thresholds,
            rules=triage_rules(settings),
            settling=Settling(
                clock=parts.clock,
                sla=sla_of(settings),
                urgent_from=settings.desk.ring_at,
                reports=self._desk.reports,
                automatic=self._desk.automatic,
                sweeping=self._desk.sweeping,
                escalation=self._desk.escalation,
                same_things=self._desk.same_things,
                assignment=RuleAssignment(
                    owner=self._owner, clock=parts.clock, notes=self._desk.notes
                ),
            ),
            zone=ZoneInfo(settings.desk.time_zone),
            after=self._outbox.call,
        )

    def _drafts_by_model(self, batcher: MicroBatcher) -> ModelDrafts | None:
        parts, desk = self._parts, self._desk
        if parts.drafter is None:
            return None
        return ModelDrafts(
            desk_id=self._owner.desk_id,
            brand=parts.settings.brand.name,
            drafter=parts.drafter,
            wishes=desk.wishes,
            store=parts.store,
            clock=parts.clock,
            classifier=batcher,
            speaking=desk.speaking,
            notes=desk.notes,
            library=self._library,
            viewer=desk.viewer,
            voicing=desk.voicing,
            drafting=lambda tag: desk.in_language(tag).drafting,
            min_evidence=parts.settings.drafting.min_evidence,
            after=self._outbox.call,
        )

    async def _load_model(self) -> None:
        """Read the weights while updates come in already: triage waits for them."""
        await asyncio.to_thread(self._parts.load_model)
        log.info("model.ready")

    def _call_everybody(self) -> None:
        self._triage.call()
        self._outbox.call()
        self._library.call()


@asynccontextmanager
async def desk_of(parts: Parts, bot_id: BotId) -> AsyncIterator[RunningDesk]:
    """One desk alone; what is opened here is closed at the end."""
    async with desks_of([(parts, bot_id)]) as (desk,):
        yield desk


@asynccontextmanager
async def desks_of(
    several: Sequence[tuple[Parts, BotId]],
) -> AsyncIterator[Sequence[RunningDesk]]:
    """Prepare database, libraries and classifier for desks that share a store and a model.

    Desks of one brand share its library. What is opened here is closed at the end.
    """
    libraries: dict[BrandId, BrandLibrary] = {}
    desks: list[RunningDesk] = []
    webhooks = WebhookServers()
    async with AsyncExitStack() as opened:
        batcher = await opened.enter_async_context(MicroBatcher(several[0][0].classifier))
        for given, bot_id in several:
            parts = replace(given, store=given.store.of_bot(bot_id))
            owner = await owner_at(parts.store, bot_id, parts.settings.keys)
            await seed_database(parts.settings, parts.store, owner)
            if owner.brand_id not in libraries:
                library = open_brand_library(
                    parts.store,
                    owner.brand_id,
                    starter=parts.starter,
                    embed=batcher.embed,
                    model_id=batcher.model_id,
                    clock=parts.clock,
                )
                with _named(several, brand=parts.settings.keys.brand):
                    libraries[owner.brand_id] = await opened.enter_async_context(library)
            library_of_brand = libraries[owner.brand_id]
            desks.append(
                RunningDesk(
                    parts,
                    owner=owner,
                    library=library_of_brand,
                    batcher=batcher,
                    webhooks=webhooks,
                )
            )
        yield desks


async def run_all(desks: Sequence[RunningDesk]) -> None:
    """Keep desks going until cancelled; a bot that Telegram refuses ends only its own desk.

    Where there are several, whatever a desk logs names it.

    Raise TokenRefused when the last one has ended, with a line for each, and whatever else ends
    a desk.
    """
    refused: list[TokenRefused] = []

    async def keep(desk: RunningDesk) -> None:
        try:
            with _named(desks, desk=desk.keys.desk):
                await desk.run()
        except TokenRefused as error:
            refused.append(error)
            if len(refused) == len(desks):
                raise TokenRefused("\n".join(str(one) for one in refused)) from error
            keys = desk.keys
            log.exception("desk.ended", desk=keys.desk, bot=keys.bot, exc_info=error)

    try:
        async with asyncio.TaskGroup() as tasks:
            for desk in desks:
                tasks.create_task(keep(desk))
    except* JawabError as failures:
        raise _first(failures) from failures


def _named(desks: Sequence[object], **whose: str) -> AbstractContextManager[None]:
    """Where there are several desks the log tells whose line it is."""
    return said_of(**whose) if len(desks) > 1 else nullcontext()


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


def _first(failures: BaseExceptionGroup[JawabError]) -> JawabError:
    """The failure that ended everything."""
    for failure in failures.exceptions:
        return _first(failure) if isinstance(failure, BaseExceptionGroup) else failure
    raise AssertionError("a group holds at least one")
