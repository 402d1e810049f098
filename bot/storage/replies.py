"""The brand's reply library as the database holds it: entries and their versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from bot.domain.ids import BrandId, UserId
from bot.domain.library import (
    Change,
    Entry,
    EntryKind,
    EntryRef,
    EntryVersion,
    StoredEntry,
    What,
    ref_of,
)
from bot.errors import EntryConflict
from bot.storage.entry_codec import entry_from_json, entry_to_json
from bot.storage.reading import first, readable
from bot.storage.reply_vectors import SqlReplyVectors
from bot.storage.rows import upsert
from bot.storage.schema import (
    desks,
    entry_versions,
    library_entries,
    library_revisions,
)
from replies.types import Library, Playbook, SavedReply, Snippet

_IN_FORCE = library_entries.c.retired_at.is_(None)


class SqlReplies(SqlReplyVectors):
    """The library in tables; every change of an entry is a compare-and-set on `version`."""

    # --- what is there --------------------------------------------------------------------------

    async def library(self, brand_id: BrandId) -> Library:
        """The entries in force, in their order."""
        entries = library_entries.c
        in_force = (
            select(entries.kind, entries.id, entries.body)
            .where(entries.brand_id == brand_id, _IN_FORCE)
            .order_by(entries.position, entries.id)
        )
        all_entries = await readable(self._connection, in_force, library_entries, entry_of)
        return Library(
            replies=tuple(one for one in all_entries if isinstance(one, SavedReply)),
            snippets=tuple(one for one in all_entries if isinstance(one, Snippet)),
            playbooks=tuple(one for one in all_entries if isinstance(one, Playbook)),
        )

    async def entries(self, brand_id: BrandId) -> list[StoredEntry]:
        """All entries in their order, retired ones too."""
        statement = _stored(brand_id).order_by(library_entries.c.position, library_entries.c.id)
        return await readable(self._connection, statement, library_entries, _stored_of)

    async def entry(self, brand_id: BrandId, ref: EntryRef) -> StoredEntry | None:
        """One entry, in force or retired."""
        return await first(
            self._connection, _stored(brand_id).where(_is(ref)), library_entries, _stored_of
        )

    async def versions(self, brand_id: BrandId, ref: EntryRef) -> list[EntryVersion]:
        """All versions of an entry, the newest first."""
        versions = entry_versions.c
        found = (
            select(entry_versions)
            .where(
                versions.brand_id == brand_id,
                versions.kind == ref.kind.value,
                versions.entry_id == ref.id,
            )
            .order_by(versions.number.desc())
        )
        return await readable(self._connection, found, entry_versions, version_of)

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every change of the library."""
        number = await self._connection.scalar(
            select(library_revisions.c.number).where(library_revisions.c.brand_id == brand_id)
        )
        return number or 0

    # --- changes --------------------------------------------------------------------------------

    async def save(
        self, brand_id: BrandId, entry: Entry, *, expected_version: int, change: Change
    ) -> StoredEntry:
        """Keep a new version; raise EntryConflict if it is not at `expected_version` (0: new)."""
        ref, number = ref_of(entry), expected_version + 1
        row = {
            "version": number,
            "body": entry_to_json(entry),
            "retired_at": change.at if change.what is What.RETIRED else None,
        }
        if not expected_version:
            kept = await self._insert(brand_id, ref, row)
        else:
            kept = await self._update(brand_id, ref, row, expected_version)
        if not kept:
            raise EntryConflict(f"{ref.kind} {ref.id} is not at version {expected_version}")
        await self._keep_versions(brand_id, [(number, entry, change)])
        await self._count_change(brand_id)
        stored = await self.entry(brand_id, ref)
        assert stored is not None
        return stored

    async def replace(self, brand_id: BrandId, library: Library, *, change: Change) -> None:
        """Make this the brand's library: what differs gets a version, what is left out retires."""
        # first of all, so that nobody changes an entry between our look and our writing
        await self._count_change(brand_id)
        there = {stored.ref: stored for stored in await self.entries(brand_id)}
        placed = list(_placed(library))
        versions: list[tuple[int, Entry, Change]] = []
        rows = []
        for position, entry in placed:
            stored = there.get(ref_of(entry))
            version = _next_version(stored, entry)
            if stored is None or version != stored.version:
                versions.append((version, entry, change))
            rows.append(_row(entry, position, version, stored.reminded if stored else ""))
        named = {ref_of(entry) for _, entry in placed}
        gone = [one for one in there.values() if one.ref not in named and not one.is_retired]
        retired = replace(change, what=What.RETIRED)
        versions += [(one.version + 1, one.entry, retired) for one in gone]
        await self._put_all(brand_id, rows)
        await self._retire_all(brand_id, gone, change)
        await self._keep_versions(brand_id, versions)

    async def note_reminder(self, brand_id: BrandId, ref: EntryRef, mark: str) -> None:
        """Its owner was reminded of that end (see `reminder_of`); this makes no version."""
        await self._connection.execute(
            update(library_entries)
            .where(library_entries.c.brand_id == brand_id, _is(ref))
            .values(reminded=mark)
        )

    async def _put_all(self, brand_id: BrandId, rows: Sequence[Mapping[str, object]]) -> None:
        """Write many entries at once, whether they are there or not."""
        if not rows:
            return
        owner = {"brand_id": brand_id, **await self._desk(brand_id)}
        statement = upsert(self._connection, library_entries)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[
                    library_entries.c.brand_id,
                    library_entries.c.kind,
                    library_entries.c.id,
                ],
                set_={
                    name: statement.excluded[name]
                    for name in ("position", "version", "body", "retired_at")
                },
            ),
            [{**owner, **row} for row in rows],
        )

    async def _retire_all(
        self, brand_id: BrandId, gone: Sequence[StoredEntry], change: Change
    ) -> None:
        if not gone:
            return
        await self._connection.execute(
            update(library_entries)
            .where(
                library_entries.c.brand_id == brand_id,
                library_entries.c.kind == bindparam("gone_kind"),
                library_entries.c.id == bindparam("gone_id"),
            )
            .values(version=library_entries.c.version + 1, retired_at=change.at),
            [{"gone_kind": one.ref.kind.value, "gone_id": one.ref.id} for one in gone],
        )

    async def _desk(self, brand_id: BrandId) -> dict[str, int | None]:
        """The brand's desk and bot, where they are known already."""
        of_desk = select(func.min(desks.c.bot_id), func.min(desks.c.id))
        found = await self._connection.execute(of_desk.where(desks.c.brand_id == brand_id))
        bot_id, desk_id = found.one()
        return {"bot_id": bot_id, "desk_id": desk_id}

    async def _insert(self, brand_id: BrandId, ref: EntryRef, row: Mapping[str, object]) -> bool:
        entries = library_entries.c
        last = select(func.coalesce(func.max(entries.position) + 1, 0)).where(
            entries.brand_id == brand_id, entries.kind == ref.kind.value
        )
        given = await self._connection.scalar(
            upsert(self._connection, library_entries)
            .values(
                {
                    "brand_id": brand_id,
                    "kind": ref.kind.value,
                    "id": ref.id,
                    "position": last.scalar_subquery(),
                    "reminded": "",
                    **await self._desk(brand_id),
                    **row,
                }
            )
            .on_conflict_do_nothing()
            .returning(entries.id)
        )
        return given is not None

    async def _update(
        self, brand_id: BrandId, ref: EntryRef, row: Mapping[str, object], expected_version: int
    ) -> bool:
        changed = await self._connection.execute(
            update(library_entries)
            .where(
                library_entries.c.brand_id == brand_id,
                _is(ref),
                library_entries.c.version == expected_version,
            )
            .values(dict(row))
        )
        return changed.rowcount > 0

    async def _keep_versions(
        self, brand_id: BrandId, versions: Sequence[tuple[int, Entry, Change]]
    ) -> None:
        if not versions:
            return
        owner = {"brand_id": brand_id, **await self._desk(brand_id)}
        await self._connection.execute(
            insert(entry_versions),
            [
                {
                    **owner,
                    "kind": ref_of(entry).kind.value,
                    "entry_id": entry.id,
                    "number": number,
                    "body": entry_to_json(entry),
                    "at": change.at,
                    "by_id": change.by,
                    "by_name": change.by_name,
                    "what": change.what.value,
                }
                for number, entry, change in versions
            ],
        )

    async def _count_change(self, brand_id: BrandId) -> None:
        statement = upsert(self._connection, library_revisions).values(brand_id=brand_id, number=1)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[library_revisions.c.brand_id],
                set_={"number": library_revisions.c.number + 1},
            )
        )


