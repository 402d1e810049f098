"""What Telegram answers when it is asked about the bot, a chat or a member."""

from __future__ import annotations

from bot.domain.ids import BotId, ChatId
from bot.ports import BotIdentity, ChatFacts, Membership
from bot.telegram.fields import Json, flag, needed_number, number, string


def read_identity(me: Json) -> BotIdentity:
    """What getMe says; raise UpdateUnreadable if it says something else."""
    return BotIdentity(
        id=BotId(needed_number(me, "id")),
        name=string(me, "first_name"),
        username=string(me, "username"),
        reads_all_messages=flag(me, "can_read_all_group_messages"),
    )


def read_chat_facts(chat: Json) -> ChatFacts:
    """What getChat says; raise UpdateUnreadable if it says something else."""
    linked = number(chat, "linked_chat_id")
    return ChatFacts(
        id=ChatId(needed_number(chat, "id")),
        kind=string(chat, "type"),
        title=string(chat, "title") or string(chat, "first_name"),
        username=string(chat, "username"),
        is_forum=flag(chat, "is_forum"),
        linked_chat_id=None if linked is None else ChatId(linked),
    )


def read_membership(member: Json) -> Membership:
    """What getChatMember says; the rights are the fields that begin with `can_`."""
    rights = (name for name, value in member.items() if name.startswith("can_") and value is True)
    return Membership(status=string(member, "status"), rights=frozenset(rights))
