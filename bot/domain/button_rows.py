"""Rows of buttons that fit a phone: those of one row share its width, what is too long is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.domain.card import Choice

_ROW_COLUMNS = 36
"""Letters that a row has room for on a narrow phone."""
_EDGE_COLUMNS = 2
"""What the edges of one button take of them."""
_WIDE = frozenset("WF")

Row = tuple[Choice, ...]


def fitting(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows, in their order, with those parted in which a label would be cut.

    Parts are as even as can be, so that pairs and threes that belong together stay together. A
    label that is too long for a whole row has one of its own.
    """
    return tuple(part for row in rows for part in _parts(row))


def columns(label: str) -> int:
    """How much room a label takes, in letters; marks on a letter take none, pictures two."""
    return sum(_width(character) for character in label)


def _parts(row: Row) -> list[Row]:
    for count in range(1, len(row)):
        size = -(-len(row) // count)
        parts = [row[start : start + size] for start in range(0, len(row), size)]
        if all(_fits(part) for part in parts):
            return parts
    return [(choice,) for choice in row]


def _fits(row: Row) -> bool:
    room = _ROW_COLUMNS // len(row) - _EDGE_COLUMNS
    return all(columns(choice.label) <= room for choice in row)


def _width(character: str) -> int:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    is_picture = category == "So" and character > "\u2300"
    return 2 if is_picture or unicodedata.east_asian_width(character) in _WIDE else 1
