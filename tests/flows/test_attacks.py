"""What else people try: names that are links, patterns in searches, others' commands."""

from __future__ import annotations

import pytest

from bot.simulator.state import User
from bot.simulator.wire import JsonObject
from tests.flows.stage import Stage

COLD = "my chai was cold"


async def no_dead_letters(stage: Stage) -> None:
    """Everything that came was understood, or is nobody's business here."""
    await stage.clock.sleep(10)
    async with stage.store.reading() as tx:
        assert (await tx.counts()).dead_letters == 0


def a_person(user: User) -> JsonObject:
    return {"id": user.id, "is_bot": False, "first_name": user.first_name}


def a_message(stage: Stage, number: int, **fields: object) -> JsonObject:
    chat = {"id": stage.group.id, "type": "supergroup", "title": "Chai Adda chat"}
    at = int(stage.clock.now().timestamp())
    return {"message_id": number, "date": at, "chat": chat, **fields}


@pytest.mark.parametrize(
    "name",
    [
        "https://evil.example",
        "evil.example/free",
        "t.me/scam",
        "@casino_bot",
        "x@evil.example",
        "tg://user?id=1",
        "/start",
        "$ask_order_number",
        "$[",
    ],
)
async def test_the_brand_says_no_name_that_is_a_link_or_a_blank(stage: Stage, name: str) -> None:
    # given a member whose name would be a link, a mention, a command or a blank in an answer
    member = stage.telegram.add_user(first_name=name)
    comment = stage.telegram.say(stage.group, member, COLD)

    # when the answer that says names is sent
    await stage.press(stage.asha, await stage.card(COLD, label="Send 1"), "Send 1")

    # then it goes without
    answer = await stage.answer_under(comment)
    assert answer.text == "Sorry for the cold chai. We are on it."


@pytest.mark.parametrize(
    "words", ["%", "_", "%%%", "ch_i", "\\", "\\%", "'; DROP TABLE comments; --", "(a+)+$", ".*"]
)
async def test_a_search_finds_what_is_written_and_runs_no_pattern(
    stage: Stage, words: str
) -> None:
    # given a comment that a pattern would find
    stage.telegram.say(stage.group, stage.rahul, "the chai was aaaaaaaaaaaaaaaaaaaa! cold")
    await stage.card("cold")

    # when somebody searches with one
    asked = stage.telegram.say(stage.desk, stage.asha, f"/search {words}")

    # then it is taken for words
    told = await stage.desk_says("", after=asked)
    assert "aaaa" not in (told.text or "")
    await no_dead_letters(stage)


async def test_commands_and_deep_links_of_members_open_nothing(stage: Stage) -> None:
    # given a complaint at the desk
    stage.telegram.say(stage.group, stage.rahul, COLD)
    await stage.card(COLD)
    private = stage.telegram.private_chat(stage.stranger)
    before = len(stage.answers())

    # when members give the managers' commands, or try links that they found or made up
    for words in ("/queue", "/next", "/forget 1", "/people", "/search chai", "/start case_1"):
        stage.telegram.say(stage.group, stage.stranger, words)
        stage.telegram.say(private, stage.stranger, words)
    for payload in ("case_1", "../../etc/passwd", "' OR 1=1 --", "A" * 64, "A" * 4000):
        stage.telegram.say(private, stage.stranger, f"/start {payload}")
    await no_dead_letters(stage)

    # then they learn nothing
    said = [m.text or "" for m in private.messages if m.is_by_bot]
    assert [text for text in said if COLD in text or "Rahul" in text] == []
    assert len(stage.answers()) == before


async def test_what_comes_from_elsewhere_is_no_comment(stage: Stage) -> None:
    # given what business accounts, reactions, bots and inline buttons of others bring
    person = a_person(stage.rahul)
    other_bot = {"id": 77, "is_bot": True, "first_name": "B", "username": "other_bot"}
    reaction = {
        **a_message(stage, 904),
        "user": person,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "<b>"}],
    }
    press = {
        "id": "1",
        "from": person,
        "inline_message_id": "x" * 5000,
        "chat_instance": "1",
        "data": "y" * 100_000,
    }
    for update in (
        {"business_message": a_message(stage, 900, **{"from": person}, text=COLD)},
        {"edited_business_message": a_message(stage, 900, **{"from": person}, text=COLD)},
        {"guest_message": a_message(stage, 901, **{"from": person}, text=COLD)},
        {"channel_post": a_message(stage, 902, text=COLD)},
        {"message": a_message(stage, 903, **{"from": other_bot}, text=COLD)},
        {"message_reaction": reaction},
        {"callback_query": press},
        {"inline_query": {"id": "2", "from": person, "query": COLD, "offset": ""}},
    ):
        stage.telegram.inject(update)

    # when somebody complains after that
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")

    # then that is the only case
    await no_dead_letters(stage)
    async with stage.store.reading() as tx:
        assert sum((await tx.counts()).cases.values()) == 1


async def test_nobody_slips_a_picture_into_the_album_of_another(stage: Stage) -> None:
    # given an album of one member, and a part of it that says to be another's
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    for number, member in enumerate((stage.rahul, stage.stranger), start=900):
        part = a_message(
            stage,
            number,
            **{"from": a_person(member)},
            media_group_id="13",
            photo=photo,
            caption=f"{COLD} says {member.first_name}",
        )
        stage.telegram.inject({"message": part})

    # then each is a comment of who wrote it
    await stage.card(f"{COLD} says Rahul")
    await stage.card(f"{COLD} says Stranger")
    await stage.until_cases(2)
