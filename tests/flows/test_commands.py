"""What managers ask for with a slash."""

from __future__ import annotations

import pytest

from bot.domain.ids import UserId
from bot.domain.roster import Manager, Role
from bot.simulator.state import Message, User
from tests.contract.store_values import DESK
from tests.flows.stage import Stage


async def ask(stage: Stage, who: User, text: str, *, answer: str, reply_to=None) -> Message:
    """Ask in the desk and return the answer that stands under it."""
    asked = stage.telegram.say(stage.desk, who, text, reply_to=reply_to)
    return await stage.telegram.wait_for_message(
        stage.desk,
        lambda m: m.is_by_bot and m.reply_to is asked and answer in (m.text or ""),
    )


async def two_cases(stage: Stage) -> tuple[Message, Message]:
    """Cards of a complaint by Rahul and of a question by a stranger."""
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    complaint = await stage.card("my chai was cold")
    stage.telegram.say(stage.group, stage.stranger, "where is the menu?")
    return complaint, await stage.card("where is the menu?")


def number_on(card: Message) -> str:
    return (card.text or "").splitlines()[0].rpartition("#")[2]


async def test_the_queue_is_sifted_by_its_buttons(stage: Stage) -> None:
    # given two cases, one of them with Ravi
    complaint, _ = await two_cases(stage)
    await stage.press(stage.ravi, complaint, "Claim")
    queue = await ask(stage, stage.ravi, "/queue", answer="2 open cases")
    assert queue.labels == ["✓ All", "🔴 1", "❓ 1", "Mine", "Free", "💤 Put off", "Next"]

    # when he presses the filters one after the other
    shown = {}
    for label in ("❓ 1", "Mine", "Free"):
        before = queue.edited_count
        await stage.press(stage.ravi, queue, label)
        await stage.until(lambda before=before: queue.edited_count > before)
        shown[label] = queue.text or ""

    # then each shows its own
    assert shown["❓ 1"].startswith("1 open case · Question\n")
    assert shown["Mine"].startswith("1 open case · with Ravi\n🔴")
    assert "since" in shown["Mine"]
    assert shown["Free"].startswith("1 open case · nobody has them\n❓")


async def test_a_long_queue_is_turned_page_by_page(stage: Stage) -> None:
    # given more cases than fit on a page
    for number in range(11):
        member = stage.telegram.add_user(first_name=f"Member {number}")
        stage.telegram.say(stage.group, member, f"where is menu {number}?")
    await stage.until(lambda: len(_cards(stage)) == 11)
    queue = await ask(stage, stage.asha, "/queue", answer="11 open cases · page 1 of 2")

    # when she turns
    await stage.press(stage.asha, queue, "More ›")
    await stage.until(lambda: "page 2 of 2" in (queue.text or ""))

    # then the rest is there, and the way back
    assert (queue.text or "").count("❓") == 3
    assert "‹ Previous" in queue.labels


def _cards(stage: Stage) -> list[Message]:
    return [m for m in stage.telegram.chat(stage.desk).visible if "Dismiss" in m.labels]


async def test_mine_is_what_the_asker_holds(stage: Stage) -> None:
    complaint, _ = await two_cases(stage)
    await ask(stage, stage.mira, "/mine", answer="Mira holds no case")
    await stage.press(stage.mira, complaint, "Claim")
    mine = await ask(stage, stage.mira, "/mine", answer="with Mira")
    assert "Rahul" in (mine.text or "")
    assert f"#{number_on(complaint)}" in (mine.text or "")
    assert "menu" not in (mine.text or "")


async def test_a_case_is_brought_to_the_end_by_its_number(stage: Stage) -> None:
    # given an old card, and newer messages below it
    complaint, question = await two_cases(stage)

    # when it is asked for
    stage.telegram.say(stage.desk, stage.asha, f"/case {number_on(complaint)}")

    # then it stands at the end, once
    await stage.until(lambda: complaint.is_deleted)
    again = await stage.card("my chai was cold")
    assert again.message_id > question.message_id


