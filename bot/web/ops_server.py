"""A small HTTP server for those who watch the program: is it well, and how is it doing.

It stands apart from the webhook's server. That one is reached from outside through a proxy, this
one never should be; and a flood at one must not keep the other from answering.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.http import HttpProcessingError

from bot.errors import SettingsInvalid, StoreFailure
from bot.logs import retelling
from bot.services.health import Health, Told
from bot.web.metrics import CONTENT_TYPE, exposition


class OpsServer:
    """Answers `/healthz`, `/readyz` and `/metrics`; `async with` starts and stops it.

    Entering raises SettingsInvalid where the address cannot be listened at.
    """

    def __init__(self, health: Health, *, host: str, port: int) -> None:
        self._health = health
        self._host = host
        self._port = port
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(
            application,
            access_log=None,
            logger=retelling(HttpProcessingError, web.RequestPayloadError),
        )

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SettingsInvalid(
                f"ops.port: {self._host}:{self._port} cannot be listened at"
                f" ({error.strerror}): name another one"
            ) from error
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
        """The port it listens at; tells which one was free if it was asked for port 0."""
        return int(self._runner.addresses[0][1])

    async def _healthz(self, _request: web.Request) -> web.Response:
        return _answer(await self._health.alive())

    async def _readyz(self, _request: web.Request) -> web.Response:
        return _answer(await self._health.ready())

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            signs = await self._health.signs()
        except StoreFailure:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response(body=exposition(signs), headers={"Content-Type": CONTENT_TYPE})


def _answer(told: Told) -> web.Response:
    return web.Response(
        text=json.dumps({"ok": told.is_well, **told.facts}),
        content_type="application/json",
        status=HTTPStatus.OK if told.is_well else HTTPStatus.SERVICE_UNAVAILABLE,
    )
