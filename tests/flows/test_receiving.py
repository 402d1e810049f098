"""Both ways in: asking Telegram for updates, and being told."""

from __future__ import annotations

import sqlite3

import aiohttp

from tests.flows.stage import Stage, a_free_port, with_both_libraries

pytestmark = with_both_libraries


async def test_a_webhook_brings_comments_and_presses_like_polling(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.webhook_port = a_free_port()
    await stage.start()
    # given a comment that came by webhook
    comment = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    card = await stage.card("my chai was cold", label="Send 1")

    # when it is answered
    await stage.press(stage.asha, card, "Send 1")

    # then the answer stands, and Telegram was never asked for updates
    assert (await stage.answer_under(comment)).text is not None
    assert stage.telegram.calls_of("getUpdates") == []


async def test_an_update_that_telegram_delivers_again_changes_nothing(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.webhook_port = a_free_port()
    await stage.start()
    # given a complaint that came by webhook
    said = stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold", label="Send 1")
    async with stage.store.reading() as tx:
        before = await tx.counts()

    # when Telegram, which did not hear the 200, delivers it again
    with sqlite3.connect(stage.folder / "jawab.db") as database:
        ((update_id,),) = database.execute("SELECT max(update_id) FROM updates")
    database.close()
    message = {
        "message_id": said.message_id,
        "date": int(said.date.timestamp()),
        "chat": {"id": stage.group.id, "type": "supergroup", "title": "Chai Adda chat"},
        "from": {"id": stage.rahul.id, "is_bot": False, "first_name": "Rahul"},
        "text": said.text,
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"http://127.0.0.1:{stage.webhook_port}/telegram",
            json={"update_id": update_id, "message": message},
            headers={"X-Telegram-Bot-Api-Secret-Token": "a-secret-of-the-stage"},
        ) as answer,
    ):
        assert answer.status == 200

    # then what comes after it is handled, and it has no second comment, case or card
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == before.comments + 1
    cards = [m for m in stage.desk.messages if "my chai was cold" in (m.text or "")]
    assert len(cards) == 1


async def test_an_update_that_nobody_understands_stops_nothing(stage: Stage) -> None:
    # given updates of unknown and of broken kinds
    stage.telegram.inject({"telepathy": {"thought": "?"}})
    stage.telegram.inject({"message": {"message_id": "seven"}})

    # when a comment follows
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")

    # then it has its card
    await stage.card("my chai was cold")


async def test_an_update_that_always_fails_becomes_a_dead_letter_the_desk_hears_of(
    stage: Stage,
) -> None:
    # given a message that cannot be read, tried again and again
    stage.telegram.inject({"message": {"message_id": "seven"}})

    # then it is kept, the desk is told, and it counts in the status and on the board
    await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "could not handle" in (m.text or ""), timeout=60
    )
    async with stage.store.reading() as tx:
        assert (await tx.counts()).dead_letters == 1
    await stage.until(lambda: any("dead letters 1" in (m.text or "") for m in stage.desk.visible))


async def test_an_outage_of_telegram_loses_nothing(stage: Stage) -> None:
    # given that Telegram cannot be reached for a while, and people go on writing
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    await stage.card("where is the menu?")
    await stage.telegram.stop()
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.clock.sleep(20)

    # when it is back
    await stage.telegram.start()

    # then the comment has its card
    await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and "my chai was cold" in (m.text or ""), timeout=30
    )
