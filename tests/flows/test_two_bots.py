"""Two bots, each with a brand and a desk of its own, on one database in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

import pytest

from bot.brand_library import open_brand_library
from bot.domain.ids import NO_CHAT, BotId, BrandId, ChatId, DeskId, Keys, Owner
from bot.domain.roster import Role
from bot.parts import Parts
from bot.ports import Store
from bot.running import RunningDesk
from bot.sections import Brand, Desk, ListedManager
from bot.seeding import seed_database
from bot.services.desk.newcomers import newcomers
from bot.settings import Settings
from bot.simulator.state import Bot, Chat, Message, User
from bot.telegram.aiogram_gateway import AiogramGateway
from classifiers.batching import MicroBatcher
from replies.types import Library
from tests.databases import open_at
from tests.flows.stage import LIBRARY, TOKEN, Stage

OTHER_TOKEN = "654321:TEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One bot with its desk and the lead of it."""

    bot: Bot
    desk: Chat
    lead: User
    store: Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """The two of them, and where they work."""

    stage: Stage
    chai: Side
    tea: Side

    async def shown(self, side: Side, label: str, words: str = "") -> Message:
        """The newest message of the bot at a desk that has this button, and these words."""
        return await self.stage.telegram.wait_for_message(
            side.desk, lambda m: m.is_by_bot and label in m.labels and words in (m.text or "")
        )

    def private(self, person: User, side: Side) -> list[Message]:
        """What stands in somebody's chat with a bot."""
        return self.stage.telegram.private_chat(person, bot=side.bot).messages


@pytest.fixture
async def both(dark_stage: Stage) -> AsyncIterator[Both]:
    """Both desks at work; Asha leads one, Ravi the other."""
    stage = dark_stage
    telegram = stage.telegram
    other = telegram.add_bot(token=OTHER_TOKEN, username="tea_helper_bot", name="Tea & Co")
    desk = telegram.add_group(title="Tea desk")
    telegram.promote(other, desk, can_delete_messages=True, can_pin_messages=True)
    for person in (stage.asha, stage.ravi):
        telegram.join(person, desk)
    store = await open_at(stage.folder / "jawab.db")
    chai = Side(
        bot=stage.bot,
        desk=stage.desk,
        lead=stage.asha,
        store=store.of_bot(BotId(stage.bot.id)),
    )
    tea = Side(bot=other, desk=desk, lead=stage.ravi, store=store.of_bot(BotId(other.id)))
    try:
        async with AsyncExitStack() as running, MicroBatcher(stage.classifier) as batcher:
            for number, (side, token) in enumerate(((chai, TOKEN), (tea, OTHER_TOKEN)), start=1):
                await running.enter_async_context(_at_work(stage, side, token, number, batcher))
            yield Both(stage=stage, chai=chai, tea=tea)
    finally:
        await store.close()


@asynccontextmanager
async def _at_work(
    stage: Stage, side: Side, token: str, number: int, batcher: MicroBatcher
) -> AsyncIterator[None]:
    owner = Owner(bot_id=BotId(side.bot.id), brand_id=BrandId(number), desk_id=DeskId(number))
    gateway = AiogramGateway(token, stage.telegram.base_url)
    parts = Parts(
        settings=_settings(stage, side),
        store=side.store,
        gateway=gateway,
        clock=stage.clock,
        classifier=stage.classifier,
        load_model=lambda: None,
        starter=partial(Library, replies=LIBRARY),
        voice=stage.voice,
    )
    await seed_database(parts.settings, parts.store, owner)
    try:
        async with open_brand_library(
            parts.store,
            owner.brand_id,
            starter=parts.starter,
            embed=batcher.embed,
            model_id=batcher.model_id,
            clock=stage.clock,
        ) as library:
            desk = RunningDesk(parts, owner=owner, library=library, classifier=batcher)
            running = asyncio.create_task(desk.run())
            try:
                yield
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
    finally:
        await gateway.close()


def _settings(stage: Stage, side: Side) -> Settings:
    settings = stage.settings.model_copy(
        update={
            "brand": Brand(name=side.bot.first_name),
            "desk": Desk(chat_id=side.desk.id, undo_seconds=2),
            "communities": (),
            "managers": (ListedManager(user_id=side.lead.id, name="Lead", role=Role.LEAD),),
        }
    )
    key = side.bot.username
    return settings.named(Keys(brand=key, bot=key, desk=key))


