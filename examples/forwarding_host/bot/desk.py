"""Hand updates on to Jawab's desk, which runs as a program of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from aiohttp import ClientError, ClientSession, ClientTimeout

log = logging.getLogger(__name__)

TIMEOUT = ClientTimeout(total=5)


class Forwarding(BaseMiddleware):
    """Outermost on the dispatcher's updates: the desk sees all of them, the host its own."""

    def __init__(self, session: ClientSession, url: str, secret: str) -> None:
        self._session = session
        self._url = url
        self._headers = {
            "X-Telegram-Bot-Api-Secret-Token": secret,
            "Content-Type": "application/json",
        }

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[object]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> object:
        """Go on to the host's handlers, but for presses on the desk's buttons."""
        if isinstance(event, Update) and await self._is_taken(event):
            return None
        return await handler(event, data)

    async def _is_taken(self, update: Update) -> bool:
        body = update.model_dump_json(by_alias=True, exclude_unset=True, exclude_none=True)
        try:
            async with self._session.post(
                self._url, data=body, headers=self._headers, timeout=TIMEOUT
            ) as answer:
                if answer.status != HTTPStatus.OK:
                    log.error("the desk did not take update %d", update.update_id)
                    return False
                return bool(await answer.read())
        except (ClientError, TimeoutError):
            log.exception("the desk was not reached with update %d", update.update_id)
            return False
