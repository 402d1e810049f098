"""Two brands in one file: each desk knows its own comments, library and people, and no other's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot import app
from bot.configuration import load_configuration
from bot.domain.desk_state import DeskState
from bot.domain.ladder import Notify
from bot.domain.paging import Page
from bot.errors import PagerFailed, TokenRefused
from bot.services.desk_status import look_at
from bot.settings import Settings
from bot.simulator.state import Bot, Chat, Message, User
from bot.storage.opening import open_store
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY, TOKEN, Stage, a_free_port

OTHER_TOKEN = "654321:TEST"
ANSWERS = {"chai": "Sorry for the cold chai.", "tea": "Our tea apologises."}
BANNED = {"chai": "surely", "tea": "perhaps"}
"""A word that each brand does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One desk as members and managers see it."""

    key: str
    brand: str
    bot: Bot
    desk: Chat
    lead: User


class HoarsePager:
    """Another way of calling somebody, which fails the first time."""

    def __init__(self, paged: list[Page]) -> None:
        self._paged = paged
        self._has_failed = False

    async def send(self, page: Page) -> None:
        if not self._has_failed:
            self._has_failed = True
            raise PagerFailed("not yet")
        self._paged.append(page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brands:
    """Two brands, and what `jawab run` makes of the file that describes them."""

    stage: Stage
    chai: Side
    tea: Side
    more: tuple[Side, ...] = ()
    hook_port: int = 0
    paged: list[Page] = field(default_factory=list)

    @property
    def both(self) -> tuple[Side, Side]:
        return self.chai, self.tea

    @property
    def configuration(self) -> tuple[Settings, ...]:
        """What the file says; the simulated Telegram delivers without a certificate."""
        listed = load_configuration(self.stage.folder / "config.toml")
        return tuple(map(_without_certificate, listed))

    def take_token(self, side: Side, token: str) -> None:
        """Put a token into the file that a bot's is read from."""
        (self.stage.folder / f"{side.key}.txt").write_text(token, encoding="utf-8")

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """All desks at work, with a classifier that needs no weights."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app, "prepare_classifier", lambda _: WordClassifier())
            patch.setattr(app, "read_weights_of", lambda _: None)
            patch.setattr(app, "open_pagers", lambda _: {Notify.WEBHOOK: HoarsePager(self.paged)})
            async with app.started_desks(self.configuration, self.stage.clock):
                yield

    async def state(self, side: Side) -> DeskState:
        """What `jawab status` tells of a desk, by the clock of the stage."""
        store = await open_store(self.configuration[0].database.url, prepare=False)
        try:
            keys = next(one.keys for one in self.configuration if one.keys.desk == side.key)
            return (await look_at(store, keys, now=self.stage.clock.now())).state
        finally:
            await store.close()

    async def shown(self, side: Side, label: str, words: str = "") -> Message:
        """The newest message of a bot at its desk with this button and these words."""
        return await self.stage.telegram.wait_for_message(
            side.desk, lambda m: m.is_by_bot and label in m.labels and words in (m.text or "")
        )

    def complains(self, side: Side, words: str) -> Message:
        """Rahul writes to a bot."""
        return self.stage.telegram.say_privately(self.stage.rahul, words, bot=side.bot)


@pytest.fixture
async def described(dark_stage: Stage) -> Brands:
    """Two brands in one file, nobody at work."""
    stage = dark_stage
    chai = Side(key="chai", brand="chai", bot=stage.bot, desk=stage.desk, lead=stage.asha)
    brands = Brands(
        stage=stage,
        chai=chai,
        tea=a_side(stage, "tea", brand="tea", lead=stage.ravi, token=OTHER_TOKEN),
    )
    describe(brands)
    return brands


@pytest.fixture
async def brands(described: Brands) -> AsyncIterator[Brands]:
    async with described.at_work():
        yield described


def a_side(stage: Stage, key: str, *, brand: str, lead: User, token: str) -> Side:
    """A desk of its own with a bot of its own."""
    bot = stage.telegram.add_bot(token=token, username=f"{key}_helper_bot", name=key)
    desk = stage.telegram.add_group(title=f"{key} desk")
    stage.telegram.promote(bot, desk, can_delete_messages=True, can_pin_messages=True)
    for person in (stage.asha, stage.ravi):
        stage.telegram.join(person, desk)
    return Side(key=key, brand=brand, bot=bot, desk=desk, lead=lead)


def describe(brands: Brands) -> None:
    """Write the configuration, each brand's library and voice, and each bot's token."""
    folder, sides = brands.stage.folder, (*brands.both, *brands.more)
    for side in sides:
        brands.take_token(side, side.bot.token)
    text = "".join(_brand(brands.stage, one) for one in dict.fromkeys(s.brand for s in sides))
    text += "".join(_desk(brands, one) for one in sides)
    (folder / "config.toml").write_text(text, encoding="utf-8")


def _brand(stage: Stage, key: str) -> str:
    folder: Path = stage.folder
    lines = (
        {
            "id": one.id,
            "title": one.titles["en"],
            "examples": list(one.examples),
            "lanes": list(one.lanes),
            "text": ANSWERS[key] if one.id == "cold-chai" else "One moment.",
        }
        for one in LIBRARY
    )
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / f"{key}.jsonl").write_text(text, encoding="utf-8")
    ban = f'[[words]]\nname = "own"\nban = ["{BANNED[key]}"]\nseverity = "block"\n'
    (folder / f"{key}-voice.toml").write_text(ban, encoding="utf-8")
    return f"""
