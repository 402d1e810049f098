"""Words of others on a terminal: seen, never obeyed."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""What moves a cursor, rings or turns the direction; line breaks and tabs are let through."""


def harmless(text: str) -> str:
    """The text with what a terminal would obey written out, as JSON writes it."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
