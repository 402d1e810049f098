"""A library's way between files and the database: what `jawab library` works with.

Like `bot.workbench` it puts adapters together, and imports each only where it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import load_library
from bot.domain.door import ANY_DOOR, without_doors
from bot.domain.ids import BrandId
from bot.errors import (
    EntryConflict,
    ExportUnreadable,
    InputUnreadable,
    OutputUnwritable,
)
from replies.types import Library

if TYPE_CHECKING:
    from bot.ports import Transaction
    from bot.settings import Settings
    from bot.telegram.exchanges import Exchanges
    from replies.findings import Finding
    from replies.imports.merging import Comparison
    from replies.imports.telegram_pairs import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How tables are to be read: which heading means what, which sheet, what language."""

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What a file holds for the library.

    `is_whole` says that it holds every kind of entry, `is_table` that it may tell but a part of
    each reply.
    """

    library: Library
    findings: Sequence[Finding] = ()
    remarks: Sequence[str] = ()
    is_whole: bool = False
    is_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What an import would change, by kind of entry, in the library at that revision.

    `restored` are ids among the new ones that were retired before.
    """

    comparison: Mapping[str, Comparison]
    restored: frozenset[str]
    revision: int

    @property
    def is_change(self) -> bool:
        """Whether anything would become different."""
        return any(one.is_change for one in self.comparison.values())


# --- out of files -------------------------------------------------------------------------------


def read_library(path: Path, reading: Reading, settings: Settings) -> Parcel:
    """Read a folder of TOML files, JSON lines or a table.

    What is wrong in rows of a table is among the findings. Raise LibraryUnusable for other
    mistakes, InputUnreadable if nothing can be read, and for the export of a chat.
    """
    from replies.imports.formats import TABLE_NAMES, Format, format_of

    if not path.is_file():
        if path.suffix.lower() in TABLE_NAMES and path.is_dir() and not any(path.rglob("*.toml")):
            raise InputUnreadable(f"{path} is a folder, not a table")
        return Parcel(library=load_library(path), is_whole=True)
    data = _bytes_of(path)
    kind = format_of(path.name, data)
    if kind is Format.EXPORT:
        raise InputUnreadable(
            f"{path} looks like a chat export: say where proposals go, with --proposals FOLDER"
        )
    if kind is Format.JSON_LINES:
        return Parcel(library=load_library(path), remarks=[f"read as {kind}"])
    return _table_parcel(path, data, reading, settings)


def require_lintable(path: Path) -> None:
    """Raise InputUnreadable for a table: mistakes in its rows are told when it is imported."""
    from replies.imports.formats import TABLE_NAMES, Format, format_of

    if not path.is_file():
        return
    kind = format_of(path.name, _bytes_of(path))
    is_named_so = path.suffix.lower() in TABLE_NAMES or kind is not Format.DELIMITED
    if kind.is_table and is_named_so:
        raise InputUnreadable(
            f"{path} is a table; lint takes a folder of TOML files, or JSON lines. "
            f"To check a table: jawab library import {path} --dry-run"
        )


def _table_parcel(path: Path, data: bytes, reading: Reading, settings: Settings) -> Parcel:
    from replies.imports.formats import format_of, read_table
    from replies.imports.headings import Meaning
    from replies.imports.rows import TableUnreadable
    from replies.imports.tables import replies_of

    columns = {Meaning(name): heading for name, heading in reading.columns.items()}
    try:
        table = read_table(data, format_of(path.name, data), sheet=reading.sheet)
        found = replies_of(
            table, columns=columns, language_of=_language_of(reading.language, settings)
        )
    except TableUnreadable as error:
        hint = f" — {error.hint}" if error.hint else ""
        raise InputUnreadable(f"{path} {error}{hint}") from error
    findings = [replace(finding, path=path) for finding in found.findings]
    if not found.library.replies and not findings:
        raise InputUnreadable(f"{path} holds no saved replies below its heading")
    return Parcel(library=found.library, findings=findings, remarks=found.remarks, is_table=True)


def _language_of(language: str | None, settings: Settings) -> Callable[[str], str]:
    """How the language of a text is told where the file does not say."""
    from classifiers.language import detect_language

    if language is not None:
        return lambda _: language
    expected = tuple(dict.fromkeys(one for c in settings.communities for one in c.languages))
    return lambda text: detect_language(text, expected)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputUnreadable(f"{path} cannot be read: {error.strerror}") from error


# --- into the database --------------------------------------------------------------------------


async def foresee(settings: Settings, parcel: Parcel, *, is_added: bool) -> Forecast:
    """Say what an import would change; `is_added` to what is there, else in its place.

    Nothing is changed, not even made where there is no database yet. Raise StoreFailure.
    """
    from bot.storage.opening import open_store
    from replies.imports.merging import compare

    file = settings.database.file
    if file is not None and not file.exists():
        after = _outcome(Library(), parcel, is_added=is_added)
        return Forecast(comparison=compare(Library(), after), restored=frozenset(), revision=0)
    store = await open_store(settings.database.url, prepare=False)
    try:
        async with store.reading() as tx:
            brand_id = await _brand(tx, settings)
            there = await tx.replies.library(brand_id)
            entries = await tx.replies.entries(brand_id)
            revision = await tx.replies.revision(brand_id)
    finally:
        await store.close()
    comparison = compare(there, _outcome(there, parcel, is_added=is_added))
    retired = (stored.ref for stored in entries if stored.is_retired)
    restored = frozenset(ref.id for ref in retired if ref.id in comparison[ref.kind].new)
    return Forecast(comparison=comparison, restored=restored, revision=revision)


