"""aiogram's HTTP session, answering with Telegram's JSON as it came.

aiogram builds the requests and names the refusals; results are left unparsed, so that a field
that aiogram does not know yet is kept, and one that is missing does not make a message that was
sent look unsent.
"""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramServerError
from aiogram.methods import TelegramMethod
from aiohttp import ClientTimeout

_CONNECT_SECONDS = 10.0
"""For a free connection of the pool, and for making one: what fails here has never left."""

T = TypeVar("T")


class AnswerUnreadable(ValueError):
    """What came back is not an answer of the Bot API; its text is not repeated."""


class RawSession(AiohttpSession):
    """Posts aiogram's methods and hands back their `result` as plain JSON."""

    def __init__(self, api_base: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_base))

    async def close(self) -> None:
        """Let go of connections, without aiogram's pause: aiohttp itself waits for their end."""
        if self._session is not None:
            await self._session.close()

    async def ask(self, bot: Bot, method: TelegramMethod[T], *, patience: timedelta) -> object:
        """Call a method and return its result.

        Raise AnswerUnreadable, aiogram's errors for what Telegram refuses, or aiohttp's where no
        answer came.
        """
        session = await self.create_session()
        timeout = ClientTimeout(total=patience.total_seconds(), connect=_CONNECT_SECONDS)
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        form = self.build_form_data(bot=bot, method=method)
        async with session.post(url, data=form, timeout=timeout, allow_redirects=False) as answer:
            content = await answer.text(encoding="utf-8", errors="replace")
        return self._result(bot, method, answer.status, content)

    def _result(self, bot: Bot, method: TelegramMethod[T], status: int, content: str) -> object:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TelegramServerError(method=method, message=f"HTTP status {status}")
        try:
            body = json.loads(content)
        except ValueError as error:
            raise AnswerUnreadable("the answer is not JSON") from error
        if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
            raise AnswerUnreadable("the answer is not one of the Bot API")
        if body["ok"]:
            return body.get("result")
        code = body.get("error_code")
        body.setdefault("description", f"HTTP status {status}")
        self.check_response(
            bot, method, code if isinstance(code, int) else status, json.dumps(body)
        )
        raise AnswerUnreadable("neither a result nor a refusal")
