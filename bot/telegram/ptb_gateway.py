"""The gateway on python-telegram-bot: it builds the requests and holds the connections."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.errors import GatewayDown, GatewayFailure
from bot.telegram.bot_api import PATIENCE, PRODUCTION, BotApiGateway, bot_id_in
from bot.telegram.calls import CONNECT_SECONDS, Answer, Call
from bot.telegram.updates import ALLOWED_UPDATES

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NO_ADDRESS = (httpx.UnsupportedProtocol, httpx.InvalidURL)
_MASK = "-"
"""Stands for the token in every address until the request leaves."""


class PtbGateway(BotApiGateway):
    """Telegram as python-telegram-bot speaks it.

    `kinds` of updates are asked for; `patience` is how long an answer is waited for. Raise
    TokenRefused if `token` is none at all.
    """

    def __init__(
        self,
        token: str,
        api_base: str = PRODUCTION,
        *,
        kinds: Sequence[str] = ALLOWED_UPDATES,
        patience: timedelta = PATIENCE,
    ) -> None:
        bot_id = bot_id_in(token)
        carrier = PtbCarrier(token, api_base)
        super().__init__(carrier, bot_id=bot_id, kinds=kinds, patience=patience)


class PtbCarrier:
    """The library's bot over a transport of ours, whose answers are left unread."""

    def __init__(self, token: str, api_base: str) -> None:
        self._request = HTTPXRequest(
            connect_timeout=CONNECT_SECONDS,
            pool_timeout=CONNECT_SECONDS,
            httpx_kwargs={"transport": UnreadTransport(token)},
        )
        self._bot = _DiscreetBot(
            _MASK,
            base_url=f"{api_base.rstrip('/')}/bot",
            request=self._request,
            get_updates_request=self._request,
        )

    async def carry(self, call: Call) -> Answer:
        """Make a call; see `bot.telegram.calls.Carrier`."""
        seconds = call.patience.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                status, content = await self._bot.do_api_request(
                    # The Bot API takes names in any case; the usual one makes the library warn,
                    # on every call, that it has a method of that name, which reads the answer.
                    call.method.lower(),
                    dict(call.fields),
                    read_timeout=seconds,
                    write_timeout=seconds,
                )
        except (TelegramError, TimeoutError) as error:
            raise _failure(error, call) from error
        return Answer(status=status, content=content)

    async def close(self) -> None:
        """Let go of connections."""
        await self._request.shutdown()


class _DiscreetBot(Bot):
    """The library's bot, which else tells at DEBUG what it sends and gets: texts, secrets."""

    _LOGGER = logging.getLogger(__name__)


_DiscreetBot._LOGGER.setLevel(logging.INFO)  # noqa: SLF001 - its own


class UnreadTransport(httpx.AsyncBaseTransport):
    """Hands over every answer as if it were a result: its status and its text.

    The library sees no refusal, so it explains none away. The token gets into the address at the
    last moment, because httpx logs and quotes addresses.
    """

    def __init__(self, token: str) -> None:
        self._token = token
        self._transport = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wrap what comes back."""
        path = request.url.path.replace(f"/bot{_MASK}/", f"/bot{self._token}/", 1)
        real = httpx.Request(
            request.method,
            request.url.copy_with(path=path),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        answer = await self._transport.handle_async_request(real)
        content = (await answer.aread()).decode("utf-8", "replace")
        unread = {"ok": True, "result": (answer.status_code, content)}
        return httpx.Response(HTTPStatus.OK, json=unread)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()


def _failure(error: Exception, call: Call) -> GatewayFailure:
    """What failed while connecting has not left; what failed later may have happened."""
    cause = error.__cause__
    name = type(cause or error).__name__
    if isinstance(cause, _NEVER_LEFT):
        return GatewayDown(f"Telegram cannot be reached ({name})")
    if isinstance(cause, _NO_ADDRESS):
        return GatewayDown("the address in telegram.api_base cannot be used")
    return call.unclear(f"no answer from Telegram ({name})")
