"""What a bot may read about itself, chats, people and files."""

from bot.simulator.methods.call import Call
from bot.simulator.rendering import bot_json, full_chat_json, member_json
from bot.simulator.state import Member
from bot.simulator.wire import JsonObject, bad_request


def get_me(call: Call) -> JsonObject:
    """Describe the bot itself."""
    return bot_json(call.bot)


def get_chat(call: Call) -> JsonObject:
    """Describe a chat in full."""
    return full_chat_json(call.chat())


def get_chat_member(call: Call) -> JsonObject:
    """Describe somebody's standing in a chat."""
    chat, user = call.chat(), call.user()
    return member_json(chat.members.get(user.id) or Member(user=user, status="left"))


def get_chat_administrators(call: Call) -> list[JsonObject]:
    """List the administrators that are people, and the bot itself."""
    chat = call.chat()
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(member)
        for member in chat.admins()
        if not member.user.is_bot or member.user is call.bot
    ]


def get_chat_member_count(call: Call) -> int:
    """Count the members."""
    chat = call.chat()
    return 2 if chat.is_private else sum(m.is_inside for m in chat.members.values())


def get_file(call: Call) -> JsonObject:
    """Say where a file can be fetched."""
    file_id = call.params.text("file_id")
    content = call.world.files.get(file_id)
    if content is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {
        "file_id": file_id,
        "file_unique_id": f"u{file_id.rpartition('-')[2]}",
        "file_size": len(content),
        "file_path": f"files/{file_id}",
    }


def get_user_profile_photos(call: Call) -> JsonObject:
    """Return no photos: nobody here has any."""
    call.user()
    return {"total_count": 0, "photos": []}
