"""One call by a bot: its parameters, and what every method must check first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.simulator.state import Bot, Chat, Message, User
from bot.simulator.wire import JsonObject, Params, Refused, bad_request, forbidden
from bot.simulator.world import Account, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A method with its parameters, made by one bot."""

    world: World
    account: Account
    params: Params

    @property
    def bot(self) -> Bot:
        """The bot that calls."""
        return self.account.bot

    def chat(self, name: str = "chat_id") -> Chat:
        """Return the chat that a parameter names, if the bot still has access to it.

        Raise Refused: not found, migrated, kicked out, blocked, or never started.
        """
        chat = self.world.find_chat(self.bot, self.params.raw.get(name))
        if chat.migrated_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to.id},
            )
        if chat.is_private:
            _check_private(chat)
        else:
            _check_membership(self.bot, chat)
        return chat

    def message(self, chat: Chat, gone: str, name: str = "message_id") -> Message:
        """Return the message that a parameter names; raise Refused (`gone`) without one."""
        message = chat.find(self.params.integer(name) or 0)
        if message is None:
            raise bad_request(gone)
        return message

    def user(self, name: str = "user_id") -> User:
        """Return the user that a parameter names; raise Refused when nobody has that id."""
        user = self.world.users.get(self.params.integer(name) or 0)
        if user is None:
            raise bad_request("invalid user_id specified")
        return user

    def require_right(self, chat: Chat, right: str, what: str) -> None:
        """Raise Refused unless the bot is an administrator with this right."""
        member = chat.members.get(self.bot.id)
        if member is None or not member.may(right):
            raise bad_request(what)

    def pace(self, chat: Chat, kind: str) -> None:
        """Count one message or edit; raise Refused (429) when it is too much."""
        self.account.pace.count(chat.id, kind, is_private=chat.is_private, now=self.world.now())


Method = Callable[[Call], JsonObject | list[JsonObject] | bool | int | Awaitable[list[JsonObject]]]


def _check_private(chat: Chat) -> None:
    if chat.person is not None and chat.person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if chat.is_blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.is_started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_membership(bot: Bot, chat: Chat) -> None:
    member = chat.members.get(bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if member is None or not member.is_inside:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
