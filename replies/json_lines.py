"""A library as JSON lines: `{"id", "title", "examples": [...], "text"?, "lang"?}`."""

from __future__ import annotations

import json
from pathlib import Path

from replies.findings import Finding
from replies.lint import UNDETERMINED
from replies.sources import Loaded, Source, read_text
from replies.types import SavedReply, Variant

_SHAPE = 'a line looks like {"id": "refund", "title": "Refund", "examples": ["where is my money"]}'


class _Unusable(Exception):
    """A line is no saved reply."""


def read(path: Path) -> Loaded:
    """Read what can be read; each bad line is a finding. Unknown keys are ignored."""
    loaded = Loaded()
    text = read_text(path, loaded.findings)
    # Only a line feed ends a line: other separators may stand inside a JSON string.
    for number, line in enumerate((text or "").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            reply = _parse(line)
        except _Unusable as error:
            loaded.findings.append(
                Finding(message=str(error), hint=_SHAPE, path=path, line=number)
            )
            continue
        loaded.add(reply, Source(path=path, line=number))
    return loaded


def _parse(line: str) -> SavedReply:
    """Raise _Unusable with a sentence about what is wrong."""
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Unusable(f"is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise _Unusable("is not a JSON object")
    return SavedReply(
        id=_text(row, "id"),
        titles={"en": _text(row, "title")},
        examples=_texts(row, "examples"),
        variants=_variants(row),
    )


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise _Unusable(f'"{key}" must be a text')
    return _published(value, key)


def _texts(row: dict[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise _Unusable(f'"{key}" must be a list of texts')
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values):
        raise _Unusable(f'"{key}" must be a list of texts')
    return tuple(_published(value, key) for value in texts)


def _variants(row: dict[str, object]) -> tuple[Variant, ...]:
    if row.get("text") is None:
        return ()
    lang = row.get("lang")
    text = _text(row, "text")
    return (Variant(lang=lang if isinstance(lang, str) and lang else UNDETERMINED, text=text),)


def _published(value: str, key: str) -> str:
    """A text that can be sent on: an escaped half of a character pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _Unusable(f'"{key}" holds half of a character (a lone surrogate)') from error
    return value
