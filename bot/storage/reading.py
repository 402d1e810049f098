"""Reading rows of which one may be damaged: it is set aside and named, the others are read.

A row is damaged if a column cannot be decoded: no JSON, no moment, a word that nobody knows. It is
looked for only once reading has failed, so rows that are whole cost nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    LargeBinary,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    bindparam,
    not_,
    or_,
    type_coerce,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType, TypeDecorator

from bot.domain.inspection import Damage
from bot.errors import DamagedRow

T = TypeVar("T")
Read = Callable[[RowMapping], T]
Parameters = Mapping[str, object] | None
But = Callable[[*tuple[ColumnElement[bool], ...]], Select[*tuple[Any, ...]]]

log = structlog.get_logger(__name__)

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, DBAPIError)
"""What a damaged value raises: in the driver, in a column's type, or in what is made of it."""
_PORTION = 200
"""So many rows are named in one condition: SQLite takes no deeper ones than a thousand."""
_NO_TEXT = "Could not decode to UTF-8"
_FOUND = "jawab-damage"


class DamageFound:
    """The damaged rows that this process has come across and that are not noted yet."""

    def __init__(self) -> None:
        self._logged: set[tuple[str, str]] = set()
        self.unnoted: dict[tuple[str, str], Damage] = {}

    def add(self, damage: Damage) -> None:
        """Have it noted, and log it the first time."""
        key = (damage.table, damage.row)
        self.unnoted[key] = damage
        if key not in self._logged:
            self._logged.add(key)
            log.error(
                "store.row_damaged", table=damage.table, row=damage.row, column=damage.column
            )

    def taken(self) -> list[Damage]:
        """What is to be noted now; given once, unless it is come across again."""
        unnoted, self.unnoted = list(self.unnoted.values()), {}
        return unnoted


def watch(connection: AsyncConnection, found: DamageFound) -> None:
    """Have damage that is found through this connection told to `found`."""
    connection.info[_FOUND] = found


async def readable(
    connection: AsyncConnection,
    statement: Select[*tuple[Any, ...]],
    table: Table,
    read: Read[T],
    *,
    parameters: Parameters = None,
    instead: Mapping[str, object] | None = None,
    but: But | None = None,
) -> list[T]:
    """What can be read of the rows of `table` that are selected, in their order.

    A damaged one is set aside, and the next takes its place within a limit. It is read all the
    same where `instead` has something harmless for each of its damaged columns. `but` makes the
    statement under further conditions, where they cannot just be added to it. `parameters` are
    those of a statement that is made once.
    """
    try:
        found = await connection.execute(statement, parameters)
        return [read(row) for row in found.mappings()]
    except UNREADABLE as error:
        _raise_unless_unreadable(error)
    given = statement.params(parameters or {})
    if instead is not None:
        return await _patched(connection, given, table, read, instead)
    return await _around(connection, but or given.where, table, read)


async def first(
    connection: AsyncConnection,
    statement: Select[*tuple[Any, ...]],
    table: Table,
    read: Read[T],
) -> T | None:
    """The first row of `table` that is selected and can be read, if any."""
    found = await readable(connection, statement.limit(1), table, read)
    return found[0] if found else None


async def sole(
    connection: AsyncConnection,
    statement: Select[*tuple[Any, ...]],
    table: Table,
    read: Read[T],
    *,
    parameters: Parameters = None,
) -> T | None:
    """The first row of `table` that is selected, if any; raise DamagedRow if it is damaged."""
    try:
        row = (await connection.execute(statement, parameters)).mappings().first()
        return None if row is None else read(row)
    except UNREADABLE as error:
        _raise_unless_unreadable(error)
        given = statement.params(parameters or {}).limit(1)
        for raw in await _raw(connection, given, table):
            damage = damage_in(raw, read)
            if damage is not None:
                _tell(connection, damage)
                # what it says may quote the row
                raise DamagedRow(damage.table, damage.row, damage.column) from None
        raise


async def _around(connection: AsyncConnection, but: But, table: Table, read: Read[T]) -> list[T]:
    """Leave out what is damaged until the rest can be read."""
    aside: list[ColumnElement[bool]] = []
    while True:
        rest = but(*aside)
        try:
            return [read(row) for row in (await connection.execute(rest)).mappings()]
        except UNREADABLE as error:
            _raise_unless_unreadable(error)
            rows = await _raw(connection, rest, table)
            damaged = [raw for raw in rows if _is_told(connection, raw, read)]
            if not damaged:
                # it is not in this table's own columns
                damaged = await _in_the_way(connection, but, rows, read)
            if not damaged:
                raise
            aside += [not_(_among(some)) for some in _portions(damaged)]


async def _patched(
    connection: AsyncConnection,
    statement: Select[*tuple[Any, ...]],
    table: Table,
    read: Read[T],
    instead: Mapping[str, object],
) -> list[T]:
    found = []
    for raw in await _raw(connection, statement, table):
        damage = damage_in(raw, read)
        if damage is not None:
            _tell(connection, damage)
        while damage is not None and damage.column in instead:
            if damage.column in raw.patches:
                break
            raw.patches[damage.column] = instead[damage.column]
            damage = damage_in(raw, read)
        if damage is None:
            found.append(read(cast("RowMapping", raw)))
    return found


