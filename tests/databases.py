"""New databases without the wait: migrations run once in a process, later files are copies."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Dialect

from bot.ports import Store
from bot.storage.opening import open_store
from bot.storage.store import SqlStore

_migrated: list[bytes] = []


class _Compiled(MutableMapping[Any, Any]):
    """Statements that were compiled already, whatever the engine: each test has a new one.

    SQLAlchemy looks for them by the dialect, among others, which is another object in each engine.
    """

    def __init__(self) -> None:
        self._by_kind: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        return self._by_kind[_of_kind(key)]

    def __setitem__(self, key: Any, compiled: Any) -> None:
        self._by_kind[_of_kind(key)] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._by_kind[_of_kind(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._by_kind)

    def __len__(self) -> int:
        return len(self._by_kind)


def _of_kind(key: Any) -> Any:
    dialect, *rest = key
    return (type(dialect) if isinstance(dialect, Dialect) else dialect, *rest)


_compiled = _Compiled()


async def open_quickly(url: str) -> Store:
    """Open the database there with what was compiled for others of its kind."""
    store = await open_store(url)
    assert isinstance(store, SqlStore)
    engines = store._engines  # a thing that only tests want
    for engine in (engines.readers, engines.writer):
        engine.update_execution_options(compiled_cache=_compiled)
    return store


async def open_at(file: Path) -> Store:
    """Open the SQLite database of a test; where there is none yet, an empty one is made."""
    url = f"sqlite+aiosqlite:///{file}"
    if not _is_there(file):
        await (await open_store(url)).close()
        _migrated.append(file.read_bytes())  # noqa: ASYNC240 # nobody waits yet
    return await open_quickly(url)


def _is_there(file: Path) -> bool:
    """Whether there is a file now; from the second one on there is a copy to take."""
    if not file.exists() and _migrated:
        file.write_bytes(_migrated[0])
    return file.exists()
