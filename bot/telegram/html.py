"""The one builder that all text for managers passes: escaped, disarmed, within Telegram's limits.

`Html` marks what has passed. Lengths are UTF-16 units of the source, markup included: Telegram
counts less, so what fits here fits there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

import regex

MESSAGE_UNITS = 4096
"""Telegram's limit of one message."""
_SHORT_QUOTE_UNITS = 300
_SHORT_QUOTE_LINES = 5
_MOST_MARKS = 4
"""Marks that may sit on one letter: Devanagari needs up to three, piles paint over lines."""

_ELLIPSIS = "…"
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANKS = re.compile("[\t\xa0\u115f\u1160\u2800\u3164\uffa0]")
"""Tabs, and letters that show nothing, with which a name can look empty."""
_JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")
_KEPT_FORMATS = frozenset("\u200c\u200d")
"""Hindi, Urdu and emoji are written with these joiners; one at a time is harmless."""
_MARK_PILE = regex.compile(rf"(\p{{M}}{{{_MOST_MARKS}}})\p{{M}}+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
_GRAPHEME = regex.compile(r"\X")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ISOLATE = "\u2068"
_ISOLATE_ENDS = "\u2069"


class Html(str):
    """Text that is safe inside a message: escaped, disarmed and with balanced tags."""

    __slots__ = ()


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def disarm(text: str) -> str:
    """Take out what changes how other text looks: direction overrides, control characters, piles.

    Line breaks stay, but no more than one empty line in a row.
    """
    text = _BLANKS.sub(" ", _BREAKS.sub("\n", text))
    text = "".join(character for character in text if _is_harmless(character))
    text = _MARK_PILE.sub(r"\1", _JOINERS.sub(r"\1", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def disarm_line(text: str) -> str:
    """As `disarm`, in one line; "?" where nothing visible is left, as in a name of blanks."""
    words = " ".join(disarm(text).split())
    return words if words.strip("\u200c\u200d ") else "?"


def _is_harmless(character: str) -> bool:
    if character == "\n" or character in _KEPT_FORMATS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"}


def cut(text: str, room: int) -> str:
    """Shorten plain text to `room` units, counted as escaped, never inside a character."""
    if units(escape(text, quote=False)) <= room:
        return text
    kept: list[str] = []
    used = len(_ELLIPSIS)
    for found in _GRAPHEME.finditer(text):
        used += units(escape(found[0], quote=False))
        if used > room:
            break
        kept.append(found[0])
    return "".join(kept).rstrip() + _ELLIPSIS


def block(text: str, room: int) -> Html:
    """Text of any origin, with its line breaks, in at most `room` units."""
    return Html(escape(cut(disarm(text), room), quote=False))


def line(text: str, room: int) -> Html:
    """Text of any origin in one line of at most `room` units: names, titles, captions."""
    words = disarm_line(text)
    kept = cut(words, room - 2) if room > 2 and is_right_to_left(words) else cut(words, room)
    return Html(escape(isolated(kept) if room > 2 else kept, quote=False))


def is_right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left, such as Arabic ones."""
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def isolated(text: str) -> str:
    """A disarmed line that keeps the order of what stands around it.

    Else a name in Arabic letters turns the line that it begins, and the numbers that follow it.
    """
    return f"{_ISOLATE}{text}{_ISOLATE_ENDS}" if is_right_to_left(text) else text


def cut_whole(text: str, room: int) -> str:
    """As `cut`, and what was kept apart ends where the text does."""
    kept = cut(text, room - 1)
    is_open = kept.count(_ISOLATE) > kept.count(_ISOLATE_ENDS)
    return f"{kept}{_ISOLATE_ENDS}" if is_open else kept


def bold(inner: Html) -> Html:
    """Set in bold."""
    return Html(f"<b>{inner}</b>")


def italic(inner: Html) -> Html:
    """Set in italics."""
    return Html(f"<i>{inner}</i>")


def link(url: str, inner: Html) -> Html:
    """A link; just the words where there is no address."""
    return Html(f'<a href="{escape(url)}">{inner}</a>') if url else inner


def quotation(inner: Html) -> Html:
    """A quotation, folded up if it is long."""
    is_long = units(inner) > _SHORT_QUOTE_UNITS or inner.count("\n") >= _SHORT_QUOTE_LINES
    return Html(f"<blockquote{' expandable' if is_long else ''}>{inner}</blockquote>")


def joined(separator: str, parts: Iterable[Html]) -> Html:
    """Put parts together, leaving out empty ones; `separator` is ours, not a member's."""
    return Html(escape(separator, quote=False).join(part for part in parts if part))


def shares(lengths: Sequence[int], room: int) -> list[int]:
    """Share out room: the short get what they need, the long divide the rest evenly."""
    given = [0] * len(lengths)
    left = room
    for place, index in enumerate(sorted(range(len(lengths)), key=lengths.__getitem__)):
        given[index] = min(lengths[index], left // (len(lengths) - place))
        left -= given[index]
    return given


class Page:
    """A message line by line; it never grows beyond what Telegram takes.

    A line that does not fit any more is left out, the most important ones are added first or have
    their room kept by the budgets of the others.
    """

    def __init__(self, room: int = MESSAGE_UNITS) -> None:
        self._lines: list[Html] = []
        self._left = room

    def add(self, *lines: Html) -> None:
        """Add lines; empty ones are skipped."""
        for added in lines:
            needed = units(added) + bool(self._lines)
            if added and needed <= self._left:
                self._lines.append(added)
                self._left -= needed

    def gap(self) -> None:
        """Add an empty line."""
        if self._lines and self._left > 1:
            self._lines.append(Html(""))
            self._left -= 1

    @property
    def room(self) -> int:
        """Units that are left for one more line."""
        return max(0, self._left - 1)

    @property
    def html(self) -> Html:
        """The message so far."""
        return Html("\n".join(self._lines).strip("\n"))
