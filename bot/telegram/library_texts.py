"""What several pages of the library are made of: texts in the room that is left, rows, buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.card import Choice
from bot.domain.desk import Action
from bot.domain.entry_changes import variants_of
from bot.domain.library import Entry
from bot.domain.library_pages import (
    AutomaticPage,
    ChoicePage,
    EntryPage,
    HistoryPage,
    VersionPage,
)
from bot.telegram.html import MESSAGE_UNITS, Html, Page, block, shares, units
from bot.telegram.library_lines import LibraryLines

_SIGN_UNITS = 140
"""What the heading of a text and the marks of its quotation take."""

OfEntry = EntryPage | ChoicePage | AutomaticPage | HistoryPage | VersionPage
Rows = tuple[tuple[Choice, ...], ...]


def with_texts(
    lines: LibraryLines, entry: Entry, head: Sequence[Html], foot: Sequence[Html]
) -> Html:
    """The texts of an entry between other lines, in the room that those leave."""
    taken = sum(units(one) + 1 for one in (*head, *foot))
    page = Page()
    page.add(*head, *_texts(lines, entry, MESSAGE_UNITS - taken), *foot)
    return page.html


def _texts(lines: LibraryLines, entry: Entry, room: int) -> list[Html]:
    variants = variants_of(entry)
    lengths = [units(block(one.text, MESSAGE_UNITS)) for one in variants]
    given = shares(lengths, max(0, room - _SIGN_UNITS * len(variants)))
    return [
        lines.text(variant, number if len(variants) > 1 else 0, share)
        for number, (variant, share) in enumerate(zip(variants, given, strict=True), 1)
    ]


def about(page: OfEntry, action: Action) -> Action:
    """An action about the entry of a page, from where the way back stays the same."""
    stored = page.stored
    return replace(action, entry=stored.ref, revision=stored.version, slots=page.back)


def in_rows(choices: Sequence[Choice], width: int) -> Rows:
    """Choices in rows of so many."""
    return tuple(tuple(choices[start : start + width]) for start in range(0, len(choices), width))
