"""What Telegram adds to plain text (mentions, commands, links) and the way back to HTML."""

import html
import re

from bot.simulator.entities import FormattedText, parse_html
from bot.simulator.wire import JsonObject, bad_request, utf16_length

_DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>]+|\b(?:www\.|t\.me/)[^\s<>]+|"
    r"\b[a-z0-9][a-z0-9.-]*\.(?:com|org|net|in|ru|io|me|example)\b(?:/[^\s<>]*)?)"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[a-z]{2,})"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z]\w{0,31}(?:@\w+)?)"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)",
    re.IGNORECASE,
)
_EMAIL_FIRST = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def with_detected(formatted: FormattedText) -> FormattedText:
    """Add the entities that Telegram finds by itself where no other code or link stands."""
    taken = [_span(entity) for entity in formatted.entities if _is_opaque(entity)]
    emails = [found.span() for found in _EMAIL_FIRST.finditer(formatted.text)]
    added: list[JsonObject] = []
    for found in _DETECTED.finditer(formatted.text):
        start = utf16_length(formatted.text[: found.start()])
        stop = start + utf16_length(found[0])
        if any(start < end and begin < stop for begin, end in taken):
            continue
        kind = str(found.lastgroup)
        if kind != "email" and any(a <= found.start() < b for a, b in emails):
            continue
        added.append({"type": kind, "offset": start, "length": stop - start})
    entities = sorted([*formatted.entities, *added], key=lambda entity: _span(entity)[0])
    return FormattedText(formatted.text, entities)


def formatted_from(text: str, parse_mode: str, entities: list[object] | None) -> FormattedText:
    """Read the text of a call.

    Raise Refused when the markup is wrong; of the parse modes only HTML is spoken here.
    """
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        return with_detected(parse_html(text))
    listed = [dict(entity) for entity in entities or [] if isinstance(entity, dict)]
    for entity in listed:
        start, stop = _span(entity)
        if start < 0 or stop > utf16_length(text) or start >= stop:
            raise bad_request("entity beyond the end of the text")
    return with_detected(FormattedText(text.strip(), listed))


def to_html(formatted: FormattedText) -> str:
    """Write the text back as HTML, for people and for tests."""
    units = formatted.text.encode("utf-16-le", "surrogatepass")
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for entity in formatted.entities:
        tag, attributes = _tag(entity)
        if tag:
            start, stop = _span(entity)
            starts.setdefault(start, []).append(f"<{tag}{attributes}>")
            ends.setdefault(stop, []).insert(0, f"</{tag}>")
    pieces: list[str] = []
    cuts = sorted({0, len(units) // 2, *starts, *ends})
    for index, cut in enumerate(cuts):
        pieces += ends.get(cut, []) + starts.get(cut, [])
        following = cuts[index + 1] if index + 1 < len(cuts) else cut
        plain = units[cut * 2 : following * 2].decode("utf-16-le", "surrogatepass")
        pieces.append(html.escape(plain, quote=False))
    return "".join(pieces)


def _tag(entity: JsonObject) -> tuple[str, str]:
    kind = str(entity.get("type"))
    if kind == "text_link":
        return "a", f' href="{html.escape(str(entity.get("url")))}"'
    if kind == "expandable_blockquote":
        return "blockquote", " expandable"
    if kind == "text_mention" and isinstance(user := entity.get("user"), dict):
        return "a", f' href="tg://user?id={user.get("id")}"'
    return _TAGS.get(kind, ""), ""


def _is_opaque(entity: JsonObject) -> bool:
    return entity.get("type") in {"code", "pre", "text_link", "text_mention"}


def _span(entity: JsonObject) -> tuple[int, int]:
    offset, length = entity.get("offset"), entity.get("length")
    start = offset if isinstance(offset, int) else -1
    return start, start + (length if isinstance(length, int) else 0)
