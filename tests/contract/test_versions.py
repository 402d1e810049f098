"""Every version of the tables, the way up and the way down, with rows in every table."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.domain.desk import DeskRole, Verb
from bot.storage.opening import parsed_url, upgrading_engine
from bot.storage.payload_codec import PayloadKind
from bot.storage.schema import metadata
from bot.storage.upgrade import HEAD, REVISIONS
from tests import postgres
from tests.any_rows import MOMENT
from tests.versions import Rows, fill_all, go_down, go_up, is_kept, rows_in, shape_of

OF_THE_FIRST_BOT_ALONE = {"facts", "chat_moves"}
"""What 0009 takes from other bots on the way down; `test_storage_carry_over` tells of it."""

pytestmark = pytest.mark.timeout(300)

OWNER = {"bot_id": 1, "brand_id": 1, "desk_id": 1}


Look = Callable[[sa.Connection], None]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path: Path) -> Callable[[Look], Awaitable[None]]:
    """Gives a database without tables to a function that takes a connection to one."""

    async def on_postgres(look: Look) -> None:
        url = request.getfixturevalue("postgres_url")
        await postgres.bared(url)
        engine = upgrading_engine(parsed_url(url))
        async with engine.begin() as connection:
            await connection.run_sync(look)
        await engine.dispose()

    async def on_sqlite(look: Look) -> None:
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'jawab.db'}")
        with engine.begin() as connection:
            look(connection)
        engine.dispose()

    return on_postgres if request.param == "postgresql" else on_sqlite


async def test_every_version_is_the_same_from_above_as_from_below(empty) -> None:
    await empty(_walk)


def _walk(connection: sa.Connection) -> None:
    # given a database that went through all versions and got a row in each table at each
    made: dict[str, object] = {}
    for number, version in enumerate(REVISIONS, start=1):
        go_up(connection, version)
        made[version] = shape_of(connection)
        fill_all(connection, number)
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []

    for newer, version in zip(REVISIONS[:0:-1], REVISIONS[-2::-1], strict=True):
        before = rows_in(connection)

        # when it goes down a version
        go_down(connection, version)

        # then its tables are those of that version, and what both know is kept
        assert shape_of(connection) == made[version]
        after = rows_in(connection)
        assert _changed(before, after) <= OF_THE_FIRST_BOT_ALONE, version
        _require_references(connection)

        # and from there it comes up again as it was made first
        go_up(connection, newer)
        assert shape_of(connection) == made[newer]
        assert _changed(after, rows_in(connection)) == set(), newer
        go_down(connection, version)

    # and from the oldest one the whole way up
    go_up(connection, HEAD)
    assert shape_of(connection) == made[HEAD]
    _require_references(connection)
    for table in ("updates", "comments", "cases", "outbox", "audit", "managers"):
        count = connection.scalar(sa.text(f"SELECT count(*) FROM {table}"))
        assert count == len(REVISIONS), table

    # and down to nothing
    go_down(connection, "base")
    assert shape_of(connection) == {}


async def test_what_an_older_program_cannot_read_is_not_left_to_it(empty) -> None:
    await empty(_look_for_words)


def _look_for_words(connection: sa.Connection) -> None:
    # given buttons, messages and cards of every kind there is
    go_up(connection, HEAD)
    _write_every_word(connection)

    # when it goes down to the first version
    go_down(connection, "0001")

    # then what the first version knew is left, and a damaged row stops nothing
    rows = rows_in(connection)
    assert {row["token"] for row in rows["actions"]} == {
        *("send", "edit", "write", "dismiss", "hide", "claim", "release", "delete", "keep"),
        *("send_draft", "cancel", "use_as_answer", "keep_as_note", "fill_slot", "stop"),
        *("it_is_there", "not_there", "next", "queue", "damaged"),
    }
    assert {row["kind"] for row in rows["outbox"]} == {
        *("public_reply", "deletion", "drawing", "desk_note", "removal")
    }
    roles = {"card", "preview", "prompt", "note", "receipt"}
    assert {row["role"] for row in rows["desk_messages"]} == roles
    drawn = [row["payload"] for row in rows["outbox"] if row["kind"] == "drawing"]
    assert {re.findall(r"\w+", str(payload))[1] for payload in drawn} == roles


def _changed(before: Rows, after: Rows) -> set[str]:
    """Tables of both whose rows differ in columns of both."""
    both = before.keys() & after.keys()
    return {table for table in both if not is_kept(before, after, table=table)}


def _require_references(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def _write_every_word(connection: sa.Connection) -> None:
    tables = sa.MetaData()
    tables.reflect(connection, only=["actions", "outbox", "desk_messages"], resolve_fks=False)
    action, message = tables.tables["actions"], tables.tables["desk_messages"]
    at = MOMENT if connection.dialect.name == "postgresql" else MOMENT.replace(tzinfo=None)
    for verb in Verb:
        body = {"verb": verb.value}
        row = {"token": verb.value, **OWNER, "body": body, "created_at": at}
        connection.execute(sa.insert(action), row)
    damaged = '{"verb": ' if connection.dialect.name == "sqlite" else "[]"
    written = sa.table("actions", *map(sa.column, ("token", "bot_id", "body", "created_at")))
    values = {"token": "damaged", "bot_id": 1, "created_at": at}
    body = sa.text(f"'{damaged.replace(':', chr(92) + ':')}'")
    connection.execute(sa.insert(written).values(**values, body=body))
    for number, role in enumerate(DeskRole):
        place = {"chat_id": 5, "message_id": number, "role": role.value}
        connection.execute(sa.insert(message), {**OWNER, **place, "awaits": "", "shows": ""})
        _queue(connection, tables.tables["outbox"], "drawing", {"role": role.value}, at)
    for kind in PayloadKind:
        if kind is not PayloadKind.DRAWING:
            _queue(connection, tables.tables["outbox"], kind.value, {}, at)


def _queue(
    connection: sa.Connection, outbox: sa.Table, kind: str, payload: object, at: object
) -> None:
    words = {"kind": kind, "state": "queued", "error": ""}
    numbers = {"chat_id": 5, "urgency": 1, "weight": 1, "attempts": 0}
    row = {**OWNER, **words, **numbers, "payload": payload, "not_before": at, "created_at": at}
    connection.execute(sa.insert(outbox), [row])
