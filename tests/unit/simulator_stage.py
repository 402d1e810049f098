"""A small community on the simulator, a clock moved by hand, and a client without a library."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp

from bot.simulator.simulator import Simulator
from bot.simulator.state import Bot, Chat, User

TOKEN = "123456:TEST"


class HandClock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self._now = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._sleepers.append((self._now + timedelta(seconds=seconds), event))
        await event.wait()

    def advance(self, **by: float) -> None:
        self._now += timedelta(**by)
        for due, event in self._sleepers:
            if due <= self._now:
                event.set()


class Client:
    """Calls the Bot API with plain JSON."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self.session = session
        self.base_url = base_url

    async def call(self, method: str, **params: object) -> dict:
        url = f"{self.base_url}/bot{TOKEN}/{method}"
        async with self.session.post(url, json=params) as answer:
            return await answer.json()

    async def result(self, method: str, **params: object) -> object:
        body = await self.call(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: object) -> str:
        body = await self.call(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    async def heard(self, **params: object) -> list[tuple[str, dict]]:
        """Take all pending updates and confirm them; give kind and body of each."""
        updates = await self.result("getUpdates", **params)
        if updates:
            await self.result("getUpdates", offset=updates[-1]["update_id"] + 1)
        return [next((k, v) for k, v in u.items() if k != "update_id") for u in updates]


@dataclass
class Community:
    telegram: Simulator
    clock: HandClock
    api: Client
    bot: Bot
    channel: Chat
    group: Chat
    desk: Chat
    forum: Chat
    asha: User


@asynccontextmanager
async def a_community(*, privacy: bool = False) -> AsyncIterator[Community]:
    clock = HandClock()
    async with Simulator(clock=clock) as telegram, aiohttp.ClientSession() as session:
        bot = telegram.add_bot(
            token=TOKEN,
            username="chai_helper_bot",
            name="Chai & Co",
            can_read_all_group_messages=not privacy,
        )
        channel = telegram.add_channel(title="Chai Adda", username="chai_adda")
        group = telegram.add_group(title="Chai Adda chat", linked_to=channel)
        desk = telegram.add_group(title="Desk")
        forum = telegram.add_group(title="Forum", forum=True)
        telegram.promote(bot, channel)
        if privacy:
            telegram.demote(bot, group)
        else:
            telegram.promote(bot, group, can_delete_messages=True, can_restrict_members=True)
        telegram.demote(bot, desk)
        telegram.demote(bot, forum)
        asha = telegram.add_user(first_name="Asha", username="asha", language_code="hi")
        api = Client(session, telegram.base_url)
        await api.heard()
        yield Community(telegram, clock, api, bot, channel, group, desk, forum, asha)


def keyboard(*buttons: dict) -> dict:
    return {"inline_keyboard": [[button] for button in buttons]}


def button(text: str, data: str) -> dict:
    return {"text": text, "callback_data": data}
