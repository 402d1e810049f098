"""What a message answers: reply parameters and quotes."""

from dataclasses import dataclass

from bot.simulator.formatting import formatted_from
from bot.simulator.methods.call import Call
from bot.simulator.state import Chat, Message
from bot.simulator.wire import JsonObject, as_flag, as_integer, bad_request, utf16_length


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """The message that is answered and the part of it that is quoted, if any."""

    message: Message | None = None
    quote: JsonObject | None = None


def reply_target(call: Call, chat: Chat) -> ReplyTarget:
    """Return what the new message answers.

    Raise Refused when that is gone and the call does not allow it, or the quote does not stand
    in it.
    """
    wanted = call.params.mapping("reply_parameters") or _legacy(call)
    if not wanted:
        return ReplyTarget()
    message_id = as_integer(wanted.get("message_id"))
    if message_id is None:
        raise bad_request("can't parse reply parameters: message_id must be an Integer")
    target = chat.find(message_id) if _is_here(wanted, chat) else None
    if target is None:
        if as_flag(wanted.get("allow_sending_without_reply")):
            return ReplyTarget()
        raise bad_request("message to be replied not found")
    return ReplyTarget(target, _quote(call, target, wanted))


def _legacy(call: Call) -> JsonObject | None:
    """Read the parameters that came before `reply_parameters` and still work."""
    if not call.params.has("reply_to_message_id"):
        return None
    return {
        "message_id": call.params.integer("reply_to_message_id"),
        "allow_sending_without_reply": call.params.flag("allow_sending_without_reply"),
    }


def _is_here(wanted: JsonObject, chat: Chat) -> bool:
    reference = wanted.get("chat_id")
    if reference is None or as_integer(reference) == chat.id:
        return True
    return bool(chat.username) and str(reference).lower() == f"@{chat.username}".lower()


_QUOTED_LOOKS = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
)
"""Kinds of entities that a quote has to repeat."""


def _looks(entities: list[JsonObject], start: int, end: int) -> set[tuple[str, int, int]]:
    """How a stretch of text looks, by kind and place within it."""
    looks = set()
    for entity in entities:
        begins = as_integer(entity.get("offset")) or 0
        ends = begins + (as_integer(entity.get("length")) or 0)
        if entity.get("type") in _QUOTED_LOOKS and begins < end and ends > start:
            place = (max(begins, start) - start, min(ends, end) - start)
            looks.add((str(entity["type"]), *place))
    return looks


def _quote(call: Call, target: Message, wanted: JsonObject) -> JsonObject | None:
    if not wanted.get("quote"):
        return None
    entities = wanted.get("quote_entities")
    quoted = formatted_from(
        str(wanted["quote"]),
        str(wanted.get("quote_parse_mode") or ""),
        entities if isinstance(entities, list) else None,
    )
    position = target.text.find(quoted.text)
    if position < 0 or not quoted.text or quoted.length > call.world.limits.quote_units:
        raise bad_request("QUOTE_TEXT_INVALID")
    start = utf16_length(target.text[:position])
    end = start + quoted.length
    if _looks(target.entities, start, end) != _looks(quoted.entities, 0, quoted.length):
        raise bad_request("QUOTE_TEXT_INVALID")
    return {
        "text": quoted.text,
        "position": start,
        "is_manual": True,
    }
