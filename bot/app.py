"""Composition root: settings in, working parts out; the one module that knows every adapter.

Adapters and models take seconds to import, so each is imported by the function that needs it.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.ids import BotId
from bot.domain.leases import EVERY_JOB, Job
from bot.errors import LibraryUnusable, ModelUnusable, SettingsInvalid, VoiceUnusable

if TYPE_CHECKING:
    from bot.domain.ladder import Notify
    from bot.ports import Clock, Drafter, Gateway, Heart, Pager, Store
    from bot.running import RunningDesk
    from bot.services.meters import ModelMeter
    from bot.settings import Settings
    from bot.telegram.mounted import MountedDesk
    from classifiers.late import LateClassifier
    from classifiers.types import Classifier
    from replies.types import Library
    from replies.voice import Voice
    from replies.voice_following import FollowedVoice


def open_classifier(settings: Settings) -> Classifier:
    """The configured model, else the shipped one; raise ModelUnusable."""
    from classifiers.engine import load_classifier
    from classifiers.errors import ClassifierError

    chosen = settings.classifiers
    try:
        return load_classifier(chosen.model, engine=chosen.engine, foreign=chosen.foreign)
    except ClassifierError as error:
        raise ModelUnusable(str(error)) from error


def prepare_classifier(settings: Settings) -> LateClassifier:
    """The same, whose files are checked now and read when the desk is up; raise ModelUnusable."""
    from classifiers.errors import ClassifierError
    from classifiers.late import LateClassifier

    chosen = settings.classifiers
    try:
        return LateClassifier(chosen.model, engine=chosen.engine, foreign=chosen.foreign)
    except ClassifierError as error:
        raise ModelUnusable(str(error)) from error


def read_weights_of(classifier: LateClassifier) -> None:
    """Let a classifier read its weights now; raise ModelUnusable."""
    from classifiers.errors import ClassifierError

    try:
        classifier.load()
    except ClassifierError as error:
        raise ModelUnusable(str(error)) from error


def _load(classifier: LateClassifier, meter: ModelMeter) -> None:
    read_weights_of(classifier)
    meter.is_ready = True


def library_path(settings: Settings) -> Path:
    """Where the brand's library lies; the starter library where none is configured."""
    from replies.library import STARTER

    return settings.brand.library or STARTER


def load_library(path: Path) -> Library:
    """Read a library from disk; raise LibraryUnusable with every finding."""
    from replies import library

    with _library_errors():
        return library.load(path)


def load_voice(settings: Settings) -> Voice:
    """The brand's voice; without a file only what holds for everybody. Raise VoiceUnusable."""
    from replies import voice_file
    from replies.findings import LibraryInvalid
    from replies.voice import Voice

    if settings.brand.voice is None:
        return Voice()
    try:
        return voice_file.load(settings.brand.voice, links=tuple(settings.brand.links.values()))
    except LibraryInvalid as error:
        raise VoiceUnusable(str(error)) from error


def follow_voice(settings: Settings) -> FollowedVoice | Voice:
    """The brand's voice, read again when its file changes; raise VoiceUnusable."""
    import structlog

    from replies.findings import LibraryInvalid
    from replies.voice_following import FollowedVoice

    path = settings.brand.voice
    if path is None:
        return load_voice(settings)

    def tell(broken: LibraryInvalid) -> None:
        structlog.get_logger(__name__).error("voice.unusable", findings=str(broken))

    try:
        return FollowedVoice(path, links=tuple(settings.brand.links.values()), on_broken=tell)
    except LibraryInvalid as error:
        raise VoiceUnusable(str(error)) from error


async def run_desks(configuration: Sequence[Settings], jobs: frozenset[Job]) -> None:
    """Do these jobs for all desks until asked to stop.

    Raise what keeps them from starting, or TokenRefused.
    """
    from bot.desks import run_all
    from bot.logs import write_log
    from bot.ops import watched
    from bot.parts import SystemClock
    from bot.services.meters import ModelMeter

    write_log()
    clock, model = SystemClock(), ModelMeter()
    with _ended_by_signals():
        async with (
            _desks(configuration, clock, jobs=jobs, model=model) as (desks, store),
            watched(configuration, desks, store=store, clock=clock, model=model, jobs=jobs),
        ):
            await run_all(desks)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Leave the block in good order at SIGTERM or Ctrl-C."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    wanted = (signal.SIGTERM, signal.SIGINT)
    for one in wanted:
        loop.add_signal_handler(one, task.cancel)
    try:
        yield
    except asyncio.CancelledError:
        return
    finally:
        for one in wanted:
            loop.remove_signal_handler(one)


