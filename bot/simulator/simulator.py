"""A Telegram of one's own: `async with Simulator() as telegram` serves the Bot API on loopback."""

import asyncio
from collections.abc import Callable
from typing import Self

from bot.ports import Clock
from bot.simulator.acting import Cast
from bot.simulator.calls import RecordedCall
from bot.simulator.clock import WallClock
from bot.simulator.faults import Faults
from bot.simulator.limits import Limits
from bot.simulator.pushing import Pusher
from bot.simulator.server import Server
from bot.simulator.state import Bot, Chat, Message, User
from bot.simulator.world import Account, CallbackAnswer, Found, Press, World

_PATIENCE_SECONDS = 30.0
"""Of the wall clock: a busy machine takes its time, and what comes sooner is not waited for."""


class Simulator(Cast):
    """Serves bots over HTTP while a script plays the people.

    All state lives here, so a bot's process may die and come back as it likes.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        limits: Limits | None = None,
        faults: Faults | None = None,
        seed: int = 0,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.clock = clock or WallClock()
        self.faults = faults or Faults(seed)
        super().__init__(World(self.clock, limits or Limits(), seed))
        self._server = Server(self._world, self.faults)
        self._host = host
        self._port = port
        self._pushers: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; after a stop, at the same address again."""
        self._port = await self._server.start(self._host, self._port)
        for account in self._world.accounts.values():
            self._push_for(account)
        self._world.on_account = self._push_for

    async def stop(self) -> None:
        """Hang up and stop pushing."""
        for pusher in self._pushers:
            pusher.cancel()
        await asyncio.gather(*self._pushers, return_exceptions=True)
        self._pushers.clear()
        self._world.on_account = None
        await self._server.stop()

    def _push_for(self, account: Account) -> None:
        pusher = Pusher(account.queue, self.clock)
        self._pushers.append(asyncio.create_task(pusher.run()))

    @property
    def base_url(self) -> str:
        """The server's address, as `telegram.api_base` takes it."""
        return f"http://{self._host}:{self._port}"

    @property
    def calls(self) -> list[RecordedCall]:
        """Every call of every bot, in order."""
        return self._server.calls

    def calls_of(self, method: str) -> list[RecordedCall]:
        """Return the calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    @property
    def refusals(self) -> list[RecordedCall]:
        """Every call that was not done."""
        return [call for call in self.calls if call.refusal is not None]

    @property
    def violations(self) -> list[RecordedCall]:
        """The refused calls that the bot should have known better than to make."""
        return [call for call in self.calls if call.is_violation]

    def chat(self, chat: Chat | User | int) -> Chat:
        """Return a chat by its id, or somebody's private chat with the only bot."""
        if isinstance(chat, User):
            return self.private_chat(chat)
        return self._world.chats[chat] if isinstance(chat, int) else chat

    def pending_updates(self, bot: Bot) -> int:
        """Count what a bot has not confirmed."""
        return len(self._world.account_of(bot).queue.pending)

    async def wait_for(
        self,
        predicate: Callable[[], Found | None],
        timeout: float = _PATIENCE_SECONDS,  # noqa: ASYNC109 - the word everybody knows
    ) -> Found:
        """Wait until `predicate()` is truthy and return what it gave.

        It is asked again whenever anything happens here. Raise TimeoutError after `timeout`
        seconds of real time.
        """
        return await self._world.until(predicate, within=timeout)

    async def wait_for_message(
        self,
        chat: Chat,
        fits: Callable[[Message], bool],
        timeout: float = _PATIENCE_SECONDS,  # noqa: ASYNC109 - as above
    ) -> Message:
        """Wait until a visible message fits and return it; raise TimeoutError as `wait_for`."""

        def newest() -> Message | None:
            return next((message for message in reversed(chat.visible) if fits(message)), None)

        return await self.wait_for(newest, timeout)

    async def answer_to(
        self,
        press: Press,
        timeout: float = _PATIENCE_SECONDS,  # noqa: ASYNC109 - as above
    ) -> CallbackAnswer:
        """Wait for the bot's answer to a press; raise TimeoutError as `wait_for`."""
        return await self.wait_for(lambda: press.answer, timeout)
