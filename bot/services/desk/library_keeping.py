"""Keep a change of the library: a version and an audit row, in one step."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import CaseId, Owner
from bot.domain.library import Change, Entry, StoredEntry, What
from bot.domain.roster import Manager, Role
from bot.ports import AuditEntry, Clock, Transaction
from replies.types import SavedReply


class LibraryKeeping:
    """Writes what managers change."""

    def __init__(self, *, owner: Owner, clock: Clock) -> None:
        self._owner = owner
        self._clock = clock

    async def keep(
        self,
        tx: Transaction,
        entry: Entry,
        manager: Manager,
        what: What,
        *,
        expected_version: int,
        case_id: CaseId | None = None,
    ) -> StoredEntry:
        """Save the next version of an entry and note who made it; raise EntryConflict.

        Only words that a lead has seen are said without anybody: `auto` ends with the change of
        anybody else.
        """
        if isinstance(entry, SavedReply) and manager.role is not Role.LEAD:
            entry = replace(entry, auto=None)
        change = Change(at=self._clock.now(), by=manager.user_id, by_name=manager.name, what=what)
        stored = await tx.replies.save(
            self._owner.brand_id, entry, expected_version=expected_version, change=change
        )
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=case_id,
                at=change.at,
                by=change.by,
                by_name=change.by_name,
                action=f"library_{what}",
                detail=f"{stored.ref.kind} {stored.ref.id}, version {stored.version}",
            )
        )
        return stored