[[brands]]
key = "{key}"
name = "{key}"
library = "{key}.jsonl"
voice = "{key}-voice.toml"
"""


def _without_certificate(settings: Settings) -> Settings:
    telegram, hook = settings.telegram, settings.telegram.webhook
    plain = hook.model_copy(update={"url": hook.url.replace("https://", "http://")})
    return settings.model_copy(update={"telegram": telegram.model_copy(update={"webhook": plain})})


def _desk(brands: Brands, side: Side) -> str:
    hook = f"""
library = "{"aiogram" if side is brands.chai else "python-telegram-bot"}"
mode = "webhook"
[bots.webhook]
url = "https://127.0.0.1:{brands.hook_port}/telegram/{side.key}_bot"
port = {brands.hook_port}
"""
    return f"""
[[bots]]
key = "{side.key}_bot"
token_file = "{side.key}.txt"
api_base = "{brands.stage.telegram.base_url}"
{hook if brands.hook_port else ""}
[[desks]]
key = "{side.key}"
brand = "{side.brand}"
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
    stage = brands.stage
    said = {one.key: brands.complains(one, "my chai was cold") for one in brands.both}

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


async def test_two_desks_of_a_brand_share_its_library_and_its_voice_is_not_the_other_brands(
    described: Brands,
) -> None:
    # given a second desk of the first brand, with a bot and a lead of its own
    stage = described.stage
    south = a_side(stage, "south", brand="chai", lead=stage.mira, token="777777:TEST")
    stage.telegram.join(stage.mira, south.desk)
    brands = replace(described, more=(south,))
    describe(brands)
    async with brands.at_work():
        # when its lead changes a saved reply there
        page = await answered(stage, stage.telegram.say(south.desk, south.lead, "/replies cold"))
        await stage.press(south.lead, page, "Cold chai")
        await stage.until(lambda: "Edit text" in page.labels)
        await stage.press(south.lead, page, "Edit text")
        prompt = await stage.telegram.wait_for_message(south.desk, lambda m: m.wants_reply)
        await answered(
            stage, stage.telegram.say(south.desk, south.lead, "A hot one comes.", reply_to=prompt)
        )

        # then the first desk of the brand proposes the new words, the other brand its own
        brands.complains(brands.chai, "my chai was cold")
        brands.complains(brands.tea, "my chai was cold")
        await brands.shown(brands.chai, "Send 1", "A hot one comes.")
        await brands.shown(brands.tea, "Send 1", ANSWERS["tea"])

        # and what one brand does not say at any of its desks, the other may
        for side in (brands.chai, south, brands.tea):
            brands.complains(side, "this is terrible")
            card = await brands.shown(side, "Claim", "this is terrible")
            stage.telegram.say(side.desk, side.lead, "It surely comes", reply_to=card)
            offer = await brands.shown(side, "Use as answer")
            await stage.press(side.lead, offer, "Use as answer")
        for side, stopped in ((brands.chai, True), (south, True), (brands.tea, False)):
            preview = await brands.shown(side, "Cancel", "It surely comes")
            assert ("Send anyway (lead)" in preview.labels) is stopped


async def answered(stage: Stage, said: Message) -> Message:
    """The bot's reply to a message."""
    return await stage.telegram.wait_for_message(
        said.chat, lambda m: m.is_by_bot and m.reply_to is said
    )


