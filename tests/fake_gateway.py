"""A gateway without a wire: it calls the simulated Telegram in its own process."""

from __future__ import annotations

import asyncio
from typing import cast

from aiohttp import web

from bot.simulator.simulator import Simulator
from bot.simulator.wire import Params
from bot.telegram.bot_api import BotApiGateway, bot_id_in
from bot.telegram.calls import Answer, Call


class FakeGateway(BotApiGateway):
    """The port as it is kept where no library and no network can break it."""

    def __init__(self, telegram: Simulator, token: str) -> None:
        super().__init__(FakeCarrier(telegram, token), bot_id=bot_id_in(token))


class FakeCarrier:
    """Hands each call to the simulator's methods, whose planned faults happen here, too."""

    def __init__(self, telegram: Simulator, token: str) -> None:
        self._server = telegram._server
        self._account = telegram._world.accounts[token]

    async def carry(self, call: Call) -> Answer:
        unwired = cast("web.Request", _Unwired())
        task = asyncio.current_task()
        assert task is not None
        try:
            answer = await self._server._answer(
                unwired, self._account, call.method, Params(call.fields)
            )
        except asyncio.CancelledError:
            if task.cancelling():
                raise
            raise call.unclear("the simulator hung up") from None
        assert isinstance(answer, web.Response)
        return Answer(status=answer.status, content=answer.text or "")

    async def close(self) -> None:
        """There is nothing to let go of."""


class _Unwired:
    """A request without a connection that could be dropped."""

    transport = None
