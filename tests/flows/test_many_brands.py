"""Two brands in one file: each desk knows its own comments, library and people, and no other's."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot import app
from bot.domain.desk_state import DeskState
from bot.services.desk_status import DeskStatus, look_at
from bot.settings import Settings, load_configuration
from bot.simulator.state import Bot, Chat, Message, User
from bot.storage.opening import open_store
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY, TOKEN, Stage

OTHER_TOKEN = "654321:TEST"
ANSWERS = {"chai": "Sorry for the cold chai.", "tea": "Our tea apologises."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One brand as members and managers see it."""

    key: str
    bot: Bot
    desk: Chat
    lead: User
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brands:
    """Both brands at work in one process."""

    stage: Stage
    chai: Side
    tea: Side
    configuration: tuple[Settings, ...]

    async def state(self, side: Side) -> DeskStatus:
        """What `jawab status` tells of a desk, by the clock of the stage."""
        store = await open_store(self.configuration[0].database.url, prepare=False)
        try:
            keys = next(one.keys for one in self.configuration if one.keys.desk == side.key)
            return await look_at(store, keys, now=self.stage.clock.now())
        finally:
            await store.close()

    @property
    def both(self) -> tuple[Side, Side]:
        return self.chai, self.tea

    async def shown(self, side: Side, label: str, words: str = "") -> Message:
        """The newest message of a bot at its desk with this button and these words."""
        return await self.stage.telegram.wait_for_message(
            side.desk, lambda m: m.is_by_bot and label in m.labels and words in (m.text or "")
        )


@pytest.fixture
async def brands(dark_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Brands]:
    async with _at_work(dark_stage, monkeypatch) as brands:
        yield brands


@asynccontextmanager
async def _at_work(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, *, token: str = TOKEN
) -> AsyncIterator[Brands]:
    """What `jawab run` makes of one file, with a classifier that needs no weights."""
    telegram = stage.telegram
    other = telegram.add_bot(token=OTHER_TOKEN, username="tea_helper_bot", name="Tea House")
    desk = telegram.add_group(title="Tea desk")
    telegram.promote(other, desk, can_delete_messages=True, can_pin_messages=True)
    for person in (stage.asha, stage.ravi):
        telegram.join(person, desk)
    chai = Side(key="chai", bot=stage.bot, desk=stage.desk, lead=stage.asha, token=token)
    tea = Side(key="tea", bot=other, desk=desk, lead=stage.ravi, token=OTHER_TOKEN)
    config = stage.folder / "config.toml"
    config.write_text("".join(_described(stage, one) for one in (chai, tea)), encoding="utf-8")
    monkeypatch.setattr(app, "prepare_classifier", lambda _: WordClassifier())
    monkeypatch.setattr(app, "read_weights_of", lambda _: None)
    configuration = load_configuration(config)
    async with app.started_desks(configuration, stage.clock):
        yield Brands(stage=stage, chai=chai, tea=tea, configuration=configuration)


def _described(stage: Stage, side: Side) -> str:
    folder: Path = stage.folder
    (folder / f"{side.key}.txt").write_text(side.token, encoding="utf-8")
    lines = (
        {
            "id": one.id,
            "title": one.titles["en"],
            "examples": list(one.examples),
            "lanes": list(one.lanes),
            "text": ANSWERS[side.key] if one.id == "cold-chai" else "One moment.",
        }
        for one in LIBRARY
    )
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / f"{side.key}.jsonl").write_text(text, encoding="utf-8")
    return f"""
[[brands]]
key = "{side.key}"
name = "{side.key}"
library = "{side.key}.jsonl"
[[bots]]
key = "{side.key}_bot"
token_file = "{side.key}.txt"
api_base = "{stage.telegram.base_url}"
[[desks]]
key = "{side.key}"
brand = "{side.key}"
bot = "{side.key}_bot"
chat_id = {side.desk.id}
undo_seconds = 2
[[managers]]
desks = ["{side.key}"]
user_id = {side.lead.id}
name = "{side.lead.first_name}"
role = "lead"
"""


async def test_each_brand_is_answered_from_its_own_library_at_its_own_desk(
    brands: Brands,
) -> None:
    # given somebody who complains to both, in the same words
    stage, rahul = brands.stage, brands.stage.rahul
    said = {
        one.key: stage.telegram.say_privately(rahul, "my chai was cold", bot=one.bot)
        for one in brands.both
    }

    # when each lead sends what is proposed
    for side in brands.both:
        card = await brands.shown(side, "Send 1", ANSWERS[side.key])
        await stage.press(side.lead, card, "Send 1")

    # then each brand answers in its own words, and each desk has heard of its own only
    for side, other in (brands.both, brands.both[::-1]):
        answer = await stage.answer_under(said[side.key])
        assert answer.sender is side.bot
        assert answer.text == ANSWERS[side.key]
        assert not [m for m in side.desk.messages if ANSWERS[other.key] in (m.text or "")]
        assert not [m for m in side.desk.messages if m.sender is other.bot]


async def test_a_lead_of_one_brand_is_nobody_at_the_other_and_finds_nothing_of_it(
    brands: Brands,
) -> None:
    # given a complaint to each brand
    stage, (chai, tea) = brands.stage, brands.both
    stage.telegram.say_privately(stage.rahul, "my chai was terrible", bot=chai.bot)
    stage.telegram.say_privately(stage.rahul, "my tea was terrible", bot=tea.bot)
    await brands.shown(chai, "Claim", "my chai")
    theirs = await brands.shown(tea, "Claim", "my tea")

    # when the lead of one presses at the other's desk, and searches at the own
    told = await stage.press(chai.lead, theirs, "Claim")
    stage.telegram.say(chai.desk, chai.lead, "/search terrible")

    # then nothing is done there, and only the own comment is found
    assert "no role" in told
    found = await stage.telegram.wait_for_message(
        chai.desk,
        lambda m: m.is_by_bot and "my chai" in (m.text or "") and "Claim" not in m.labels,
    )
    assert "my tea" not in (found.text or "")
    assert not [m for m in chai.desk.messages if "my tea" in (m.text or "")]


async def test_a_refused_bot_ends_alone_and_the_other_brand_goes_on(
    dark_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a brand whose token Telegram does not take
    stage = dark_stage
    with capture_logs([merge_contextvars]) as logs:
        async with _at_work(stage, monkeypatch, token="123456:GONE") as brands:
            await stage.until(lambda: any(one["event"] == "desk.ended" for one in logs))

            # when somebody complains to both
            for side in brands.both:
                words = f"my {side.key} was terrible"
                stage.telegram.say_privately(stage.rahul, words, bot=side.bot)

            # then the other desk hears of its own
            await brands.shown(brands.tea, "Claim", "my tea")
            assert (await brands.state(brands.tea)).state is DeskState.AT_WORK

    # and the log names the one that has ended
    (ended,) = (one for one in logs if one["event"] == "desk.ended")
    assert (ended["desk"], ended["bot"]) == ("chai", "chai_bot")
    assert not [m for m in brands.chai.desk.messages if m.is_by_bot]

    # and every line of a desk's tells whose it is
    assert {one.get("desk") for one in logs if one["event"] == "intake.accepted"} == {"tea"}
    assert {one.get("brand") for one in logs if one["event"] == "library.ready"} == {"chai", "tea"}
