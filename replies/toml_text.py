"""Entries of a library as TOML text: one fixed layout, so that changes show as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from replies.types import Playbook, SavedReply, Snippet, Variant

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r"}
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def dump(entries: Sequence[SavedReply | Snippet | Playbook]) -> str:
    """Write entries in order; reading the text gives equal ones."""
    return "\n".join(map(_entry, entries))


def _entry(entry: SavedReply | Snippet | Playbook) -> str:
    match entry:
        case SavedReply():
            lines = [*_head(entry), "", *_titles("replies", entry.titles)]
            lines += _variants("replies", entry.variants)
        case Snippet():
            lines = ["[[snippets]]", f"id = {_quote(entry.id)}"]
            lines += _variants("snippets", entry.variants)
        case Playbook():
            lines = ["[[playbooks]]", f"id = {_quote(entry.id)}", *_list("steps", entry.steps)]
            lines += ["", *_titles("playbooks", entry.titles)]
    return "\n".join((*lines, ""))


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
    if reply.auto:
        cap = reply.auto.daily_cap
        yield f"auto = {{ threshold = {reply.auto.threshold!r}, daily_cap = {cap} }}"
    yield from _list("examples", reply.examples)


def _list(key: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f"{key} = ["
        yield from (f"    {_quote(value)}," for value in values)
        yield "]"


def _titles(root: str, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"[{root}.titles]"
    for lang, title in titles.items():
        key = lang if _BARE_KEY.fullmatch(lang) else _quote(lang)
        yield f"{key} = {_quote(title)}"


def _variants(root: str, variants: Sequence[Variant]) -> Iterator[str]:
    for variant in variants:
        yield ""
        yield f"[[{root}.variants]]"
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
