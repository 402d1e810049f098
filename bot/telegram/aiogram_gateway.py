"""The gateway on aiogram: it builds the requests and holds the connections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError
from aiogram.methods import (
    AnswerCallbackQuery,
    BanChatMember,
    BanChatSenderChat,
    CopyMessage,
    CreateForumTopic,
    DeleteMessage,
    DeleteMessages,
    DeleteWebhook,
    EditForumTopic,
    EditMessageText,
    GetChat,
    GetChatMember,
    GetMe,
    GetUpdates,
    LeaveChat,
    PinChatMessage,
    RestrictChatMember,
    SendMessage,
    SetMyCommands,
    SetWebhook,
    TelegramMethod,
    UnbanChatMember,
    UnbanChatSenderChat,
)
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)

from bot.errors import GatewayDown, GatewayFailure
from bot.telegram.bot_api import PATIENCE, PRODUCTION, BotApiGateway, bot_id_in
from bot.telegram.calls import CONNECT_SECONDS, Answer, Call
from bot.telegram.updates import ALLOWED_UPDATES

_METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__: method
    for method in (
        AnswerCallbackQuery,
        BanChatMember,
        BanChatSenderChat,
        CopyMessage,
        CreateForumTopic,
        DeleteMessage,
        DeleteMessages,
        DeleteWebhook,
        EditForumTopic,
        EditMessageText,
        GetChat,
        GetChatMember,
        GetMe,
        GetUpdates,
        LeaveChat,
        PinChatMessage,
        RestrictChatMember,
        SendMessage,
        SetMyCommands,
        SetWebhook,
        UnbanChatMember,
        UnbanChatSenderChat,
    )
}

_EXPECTED = (AiogramError, ClientError, TimeoutError, OSError)
"""Everything that a call may raise on its way to Telegram and back."""


class AiogramGateway(BotApiGateway):
    """Telegram as aiogram speaks it.

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
        carrier = AiogramCarrier(token, api_base)
        super().__init__(carrier, bot_id=bot_id, kinds=kinds, patience=patience)


class AiogramCarrier(AiohttpSession):
    """aiogram's HTTP session, whose answers are left unread."""

    def __init__(self, token: str, api_base: str) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_base))
        self._bot = Bot(token, session=self)

    async def carry(self, call: Call) -> Answer:
        """Make a call; see `bot.telegram.calls.Carrier`."""
        try:
            return await self._post(call)
        except _EXPECTED as error:
            failure = _failure(error, call)
            hides_token = self._bot.token in str(error)
            cause = None if hides_token else error
        # Raised out here, so that an error whose text holds the token is not even its context.
        raise failure from cause

    async def close(self) -> None:
        """Let go of connections, without aiogram's pause: aiohttp itself waits for their end."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, call: Call) -> Answer:
        session = await self.create_session()
        method = _METHODS[call.method].model_validate(call.fields)
        timeout = ClientTimeout(total=call.patience.total_seconds(), connect=CONNECT_SECONDS)
        url = self.api.api_url(token=self._bot.token, method=call.method)
        form = self.build_form_data(bot=self._bot, method=method)
        async with session.post(url, data=form, timeout=timeout, allow_redirects=False) as answer:
            content = await answer.text(encoding="utf-8", errors="replace")
        return Answer(status=answer.status, content=content)


def _failure(error: BaseException, call: Call) -> GatewayFailure:
    """What failed while connecting has not left; what failed later may have happened.

    The text never repeats aiohttp's own, which can hold the address with the token.
    """
    match error:
        case ClientConnectorError(host=host):
            return GatewayDown(f"{host} cannot be reached ({type(error).__name__})")
        case ConnectionTimeoutError():
            return GatewayDown("Telegram cannot be reached in time")
        case InvalidURL():
            return GatewayDown("the address in telegram.api_base cannot be used")
        case _:
            return call.unclear(f"no answer from Telegram ({type(error).__name__})")