def _is(ref: EntryRef) -> ColumnElement[bool]:
    return and_(library_entries.c.kind == ref.kind.value, library_entries.c.id == ref.id)


def _placed(library: Library) -> Iterator[tuple[int, Entry]]:
    """Every entry with its place among those of its kind."""
    yield from enumerate(library.replies)
    yield from enumerate(library.snippets)
    yield from enumerate(library.playbooks)


def _next_version(stored: StoredEntry | None, entry: Entry) -> int:
    """The version of an entry that is imported: the same one if it is as it was."""
    if stored is None:
        return 1
    is_as_it_was = stored.entry == entry and not stored.is_retired
    return stored.version if is_as_it_was else stored.version + 1


def _row(entry: Entry, position: int, version: int, reminded: str) -> dict[str, object]:
    return {
        "kind": ref_of(entry).kind.value,
        "id": entry.id,
        "position": position,
        "version": version,
        "body": entry_to_json(entry),
        "retired_at": None,
        "reminded": reminded,
    }


def _stored(brand_id: BrandId) -> Select[*tuple[object, ...]]:
    entries, versions = library_entries.c, entry_versions.c
    is_newest = and_(
        versions.brand_id == entries.brand_id,
        versions.kind == entries.kind,
        versions.entry_id == entries.id,
        versions.number == entries.version,
    )
    return (
        select(library_entries, versions.at, versions.by_id, versions.by_name, versions.what)
        .join(entry_versions, is_newest)
        .where(entries.brand_id == brand_id)
    )


def entry_of(row: RowMapping) -> Entry:
    """The entry that a row holds."""
    return entry_from_json(EntryKind(row["kind"]), row["id"], row["body"])


def version_of(row: RowMapping) -> EntryVersion:
    """The version of an entry that a row holds."""
    return EntryVersion(
        number=row["number"],
        change=_change_of(row),
        entry=entry_from_json(EntryKind(row["kind"]), row["entry_id"], row["body"]),
    )


def _stored_of(row: RowMapping) -> StoredEntry:
    return StoredEntry(
        entry=entry_of(row),
        version=row["version"],
        changed=_change_of(row),
        retired_at=row["retired_at"],
        reminded=row["reminded"],
    )


def _change_of(row: RowMapping) -> Change:
    return Change(
        at=row["at"],
        by=None if row["by_id"] is None else UserId(row["by_id"]),
        by_name=row["by_name"],
        what=What(row["what"]),
    )
