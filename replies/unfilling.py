"""The way back from a message that was sent to a text that can be sent again: values to slots."""

from __future__ import annotations

from collections.abc import Iterable

import regex

_WORD = r"[\p{L}\p{M}\p{N}_]"
_ADDRESS = r"[\p{L}\p{M}\p{N}_/?#=&%+~@-]"


def unfill(text: str, values: Iterable[tuple[str, str]]) -> str:
    """Put a slot wherever a value of it stands as a word of its own; `values` are (slot, value).

    Dollar signs are kept as such. Filled with the values that it had, the result reads as `text`
    does. The longest value wins where several could stand, and a blank one stands nowhere.
    """
    slots = {value: slot for slot, value in values if value.strip()}
    if not slots:
        return _kept(text)
    alternatives = sorted(slots, key=len, reverse=True)
    pattern = regex.compile("|".join(f"(?:{_standing_alone(value)})" for value in alternatives))
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        pieces += (_kept(text[end : found.start()]), _slot(slots[found[0]], text[found.end() :]))
        end = found.end()
    return "".join((*pieces, _kept(text[end:])))


def _standing_alone(value: str) -> str:
    """A pattern for a value that is no part of a longer word, or address."""
    around = _ADDRESS if "://" in value else _WORD
    return rf"(?<!{around}){regex.escape(value, literal_spaces=True)}(?!{around})"


def _slot(name: str, follows: str) -> str:
    """A slot; in braces where what follows would be read as a part of its name."""
    return f"${{{name}}}" if regex.match(r"\w", follows) else f"${name}"


def _kept(text: str) -> str:
    """A text whose dollar signs stand for themselves."""
    return text.replace("$", "$$")
