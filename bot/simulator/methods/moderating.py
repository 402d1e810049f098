"""What an administrator does to members: mute, ban, pin, invite."""

from dataclasses import replace

from bot.simulator.methods.call import Call
from bot.simulator.rendering import user_json
from bot.simulator.state import PERMISSIONS, Chat, Member, User
from bot.simulator.wire import JsonObject, as_flag, bad_request

_NO_RESTRICT = "not enough rights to restrict/unrestrict chat member"
_SHORTEST = 30
_LONGEST = 366 * 24 * 3600
"""Seconds ahead between which a mute or a ban may end."""


def restrict_chat_member(call: Call) -> bool:
    """Take permissions from a member, or give them back."""
    chat, member = _target(call)
    granted = call.params.mapping("permissions")
    if granted is None:
        raise bad_request("can't parse permissions JSON object")
    permissions = frozenset(name for name in PERMISSIONS if as_flag(granted.get(name)))
    standing = "member" if permissions >= chat.permissions else "restricted"
    until = _until(call)
    changed = replace(member, status=standing, permissions=permissions, until_date=until)
    call.world.change_member(chat, changed, by=call.bot)
    return True


def ban_chat_member(call: Call) -> bool:
    """Throw a member out for good or for a time."""
    chat, member = _target(call)
    until = _until(call)
    if call.params.flag("revoke_messages"):
        for message in chat.visible:
            message.is_deleted |= message.sender is member.user
    changed = Member(user=member.user, status="kicked", until_date=until)
    call.world.change_member(chat, changed, by=call.bot)
    return True


def unban_chat_member(call: Call) -> bool:
    """Let somebody come again; a present member goes unless `only_if_banned`."""
    chat, member = _target(call)
    if member.status == "kicked" or not call.params.flag("only_if_banned"):
        call.world.change_member(chat, Member(user=member.user, status="left"), by=call.bot)
    return True


def ban_chat_sender_chat(call: Call) -> bool:
    """Keep a channel from writing here."""
    chat = call.chat()
    call.require_right(chat, "can_restrict_members", _NO_RESTRICT)
    chat.banned_senders.add(_sender_chat_id(call))
    return True


def unban_chat_sender_chat(call: Call) -> bool:
    """Let a channel write here again."""
    chat = call.chat()
    call.require_right(chat, "can_restrict_members", _NO_RESTRICT)
    chat.banned_senders.discard(_sender_chat_id(call))
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message at the top."""
    chat = call.chat()
    _require_pinning(call, chat)
    message = call.message(chat, "message to pin not found")
    message.is_pinned = True
    call.world.touch()
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, the latest pinned one by default."""
    chat = call.chat()
    _require_pinning(call, chat)
    if call.params.has("message_id"):
        found = call.message(chat, "message to unpin not found")
    else:
        pinned = [message for message in chat.visible if message.is_pinned]
        if not pinned:
            raise bad_request("message to unpin not found")
        found = pinned[-1]
    found.is_pinned = False
    call.world.touch()
    return True


def create_chat_invite_link(call: Call) -> JsonObject:
    """Make a link by which people join."""
    chat = call.chat()
    call.require_right(chat, "can_invite_users", "not enough rights to manage chat invite link")
    link: JsonObject = {
        "invite_link": f"https://t.me/+sim{call.world.count():08d}",
        "creator": user_json(call.bot),
        "creates_join_request": call.params.flag("creates_join_request"),
        "is_primary": False,
        "is_revoked": False,
    }
    if call.params.has("name"):
        link["name"] = call.params.text("name")
    return link


def leave_chat(call: Call) -> bool:
    """Go."""
    chat = call.chat()
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    call.world.change_member(chat, Member(user=call.bot, status="left"), by=call.bot)
    return True


def _target(call: Call) -> tuple[Chat, Member]:
    chat = call.chat()
    if chat.type not in {"supergroup", "channel"}:
        raise bad_request("method is available only for supergroups")
    call.require_right(chat, "can_restrict_members", _NO_RESTRICT)
    user: User = call.user()
    member = chat.members.get(user.id) or Member(user=user, status="left")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    return chat, member


def _until(call: Call) -> int:
    """When it ends; 0, for ever, also where Telegram finds the time too short or too long."""
    until = call.params.integer("until_date", 0) or 0
    ahead = until - call.world.now().timestamp()
    return until if _SHORTEST <= ahead <= _LONGEST else 0


def _sender_chat_id(call: Call) -> int:
    wanted = call.params.integer("sender_chat_id") or 0
    sender = call.world.chats.get(wanted)
    if sender is None or sender.type != "channel":
        raise bad_request("invalid sender_chat_id specified")
    return sender.id


def _require_pinning(call: Call, chat: Chat) -> None:
    if chat.is_private:
        return
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    call.require_right(chat, right, "not enough rights to manage pinned messages in the chat")
