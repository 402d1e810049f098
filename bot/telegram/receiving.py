"""Be there for Telegram: say who the bot is, then fetch updates or have them brought."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import TypeVar

import structlog

from bot.errors import GatewayFailure, TokenRefused
from bot.ports import Clock, Gateway, RawUpdate
from bot.services.absence import AbsenceReport
from bot.services.intake import Intake
from bot.settings import Settings
from bot.telegram.poller import Poller
from bot.telegram.webhook import WebhookServer

log = structlog.get_logger(__name__)

FULL_BATCH = 100
"""As many updates at once mean that Telegram holds more."""
ALIVE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 60.0

T = TypeVar("T")


class Receiving:
    """Brings updates to the intake, by polling or by webhook."""

    def __init__(
        self,
        *,
        settings: Settings,
        gateway: Gateway,
        clock: Clock,
        intake: Intake,
        absence: AbsenceReport,
        commands: Mapping[str, str],
    ) -> None:
        """`commands` are those that Telegram offers while one is typed."""
        self._settings = settings
        self._gateway = gateway
        self._clock = clock
        self._intake = intake
        self._absence = absence
        self._commands = commands
        self._is_backlog_empty = True
        self.username = ""
        """The bot's name, empty until Telegram has told it."""

    async def introduce(self) -> None:
        """Learn the bot's name and show its commands, as soon as Telegram is reached.

        Raise TokenRefused.
        """
        identity = await self._until_reached(self._gateway.identity)
        self.username = identity.username
        log.info("telegram.reached", bot=identity.username)
        await self._if_possible(self._gateway.set_commands(self._commands))

    async def run(self) -> None:
        """Receive, for ever; raise TokenRefused."""
        if self._settings.telegram.mode == "polling":
            await self._poll()
        else:
            await self._listen()

    async def _accept(self, updates: Sequence[RawUpdate]) -> None:
        self._is_backlog_empty = len(updates) < FULL_BATCH
        await self._intake.accept(updates)

    async def _poll(self) -> None:
        async def polled(_at: datetime) -> None:
            await self._absence.fetched(is_backlog_empty=self._is_backlog_empty)
            self._is_backlog_empty = True

        await self._if_possible(self._gateway.set_webhook("", secret=""))
        await Poller(self._gateway, self._accept, self._clock, on_polled=polled).run()

    async def _listen(self) -> None:
        hook = self._settings.telegram.webhook
        secret = self._settings.webhook_secret().get_secret_value()
        async with WebhookServer(
            self._accept, secret=secret, host=hook.host, port=hook.port, path=hook.path
        ):
            await self._until_reached(lambda: self._gateway.set_webhook(hook.url, secret=secret))
            while True:
                await self._absence.fetched(is_backlog_empty=self._is_backlog_empty)
                await self._clock.sleep(ALIVE_SECONDS)

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
