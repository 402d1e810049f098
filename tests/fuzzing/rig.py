"""A whole desk on a clock that is moved by hand, with all that leaves looked at.

Updates come over HTTP through both Telegram libraries, which have to agree on them; what the desk
says goes nowhere, but is held against what Telegram would take and against `CANARY`.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from aiohttp import web
from structlog.typing import EventDict, WrappedLogger

from bot.desks import desk_of
from bot.domain.comment import CommunityMode
from bot.domain.ids import BotId, UpdateId
from bot.domain.roster import Role
from bot.parts import Parts
from bot.ports import RawUpdate
from bot.running import RunningDesk
from bot.sections import (
    Brand,
    Database,
    Desk,
    ListedManager,
    Private,
    Reports,
    Telegram,
    WatchedCommunity,
)
from bot.services.delivery import Outdated
from bot.services.intake import ATTEMPTS
from bot.settings import Settings
from bot.simulator.entities import parse_html
from bot.simulator.wire import Refused, utf16_length
from bot.telegram.aiogram_gateway import AiogramCarrier
from bot.telegram.bot_api import BotApiGateway
from bot.telegram.calls import Answer, Call, Carrier
from bot.telegram.ptb_gateway import PtbCarrier
from bot.telegram.updates import UpdateUnreadable, read
from replies.types import Library
from replies.voice import Voice
from tests.databases import open_at
from tests.fakes import WordClassifier
from tests.flows.stage import LIBRARY
from tests.fuzzing.findings import Findings
from tests.fuzzing.mounts import Mounts
from tests.fuzzing.mutating import CANARY
from tests.fuzzing.traffic import COMMUNITY, DESK, LEAD, Traffic

TOKEN = "123456:TEST"
BOT = 123456
START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
BATCH = 100
LONGEST_TEXT = 4096
PATIENCE = timedelta(minutes=30)
"""A machine that does other things first is no finding."""
_RAW = re.compile(r"<(?!/?(?:b|i|blockquote|a|code|pre)\b)|&(?!(?:amp|lt|gt|quot|#x27);)")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b-\x1f\x7f]")
_KEPT_APART = re.compile("\u2068[^\u2066-\u2069\n]*\u2069")
"""A name in Arabic letters, as the desk itself keeps it from turning its line."""
_TRUSTED_LINK = re.compile(r"https://t\.me/|tg://user\?id=|https://chai\.example/")


_COUNTED = frozenset({"intake.handler_failed", "mount.update_lost"})
"""What is logged of updates that cannot be read; they are counted by what becomes of them."""


class HandClock:
    """Time that stands until it is moved."""

    def __init__(self) -> None:
        self._now = START
        self._moved = asyncio.Condition()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        async with self._moved:
            await self._moved.wait_for(lambda: self._now >= until)

    async def move(self, by: timedelta) -> None:
        async with self._moved:
            self._now += by
            self._moved.notify_all()


class TwoWires:
    """Fetches with both libraries; keeps, instead of sending, what the desk says."""

    def __init__(self, api_base: str, traffic: Traffic, findings: Findings) -> None:
        self._wires: tuple[Carrier, ...] = (
            AiogramCarrier(TOKEN, api_base),
            PtbCarrier(TOKEN, api_base),
        )
        self._traffic = traffic
        self._findings = findings
        self._message_id = 1_000_000

    async def carry(self, call: Call) -> Answer:
        if call.method == "getUpdates":
            one, other = [await wire.carry(call) for wire in self._wires]
            if one != other:
                self._findings.note("the two libraries read different updates")
            return one
        self._look_at(call)
        return _answered(self._result_of(call))

    async def close(self) -> None:
        for wire in self._wires:
            await wire.close()

    def _result_of(self, call: Call) -> object:
        match call.method:
            case "sendMessage" | "copyMessage":
                self._message_id += 1
                markup = call.fields.get("reply_markup")
                if isinstance(markup, dict) and markup.get("force_reply"):
                    self._traffic.prompts.append(self._message_id)
                return {"message_id": self._message_id}
            case "createForumTopic":
                self._message_id += 1
                return {"message_thread_id": self._message_id}
            case "getChatMember":
                rights = ("can_delete_messages", "can_restrict_members", "can_pin_messages")
                return {"status": "administrator", **dict.fromkeys(rights, True)}
            case "getChat":
                return {"id": call.fields["chat_id"], "type": "supergroup", "title": "Chat"}
            case _:
                return True

    def _look_at(self, call: Call) -> None:
        self._findings.counts[call.method] += 1
        markup = call.fields.get("reply_markup")
        if isinstance(markup, dict):
            buttons = [button for row in markup.get("inline_keyboard", ()) for button in row]
            self._traffic.tokens.extend(
                button["callback_data"] for button in buttons if "callback_data" in button
            )
        text = call.fields.get("text")
        if isinstance(text, str):
            is_html = call.fields.get("parse_mode") == "HTML"
            for wrong in faults_of(text, is_html=is_html):
                self._findings.note(f"{call.method}: {wrong}: {text[:300]!r}")
            self._findings.counts["canaries"] += "&amp;canary" in text


def faults_of(text: str, *, is_html: bool) -> Iterator[str]:
    """What Telegram would refuse in a text, or a member should not have been able to do."""
    if not is_html:
        if not text.strip() or utf16_length(text) > LONGEST_TEXT:
            yield "empty or too long"
        return
    try:
        formatted = parse_html(text)
    except Refused as refused:
        yield refused.description
        return
    if not formatted.text.strip() or formatted.length > LONGEST_TEXT:
        yield "empty or too long"
    if CANARY in text or _RAW.search(text):
        yield "words of a member as markup"
    if _TURNING.search(_KEPT_APART.sub(lambda name: name[0][1:-1], text)):
        yield "characters that turn or hide others"
    for entity in formatted.entities:
        link = str(entity.get("url", "https://t.me/"))
        if not _TRUSTED_LINK.match(link):
            yield f"a link to {link[:60]}"


class Rig:
    """One desk; `feed` sends it so many updates and looks at what comes of them."""

    def __init__(
        self,
        *,
        folder: Path,
        desk: RunningDesk,
        server: Serving,
        clock: HandClock,
        traffic: Traffic,
        findings: Findings,
    ) -> None:
        self._file = folder / "jawab.db"
        self._desk = desk
        self._server = server
        self._clock = clock
        self._traffic = traffic
        self._findings = findings
        self._mounts = Mounts(findings)
        self._after: UpdateId | None = None

    async def feed(self, count: int, *, whole_every: int = 1) -> None:
        """Send so many updates through both libraries and the reader.

        One of `whole_every` goes on: through intake, triage, the desk and the outbox.
        """
        chosen: list[RawUpdate] = []
        for start in range(0, count, BATCH):
            updates = await self._fetched(min(BATCH, count - start))
            self._read(updates)
            chosen += updates[::whole_every]
            if len(chosen) >= BATCH:
                await self._through_everything(chosen)
                chosen = []
        await self._through_everything(chosen)

    async def _fetched(self, size: int) -> list[RawUpdate]:
        at = int(self._clock.now().timestamp())
        self._server.batch = [self._traffic.next(at=at) for _ in range(size)]
        updates = await self._desk._parts.gateway.fetch_updates(
            after=self._after, wait=timedelta(seconds=1), limit=BATCH
        )
        if len(updates) != size:
            self._findings.note(f"{len(updates)} updates of {size} were fetched")
        self._after = updates[-1].update_id
        self._findings.counts["updates"] += size
        return updates

    def _read(self, updates: Sequence[RawUpdate]) -> None:
        """Read each as it came, and as it comes out of a host's bot with either library."""
        for update in updates:
            for name, body in self._mounts.bodies_of(json.loads(update.body)):
                try:
                    read(body)
                except UpdateUnreadable:
                    self._findings.counts[f"refused {name}"] += 1
                except Exception as error:  # noqa: BLE001 - whatever it is, a finding
                    self._findings.note(f"{name}: {error!r} for {update.body[:400]}")
                else:
                    self._findings.counts[f"read {name}"] += 1

    async def _through_everything(self, updates: Sequence[RawUpdate]) -> None:
        desk = self._desk
        await desk._intake.accept(updates)
        self._findings.counts["whole"] += len(updates)
        for _ in range(ATTEMPTS):
            # time for albums to be whole, for pauses between attempts, for undo windows
            while await desk._intake.drain():
                pass
            await self._clock.move(timedelta(minutes=3))
        while await desk._triage.drain():
            pass
        for turn in desk._turns._turns:
            await turn()
        await self._deliver()

    async def _deliver(self) -> None:
        """Send what is due, at a pace that no Telegram would allow."""
        store, delivery = self._desk._parts.store, self._desk._outbox._delivery
        for _ in range(60):
            async with store.reading() as tx:
                due = await tx.outbox.due(BotId(BOT), now=self._clock.now(), limit=50)
            if not due:
                return
            for item in due:
                try:
                    request = await delivery.prepare(item, at=self._clock.now())
                except Outdated:
                    continue
                await delivery.sent(item, request, await request.call())
        self._findings.note("the outbox does not come to an end")

    def close(self) -> None:
        """Every update was handled, or is a dead letter because it could not be read."""
        with sqlite3.connect(self._file) as db:
            states = dict(db.execute("SELECT state, count(*) FROM updates GROUP BY state"))
            dead = db.execute("SELECT error, body FROM updates WHERE state = 'dead'").fetchall()
            waiting = db.execute(
                "SELECT count(*) FROM comments WHERE state = 'waiting'"
            ).fetchone()[0]
            cases = db.execute("SELECT count(*) FROM cases").fetchone()[0]
        db.close()
        counts = self._findings.counts
        counts["handled"] += states.get("handled", 0)
        counts["dead letters"] += states.get("dead", 0)
        counts["cases"] += cases
        if states.get("waiting"):
            self._findings.note(f"{states['waiting']} updates were never handled")
        if waiting:
            self._findings.note(f"{waiting} comments were never judged")
        for error, body in dead:
            if not error.startswith("UpdateUnreadable"):
                self._findings.note(f"{error} for {body[:400]}")


