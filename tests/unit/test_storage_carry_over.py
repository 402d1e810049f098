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

from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import MAIN, BotId, BrandId, ChatId, MessageId, MessageRef
from bot.domain.library import EntryKind, EntryRef, What
from bot.storage import upgrade as upgrading
from bot.storage.codec import action_to_json
from bot.storage.opening import open_store
from replies.types import SavedReply, Variant

BRAND = BrandId(1)
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


def made_as(version: str, path: Path) -> None:
    """An empty database as that version made it."""
    config = Config()
    config.set_main_option("script_location", str(Path(upgrading.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database as the first version made it, with two saved replies."""
    path = tmp_path / "jawab.db"
    made_as("0001", path)
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


FACTS = {
    "seen-chat:-7": "Chai Adda",
    "removed-manager:7001": "2026-11-01T12:00:00+00:00",
    "lead-code-used": "mark",
    "gap-put-aside:1:12": "3",
}


@pytest.fixture
def of_one_bot(tmp_path: Path) -> Path:
    """A database of the time when there was one bot, whose rows did not all say so."""
    path = tmp_path / "jawab.db"
    made_as("0008", path)
    action = json.dumps(action_to_json(Action(verb=Verb.TEAM)))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO brands (id, name) VALUES (1, 'Chai & Co')")
        connection.execute(
            "INSERT INTO desks (id, bot_id, brand_id, chat_id, language, time_zone)"
            " VALUES (1, 42, 1, -5, 'en', 'Asia/Kolkata')"
        )
        connection.executemany("INSERT INTO facts (key, value) VALUES (?, ?)", FACTS.items())
        connection.execute("INSERT INTO chat_moves (old_chat_id, new_chat_id) VALUES (-7, -8)")
        connection.execute(
            "INSERT INTO desk_messages (chat_id, message_id, role, awaits, shows)"
            " VALUES (7001, 10, 'note', '', '')"
        )
        connection.execute(
            "INSERT INTO actions (token, body, created_at)"
            " VALUES ('t', ?, '2026-11-01 12:00:00.000000')",
            (action,),
        )
        connection.commit()
    return path


async def test_the_brand_and_the_desk_there_were_are_the_main_ones(of_one_bot: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{of_one_bot}")
    async with store.reading() as tx:
        assert await tx.directory.numbers(brand_key=MAIN, desk_key=MAIN) == (1, 1)
        assert await tx.directory.numbers(brand_key="other", desk_key="other") == (2, 2)
    await store.close()


async def test_what_named_no_bot_belongs_to_the_one_there_was(of_one_bot: Path) -> None:
    store = (await open_store(f"sqlite+aiosqlite:///{of_one_bot}")).of_bot(BotId(42))
    async with store.reading() as tx:
        assert await tx.directory.values("") == {"seen-chat:-7": "Chai Adda"}
        assert await tx.directory.values("", is_shared=True) == {
            "removed-manager:1:7001": "2026-11-01T12:00:00+00:00",
            "lead-code-used:1": "mark",
            "gap-put-aside:1:12": "3",
        }
        assert await tx.directory.moved_to(ChatId(-7)) == -8
        ref = MessageRef(chat_id=ChatId(7001), message_id=MessageId(10))
        assert (shown := await tx.desk.get(ref)) is not None
        assert shown.role is DeskRole.NOTE
        assert await tx.desk.action("t") == Action(verb=Verb.TEAM)
    await store.close()
