"""The running desk, put together: settings in, tasks out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.brand_library import BrandLibrary, open_brand_library
from bot.domain.comment import Community
from bot.domain.desk import Verb
from bot.domain.ids import (
    BRAND,
    DESK,
    NO_CHAT,
    BotId,
    ChatId,
    CommunityId,
    Owner,
    UserId,
)
from bot.domain.roster import Manager
from bot.errors import JawabError
from bot.grouping import MeaningGroups
from bot.ports import Clock, Drafter, Gateway, Seed, Store, Voice
from bot.rules import second_yes_rules, triage_rules
from bot.services.absence import AbsenceReport
from bot.services.board import BoardKeeper, Boards
from bot.services.board_delivery import BoardDelivery
from bot.services.delivery import Delivery
from bot.services.desk.amending import Amending
from bot.services.desk.answering import Answering
from bot.services.desk.approving import Approving
from bot.services.desk.assignment import Assignment
from bot.services.desk.authors import Authors
from bot.services.desk.case_clocks import CaseClocks
from bot.services.desk.case_menu import PROMPTED as MENU_PROMPTS
from bot.services.desk.case_menu import CaseMenu
from bot.services.desk.clearance import Clearance
from bot.services.desk.commands import COMMANDS, Commands
from bot.services.desk.conversation import Conversation
from bot.services.desk.draft_wishes import DraftWishes
from bot.services.desk.drafting import Drafting
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.gap_note import GapNote
from bot.services.desk.holding import Holding
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.library_desk import PROMPTED as LIBRARY_PROMPTS
from bot.services.desk.library_desk import library_desk
from bot.services.desk.library_reminding import LibraryReminding
from bot.services.desk.moderation import Moderation
from bot.services.desk.moderation_menu import ModerationMenu
from bot.services.desk.notes import DeskNotes
from bot.services.desk.pressing import Pressing
from bot.services.desk.prompts import Prompts
from bot.services.desk.queue import Queue
from bot.services.desk.reporting import Reporting
from bot.services.desk.reposting import Reposting
from bot.services.desk.rewording import Rewording
from bot.services.desk.sanctioning import Sanctioning
from bot.services.desk.searching import Searching
from bot.services.desk.second_yes import SecondYes
from bot.services.desk.spam_card import SpamCard
from bot.services.desk.team import REMOVED_MANAGER
from bot.services.desk.unsure_list import UnsureDesk
from bot.services.desk.use_stats import UseStats
from bot.services.desk.using import Using
from bot.services.desk.view import Viewer
from bot.services.desk.voicing import Voicing
from bot.services.desk.yes_requests import YesRequests
from bot.services.desk_delivery import DeskDelivery
from bot.services.gaps import Gaps
from bot.services.intake import Intake
from bot.services.learning import LearntThresholds
from bot.services.listening import Listening
from bot.services.model_drafts import ModelDrafts
from bot.services.outbox import OutboxSender
from bot.services.reception import Reception
from bot.services.triage import Triage
from bot.services.turns import Turns
from bot.settings import Settings
from bot.telegram.cards import DeskRenderer
from bot.telegram.mounted import MountedDesk
from bot.telegram.receiving import Receiving
from bot.telegram.updates import read
from classifiers.batching import MicroBatcher
from classifiers.types import Classifier
from replies.types import Library

log = structlog.get_logger(__name__)


class SystemClock:
    """Time as everybody knows it."""

    def now(self) -> datetime:
        """The moment, aware UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(max(0.0, seconds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a desk is made of, opened by the composition root."""

    settings: Settings
    store: Store
    gateway: Gateway
    clock: Clock
    classifier: Classifier
    load_model: Callable[[], object]
    """Reads the weights; called in a thread once the desk hears what is written."""
    starter: Callable[[], Library]
    voice: Voice
    drafter: Drafter | None = None
    """None where no language model is configured."""
    is_mounted: bool = False
    """Whether another bot, in whose process the desk runs, brings the updates."""


class RunningDesk:
    """One bot's desk; `run` keeps it going until it is cancelled."""

    def __init__(
        self, parts: Parts, *, owner: Owner, library: BrandLibrary, batcher: MicroBatcher
    ) -> None:
        settings, clock, store = parts.settings, parts.clock, parts.store
        self._parts = parts
        self._settings = settings
        self._zone = ZoneInfo(settings.desk.time_zone)
        self._clock = clock
        self._library = library
        self._renderer = DeskRenderer(
            settings.desk.language,
            settings.desk.time_zone,
            clock,
        )
        self._viewer = Viewer(
            library=library,
            brand=settings.brand.name,
            links=settings.brand.links,
            speaker=settings.brand.gender,
            zone=self._zone,
        )
        self._notes = DeskNotes(owner=owner, clock=clock, renderer=self._renderer)
        self._boards = Boards(owner=owner, renderer=self._renderer, zone=self._zone)
        self._outbox = OutboxSender(
            bot_id=owner.bot_id, store=store, clock=clock, delivery=self._delivery(store)
        )
        self._triage = Triage(
            bot_id=owner.bot_id,
            store=store,
            classifier=batcher,
            library=library,
            clock=clock,
            thresholds=LearntThresholds(
                settings.thresholds.over(batcher.thresholds),
                bot_id=owner.bot_id,
                store=store,
                clock=clock,
                fixed=settings.thresholds.given,
            ),
            rules=triage_rules(settings.triage.rules),
            answer_within=timedelta(minutes=settings.sla.first_answer_minutes),
            zone=self._zone,
            after=self._outbox.call,
        )
        self._board = BoardKeeper(
            owner=owner, store=store, clock=clock, boards=self._boards, after=self._outbox.call
        )
        self._absence = AbsenceReport(
            bot_id=owner.bot_id,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            urgent_from=settings.desk.ring_at,
        )
        self._reminding = LibraryReminding(
            owner=owner,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            zone=self._zone,
        )
        self._stats = UseStats(owner=owner, renderer=self._renderer, notes=self._notes)
        self._library_desk = library_desk(
            owner=owner,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            library=library,
            viewer=self._viewer,
            classifier=batcher,
            voice=parts.voice,
            zone=self._zone,
            use_of=self._stats.use_of,
        )
        self._gaps = Gaps(
            owner=owner,
            clock=clock,
            grouping=MeaningGroups(store=store, brand_id=owner.brand_id),
        )
        self._gap_desk = GapDesk(
            gaps=self._gaps,
            renderer=self._renderer,
            notes=self._notes,
            saving=self._library_desk.saving,
        )
        self._gap_note = GapNote(
            owner=owner,
            gaps=self._gaps,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            zone=self._zone,
        )
        self._spam = SpamCard(
            owner=owner, store=store, clock=clock, renderer=self._renderer, notes=self._notes
        )
        self._unsure = UnsureDesk(
            owner=owner,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            hours=settings.desk.unsure_at,
            zone=self._zone,
            answer_within=timedelta(minutes=settings.sla.first_answer_minutes),
        )
        clocks = CaseClocks(bot_id=owner.bot_id, store=store, clock=clock)
        self._requests = YesRequests(
            desk_id=owner.desk_id,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
        )
        self._leading = LeadDesk(
            owner=owner,
            store=store,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            username=lambda: self._receiving.username,
        )
        self._turns = Turns(
            clock,
            (
                clocks.turn,
                self._requests.turn,
                self._spam.turn,
                self._unsure.turn,
                *self._leading.turns,
            ),
            after=self._outbox.call,
        )
        self._voicing = Voicing(parts.voice)
        self._clearance = Clearance(
            rules=second_yes_rules(settings.approval),
            library=library,
            viewer=self._viewer,
            zone=self._zone,
        )
        self._holding = Holding(
            owner=owner,
            clock=clock,
            renderer=self._renderer,
            notes=self._notes,
            voicing=self._voicing,
        )
        self._drafting = Drafting(
            clock=clock,
            renderer=self._renderer,
            library=library,
            viewer=self._viewer,
            notes=self._notes,
            voicing=self._voicing,
        )
        self._wishes = DraftWishes(is_on=parts.drafter is not None)
        self._model_drafts = self._drafts_by_model(owner, batcher)
        self._intake = Intake(
            bot_id=owner.bot_id,
            store=store,
            gateway=parts.gateway,
            clock=clock,
            read=read,
            handler=self._reception(owner),
            after=self._call_everybody,
        )
        self.mounted = MountedDesk(store, self._intake.accept)
        self._receiving = Receiving(
            settings=settings,
            gateway=parts.gateway,
            clock=clock,
            intake=self._intake,
            absence=self._absence,
            commands={name: self._renderer.label(f"command-{name}") for name in COMMANDS},
            mounted=self.mounted,
            is_mounted=parts.is_mounted,
        )

    async def run(self) -> None:
        """Fetch, handle, triage and send until cancelled.

        Raise TokenRefused when Telegram does not, or no longer, know the bot.
        """
        await self._outbox.recover()
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (
                    self._intake,
                    self._triage,
                    self._outbox,
                    self._board,
                    self._absence,
                    self._reminding,
                    self._gap_note,
                    self._turns,
                ):
                    tasks.create_task(work.run())
                if self._model_drafts is not None:
                    tasks.create_task(self._model_drafts.run())
                tasks.create_task(self._receiving.introduce())
                tasks.create_task(self._receiving.run())
                tasks.create_task(self._load_model())
        except* JawabError as failures:
            raise _first(failures) from failures

    async def prepared(self) -> None:
        """Wait until suggestions can be made without delay."""
        await self._library.ready()

    def _delivery(self, store: Store) -> Delivery:
        return Delivery(
            store=store,
            gateway=self._parts.gateway,
            clock=self._clock,
            notes=self._notes,
            desk=DeskDelivery(
                gateway=self._parts.gateway,
                viewer=self._viewer,
                renderer=self._renderer,
                ring_at=self._settings.desk.ring_at,
            ),
            boards=BoardDelivery(boards=self._boards, gateway=self._parts.gateway),
        )

    def _moderation(self) -> Moderation:
        undo_window = timedelta(seconds=self._settings.desk.undo_seconds)
        menu = ModerationMenu(renderer=self._renderer, notes=self._notes)
        return Moderation(
            renderer=self._renderer,
            menu=menu,
            sanctioning=Sanctioning(
                renderer=self._renderer,
                menu=menu,
                voicing=self._voicing,
                warning_texts=self._settings.moderation.warning,
                warning_lasts=timedelta(days=self._settings.moderation.warning_days),
                undo_window=undo_window,
            ),
            reposting=Reposting(
                renderer=self._renderer, notes=self._notes, menu=menu, undo_window=undo_window
            ),
        )

    def _drafts_by_model(self, owner: Owner, batcher: MicroBatcher) -> ModelDrafts | None:
        if self._parts.drafter is None:
            return None
        return ModelDrafts(
            desk_id=owner.desk_id,
            brand=self._settings.brand.name,
            drafter=self._parts.drafter,
            wishes=self._wishes,
            store=self._parts.store,
            clock=self._clock,
            classifier=batcher,
            renderer=self._renderer,
            notes=self._notes,
            library=self._library,
            viewer=self._viewer,
            voicing=self._voicing,
            drafting=self._drafting,
            min_evidence=self._settings.drafting.min_evidence,
            after=self._outbox.call,
        )

    def _reception(self, owner: Owner) -> Reception:
        clock, renderer, notes = self._clock, self._renderer, self._notes
        assignment = Assignment()
        queue = Queue(owner=owner, clock=clock, renderer=renderer, notes=notes)
        searching = Searching(owner=owner, renderer=renderer, notes=notes)
        drafting = self._drafting
        approving = Approving(
            renderer=renderer,
            voicing=self._voicing,
            using=Using(library=self._library, viewer=self._viewer),
            clearance=self._clearance,
            undo_window=timedelta(seconds=self._settings.desk.undo_seconds),
            guards_with_quote=self._settings.desk.stale_guard == "quote",
        )
        second_yes = SecondYes(
            clock=clock,
            renderer=renderer,
            notes=notes,
            approving=approving,
            requests=self._requests,
        )
        answering = Answering(
            clock=clock,
            renderer=renderer,
            viewer=self._viewer,
            notes=notes,
            drafting=drafting,
            voicing=self._voicing,
            approving=approving,
            wishes=self._wishes,
            second_yes=second_yes,
        )
        menu = CaseMenu(
            clock=clock,
            renderer=renderer,
            notes=notes,
            rewording=Rewording(library=self._library, zone=self._zone),
            zone=self._zone,
            offers_drafts=self._parts.drafter is not None,
        )
        amending = Amending(
            clock=clock,
            renderer=renderer,
            notes=notes,
            voicing=self._voicing,
            clearance=self._clearance,
        )
        prompts = Prompts(
            (
                (LIBRARY_PROMPTS, self._library_desk),
                (MENU_PROMPTS, menu),
                ({Verb.CORRECT}, amending),
                (second_yes.prompted, second_yes),
                (self._holding.prompted, self._holding),
            ),
            otherwise=answering,
        )
        return Reception(
            owner=owner,
            listening=Listening(owner=owner, clock=clock),
            pressing=Pressing(
                owner=owner,
                clock=clock,
                renderer=renderer,
                answering=answering,
                moderation=self._moderation(),
                assignment=assignment,
                queue=queue,
                searching=searching,
                menu=menu,
                amending=amending,
                spam=self._spam,
                unsure=self._unsure,
                library=self._library_desk,
                gaps=self._gap_desk,
                leading=self._leading,
                second_yes=second_yes,
                holding=self._holding,
            ),
            conversation=Conversation(
                owner=owner,
                clock=clock,
                renderer=renderer,
                notes=notes,
                prompts=prompts,
                drafting=drafting,
                commands=self._commands(owner, assignment, queue, searching),
                username=lambda: self._receiving.username,
                lead_code=self._settings.desk.lead_code,
            ),
            notes=notes,
            leading=self._leading,
        )

    def _commands(
        self, owner: Owner, assignment: Assignment, queue: Queue, searching: Searching
    ) -> Commands:
        renderer, notes = self._renderer, self._notes
        return Commands(
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            assignment=assignment,
            queue=queue,
            searching=searching,
            authors=Authors(owner=owner, renderer=renderer, notes=notes),
            reporting=Reporting(
                owner=owner,
                renderer=renderer,
                notes=notes,
                boards=self._boards,
                zone=self._zone,
            ),
            library=self._library_desk,
            stats=self._stats,
            gaps=self._gap_desk,
            leading=self._leading,
            holding=self._holding,
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
    """Prepare database, library and classifier; what is opened here is closed at the end."""
    owner = Owner(bot_id=bot_id, brand_id=BRAND, desk_id=DESK)
    await _seed(parts, owner)
    async with (
        MicroBatcher(parts.classifier) as batcher,
        open_brand_library(
            parts.store,
            owner.brand_id,
            starter=parts.starter,
            embed=batcher.embed,
            model_id=batcher.model_id,
            clock=parts.clock,
        ) as library,
    ):
        yield RunningDesk(parts, owner=owner, library=library, batcher=batcher)


async def _seed(parts: Parts, owner: Owner) -> None:
    """Take over what the configuration says and the database does not know yet."""
    settings = parts.settings
    desk_chat = ChatId(settings.desk.chat_id) if settings.desk.chat_id else NO_CHAT
    seed = Seed(
        owner=owner,
        brand_name=settings.brand.name,
        desk_chat_id=desk_chat,
        desk_language=settings.desk.language,
        desk_time_zone=settings.desk.time_zone,
        communities=tuple(_communities(settings, owner)),
        managers=tuple(
            Manager(
                desk_id=owner.desk_id, user_id=UserId(one.user_id), name=one.name, role=one.role
            )
            for one in settings.managers
        ),
    )
    async with parts.store.writing() as tx:
        removed = await tx.directory.values(REMOVED_MANAGER)
        managers = [one for one in seed.managers if str(one.user_id) not in removed]
        await tx.directory.seed(replace(seed, managers=tuple(managers)))
        desk = await tx.directory.desk(owner.desk_id)
        if desk.chat_id == NO_CHAT != desk_chat:
            await tx.directory.move_chat(NO_CHAT, desk_chat)


def _communities(settings: Settings, owner: Owner) -> Iterator[Community]:
    for one in settings.communities:
        yield Community(
            id=CommunityId(0),
            owner=owner,
            chat_id=ChatId(one.chat_id),
            title=one.title,
            languages=one.languages,
            answer_in=one.answer_in,
            topics=one.topics,
            tone=one.tone,
            mode=one.mode,
            wants_praise=one.praise,
        )
    if settings.private.enabled:
        yield Community(
            id=CommunityId(0),
            owner=owner,
            chat_id=ChatId(owner.bot_id),
            title=settings.brand.name,
            languages=settings.private.languages,
            answer_in=settings.private.answer_in,
            topics=settings.private.topics,
            tone=settings.private.tone,
            is_private=True,
        )


def _first(failures: BaseExceptionGroup[JawabError]) -> JawabError:
    """The failure that ended everything."""
    for failure in failures.exceptions:
        return _first(failure) if isinstance(failure, BaseExceptionGroup) else failure
    raise AssertionError("a group holds at least one")
