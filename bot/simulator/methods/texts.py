"""The texts and captions of calls, parsed, measured, with mentioned people looked up."""

from bot.simulator.entities import FormattedText
from bot.simulator.formatting import formatted_from
from bot.simulator.methods.call import Call
from bot.simulator.rendering import user_json
from bot.simulator.wire import JsonObject, as_integer, bad_request
from bot.simulator.world import World


def message_text(call: Call) -> FormattedText:
    """Return the text of a call.

    Raise Refused when it is empty, too long, or wrongly marked up.
    """
    content = _read(call, "text", "entities")
    if not content.text.strip():
        raise bad_request("message text is empty")
    if content.length > call.world.limits.text_units:
        raise bad_request("message is too long")
    return content


def caption(call: Call) -> FormattedText:
    """Return the caption of a call, which may be empty.

    Raise Refused when it is too long or wrongly marked up.
    """
    content = _read(call, "caption", "caption_entities")
    if content.length > call.world.limits.caption_units:
        raise bad_request("message caption is too long")
    return content


def _read(call: Call, text: str, entities: str) -> FormattedText:
    params = call.params
    content = formatted_from(params.text(text), params.text("parse_mode"), params.array(entities))
    known = [_with_person(call.world, entity) for entity in content.entities]
    return FormattedText(content.text, [entity for entity in known if entity is not None])


def _with_person(world: World, entity: JsonObject) -> JsonObject | None:
    """Fill in the person of a mention; one whom nobody knows is no mention."""
    if entity.get("type") != "text_mention":
        return entity
    person = entity.get("user")
    user = world.users.get(as_integer(person.get("id")) or 0) if isinstance(person, dict) else None
    return None if user is None else {**entity, "user": user_json(user)}
