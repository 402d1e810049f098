"""What exists on the simulated Telegram: users, chats, members, messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.simulator.entities import FormattedText
from bot.simulator.formatting import to_html
from bot.simulator.wire import JsonObject

TELEGRAM_ID = 777000
ANONYMOUS_ADMIN_ID = 1087968824
CHANNEL_BOT_ID = 136817688

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(eq=False, kw_only=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False


@dataclass(eq=False, kw_only=True)
class Bot(User):
    """A bot account with the settings that its owner made at BotFather."""

    token: str
    is_bot: bool = True
    can_read_all_group_messages: bool = True
    description: str = ""
    commands: dict[str, list[object]] = field(default_factory=dict)


@dataclass(eq=False, kw_only=True)
class Member:
    """Somebody's standing in one chat."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    until_date: int = 0
    is_anonymous: bool = False

    @property
    def is_admin(self) -> bool:
        """Whether the member is an administrator or the owner."""
        return self.status in {"administrator", "creator"}

    @property
    def is_inside(self) -> bool:
        """Whether the member is in the chat at all."""
        return self.status not in {"left", "kicked"}

    def is_silenced(self, now: datetime) -> bool:
        """Whether the member may not write at this moment."""
        if self.status == "kicked":
            silenced = True
        else:
            silenced = self.status == "restricted" and "can_send_messages" not in self.permissions
        return silenced and not self._is_over(now)

    def _is_over(self, now: datetime) -> bool:
        """Whether a mute or ban has ended."""
        return 0 < self.until_date <= now.timestamp()

    def may(self, right: str) -> bool:
        """Whether the member has an administrator's right."""
        return self.status == "creator" or (self.is_admin and right in self.rights)


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button as people see it."""

    label: str
    data: str | None
    url: str | None = None


@dataclass(eq=False, kw_only=True)
class Message:
    """One message, alive: edits and deletion change it in place."""

    chat: "Chat"
    message_id: int
    date: datetime
    sender: User | None = None
    sender_chat: "Chat | None" = None
    content: FormattedText = field(default_factory=lambda: FormattedText(""))
    media: JsonObject = field(default_factory=dict)
    service: JsonObject = field(default_factory=dict)
    thread_id: int | None = None
    is_topic_message: bool = False
    reply_to: "Message | None" = None
    quote: JsonObject | None = None
    album_id: str | None = None
    forward_origin: JsonObject | None = None
    is_automatic_forward: bool = False
    reply_markup: JsonObject | None = None
    is_silent: bool = False
    edited_at: datetime | None = None
    edited_count: int = 0
    is_deleted: bool = False
    is_pinned: bool = False
    reactions: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text, or the caption of a message with media."""
        return self.content.text

    @property
    def entities(self) -> list[JsonObject]:
        """The entities of the text or caption, offsets in UTF-16 units."""
        return self.content.entities

    @property
    def html(self) -> str:
        """The text or caption written as HTML."""
        return to_html(self.content)

    @property
    def sent_by(self) -> "User | Chat | None":
        """Who speaks: the channel or group it was sent as, else the user or bot."""
        return self.sender_chat or self.sender

    @property
    def is_by_bot(self) -> bool:
        """Whether one of the bots under test wrote it."""
        return isinstance(self.sender, Bot)

    @property
    def is_service(self) -> bool:
        """Whether it only says that something happened in the chat."""
        return bool(self.service)

    @property
    def wants_reply(self) -> bool:
        """Whether it opens a forced reply at the reader's side."""
        return bool(self.reply_markup and self.reply_markup.get("force_reply"))

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        rows = (self.reply_markup or {}).get("inline_keyboard")
        return [
            [_button(raw) for raw in row if isinstance(raw, dict)]
            for row in (rows if isinstance(rows, list) else [])
        ]

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons in reading order."""
        return [button.label for row in self.buttons for button in row]


def _button(raw: JsonObject) -> Button:
    data, url = raw.get("callback_data"), raw.get("url")
    return Button(
        str(raw.get("text")),
        data if isinstance(data, str) else None,
        url if isinstance(url, str) else None,
    )


@dataclass(eq=False, kw_only=True)
class Chat:
    """A private chat, group, supergroup or channel with all that was ever said in it."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: User | None = None
    is_forum: bool = False
    topic_names: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    linked: "Chat | None" = None
    permissions: frozenset[str] = frozenset(PERMISSIONS)
    members: dict[int, Member] = field(default_factory=dict)
    banned_senders: set[int] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    migrated_to: "Chat | None" = None
    is_started: bool = False
    is_blocked: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it is somebody's chat with a bot."""
        return self.type == "private"

    @property
    def visible(self) -> list[Message]:
        """What people see: everything that is not deleted."""
        return [message for message in self.messages if not message.is_deleted]

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        if not 1 <= message_id <= len(self.messages):
            return None
        message = self.messages[message_id - 1]
        return None if message.is_deleted else message

    def next_message_id(self) -> int:
        """Return the id of the next message; ids count up from 1 in every chat."""
        return len(self.messages) + 1

    def topics(self) -> Iterator[Message]:
        """Yield the messages that opened the topics of a forum."""
        return (message for message in self.visible if "forum_topic_created" in message.service)

    def drop_topic(self, topic_id: int) -> None:
        """Take a topic away with all its messages."""
        for message in self.messages:
            if message.thread_id == topic_id:
                message.is_deleted = True

    def admins(self) -> list[Member]:
        """Return the owner and the administrators."""
        return [member for member in self.members.values() if member.is_admin]
