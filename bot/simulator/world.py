"""The simulated Telegram itself: who is there, what is said, and which bot hears it."""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.ports import Clock
from bot.simulator.entities import FormattedText
from bot.simulator.limits import Limits, Pace
from bot.simulator.rendering import chat_json, member_json, message_json, origin_of, user_json
from bot.simulator.state import (
    ANONYMOUS_ADMIN_ID,
    CHANNEL_BOT_ID,
    TELEGRAM_ID,
    Bot,
    Chat,
    Member,
    Message,
    User,
)
from bot.simulator.updates import UpdateQueue
from bot.simulator.wire import JsonObject, Refused, as_integer, bad_request

Found = TypeVar("Found")

_COMMAND = re.compile(r"/[A-Za-z]\w{0,31}(?:@(\w+))?")


@dataclass(eq=False, kw_only=True)
class Account:
    """A bot with what Telegram keeps for it."""

    bot: Bot
    queue: UpdateQueue
    pace: Pace


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the presser of a button is shown."""

    text: str
    show_alert: bool
    url: str


@dataclass(eq=False, kw_only=True)
class Press:
    """A press of an inline button, and the bot's answer once it came."""

    id: str
    user: User
    message: Message
    data: str
    bot: Bot
    at: datetime
    answer: CallbackAnswer | None = None
    answered_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Draft:
    """Everything about a message that is to be written, besides where and when."""

    sender: User | None = None
    sender_chat: Chat | None = None
    content: FormattedText = field(default_factory=lambda: FormattedText(""))
    media: JsonObject = field(default_factory=dict)
    service: JsonObject = field(default_factory=dict)
    topic_id: int | None = None
    reply_to: Message | None = None
    quote: JsonObject | None = None
    album_id: str | None = None
    forward_origin: JsonObject | None = None
    is_automatic_forward: bool = False
    reply_markup: JsonObject | None = None
    is_silent: bool = False


