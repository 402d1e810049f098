"""Looking through the library: what stands on which shelf, and on which of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.lane import Lane
from bot.domain.library import Entry, EntryKind, StoredEntry, runs_out
from bot.domain.library_pages import Door, Shelf, ShelfKind, ShelfPage
from replies.types import Playbook, SavedReply, Snippet

PAGE = 8
"""Entries on one page: each is a button, and a phone shows about so many."""
DOORS_PAGE = 2 * PAGE
"""Ways on stand two in a row."""


def open_shelf(
    shelf: Shelf,
    entries: Sequence[StoredEntry],
    *,
    number: int,
    today: date,
    found: Sequence[StoredEntry] = (),
) -> ShelfPage:
    """The page of a shelf; `found` are the entries that a search gave, for the shelf of that."""
    if shelf.kind is ShelfKind.OVERVIEW:
        doors = tuple(_doors(entries, today))
        in_force = sum(not one.is_retired and _is_reply(one) for one in entries)
        return ShelfPage(
            shelf=shelf, number=1, page_count=1, total=in_force, today=today, doors=doors
        )
    there = found if shelf.kind is ShelfKind.FOUND else [*_standing(shelf, entries, today)]
    topics = tuple(_topics(shelf, there))
    items: Sequence[Door | StoredEntry] = topics or there
    size = DOORS_PAGE if topics else PAGE
    page_count = max(1, -(-len(items) // size))
    number = max(1, min(number, page_count))
    shown = items[(number - 1) * size : number * size]
    return ShelfPage(
        shelf=shelf,
        number=number,
        page_count=page_count,
        total=len(there),
        today=today,
        doors=tuple(one for one in shown if isinstance(one, Door)),
        entries=tuple(one for one in shown if isinstance(one, StoredEntry)),
    )


def with_words(entries: Iterable[StoredEntry], words: str) -> list[StoredEntry]:
    """The entries that hold all of these words somewhere; one whose id they are comes first."""
    wanted = words.casefold().split()
    found = [one for one in entries if all(word in _all_words(one.entry) for word in wanted)]
    return sorted(
        found,
        key=lambda one: (one.entry.id.casefold() != words.strip().casefold(), one.is_retired),
    )


def _doors(entries: Sequence[StoredEntry], today: date) -> Iterable[Door]:
    shelves = [Shelf(kind=ShelfKind.LANE, lane=lane) for lane in Lane]
    shelves += [Shelf(kind=kind) for kind in ShelfKind]
    for shelf in shelves:
        count = sum(1 for _ in _standing(shelf, entries, today))
        if count:
            yield Door(shelf=shelf, count=count)


def _standing(shelf: Shelf, entries: Iterable[StoredEntry], today: date) -> Iterable[StoredEntry]:
    for one in entries:
        if _stands(shelf, one, today) and shelf.topic in (None, _topic(one)):
            yield one


def _stands(shelf: Shelf, stored: StoredEntry, today: date) -> bool:
    entry = stored.entry
    if shelf.kind is ShelfKind.RETIRED:
        return stored.is_retired
    if stored.is_retired:
        return False
    match shelf.kind:
        case ShelfKind.LANE:
            return isinstance(entry, SavedReply) and shelf.lane in entry.lanes
        case ShelfKind.ANY_LANE:
            return isinstance(entry, SavedReply) and not entry.lanes
        case ShelfKind.SNIPPETS:
            return isinstance(entry, Snippet)
        case ShelfKind.PLAYBOOKS:
            return isinstance(entry, Playbook)
        case ShelfKind.ENDING:
            return runs_out(stored.valid_until, today)
        case _:
            return False


def _topics(shelf: Shelf, there: Sequence[StoredEntry]) -> Iterable[Door]:
    """The topics of a lane, where more stands in it than fits on a page."""
    has_topics = shelf.kind in (ShelfKind.LANE, ShelfKind.ANY_LANE) and shelf.topic is None
    if not has_topics or len(there) <= PAGE:
        return
    counts = Counter(map(_topic, there))
    if len(counts) > 1:
        for topic in sorted(counts, key=lambda name: (not name, name.casefold())):
            at_topic = Shelf(kind=shelf.kind, lane=shelf.lane, topic=topic)
            yield Door(shelf=at_topic, count=counts[topic])


def _topic(stored: StoredEntry) -> str:
    return stored.entry.topic if isinstance(stored.entry, SavedReply) else ""


def _is_reply(stored: StoredEntry) -> bool:
    return stored.ref.kind is EntryKind.REPLY


def _all_words(entry: Entry) -> str:
    words = [entry.id]
    if not isinstance(entry, Snippet):
        words += entry.titles.values()
    if not isinstance(entry, Playbook):
        words += (variant.text for variant in entry.variants)
    if isinstance(entry, SavedReply):
        words += (entry.topic, entry.owner, *entry.examples)
    return "\n".join(words).casefold()
