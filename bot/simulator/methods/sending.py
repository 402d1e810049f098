"""Messages that a bot sends."""

from bot.simulator.markup import checked_markup
from bot.simulator.media import document, photo
from bot.simulator.methods.call import Call
from bot.simulator.methods.replying import reply_target
from bot.simulator.methods.texts import caption, message_text
from bot.simulator.rendering import message_json, origin_of
from bot.simulator.state import Chat, Message
from bot.simulator.wire import JsonObject, bad_request
from bot.simulator.world import Draft


def send_message(call: Call) -> JsonObject:
    """Send a text."""
    chat = call.chat()
    draft = _draft(call, chat, "text messages", "can_send_messages")
    draft.content = message_text(call)
    return message_json(_deliver(call, chat, draft))


def send_photo(call: Call) -> JsonObject:
    """Send a photo with a caption."""
    chat = call.chat()
    draft = _draft(call, chat, "photos", "can_send_photos")
    draft.media = photo(call.world, _file_or_id(call, "photo"))
    draft.content = caption(call)
    return message_json(_deliver(call, chat, draft))


def send_document(call: Call) -> JsonObject:
    """Send a file with a caption."""
    chat = call.chat()
    draft = _draft(call, chat, "documents", "can_send_documents")
    uploaded = call.params.file("document")
    name = uploaded.name if uploaded else "document"
    draft.media = document(call.world, name, _file_or_id(call, "document"))
    draft.content = caption(call)
    return message_json(_deliver(call, chat, draft))


def copy_message(call: Call) -> JsonObject:
    """Send the content of another message as one's own."""
    chat = call.chat()
    source = call.message(call.chat("from_chat_id"), "message to copy not found")
    if source.is_service:
        raise bad_request("message can't be copied")
    draft = _draft(call, chat, "messages", "can_send_messages")
    draft.media, draft.content = source.media, source.content
    if source.media and call.params.has("caption"):
        draft.content = caption(call)
    return {"message_id": _deliver(call, chat, draft).message_id}


def forward_message(call: Call) -> JsonObject:
    """Send another message on with its origin."""
    chat = call.chat()
    source = call.message(call.chat("from_chat_id"), "message to forward not found")
    if source.is_service:
        raise bad_request("message can't be forwarded")
    draft = _draft(call, chat, "messages", "can_send_messages")
    draft.media, draft.content = source.media, source.content
    draft.forward_origin = source.forward_origin or origin_of(source)
    return message_json(_deliver(call, chat, draft))


def send_chat_action(call: Call) -> bool:
    """Show that the bot is at work."""
    call.chat()
    if not call.params.has("action"):
        raise bad_request("wrong parameter action in request")
    return True


def _draft(call: Call, chat: Chat, what: str, permission: str) -> Draft:
    _require_voice(call, chat, what, permission)
    reply = reply_target(call, chat)
    draft = Draft(
        sender=call.bot,
        topic_id=_topic(call, chat),
        reply_to=reply.message,
        quote=reply.quote,
        reply_markup=checked_markup(call.params.mapping("reply_markup"), call.world.limits),
        is_silent=call.params.flag("disable_notification"),
    )
    if draft.topic_id is not None and reply.message is not None:
        elsewhere = reply.message.thread_id != draft.topic_id
        if elsewhere and reply.message.message_id != draft.topic_id:
            raise bad_request("message to be replied not found")
    answered = reply.message.thread_id if reply.message is not None else None
    _require_open(call, chat, draft.topic_id or answered)
    return draft


def _require_voice(call: Call, chat: Chat, what: str, permission: str) -> None:
    """Raise Refused when the bot may not write here."""
    if chat.is_private:
        return
    member = chat.members[call.bot.id]
    if chat.type == "channel":
        if not member.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return
    allowed = member.permissions if member.status == "restricted" else chat.permissions
    if not member.is_admin and permission not in allowed:
        raise bad_request(f"not enough rights to send {what} to the chat")


def _topic(call: Call, chat: Chat) -> int | None:
    topic_id = call.params.integer("message_thread_id")
    if topic_id is None:
        return None
    if not chat.is_forum or not any(topic.message_id == topic_id for topic in chat.topics()):
        raise bad_request("message thread not found")
    return topic_id


def _require_open(call: Call, chat: Chat, topic_id: int | None) -> None:
    """Raise Refused in a closed topic, unless the bot opened it or may manage topics."""
    if topic_id not in chat.closed_topics:
        return
    is_own = any(one.message_id == topic_id and one.sender is call.bot for one in chat.topics())
    if not is_own:
        call.require_right(chat, "can_manage_topics", "TOPIC_CLOSED")


def _file_or_id(call: Call, name: str) -> bytes:
    uploaded = call.params.file(name)
    if uploaded is not None:
        if not uploaded.content:
            raise bad_request("file must be non-empty")
        return uploaded.content
    known = call.world.files.get(call.params.text(name))
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def _deliver(call: Call, chat: Chat, draft: Draft) -> Message:
    """Write the message, unless it is one too many."""
    call.pace(chat, "message")
    if chat.type == "channel":
        draft.sender, draft.sender_chat = None, chat
    message = call.world.write(chat, draft)
    if chat.type == "channel":
        call.world.forward_post(message)
    return message
