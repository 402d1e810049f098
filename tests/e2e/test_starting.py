"""Starts that cannot succeed say why in a sentence; those that can, get there by themselves."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from bot.simulator.simulator import Simulator
from tests.e2e.program import SECRET, Program, Town


def the_sentence(program: Program) -> str:
    """The one line that a failing start prints, besides its log of events."""
    lines = [line for line in program.log.splitlines() if line.startswith("jawab: ")]
    assert len(lines) == 1, program.log
    assert "Traceback" not in program.log
    assert SECRET not in program.log
    return lines[0]


async def test_a_wrong_token_is_said_in_one_sentence(town: Town) -> None:
    # given a token that Telegram does not know
    program = Program(town.program.config, token=f"999:{SECRET}")

    # when the program is started
    await program.start()

    # then it ends and says so, without the token
    assert await program.exit_code() == 1
    assert "Telegram does not accept the bot's token" in the_sentence(program)


async def test_with_aiogram_a_complaint_is_answered_just_so(town: Town) -> None:
    # given aiogram, which other tests here do without
    town.write_config(telegram={"library": "aiogram"})
    await town.start()

    # when somebody complains and Asha answers
    comment = town.complains("Rahul")
    await town.approve("Rahul")

    # then the answer stands under the comment, and the program ends well
    assert (await town.answer_under(comment)).text == "Sorry, Rahul!"
    assert await town.program.terminate() == 0
    assert town.telegram.violations == []


async def test_a_locked_database_is_said_in_one_sentence(town: Town) -> None:
    # given another program that holds the database
    other = sqlite3.connect(town.program.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    # when the program is started
    await town.program.start()

    # then it says who is in the way
    assert await town.program.exit_code() == 1
    assert "is locked by another program" in the_sentence(town.program)
    other.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write to any file")
async def test_a_read_only_database_is_said_in_one_sentence(town: Town) -> None:
    # given a database that may only be read
    town.program.database.touch(mode=0o400)

    # when the program is started
    await town.program.start()

    # then it says what to do
    assert await town.program.exit_code() == 1
    assert "read-only" in the_sentence(town.program)


async def test_a_database_that_cannot_be_made_is_said_in_one_sentence(town: Town) -> None:
    # given a folder where the file should be
    town.program.database.mkdir()

    # when the program is started
    await town.program.start()

    # then it says which setting is meant
    assert await town.program.exit_code() == 1
    assert "jawab.db" in the_sentence(town.program)


async def test_without_network_the_start_waits_and_says_so(tmp_path: Path) -> None:
    async with Simulator() as telegram:
        # given a Telegram that cannot be reached, and a chat that the bot is not in
        town = Town(tmp_path, telegram)
        elsewhere = telegram.add_group(title="Not ours")
        town.write_config(communities=[elsewhere.id])
        telegram.kick(town.bot, town.desk)
        town.complains("Rahul")
        await telegram.stop()
        await town.program.start()
        try:
            await town.until_logged("telegram.not_reached")

            # when it can be reached
            await telegram.start()

            # then the desk works; that the bot is not let into its desk is said in the log
            await town.until_triaged(1)
            await town.until_logged("ChatGone")
            assert "Traceback" not in town.program.log
        finally:
            await town.program.kill()
