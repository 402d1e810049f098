"""Looking after the database: copies, restoration, a look through it, for `jawab db`."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsInvalid, StoreUnusable

if TYPE_CHECKING:
    from bot.services.doctor import Finding
    from bot.settings import Settings
    from bot.storage.copying import Copied
    from bot.storage.downgrading import WayDown
    from bot.storage.restoring import Restored

_FROM_VARIABLE = "env:"


def url_of(given: str) -> str:
    """The URL that somebody means: a URL, a file of SQLite, or env:NAME for a variable with one.

    Raise SettingsInvalid for a variable that is not set.
    """
    if given.startswith(_FROM_VARIABLE):
        name = given.removeprefix(_FROM_VARIABLE)
        found = os.environ.get(name)
        if not found:
            raise SettingsInvalid(f"the variable {name} is not set (hint: export {name}=…)")
        return found
    if "://" in given:
        return given
    from bot.storage.opening import url_of_file

    return url_of_file(given)


def shown(url: str) -> str:
    """A URL without its password; raise SettingsInvalid."""
    from bot.storage.opening import name_of, parsed_url

    return name_of(parsed_url(url))


async def rows_in(url: str) -> int:
    """How many rows a copy will have; raise SettingsInvalid or StoreFailure."""
    from bot.storage.copying import count_rows

    return await count_rows(url)


async def copy_database(source: str, target: str, *, done: Callable[[int], None]) -> Copied:
    """Copy all rows into an empty database; raise as `bot.storage.copying.copy_all`."""
    from bot.storage.copying import copy_all

    return await copy_all(source, target, done=done)


def restore_backup(settings: Settings, backup: Path) -> Restored:
    """Put a backup in the place of the database; raise SettingsInvalid or StoreFailure."""
    from bot.storage.opening import held
    from bot.storage.restoring import restore

    path = _file_of(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            f"the folder {path.parent} cannot be made ({error.strerror}): check database.url"
        ) from error
    with held(settings.database.url):
        return restore(backup, path, at=datetime.now(UTC))


def check_backup(settings: Settings, backup: Path) -> str:
    """Look through a backup and return its version; raise SettingsInvalid or StoreUnusable."""
    from bot.storage.restoring import version_in

    _file_of(settings)
    return version_in(backup)


async def look_down(settings: Settings, revision: str) -> WayDown:
    """What taking the database down to an older version loses; raise as `downgrade_database`."""
    from bot.storage import downgrading

    return await downgrading.look_down(settings.database.url, revision)


async def downgrade_database(settings: Settings, revision: str) -> Path | None:
    """Take the database down; return where a copy of before is, None with PostgreSQL.

    Raise SettingsInvalid or StoreFailure.
    """
    from bot.storage import downgrading

    return await downgrading.downgrade(settings.database.url, revision)


async def look_through(settings: Settings) -> list[Finding]:
    """Look through the database for damage and contradictions; raise StoreFailure."""
    from bot.services.doctor_database import findings_of
    from bot.storage.inspecting import inspect_database

    seen = await inspect_database(settings.database.url, now=datetime.now(UTC))
    return list(findings_of(seen))


def _file_of(settings: Settings) -> Path:
    file = settings.database.file
    if file is None:
        raise SettingsInvalid("database.url: restore PostgreSQL with its own pg_restore")
    return file
