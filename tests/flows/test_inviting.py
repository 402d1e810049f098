"""People come by a link that works once, and a lead says who they are."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.inviting import mark_of
from bot.domain.roster import Role
from bot.simulator.state import Message, User
from tests.flows.stage import Stage


async def role_of(stage: Stage, person: User) -> Role | None:
    async with stage.store.reading() as tx:
        managers = await tx.directory.managers(1)
    return next((one.role for one in managers if one.user_id == person.id), None)


async def a_link(stage: Stage, role: str = "moderator") -> str:
    """What the link of a new invitation hands over."""
    asked = stage.telegram.say(stage.desk, stage.asha, f"/invite {role}")
    made = await stage.desk_says("It works once", after=asked)
    found = re.search(r"https://t\.me/chai_helper_bot\?start=(\S+)", made.text)
    assert found is not None
    return found[1]


async def opens(stage: Stage, person: User, link: str) -> Message:
    """What somebody reads who opens a link."""
    asked = stage.telegram.say_privately(person, f"/start {link}")
    return await stage.telegram.wait_for_message(
        stage.telegram.private_chat(person),
        lambda m: m.is_by_bot and m.message_id > asked.message_id,
    )


async def the_question(stage: Stage, name: str) -> Message:
    return await stage.telegram.wait_for_message(
        stage.desk, lambda m: m.is_by_bot and name in m.text and "Confirm" in m.labels
    )


async def test_whoever_used_the_link_has_a_role_when_a_lead_confirms(stage: Stage) -> None:
    # given somebody who opened the link
    link = await a_link(stage)
    answer = await opens(stage, stage.rahul, link)
    assert "A lead will confirm" in answer.text
    assert await role_of(stage, stage.rahul) is None

    # when a lead sees who it is and confirms
    question = await the_question(stage, "Rahul")
    assert "@rahul" in question.text
    assert "lead" in await stage.press(stage.mira, question, "Confirm")
    await stage.press(stage.asha, question, "Confirm")

    # then the role is there, and the person knows
    assert await role_of(stage, stage.rahul) is Role.MODERATOR
    private = stage.telegram.private_chat(stage.rahul)
    await stage.telegram.wait_for_message(private, lambda m: "Welcome" in m.text)
    stage.telegram.say(stage.desk, stage.rahul, "/next")
    await stage.desk_says("Nothing waits")


async def test_a_lead_can_refuse(stage: Stage) -> None:
    link = await a_link(stage)
    await opens(stage, stage.rahul, link)
    question = await the_question(stage, "Rahul")

    await stage.press(stage.asha, question, "Refuse")

    private = stage.telegram.private_chat(stage.rahul)
    await stage.telegram.wait_for_message(private, lambda m: "not confirmed you" in m.text)
    assert await role_of(stage, stage.rahul) is None
    await stage.until(lambda: question.labels == [])


async def test_a_forwarded_link_brings_only_the_first(stage: Stage) -> None:
    link = await a_link(stage)
    await opens(stage, stage.rahul, link)
    question = await the_question(stage, "Rahul")

    assert "used already" in (await opens(stage, stage.stranger, link)).text

    await stage.press(stage.asha, question, "Confirm")
    assert await role_of(stage, stage.stranger) is None


async def test_opening_a_link_twice_asks_no_lead_twice(stage: Stage) -> None:
    link = await a_link(stage)
    await opens(stage, stage.rahul, link)
    await the_question(stage, "Rahul")

    assert "not confirmed you yet" in (await opens(stage, stage.rahul, link)).text

    await stage.clock.sleep(20)
    assert len([m for m in stage.desk.messages if "Confirm" in m.labels]) == 1


async def test_a_link_ends_after_two_days(stage: Stage) -> None:
    # given a link whose time is over
    link = await a_link(stage)
    mark = mark_of(link.removeprefix("invite_"))
    async with stage.store.writing() as tx:
        invite = await tx.invites.get(mark)
        assert invite.expires_at - stage.clock.now() > timedelta(hours=47)
        await tx.invites.forget(before=invite.expires_at + timedelta(seconds=1))
        ended = stage.clock.now() - timedelta(seconds=1)
        await tx.invites.add(replace(invite, expires_at=ended))

    # then it gives nothing
    assert "expired" in (await opens(stage, stage.rahul, link)).text
    await stage.clock.sleep(20)
    assert not [m for m in stage.desk.messages if "Confirm" in m.labels]


async def test_a_stranger_who_guesses_is_answered_once(stage: Stage) -> None:
    first = await opens(stage, stage.rahul, "invite_guess")
    assert "do not know this invitation" in first.text

    for number in range(5):
        stage.telegram.say_privately(stage.rahul, f"/start invite_guess{number}")
    await stage.clock.sleep(40)

    private = stage.telegram.private_chat(stage.rahul)
    assert len([m for m in private.messages if m.is_by_bot]) == 1
    async with stage.store.reading() as tx:
        assert (await tx.counts()).comments == 0
    # and a link that works is not refused because of that
    assert "A lead will confirm" in (await opens(stage, stage.rahul, await a_link(stage))).text


async def test_a_link_that_was_told_stands_nowhere_in_the_database(stage: Stage) -> None:
    # given a link by a command and one by a button
    link = await a_link(stage)
    asked = stage.telegram.say(stage.desk, stage.asha, "/invite")
    choice = await stage.desk_says("Which role", after=asked)
    await stage.press(stage.asha, choice, "viewer")
    await stage.until(lambda: "start=invite_" in choice.text)
    await stage.clock.sleep(10)

    # then only their marks are kept
    async with stage.store.reading() as tx:
        assert (await tx.invites.get(mark_of(link.removeprefix("invite_")))) is not None
    with closing(sqlite3.connect(stage.folder / "jawab.db")) as database:
        kept = "\n".join(database.iterdump())
    assert "Chai Adda" in kept
    assert "start=invite_" not in kept


async def test_a_confirmation_that_comes_too_late_gives_nothing(stage: Stage) -> None:
    # given somebody who came in time, and a lead who was away for more than a week
    link = await a_link(stage)
    await opens(stage, stage.rahul, link)
    question = await the_question(stage, "Rahul")
    async with stage.store.writing() as tx:
        invite = await tx.invites.get(mark_of(link.removeprefix("invite_")))
        ended = stage.clock.now() - timedelta(days=8)
        await tx.invites.move(replace(invite, expires_at=ended), expected=invite.state)

    assert "decided already" in await stage.press(stage.asha, question, "Confirm")

    await stage.until(lambda: "too old" in question.text)
    assert await role_of(stage, stage.rahul) is None


@pytest.mark.parametrize("words", ["/invite", "/invite astronaut"])
async def test_without_a_role_there_are_buttons_for_the_roles(stage: Stage, words: str) -> None:
    asked = stage.telegram.say(stage.desk, stage.asha, words)
    choice = await stage.desk_says("Which role", after=asked)

    await stage.press(stage.asha, choice, "manager")

    await stage.until(lambda: "It works once" in choice.text)
    assert "start=invite_" in choice.text


async def test_only_a_lead_invites(stage: Stage) -> None:
    asked = stage.telegram.say(stage.desk, stage.ravi, "/invite viewer")
    await stage.desk_says("needs the role", after=asked)


async def test_somebody_with_a_wider_role_loses_nothing_by_a_link(stage: Stage) -> None:
    link = await a_link(stage, role="viewer")

    assert "already" in (await opens(stage, stage.ravi, link)).text

    assert await role_of(stage, stage.ravi) is Role.MANAGER
    assert "A lead will confirm" in (await opens(stage, stage.rahul, link)).text


# --- /team ---------------------------------------------------------------------------------------


async def the_team(stage: Stage) -> Message:
    asked = stage.telegram.say(stage.desk, stage.asha, "/team")
    return await stage.desk_says("3 people", after=asked)


async def test_a_lead_changes_a_role_by_buttons(stage: Stage) -> None:
    page = await the_team(stage)
    assert "lead" in await stage.press(stage.ravi, page, "Mira")
    await stage.press(stage.asha, page, "Mira")
    await stage.until(lambda: "Make manager" in page.labels)

    await stage.press(stage.asha, page, "Make manager")

    assert await role_of(stage, stage.mira) is Role.MANAGER
    await stage.until(lambda: "Make moderator" in page.labels)


async def test_whoever_is_removed_stays_removed_after_a_restart(stage: Stage) -> None:
    # given a manager whom the configuration names
    page = await the_team(stage)
    await stage.press(stage.asha, page, "Mira")
    await stage.until(lambda: "Remove" in page.labels)

    # when a lead removes them, asked once more, and the bot starts anew
    await stage.press(stage.asha, page, "Remove")
    await stage.until(lambda: "Remove from the team" in page.labels)
    assert await role_of(stage, stage.mira) is Role.MODERATOR
    await stage.press(stage.asha, page, "Remove from the team")
    await stage.stop()
    await stage.start()

    # then they have no role, until they are invited again
    assert await role_of(stage, stage.mira) is None
    await opens(stage, stage.mira, await a_link(stage))
    await stage.press(stage.asha, await the_question(stage, "Mira"), "Confirm")
    assert await role_of(stage, stage.mira) is Role.MODERATOR


async def test_the_last_lead_stays_a_lead(stage: Stage) -> None:
    page = await the_team(stage)
    await stage.press(stage.asha, page, "Asha")
    await stage.until(lambda: "Make viewer" in page.labels)

    assert "needs a lead" in await stage.press(stage.asha, page, "Make viewer")
    await stage.press(stage.asha, page, "Remove")
    await stage.until(lambda: "Remove from the team" in page.labels)
    assert "needs a lead" in await stage.press(stage.asha, page, "Remove from the team")

    assert await role_of(stage, stage.asha) is Role.LEAD
