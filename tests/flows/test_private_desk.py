"""A manager works alone in their private chat, in their own language, on one card."""

from __future__ import annotations

from bot.domain.ids import UserId
from bot.domain.roster import Manager, Role
from bot.simulator.state import Message, User
from tests.contract.store_values import DESK
from tests.flows.stage import Stage


async def in_private(stage: Stage, who: User, said: str, *, answer: str) -> Message:
    """Write to the bot in private and return what it answers."""
    asked = stage.telegram.say_privately(who, said)
    return await stage.telegram.wait_for_message(
        stage.telegram.private_chat(who),
        lambda m: m.is_by_bot and m.message_id > asked.message_id and answer in (m.text or ""),
    )


async def becomes(stage: Stage, message: Message, words: str) -> str:
    """Wait until a message holds these words."""
    await stage.until(lambda: words in (message.text or ""))
    return message.text or ""


async def cases(stage: Stage, *texts: str) -> list[Message]:
    """Comments by one member each, in the order of the queue, with a card each."""
    cards = []
    for number, text in enumerate(texts):
        member = stage.telegram.add_user(first_name=f"Member{number}")
        stage.telegram.say(stage.group, member, text)
        cards.append(await stage.card(text))
    return cards


async def test_each_decision_turns_the_same_message_into_the_next_case(
    dark_stage: Stage,
) -> None:
    # given three cases, an answer that leaves after a while, and Ravi at his private chat
    stage = dark_stage
    stage.undo_seconds = 60
    await stage.start()
    desk_card, *_ = await cases(stage, "my chai was cold", "where is the menu?", "idiot shop")
    card = await in_private(stage, stage.ravi, "/next", answer="my chai was cold")
    assert card.labels[-1] == "Skip"
    assert "👤" not in (desk_card.text or ""), "showing it claims nothing"

    # when he answers the first one
    toast = await stage.press(stage.ravi, card, "Send 1")
    assert toast.startswith("Leaves at")

    # then the message shows the next one below a line with `Stop`, and then what became of it
    text = await becomes(stage, card, "idiot shop")
    assert text.startswith("⏳ #1 Member0: leaves ")
    assert card.labels[-2:] == ["Stop #1", "Skip"]
    await becomes(stage, card, "✅ #1 Member0: answered")
    await stage.until(lambda: card.labels[-1] == "Skip" and "Stop #1" not in card.labels)
    await stage.until(lambda: "Ravi answered" in (desk_card.text or ""))

    # and when he skips, dismisses and comes to the end, that is said
    await stage.press(stage.ravi, card, "Skip")
    await becomes(stage, card, "where is the menu?")
    await stage.press(stage.ravi, card, "Dismiss")
    await becomes(stage, card, "idiot shop")
    await stage.press(stage.ravi, card, "Dismiss")
    text = await becomes(stage, card, "All done")
    assert "dismissed" in text.splitlines()[0]


async def test_stop_brings_the_answered_case_back(dark_stage: Stage) -> None:
    # given an answer that leaves late
    stage = dark_stage
    stage.undo_seconds = 60
    await stage.start()
    await cases(stage, "my chai was cold", "where is the menu?")
    card = await in_private(stage, stage.ravi, "/next", answer="my chai was cold")
    await stage.press(stage.ravi, card, "Send 1")
    await becomes(stage, card, "where is the menu?")

    # when he thinks better of it
    assert await stage.press(stage.ravi, card, "Stop #1") == "Held back. The case is with you."

    # then the message is that case again, and nothing has left
    await stage.until(lambda: (card.text or "").startswith("🔴"))
    assert "my chai was cold" in (card.text or "")
    assert not stage.answers()


async def test_a_case_that_a_colleague_settles_is_shown_as_settled_with_next(
    stage: Stage,
) -> None:
    # given the same case before two managers
    desk_card, *_ = await cases(stage, "my chai was cold", "where is the menu?")
    card = await in_private(stage, stage.ravi, "/next", answer="my chai was cold")

    # when Mira dismisses it at the desk
    await stage.press(stage.mira, desk_card, "Dismiss")

    # then Ravi sees who did it, and goes on in the same message
    await becomes(stage, card, "Dismissed by Mira")
    assert card.labels == ["Next"]
    await stage.press(stage.ravi, card, "Next")
    await becomes(stage, card, "where is the menu?")


