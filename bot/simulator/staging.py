"""Setting the stage: bots, people, chats, and who is what in them."""

from dataclasses import replace

from bot.simulator.rendering import user_json
from bot.simulator.state import PERMISSIONS, RIGHTS, Bot, Chat, Member, Message, User
from bot.simulator.wire import JsonObject
from bot.simulator.world import Draft, World

_FIRST_PERSON = 200_000_001
_FIRST_GROUP = 4_000_000_001
_SUPERGROUP = -1_000_000_000_000
_TOPIC_COLOR = 7322096


class Stage:
    """The part of the script API that makes chats and people."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_bot(
        self,
        *,
        token: str = "123456:TEST",  # noqa: S107 - of no account but ours
        username: str = "helper_bot",
        name: str = "Helper",
        can_read_all_group_messages: bool = True,
    ) -> Bot:
        """Add a bot account; its id is the number before the colon of the token."""
        bot = Bot(
            id=int(token.partition(":")[0]),
            token=token,
            username=username,
            first_name=name,
            can_read_all_group_messages=can_read_all_group_messages,
        )
        self._world.open_account(bot)
        return bot

    def revoke_token(self, bot: Bot) -> str:
        """Do what @BotFather's `/revoke` does: the old token is void; return the new one."""
        token = f"{bot.id}:NEW-{self._world.count()}"
        self._world.change_token(bot, token)
        return token

    def add_user(
        self,
        *,
        first_name: str,
        last_name: str = "",
        username: str = "",
        language_code: str = "",
        is_bot: bool = False,
        id: int | None = None,  # noqa: A002 - the word of the Bot API
    ) -> User:
        """Add a person, or somebody else's bot."""
        user = User(
            id=id or _FIRST_PERSON + self._world.count(),
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_bot=is_bot,
        )
        self._world.users[user.id] = user
        return user

    def add_channel(self, *, title: str, username: str = "", id: int | None = None) -> Chat:  # noqa: A002
        """Add a channel."""
        return self._add_chat(
            Chat(id=id or self._new_id(), type="channel", title=title, username=username)
        )

    def add_group(
        self,
        *,
        title: str,
        username: str = "",
        linked_to: Chat | None = None,
        forum: bool = False,
        basic: bool = False,
        id: int | None = None,  # noqa: A002 - the word of the Bot API
    ) -> Chat:
        """Add a supergroup: a channel's discussion group, a forum, or (basic) an old group."""
        group = Chat(
            id=id or (-self._world.count() - 4_000_000 if basic else self._new_id()),
            type="group" if basic else "supergroup",
            title=title,
            username=username,
            is_forum=forum,
            linked=linked_to,
        )
        if linked_to is not None:
            linked_to.linked = group
        self._add_chat(group)
        if forum:  # so that no topic gets the id 1, which stands for the general one
            self._world.write(group, Draft(service={"supergroup_chat_created": True}))
        return group

    def add_topic(self, forum: Chat, name: str) -> Message:
        """Open a topic and return the message that opened it; its id is the thread's."""
        if not forum.is_forum:
            raise ValueError(f"{forum.title} is no forum")
        created: JsonObject = {"name": name, "icon_color": _TOPIC_COLOR}
        draft = Draft(
            sender=self._world.telegram,
            service={"forum_topic_created": created},
            topic_id=forum.next_message_id(),
        )
        topic = self._world.write(forum, draft)
        self._world.announce(topic)
        return topic

    def promote(
        self,
        user: User,
        chat: Chat,
        *,
        owner: bool = False,
        anonymous: bool = False,
        **rights: bool,
    ) -> None:
        """Make somebody an administrator with the named rights, all of them when none is named."""
        unknown = rights.keys() - set(RIGHTS)
        if unknown:
            raise ValueError(f"no such rights: {', '.join(sorted(unknown))}")
        granted = frozenset(right for right, given in rights.items() if given)
        member = Member(
            user=user,
            status="creator" if owner else "administrator",
            rights=(granted if rights else frozenset(RIGHTS)) | {"can_manage_chat"},
            is_anonymous=anonymous,
        )
        self._world.change_member(chat, member, by=self._owner(chat))

    def demote(self, user: User, chat: Chat) -> None:
        """Make somebody a plain member."""
        self._world.change_member(chat, Member(user=user), by=self._owner(chat))

    def restrict(self, user: User, chat: Chat, *allowed: str) -> None:
        """Leave a member only the named permissions."""
        member = replace(
            chat.members.get(user.id) or Member(user=user),
            status="restricted",
            permissions=frozenset(allowed) & frozenset(PERMISSIONS),
        )
        self._world.change_member(chat, member, by=self._owner(chat))

    def kick(self, user: User, chat: Chat) -> None:
        """Throw somebody out."""
        self._world.change_member(chat, Member(user=user, status="kicked"), by=self._owner(chat))

    def join(self, user: User, chat: Chat) -> Message:
        """Let somebody come in, with the service message; return that."""
        self._world.change_member(chat, Member(user=user), by=user)
        return self._tell(chat, user, {"new_chat_members": [user_json(user)]})

    def leave(self, user: User, chat: Chat) -> Message:
        """Let somebody go, with the service message; return that."""
        message = self._tell(chat, user, {"left_chat_member": user_json(user)})
        self._world.change_member(chat, Member(user=user, status="left"), by=user)
        return message

    def migrate(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup and return that; the old id is dead."""
        if group.type != "group":
            raise ValueError(f"{group.title} is a {group.type}; only basic groups migrate")
        successor = self.add_group(title=group.title, linked_to=group.linked)
        successor.members = dict(group.members)
        owner = self._owner(group)
        self._tell(group, owner, {"migrate_to_chat_id": successor.id})
        group.migrated_to = successor
        self._tell(successor, owner, {"migrate_from_chat_id": group.id})
        return successor

    def _tell(self, chat: Chat, sender: User, service: JsonObject) -> Message:
        message = self._world.write(chat, Draft(sender=sender, service=service))
        self._world.announce(message)
        return message

    def _owner(self, chat: Chat) -> User:
        """Return whoever acts for the chat: its owner, or Telegram where nobody is."""
        owners = [m.user for m in chat.members.values() if m.status == "creator"]
        return owners[0] if owners else self._world.telegram

    def _add_chat(self, chat: Chat) -> Chat:
        self._world.chats[chat.id] = chat
        return chat

    def _new_id(self) -> int:
        return _SUPERGROUP - _FIRST_GROUP - self._world.count()
