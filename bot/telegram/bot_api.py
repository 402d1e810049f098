"""The gateway, whichever library carries its calls: what is asked of the Bot API, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.desk import Button, Keyboard
from bot.domain.ids import GENERAL_TOPIC, BotId, ChatId, MessageId, MessageRef, UpdateId, UserId
from bot.errors import (
    GatewayDown,
    MessageGone,
    NoRights,
    OutcomeUnknown,
    RequestRefused,
    TokenRefused,
)
from bot.ports import BotIdentity, ChatFacts, Membership, RawUpdate
from bot.telegram import restrictions
from bot.telegram.answers import (
    NOT_A_MEMBER,
    NOT_MODIFIED,
    NOTHING_TO_DELETE,
    TOPIC_NOT_MODIFIED,
    result_of,
)
from bot.telegram.calls import Call, Carrier
from bot.telegram.facts import read_chat_facts, read_identity, read_membership
from bot.telegram.fields import Json, UpdateUnreadable, as_object, needed_number
from bot.telegram.updates import ALLOWED_UPDATES, keep

PRODUCTION = "https://api.telegram.org"
PATIENCE = timedelta(seconds=30)
"""How long an answer is waited for."""

_TOKEN = re.compile(r"([0-9]+):[!-~]+")
_DELETED_AT_ONCE = 100
"""What deleteMessages takes in one call."""
_NO_PREVIEW = {"is_disabled": True}

R = TypeVar("R")


def bot_id_in(token: str) -> BotId:
    """The bot's id, as its token tells it; raise TokenRefused if it is none at all."""
    shape = _TOKEN.fullmatch(token)
    if shape is None:
        raise TokenRefused("the bot's token does not look like 123456:ABC…")
    return BotId(int(shape[1]))


