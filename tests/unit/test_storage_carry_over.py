"""A database of an earlier version keeps what it holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.domain.ids import BRAND
from bot.domain.library import EntryKind, EntryRef, What
from bot.storage import upgrade as upgrading
from bot.storage.opening import open_store
from replies.types import SavedReply, Variant

OLD = SavedReply(
    id="b-late",
    titles={"en": "Late"},
    lanes=("question",),
    examples=("so late",),
    variants=(Variant(lang="en", text="Sorry $author"),),
)
BODY = {
    "titles": {"en": "Late"},
    "lanes": ["question"],
    "topic": "",
    "owner": "",
    "valid_until": None,
    "examples": ["so late"],
    "variants": [{"lang": "en", "text": "Sorry $author", "tone": ""}],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database as the first version made it, with two saved replies."""
    path = tmp_path / "jawab.db"
    config = Config()
    config.set_main_option("script_location", str(Path(upgrading.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO saved_replies (brand_id, id, position, body, imported_at)"
            " VALUES (1, ?, ?, ?, '2026-11-01 12:00:00.000000')",
            [("b-late", 0, json.dumps(BODY)), ("a-other", 1, json.dumps(BODY))],
        )
        connection.commit()
    return path


async def test_saved_replies_become_entries_with_a_first_version(path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{path}")
    async with store.reading() as tx:
        library = await tx.replies.library(BRAND)
        (version,) = await tx.replies.versions(BRAND, EntryRef(kind=EntryKind.REPLY, id="b-late"))
        revision = await tx.replies.revision(BRAND)
    await store.close()

    assert [one.id for one in library.replies] == ["b-late", "a-other"]
    assert library.replies[0] == OLD
    assert (version.number, version.entry, version.change.what) == (1, OLD, What.IMPORTED)
    assert version.change.at.isoformat() == "2026-11-01T12:00:00+00:00"
    assert revision > 0
