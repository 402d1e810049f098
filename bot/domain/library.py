"""The brand's library as the desk keeps it: entries with their versions, and what may change."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.domain.ids import UserId
from replies.types import Library, Playbook, SavedReply, Snippet

Entry = SavedReply | Snippet | Playbook
"""What a library is made of."""

E = TypeVar("E", SavedReply, Snippet, Playbook)


class EntryKind(StrEnum):
    """The kinds of entries; ids are unique within one."""

    REPLY = "reply"
    SNIPPET = "snippet"
    PLAYBOOK = "playbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRef:
    """Names one entry of a brand's library."""

    kind: EntryKind
    id: str


class What(StrEnum):
    """What made a version."""

    CREATED = "created"
    EDITED = "edited"
    VARIANT_ADDED = "variant_added"
    EXAMPLE_ADDED = "example_added"
    RETIRED = "retired"
    RESTORED = "restored"
    REVERTED = "reverted"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who changed something, when, and what kind of change it was; `by` is None for no person."""

    at: datetime
    by: UserId | None
    by_name: str
    what: What


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVersion:
    """An entry as it was from one change to the next; `number` counts from 1."""

    number: int
    entry: Entry
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as it is now, by its newest version.

    A retired one is kept with its versions and takes no part in anything until it is restored.
    `reminded` says of which end its owner was reminded last (see `reminder_of`).
    """

    entry: Entry
    version: int
    changed: Change
    retired_at: datetime | None = None
    reminded: str = ""

    @property
    def ref(self) -> EntryRef:
        """Its name."""
        return ref_of(self.entry)

    @property
    def is_retired(self) -> bool:
        """Whether it was taken out of use."""
        return self.retired_at is not None

    @property
    def valid_until(self) -> date | None:
        """The last day on which it is proposed, if there is one."""
        return self.entry.valid_until if isinstance(self.entry, SavedReply) else None


def ref_of(entry: Entry) -> EntryRef:
    """The name of an entry."""
    match entry:
        case SavedReply():
            return EntryRef(kind=EntryKind.REPLY, id=entry.id)
        case Snippet():
            return EntryRef(kind=EntryKind.SNIPPET, id=entry.id)
        case Playbook():
            return EntryRef(kind=EntryKind.PLAYBOOK, id=entry.id)


def with_entry(library: Library, entry: Entry) -> Library:
    """The library with this entry in the place of the one of its name, or as its last one."""
    match entry:
        case SavedReply():
            return replace(library, replies=_with(library.replies, entry))
        case Snippet():
            return replace(library, snippets=_with(library.snippets, entry))
        case Playbook():
            return replace(library, playbooks=_with(library.playbooks, entry))


def without_entry(library: Library, ref: EntryRef) -> Library:
    """The library without the entry of this name."""
    match ref.kind:
        case EntryKind.REPLY:
            return replace(library, replies=_without(library.replies, ref.id))
        case EntryKind.SNIPPET:
            return replace(library, snippets=_without(library.snippets, ref.id))
        case EntryKind.PLAYBOOK:
            return replace(library, playbooks=_without(library.playbooks, ref.id))


def _with(entries: tuple[E, ...], entry: E) -> tuple[E, ...]:
    if any(one.id == entry.id for one in entries):
        return tuple(entry if one.id == entry.id else one for one in entries)
    return entries + (entry,)  # noqa: RUF005 (typed as a union of tuples otherwise)


def _without(entries: tuple[E, ...], name: str) -> tuple[E, ...]:
    return tuple(one for one in entries if one.id != name)


def changed_parts(before: Entry | None, after: Entry) -> tuple[str, ...]:
    """The names of the parts in which two versions of an entry differ; none without a first."""
    if before is None or type(before) is not type(after):
        return ()
    return tuple(
        part.name
        for part in fields(after)
        if getattr(before, part.name) != getattr(after, part.name)
    )


SOON = timedelta(days=3)
"""How long before its last day a reply is said to run out."""


def is_over(valid_until: date | None, today: date) -> bool:
    """Whether a reply's last day has gone by."""
    return valid_until is not None and valid_until < today


def runs_out(valid_until: date | None, today: date) -> bool:
    """Whether a reply has run out, or will within the next days."""
    return valid_until is not None and valid_until - today <= SOON


def reminder_of(stored: StoredEntry, today: date) -> str:
    """Mark of the reminder that is due for an entry today; empty if none is.

    There is one when the end comes near and one when it has come, for each end that was set.
    """
    end = stored.valid_until
    if end is None or stored.is_retired or not runs_out(end, today):
        return ""
    mark = f"{'over' if is_over(end, today) else 'soon'}:{end.isoformat()}"
    return "" if mark == stored.reminded else mark


def extended(valid_until: date | None, today: date, *, by: timedelta) -> date:
    """A later last day: that much after the present one, or after today if that has gone by."""
    return max(valid_until or today, today) + by