async def run_demo(*, headless: bool, library: str) -> int:
    """Play the demo's day; return the exit code: 0 if no limit of Telegram's was overstepped."""
    from bot.demo.day import play
    from bot.demo.script import load_day
    from bot.demo.view import choose_view

    def start(settings: Settings, clock: Clock) -> AbstractAsyncContextManager[Store]:
        return started_desk(_with_telegram(settings, library=library), clock)

    _mute_logs()
    day = load_day()
    with choose_view(day.zone, headless=headless) as view:
        summary = await play(day, start, view)
        view.finish(summary)
    return 0 if summary.is_clean else 1


@asynccontextmanager
async def started_desk(settings: Settings, clock: Clock) -> AsyncIterator[Store]:
    """The desk at work inside the block, its library ready, and its store to look at."""
    async with started_desks([settings], clock) as store:
        yield store.of_bot(_bot_of(settings))


@asynccontextmanager
async def started_desks(configuration: Sequence[Settings], clock: Clock) -> AsyncIterator[Store]:
    """Desks at work inside the block, their libraries ready, and the store that they share."""
    from bot.desks import run_all

    async with _desks(configuration, clock) as (desks, store), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(run_all(desks))
        for desk in desks:
            await desk.prepared()
        yield store
        running.cancel()


@asynccontextmanager
async def open_desk(
    config: Path | None, *, token: str, desk: str | None = None
) -> AsyncIterator[MountedDesk]:
    """The desk at work inside the block, to be put by `mount` into a bot that has this token.

    It is given the host's updates and asks Telegram for none. Where the file has
    several desks, `desk` is the key of the one that is meant. Raise what keeps it from starting;
    what ends it later is logged, and the host goes on.
    """
    from pydantic import SecretStr

    from bot.configuration import load_settings
    from bot.logs import said_of
    from bot.parts import SystemClock

    settings = _with_telegram(load_settings(config, desk=desk), token=SecretStr(token))
    async with _desks([settings], SystemClock(), is_mounted=True) as ((mounted,), _):
        with nullcontext() if desk is None else said_of(desk=desk):
            running = asyncio.create_task(mounted.run())
        running.add_done_callback(_tell_the_end)
        try:
            yield mounted.mounted
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


def _with_telegram(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update={"telegram": settings.telegram.model_copy(update=changes)})


def _tell_the_end(running: asyncio.Task[None]) -> None:
    if not running.cancelled() and (error := running.exception()) is not None:
        import structlog

        structlog.get_logger(__name__).error("mount.desk_ended", exc_info=error)


@asynccontextmanager
async def _desks(
    configuration: Sequence[Settings],
    clock: Clock,
    *,
    is_mounted: bool = False,
    jobs: frozenset[Job] = EVERY_JOB,
    model: ModelMeter | None = None,
) -> AsyncIterator[tuple[Sequence[RunningDesk], Store]]:
    """Desks with everything they are made of; raise what keeps them from starting.

    They share store, classifier and drafter; those of one brand share its voice. A process that
    does not all the `jobs` needs others beside it, and so a database server. `model` is told what
    the classifier does.
    """
    from bot.desks import desks_of
    from bot.parts import Parts
    from bot.services.meters import MeasuredClassifier, ModelMeter
    from bot.storage.opening import held, open_store

    first = configuration[0]
    bots = _bots_of(configuration)
    voices = {one.keys.brand: follow_voice(one) for one in configuration}
    async with AsyncExitStack() as opened:
        gateways = [open_gateway(one) for one in configuration]
        for gateway in gateways:
            opened.push_async_callback(gateway.close)
        drafter = open_drafter(first)
        if drafter is not None:
            opened.push_async_callback(drafter.close)
        classifier, meter = prepare_classifier(first), model or ModelMeter()
        store = await open_store(first.database.url)
        opened.push_async_callback(store.close)
        if jobs != EVERY_JOB and not store.is_shared:
            raise SettingsInvalid(
                "--role: a file cannot be shared by several processes"
                " (hint: set database.url to a PostgreSQL server, or leave out --role)"
            )
        several = [
            Parts(
                settings=settings,
                store=store,
                gateway=gateway,
                clock=clock,
                classifier=MeasuredClassifier(classifier, meter),
                load_model=partial(_load, classifier, meter),
                starter=partial(load_library, library_path(settings)),
                voice=voices[settings.keys.brand],
                drafter=drafter,
                pagers=open_pagers(settings),
                heart=open_heart(settings),
                is_mounted=is_mounted,
                jobs=jobs,
            )
            for settings, gateway in zip(configuration, gateways, strict=True)
        ]
        opened.enter_context(held(first.database.url))
        yield (
            await opened.enter_async_context(desks_of(list(zip(several, bots, strict=True)))),
            store,
        )


