"""Everything is logged and everything fails: no secret is told, wherever one looks."""

from __future__ import annotations

import asyncio
import base64
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import structlog
from pydantic import SecretStr

from bot.domain.ladder import Notify
from bot.drafting import ServerDrafter
from bot.logs import without_messages
from bot.pagers import HookPager, MailPager
from bot.services.health import Health
from bot.services.meters import ModelMeter
from bot.simulator.faults import Fault
from bot.sla_sections import Escalation, LadderStep
from bot.web.ops_server import OpsServer
from tests.flows.stage import Stage, with_both_libraries
from tests.model_server import a_model_server

TOKEN = "123456:token-canary-1d44"
MAIL_PASSWORD = "mail-canary-77b2"
HOOK_SECRET = "hook-canary-9e0a"
HOOK_PATH = "path-canary-1f6c"
DRAFTER_KEY = "sk-canary-a83e"
LEAD_CODE = "lead-canary-06fb"
LOGIN = base64.b64encode(f"\0jawab\0{MAIL_PASSWORD}".encode()).decode()
CANARIES = (TOKEN, MAIL_PASSWORD, LOGIN, HOOK_SECRET, HOOK_PATH, DRAFTER_KEY, LEAD_CODE)
COMPLAINT = "my chai was terrible and cold"


@asynccontextmanager
async def a_mail_server_that_tells() -> AsyncIterator[int]:
    """Refuses a login with the words of the login."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"EHLO"):
                writer.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            elif line.upper().startswith(b"AUTH"):
                writer.write(f"535 no {MAIL_PASSWORD} {LOGIN}\r\n".encode())
            else:
                writer.write(b"221 bye\r\n")
                break
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def dump_of(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


async def told_to_watchers(stage: Stage) -> str:
    """All that those who watch the running desk are told, with the heads of the answers."""
    health = Health(
        store=stage.store,
        clock=stage.clock,
        desks=[stage.running],
        model=ModelMeter(),
        needs_model=True,
    )
    told = []
    async with (
        OpsServer(health, host="127.0.0.1", port=0) as server,
        aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as watcher,
    ):
        for path in ("/metrics", "/healthz", "/readyz", "/elsewhere"):
            async with watcher.get(path) as answer:
                told.append(f"{path} {answer.status} {answer.headers} {await answer.text()}")
    return "\n".join(told)


async def until_logged(log: pytest.LogCaptureFixture, words: str) -> None:
    async with asyncio.timeout(30):
        while words not in log.text:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.05)


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Whatever anybody logs, at DEBUG, as the program writes it."""
    caplog.set_level(logging.DEBUG)
    before = structlog.get_config()
    structlog.configure(
        processors=[without_messages, structlog.processors.JSONRenderer(default=repr)],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    yield caplog
    structlog.configure(**before)


@with_both_libraries
async def test_no_secret_is_told_when_all_is_logged_and_all_fails(
    dark_stage: Stage, everything_logged: pytest.LogCaptureFixture
) -> None:
    stage = dark_stage
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        shut = probe.getsockname()[1]
    async with a_mail_server_that_tells() as mail_port, a_model_server() as model:
        # given secrets, and others that repeat them, do not speak TLS or are not there
        stage.token = TOKEN
        stage.telegram._world.change_token(stage.bot, TOKEN)
        model.status, model.body = 401, f"the key {DRAFTER_KEY} is unknown"
        drafter = ServerDrafter(
            model.base_url,
            model="tiny",
            api_key=SecretStr(DRAFTER_KEY),
            time_limit=timedelta(seconds=5),
            max_tokens=100,
        )
        stage.drafter = drafter
        stage.lead_code = LEAD_CODE
        address = f"https://127.0.0.1:{shut}/{HOOK_PATH}"
        stage.pagers = {
            Notify.EMAIL: MailPager(
                host="127.0.0.1",
                port=mail_port,
                security="none",
                user="jawab",
                password=SecretStr(MAIL_PASSWORD),
                sender="a@b.example",
                to=("lead@b.example",),
            ),
            Notify.WEBHOOK: HookPager(address, secret=SecretStr(HOOK_SECRET)),
        }
        stage.escalation = Escalation(
            from_priority=0,
            steps=(
                LadderStep(notify="email", after_minutes=0),
                LadderStep(notify="webhook", after_minutes=0),
            ),
            email={"host": "127.0.0.1", "to": ["lead@b.example"], "sender": "a@b.example"},
            webhook={"url": address},
        )
        for fault in (Fault.RESET, Fault.SERVER_ERROR, Fault.MALFORMED, Fault.LOST_ANSWER):
            stage.telegram.faults.next("getUpdates", fault)
            stage.telegram.faults.next("answerCallbackQuery", fault)

        # when somebody is called, a draft is wished, the code is told, an update is broken
        await stage.start()
        log = everything_logged
        stage.telegram.say(stage.group, stage.rahul, COMPLAINT)
        stage.telegram.say(stage.telegram.private_chat(stage.mira), stage.mira, LEAD_CODE)
        stage.telegram.inject({"message": {"text": "broken"}})
        card = await stage.card(COMPLAINT, label="More")
        stage.telegram.press(stage.ravi, card, "More")
        menu = await stage.card("", label="Close")
        stage.telegram.press(stage.ravi, menu, "Draft")
        await stage.desk_says("No draft")
        for words in ("intake.handler_failed", '"way": "email"', '"way": "webhook"'):
            await until_logged(log, words)
        to_watchers = await told_to_watchers(stage)
        await stage.stop()
        await drafter.close()

    # then no secret stands anywhere, nor what people wrote, in all that was logged
    told = [secret for secret in CANARIES if secret in log.text + to_watchers]
    kept = [secret for secret in CANARIES if secret in dump_of(stage.folder / "jawab.db")]
    assert (told, kept) == ([], [])
    assert COMPLAINT not in log.text + to_watchers
    for written in (COMPLAINT, stage.rahul.first_name, stage.group.title, stage.desk.title):
        assert written not in to_watchers
    assert "bot.services.intake" in {record.name for record in log.records}
