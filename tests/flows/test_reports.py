"""Members report a comment: it comes to the desk quietly, and nobody can abuse that."""

from __future__ import annotations

import asyncio

from bot.domain.comment import CommunityMode
from bot.domain.ids import ChatId, MessageId, MessageRef
from bot.domain.reports import Report, Void
from bot.ports import AuditEntry
from bot.sections import Reports
from bot.simulator.state import Message, User
from tests.flows.stage import Stage

IDLE = "the weather is fine"
"""Said of nothing: no card comes of it by itself."""


def members(stage: Stage, *names: str) -> list[User]:
    found = [stage.telegram.add_user(first_name=name) for name in names]
    for one in found:
        stage.telegram.join(one, stage.group)
    return found


def report(stage: Stage, who: User, comment: Message, words: str = "/report") -> Message:
    return stage.telegram.say(stage.group, who, words, reply_to=comment)


async def judged(stage: Stage, text: str = IDLE) -> Message:
    """A comment that triage has seen."""
    comment = stage.telegram.say(stage.group, stage.rahul, text)
    for _ in range(200):
        async with stage.store.reading() as tx:
            found = await tx.comments.at(_ref(comment))
        if found is not None and found.lane is not None:
            return comment
        await asyncio.sleep(0.05)
    raise AssertionError("the comment was not judged")


async def reports_on(stage: Stage, comment: Message, count: int) -> list[Report]:
    """The reports of a comment, as soon as there are so many."""
    found: list[Report] = []
    for _ in range(200):
        async with stage.store.reading() as tx:
            kept = await tx.comments.at(_ref(comment))
            found = await tx.reports.of_comment(kept.id) if kept is not None else []
        if len(found) >= count:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{len(found)} reports, not {count}")


async def dismiss(stage: Stage, card: Message) -> None:
    await stage.press(stage.mira, card, "Dismiss")
    await stage.until(lambda: "Dismiss" not in card.labels)


async def audited(stage: Stage, comment: Message) -> list[AuditEntry]:
    async with stage.store.reading() as tx:
        kept = await tx.comments.at(_ref(comment))
        assert kept is not None
        assert kept.case_id is not None
        return await tx.cases.audit_of(kept.case_id)


def _ref(message: Message) -> MessageRef:
    return MessageRef(chat_id=ChatId(message.chat.id), message_id=MessageId(message.message_id))


async def test_two_members_bring_a_comment_to_the_desk_and_their_commands_vanish(
    stage: Stage,
) -> None:
    lena, omar, _ = members(stage, "Lena", "Omar", "Zoe")
    comment = await judged(stage)

    # when one member reports it, twice, and then another one does
    first = report(stage, lena, comment)
    report(stage, lena, comment)
    await reports_on(stage, comment, 1)
    assert not [m for m in stage.told() if IDLE in (m.text or "")]
    second = report(stage, omar, comment, "/report@chai_helper_bot please")

    # then it has a card that says who, which does not ring, and the commands are gone
    card = await stage.card(IDLE)
    assert "Reported by 2 people: Lena, Omar" in card.text
    assert "reports by members: 2" in card.text
    assert card.is_silent
    await stage.until(lambda: first.is_deleted and second.is_deleted)
    assert stage.answers() == []
    assert [e.action for e in await audited(stage, comment)] == ["raised_by_reports"]


