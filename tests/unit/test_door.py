"""Tokens and addresses of private doors, and how long these stay open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.door import (
    ANY_DOOR,
    STAYS_OPEN,
    Door,
    can_have_door,
    door_link,
    door_mark,
    door_token,
    is_start,
    leads_to_bot,
    token_of_start,
    without_doors,
)
from bot.domain.ids import CaseId
from bot.domain.inviting import token_in
from bot.storage.opening import open_store
from tests.contract.store_values import BOT, BRAND, NOW, OWNER, a_case, a_seed


def a_door(token: str, case_id: CaseId) -> Door:
    return Door(
        mark=door_mark(token),
        owner=OWNER,
        case_id=case_id,
        author_key="user:5",
        opened_at=NOW,
        used_at=NOW,
    )


def test_a_token_is_the_cases_own_and_fits_into_a_link() -> None:
    tokens = [door_token("key", CaseId(number)) for number in range(1, 500)]

    assert tokens[0] == door_token("key", CaseId(1)) != door_token("other", CaseId(1))
    assert len(set(tokens)) == len(tokens)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", one) for one in tokens)
    assert door_link("chai_bot", tokens[0]) == f"https://t.me/chai_bot?start={tokens[0]}"
    assert token_in(f"/start {tokens[0]}") is None


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("", True),
        ("https://t.me/Chai_Bot", True),
        ("https://t.me/chai_bot?start=hello", True),
        ("t.me/chai_bot/", True),
        ("tg://resolve?domain=chai_bot", True),
        ("https://t.me/other_bot", False),
        ("https://chai.example/t.me/chai_bot", False),
        ("https://chai.example/write", False),
    ],
)
def test_only_an_address_of_the_bot_itself_gives_way_to_a_door(link, leads) -> None:
    assert leads_to_bot(link, "chai_bot") is leads


def test_a_configured_address_stays_while_the_bots_name_is_not_known() -> None:
    assert not leads_to_bot("https://t.me/chai_bot", "")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("/start", ""),
        ("/start abc", "abc"),
        ("/start@chai_bot abc", "abc"),
        ("/start  abc ", "abc"),
    ],
)
def test_what_a_link_hands_over_is_found(text, token) -> None:
    assert is_start(text)
    assert token_of_start(text) == token


@pytest.mark.parametrize("text", ["start", "/started", "/start a b", "please /start"])
def test_other_words_are_a_comment(text) -> None:
    assert not is_start(text)
    assert token_of_start(text) == ""


def test_the_door_of_one_case_is_taken_out_of_what_is_said_to_others() -> None:
    door = door_link("chai_bot", door_token("key", CaseId(7)))

    assert without_doors(f"Write: {door}.", ANY_DOOR) == f"Write: {ANY_DOOR}."
    assert without_doors("https://t.me/chai_bot?start=menu", ANY_DOOR).endswith("start=menu")


def test_channels_have_no_door() -> None:
    assert can_have_door(replace(a_case(), author_key="user:5"))
    assert not can_have_door(replace(a_case(), author_key="chat:-100"))


def test_a_door_closes_after_two_weeks_without_a_word() -> None:
    door = a_door("a", CaseId(1))

    assert door.is_open(NOW + STAYS_OPEN - timedelta(seconds=1))
    assert not door.is_open(NOW + STAYS_OPEN)


async def test_the_door_that_was_opened_last_leads_on_until_it_closes(tmp_path) -> None:
    store = (await open_store(f"sqlite+aiosqlite:///{tmp_path / 'jawab.db'}")).of_bot(BOT)
    async with store.writing() as tx:
        await tx.directory.seed(a_seed())
        first, second = [await tx.cases.add(a_case()) for _ in range(2)]
        older, newer = a_door("older", first), a_door("newer", second)
        newer = replace(newer, opened_at=NOW + timedelta(days=1), used_at=NOW + timedelta(days=1))
        for door in (older, newer):
            await tx.doors.put(door)

    async with store.writing() as tx:
        assert await tx.doors.get(older.mark) == older
        assert await tx.doors.leading("user:5", since=NOW - timedelta(days=1)) == newer
        assert await tx.doors.leading("user:6", since=NOW - timedelta(days=1)) is None
        used = replace(older, used_at=NOW + timedelta(days=9))
        await tx.doors.put(used)
        assert await tx.doors.leading("user:5", since=NOW + timedelta(days=5)) == used
        assert await tx.doors.leading("user:5", since=NOW + timedelta(days=9)) is None
        assert await tx.doors.cases_of(BRAND, "user:5", limit=5) == ()
    await store.close()
