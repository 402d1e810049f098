"""The gateway on aiogram."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMessages,
    DeleteWebhook,
    EditMessageText,
    GetChat,
    GetChatMember,
    GetMe,
    GetUpdates,
    SendMessage,
    SetMyCommands,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from aiogram.utils.token import TokenValidationError

from bot.domain.desk import Button, Keyboard
from bot.domain.ids import BotId, ChatId, MessageId, MessageRef, UpdateId, UserId
from bot.errors import (
    GatewayDown,
    MessageGone,
    NoRights,
    OutcomeUnknown,
    RequestRefused,
    TokenRefused,
)
from bot.ports import BotIdentity, ChatFacts, Membership, RawUpdate
from bot.telegram.aiogram_errors import (
    EXPECTED,
    NOT_A_MEMBER,
    NOT_MODIFIED,
    NOTHING_TO_DELETE,
    translate,
)
from bot.telegram.aiogram_session import RawSession
from bot.telegram.facts import read_chat_facts, read_identity, read_membership
from bot.telegram.fields import Json, UpdateUnreadable, as_object, needed_number
from bot.telegram.updates import ALLOWED_UPDATES, keep

PRODUCTION = "https://api.telegram.org"

_DELETED_AT_ONCE = 100
"""What deleteMessages takes in one call."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")
R = TypeVar("R")


