"""Slots in a saved reply's text: finding, filling, and what happens without a name."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from itertools import pairwise

AUTHOR = "author"
PROMPT_PREFIX = "ask_"
LINK_PREFIX = "link_"
SNIPPET_PREFIX = "snippet_"
PLAIN_SLOTS = frozenset({AUTHOR, "brand"})

_HONORIFIC = r"(?:[ \t]+(?:ji|Ji|जी)(?!\w))?"
_AUTHOR_SLOT = rf"\$(?:author(?![\w])|\{{author\}}){_HONORIFIC}"
_SENTENCE_END = r"[.!?…।\n]"
_NAMELESS = re.compile(
    r"(?P<kept>\$\$|\$\{(?!author\})[^{}\s]+\})"
    rf"|(?P<opening>(?:\A|(?<={_SENTENCE_END}))\s*){_AUTHOR_SLOT}"
    r"[ \t]*[,:!—–-]*[ \t]*(?P<next>\w?)"
    rf"|[ \t]*,?[ \t]*{_AUTHOR_SLOT}"
)


class SlotsMissing(ValueError):
    """A text was to be rendered while some of its slots had no value; `names` lists them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__("no value for " + ", ".join(f"${name}" for name in self.names))


_SLOT_PATTERN = r"""
    \$(?:
      (?P<escaped>\$)
    | \{(?P<braced>[^{}\s]+)\}
    | (?P<named>[^\W\d]\w*|\{)
    | (?P<invalid>(?!))
    )
"""
_SLOT = re.compile(_SLOT_PATTERN, re.VERBOSE)


class _SlotText(string.Template):
    """`$name` or `${name}` is a slot, `$$` a dollar sign; any other `$` stands for itself.

    A name may be of any script, so that a slot translated by mistake is found, not published. An
    opened brace that does not close is a slot too, named "{", for the same reason.
    """

    flags = re.VERBOSE
    pattern = _SLOT_PATTERN  # type: ignore[assignment]  # Template compiles it


def find_slots(text: str) -> tuple[str, ...]:
    """Name the slots of a text in the order they first come."""
    names: dict[str, None] = {}
    for match in _SLOT.finditer(text):
        if match["escaped"] is None:
            names[match["named"] or match["braced"]] = None
    return tuple(names)


def is_known(slot: str) -> bool:
    """Whether a slot of this name may stand in a saved reply."""
    if not slot.isascii() or not slot.islower():
        return False
    prefixes = (PROMPT_PREFIX, LINK_PREFIX, SNIPPET_PREFIX)
    prefixed = any(slot.startswith(p) and len(slot) > len(p) for p in prefixes)
    return slot in PLAIN_SLOTS or prefixed


def missing_slots(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Name the slots that keep a text from being sent.

    A blank value is no value, save for `$author`: whose name is blank is addressed without it.
    """
    return tuple(
        slot
        for slot in find_slots(text)
        if slot not in values or (slot != AUTHOR and not values[slot].strip())
    )


def render(text: str, values: Mapping[str, str]) -> str:
    """Fill the slots; what stands in a value is never read as a slot again.

    Raise SlotsMissing when any slot has no value.
    """
    missing = missing_slots(text, values)
    if missing:
        raise SlotsMissing(missing)
    given = {name: " ".join(value.split()) for name, value in values.items()}
    if not given.get(AUTHOR):
        text = without_author(text)
    return _SlotText(text).substitute(given)


def without_author(text: str) -> str:
    """Take `$author` out of a text, with comma and honorific, and mend the sentence's start."""
    return _NAMELESS.sub(_drop_author, text)


def is_made_from(posted: str, text: str) -> bool:
    """Whether a posted message is this text with its slots filled in some way."""
    posted = " ".join(posted.split())
    return any(_fits_pieces(posted, form) for form in {text, without_author(text)})


def _drop_author(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    if match["opening"] is None:
        return ""
    return match["opening"] + match["next"].upper()


def _fits_pieces(posted: str, text: str) -> bool:
    """Compare from piece to piece between the slots, in one pass over the message."""
    pieces = [" ".join(piece.split()) for piece in _literal_pieces(text)]
    if len(pieces) == 1 or not any(pieces):
        return posted == " ".join(text.replace("$$", "$").split())
    first, *middle, last = pieces
    if not posted.startswith(first):
        return False
    position = len(first)
    for piece in middle:
        found = posted.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return posted.endswith(last) and len(posted) - len(last) >= position


def _literal_pieces(text: str) -> list[str]:
    slots = [m.span() for m in _SLOT.finditer(text) if m["escaped"] is None]
    bounds = [(0, 0), *slots, (len(text), len(text))]
    return [text[end:start].replace("$$", "$") for (_, end), (start, _) in pairwise(bounds)]
