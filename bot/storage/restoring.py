"""Putting a backup of SQLite in the place of the database."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.outbox import OutboxState
from bot.errors import StoreBusy, StoreUnusable
from bot.storage import sqlite
from bot.storage.payload_codec import PayloadKind
from bot.storage.upgrade import HEAD, REVISIONS

_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use, or was when its program died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restoration did.

    `kept` is where the database lies that was there before, None if there was none.
    `to_look_at` counts the messages to members that waited when the backup was made.
    """

    version: str
    kept: Path | None
    to_look_at: int

    @property
    def is_current(self) -> bool:
        """Whether the tables are of this version."""
        return self.version == HEAD


def version_in(backup: Path) -> str:
    """Look through a backup and return its version.

    Raise StoreUnusable unless it is a whole database of ours, and not of a newer version.
    """
    if not backup.is_file():
        raise StoreUnusable(f"there is no backup {backup}: name a file that is there")
    try:
        with closing(_opened(backup)) as connection:
            faults = [fault for (fault,) in connection.execute("PRAGMA integrity_check(3)")]
            names = {
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
            (size,) = connection.execute(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            ).fetchone()
            version = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone()
                if "alembic_version" in names
                else None
            )
    except sqlite3.Error as error:
        raise StoreUnusable(f"the backup {backup} cannot be read: take another one") from error
    if _is_alone(backup) and backup.stat().st_size < size:
        raise StoreUnusable(f"the backup {backup} is cut off: take another one")
    if faults != ["ok"]:
        raise StoreUnusable(f"the backup {backup} is damaged ({faults[0]}): take another one")
    if version is None:
        raise StoreUnusable(f"{backup} is no database of jawab: name one of its backups")
    if "outbox" not in names:
        raise StoreUnusable(f"the backup {backup} lacks tables: take another one")
    if version[0] not in REVISIONS:
        raise StoreUnusable(
            f"the backup {backup} is of a newer version ({version[0]}; this program knows"
            f" {HEAD}): install the newer jawab"
        )
    return str(version[0])


def restore(backup: Path, path: Path, *, at: datetime) -> Restored:
    """Put a backup into the place of a database, which nobody may have open.

    Where `path` is a link, that place is where it leads.

    What was there is kept beside it. Answers that waited in the backup may have been sent since
    it was made: at the next start they are shown as such, none is sent again by itself. Raise
    StoreBusy, or StoreUnusable for a backup that cannot be used.
    """
    version = version_in(backup)
    path = path.resolve()
    if path.is_dir():
        raise StoreUnusable(f"{path} is a folder: check database.url")
    if path.exists() and path.samefile(backup):
        raise StoreUnusable(f"{backup} is the database itself: name one of its backups")
    moment = at.strftime("%Y%m%dT%H%M%SZ")
    coming = path.with_name(f"{path.name}.coming")
    try:
        coming.unlink(missing_ok=True)
        sqlite.make_for(path if path.exists() else backup, coming)
        _copy(backup, coming)
        to_look_at = _let_nothing_go_again(coming, at)
        kept = _put_aside(path, path.with_name(f"{path.name}.replaced.{moment}.backup"))
        coming.rename(path)
        _sync(path.parent)
    except OSError as error:
        raise StoreUnusable(
            f"the backup cannot be put into {path.parent} ({error.strerror}): give the user of"
            " this program the right to write there"
        ) from error
    finally:
        for name in (coming, *(coming.with_name(f"{coming.name}{end}") for end in _BESIDE)):
            name.unlink(missing_ok=True)
    return Restored(version=version, kept=kept, to_look_at=to_look_at)


def _opened(path: Path) -> sqlite3.Connection:
    # a lone file is not written to by anybody; looking at it must leave nothing beside it
    how = "immutable=1" if _is_alone(path) else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)


def _is_alone(path: Path) -> bool:
    """Whether nothing lies beside the file that belongs to it."""
    return not path.with_name(f"{path.name}-wal").exists()


def _copy(backup: Path, coming: Path) -> None:
    try:
        with closing(_opened(backup)) as original, closing(sqlite3.connect(coming)) as duplicate:
            original.backup(duplicate)
    except sqlite3.Error as error:
        raise sqlite.failure_of(error, coming) or StoreUnusable(
            f"the backup {backup} cannot be copied to {coming}: {error}"
        ) from error


def _let_nothing_go_again(path: Path, at: datetime) -> int:
    """Answers that waited become answers that were under way; a start asks a manager of these."""
    try:
        return _changed(path, at)
    except sqlite3.Error as error:
        raise sqlite.failure_of(error, path) or StoreUnusable(
            f"answers that wait in the backup cannot be put aside ({error}): take another one"
        ) from error


def _changed(path: Path, at: datetime) -> int:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        changed = connection.execute(
            "UPDATE outbox SET state = ?, attempted_at = ? WHERE state = ? AND kind IN (?, ?)",
            (
                OutboxState.SENDING.value,
                at.strftime("%Y-%m-%d %H:%M:%S.%f"),
                OutboxState.QUEUED.value,
                PayloadKind.PUBLIC_REPLY.value,
                PayloadKind.NOTICE.value,
            ),
        ).rowcount
        # one file, so that it can be renamed
        connection.execute("PRAGMA journal_mode = DELETE")
    return changed


def _put_aside(path: Path, kept: Path) -> Path | None:
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            is_open_elsewhere = mode != "delete"
    except sqlite3.Error as error:
        # a damaged database is what a restoration is for: it is kept as it is
        is_open_elsewhere = isinstance(sqlite.failure_of(error, path), StoreBusy)
    if is_open_elsewhere:
        raise StoreBusy(f"the database {path} is open in another program: stop that one first")
    for end in _BESIDE:
        beside = path.with_name(f"{path.name}{end}")
        if beside.exists():
            beside.rename(kept.with_name(f"{kept.name}{end}"))
    path.rename(kept)
    return kept


def _sync(folder: Path) -> None:
    """A rename must outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
