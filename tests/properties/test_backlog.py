"""What has waited is handled many at once, and leads to just what it would have led to singly."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from bot.desks import desk_of
from bot.domain.comment import CommunityMode
from bot.domain.ids import BotId, UpdateId
from bot.domain.roster import Role
from bot.parts import Parts
from bot.ports import RawUpdate
from bot.sections import (
    Brand,
    Database,
    Desk,
    ListedManager,
    Private,
    Reports,
    Telegram,
    WatchedCommunity,
)
from bot.settings import Settings
from replies.types import Library
from replies.voice import Voice
from tests.databases import open_at
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY
from tests.fuzzing.rig import HandClock

BOT = BotId(123456)
LIVE, PAUSED, DESK, LINKED = -1001000000001, -1001000000002, -1001000000003, -1001000000004
LEAD = 7
AT = 1_780_000_000
DRAWN = ('INSERT INTO "actions"', "'door-key'")
"""What is drawn by chance for each database: buttons, and a key."""
TOKEN = re.compile(r'"token": "[^"]+"')

Update = dict[str, object]


def _message(number: int, sender: int, chat: int, **more: object) -> Update:
    title = more.pop("title", "Chai Adda")
    return {
        "message_id": number,
        "date": AT,
        "chat": {"id": chat, "type": "supergroup", "title": title},
        "from": {"id": sender, "is_bot": sender == BOT, "first_name": f"Guest {sender}"},
        **more,
    }


NUMBERS = st.integers(min_value=1, max_value=12)
MEMBERS = st.integers(min_value=100, max_value=103)
CHATS = st.sampled_from([LIVE, LIVE, LIVE, PAUSED])
TEXTS = st.sampled_from(["where is my order?", "terrible cups", "ok", "+1", "/report", "सही है"])
THREADS = st.sampled_from([None, 3, 4])


@st.composite
def _said(draw: st.DrawFn) -> Update:
    """Something in a community, under one of few numbers: it may have come before."""
    number, chat = draw(NUMBERS), draw(CHATS)
    more: Update = {"text": draw(TEXTS)}
    if (thread := draw(THREADS)) is not None:
        more["message_thread_id"] = thread
    if draw(st.booleans()):
        of = draw(st.sampled_from([100, LEAD, int(BOT)]))
        more["reply_to_message"] = _message(draw(NUMBERS), of, chat, text="said before")
    if draw(st.integers(0, 5)) == 0:
        more["title"] = "Chai Adda, renamed"
    sender = draw(st.one_of(MEMBERS, MEMBERS, st.just(LEAD)))
    return {"message": _message(number, sender, chat, **more)}


@st.composite
def _edited(draw: st.DrawFn) -> Update:
    edited = _message(draw(NUMBERS), draw(MEMBERS), draw(CHATS), text=draw(TEXTS), edit_date=AT)
    return {"edited_message": edited}


@st.composite
def _pictured(draw: st.DrawFn) -> Update:
    picture = {"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9}
    more: Update = {"photo": [picture], "media_group_id": draw(st.sampled_from(["a", "b"]))}
    if draw(st.booleans()):
        more["caption"] = draw(TEXTS)
    return {"message": _message(draw(NUMBERS), draw(MEMBERS), draw(CHATS), **more)}


@st.composite
def _posted(draw: st.DrawFn) -> Update:
    number, title = draw(NUMBERS), draw(st.sampled_from(["New cups", "Old cups"]))
    channel = {"id": LINKED, "type": "channel", "title": "Chai"}
    post = _message(number, 777000, LIVE, text=title)
    return {"message": post | {"sender_chat": channel, "is_automatic_forward": True}}


@st.composite
def _private(draw: st.DrawFn) -> Update:
    sender = draw(st.sampled_from([100, LEAD]))
    said = _message(draw(NUMBERS), sender, sender, text=draw(TEXTS))
    return {"message": said | {"chat": {"id": sender, "type": "private", "first_name": "G"}}}


@st.composite
def _at_desk(draw: st.DrawFn) -> Update:
    said = draw(st.sampled_from(["/queue", "hello", "/pause Chai Adda"]))
    return {"message": _message(draw(NUMBERS), LEAD, DESK, text=said)}


UPDATES = st.lists(
    st.one_of(
        _said(), _said(), _said(), _edited(), _pictured(), _posted(), _private(), _at_desk()
    ),
    min_size=10,
    max_size=60,
)


@at_most(max_examples=20, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(updates=UPDATES)
def test_what_waited_leads_to_the_same_as_if_it_had_come_one_by_one(
    updates: list[Update],
) -> None:
    # given what was written while nobody looked
    waiting = _raw(updates, first=100)

    # when one desk finds all of it at once, and another each by itself
    at_once = _left_by([waiting])
    one_by_one = _left_by([[each] for each in waiting])

    # then both have written down the same
    assert at_once == one_by_one


class NoTelegram:
    """Nothing is sent here, so nothing of it may be asked."""

    async def identity(self) -> None:
        raise AssertionError("nobody asks who the bot is")


def _raw(updates: Sequence[Update], *, first: int) -> list[RawUpdate]:
    return [
        RawUpdate(update_id=UpdateId(number), body=json.dumps({"update_id": number, **update}))
        for number, update in enumerate(updates, start=first)
    ]


def _left_by(portions: Sequence[Sequence[RawUpdate]]) -> str:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "jawab.db"
        asyncio.run(_handled(file, portions))
        with closing(sqlite3.connect(file)) as database:
            lines = list(database.iterdump())
    kept = "\n".join(line for line in lines if not any(one in line for one in DRAWN))
    return TOKEN.sub("token", kept)


async def _handled(file: Path, portions: Sequence[Sequence[RawUpdate]]) -> None:
    """Hand portions over to a desk that has judged something before."""
    store = (await open_at(file)).of_bot(BOT)
    nobody: Any = NoTelegram()
    parts = Parts(
        settings=_settings(file),
        store=store,
        gateway=nobody,
        clock=HandClock(),
        classifier=WordClassifier(),
        load_model=lambda: None,
        starter=partial(Library, replies=LIBRARY),
        voice=Voice(),
    )
    before = [
        {"message": _message(1, 100, LIVE, text="terrible cups")},
        {"message": _message(2, 101, LIVE, text="where is my order?")},
    ]
    try:
        async with desk_of(parts, BOT) as desk:
            await desk._intake.accept(_raw(before, first=1))
            await desk._intake.drain()
            await desk._triage.drain()
            for portion in portions:
                await desk._intake.accept(portion)
                while await desk._intake.drain():
                    pass
    finally:
        await store.close()


def _settings(file: Path) -> Settings:
    return Settings(
        telegram=Telegram(),
        database=Database(url=f"sqlite+aiosqlite:///{file}"),
        brand=Brand(name="Chai & Co"),
        communities=(
            WatchedCommunity(chat_id=LIVE, title="Chai Adda", mode=CommunityMode.LIVE),
            WatchedCommunity(chat_id=PAUSED, title="Chai Adda", mode=CommunityMode.PAUSED),
        ),
        private=Private(enabled=True),
        desk=Desk(chat_id=DESK, undo_seconds=0),
        reports=Reports(known_for_hours=0),
        managers=(ListedManager(user_id=LEAD, name="Asha", role=Role.LEAD),),
    )