class Serving:
    """Answers getUpdates with `batch`."""

    def __init__(self) -> None:
        self.batch: list[object] = []

    async def answer(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": self.batch})


def _answered(result: object) -> Answer:
    return Answer(status=200, content=json.dumps({"ok": True, "result": result}))


@contextmanager
def _errors_noted(findings: Findings) -> Iterator[None]:
    """Failures that are logged and survived are still failures."""

    def look(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        if method in {"error", "exception"} and event["event"] not in _COUNTED:
            findings.note(f"logged: {dict(event)}")
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[look], cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**before)


@asynccontextmanager
async def a_rig(folder: Path, *, seed: int, findings: Findings) -> AsyncIterator[Rig]:
    """A desk with everything switched on, on an empty database."""
    clock, traffic, server = HandClock(), Traffic(seed), Serving()
    async with _served(server) as api_base:
        wires = TwoWires(api_base, traffic, findings)
        gateway = BotApiGateway(wires, bot_id=BotId(BOT), patience=PATIENCE)
        store = (await open_at(folder / "jawab.db")).of_bot(BotId(BOT))
        parts = Parts(
            settings=_settings(folder, api_base),
            store=store,
            gateway=gateway,
            clock=clock,
            classifier=WordClassifier(),
            load_model=lambda: None,
            starter=partial(Library, replies=LIBRARY),
            voice=Voice(),
        )
        try:
            with _errors_noted(findings):
                async with desk_of(parts, BotId(BOT)) as desk:
                    desk._receiving.username = "jawab_bot"
                    rig = Rig(
                        folder=folder,
                        desk=desk,
                        server=server,
                        clock=clock,
                        traffic=traffic,
                        findings=findings,
                    )
                    yield rig
                    rig.close()
        finally:
            await gateway.close()
            await store.close()


@asynccontextmanager
async def _served(server: Serving) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _settings(folder: Path, api_base: str) -> Settings:
    return Settings(
        telegram=Telegram(api_base=api_base),
        database=Database(url=f"sqlite+aiosqlite:///{folder / 'jawab.db'}"),
        brand=Brand(name="Chai & Co", links={"menu": "https://chai.example/menu"}),
        communities=(
            WatchedCommunity(
                chat_id=COMMUNITY,
                title="Chai <Adda>",
                languages=("en",),
                mode=CommunityMode.LIVE,
                praise=True,
            ),
        ),
        private=Private(enabled=True),
        desk=Desk(chat_id=DESK, undo_seconds=0),
        reports=Reports(known_for_hours=0),
        managers=(ListedManager(user_id=LEAD, name="Asha", role=Role.LEAD),),
    )