class World:
    """All state, in one process, surviving every death of the bots outside."""

    def __init__(self, clock: Clock, limits: Limits, seed: int) -> None:
        self.clock = clock
        self.limits = limits
        self.random = random.Random(seed)  # noqa: S311 - ids are to repeat, not to be secret
        self.accounts: dict[str, Account] = {}
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.private_chats: dict[tuple[int, int], Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, bytes] = {}
        self.forwards: dict[Message, Message] = {}
        self.on_account: Callable[[Account], None] | None = None
        self._counter = 0
        self._waiting: set[asyncio.Event] = set()
        self.telegram = User(id=TELEGRAM_ID, first_name="Telegram")
        self.anonymous = User(
            id=ANONYMOUS_ADMIN_ID, first_name="Group", username="GroupAnonymousBot", is_bot=True
        )
        self.channel_bot = User(
            id=CHANNEL_BOT_ID, first_name="Channel", username="Channel_Bot", is_bot=True
        )

    def count(self) -> int:
        """Return the next number of one sequence, for ids."""
        self._counter += 1
        return self._counter

    def now(self) -> datetime:
        """Return the moment by the clock."""
        return self.clock.now()

    def open_account(self, bot: Bot) -> Account:
        """Let a bot exist."""
        first_id = self.random.randrange(100_000_000, 900_000_000)
        queue = UpdateQueue(self.clock, first_id=first_id, kept_for=self.limits.updates_kept_for)
        account = Account(bot=bot, queue=queue, pace=Pace(self.limits))
        self.accounts[bot.token] = account
        self.users[bot.id] = bot
        if self.on_account is not None:
            self.on_account(account)
        return account

    def change_token(self, bot: Bot, token: str) -> None:
        """Take a bot's token from it and give it another; a poll under the old one ends."""
        account = self.accounts.pop(bot.token)
        bot.token = token
        self.accounts[token] = account
        account.queue.hang_up(Refused(401, "Unauthorized"))
        self.touch()

    def account_of(self, bot: Bot) -> Account:
        """Return what Telegram keeps for a bot."""
        return self.accounts[bot.token]

    def private_chat(self, bot: Bot, person: User) -> Chat:
        """Return the chat of a person with a bot, making it when there was none."""
        key = (bot.id, person.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(id=person.id, type="private", person=person)
        return self.private_chats[key]

    def find_chat(self, bot: Bot, reference: object) -> Chat:
        """Return the chat that a call names by id or @username.

        Raise Refused when there is none that the bot could know.
        """
        if isinstance(reference, str) and reference.startswith("@"):
            wanted = reference[1:].lower()
            for chat in self.chats.values():
                if chat.username.lower() == wanted:
                    return chat
            raise bad_request("chat not found")
        chat_id = as_integer(reference)
        if chat_id is None:
            raise bad_request("chat_id is empty" if not reference else "chat not found")
        if chat_id in self.chats and bot.id in self.chats[chat_id].members:
            return self.chats[chat_id]
        person = self.users.get(chat_id)
        if person is not None and person is not bot:
            return self.private_chat(bot, person)
        raise bad_request("chat not found")

    def write(self, chat: Chat, draft: Draft) -> Message:
        """Put a message into a chat; nobody is told yet."""
        thread_id, is_topic = _thread_of(chat, draft)
        reply_to = draft.reply_to
        if reply_to is None and is_topic and thread_id is not None:
            reply_to = chat.find(thread_id)
        message = Message(
            chat=chat,
            message_id=chat.next_message_id(),
            date=self.now(),
            sender=draft.sender,
            sender_chat=draft.sender_chat,
            content=draft.content,
            media=draft.media,
            service=draft.service,
            thread_id=thread_id,
            is_topic_message=is_topic,
            reply_to=reply_to,
            quote=draft.quote,
            album_id=draft.album_id,
            forward_origin=draft.forward_origin,
            is_automatic_forward=draft.is_automatic_forward,
            reply_markup=draft.reply_markup,
            is_silent=draft.is_silent,
        )
        chat.messages.append(message)
        self.touch()
        return message

    def announce(self, message: Message, *, edited: bool = False) -> None:
        """Tell the bots that hear this chat about a message."""
        kind = "channel_post" if message.chat.type == "channel" else "message"
        for account in self._listeners(message.chat):
            if self._hears(account.bot, message):
                account.queue.put(f"edited_{kind}" if edited else kind, message_json(message))
        self.touch()

    def forward_post(self, post: Message) -> None:
        """Put a channel's post into its discussion group, as Telegram does by itself."""
        group = post.chat.linked
        if group is None:
            return
        draft = Draft(
            sender=self.telegram,
            sender_chat=post.chat,
            content=post.content,
            media=post.media,
            album_id=post.album_id,
            forward_origin=origin_of(post),
            is_automatic_forward=True,
        )
        self.forwards[post] = self.write(group, draft)
        self.announce(self.forwards[post])

    def change_member(self, chat: Chat, member: Member, *, by: User) -> None:
        """Put a member's new standing in force and tell the bots."""
        user = member.user
        before = chat.members.get(user.id) or Member(user=user, status="left")
        listeners = self._listeners(chat)
        chat.members[user.id] = member
        listeners += [other for other in self._listeners(chat) if other not in listeners]
        body: JsonObject = {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": int(self.now().timestamp()),
            "old_chat_member": member_json(before),
            "new_chat_member": member_json(member),
        }
        for account in listeners:
            if account.bot is user:
                account.queue.put("my_chat_member", body)
            elif (standing := chat.members.get(account.bot.id)) and standing.is_admin:
                account.queue.put("chat_member", body)
        self.touch()

    def tell_admins(self, chat: Chat, kind: str, body: JsonObject) -> None:
        """Queue an update for the bots that are administrators of a chat."""
        for account in self._listeners(chat):
            if chat.is_private or chat.members[account.bot.id].is_admin:
                account.queue.put(kind, body)
        self.touch()

    def touch(self) -> None:
        """Wake whoever waits for something to change."""
        for event in self._waiting:
            event.set()

    async def until(self, predicate: Callable[[], Found | None], *, within: float) -> Found:
        """Wait until `predicate` holds and return what it gave.

        Raise TimeoutError after `within` seconds of real time.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(within):
                while not (found := predicate()):
                    event.clear()
                    await event.wait()
                return found
        finally:
            self._waiting.discard(event)

    def _listeners(self, chat: Chat) -> list[Account]:
        accounts = self.accounts.values()
        if chat.is_private and chat.person is not None:
            person = chat.person.id
            return [a for a in accounts if self.private_chats.get((a.bot.id, person)) is chat]
        members = chat.members
        return [a for a in accounts if a.bot.id in members and members[a.bot.id].is_inside]

    def _hears(self, bot: Bot, message: Message) -> bool:
        """Apply privacy mode."""
        chat = message.chat
        if chat.type in {"private", "channel"} or message.is_service:
            return True
        if bot.can_read_all_group_messages or chat.members[bot.id].is_admin:
            return True
        if message.reply_to is not None and message.reply_to.sender is bot:
            return True
        if command := _COMMAND.match(message.text):
            return command[1] is None or command[1].lower() == bot.username.lower()
        return f"@{bot.username}".lower() in message.text.lower()


def _thread_of(chat: Chat, draft: Draft) -> tuple[int | None, bool]:
    """Return the thread a new message falls into, and whether that is a forum topic."""
    if draft.topic_id is not None:
        return draft.topic_id, True
    parent = draft.reply_to
    if parent is None or chat.type != "supergroup" or parent.chat is not chat:
        return None, False
    if parent.is_topic_message:
        return parent.thread_id, True
    return parent.thread_id or parent.message_id, False