async def test_what_was_dismissed_stays_so_and_costs_its_reporters_their_trust(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.reports = Reports(threshold=1, known_for_hours=0, a_day=4)
    await stage.start()
    lena, omar = members(stage, "Lena", "Omar")

    # given three reports of Lena's that came to nothing
    for number in range(3):
        comment = await judged(stage, f"{IDLE} {number}")
        report(stage, lena, comment)
        card = await stage.card(f"{IDLE} {number}")
        await dismiss(stage, card)

    # when Omar reports the last one again, nothing comes back
    report(stage, omar, comment)
    await reports_on(stage, comment, 2)
    assert not [m for m in stage.told() if f"{IDLE} 2" in (m.text or "") and "Dismiss" in m.labels]

    # and what Lena reports next is kept, but does not count
    other = await judged(stage, f"{IDLE} for all")
    report(stage, lena, other)
    (kept,) = await reports_on(stage, other, 1)
    assert kept.void is Void.UNTRUSTED
    assert not [m for m in stage.told() if "for all" in (m.text or "")]


async def test_reports_raise_an_open_case_and_are_taken_by_managers_at_their_word(
    stage: Stage,
) -> None:
    # given a question with a card, and a comment of a manager's
    comment = stage.telegram.say(stage.group, stage.rahul, "where is my order?")
    card = await stage.card("where is my order?")
    (lena,) = members(stage, "Lena")
    own = stage.telegram.say(stage.group, stage.ravi, "hello from the team")

    # when a manager reports the question, and somebody the manager
    report(stage, stage.ravi, comment)
    await stage.until(lambda: "Reported by Ravi" in card.text)
    report(stage, lena, own)
    gone = report(stage, lena, comment)

    # then the same card rises, and no case is closed as answered natively
    await stage.until(lambda: "Reported by 2 people: Ravi, Lena" in card.text)
    assert "Question" in card.text
    assert "Send 1" in card.labels
    await stage.until(lambda: gone.is_deleted)
    assert not [m for m in stage.told() if "hello from the team" in (m.text or "")]


async def test_a_lead_switches_reports_off_for_a_community(stage: Stage) -> None:
    stage.telegram.say(stage.desk, stage.asha, "/communities")
    page = await stage.desk_says("Chai Adda")
    await stage.press(stage.asha, page, "Chai Adda")
    await stage.until(lambda: "🚩 No /report" in page.labels)
    assert "moderator" not in await stage.press(stage.asha, page, "🚩 No /report")
    await stage.until(lambda: "switched off" in page.text)

    # then the words are an ordinary comment again, and stand
    lena, omar = members(stage, "Lena", "Omar")
    comment = await judged(stage)
    written = [report(stage, who, comment) for who in (lena, omar)]
    await stage.clock.sleep(20)
    assert not any(one.is_deleted for one in written)
    assert not [m for m in stage.told() if IDLE in (m.text or "")]


async def test_reports_wait_for_the_verdict_mean_whole_albums_and_come_back_after_an_edit(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.reports = Reports(threshold=1, known_for_hours=0)
    await stage.start()
    lena, omar = members(stage, "Lena", "Omar")

    # given an album, reported by its second part before anybody has judged it
    _, second = stage.telegram.say_album(stage.group, stage.rahul, ["hello", "there"])
    report(stage, lena, second)
    card = await stage.card("hello")
    assert "Reported by Lena" in card.text

    # when it is dismissed, and then it says something else
    await dismiss(stage, card)
    stage.telegram.edit(second, "there and back")
    report(stage, omar, second)

    # then it is back, with a new card
    again = await stage.card("there and back")
    assert again is not card
    assert "Reported by Omar" in again.text


async def test_a_community_that_is_only_watched_keeps_reports_and_the_command(
    dark_stage: Stage,
) -> None:
    stage = dark_stage
    stage.mode = CommunityMode.WATCH
    stage.reports = Reports(threshold=1, known_for_hours=0)
    await stage.start()
    (lena,) = members(stage, "Lena")
    comment = await judged(stage)

    written = report(stage, lena, comment)
    await reports_on(stage, comment, 1)
    await stage.clock.sleep(20)

    assert not written.is_deleted
    assert not [m for m in stage.told() if IDLE in (m.text or "")]


async def test_without_a_manager_nothing_is_said_in_public_and_no_comment_is_deleted(
    stage: Stage,
) -> None:
    lena, omar = members(stage, "Lena", "Omar")
    said = [
        stage.telegram.say(stage.group, stage.rahul, text)
        for text in (
            "where is the menu?",
            "my chai was cold, terrible",
            "you idiots",
            "casino casino http://spam.example",
            "love it, thanks",
            IDLE,
        )
    ]
    for comment in said:
        report(stage, lena, comment)
        report(stage, omar, comment)
    await stage.card(IDLE)

    await stage.clock.sleep(60)

    assert stage.answers() == []
    assert not any(comment.is_deleted for comment in said)
