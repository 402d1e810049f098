"""The webhook: Telegram hears 200 once the update is on disk, never before."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.http import HttpProcessingError

from bot.errors import SettingsInvalid, StoreFailure
from bot.logs import retelling
from bot.telegram.fields import UpdateUnreadable

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret
_LARGEST_BODY = 1024 * 1024
"""Bytes; the longest messages with all their entities stay well below."""
_HEALTH = "/health"
_BODY_SECONDS = 30.0
"""For a body to arrive; Telegram and a proxy send it at once."""
_IDLE_SECONDS = 150.0
"""For the next request, or the rest of one; longer than proxies keep what they do not use."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


Receive = Callable[[object], Awaitable[bool]]
"""Commits one update and says whether a host should leave it alone.

May raise UpdateUnreadable or StoreFailure; storing an update twice changes nothing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entrance:
    """Where the updates of one bot arrive; `whose` is named in what is logged of them."""

    receive: Receive
    secret: bytes = field(repr=False)
    whose: Mapping[str, object]


class WebhookServers:
    """The servers of a process, one for each address; bots that name the same one share it."""

    def __init__(self) -> None:
        self._servers: dict[tuple[str, int], WebhookServer] = {}

    def at(self, host: str, port: int) -> WebhookServer:
        """The server of this address."""
        return self._servers.setdefault((host, port), WebhookServer(host=host, port=port))


class WebhookServer:
    """Listens at one address for updates of bots, each at a path and with a secret of its own.

    It speaks plain HTTP: a reverse proxy in front of it holds the certificate. It listens as long
    as there is an entrance, and then `/health` answers 200.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 8080,
        body_seconds: float = _BODY_SECONDS,
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        """Who sends nothing for `idle_seconds`, or no whole body in `body_seconds`, is let go."""
        self._host = host
        self._port = port
        self._body_seconds = body_seconds
        self._idle_seconds = idle_seconds
        self._entrances: dict[str, _Entrance] = {}
        self._turn = asyncio.Lock()
        self._runner: web.AppRunner | None = None

    @asynccontextmanager
    async def entrance(self, path: str, receive: Receive, *, secret: str) -> AsyncIterator[None]:
        """Take updates at this path inside the block.

        Raise ValueError for an empty `secret`, with which anybody could post, and for a path that
        is taken, and SettingsInvalid where the address cannot be listened at.
        """
        if not secret:
            raise ValueError("a webhook needs a secret")
        if path in self._entrances:
            raise ValueError(f"another bot has the path {path}")
        whose = structlog.contextvars.get_contextvars()
        self._entrances[path] = _Entrance(receive=receive, secret=secret.encode(), whose=whose)
        try:
            async with self._turn:
                if self._runner is None:
                    self._runner = await self._listen()
            yield
        finally:
            del self._entrances[path]
            async with self._turn:
                if not self._entrances and self._runner is not None:
                    runner, self._runner = self._runner, None
                    await runner.cleanup()

    @property
    def port(self) -> int:
        """The port it listens on; tells which one was free if it was asked for port 0."""
        return self._port if self._runner is None else int(self._runner.addresses[0][1])

    async def _listen(self) -> web.AppRunner:
        application = web.Application(client_max_size=_LARGEST_BODY)
        application.router.add_route("*", "/{path:.*}", self._serve)
        runner = web.AppRunner(
            application,
            access_log=None,
            keepalive_timeout=self._idle_seconds,
            logger=retelling(HttpProcessingError, web.RequestPayloadError),
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise SettingsInvalid(
                f"telegram.webhook: cannot listen at {self._host}:{self._port}: {error.strerror} "
                "(hint: a host of this machine, and a port that no other program has)"
            ) from error
        return runner

    async def _serve(self, request: web.Request) -> web.Response:
        if request.path == _HEALTH and request.method in {"GET", "HEAD"}:
            return web.Response(text="ok")
        entrance = self._entrances.get(request.path)
        if entrance is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        if request.method != "POST":
            return web.Response(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), entrance.secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        with structlog.contextvars.bound_contextvars(**entrance.whose):
            return await self._take(entrance, request)

    async def _take(self, entrance: _Entrance, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it came with the request
            log.debug("webhook.unreadable", failure=type(error).__name__)
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return await _stored(entrance, body)


async def _stored(entrance: _Entrance, body: bytes) -> web.Response:
    try:
        is_taken = await entrance.receive(json.loads(body))
    except (UpdateUnreadable, ValueError, RecursionError):
        return web.Response(status=HTTPStatus.BAD_REQUEST)
    except StoreFailure as failure:
        log.warning("webhook.refused", failure=type(failure).__name__)
        return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return web.json_response({"taken": True}) if is_taken else web.Response()
