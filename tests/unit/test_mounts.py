"""A host's bot with the desk in it: both see what is theirs, and neither is in the other's way."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, cast

import aiogram
import pytest
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update as AiogramUpdate
from telegram.ext import Application, CallbackQueryHandler, InvalidCallbackData, MessageHandler
from telegram.ext.filters import ALL

from bot.errors import StoreBusy
from bot.ports import Store
from bot.telegram import aiogram_mount, ptb_mount
from bot.telegram.mounted import MountedDesk
from bot.telegram.updates import ALLOWED_UPDATES, kinds_of, read
from tests.unit.simulator_stage import TOKEN, Community, a_community
from tests.unit.test_simulator_clients import _ALL_KINDS, _everything_happens

OURS, THEIRS = "a-button-of-the-desk", "menu:1"


class RecordingDesk:
    """Keeps what it is offered, and takes its own presses."""

    def __init__(self) -> None:
        self.offered: list[dict[str, Any]] = []
        self.kinds: tuple[str, ...] = ALLOWED_UPDATES

    async def offer(self, update: dict[str, Any]) -> bool:
        self.offered.append(update)
        return update.get("callback_query", {}).get("data") == OURS


class AiogramHost:
    """A bot on aiogram with a handler for every message and every press."""

    def __init__(self, base_url: str, desk: RecordingDesk) -> None:
        server = TelegramAPIServer.from_base(base_url)
        self.bot = aiogram.Bot(TOKEN, session=AiohttpSession(api=server))
        self.handled: list[str] = []
        self.dispatcher = aiogram.Dispatcher()
        self.dispatcher.message.register(self._message)
        self.dispatcher.callback_query.register(self._press)
        aiogram_mount.mount(self.dispatcher, desk)

    async def _message(self, message: aiogram.types.Message) -> None:
        self.handled.append(message.text or "")

    async def _press(self, press: aiogram.types.CallbackQuery) -> None:
        self.handled.append(press.data or "")

    async def feed(self, update: dict[str, Any]) -> None:
        await self.dispatcher.feed_raw_update(self.bot, update)

    async def close(self) -> None:
        await self.bot.session.close()


class PtbHost:
    """A bot on python-telegram-bot with a handler for every message and every press."""

    def __init__(self, base_url: str, desk: RecordingDesk) -> None:
        self.handled: list[str] = []
        builder = Application.builder().token(TOKEN).base_url(f"{base_url}/bot").updater(None)
        self.application = builder.build()
        self.application.add_handler(MessageHandler(ALL, self._message))
        self.application.add_handler(CallbackQueryHandler(self._press))
        ptb_mount.mount(self.application, desk)

    async def _message(self, update: ptb.Update, _context: object) -> None:
        self.handled.append(update.effective_message.text or "")

    async def _press(self, update: ptb.Update, _context: object) -> None:
        self.handled.append(update.callback_query.data)

    async def feed(self, update: dict[str, Any]) -> None:
        if not self.application.running:
            await self.application.initialize()
        await self.application.process_update(ptb.Update.de_json(update, self.application.bot))

    async def close(self) -> None:
        await self.application.shutdown()


HOSTS = {"aiogram": AiogramHost, "ptb": PtbHost}


@pytest.fixture
async def community() -> AsyncIterator[Community]:
    async with a_community() as community:
        yield community


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()


@pytest.fixture(params=HOSTS)
async def host(request, community, desk) -> AsyncIterator[AiogramHost | PtbHost]:
    host = HOSTS[request.param](community.telegram.base_url, desk)
    yield host
    await host.close()


async def everything(community: Community) -> list[dict[str, Any]]:
    """An update of every kind, as Telegram sends it."""
    await community.api.call("getUpdates", allowed_updates=_ALL_KINDS)
    _everything_happens(community)
    updates = await community.api.result("getUpdates")
    assert isinstance(updates, list)
    return updates


def substance(value: Any) -> Any:
    """The same without empty lists, which python-telegram-bot leaves out."""
    if isinstance(value, list):
        return [substance(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: substance(one) for name, one in value.items() if one != []}


async def a_press(community: Community, data: str) -> dict[str, Any]:
    said = community.telegram.say(community.group, community.asha, "hello")
    community.telegram.press(community.asha, said, data=data)
    updates = await community.api.result("getUpdates")
    assert isinstance(updates, list)
    return updates[-1]


async def test_the_desk_is_given_updates_as_telegram_sent_them(community, host, desk) -> None:
    sent = await everything(community)
    for update in sent:
        await host.feed(json.loads(json.dumps(update)))

    assert substance(desk.offered) == substance(sent)
    assert [read(update) for update in desk.offered] == [read(update) for update in sent]


async def test_fields_of_tomorrow_get_through(community, host, desk) -> None:
    update = next(one for one in await everything(community) if "message" in one)
    update["message"] |= {"field_of_tomorrow": {"a": [1, "x"]}, "text": "आप 😡"}

    await host.feed(json.loads(json.dumps(update)))

    assert substance(desk.offered) == substance([update])


async def test_half_a_character_keeps_an_update_from_nobody(community, host, desk) -> None:
    update = next(one for one in await everything(community) if "message" in one)
    update["message"]["text"] = "half \ud83d of a smile"

    await host.feed(json.loads(json.dumps(update)))

    assert [read(one) for one in desk.offered] == [read(update)]
    assert len(host.handled) == 1


async def test_the_hosts_handlers_get_every_message(community, host, desk) -> None:
    for update in await everything(community):
        await host.feed(update)

    assert "in a topic" in host.handled
    assert "hello https://x.in" in host.handled


@pytest.mark.parametrize(("data", "handled"), [(THEIRS, [THEIRS]), (OURS, [])])
async def test_of_presses_the_host_gets_all_but_those_on_the_desks_buttons(
    community, host, desk, data, handled
) -> None:
    await host.feed(await a_press(community, data))

    assert host.handled == handled
    assert len(desk.offered) == 1


async def test_a_desk_in_trouble_is_no_trouble_of_the_host(community) -> None:
    async def store_nothing(_updates: object) -> None:
        raise StoreBusy("locked")

    class BusyStore:
        def reading(self) -> None:
            raise StoreBusy("locked")

    desk = MountedDesk(cast("Store", BusyStore()), store_nothing)
    for kind in HOSTS.values():
        host = kind(community.telegram.base_url, desk)
        await host.feed(await a_press(community, OURS))
        for update in await everything(community):
            await host.feed(update)
        await host.close()

        assert OURS in host.handled
        assert "in a topic" in host.handled


async def test_an_update_that_cannot_be_handed_on_is_the_hosts_all_the_same(
    community, host, desk
) -> None:
    update = next(one for one in await everything(community) if "message" in one)
    deep: list[object] = []
    for _ in range(400):
        deep = [deep]
    update["message"] |= {"text": "hello", "field_of_tomorrow": {"half \ud83d": deep}}

    await host.feed(json.loads(json.dumps(update)))

    assert host.handled == ["hello"]


def test_aiogram_asks_telegram_for_what_the_desk_needs(desk) -> None:
    dispatcher = aiogram.Dispatcher()
    aiogram_mount.mount(dispatcher, desk)

    assert set(dispatcher.resolve_used_update_types()) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
    }


def test_aiogram_asks_for_reactions_where_they_count(desk) -> None:
    desk.kinds = kinds_of(reactions=True)
    dispatcher = aiogram.Dispatcher()
    aiogram_mount.mount(dispatcher, desk)

    asked = set(dispatcher.resolve_used_update_types())
    assert asked == {*ALLOWED_UPDATES, "message_reaction", "message_reaction_count"}


async def test_an_update_that_aiogram_has_made_anew_is_still_the_same(community, desk) -> None:
    # given updates that aiogram copied for another bot, so that no field counts as unset
    sent = await everything(community)
    copies = [
        AiogramUpdate.model_validate(AiogramUpdate.model_validate(update).model_dump())
        for update in sent
    ]

    # then they mean the same
    raw = [aiogram_mount.raw_of(copy) for copy in copies]
    assert [read(update) for update in raw] == [read(update) for update in sent]


async def test_a_host_with_callback_data_of_its_own_kind_hides_no_press_from_us(
    community,
) -> None:
    # given a press on a button of ours, for which the library finds no object of the host's
    press = ptb.Update.de_json(await a_press(community, OURS), None)
    with press.callback_query._unfrozen():
        press.callback_query.data = InvalidCallbackData(OURS)

    # then its data are there again, and an object of the host's is nothing to us
    assert ptb_mount.raw_of(press)["callback_query"]["data"] == OURS
    with press.callback_query._unfrozen():
        press.callback_query.data = {"anything": object()}
    assert ptb_mount.raw_of(press)["callback_query"]["data"] != OURS