async def test_one_person_complains_to_two_brands_and_each_answers_for_itself(
    both: Both,
) -> None:
    # given somebody who writes to both bots; the two messages have one chat id and one number
    rahul, telegram = both.stage.rahul, both.stage.telegram
    chai = telegram.say_privately(rahul, "my chai was terrible", bot=both.chai.bot)
    tea = telegram.say_privately(rahul, "my tea was terrible", bot=both.tea.bot)
    assert (chai.chat.id, chai.message_id) == (tea.chat.id, tea.message_id)

    # when each lead writes an answer under the card of their desk
    for side, words in ((both.chai, "my chai"), (both.tea, "my tea")):
        card = await both.shown(side, "Claim", words)
        telegram.say(side.desk, side.lead, f"Sorry about {words}", reply_to=card)
        offer = await both.shown(side, "Use as answer")
        await both.stage.press(side.lead, offer, "Use as answer")
        preview = await both.shown(side, "Send")
        await both.stage.press(side.lead, preview, "Send")

    # then each stands in the chat with the bot that was complained to, once
    for side, comment, words in ((both.chai, chai, "my chai"), (both.tea, tea, "my tea")):
        answer = await both.stage.answer_under(comment)
        assert answer.sender is side.bot
        assert answer.text == f"Sorry about {words}"
        replies = [m for m in both.private(rahul, side) if m.is_by_bot]
        assert len(replies) == 1
    assert not [m for m in both.chai.desk.messages if "my tea" in (m.text or "")]
    assert not [m for m in both.tea.desk.messages if "my chai" in (m.text or "")]


async def test_buttons_numbers_and_roles_of_one_desk_reach_nothing_at_the_other(
    both: Both,
) -> None:
    # given a card at each desk
    telegram = both.stage.telegram
    telegram.say_privately(both.stage.rahul, "my chai was terrible", bot=both.chai.bot)
    telegram.say_privately(both.stage.rahul, "my tea was terrible", bot=both.tea.bot)
    ours = await both.shown(both.chai, "Claim", "my chai")
    theirs = await both.shown(both.tea, "Claim", "my tea")

    # when the lead of one desk forges a press there with the token of the other's button
    claim = next(one.data for row in ours.buttons for one in row if one.label == "Claim")
    forged = await telegram.answer_to(telegram.press(both.tea.lead, theirs, data=claim))
    # and presses the other desk's card itself
    stranger = await both.stage.press(both.tea.lead, ours, "Claim")

    # then neither does anything
    assert "too old" in (forged.text or "")
    assert "no role" in stranger
    async with both.chai.store.reading() as tx:
        case = (await tx.cases.open(DeskId(1), limit=9))[0]
        assert case.holder_id is None

    # and the case's number is none at the other desk
    telegram.say(both.tea.desk, both.tea.lead, f"/case {case.id}")
    await telegram.wait_for_message(
        both.tea.desk, lambda m: f"There is no case {case.id}" in (m.text or "")
    )


async def test_the_desk_of_one_bot_becomes_nothing_of_the_other_that_is_added_to_it(
    both: Both,
) -> None:
    # given a bot without a desk that somebody adds to the other bot's desk
    telegram, (chai, tea) = both.stage.telegram, (both.chai, both.tea)
    async with chai.store.writing() as tx:
        await tx.directory.move_chat(ChatId(chai.desk.id), NO_CHAT)
    telegram.promote(chai.bot, tea.desk, can_delete_messages=True)

    # when its lead wants to move in there
    telegram.say(tea.desk, chai.lead, f"/here@{chai.bot.username}")

    # then it says why not, and is offered no community of it
    await telegram.wait_for_message(
        tea.desk, lambda m: m.sender is chai.bot and "desk of another bot" in (m.text or "")
    )
    async with chai.store.reading() as tx:
        assert (await tx.directory.desk(DeskId(1))).chat_id == NO_CHAT
        owner = Owner(bot_id=BotId(chai.bot.id), brand_id=BrandId(1), desk_id=DeskId(1))
        assert tea.desk.id not in [one.chat_id for one in await newcomers(tx, owner)]
