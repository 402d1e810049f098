"""The webhook: Telegram hears 200 once the update is on disk, never before."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web

from bot.errors import StoreFailure
from bot.telegram.fields import UpdateUnreadable

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret
_LARGEST_BODY = 1024 * 1024
"""Bytes; the longest messages with all their entities stay well below."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


Receive = Callable[[object], Awaitable[bool]]
"""Commits one update and says whether a host should leave it alone.

May raise UpdateUnreadable or StoreFailure; storing an update twice changes nothing.
"""


class WebhookServer:
    """Listens for updates of one bot; `async with` starts and stops it.

    It speaks plain HTTP: a reverse proxy in front of it holds the certificate. `path` is where
    Telegram posts; `/health` answers 200 while it listens. Raise ValueError for an empty `secret`,
    with which anybody could post.
    """

    def __init__(
        self,
        receive: Receive,
        *,
        secret: str,
        host: str = "127.0.0.1",
        port: int = 8080,
        path: str = "/telegram",
    ) -> None:
        if not secret:
            raise ValueError("a webhook needs a secret")
        self._commit = receive
        self._secret = secret.encode()
        self._host = host
        self._port = port
        application = web.Application(client_max_size=_LARGEST_BODY)
        application.router.add_post(path, self._receive)
        application.router.add_get("/health", self._health)
        self._runner = web.AppRunner(application, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on; tells which one was free if it was asked for port 0."""
        return int(self._runner.addresses[0][1])

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            is_taken = await self._commit(json.loads(await request.read()))
        except (UpdateUnreadable, ValueError, RecursionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except StoreFailure as failure:
            log.warning("webhook.refused", failure=type(failure).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.json_response({"taken": True}) if is_taken else web.Response()

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok")