def _bot_of(settings: Settings) -> BotId:
    """The bot's id, which stands in its token; raise SettingsInvalid."""
    return BotId(int(settings.bot_token().get_secret_value().partition(":")[0]))


def _bots_of(configuration: Sequence[Settings]) -> list[BotId]:
    """The bots of all desks; raise SettingsInvalid where two are the same."""
    bots = [_bot_of(one) for one in configuration]
    seen: dict[BotId, str] = {}
    for bot_id, settings in zip(bots, configuration, strict=True):
        key = settings.keys.bot
        if bot_id in seen:
            raise SettingsInvalid(
                f"bots {seen[bot_id]} and {key} have a token of the same bot (hint: @BotFather "
                "gives each its own)"
            )
        seen[bot_id] = key
    return bots


def _mute_logs() -> None:
    """Keep everything below errors out of the demo's transcript."""
    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def open_gateway(settings: Settings) -> Gateway:
    """The configured way to Telegram; raise SettingsInvalid or TokenRefused."""
    from bot.telegram.updates import kinds_of

    token, api_base = settings.bot_token().get_secret_value(), settings.telegram.api_base
    kinds = kinds_of(reactions=settings.triage.reactions)
    if settings.telegram.library == "python-telegram-bot":
        from bot.telegram.ptb_gateway import PtbGateway

        return PtbGateway(token, api_base, kinds=kinds)
    with _without_collecting():
        from bot.telegram.aiogram_gateway import AiogramGateway

    return AiogramGateway(token, api_base, kinds=kinds)


def open_drafter(settings: Settings) -> Drafter | None:
    """The configured server for drafts, None without one; raise SettingsInvalid (its key)."""
    section = settings.drafting
    if not section.is_on:
        return None
    from bot.drafting import ServerDrafter

    return ServerDrafter(
        section.base_url,
        model=section.model,
        api_key=settings.drafting_key(),
        time_limit=timedelta(seconds=section.timeout_seconds),
        max_tokens=section.max_tokens,
    )


def open_pagers(settings: Settings) -> Mapping[Notify, Pager]:
    """The other ways of calling somebody that are configured; raise SettingsInvalid (secrets)."""
    mail, hook = settings.escalation.email, settings.escalation.webhook
    if not mail.is_on and not hook.url:
        return {}
    from bot.domain.ladder import Notify
    from bot.pagers import HookPager, MailPager

    pagers: dict[Notify, Pager] = {}
    if mail.is_on:
        pagers[Notify.EMAIL] = MailPager(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            user=mail.user,
            password=settings.mail_password(),
            sender=mail.sender,
            to=mail.to,
        )
    if hook.url:
        pagers[Notify.WEBHOOK] = HookPager(
            hook.url, secret=settings.hook_secret(), allow_private=hook.allow_private
        )
    return pagers


def open_heart(settings: Settings) -> Heart | None:
    """Where a sign of life is given, None if nowhere."""
    if not settings.ops.heartbeat_url:
        return None
    from bot.pagers import Heart

    return Heart(settings.ops.heartbeat_url, allow_private=settings.ops.heartbeat_allow_private)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Import aiogram a fifth faster: it makes many objects, and nearly all of them stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _library_errors() -> Iterator[None]:
    from replies.findings import LibraryInvalid

    try:
        yield
    except LibraryInvalid as error:
        raise LibraryUnusable(str(error)) from error
