"""Saved replies as TOML text: one fixed layout, so that a change shows as a small difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from replies.types import SavedReply, Variant

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r"}
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def dump(replies: Sequence[SavedReply]) -> str:
    """Write replies in order; reading the text gives equal replies."""
    return "\n".join(_entry(reply) for reply in replies)


def _entry(reply: SavedReply) -> str:
    return "\n".join((*_head(reply), "", *_titles(reply), *_variants(reply.variants), ""))


def _head(reply: SavedReply) -> Iterator[str]:
    yield "[[replies]]"
    yield f"id = {_quote(reply.id)}"
    if reply.lanes:
        yield f"lanes = [{', '.join(map(_quote, reply.lanes))}]"
    if reply.topic:
        yield f"topic = {_quote(reply.topic)}"
    if reply.owner:
        yield f"owner = {_quote(reply.owner)}"
    if reply.valid_until:
        yield f"valid_until = {reply.valid_until.isoformat()}"
    if reply.examples:
        yield "examples = ["
        yield from (f"    {_quote(example)}," for example in reply.examples)
        yield "]"


def _titles(reply: SavedReply) -> Iterator[str]:
    yield "[replies.titles]"
    for lang, title in reply.titles.items():
        key = lang if _BARE_KEY.fullmatch(lang) else _quote(lang)
        yield f"{key} = {_quote(title)}"


def _variants(variants: Sequence[Variant]) -> Iterator[str]:
    for variant in variants:
        yield ""
        yield "[[replies.variants]]"
        yield f"lang = {_quote(variant.lang)}"
        if variant.tone:
            yield f"tone = {_quote(variant.tone)}"
        yield f"text = {_quote(variant.text)}"


def _quote(text: str) -> str:
    """A basic string; one with lines is written as lines."""
    if "\n" in text:
        return '"""\n' + "\n".join(map(_escape, text.split("\n"))) + '"""'
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    return "".join(map(_escape_character, text))


def _escape_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    is_control = ord(character) < 0x20 or ord(character) == 0x7F
    return f"\\u{ord(character):04x}" if is_control else character