async def bring(
    settings: Settings, parcel: Parcel, *, is_added: bool, expected_revision: int
) -> None:
    """Put what a file holds into the database, as it was foreseen; a running bot takes it over.

    Raise EntryConflict if the library is no longer at that revision, StoreFailure.
    """
    from bot.domain.library import Change, What
    from bot.storage.opening import open_store

    store = await open_store(settings.database.url)
    change = Change(at=datetime.now(UTC), by=None, by_name="", what=What.IMPORTED)
    try:
        async with store.writing() as tx:
            brand_id = await _brand(tx, settings)
            await _require(tx, brand_id, expected_revision)
            library = _outcome(await tx.replies.library(brand_id), parcel, is_added=is_added)
            await tx.replies.replace(brand_id, library, change=change)
    finally:
        await store.close()


async def _brand(tx: Transaction, settings: Settings) -> BrandId:
    keys = settings.keys
    brand_id, _ = await tx.directory.numbers(brand_key=keys.brand, desk_key=keys.desk)
    return brand_id


async def _require(tx: Transaction, brand_id: BrandId, revision: int) -> None:
    if await tx.replies.revision(brand_id) != revision:
        raise EntryConflict("the library was changed meanwhile: nothing was done, look again")


def _outcome(there: Library, parcel: Parcel, *, is_added: bool) -> Library:
    from replies.imports.merging import completed, exchanged, merged

    if not is_added:
        return exchanged(there, parcel.library, is_whole=parcel.is_whole)
    together = merged if parcel.is_whole else completed
    return together(there, parcel.library)


# --- out of the database ------------------------------------------------------------------------


async def stored_library(settings: Settings) -> Library:
    """The brand's library as the database holds it; raise StoreFailure."""
    from bot.storage.opening import open_store

    store = await open_store(settings.database.url, prepare=False)
    try:
        async with store.reading() as tx:
            return await tx.replies.library(await _brand(tx, settings))
    finally:
        await store.close()


def save_library(library: Library, folder: Path) -> list[Path]:
    """Write a library as TOML files; raise OutputUnwritable if the folder cannot be written."""
    from replies import library as files

    try:
        return files.save(library, folder)
    except OSError as error:
        raise OutputUnwritable(f"{folder} cannot be written: {error.strerror}") from error


def save_table(library: Library, file: Path) -> None:
    """Write the replies as a table for spreadsheets; raise OutputUnwritable."""
    from replies.imports.table_text import dump

    unfinished = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Excel takes a file without the mark for one in the local encoding.
        unfinished.write_text(dump(library.replies), encoding="utf-8-sig", newline="")
        unfinished.replace(file)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise OutputUnwritable(f"{file} cannot be written: {error.strerror}") from error


# --- out of history -----------------------------------------------------------------------------


def read_exchanges(path: Path, colleagues: Sequence[str]) -> Exchanges:
    """What colleagues answered in a chat export; raise InputUnreadable or ExportUnreadable."""
    from bot.telegram.exchanges import exchanges_of
    from bot.telegram.exports import is_export

    try:
        document = json.loads(_bytes_of(path))
    except (ValueError, RecursionError) as error:
        raise ExportUnreadable(f"{path} is cut off or damaged: {error}") from error
    if not is_export(document):
        raise InputUnreadable(f"{path} is no chat export of Telegram Desktop (result.json)")
    return exchanges_of(document, colleagues=colleagues)


def propose(
    exchanges: Exchanges,
    settings: Settings,
    *,
    at_least: int,
    language: str | None,
    done: Callable[[int], None],
) -> list[Proposal]:
    """Saved replies as the answers of the past suggest them, the most frequent first."""
    from replies.imports import telegram_pairs

    links = {"link_private": ANY_DOOR, **{f"link_{k}": v for k, v in settings.brand.links.items()}}
    private = links["link_private"]
    pairs = (
        telegram_pairs.Pair(
            question=one.comment,
            # a door leads to one case, so it may not stand in an answer to others
            answer=without_doors(one.answer, private),
            author=one.author,
        )
        for one in exchanges.found
    )
    return telegram_pairs.propose(
        pairs,
        links=links,
        language_of=_language_of(language, settings),
        at_least=at_least,
        done=done,
    )


def save_proposals(proposals: Sequence[Proposal], folder: Path) -> list[Path]:
    """Write proposals as TOML files into a folder of their own; raise OutputUnwritable."""
    from replies.imports.telegram_pairs import library_of

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputUnwritable(f"{folder} is there already: proposals need a folder of their own")
    return save_library(library_of(proposals), folder)