async def test_words_and_the_menu_stay_in_the_private_chat(stage: Stage) -> None:
    # given a case on Ravi's private card
    await cases(stage, "my chai was cold", "where is the menu?")
    private = stage.telegram.private_chat(stage.ravi)
    card = await in_private(stage, stage.ravi, "/next", answer="my chai was cold")
    before = len(stage.told())

    # when he writes an answer of his own and sends it
    await stage.press(stage.ravi, card, "Write")
    prompt = await stage.telegram.wait_for_message(
        private, lambda m: m.is_by_bot and "reply to this message" in (m.text or "")
    )
    stage.telegram.say_privately(stage.ravi, "We bring you a hot one.", reply_to=prompt)
    preview = await stage.telegram.wait_for_message(
        private, lambda m: m.is_by_bot and "This will be sent" in (m.text or "")
    )
    await stage.press(stage.ravi, preview, "Send")

    # then the preview becomes the receipt, and the next case comes down below it
    await becomes(stage, preview, "Ravi")
    following = await stage.telegram.wait_for_message(
        private, lambda m: m.is_by_bot and "where is the menu?" in (m.text or "")
    )
    assert following.message_id > preview.message_id
    await stage.until(lambda: card.is_deleted)
    assert len(stage.told()) == before, "the desk was not bothered"

    # and what is put off in the menu is passed, too, and counted at the end
    await stage.choose(stage.ravi, following, "💤 1 h")
    done = await stage.telegram.wait_for_message(
        private, lambda m: m.is_by_bot and "All done" in (m.text or "")
    )
    assert "1 case is put off" in (done.text or "")
    assert "put off until" in (done.text or "").splitlines()[0]


async def test_a_list_opens_cases_in_private_and_case_numbers_do_too(stage: Stage) -> None:
    await cases(stage, "my chai was cold", "where is the menu?")
    queue = await in_private(stage, stage.mira, "/queue", answer="2 open cases")
    await stage.press(stage.mira, queue, "#2")
    private = stage.telegram.private_chat(stage.mira)
    card = await stage.telegram.wait_for_message(
        private, lambda m: "Skip" in m.labels and "where is the menu?" in (m.text or "")
    )
    again = await in_private(stage, stage.mira, "/case 1", answer="my chai was cold")
    await stage.until(lambda: card.is_deleted)
    down = await in_private(stage, stage.mira, "/next", answer="my chai was cold")
    await stage.until(lambda: again.is_deleted)
    assert down.message_id > again.message_id


async def test_the_card_outlives_a_restart_and_closes_with_the_role(stage: Stage) -> None:
    # given a private card, and a desk that starts again
    await cases(stage, "my chai was cold", "where is the menu?")
    card = await in_private(stage, stage.ravi, "/next", answer="my chai was cold")
    await stage.stop()
    await stage.start()
    await stage.press(stage.ravi, card, "Dismiss")
    await becomes(stage, card, "where is the menu?")

    # when he loses his role and presses
    async with stage.store.writing() as tx:
        ravi = UserId(stage.ravi.id)
        await tx.directory.remove_manager(
            Manager(desk_id=DESK, user_id=ravi, name="Ravi", role=Role.MANAGER)
        )
    toast = await stage.press(stage.ravi, card, "Dismiss")

    # then the card shows nothing any more
    assert toast.startswith("Sorry, you have no role")
    await becomes(stage, card, "You have no role here any more.")
    assert card.labels == []


async def test_everybody_is_spoken_to_in_their_language_and_the_group_in_its_own(
    dark_stage: Stage,
) -> None:
    # given an English desk, Ravi whose Telegram is Russian, and Asha whose is Spanish
    stage = dark_stage
    stage.ravi.language_code = "ru"
    stage.asha.language_code = "es"
    await stage.start()
    [desk_card] = await cases(stage, "my chai was cold")

    # when they ask in private, then he reads Russian and she the desk's language
    await in_private(stage, stage.asha, "/help", answer="Hello Asha")
    card = await in_private(stage, stage.ravi, "/next", answer="Жалоба")
    assert card.labels[-1] == "Пропустить"

    # when he presses in the group, then the toast is Russian and the card stays English
    assert await stage.press(stage.ravi, desk_card, "Claim") == "Обращение ваше"
    await becomes(stage, desk_card, "With Ravi")
    await becomes(stage, card, "Ravi")

    # when he chooses Hindi, then it stays so, and what his Telegram says no longer counts
    choice = await in_private(stage, stage.ravi, "/language", answer="На каком языке")
    toast = await stage.press(stage.ravi, choice, "हिन्दी")
    assert toast == "अब मैं आपसे हिन्दी में बात करूँगा"
    await stage.until(lambda: "✓ हिन्दी" in choice.labels)
    await in_private(stage, stage.ravi, "/who", answer="लोग")
    await stage.press(stage.ravi, choice, "Telegram जैसी")
    await in_private(stage, stage.ravi, "/language", answer="На каком языке")


async def test_the_menu_of_commands_comes_in_every_language(stage: Stage) -> None:
    await stage.until(lambda: len(stage.telegram.calls_of("setMyCommands")) == 4)
    calls = [call.params for call in stage.telegram.calls_of("setMyCommands")]
    assert [call.get("language_code", "") for call in calls] == ["", "en", "hi", "ru"]
    assert all("all_private_chats" in str(call.get("scope")) for call in calls[1:])