async def test_a_token_that_is_revoked_ends_its_desk_alone_until_the_new_one_is_there(
    described: Brands,
) -> None:
    # given two desks at work
    brands, stage = described, described.stage
    chai, tea = brands.both
    with capture_logs([merge_contextvars]) as logs:
        async with brands.at_work():
            brands.complains(chai, "my chai was terrible")
            await brands.shown(chai, "Claim", "my chai")

            # when the token of one is revoked, and somebody complains to both
            fresh = stage.telegram.revoke_token(chai.bot)
            await stage.until(lambda: any(one["event"] == "desk.ended" for one in logs))
            brands.complains(chai, "my chai was awful")
            brands.complains(tea, "my tea was terrible")

            # then the other desk hears of its own, and the status tells them apart
            await brands.shown(tea, "Claim", "my tea")
            assert await brands.state(chai) is DeskState.REFUSED
            assert await brands.state(tea) is DeskState.AT_WORK

        # and where the old token is still in the file, it ends again, and nobody is called twice
        async with brands.at_work():
            await stage.until(lambda: sum(one["event"] == "desk.ended" for one in logs) == 2)
            await brands.shown(tea, "Claim", "my tea")
        (page,) = brands.paged
        assert (page.brand, "new token" in page.lines[0]) == ("chai", True)

        # and with the new token the desk goes on where it was
        brands.take_token(chai, fresh)
        async with brands.at_work():
            await brands.shown(chai, "Claim", "my chai was awful")
            assert await brands.state(chai) is DeskState.AT_WORK

    # and the log says which one has ended, why, and what to do
    ended = next(one for one in logs if one["event"] == "desk.ended")
    assert (ended["desk"], ended["bot"]) == ("chai", "chai_bot")
    reason = str(ended["exc_info"])
    assert reason.startswith("bot chai_bot: Telegram does not accept the bot's token (hint: ")
    assert str(stage.folder / "chai.txt") in reason
    assert TOKEN not in reason

    # and every line tells whose it is
    accepted = [one.get("desk") for one in logs if one["event"] == "intake.accepted"]
    assert set(accepted) == {"chai", "tea"}
    ready = [one.get("brand") for one in logs if one["event"] == "library.ready"]
    assert set(ready) == {"chai", "tea"}


async def test_when_no_desk_is_left_the_end_names_each_bot(described: Brands) -> None:
    # given a token that was never taken, when another is revoked while its desk works
    brands = described
    brands.take_token(brands.chai, "123456:GONE")
    with pytest.raises(ExceptionGroup) as ended:
        await until_none_is_left(brands)

    # then both are named, one a line
    (refused,) = ended.value.exceptions
    assert isinstance(refused, TokenRefused)
    assert [line.partition(":")[0] for line in str(refused).splitlines()] == [
        "bot chai_bot",
        "bot tea_bot",
    ]
    assert not [m for m in brands.chai.desk.messages if m.is_by_bot]


async def until_none_is_left(brands: Brands) -> None:
    with capture_logs() as logs:
        async with brands.at_work():
            await brands.stage.until(lambda: any(one["event"] == "desk.ended" for one in logs))
            brands.complains(brands.tea, "my tea was terrible")
            await brands.shown(brands.tea, "Claim", "my tea")
            brands.stage.telegram.revoke_token(brands.tea.bot)
            await asyncio.sleep(30)


async def test_bots_of_both_libraries_have_their_updates_delivered_at_one_port(
    described: Brands,
) -> None:
    # given two bots that Telegram calls, one by each library
    brands, telegram = replace(described, hook_port=a_free_port()), described.stage.telegram
    chai, tea = brands.both
    describe(brands)
    with capture_logs([merge_contextvars]) as logs:
        async with brands.at_work():
            # when somebody complains to each, and a lead answers
            said = brands.complains(chai, "my chai was cold")
            brands.complains(tea, "my tea was terrible")
            card = await brands.shown(chai, "Send 1", ANSWERS["chai"])
            await brands.stage.press(chai.lead, card, "Send 1")

            # then each desk has its own, and nobody asked for updates
            assert (await brands.stage.answer_under(said)).text == ANSWERS["chai"]
            theirs = await brands.shown(tea, "Claim", "my tea")
            assert telegram.calls_of("getUpdates") == []

            # and when a token is revoked, what is to be sent finds out, and the other goes on
            fresh = telegram.revoke_token(chai.bot)
            brands.complains(chai, "my chai was awful")
            await brands.stage.until(lambda: any(one["event"] == "desk.ended" for one in logs))
            assert await brands.stage.press(tea.lead, theirs, "Claim")
            assert await brands.state(chai) is DeskState.REFUSED

        # and what could not be sent is, once the new token is there
        brands.take_token(chai, fresh)
        async with brands.at_work():
            await brands.shown(chai, "Claim", "my chai was awful")
    accepted = {one.get("desk") for one in logs if one["event"] == "intake.accepted"}
    assert accepted == {"chai", "tea"}
