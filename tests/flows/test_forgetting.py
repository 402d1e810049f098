"""A person is forgotten: nothing they wrote stays in the database or in the bot's messages."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import timedelta

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot import persons
from bot.cli.main import app
from bot.domain.case import Status
from bot.domain.ids import CaseId
from bot.errors import InputUnreadable, OutputUnwritable
from bot.simulator.state import Message
from tests.flows.stage import TOKEN, Stage

CANARY = "quokkabiryani"
COMPLAINT = f"terrible {CANARY} again, my chai was cold"


def dump(stage: Stage) -> str:
    """Everything in the database, as SQL."""
    with sqlite3.connect(stage.folder / "jawab.db") as connection:
        return "\n".join(connection.iterdump())


def shown_by_the_bot(stage: Stage) -> str:
    return "\n".join(m.text or "" for m in stage.desk.visible if m.is_by_bot)


async def a_life(stage: Stage) -> tuple[Message, Message]:
    """A person with a name, two cases, an answer, a note, a warning, a reader who quotes them."""
    post = stage.telegram.post(stage.channel, "Monsoon offer")
    kavi = stage.telegram.add_user(first_name="Kavi Canarywala", username="kavi_canary")
    said = stage.telegram.say(stage.group, kavi, COMPLAINT, reply_to=post)
    card = await stage.card(CANARY, label="Send 1")
    stage.telegram.say(stage.desk, stage.ravi, f"knows {CANARY} well", reply_to=card)
    stage.telegram.say(stage.group, stage.rahul, "where is the menu?", reply_to=said)
    await stage.card("where is the menu?")
    await stage.press(stage.asha, card, "Send 1")
    await stage.answer_under(said)
    again = stage.telegram.say(stage.group, kavi, f"where is my {CANARY}?")
    return again, await stage.card(f"where is my {CANARY}", label="Write")


async def test_nothing_of_a_person_stays_but_a_pseudonym(stage: Stage) -> None:
    # given somebody with a past, of whom a lead asks what is kept
    _, card = await a_life(stage)
    assert CANARY in dump(stage)
    stage.telegram.say(stage.desk, stage.asha, "/forget", reply_to=card)
    question = await stage.card("Forget Kavi Canarywala for good?", label="Forget for good")
    assert "2 comments and 2 cases" in question.text
    assert "1 case is open" in question.text

    # when a manager tries, and then the lead says yes
    assert "lead" in await stage.press(stage.ravi, question, "Forget for good")
    await stage.press(stage.asha, question, "Forget for good")
    await stage.until(lambda: "Asha had somebody forgotten" in question.text)

    # then no table holds their words or names, and no message of the bot does
    await stage.until(lambda: CANARY not in shown_by_the_bot(stage))
    await stage.until(lambda: "Canarywala" not in shown_by_the_bot(stage))
    rest = dump(stage)
    assert CANARY not in rest
    assert "anarywala" not in rest
    assert "kavi_canary" not in rest
    # and the open case is closed, the audit says who did it
    async with stage.store.reading() as tx:
        case = await tx.cases.get(CaseId(3))
        assert case.status is Status.DISMISSED
        assert case.author_name.startswith("forgotten-")
    assert stage.telegram.violations == []


async def test_what_is_not_known_and_what_is_kept_is_said(stage: Stage) -> None:
    # given a comment of somebody
    stage.telegram.say(stage.group, stage.rahul, "my chai was cold")
    await stage.card("my chai was cold")

    # when the lead asks for somebody else, and then changes their mind
    stage.telegram.say(stage.desk, stage.asha, "/forget")
    await stage.desk_says("Reply to a card with /forget")
    stage.telegram.say(stage.desk, stage.asha, "/forget 4242")
    await stage.desk_says("I keep nothing of this person")
    stage.telegram.say(stage.desk, stage.asha, "/forget @rahul")
    question = await stage.card("Forget Rahul for good?", label="Keep")
    await stage.press(stage.asha, question, "Keep")

    # then everything is as it was
    await stage.until(lambda: question.text == "Nothing was forgotten.")
    assert "my chai was cold" in dump(stage)


async def test_the_commands_export_and_forget_while_the_bot_runs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a comment, a backup, and the configuration of the bot that runs
    stage.telegram.say(stage.group, stage.rahul, COMPLAINT)
    card = await stage.card(CANARY)
    config = stage.folder / "config.toml"
    config.write_text(f'[database]\nurl = "{stage.settings.database.url}"\n', encoding="utf-8")
    monkeypatch.setenv("JAWAB_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setattr(persons, "SystemClock", lambda: stage.clock)  # it is July on the stage
    (stage.folder / "jawab.db.20260701T000000Z.backup").touch()
    who, there = str(stage.rahul.id), ["--config", str(config)]

    async def jawab(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, app, [*arguments, *there])

    # when everything is exported, twice into the same file
    out = stage.folder / "rahul.json"
    exported = await jawab("export-person", who, "--out", str(out))
    again = await jawab("export-person", who, "--out", str(out))

    # then the file holds it for its owner alone, and is not overwritten
    assert exported.exit_code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [one["text"] for one in told["Our brand"]["comments"]] == [COMPLAINT]
    assert out.stat().st_mode & 0o077 == 0
    assert isinstance(again.exception, OutputUnwritable)

    # when the person is forgotten
    forgotten = await jawab("forget", "@Rahul", "--yes")

    # then the card at the desk shows nothing, and the backup is named
    assert forgotten.exit_code == 0, forgotten.output
    assert "20260701T000000Z" in forgotten.output
    await stage.until(lambda: CANARY not in (card.text or ""))
    assert CANARY not in dump(stage)
    nobody = await jawab("forget", who, "--yes")
    assert (nobody.exit_code, "Nothing is kept" in nobody.output) == (1, True)
    wrong = await jawab("forget", "not a name!", "--yes")
    assert isinstance(wrong.exception, InputUnreadable)


async def test_after_the_time_they_are_kept_words_are_gone_by_themselves(
    dark_stage: Stage,
) -> None:
    # given an answered comment, and a brand that keeps words for a day
    stage = dark_stage
    stage.keep_days = 1
    await stage.start()
    stage.telegram.say(stage.group, stage.rahul, COMPLAINT)
    card = await stage.card(CANARY, label="Dismiss")
    await stage.press(stage.asha, card, "Dismiss")
    await stage.until(lambda: "Dismissed by Asha" in (card.text or ""))
    assert CANARY in dump(stage)

    # when two days have passed
    stage.clock.skip_to(stage.clock.now() + timedelta(days=2))

    # then the database holds them no longer, and still counts the case
    await stage.until(lambda: CANARY not in dump(stage))
    async with stage.store.reading() as tx:
        assert (await tx.counts()).cases[Status.DISMISSED] == 1
