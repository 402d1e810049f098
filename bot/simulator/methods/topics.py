"""The topics of a forum: opened, renamed, closed, opened again, deleted."""

from bot.simulator.methods.call import Call
from bot.simulator.state import Chat, Message
from bot.simulator.wire import JsonObject, bad_request
from bot.simulator.world import Draft

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
"""What Telegram takes for the color of a topic's icon; the first one is the default."""

_LONGEST_NAME = 128
_NO_MANAGING = "not enough rights to manage topics"


def create_forum_topic(call: Call) -> JsonObject:
    """Open a topic in a forum."""
    chat = _forum(call)
    call.require_right(chat, "can_manage_topics", "not enough rights to create a topic")
    name = call.params.text("name")
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise bad_request("TOPIC_NAME_INVALID" if name else "topic name must be non-empty")
    color = call.params.integer("icon_color", COLORS[0])
    if color not in COLORS:
        raise bad_request("invalid icon color specified")
    call.pace(chat, "message")
    topic_id = chat.next_message_id()
    created: JsonObject = {"name": name, "icon_color": color}
    draft = Draft(sender=call.bot, service={"forum_topic_created": created}, topic_id=topic_id)
    call.world.write(chat, draft)
    return {"message_thread_id": topic_id, "name": name, "icon_color": color}


def edit_forum_topic(call: Call) -> bool:
    """Give a topic another name."""
    chat, topic = _own_or_managed(call)
    name = call.params.text("name")
    if len(name) > _LONGEST_NAME:
        raise bad_request("TOPIC_NAME_INVALID")
    if name == chat.topic_names.get(topic.message_id, _first_name(topic)):
        raise bad_request("TOPIC_NOT_MODIFIED")
    if name:
        chat.topic_names[topic.message_id] = name
        _tell(call, topic, {"forum_topic_edited": {"name": name}})
    return True


def close_forum_topic(call: Call) -> bool:
    """Let nobody write in a topic but administrators and whoever opened it."""
    chat, topic = _own_or_managed(call)
    if topic.message_id in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.add(topic.message_id)
    _tell(call, topic, {"forum_topic_closed": {}})
    return True


def reopen_forum_topic(call: Call) -> bool:
    """Let people write in a topic again."""
    chat, topic = _own_or_managed(call)
    if topic.message_id not in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.remove(topic.message_id)
    _tell(call, topic, {"forum_topic_reopened": {}})
    return True


def delete_forum_topic(call: Call) -> bool:
    """Take a topic away with all that was said in it."""
    chat = _forum(call)
    topic = _topic(call, chat)
    call.require_right(chat, "can_delete_messages", "not enough rights to delete a topic")
    chat.drop_topic(topic.message_id)
    return True


def _forum(call: Call) -> Chat:
    chat = call.chat()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(call: Call, chat: Chat) -> Message:
    topic_id = call.params.integer("message_thread_id") or 0
    for topic in chat.topics():
        if topic.message_id == topic_id:
            return topic
    raise bad_request("message thread not found")


def _own_or_managed(call: Call) -> tuple[Chat, Message]:
    """A topic that the bot may change: it opened it, or may manage all."""
    chat = _forum(call)
    topic = _topic(call, chat)
    if topic.sender is not call.bot:
        call.require_right(chat, "can_manage_topics", _NO_MANAGING)
    return chat, topic


def _first_name(topic: Message) -> str:
    created = topic.service["forum_topic_created"]
    return str(created.get("name")) if isinstance(created, dict) else ""


def _tell(call: Call, topic: Message, service: JsonObject) -> None:
    draft = Draft(sender=call.bot, service=service, topic_id=topic.message_id)
    call.world.write(topic.chat, draft)