class BotApiGateway:
    """Telegram over a carrier; implements `bot.ports.Gateway`."""

    def __init__(
        self,
        carrier: Carrier,
        *,
        bot_id: BotId,
        kinds: Sequence[str] = ALLOWED_UPDATES,
        patience: timedelta = PATIENCE,
    ) -> None:
        """`kinds` of updates are asked for; `patience` is how long an answer is waited for."""
        self._carrier = carrier
        self._kinds = list(kinds)
        self._patience = patience
        self._bot_id = bot_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}(bot {self._bot_id})"

    async def identity(self) -> BotIdentity:
        """Who the bot is."""
        return await self._look_up("getMe", {}, read_identity)

    async def fetch_updates(
        self, *, after: UpdateId | None, wait: timedelta, limit: int
    ) -> list[RawUpdate]:
        """Long-poll for updates beyond `after`, which acknowledges all up to it."""
        fields: dict[str, object] = {
            "limit": limit,
            "timeout": round(wait.total_seconds()),
            "allowed_updates": self._kinds,
        }
        if after is not None:
            fields["offset"] = after + 1
        found = await self._call(
            "getUpdates", fields, changes=False, patience=wait + self._patience
        )
        if not isinstance(found, list):
            raise GatewayDown("getUpdates: the answer is not a list")
        try:
            return [keep(update) for update in found]
        except UpdateUnreadable as error:
            raise GatewayDown(f"getUpdates: {error}") from error

    async def set_webhook(self, url: str, *, secret: str) -> None:
        """Ask for updates by webhook; an empty `url` asks for none."""
        if not url:
            await self._call("deleteWebhook", {"drop_pending_updates": False})
            return
        fields = {"url": url, "secret_token": secret, "allowed_updates": self._kinds}
        await self._call("setWebhook", fields)

    async def reply(self, to: MessageRef, text: str, *, quote: str = "") -> MessageId:
        """Post plain text under a comment.

        The thread follows from the comment that is answered, in a discussion group as in a topic.
        """
        answered: dict[str, object] = {
            "message_id": to.message_id,
            "allow_sending_without_reply": False,
        }
        if quote:
            answered["quote"] = quote
        return await self._send(
            {"chat_id": to.chat_id, "text": text, "reply_parameters": answered}
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
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Post a message of ours in the desk; a vanished `reply_to` is ignored.

        A forced reply is asked of those whom the text mentions, else of everybody.
        """
        fields: dict[str, object] = {
            "chat_id": chat_id,
            "text": html,
            "parse_mode": "HTML",
            "disable_notification": silent,
            **_topic(topic_id),
        }
        if force_reply:
            selective = "tg://user?id=" in html
            fields["reply_markup"] = {"force_reply": True, "selective": selective}
        elif keyboard:
            fields["reply_markup"] = _markup(keyboard)
        if reply_to is not None:
            fields["reply_parameters"] = {
                "message_id": reply_to,
                "allow_sending_without_reply": True,
            }
        return await self._send(fields)

    async def edit(self, ref: MessageRef, html: str, *, keyboard: Keyboard = ()) -> None:
        """Replace a message of ours; nothing happens if it is the same."""
        fields: dict[str, object] = {
            "chat_id": ref.chat_id,
            "message_id": ref.message_id,
            "text": html,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
        }
        if keyboard:
            fields["reply_markup"] = _markup(keyboard)
        await self._edit_text(fields)

    async def copy(
        self,
        chat_id: ChatId,
        source: MessageRef,
        *,
        reply_to: MessageId | None = None,
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Show somebody's message in another chat, silently."""
        fields: dict[str, object] = {
            "chat_id": chat_id,
            "from_chat_id": source.chat_id,
            "message_id": source.message_id,
            "disable_notification": True,
            **_topic(topic_id),
        }
        if reply_to is not None:
            fields["reply_parameters"] = {
                "message_id": reply_to,
                "allow_sending_without_reply": True,
            }
        return _number_of(await self._call("copyMessage", fields), "copyMessage")

    async def rewrite(self, ref: MessageRef, text: str) -> None:
        """Replace a public reply of ours by another plain text."""
        await self._edit_text(
            {
                "chat_id": ref.chat_id,
                "message_id": ref.message_id,
                "text": text,
                "link_preview_options": _NO_PREVIEW,
            }
        )

    async def _edit_text(self, fields: Mapping[str, object]) -> None:
        try:
            await self._call("editMessageText", fields)
        except RequestRefused as refusal:
            if NOT_MODIFIED not in str(refusal):
                raise

    async def create_topic(self, chat_id: ChatId, title: str, *, color: int) -> MessageId:
        """Make a topic and return its number."""
        fields = {"chat_id": chat_id, "name": title, "icon_color": color}
        made = await self._call("createForumTopic", fields)
        return _number_of(made, "createForumTopic", name="message_thread_id")

    async def rename_topic(self, chat_id: ChatId, topic_id: MessageId, title: str) -> None:
        """Give a topic another title; nothing happens if it has that one."""
        fields = {"chat_id": chat_id, "message_thread_id": topic_id, "name": title}
        try:
            await self._call("editForumTopic", fields)
        except RequestRefused as refusal:
            if TOPIC_NOT_MODIFIED not in str(refusal):
                raise

    async def pin(self, ref: MessageRef) -> None:
        """Pin a message of ours at the top of its chat, silently."""
        fields = {
            "chat_id": ref.chat_id,
            "message_id": ref.message_id,
            "disable_notification": True,
        }
        await self._call("pinChatMessage", fields)

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
            await self._call("deleteMessages", {"chat_id": chat_id, "message_ids": portion})

    async def mute(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Take the right to write from a member, for good without `until`."""
        await self._call("restrictChatMember", restrictions.muted(chat_id, user_id, until))

    async def unmute(self, chat_id: ChatId, user_id: UserId) -> None:
        """Give that right back."""
        await self._call("restrictChatMember", restrictions.unmuted(chat_id, user_id))

    async def ban(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Throw somebody out and keep them out."""
        await self._call("banChatMember", restrictions.banned(chat_id, user_id, until))

    async def unban(self, chat_id: ChatId, user_id: UserId) -> None:
        """Let somebody come again; who is not banned stays."""
        await self._call("unbanChatMember", restrictions.unbanned(chat_id, user_id))

    async def ban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Keep a channel from writing as itself."""
        await self._call("banChatSenderChat", restrictions.channel(chat_id, channel_id))

    async def unban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Let a channel write again."""
        await self._call("unbanChatSenderChat", restrictions.channel(chat_id, channel_id))

    async def answer_press(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a press with a toast, or a dialog when `alert`."""
        fields: dict[str, object] = {"callback_query_id": query_id, "show_alert": alert}
        if text:
            fields["text"] = text
        await self._call("answerCallbackQuery", fields)

    async def chat(self, chat_id: ChatId) -> ChatFacts:
        """Facts about a chat."""
        return await self._look_up("getChat", {"chat_id": chat_id}, read_chat_facts)

    async def membership(self, chat_id: ChatId, user_id: UserId) -> Membership:
        """Somebody's standing in a chat; whom Telegram does not know there has left."""
        fields = {"chat_id": chat_id, "user_id": user_id}
        try:
            return await self._look_up("getChatMember", fields, read_membership)
        except RequestRefused as refusal:
            if any(said in str(refusal) for said in NOT_A_MEMBER):
                return Membership(status="left")
            raise

    async def leave(self, chat_id: ChatId) -> None:
        """Go out of a group."""
        await self._call("leaveChat", {"chat_id": chat_id})

    async def set_commands(self, commands: Mapping[str, str], *, private_in: str = "") -> None:
        """Show these commands (name to description) in Telegram's menu.

        With a language, only in private chats of those who use Telegram in it.
        """
        listed = [{"command": name, "description": said} for name, said in commands.items()]
        fields: dict[str, object] = {"commands": listed}
        if private_in:
            fields |= {"scope": {"type": "all_private_chats"}, "language_code": private_in}
        await self._call("setMyCommands", fields)

    async def close(self) -> None:
        """Let go of connections."""
        await self._carrier.close()

    async def _call(
        self,
        method: str,
        fields: Mapping[str, object],
        *,
        changes: bool = True,
        patience: timedelta | None = None,
    ) -> object:
        call = Call(
            method=method, fields=fields, patience=patience or self._patience, changes=changes
        )
        return result_of(await self._carrier.carry(call), call)

    async def _look_up(
        self, method: str, fields: Mapping[str, object], read: Callable[[Json], R]
    ) -> R:
        found = await self._call(method, fields, changes=False)
        try:
            return read(as_object(found, "result"))
        except UpdateUnreadable as error:
            raise GatewayDown(f"{method}: {error}") from error

    async def _send(self, fields: Mapping[str, object]) -> MessageId:
        sent = await self._call("sendMessage", {**fields, "link_preview_options": _NO_PREVIEW})
        return _number_of(sent, "sendMessage")

    async def _delete_one(self, chat_id: ChatId, message_id: int) -> bool:
        """Delete a message and say whether it was still there."""
        try:
            await self._call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})
        except MessageGone as gone:
            if NOTHING_TO_DELETE in str(gone):
                return False
            # Telegram says the same of a missing right as of a message that is too old.
            if chat_id < 0 and not await self._may_delete(chat_id):
                raise NoRights("the bot may not delete messages in that chat") from gone
            raise
        return True

    async def _may_delete(self, chat_id: ChatId) -> bool:
        own = await self.membership(chat_id, UserId(self._bot_id))
        return own.status == "creator" or "can_delete_messages" in own.rights


def _topic(topic_id: MessageId | None) -> dict[str, object]:
    """Where in a forum a message goes; Telegram takes the General topic only unsaid."""
    return {} if topic_id in (None, GENERAL_TOPIC) else {"message_thread_id": topic_id}


def _number_of(sent: object, method: str, *, name: str = "message_id") -> MessageId:
    """The number of a message that was sent, or of a topic that was made."""
    try:
        return MessageId(needed_number(as_object(sent, "result"), name))
    except UpdateUnreadable as error:
        raise OutcomeUnknown(f"{method}: {error}") from error


def _markup(keyboard: Keyboard) -> dict[str, object]:
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]}


def _button(button: Button) -> dict[str, object]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.token}
