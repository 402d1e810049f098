"""Whether Telegram still takes the bot's token: asked for, and noted where it does not.

A poller hears it by itself. Where updates are brought, silence looks the same as a quiet day.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.domain.ids import BotId
from bot.errors import GatewayFailure, StoreFailure, TokenRefused
from bot.ports import Clock, Gateway, Store
from bot.services.wakeup import Wakeup

log = structlog.get_logger(__name__)

REFUSED_AT = "token-refused-at"
"""The fact since when Telegram has not taken the token; it is dropped once it does again."""
ASK_EVERY = timedelta(minutes=5)


class TokenWatch:
    """Asks now and then who the bot is, and at once when a request was refused for its token."""

    def __init__(self, *, bot_id: BotId, gateway: Gateway, store: Store, clock: Clock) -> None:
        self._bot_id = bot_id
        self._gateway = gateway
        self._store = store.of_bot(bot_id)
        self._clock = clock
        self._work = Wakeup(clock)

    def call(self) -> None:
        """Telegram has refused something as if it did not know the bot."""
        self._work.call()

    async def run(self) -> None:
        """Ask, until Telegram does not take the token: raise TokenRefused."""
        while True:
            await self._work.wait(ASK_EVERY.total_seconds())
            try:
                await self._gateway.identity()
            except TokenRefused:
                raise
            except GatewayFailure as failure:
                log.info("token.not_asked", reason=type(failure).__name__)

    async def note_refused(self) -> bool:
        """Keep that the desk ends by it; return whether nobody had noted that before.

        Where the database is out of order, too, nobody had.
        """
        try:
            async with self._store.writing() as tx:
                if await tx.directory.value(REFUSED_AT) is not None:
                    return False
                await tx.directory.set_value(REFUSED_AT, self._clock.now().isoformat())
        except StoreFailure:
            log.exception("token.not_noted")
        return True

    async def note_taken(self) -> None:
        """Telegram knows the bot: what was noted before does not hold any more."""
        try:
            async with self._store.writing() as tx:
                await tx.directory.drop_value(REFUSED_AT)
        except StoreFailure:
            log.exception("token.not_noted")