async def test_a_closed_case_is_shown_too(stage: Stage) -> None:
    complaint, _ = await two_cases(stage)
    number = number_on(complaint)
    await stage.press(stage.asha, complaint, "Dismiss")
    await stage.until(lambda: "Dismissed" in (complaint.text or ""))
    asked = stage.telegram.say(stage.desk, stage.asha, f"/case #{number}")
    await stage.desk_says("Dismissed by Asha", after=asked)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/case 4711", "There is no case 4711."),
        ("/case", "Which case?"),
        ("/case it", "Which case?"),
        ("/case 99999999999999999999", "Which case?"),
        ("/author @nobody", "I know no comments by @nobody."),
        ("/author 4711", "I know no comments by 4711."),
        ("/author <b>", "I know no comments by <b>."),
        ("/author", "Whom?"),
        ("/search", "What shall I look for?"),
        ("/search moon", "Nothing found for “moon”"),
        ("/nonsense", "I do not know /nonsense"),
    ],
)
async def test_what_is_not_there_is_said_plainly(stage: Stage, said: str, told: str) -> None:
    await ask(stage, stage.asha, said, answer=told)


async def test_words_are_found_newest_first_and_a_percent_sign_is_a_percent_sign(
    stage: Stage,
) -> None:
    # given comments, one of which is about 50 %
    for text in ("is it 50% off?", "is it 50 off?", "Больше ЧАЯ?", "nice"):
        stage.telegram.say(stage.group, stage.rahul, text)
    await stage.until(lambda: bool(_cards(stage)))
    await stage.clock.sleep(10)

    # when managers search
    both = await ask(stage, stage.asha, "/search OFF is", answer="newest first")
    one = await ask(stage, stage.asha, "/search 50%", answer="newest first")
    folded = await ask(stage, stage.asha, "/search чая", answer="newest first")

    # then letters are found in any case, all words count, and signs mean themselves
    assert (both.text or "").index("50 off") < (both.text or "").index("50% off")
    assert "50 off" not in (one.text or "")
    assert "ЧАЯ" in (folded.text or "")
    assert "#" in (both.text or "")


async def test_many_finds_are_turned_page_by_page(stage: Stage) -> None:
    for number in range(8):
        member = stage.telegram.add_user(first_name=f"Member {number}")
        stage.telegram.say(stage.group, member, f"chai number {number}?")
    await stage.until(lambda: len(_cards(stage)) == 8)
    found = await ask(stage, stage.asha, "/search chai", answer="page 1")
    await stage.press(stage.asha, found, "More ›")
    await stage.until(lambda: "page 2" in (found.text or ""))
    assert (found.text or "").count("chai number") == 2
    assert found.labels == ["‹ Previous"]


async def test_an_author_is_known_by_name_by_number_and_by_a_card(stage: Stage) -> None:
    # given Rahul, whose first case was dismissed
    complaint, _ = await two_cases(stage)
    await stage.press(stage.asha, complaint, "Dismiss")
    await stage.until(lambda: "Dismissed" in (complaint.text or ""))

    # when somebody asks in each way
    answers = [
        await ask(stage, stage.mira, "/author @Rahul", answer="@rahul"),
        await ask(stage, stage.mira, f"/author {stage.rahul.id}", answer="@rahul"),
        await ask(stage, stage.mira, "/author", answer="@rahul", reply_to=complaint),
    ]

    # then all are told the same
    assert len({answer.text for answer in answers}) == 1
    text = answers[0].text or ""
    assert "1 comment\n" in text
    assert "Cases: dismissed 1" in text
    assert "my chai was cold" in text