class AiogramGateway:
    """Telegram as aiogram speaks it; implements `bot.ports.Gateway`.

    `patience` is how long an answer is waited for. Raise TokenRefused if `token` is none at all.
    """

    def __init__(
        self,
        token: str,
        api_base: str = PRODUCTION,
        *,
        patience: timedelta = timedelta(seconds=30),
    ) -> None:
        self._session = RawSession(api_base)
        self._patience = patience
        try:
            self._bot = Bot(token, session=self._session)
        except TokenValidationError:
            raise TokenRefused("the bot's token does not look like 123456:ABC…") from None

    def __repr__(self) -> str:
        return f"AiogramGateway(bot {self._bot.id})"

    @property
    def bot_id(self) -> BotId:
        """The bot's id, as its token tells it."""
        return BotId(self._bot.id)

    async def identity(self) -> BotIdentity:
        """Who the bot is."""
        return await self._look_up(GetMe(), read_identity)

    async def fetch_updates(
        self, *, after: UpdateId | None, wait: timedelta, limit: int
    ) -> list[RawUpdate]:
        """Long-poll for updates beyond `after`, which acknowledges all up to it."""
        method = GetUpdates(
            offset=None if after is None else after + 1,
            limit=limit,
            timeout=round(wait.total_seconds()),
            allowed_updates=list(ALLOWED_UPDATES),
        )
        found = await self._call(method, changes=False, patience=wait + self._patience)
        if not isinstance(found, list):
            raise GatewayDown("getUpdates: the answer is not a list")
        try:
            return [keep(update) for update in found]
        except UpdateUnreadable as error:
            raise GatewayDown(f"getUpdates: {error}") from error

    async def set_webhook(self, url: str, *, secret: str) -> None:
        """Ask for updates by webhook; an empty `url` asks for none."""
        if not url:
            await self._call(DeleteWebhook(drop_pending_updates=False))
            return
        await self._call(
            SetWebhook(url=url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES))
        )

    async def reply(self, to: MessageRef, text: str, *, quote: str = "") -> MessageId:
        """Post plain text under a comment.

        The thread follows from the comment that is answered, in a discussion group as in a topic.
        """
        answered = ReplyParameters(
            message_id=to.message_id,
            allow_sending_without_reply=False,
            quote=quote or None,
        )
        return await self._send(
            SendMessage(
                chat_id=to.chat_id,
                text=text,
                parse_mode=None,
                reply_parameters=answered,
                link_preview_options=_NO_PREVIEW,
            )
        )

    async def post(
        self,
        chat_id: ChatId,
        html: str,
        *,
        keyboard: Keyboard = (),
        reply_to: MessageId | None = None,
        force_reply: bool = False,
        silent: bool = True,
    ) -> MessageId:
        """Post a message of ours in the desk; a vanished `reply_to` is ignored.

        A forced reply is asked of those whom the text mentions, else of everybody.
        """
        markup: InlineKeyboardMarkup | ForceReply | None = _markup(keyboard) if keyboard else None
        if force_reply:
            markup = ForceReply(force_reply=True, selective="tg://user?id=" in html)
        answered = None
        if reply_to is not None:
            answered = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        method = SendMessage(
            chat_id=chat_id,
            text=html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            reply_parameters=answered,
            disable_notification=silent,
            link_preview_options=_NO_PREVIEW,
        )
        return await self._send(method)

    async def edit(self, ref: MessageRef, html: str, *, keyboard: Keyboard = ()) -> None:
        """Replace a message of ours; nothing happens if it is the same."""
        method = EditMessageText(
            chat_id=ref.chat_id,
            message_id=ref.message_id,
            text=html,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(keyboard) if keyboard else None,
            link_preview_options=_NO_PREVIEW,
        )
        try:
            await self._call(method)
        except RequestRefused as refusal:
            if NOT_MODIFIED not in str(refusal):
                raise

    async def delete(self, chat_id: ChatId, message_ids: Sequence[MessageId]) -> None:
        """Delete messages; those already gone count as deleted.

        One goes alone, the oldest that is there: a batch says nothing of what it could not delete.
        """
        waiting = sorted(int(message_id) for message_id in message_ids)
        while waiting:
            if await self._delete_one(chat_id, waiting.pop(0)):
                break
        for start in range(0, len(waiting), _DELETED_AT_ONCE):
            portion = waiting[start : start + _DELETED_AT_ONCE]
            await self._call(DeleteMessages(chat_id=chat_id, message_ids=portion))

    async def answer_press(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a press with a toast, or a dialog when `alert`."""
        await self._call(
            AnswerCallbackQuery(callback_query_id=query_id, text=text or None, show_alert=alert)
        )

    async def chat(self, chat_id: ChatId) -> ChatFacts:
        """Facts about a chat."""
        return await self._look_up(GetChat(chat_id=chat_id), read_chat_facts)

    async def membership(self, chat_id: ChatId, user_id: UserId) -> Membership:
        """Somebody's standing in a chat; whom Telegram does not know there has left."""
        try:
            return await self._look_up(
                GetChatMember(chat_id=chat_id, user_id=user_id), read_membership
            )
        except RequestRefused as refusal:
            if any(said in str(refusal) for said in NOT_A_MEMBER):
                return Membership(status="left")
            raise

    async def set_commands(self, commands: Mapping[str, str]) -> None:
        """Show these commands (name to description) in Telegram's menu."""
        listed = [BotCommand(command=name, description=said) for name, said in commands.items()]
        await self._call(SetMyCommands(commands=listed))

    async def close(self) -> None:
        """Let go of connections."""
        await self._session.close()

    async def _call(
        self, method: TelegramMethod[T], *, changes: bool = True, patience: timedelta | None = None
    ) -> object:
        name = method.__api_method__
        try:
            return await self._session.ask(self._bot, method, patience=patience or self._patience)
        except EXPECTED as error:
            failure = translate(error, changes=changes, call=name)
            hides_token = self._bot.token in str(error)
            cause = None if hides_token else error
        # Raised out here, so that an error whose text holds the token is not even its context.
        raise failure from cause

    async def _look_up(self, method: TelegramMethod[T], read: Callable[[Json], R]) -> R:
        found = await self._call(method, changes=False)
        try:
            return read(as_object(found, "result"))
        except UpdateUnreadable as error:
            raise GatewayDown(f"{method.__api_method__}: {error}") from error

    async def _send(self, method: SendMessage) -> MessageId:
        sent = await self._call(method)
        try:
            return MessageId(needed_number(as_object(sent, "result"), "message_id"))
        except UpdateUnreadable as error:
            raise OutcomeUnknown(f"sendMessage: {error}") from error

    async def _delete_one(self, chat_id: ChatId, message_id: int) -> bool:
        """Delete a message and say whether it was still there."""
        try:
            await self._call(DeleteMessage(chat_id=chat_id, message_id=message_id))
        except MessageGone as gone:
            if NOTHING_TO_DELETE in str(gone):
                return False
            # Telegram says the same of a missing right as of a message that is too old.
            if chat_id < 0 and not await self._may_delete(chat_id):
                raise NoRights("the bot may not delete messages in that chat") from gone
            raise
        return True

    async def _may_delete(self, chat_id: ChatId) -> bool:
        own = await self.membership(chat_id, UserId(self._bot.id))
        return own.status == "creator" or "can_delete_messages" in own.rights


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup:
    rows = [[_button(button) for button in row] for row in keyboard]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(text=button.label, url=button.url)
    return InlineKeyboardButton(text=button.label, callback_data=button.token)
