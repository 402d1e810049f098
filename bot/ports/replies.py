"""The reply library as it is kept, what became of suggestions, and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.gaps import Unanswered
from bot.domain.ids import BrandId, CaseId, CommentId
from bot.domain.library import Change, Entry, EntryRef, EntryVersion, StoredEntry
from bot.domain.uses import Mark, ReplyUse, UseCounts
from replies.types import Library as SavedLibrary


class Replies(Protocol):
    """The brand's reply library as the database holds it: entries, each with its versions."""

    async def library(self, brand_id: BrandId) -> SavedLibrary:
        """The entries in force, in their order."""

    async def entries(self, brand_id: BrandId) -> list[StoredEntry]:
        """All entries in their order, retired ones too."""

    async def entry(self, brand_id: BrandId, ref: EntryRef) -> StoredEntry | None:
        """One entry, in force or retired."""

    async def versions(self, brand_id: BrandId, ref: EntryRef) -> list[EntryVersion]:
        """All versions of an entry, the newest first."""

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every change of the library."""

    async def save(
        self, brand_id: BrandId, entry: Entry, *, expected_version: int, change: Change
    ) -> StoredEntry:
        """Keep a new version of an entry, and return it.

        It takes the entry out of force if the change is its retirement, else puts it in force.
        Raise EntryConflict if the entry is not at `expected_version` (0: it must be new).
        """

    async def replace(self, brand_id: BrandId, library: SavedLibrary, *, change: Change) -> None:
        """Make this the brand's library: what differs gets a version, what is left out retires."""

    async def note_reminder(self, brand_id: BrandId, ref: EntryRef, mark: str) -> None:
        """Its owner was reminded of that end (see `reminder_of`); this makes no version."""

    async def vectors(self, brand_id: BrandId, model_id: str) -> dict[str, bytes]:
        """Stored sentence vectors by text, made by that encoder."""

    async def put_vectors(
        self, brand_id: BrandId, model_id: str, vectors: Mapping[str, bytes]
    ) -> None:
        """Keep sentence vectors; those of other encoders are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedVector:
    """A decision about a suggestion, and the sentence vector of its comment."""

    use: ReplyUse
    vector: bytes = field(repr=False)


class Uses(Protocol):
    """What became of suggestions."""

    async def show(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what is suggested for one comment now, in place of what was undecided before."""

    async def of_comment(self, case_id: CaseId, comment_id: CommentId) -> list[ReplyUse]:
        """What was suggested for a comment of a case, by rank."""

    async def decide(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what became of suggestions that were shown."""

    async def mark(self, use: ReplyUse, mark: Mark) -> bool:
        """Say of a reply that was sent what it is as a lesson; False if it is not as in `use`."""

    async def unlearn(self, brand_id: BrandId, reply_id: str) -> int:
        """Learn nothing any more from decisions on a reply so far; return how many they are."""

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every decision."""

    async def vectors(self, brand_id: BrandId, model_id: str) -> list[UsedVector]:
        """Decisions that may be learnt from, with vectors of that encoder, the oldest first."""

    async def counts(self, brand_id: BrandId) -> dict[str, UseCounts]:
        """How often each reply was shown and what became of it, by reply."""

    async def of_reply(self, brand_id: BrandId, reply_id: str) -> UseCounts:
        """How often a reply was shown and what became of it."""


class UnansweredComments(Protocol):
    """What the library had no good answer for."""

    async def unanswered(
        self, brand_id: BrandId, *, since: datetime, also: Collection[CommentId] = ()
    ) -> list[Unanswered]:
        """Comments since then that were worth a case and not answered from the library.

        Nothing was suggested for them, or own words were written instead; not those of cases that
        were dismissed or moderated. Older ones in `also` come with them. The oldest first.
        """
