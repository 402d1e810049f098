"""What an update means: the Bot API's JSON read into the desk's events.

The one parser for every way in (polling, webhook, another bot's dispatcher). What it cannot read
it refuses as UpdateUnreadable, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.domain.events import (
    ButtonPressed,
    ChatMigrated,
    Event,
    MembershipChanged,
    MessageSeen,
    NotForUs,
    ReactionsChanged,
)
from bot.domain.ids import ChatId, MessageId, UpdateId, UserId
from bot.ports import RawUpdate
from bot.telegram.facts import read_membership
from bot.telegram.fields import (
    Json,
    UpdateUnreadable,
    as_object,
    flag,
    moment,
    needed_number,
    needed_part,
    number,
    part,
    parts,
    string,
)
from bot.telegram.messages import read_chat, read_message, read_user

__all__ = ["ALLOWED_UPDATES", "REACTIONS", "UpdateUnreadable", "keep", "kinds_of", "read"]

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
"""The kinds asked for from Telegram."""
REACTIONS = ("message_reaction", "message_reaction_count")
"""Asked for, too, where reactions count; the bot gets them where it is an administrator."""


def kinds_of(*, reactions: bool) -> tuple[str, ...]:
    """The kinds of updates that a desk needs, with `reactions` or without."""
    return (*ALLOWED_UPDATES, *REACTIONS) if reactions else ALLOWED_UPDATES


def keep(update: object) -> RawUpdate:
    """An update as it is stored: nothing left out, in ASCII, which any database takes.

    Of one that is nested deeper than can be written only its number and its kind are kept: it
    becomes a dead letter and is in nobody's way. Raise UpdateUnreadable if it has no number.
    """
    given = as_object(update, "update")
    update_id = needed_number(given, "update_id")
    try:
        body = json.dumps(given, separators=(",", ":"))
    except RecursionError:
        body = json.dumps({**dict.fromkeys(given), "update_id": update_id})
    return RawUpdate(update_id=UpdateId(update_id), body=body)


def read(update: Mapping[str, object]) -> Event:
    """Say what an update means; raise UpdateUnreadable if it is not what the Bot API promises."""
    update_id = UpdateId(needed_number(as_object(update, "update"), "update_id"))
    kind = next((name for name in update if name != "update_id"), "nothing")
    reader = _READERS.get(kind)
    if reader is None:
        return NotForUs(update_id=update_id, kind=kind)
    return reader(update_id, needed_part(update, kind))


def _message(update_id: UpdateId, body: Json) -> Event:
    return _migration(update_id, body) or MessageSeen(
        update_id=update_id, message=read_message(body)
    )


def _edited_message(update_id: UpdateId, body: Json) -> Event:
    return MessageSeen(update_id=update_id, message=read_message(body), is_edit=True)


def _migration(update_id: UpdateId, body: Json) -> ChatMigrated | None:
    """The move of a group, as told in the old chat or in the new one."""
    here = ChatId(needed_number(needed_part(body, "chat"), "id"))
    to = number(body, "migrate_to_chat_id")
    if to is not None:
        return ChatMigrated(update_id=update_id, old_chat_id=here, new_chat_id=ChatId(to))
    origin = number(body, "migrate_from_chat_id")
    if origin is not None:
        return ChatMigrated(update_id=update_id, old_chat_id=ChatId(origin), new_chat_id=here)
    return None


def _press(update_id: UpdateId, body: Json) -> Event:
    """A press; of the message only the place is taken, it may be too old to be shown in full."""
    query_id = string(body, "id")
    if not query_id:
        raise UpdateUnreadable("a press without id")
    message = part(body, "message")
    return ButtonPressed(
        update_id=update_id,
        query_id=query_id,
        presser=read_user(needed_part(body, "from")),
        chat_id=None if message is None else _chat_id(message),
        message_id=None if message is None else MessageId(needed_number(message, "message_id")),
        data=string(body, "data"),
    )


def _chat_id(message: Json) -> ChatId:
    return ChatId(needed_number(needed_part(message, "chat"), "id"))


def _membership(update_id: UpdateId, body: Json, *, is_self: bool) -> Event:
    member = needed_part(body, "new_chat_member")
    at = moment(body, "date")
    status = string(member, "status")
    if at is None or not status:
        raise UpdateUnreadable("a change of membership without date or status")
    return MembershipChanged(
        update_id=update_id,
        chat=read_chat(needed_part(body, "chat")),
        user_id=UserId(needed_number(needed_part(member, "user"), "id")),
        by=read_user(needed_part(body, "from")),
        is_self=is_self,
        status=status,
        is_inside=_is_inside(member, status),
        rights=read_membership(member).rights,
        at=at,
    )


def _is_inside(member: Json, status: str) -> bool:
    """Whoever is restricted may be in the chat or not; all others tell it by their status."""
    if status == "restricted":
        return flag(member, "is_member")
    return status not in {"left", "kicked"}


def _own_membership(update_id: UpdateId, body: Json) -> Event:
    return _membership(update_id, body, is_self=True)


def _others_membership(update_id: UpdateId, body: Json) -> Event:
    return _membership(update_id, body, is_self=False)


def _reaction(update_id: UpdateId, body: Json) -> Event:
    """One person, or chat, has put on or taken off reactions."""
    by = part(body, "user") or part(body, "actor_chat")
    return ReactionsChanged(
        update_id=update_id,
        chat_id=_chat_id(body),
        message_id=MessageId(needed_number(body, "message_id")),
        change=len(parts(body, "new_reaction")) - len(parts(body, "old_reaction")),
        by_id=None if by is None else needed_number(by, "id"),
    )


def _reaction_count(update_id: UpdateId, body: Json) -> Event:
    counts = [needed_number(one, "total_count") for one in parts(body, "reactions")]
    return ReactionsChanged(
        update_id=update_id,
        chat_id=_chat_id(body),
        message_id=MessageId(needed_number(body, "message_id")),
        total=sum(counts),
    )


_READERS: Mapping[str, Callable[[UpdateId, Json], Event]] = {
    "message": _message,
    "edited_message": _edited_message,
    "callback_query": _press,
    "my_chat_member": _own_membership,
    "chat_member": _others_membership,
    "message_reaction": _reaction,
    "message_reaction_count": _reaction_count,
}
