"""Messages that a bot changes or takes away, and answers to presses."""

from bot.simulator.markup import checked_markup
from bot.simulator.methods.call import Call
from bot.simulator.methods.texts import caption, message_text
from bot.simulator.rendering import message_json
from bot.simulator.state import Chat, Message
from bot.simulator.wire import JsonObject, as_integer, bad_request, utf16_length
from bot.simulator.world import CallbackAnswer

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_EXPIRED = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(call: Call) -> JsonObject:
    """Replace text and keyboard; without a keyboard in the call, the old one goes."""
    chat, message = _editable(call)
    content = message_text(call)
    markup = _new_markup(call)
    if message.media or message.is_service:
        raise bad_request("there is no text in the message to edit")
    if (content, markup) == (message.content, message.reply_markup):
        raise bad_request(_NOT_MODIFIED)
    call.pace(chat, "edit")
    message.content, message.reply_markup = content, markup
    return _edited(call, message)


def edit_message_caption(call: Call) -> JsonObject:
    """Replace caption and keyboard."""
    chat, message = _editable(call)
    content = caption(call)
    markup = _new_markup(call)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    if (content, markup) == (message.content, message.reply_markup):
        raise bad_request(_NOT_MODIFIED)
    call.pace(chat, "edit")
    message.content, message.reply_markup = content, markup
    return _edited(call, message)


def edit_message_reply_markup(call: Call) -> JsonObject:
    """Replace the keyboard."""
    chat, message = _editable(call)
    markup = _new_markup(call)
    if markup == message.reply_markup:
        raise bad_request(_NOT_MODIFIED)
    call.pace(chat, "edit")
    message.reply_markup = markup
    return _edited(call, message)


def delete_message(call: Call) -> bool:
    """Take a message away; nobody is told."""
    chat = call.chat()
    message = call.message(chat, "message to delete not found")
    if not _is_deletable(call, chat, message):
        raise bad_request("message can't be deleted")
    message.is_deleted = True
    call.world.touch()
    return True


def delete_messages(call: Call) -> bool:
    """Take away as many of these messages as can be."""
    chat = call.chat()
    listed = call.params.array("message_ids") or []
    if not 1 <= len(listed) <= 100:
        raise bad_request(
            "too many message identifiers specified"
            if listed
            else "message identifiers are not specified"
        )
    for message_id in listed:
        message = chat.find(as_integer(message_id) or 0)
        if message is not None and _is_deletable(call, chat, message):
            message.is_deleted = True
    call.world.touch()
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a press while it is fresh."""
    press = call.world.presses.get(call.params.text("callback_query_id"))
    now = call.world.now()
    if press is None or press.bot is not call.bot:
        raise bad_request(_EXPIRED)
    if now - press.at > call.world.limits.callback_lives_for:
        raise bad_request(_EXPIRED)
    text = call.params.text("text")
    if utf16_length(text) > call.world.limits.callback_answer_units:
        raise bad_request("MESSAGE_TOO_LONG")
    if press.answer is None:
        press.answer = CallbackAnswer(
            text, call.params.flag("show_alert"), call.params.text("url")
        )
        press.answered_at = now
    call.world.touch()
    return True


def _editable(call: Call) -> tuple[Chat, Message]:
    if call.params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.chat()
    message = call.message(chat, "message to edit not found")
    is_own_post = chat.type == "channel" and chat.members[call.bot.id].may("can_edit_messages")
    if message.sender is not call.bot and not is_own_post:
        raise bad_request("message can't be edited")
    return chat, message


def _new_markup(call: Call) -> JsonObject | None:
    return checked_markup(call.params.mapping("reply_markup"), call.world.limits, inline_only=True)


def _edited(call: Call, message: Message) -> JsonObject:
    message.edited_at = call.world.now()
    message.edited_count += 1
    call.world.touch()
    return message_json(message)


def _is_deletable(call: Call, chat: Chat, message: Message) -> bool:
    if call.world.now() - message.date > call.world.limits.deletable_for:
        return False
    if message.sender is call.bot or chat.is_private:
        return True
    return chat.members[call.bot.id].may("can_delete_messages")
