"""What is shown of the library: shelves, an entry, a choice, a history; how it looks is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.lane import Lane
from bot.domain.library import EntryVersion, StoredEntry, changed_parts
from replies.types import Auto, VoiceFinding

HISTORY_PAGE = 6

HISTORY = "history"
VERSION = "version"
AUTOMATIC = "automatic"
"""Pages of an entry beside the questions, as `Action.slot` names them."""


class ShelfKind(StrEnum):
    """The ways into the library."""

    OVERVIEW = "overview"
    LANE = "lane"
    ANY_LANE = "any_lane"
    """Replies that may answer every lane."""
    SNIPPETS = "snippets"
    PLAYBOOKS = "playbooks"
    ENDING = "ending"
    """What has run out, or will soon."""
    RETIRED = "retired"
    FOUND = "found"
    """What was found for `Shelf.words`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A part of the library; `topic` is None where it was not chosen, "" for entries without."""

    kind: ShelfKind = ShelfKind.OVERVIEW
    lane: Lane | None = None
    topic: str | None = None
    words: str = ""


OVERVIEW = Shelf()

Pairs = tuple[tuple[str, str], ...]


def shelf_pairs(shelf: Shelf, page: int) -> Pairs:
    """Where somebody is, as the slots of an action."""
    pairs = [("shelf", shelf.kind.value), ("page", str(page))]
    if shelf.lane is not None:
        pairs.append(("lane", shelf.lane.value))
    if shelf.topic is not None:
        pairs.append(("topic", shelf.topic))
    if shelf.words:
        pairs.append(("words", shelf.words))
    return tuple(pairs)


def shelf_of(pairs: Pairs) -> tuple[Shelf, int]:
    """The shelf and the page that an action's slots name; the overview where they name none."""
    known = dict(pairs)
    if "shelf" not in known:
        return OVERVIEW, 1
    shelf = Shelf(
        kind=ShelfKind(known["shelf"]),
        lane=Lane(known["lane"]) if "lane" in known else None,
        topic=known.get("topic"),
        words=known.get("words", ""),
    )
    return shelf, int(known.get("page", "1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way on to another shelf, and how many entries stand there."""

    shelf: Shelf
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfPage:
    """One page of a shelf: ways on, or entries; `total` counts all of its entries."""

    shelf: Shelf
    number: int
    page_count: int
    total: int
    today: date
    doors: tuple[Door, ...] = ()
    entries: tuple[StoredEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How an entry was used since it is counted."""

    shown: int
    sent: int
    edited: int
    last_used_at: datetime | None = None


class Notice(StrEnum):
    """What has just happened to the entry that is shown."""

    NONE = ""
    SAVED = "saved"
    CHANGED_MEANWHILE = "changed-meanwhile"
    UNCHANGED = "unchanged"
    OFF_VOICE = "off-voice"
    """Nothing was saved: `EntryPage.doubts` stop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFinding:
    """What the voice finds in the text of an entry in one language."""

    lang: str
    finding: VoiceFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """An entry with all that is to be seen of it; `back` leads to where one came from.

    `doubts` are what the voice finds in the texts that the notice is about.
    """

    stored: StoredEntry
    today: date
    back: Pairs = ()
    use: Use | None = None
    notice: Notice = Notice.NONE
    doubts: tuple[TextFinding, ...] = ()


class Question(StrEnum):
    """What has to be chosen before an entry is changed; the names of pages in `Action.slot`."""

    TEXTS = "texts"
    LANGUAGES = "languages"
    TITLES = "titles"
    LANES = "lanes"
    OWNERS = "owners"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage:
    """A question about an entry, and what can be chosen; `chosen` is what holds already."""

    stored: StoredEntry
    question: Question
    options: tuple[str, ...]
    chosen: frozenset[str] = frozenset()
    back: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticPage:
    """Whether a saved reply answers by itself, from when on, and how often.

    `community_count` is in how many communities that is switched on, `answered_today` how often it
    did at this desk. `proposed` are the numbers with which it would be switched on. `hindrances`
    say why it cannot be; `doubts` are what the voice finds in its words, for which it leaves a
    question to people.
    """

    stored: StoredEntry
    auto: Auto | None
    proposed: Auto
    community_count: int
    answered_today: int
    back: Pairs = ()
    notice: Notice = Notice.NONE
    hindrances: tuple[str, ...] = ()
    doubts: tuple[TextFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A version and the names of the parts that it changed."""

    version: EntryVersion
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some versions of an entry, the newest first."""

    stored: StoredEntry
    number: int
    page_count: int
    lines: tuple[HistoryLine, ...]
    back: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One earlier version in full."""

    stored: StoredEntry
    version: EntryVersion
    back: Pairs = ()


LibraryPage = ShelfPage | EntryPage | ChoicePage | AutomaticPage | HistoryPage | VersionPage


def history_page(
    stored: StoredEntry, versions: Sequence[EntryVersion], *, number: int, back: Pairs
) -> HistoryPage:
    """Some of the versions, with what each one changed."""
    page_count = max(1, -(-len(versions) // HISTORY_PAGE))
    number = max(1, min(number, page_count))
    start = (number - 1) * HISTORY_PAGE
    before = [*(one.entry for one in versions[1:]), None]
    lines = tuple(
        HistoryLine(version=version, parts=changed_parts(earlier, version.entry))
        for version, earlier in zip(versions, before, strict=True)
    )
    return HistoryPage(
        stored=stored,
        number=number,
        page_count=page_count,
        lines=lines[start : start + HISTORY_PAGE],
        back=back,
    )
