"""Everything is logged and everything fails: no secret is told, wherever one looks."""

from __future__ import annotations

import asyncio
import base64
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.simulator.faults import Fault
from tests.e2e.program import SECRET, Program, Town, environment
from tests.model_server import a_model_server

WEBHOOK_SECRET = "wh-canary-4c1d"
MAIL_PASSWORD = "mail-canary-77b2"
HOOK_SECRET = "hook-canary-9e0a"
HOOK_PATH = "path-canary-1f6c"
HEART_PATH = "heart-canary-52dd"
DRAFTER_KEY = "sk-canary-a83e"
LEAD_CODE = "lead-canary-06fb"
CANARIES = {
    "token": SECRET,
    "webhook secret": WEBHOOK_SECRET,
    "mail password": MAIL_PASSWORD,
    "mail password, encoded": base64.b64encode(f"\0jawab\0{MAIL_PASSWORD}".encode()).decode(),
    "signing key": HOOK_SECRET,
    "address of the other pager": HOOK_PATH,
    "address of the sign of life": HEART_PATH,
    "drafter's key": DRAFTER_KEY,
    "lead code": LEAD_CODE,
}
TALKATIVE = """\
import asyncio, logging, sys
logging.basicConfig(level=logging.DEBUG)
sys.argv = ["jawab", "--debug", *sys.argv[1:]]
from bot.cli.main import main
main()
"""
"""The program in the hands of somebody who wants to see everything."""


class TalkativeProgram(Program):
    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", TALKATIVE),
                *("run", "--config", str(self.config)),
                cwd=self.config.parent,
                env=environment(self._token) | dict(self._variables),
                stdout=log,
                stderr=log,
            )


@asynccontextmanager
async def a_mail_server_that_tells() -> AsyncIterator[int]:
    """Takes any login, and answers every message with the words of the login."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = b""
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"EHLO"):
                writer.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            elif line.upper().startswith(b"AUTH"):
                said = line.strip() + b" " + MAIL_PASSWORD.encode()
                writer.write(b"535 no: " + said + b"\r\n")
            elif line.upper().startswith(b"QUIT"):
                break
            else:
                writer.write(b"554 no: " + said + b"\r\n")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def printed_by(town: Town, command: str, *, variables: dict[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--debug", command),
        *("--config", str(town.program.config)),
        cwd=town.folder,
        env=environment(f"123456:{SECRET}") | variables,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    return printed.decode()


def dump_of(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("library", "way"), [("aiogram", "email"), ("python-telegram-bot", "webhook")]
)
async def test_no_secret_is_told_when_all_is_logged_and_all_fails(
    town: Town, library: str, way: str
) -> None:
    shut = a_free_port()
    async with a_mail_server_that_tells() as mail_port, a_model_server() as drafter:
        # given secrets, and others that refuse, do not speak TLS, are not there, or repeat them
        drafter.status, drafter.body = 401, f"key {DRAFTER_KEY} is unknown"
        config = town.write_config(telegram={"library": library})
        with config.open("a", encoding="utf-8") as more:
            more.write(
                f'\n[ops]\nheartbeat_url = "http://127.0.0.1:{shut}/{HEART_PATH}"\n'
                f'[drafting]\nbase_url = "{drafter.base_url}"\nmodel = "tiny"\n'
                "[escalation]\nfrom_priority = 0\n"
                f'steps = [{{ notify = "{way}", after_minutes = 0 }}]\n'
                f'[escalation.email]\nhost = "127.0.0.1"\nport = {mail_port}\nsecurity = "none"\n'
                'user = "jawab"\nsender = "a@b.example"\nto = ["lead@b.example"]\n'
                f'[escalation.webhook]\nurl = "https://127.0.0.1:{mail_port}/{HOOK_PATH}"\n'
            )
        secrets = {
            "JAWAB_TELEGRAM__WEBHOOK__SECRET": WEBHOOK_SECRET,
            "JAWAB_ESCALATION__EMAIL__PASSWORD": MAIL_PASSWORD,
            "JAWAB_ESCALATION__WEBHOOK__SECRET": HOOK_SECRET,
            "JAWAB_DRAFTING__API_KEY": DRAFTER_KEY,
            "JAWAB_DESK__LEAD_CODE": LEAD_CODE,
        }
        town.program = TalkativeProgram(config, variables=secrets)
        for fault in (Fault.RESET, Fault.SERVER_ERROR, Fault.MALFORMED):
            town.telegram.faults.next("getUpdates", fault)
        town.telegram.faults.next("sendMessage", Fault.LOST_ANSWER)

        # when somebody is called, a draft is wished, the code is told, an update is broken
        await town.program.start()
        await town.until_logged("telegram.reached")
        town.complains("Rahul")
        town.telegram.say(town.telegram.chat(town.member("Dev")), town.member("Dev"), LEAD_CODE)
        town.telegram.inject({"message": {"text": "broken"}})
        card = await town.card("(Rahul)", label="More")
        await town.choose(town.ravi, card, "Draft")
        await town.desk_says("No draft")
        await town.until_logged("intake.handler_failed")
        await town.until_logged(f"way={way}")

        # and it is asked how it is, then loses its token
        asked = [
            await printed_by(town, *words, variables=secrets)
            for words in (("check",), ("status",))
        ]
        town.telegram.revoke_token(town.bot)
        assert await town.program.exit_code() == 1

    # then nowhere stands a secret
    places = {"log": town.program.log, "database": dump_of(town.program.database)}
    places |= {f"answer {number}": text for number, text in enumerate(asked)}
    told = [
        (what, where)
        for what, canary in CANARIES.items()
        for where, text in places.items()
        if canary in text
    ]
    assert told == []

    # nor what people wrote, although more was logged than anybody can read
    assert "came cold" not in town.program.log
    assert "DEBUG:asyncio" in town.program.log
    assert "Traceback" in town.program.log
