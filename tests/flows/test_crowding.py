"""Many people with one complaint are not all told the same within a minute."""

from __future__ import annotations

from tests.flows.stage import Stage


async def test_the_fourth_answer_of_one_saved_reply_in_a_thread_waits(dark_stage: Stage) -> None:
    stage = dark_stage
    await stage.start()
    # given four people under one post with the same complaint, each with a card
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    people = [stage.telegram.add_user(first_name=name) for name in ("Uma", "Om", "Tara", "Dev")]
    cards = []
    for person in people:
        stage.telegram.say(stage.group, person, "my chai was cold", reply_to=post)
        cards.append(
            await stage.card(f"{person.first_name}, sorry for the cold chai", label="Send 1")
        )

    # when all four are answered from the library
    told = [await stage.press(stage.asha, card, "Send 1") for card in cards]

    # then three leave after the undo window; the fourth waits, and can still be stopped
    assert ["three alike" in line for line in told] == [False, False, False, True]
    await stage.until(lambda: len(stage.answers()) == 3)
    await stage.until(lambda: "Stop" in cards[3].labels)
    await stage.press(stage.asha, cards[3], "Stop")
    await stage.until(lambda: "Send 1" in cards[3].labels)
    assert len(stage.answers()) == 3


async def test_words_of_ones_own_wait_for_nothing(dark_stage: Stage) -> None:
    stage = dark_stage
    stage.undo_seconds = 0
    await stage.start()
    # given three answers from one saved reply in a thread, and a fourth person
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    people = [stage.telegram.add_user(first_name=name) for name in ("Uma", "Om", "Tara", "Dev")]
    cards = []
    for person in people:
        stage.telegram.say(stage.group, person, "my chai was cold", reply_to=post)
        cards.append(
            await stage.card(f"{person.first_name}, sorry for the cold chai", label="Send 1")
        )
    for card in cards[:3]:
        await stage.press(stage.asha, card, "Send 1")

    # when the fourth is answered by hand
    await stage.press(stage.asha, cards[3], "Write")
    prompt = await stage.desk_says("Dev", after=cards[3])
    stage.telegram.say(stage.desk, stage.asha, "Dev, a new cup is on its way.", reply_to=prompt)
    preview = await stage.desk_says("a new cup is on its way", after=prompt)
    await stage.press(stage.asha, preview, "Send")

    # then it leaves at once
    await stage.until(lambda: any("a new cup" in (m.text or "") for m in stage.answers()))
