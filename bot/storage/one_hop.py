"""aiosqlite with one trip to the connection's thread for each statement.

The driver makes a cursor, runs a statement, fetches its rows and closes the cursor in four trips,
each of which costs about as much as a small statement itself. Here they are one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiosqlite

AT_ONCE = 1000
"""Rows that come with the statement; what is beyond them is fetched when asked for."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Outcome:
    """What a statement gave; without `cursor`, `rows` are all that is left."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: list[Any] = field(default_factory=list)
    cursor: sqlite3.Cursor | None = None


class OneHopCursor:
    """What SQLAlchemy needs of a cursor; the database has one only while there are rows left."""

    def __init__(self, connection: OneHopConnection) -> None:
        self._connection = connection
        self._outcome = _Outcome()
        self.arraysize = 1

    async def __aenter__(self) -> OneHopCursor:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def __aiter__(self) -> AsyncIterator[Any]:
        while rows := await self.fetchmany(AT_ONCE):
            for row in rows:
                yield row

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> OneHopCursor:
        """Run a statement, and fetch its first rows."""
        await self.close()
        self._outcome = await self._connection.run(_execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> OneHopCursor:
        """Run a statement that gives no rows once for each of `parameters`."""
        await self.close()
        self._outcome = await self._connection.run(_execute_many, sql, parameters)
        return self

    async def fetchone(self) -> Any:
        """Give the next row; None if there is none."""
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """Give so many rows, or those that are left."""
        wanted, outcome = size or self.arraysize, self._outcome
        if len(outcome.rows) < wanted and outcome.cursor is not None:
            await self._connection.run(_fetch_into, outcome, wanted)
        rows, outcome.rows = outcome.rows[:wanted], outcome.rows[wanted:]
        return rows

    async def fetchall(self) -> Sequence[Any]:
        """Give every row that is left."""
        outcome = self._outcome
        if outcome.cursor is not None:
            await self._connection.run(_fetch_into, outcome, None)
        rows, outcome.rows = outcome.rows, []
        return rows

    async def close(self) -> None:
        """Let go of rows that nobody fetched."""
        if self._outcome.cursor is not None:
            await self._connection.run(_let_go, self._outcome)
        self._outcome.rows = []

    @property
    def description(self) -> Any:
        """The columns of the last statement; None if it gives no rows."""
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        """How many rows the last statement changed; -1 if it changes none."""
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted last."""
        return self._outcome.lastrowid


class OneHopConnection(aiosqlite.Connection):
    """A connection whose cursors do all of a statement in one trip."""

    def cursor(self) -> OneHopCursor:  # type: ignore[override]
        """Make a cursor; the database has nothing to do for it yet."""
        return OneHopCursor(self)

    async def run(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **options: P.kwargs,
    ) -> T:
        """Call `work` with the connection of sqlite3 in its thread."""
        done: T = await self._execute(work, self._conn, *args, **options)  # type: ignore[no-untyped-call]
        return done


def _execute(connection: sqlite3.Connection, sql: str, parameters: Any) -> _Outcome:
    return _outcome_of(connection, connection.execute(sql, parameters))


def _execute_many(connection: sqlite3.Connection, sql: str, parameters: Any) -> _Outcome:
    return _outcome_of(connection, connection.executemany(sql, parameters))


def _outcome_of(connection: sqlite3.Connection, cursor: sqlite3.Cursor) -> _Outcome:
    rows = _fetched(cursor, AT_ONCE) if cursor.description else []
    # read after the rows: before, an UPDATE with RETURNING does not know how many it changed
    outcome = _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, rows, cursor)
    if len(rows) < AT_ONCE:
        _let_go(connection, outcome)
    return outcome


def _fetch_into(connection: sqlite3.Connection, outcome: _Outcome, wanted: int | None) -> None:
    """Fetch all (or at least `wanted` and many more at once) of the rows that are left."""
    cursor = outcome.cursor
    if cursor is None:
        return
    size = None if wanted is None else max(wanted, AT_ONCE)
    rows = _fetched(cursor, size)
    outcome.rows = outcome.rows + rows
    outcome.rowcount = cursor.rowcount
    if size is None or len(rows) < size:
        _let_go(connection, outcome)


def _fetched(cursor: sqlite3.Cursor, size: int | None) -> list[Any]:
    """So many rows, or all; where one cannot be read, the statement ends there.

    Else it would go on holding the old state of the database as long as the error is remembered,
    and the connection could begin no change.
    """
    try:
        return cursor.fetchall() if size is None else cursor.fetchmany(size)
    except sqlite3.Error:
        cursor.close()
        raise


def _let_go(_connection: sqlite3.Connection, outcome: _Outcome) -> None:
    if outcome.cursor is not None:
        outcome.cursor.close()
        outcome.cursor = None
