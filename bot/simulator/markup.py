"""Keyboards and forced replies, validated as Telegram does."""

from bot.simulator.limits import Limits
from bot.simulator.wire import JsonObject, Refused, bad_request, utf16_length

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")


def checked_markup(
    markup: JsonObject | None, limits: Limits, *, inline_only: bool = False
) -> JsonObject | None:
    """Return the markup as it will stand under the message.

    Raise Refused when Telegram would not take it.
    """
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _checked_keyboard(markup["inline_keyboard"], limits)
    if inline_only or not any(kind in markup for kind in _OTHER_KINDS):
        raise bad_request(
            "inline keyboard expected" if inline_only else "object expected as reply markup"
        )
    placeholder = markup.get("input_field_placeholder")
    if isinstance(placeholder, str) and utf16_length(placeholder) > limits.placeholder_units:
        raise bad_request("input field placeholder is too long")
    return markup


def _checked_keyboard(rows: object, limits: Limits) -> JsonObject | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    buttons = [button for row in rows for button in row]
    if len(buttons) > limits.buttons:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button, limits)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: object, limits: Limits) -> None:
    if not isinstance(button, dict):
        raise _bad_button("InlineKeyboardButton must be an Object")
    label = button.get("text")
    if not isinstance(label, str) or not label.strip():
        raise _bad_button('Field "text" must be a non-empty String')
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        raise _bad_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _bad_button("Exactly one optional field must be used")
    data = button.get("callback_data")
    if "callback_data" in actions:
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= limits.callback_data_bytes:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in actions and not _is_link(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")


def _is_link(url: object) -> bool:
    if not isinstance(url, str) or " " in url or not url:
        return False
    return url.startswith(("http://", "https://", "tg://", "ton://")) or "." in url


def _bad_button(what: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {what}")