async def _in_the_way(
    connection: AsyncConnection, but: But, rows: Sequence[RawRow], read: Read[T]
) -> list[RawRow]:
    """The rows because of which the others cannot be read, by halves."""
    if len(rows) > _PORTION:
        found = [await _in_the_way(connection, but, some, read) for some in _portions(rows)]
        return [raw for some in found for raw in some]
    if not rows or await _can_be_read(connection, but(_among(rows)), read):
        return []
    if len(rows) == 1:
        return list(rows)
    middle = len(rows) // 2
    return [
        *await _in_the_way(connection, but, rows[:middle], read),
        *await _in_the_way(connection, but, rows[middle:], read),
    ]


def _portions(rows: Sequence[RawRow]) -> list[Sequence[RawRow]]:
    return [rows[start : start + _PORTION] for start in range(0, len(rows), _PORTION)]


def _among(rows: Sequence[RawRow]) -> ColumnElement[bool]:
    return or_(*(raw.is_it for raw in rows))


async def _can_be_read(
    connection: AsyncConnection, statement: Select[*tuple[Any, ...]], read: Read[T]
) -> bool:
    try:
        for row in (await connection.execute(statement)).mappings():
            read(row)
    except UNREADABLE as error:
        _raise_unless_unreadable(error)
        return False
    return True


def _raise_unless_unreadable(error: BaseException) -> None:
    """A database error is one of a row only if it is about the row's text."""
    if isinstance(error, DBAPIError) and _NO_TEXT not in str(error.orig):
        raise error


def _is_told(connection: AsyncConnection, raw: RawRow, read: Read[T]) -> bool:
    damage = damage_in(raw, read)
    if damage is not None:
        _tell(connection, damage)
    return damage is not None


def _tell(connection: AsyncConnection, damage: Damage) -> None:
    found: DamageFound | None = connection.info.get(_FOUND)
    if found is not None:
        found.add(damage)


# --- rows as the driver gives them ---------------------------------------------------------------


class RawRow(Mapping[str, Any]):
    """A row whose columns are decoded one by one, when they are asked for."""

    def __init__(self, table: Table, row: Row[*tuple[Any, ...]], dialect: Dialect) -> None:
        self._decoders = _decoders(table, dialect)
        self._values = dict(zip(self._decoders, row, strict=True))
        self._dialect = dialect
        self.table = table
        self.patches: dict[str, object] = {}
        self.asked = ""
        """The column that was asked for last."""

    def __getitem__(self, name: str) -> Any:
        if name in self.patches:
            return self.patches[name]
        self.asked = name
        decode = self._decoders[name]
        return decode(self._values[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._decoders)

    def __len__(self) -> int:
        return len(self._decoders)

    @property
    def key(self) -> str:
        """Which row it is."""
        return "/".join(_shown(self._values[one.name]) for one in self.table.primary_key)

    @property
    def bot_id(self) -> int | None:
        """Whose it is, if it says so."""
        value = self._values.get("bot_id")
        return value if isinstance(value, int) else None

    @property
    def is_it(self) -> ColumnElement[bool]:
        """Whether a row is this one, compared as it is stored."""
        key = {column: self._values[column.name] for column in self.table.primary_key}
        if not _takes_anything(self._dialect):
            return and_(*(column == value for column, value in key.items()))
        stored = {type_coerce(column, NullType()): value for column, value in key.items()}
        return and_(*(column == _as_stored(value) for column, value in stored.items()))


def damage_in(raw: RawRow, read: Read[Any]) -> Damage | None:
    """What is damaged in a row that `read` cannot make anything of; None if it can."""
    try:
        read(cast("RowMapping", raw))
    except UNREADABLE:
        if raw.asked not in raw.table.columns:
            return None  # `read` wants more than is in this table
        return Damage(table=raw.table.name, row=raw.key, column=raw.asked, bot_id=raw.bot_id)
    return None


@lru_cache(maxsize=256)
def _decoders(table: Table, dialect: Dialect) -> dict[str, Callable[[Any], Any]]:
    """What makes each column's value of what the driver gave; it raises one of UNREADABLE."""
    return {column.name: _decoder(column, dialect) for column in table.columns}


def _decoder(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    process = None
    if _takes_anything(dialect):
        process = column.type.dialect_impl(dialect).result_processor(dialect, None)
    is_text = _is_text(column)

    def decode(value: Any) -> Any:
        if is_text and isinstance(value, bytes):
            value = value.decode()
        return value if process is None else process(value)

    return decode


def raw_columns(table: Table, dialect: Dialect) -> list[ColumnElement[Any]]:
    """All columns of a table; of SQLite as they are stored, and text, which may be none, as bytes.

    PostgreSQL takes nothing into a column that is not of its type.
    """
    if not _takes_anything(dialect):
        return list(table.columns)
    return [
        sql_cast(column, LargeBinary).label(column.name)
        if _is_text(column)
        else type_coerce(column, NullType()).label(column.name)
        for column in table.columns
    ]


def _takes_anything(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


async def _raw(
    connection: AsyncConnection, statement: Select[*tuple[Any, ...]], table: Table
) -> list[RawRow]:
    dialect = connection.dialect
    columns = raw_columns(table, dialect)
    raw = statement.with_only_columns(*columns, maintain_column_froms=True)
    return [RawRow(table, row, dialect) for row in await connection.execute(raw)]


def _is_text(column: Column[Any]) -> bool:
    kind = column.type
    stored: object = kind.impl if isinstance(kind, TypeDecorator) else kind
    return isinstance(stored, String | JSON | DateTime)


def _as_stored(value: object) -> BindParameter[Any]:
    stored = value.decode(errors="replace") if isinstance(value, bytes) else value
    return bindparam(None, stored, type_=NullType(), unique=True)


def _shown(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