async def test_stats_count_lanes_and_people(stage: Stage) -> None:
    # given an answered complaint and a dismissed question
    complaint, question = await two_cases(stage)
    comment = stage.telegram.chat(stage.group).messages[-2]
    await stage.press(stage.mira, question, "Dismiss")
    await stage.press(stage.ravi, complaint, "Send 1")
    await stage.answer_under(comment)
    await stage.until(lambda: "answered" in (complaint.text or ""))

    # when the lead asks for figures
    text = (await ask(stage, stage.asha, "/stats", answer="Last 7 days")).text or ""

    # then both stretches of time tell it
    today = text.partition("Last 7 days")[0]
    assert "2 comments · 2 cases\n1 answered · 1 dismissed · 0 hidden" in today
    assert "First answer: median" in today
    assert "🔴 1 case · 1 answered · median" in today
    assert "❓ 1 case · 0 answered\n" in today
    assert "Mira: 1 dismissed" in today
    assert "Ravi: 1 answered" in today


async def test_who_tells_roles_loads_and_whom_it_cannot_ring(stage: Stage) -> None:
    # given Ravi, who holds a case and has opened a private chat with the bot
    complaint, _ = await two_cases(stage)
    await stage.press(stage.ravi, complaint, "Claim")
    stage.telegram.say_privately(stage.ravi, "/start")
    private = stage.telegram.private_chat(stage.ravi)
    await stage.telegram.wait_for_message(private, lambda m: "Hello Ravi" in (m.text or ""))

    # when somebody asks
    lines = ((await ask(stage, stage.mira, "/who", answer="3 people")).text or "").splitlines()

    # then he can be rung and the others cannot
    assert any(line.startswith("Ravi · 1 case · active ") for line in lines)
    assert "🔕 Asha · nothing done yet" in lines
    assert "🔕 Mira · nothing done yet" in lines
    assert "private chat" in lines[-1] or "private chat" in lines[-2]

    # and when he blocks the bot, he cannot be rung either
    stage.telegram.block(stage.ravi)
    await stage.clock.sleep(5)
    who = await ask(stage, stage.mira, "/who", answer="3 people")
    assert "🔕 Ravi" in (who.text or "")


async def test_help_shows_what_the_role_reaches(stage: Stage) -> None:
    # given a viewer
    async with stage.store.writing() as tx:
        await tx.directory.save_manager(
            Manager(desk_id=DESK, user_id=UserId(stage.stranger.id), name="Veda", role=Role.VIEWER)
        )

    # when a viewer, a moderator and a lead ask
    viewer = await ask(stage, stage.stranger, "/help", answer="Hello Veda")
    moderator = await ask(stage, stage.mira, "/help", answer="Hello Mira")
    lead = await ask(stage, stage.asha, "/help", answer="Hello Asha")

    # then each reads what they may do
    assert "/search" in (viewer.text or "")
    assert "/next" not in (viewer.text or "")
    assert "Claim" not in (viewer.text or "")
    assert "/next" in (moderator.text or "")
    assert "Dismiss" in (moderator.text or "")
    assert "Send 1" not in (moderator.text or "")
    assert "Send 1" in (lead.text or "")

    # and a lead finds the buttons first, then the commands under their headings
    headings = (
        "On a card",
        "Send 1",
        "Cases",
        "/queue",
        "Look up",
        "/search",
        "Team and settings",
        "/who",
    )
    places = [(lead.text or "").index(heading) for heading in headings]
    assert places == sorted(places)

    # and a command beyond the role is refused
    await ask(stage, stage.stranger, "/next", answer="this needs the role “moderator”")


async def test_commands_work_in_a_private_chat_too(stage: Stage) -> None:
    # given two cases
    await two_cases(stage)
    private = stage.telegram.private_chat(stage.ravi)

    # when Ravi asks from his private chat
    stage.telegram.say_privately(stage.ravi, "/queue")
    stage.telegram.say_privately(stage.ravi, "/mine")

    # then he is answered there
    await stage.telegram.wait_for_message(private, lambda m: "2 open cases" in (m.text or ""))
    await stage.telegram.wait_for_message(
        private, lambda m: "Ravi holds no case" in (m.text or "")
    )
