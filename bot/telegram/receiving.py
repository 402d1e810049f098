"""Be there for Telegram: say who the bot is, then fetch updates or have them brought."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from itertools import count
from typing import TypeVar

import structlog

from bot.errors import GatewayFailure, TokenRefused
from bot.ports import Clock, Gateway, RawUpdate
from bot.services.absence import AbsenceReport
from bot.services.intake import Intake
from bot.settings import Settings
from bot.telegram.mounted import MountedDesk
from bot.telegram.poller import Poller
from bot.telegram.updates import keep
from bot.telegram.webhook import Receive, WebhookServers

log = structlog.get_logger(__name__)

FULL_BATCH = 100
"""As many updates at once mean that Telegram holds more."""
ALIVE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 60.0

T = TypeVar("T")


class Receiving:
    """Brings updates to the intake: by polling, by webhook, or from a host's bot."""

    def __init__(
        self,
        *,
        settings: Settings,
        gateway: Gateway,
        clock: Clock,
        intake: Intake,
        absence: AbsenceReport,
        commands: Mapping[str, str],
        commands_in: Mapping[str, Mapping[str, str]],
        mounted: MountedDesk,
        is_mounted: bool,
        webhooks: WebhookServers,
        serves: bool = True,
    ) -> None:
        """`commands` are those that Telegram offers while one is typed.

        `commands_in` has them by language, for private chats with those who read it.
        Where the desk `is_mounted`, updates are given to `mounted` in this process.
        Where they are delivered, one of the `webhooks` is listened at, if this process `serves`.
        Raise SettingsInvalid for
        a secret that Telegram would not take.
        """
        self._mode = "mounted" if is_mounted else settings.telegram.mode
        self._mounted = mounted
        self._settings = settings
        self._gateway = gateway
        self._clock = clock
        self._intake = intake
        self._absence = absence
        self._commands = commands
        self._commands_in = commands_in
        self._webhooks = webhooks
        self._secret = ""
        if self._mode in {"webhook", "forwarded"}:
            self._secret = settings.webhook_secret().get_secret_value()
        self._is_backlog_empty = True
        self._is_open = asyncio.Event()
        if not serves:
            self._is_open.set()
        self.username = ""
        """The bot's name, empty until Telegram has told it."""

    async def introduce(self) -> None:
        """Learn the bot's name, as soon as Telegram is reached. Raise TokenRefused."""
        identity = await self._until_reached(self._gateway.identity)
        self.username = identity.username
        log.info("telegram.reached", bot=identity.username)

    async def _show_commands(self) -> None:
        """A host's menu is the host's."""
        if self._mode in {"polling", "webhook"}:
            await self._if_possible(self._gateway.set_commands(self._commands))
            for language, commands in self._commands_in.items():
                await self._if_possible(self._gateway.set_commands(commands, private_in=language))

    @property
    def is_called(self) -> bool:
        """Whether updates are brought over HTTP."""
        return self._mode in {"webhook", "forwarded"}

    async def run(self) -> None:
        """Have Telegram bring updates, or fetch them, for ever; raise TokenRefused."""
        await self._show_commands()
        if self._mode == "polling":
            await self._poll()
        if self._mode == "webhook":
            await self._is_open.wait()
            hook, secret = self._settings.telegram.webhook.url, self._secret
            await self._until_reached(lambda: self._gateway.set_webhook(hook, secret=secret))
        await self._stay()

    async def serve(self) -> None:
        """Take what is brought over HTTP, for ever."""
        self._is_open.clear()
        receive = self._received if self._mode == "webhook" else self._mounted.receive
        async with self._entrance(receive):
            self._is_open.set()
            await asyncio.Event().wait()

    async def _received(self, update: object) -> bool:
        await self._accept([keep(update)])
        return False

    async def _accept(self, updates: Sequence[RawUpdate]) -> None:
        self._is_backlog_empty = len(updates) < FULL_BATCH
        await self._intake.accept(updates)

    async def _poll(self) -> None:
        async def polled(_at: datetime) -> None:
            await self._absence.fetched(is_backlog_empty=self._is_backlog_empty)
            self._is_backlog_empty = True

        await self._if_possible(self._gateway.set_webhook("", secret=""))
        await Poller(self._gateway, self._accept, self._clock, on_polled=polled).run()

    async def _stay(self) -> None:
        """Be there while others bring updates."""
        while True:
            await self._absence.fetched(is_backlog_empty=self._is_backlog_empty)
            await self._clock.sleep(ALIVE_SECONDS)

    def _entrance(self, receive: Receive) -> AbstractAsyncContextManager[None]:
        hook = self._settings.telegram.webhook
        server = self._webhooks.at(hook.host, hook.port)
        return server.entrance(self._settings.webhook_path, receive, secret=self._secret)

    async def _until_reached(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until Telegram answers; a refused token ends it, everything else can pass."""
        for attempt in count():
            try:
                return await ask()
            except TokenRefused:
                raise
            except GatewayFailure as failure:
                pause = min(2.0**attempt, LONGEST_PAUSE_SECONDS)
                log.warning("telegram.not_reached", reason=str(failure), seconds=pause)
                await self._clock.sleep(pause)
        raise AssertionError("unreachable")

    async def _if_possible(self, wish: Awaitable[None]) -> None:
        """Ask for what is good to have; the desk works without."""
        try:
            await wish
        except GatewayFailure as failure:
            log.warning("telegram.not_granted", reason=str(failure))
