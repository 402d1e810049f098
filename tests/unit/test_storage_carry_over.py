"""A database of an earlier version keeps what it holds, and on the way back what both know."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import MAIN, BotId, BrandId, ChatId, MessageId, MessageRef
from bot.domain.library import EntryKind, EntryRef, What
from bot.storage.codec import action_to_json
from bot.storage.downgrading import downgrade, look_down
from bot.storage.opening import open_store, upgrade
from replies.types import SavedReply, Variant
from tests.versions import made_as

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


async def test_replies_become_saved_ones_again_as_they_are_now(path: Path) -> None:
    # given a library in which a reply was changed and another was retired
    url = f"sqlite+aiosqlite:///{path}"
    await upgrade(url)
    changed = json.dumps({**BODY, "owner": "Anna"})
    change(
        path,
        "UPDATE library_entries SET version = 2, body = ? WHERE id = 'b-late'",
        [changed],
    )
    change(
        path,
        "INSERT INTO entry_versions (brand_id, kind, entry_id, number, body, at, by_name, what)"
        " VALUES (1, 'reply', 'b-late', 2, ?, '2026-11-20 08:00:00.000000', 'Anna', 'edited')",
        [changed],
    )
    change(path, "UPDATE library_entries SET retired_at = '2026-11-21' WHERE id = 'a-other'")

    # when it goes back to the first version
    way = await look_down(url, "0001")
    await downgrade(url, "0001")

    # then the reply is there as it is now, since when it was, and the rest is told as lost
    assert read(path, "SELECT id, position, body, imported_at FROM saved_replies") == [
        ("b-late", 0, changed, "2026-11-01 12:00:00.000000")
    ]
    told = {one.name: one.row_count for one in way.lost}
    assert (told["library_entries"], told["entry_versions"]) == (2, 3)
    assert way.regained == {"saved_replies": 1}


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


async def test_the_only_bot_has_its_rows_again_and_others_lose_theirs(of_one_bot: Path) -> None:
    # given a database of one bot that went up, got a second bot, and met it in private chats
    url = f"sqlite+aiosqlite:///{of_one_bot}"
    await upgrade(url)
    for statement in (
        "INSERT INTO brands (id, key, name) VALUES (2, 'other', 'Other')",
        "INSERT INTO desks (id, key, bot_id, brand_id, chat_id, language, time_zone)"
        " VALUES (2, 'other', 43, 2, -6, 'en', 'UTC')",
        "INSERT INTO facts (bot_id, key, value) VALUES (43, 'seen-chat:-9', 'Other')",
        "INSERT INTO facts (bot_id, key, value) VALUES (0, 'removed-manager:2:7001', 'then')",
        "INSERT INTO facts (bot_id, key, value) VALUES (0, 'written-at', 'now')",
        "INSERT INTO chat_moves (bot_id, old_chat_id, new_chat_id) VALUES (43, -9, -10)",
        "INSERT INTO desk_messages (bot_id, chat_id, message_id, role, awaits, shows)"
        " VALUES (43, 7001, 10, 'card', '', '')",
    ):
        change(of_one_bot, statement)

    # when it goes back to when there was one
    way = await look_down(url, "0008")
    await downgrade(url, "0008")

    # then the first one's are as they were, and what was the other one's is told as lost
    assert dict(read(of_one_bot, "SELECT key, value FROM facts")) == FACTS
    assert read(of_one_bot, "SELECT * FROM chat_moves") == [(-7, -8)]
    assert read(of_one_bot, "SELECT bot_id, role FROM desk_messages") == [(42, "note")]
    told = {one.name: one.row_count for one in way.lost if one.what == "rows"}
    assert told == {"facts": 3, "chat_moves": 1, "desk_messages": 1}

    # and coming up again, desks have names that the configuration does not know
    await upgrade(url)
    assert read(of_one_bot, "SELECT id, key FROM desks") == [(1, "main"), (2, "main-2")]


async def test_a_paused_community_is_watched_by_a_program_that_knows_no_pause(
    of_one_bot: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{of_one_bot}"
    change(
        of_one_bot,
        "INSERT INTO communities (bot_id, brand_id, desk_id, chat_id, title, username, languages,"
        " mode, wants_praise, is_private) VALUES (42, 1, 1, -7, '', '', '[]', 'paused', 0, 0)",
    )
    await downgrade(url, "0006")

    assert read(of_one_bot, "SELECT mode FROM communities") == [("watch",)]


def change(path: Path, statement: str, values: Sequence[object] = ()) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement, values).rowcount, statement
        connection.commit()


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
