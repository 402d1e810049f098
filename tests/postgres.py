"""A PostgreSQL server of the tests' own, where the programs of Debian's package are there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import asyncpg

from bot.storage.opening import open_store
from bot.storage.schema import metadata

GIVEN = os.environ.get("JAWAB_TEST_POSTGRES_URL", "")
"""An empty database elsewhere to use instead, as postgresql+asyncpg://…"""
_PLACES = "/usr/lib/postgresql/*/bin/initdb"
_UNSAFE_AND_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@cache
def what_is_missing() -> str:
    """Why no server can be started here; empty if one can."""
    if GIVEN:
        return ""
    if _programs() is None:
        return "PostgreSQL's server programs are not installed (Debian: apt install postgresql)"
    if os.getuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser to change to postgres"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The URL of an empty database; its server lives as long as the block."""
    if GIVEN:
        yield GIVEN
        return
    programs = _programs()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="jawab-postgres-") as folder:
        data, port = Path(folder) / "data", _a_free_port()
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        _run(f"{programs}/initdb -D {data} -A trust -U postgres --no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_UNSAFE_AND_FAST}"
        _run(f"{programs}/pg_ctl -D {data} -l {folder}/log -o '{options}' -w start")
        try:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(f"{programs}/pg_ctl -D {data} -m immediate -w stop")


async def emptied(url: str) -> None:
    """Make the database as new: its tables are made once, later they are only emptied."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        if url in _made:
            await connection.execute(_EMPTYING)
            return
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    finally:
        await connection.close()
    await (await open_store(url)).close()
    _made.add(url)


async def bared(url: str) -> None:
    """Make the database as new, without tables."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    finally:
        await connection.close()
    _made.discard(url)


_made: set[str] = set()
_EMPTYING = ";".join(
    [
        # of few rows quicker by far than TRUNCATE, which makes new files of every table and index
        *(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)),
        "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence",
    ]
)


def _programs() -> Path | None:
    """The folder of the newest version's programs."""
    found = sorted(Path("/").glob(_PLACES.removeprefix("/")))
    return found[-1].parent if found else None


def _run(command: str) -> None:
    """As postgres where we are root, which the server refuses to be."""
    words = ["sh", "-c", command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")


def _a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
