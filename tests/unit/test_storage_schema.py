"""Whose a row is, is written in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.domain.comment import Thread
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.ids import ChatId, CommunityId, MessageId
from bot.storage.opening import open_store
from bot.storage.schema import metadata
from tests.contract.store_values import (
    BOT,
    BRAND,
    DESK,
    DESK_CHAT,
    NOW,
    a_case,
    a_seed,
)

OF_ONE = {
    "brands": "id",
    "desks": "bot_id",
    "updates": "bot_id",
    "facts": "bot_id",
    "leases": "bot_id",
    "chat_moves": "bot_id",
    "comment_parts": "bot_id",
    "library_revisions": "brand_id",
    "reply_vectors": "brand_id",
    "use_revisions": "brand_id",
}
"""Tables whose rows are a bot's or a brand's alone, and the column that says whose."""


@pytest.mark.parametrize("name", sorted(set(metadata.tables) - set(OF_ONE)))
def test_rows_say_which_bot_brand_and_desk_they_belong_to(name) -> None:
    assert {"bot_id", "brand_id", "desk_id"} <= set(metadata.tables[name].c.keys())


@pytest.mark.parametrize(("name", "column"), OF_ONE.items())
def test_rows_of_one_bot_or_brand_say_whose_they_are(name, column) -> None:
    assert not metadata.tables[name].c[column].nullable


async def test_owners_are_found_where_the_caller_names_none(tmp_path) -> None:
    # given what is kept without naming an owner
    path = tmp_path / "jawab.db"
    store = (await open_store(f"sqlite+aiosqlite:///{path}")).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        case_id = await tx.cases.add(a_case())
        elsewhere, note = ChatId(7), DeskRole.NOTE
        for number, chat_id, about in ((1, elsewhere, case_id), (2, DESK_CHAT, None)):
            await tx.desk.put(
                DeskMessage(
                    chat_id=chat_id, message_id=MessageId(number), role=note, case_id=about
                )
            )
        await tx.desk.put_action("t", Action(verb=Verb.CLAIM, case_id=case_id), at=NOW)
        await tx.desk.put_action("u", Action(verb=Verb.TEAM), at=NOW)
        await tx.comments.put_thread(CommunityId(1), Thread(key="main"))
    await store.close()

    # then it is the case's, the desk's, the community's
    with closing(sqlite3.connect(path)) as connection:
        for table, count in (("desk_messages", 2), ("actions", 2), ("threads", 1)):
            owners = connection.execute(f"SELECT bot_id, brand_id, desk_id FROM {table}")
            assert owners.fetchall() == [(BOT, BRAND, DESK)] * count
