"""Telegram's HTML mode, read into plain text and entities, with its own error texts."""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from bot.simulator.wire import JsonObject, bad_request, utf16_length

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=[\s>])))?"""
)
_TAG_NAME = re.compile(r"[^\s>]*")
_MONOSPACE = frozenset({"code", "pre"})
_QUOTES = frozenset({"blockquote", "expandable_blockquote"})


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Plain text with its entities, offsets in UTF-16 units."""

    text: str
    entities: list[JsonObject] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The length in UTF-16 units."""
        return utf16_length(self.text)


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int


def parse_html(source: str) -> FormattedText:
    """Read Telegram's HTML mode.

    Raise Refused with "can't parse entities: …" where Telegram would.
    """
    return _HtmlReader(source).read()


class _HtmlReader:
    """One pass over a source, collecting plain text and entities."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._plain: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[JsonObject] = []

    def read(self) -> FormattedText:
        while self._position < len(self._source):
            if self._source[self._position] != "<":
                self._take_character()
            elif self._source.startswith("</", self._position):
                self._take_end()
            else:
                self._take_start()
        if self._open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return tidy(FormattedText("".join(self._plain), self._entities))

    def _take_character(self) -> None:
        character = self._source[self._position]
        if character == "&" and (found := _REFERENCE.match(self._source, self._position)):
            decoded = _decode(found)
            if decoded:
                self._append(decoded)
                self._position = found.end()
                return
        self._append(character)
        self._position += 1

    def _take_start(self) -> None:
        at = self._position
        name = self._name(at + 1)
        end = at + 1 + len(name)
        if end >= len(self._source):
            self._fail("Unclosed start tag at byte offset", at)
        tag = name.lower()
        if tag not in _KINDS:
            self._fail(f'Unsupported start tag "{tag}" at byte offset', at)
        attributes, self._position = self._attributes(end, tag, at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler" at byte offset', at)
        self._open.append(_Open(tag, attributes, self._offset))

    def _attributes(self, position: int, tag: str, at: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while position < len(self._source) and self._source[position].isspace():
                position += 1
            if position >= len(self._source):
                self._fail("Unclosed start tag at byte offset", at)
            if self._source[position] == ">":
                return found, position + 1
            match = _ATTRIBUTE.match(self._source, position)
            if match is None:
                self._fail(f'Empty attribute name in the tag "{tag}" at byte offset', at)
            value = next((part for part in match.groups()[1:] if part is not None), "")
            following = self._source[match.end() :].lstrip("= \t\n")
            if not value and self._source[match.end() : match.end() + 1] == "=":
                if following[:1] in {"", "'", '"'}:
                    self._fail("Unclosed start tag at byte offset", at)
                self._fail("Unexpected end of name token at byte offset", match.end())
            found[match[1].lower()] = _REFERENCE.sub(lambda m: _decode(m) or m[0], value)
            position = match.end()

    def _take_end(self) -> None:
        at = self._position
        if not self._open:
            self._fail("Unexpected end tag at byte offset", at)
        name = self._name(at + 2)
        end = self._source.find(">", at)
        if end < 0 or self._source[at + 2 + len(name) : end].strip():
            self._fail("Unclosed end tag at byte offset", at)
        last = self._open.pop()
        if name and name.lower() != last.tag:
            detail = f', expected "</{last.tag}>", found "</{name}>"'
            self._fail("Unmatched end tag at byte offset", at, detail)
        if self._offset > last.offset and (entity := self._entity(last)):
            self._entities.append(entity)
        self._position = end + 1

    def _entity(self, opened: _Open) -> JsonObject | None:
        kind = _KINDS[opened.tag]
        entity: JsonObject = {"type": kind, "offset": opened.offset}
        entity["length"] = self._offset - opened.offset
        attributes = opened.attributes
        if kind == "text_link":
            return _link(entity, attributes.get("href") or self._text_since(opened.offset))
        if kind == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if kind == "custom_emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        if kind == "date_time":
            entity["unix_time"] = int(attributes.get("unix", "0") or 0)
        if opened.tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        return entity

    def _text_since(self, offset: int) -> str:
        encoded = "".join(self._plain).encode("utf-16-le", "surrogatepass")
        return encoded[offset * 2 :].decode("utf-16-le", "surrogatepass")

    def _name(self, position: int) -> str:
        found = _TAG_NAME.match(self._source, position)
        return found[0] if found else ""

    def _append(self, text: str) -> None:
        self._plain.append(text)
        self._offset += utf16_length(text)

    def _fail(self, what: str, at: int | None = None, detail: str = "") -> NoReturn:
        where = ""
        if at is not None:
            where = f" {len(self._source[:at].encode(errors='surrogatepass'))}"
        raise bad_request(f"can't parse entities: {what}{where}{detail}")


def _decode(found: re.Match[str]) -> str:
    """Return the character that a reference means, or nothing where Telegram leaves it alone."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _link(entity: JsonObject, target: str) -> JsonObject | None:
    if found := re.fullmatch(r"tg://user\?id=(\d+)", target):
        return {**entity, "type": "text_mention", "user": {"id": int(found[1])}}
    if not re.match(r"(?:[a-z][a-z0-9+]*:/{0,2})?[^\s/]+\.?[^\s]*$", target, re.IGNORECASE):
        return None
    if not re.match(r"(?:https?|tg|ton|tonsite)://", target, re.IGNORECASE):
        target = f"http://{target}"
    return {**entity, "url": target}


def tidy(formatted: FormattedText) -> FormattedText:
    """Strip outer white space and drop the entities that Telegram would drop."""
    stripped = formatted.text.lstrip()
    lead = utf16_length(formatted.text[: len(formatted.text) - len(stripped)])
    stripped = stripped.rstrip()
    end = utf16_length(stripped)
    kept: list[JsonObject] = []
    for entity in formatted.entities:
        start = max(_number(entity, "offset") - lead, 0)
        stop = min(_number(entity, "offset") + _number(entity, "length") - lead, end)
        if start < stop:
            kept.append({**entity, "offset": start, "length": stop - start})
    kept.reverse()  # an outer entity ends after the inner one of the same place
    kept.sort(key=lambda entity: (_number(entity, "offset"), -_number(entity, "length")))
    return FormattedText(stripped, _without_forbidden_nesting(kept))


def _without_forbidden_nesting(entities: list[JsonObject]) -> list[JsonObject]:
    """Nothing stands inside code, no quotation inside another; code in pre names its language."""
    kept: list[JsonObject] = []
    for entity in entities:
        around = [other for other in kept if _is_inside(entity, other)]
        fixed = next((other for other in around if other["type"] in _MONOSPACE), None)
        if fixed is not None:
            if fixed["type"] == "pre" and "language" in entity:
                fixed["language"] = entity["language"]
            continue
        if entity["type"] in _QUOTES and any(other["type"] in _QUOTES for other in around):
            continue
        if entity["type"] == "code":
            entity.pop("language", None)
        kept.append(entity)
    return kept


def _is_inside(entity: JsonObject, other: JsonObject) -> bool:
    start, stop = _number(other, "offset"), _number(other, "offset") + _number(other, "length")
    return start <= _number(entity, "offset") < stop


def _number(entity: JsonObject, name: str) -> int:
    value = entity.get(name)
    return value if isinstance(value, int) else 0
