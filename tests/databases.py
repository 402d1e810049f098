"""New databases without the wait: migrations run once in a process, later files are copies."""

from __future__ import annotations

from pathlib import Path

from bot.ports import Store
from bot.storage.opening import open_store

_migrated: list[bytes] = []


async def open_at(file: Path) -> Store:
    """Open the SQLite database of a test; where there is none yet, an empty one is made."""
    url = f"sqlite+aiosqlite:///{file}"
    if not _is_there(file):
        await (await open_store(url)).close()
        _migrated.append(file.read_bytes())  # noqa: ASYNC240 # nobody waits yet
    return await open_store(url)


def _is_there(file: Path) -> bool:
    """Whether there is a file now; from the second one on there is a copy to take."""
    if not file.exists() and _migrated:
        file.write_bytes(_migrated[0])
    return file.exists()
