"""A community, a desk and the real desk software between them, on a faster clock."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from pydantic import SecretStr

from bot.demo.clock import AcceleratedClock
from bot.desks import desk_of
from bot.domain.comment import CommunityMode
from bot.domain.ids import BotId
from bot.domain.ladder import Notify
from bot.domain.roster import Role
from bot.domain.weekly import WeeklyHour
from bot.parts import Parts
from bot.ports import Drafter, Gateway, Pager, Store, Voice
from bot.sections import (
    Alike,
    Approval,
    Brand,
    CardBudget,
    Database,
    Desk,
    Incidents,
    ListedManager,
    Privacy,
    Reports,
    Telegram,
    WatchedCommunity,
    Webhook,
)
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.simulator.state import Message, User
from bot.sla_sections import Escalation, Oncall, Sla
from bot.telegram.aiogram_gateway import AiogramGateway
from bot.telegram.ptb_gateway import PtbGateway
from bot.telegram.updates import kinds_of
from bot.triage_sections import ListedAuthors, Triage, TriageRule
from classifiers.types import Classifier
from replies.types import Library, SavedReply, Variant
from replies.voice import Voice as BrandVoice
from tests.databases import open_at
from tests.fakes import WordClassifier

TOKEN = "123456:TEST"
START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
FACTOR = 20.0

LIBRARIES: dict[str, Callable[[str, str], Gateway]] = {
    "aiogram": AiogramGateway,
    "ptb": PtbGateway,
}
with_both_libraries = pytest.mark.parametrize("library", LIBRARIES, indirect=True)
"""For what has to be the same on both ways to Telegram; other flows take the first."""

LIBRARY = (
    SavedReply(
        id="cold-chai",
        titles={"en": "Cold chai"},
        lanes=("complaint",),
        examples=("my chai was cold", "the chai came cold", "cold terrible chai"),
        variants=(Variant(lang="en", text="$author, sorry for the cold chai. We are on it."),),
    ),
    SavedReply(
        id="order-status",
        titles={"en": "Order status"},
        lanes=("question", "complaint"),
        examples=("where is my order?", "when does my order come?", "my order where is it"),
        variants=(Variant(lang="en", text="We look into order $ask_order_number right away."),),
    ),
    SavedReply(
        id="menu",
        titles={"en": "Menu"},
        lanes=("question",),
        examples=("where is the menu?", "what is on the menu?", "menu please?"),
        variants=(Variant(lang="en", text="Here is our menu: $link_menu"),),
    ),
)


def a_free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stage:
    """What a test sees: Telegram from outside, and the store for what only it knows."""

    def __init__(self, folder: Path, telegram: Simulator, clock: AcceleratedClock) -> None:
        self.telegram = telegram
        self.clock = clock
        self.folder = folder
        self.classifier: Classifier = WordClassifier()
        self.starter: Callable[[], Library] = partial(Library, replies=LIBRARY)
        self.library = "aiogram"
        self.token = TOKEN
        self.undo_seconds = 2
        self.ring_at = 80
        self.unsure_at = (time(11), time(17))
        self.stale_guard: Literal["", "quote"] = ""
        self.topics: Literal["", "lanes", "communities"] = ""
        self.lead_code = ""
        self.webhook_port = 0
        self.voice: Voice = BrandVoice()
        self.language: Literal["en", "hi", "ru"] = "en"
        self.gender: Literal["", "feminine", "masculine"] = ""
        self.has_desk = True
        self.mode = CommunityMode.LIVE
        self.wants_praise = False
        self.budget: CardBudget | None = None
        self.approval = Approval()
        self.reports = Reports(known_for_hours=0)
        self.incidents = Incidents(enabled=False)
        self.alike = Alike(enabled=False)
        self.keep_days = 400
        self.sla = Sla()
        self.oncall = Oncall()
        self.escalation = Escalation(from_priority=101, on_breach=False)
        self.rules: tuple[TriageRule, ...] = ()
        self.lists = ListedAuthors()
        self.reactions = False
        self.report_at: WeeklyHour | None = WeeklyHour(day=0, hour=time(10))
        self.drafter: Drafter | None = None
        self.pagers: dict[Notify, Pager] = {}
        self.store: Store
        self.bot = telegram.add_bot(token=TOKEN, username="chai_helper_bot", name="Chai & Co")
        self.channel = telegram.add_channel(title="Chai Adda", username="chai_adda")
        self.group = telegram.add_group(
            title="Chai Adda chat", username="chai_adda_chat", linked_to=self.channel
        )
        self.desk = telegram.add_group(title="Desk")
        telegram.promote(self.bot, self.group, can_delete_messages=True)
        telegram.promote(self.bot, self.desk, can_delete_messages=True, can_pin_messages=True)
        self.asha = telegram.add_user(first_name="Asha")
        self.ravi = telegram.add_user(first_name="Ravi")
        self.mira = telegram.add_user(first_name="Mira")
        self.rahul = telegram.add_user(first_name="Rahul", username="rahul")
        self.stranger = telegram.add_user(first_name="Stranger")
        for person in (self.asha, self.ravi, self.mira, self.stranger):
            telegram.join(person, self.desk)
        self._running = AsyncExitStack()

    @property
    def settings(self) -> Settings:
        return Settings(
            telegram=self._telegram_section(),
            database=Database(url=f"sqlite+aiosqlite:///{self.folder / 'jawab.db'}"),
            brand=Brand(
                name="Chai & Co",
                gender=self.gender,
                links={"menu": "https://chai.example/menu"},
            ),
            communities=(
                WatchedCommunity(
                    chat_id=self.group.id,
                    title="Chai Adda",
                    languages=("en",),
                    mode=self.mode,
                    praise=self.wants_praise,
                    budget=self.budget,
                ),
            ),
            desk=Desk(
                chat_id=self.desk.id if self.has_desk else None,
                language=self.language,
                undo_seconds=self.undo_seconds,
                ring_at=self.ring_at,
                unsure_at=self.unsure_at,
                stale_guard=self.stale_guard,
                topics=self.topics,
                lead_code=self.lead_code,
                report_at=self.report_at,
            ),
            approval=self.approval,
            reports=self.reports,
            sla=self.sla,
            oncall=self.oncall,
            escalation=self.escalation,
            incidents=self.incidents,
            privacy=Privacy(keep_days=self.keep_days),
            triage=Triage(rules=self.rules, lists=self.lists, reactions=self.reactions),
            alike=self.alike,
            managers=(
                ListedManager(user_id=self.asha.id, name="Asha", role=Role.LEAD),
                ListedManager(user_id=self.ravi.id, name="Ravi", role=Role.MANAGER),
                ListedManager(user_id=self.mira.id, name="Mira", role=Role.MODERATOR),
            ),
        )

    def _telegram_section(self) -> Telegram:
        if not self.webhook_port:
            return Telegram(api_base=self.telegram.base_url)
        return Telegram(
            api_base=self.telegram.base_url,
            mode="webhook",
            webhook=Webhook(
                url=f"http://127.0.0.1:{self.webhook_port}/telegram",
                secret=SecretStr("a-secret-of-the-stage"),
                port=self.webhook_port,
            ),
        )

    async def start(self) -> None:
        """Start the desk (again)."""
        await self._running.enter_async_context(self._desk())

    async def stop(self) -> None:
        """Stop the desk as a signal would."""
        await self._running.aclose()

    @asynccontextmanager
    async def _desk(self) -> AsyncIterator[None]:
        kinds = kinds_of(reactions=self.reactions)
        gateway = LIBRARIES[self.library](self.token, self.telegram.base_url, kinds=kinds)
        self.store = (await open_at(self.folder / "jawab.db")).of_bot(BotId(self.bot.id))
        parts = Parts(
            settings=self.settings,
            store=self.store,
            gateway=gateway,
            clock=self.clock,
            classifier=self.classifier,
            load_model=lambda: None,
            starter=self.starter,
            voice=self.voice,
            drafter=self.drafter,
            pagers=self.pagers,
        )
        try:
            async with desk_of(parts, BotId(self.bot.id)) as desk:
                self.until_indexed, self.running = desk.prepared, desk
                running = asyncio.create_task(desk.run())
                try:
                    yield
                finally:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)
        finally:
            await gateway.close()
            await self.store.close()

    async def card(self, about: str, *, label: str = "Dismiss") -> Message:
        """The newest card in the desk that holds these words, once it stands."""
        return await self.telegram.wait_for_message(
            self.desk, lambda m: m.is_by_bot and about in (m.text or "") and label in m.labels
        )

    async def desk_says(self, words: str, *, after: Message | None = None) -> Message:
        """A message of the bot in the desk with these words."""
        return await self.telegram.wait_for_message(
            self.desk,
            lambda m: (
                m.is_by_bot
                and words in (m.text or "")
                and (after is None or m.message_id > after.message_id)
            ),
        )

    async def answer_under(self, comment: Message) -> Message:
        """The bot's answer under a comment."""
        return await self.telegram.wait_for_message(
            comment.chat, lambda m: m.is_by_bot and m.reply_to is comment
        )

    def told(self) -> list[Message]:
        """Everything the bot has said in the desk but the board, which comes when it likes."""
        return [m for m in self.desk.messages if m.is_by_bot and "Mine" not in m.labels]

    def answers(self) -> list[Message]:
        """Everything the bot has said in the community."""
        return [m for m in self.telegram.chat(self.group).messages if m.is_by_bot]

    async def press(self, who: User, message: Message, button: str) -> str:
        """Press a button and return what the presser reads."""
        press = self.telegram.press(who, message, button)
        return (await self.telegram.answer_to(press)).text or ""

    async def menu(self, who: User, card: Message) -> Message:
        """What opens behind `More`."""
        newest = card.chat.messages[-1].message_id
        await self.press(who, card, "More")
        return await self.telegram.wait_for_message(
            card.chat, lambda m: m.is_by_bot and "Close" in m.labels and m.message_id > newest
        )

    async def choose(self, who: User, card: Message, button: str) -> str:
        """Press a button behind `More` and return what the presser reads."""
        return await self.press(who, await self.menu(who, card), button)

    async def until_cases(self, count: int) -> None:
        """Wait until so many cases are kept, with a card or without."""
        async with asyncio.timeout(30):
            while True:
                async with self.store.reading() as tx:
                    if sum((await tx.counts()).cases.values()) >= count:
                        return
                await asyncio.sleep(0.05)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so."""
        await self.telegram.wait_for(holds)


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage whose desk is not started yet."""
    clock = AcceleratedClock(FACTOR, START)
    async with Simulator(clock=clock) as telegram:
        stage = Stage(folder, telegram, clock)
        try:
            yield stage
        finally:
            await stage.stop()
