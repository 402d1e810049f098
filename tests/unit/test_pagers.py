"""Calling somebody by e-mail or webhook, and the sign of life, against servers on this machine."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from pydantic import SecretStr, ValidationError

from bot.demo.clock import AcceleratedClock
from bot.domain.paging import Page
from bot.errors import PagerFailed
from bot.pagers import EVENT, SIGNATURE, TIMESTAMP, Heart, HookPager, MailPager
from bot.services.heartbeat import Heartbeat
from bot.services.wakeup import Wakeup
from bot.sla_sections import Escalation, Hook, Mail

PAGE = Page(
    event="ring-42-7",
    at=datetime(2026, 11, 26, 12, 0, tzinfo=UTC),
    brand="Chai & Co",
    title="Urgent: #1 Rahul\r\nBcc: everybody@example.com",
    lines=("Chai Adda · Complaint · 92", "answer by 14:35 🚨"),
    link="https://t.me/chai/7",
)
SECRET = SecretStr("a secret of the test")


@asynccontextmanager
async def a_server(handler: web.Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        yield f"http://127.0.0.1:{port}/jawab"
    finally:
        await runner.cleanup()


async def test_a_webhook_is_signed_over_its_time_and_its_body() -> None:
    got: list[tuple[dict[str, str], bytes]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((dict(request.headers), await request.read()))
        return web.Response(status=202)

    async with a_server(take) as url:
        await HookPager(url, secret=SECRET, seconds=lambda: 1_790_000_000.9).send(PAGE)

    ((headers, body),) = got
    expected = hmac.new(
        SECRET.get_secret_value().encode(), b"1790000000." + body, hashlib.sha256
    ).hexdigest()
    assert headers[TIMESTAMP] == "1790000000"
    assert headers[SIGNATURE] == f"sha256={expected}"
    assert headers[EVENT] == "ring-42-7"
    assert json.loads(body)["lines"] == list(PAGE.lines)


@pytest.mark.parametrize("status", [301, 307, 400, 500])
async def test_a_webhook_that_does_not_take_it_or_leads_elsewhere_has_failed(status: int) -> None:
    asked: list[str] = []

    async def refuse(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    async with a_server(refuse) as url:
        with pytest.raises(PagerFailed, match=str(status)):
            await HookPager(url, secret=None).send(PAGE)

    assert asked == ["/jawab"]


async def test_nobody_there_is_said_without_address_or_secret() -> None:
    with pytest.raises(PagerFailed) as failure:
        await HookPager("http://127.0.0.1:9/secret-path", secret=SECRET).send(PAGE)

    assert "secret" not in str(failure.value)


class MailServer:
    """As much of SMTP as handing in one message takes (RFC 5321)."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.refuses = refuses
        self.said: list[str] = []
        self.body = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            self.said.append(line)
            verb = line.split()[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.body = (await reader.readuntil(b"\r\n.\r\n")).decode()
                writer.write(b"250 taken\r\n")
            elif verb == "QUIT":
                writer.write(b"221 bye\r\n")
                break
            elif self.refuses and verb == "RCPT":
                writer.write(b"550 no such person: lead@example.com\r\n")
            else:
                writer.write(b"250 fine\r\n")
            await writer.drain()
        writer.close()


@asynccontextmanager
async def a_mail_server(mail: MailServer) -> AsyncIterator[MailPager]:
    server = await asyncio.start_server(mail.talk, "127.0.0.1", 0)
    async with server:
        yield MailPager(
            host="127.0.0.1",
            port=server.sockets[0].getsockname()[1],
            security="none",
            user="",
            password=None,
            sender="jawab@example.com",
            to=("lead@example.com", "next@example.com"),
        )


async def test_an_e_mail_goes_to_all_and_its_subject_smuggles_no_header_in() -> None:
    mail = MailServer()

    async with a_mail_server(mail) as pager:
        await pager.send(PAGE)

    assert [one for one in mail.said if one.upper().startswith("RCPT")] == [
        "rcpt TO:<lead@example.com>",
        "rcpt TO:<next@example.com>",
    ]
    headers, _, _ = mail.body.partition("\r\n\r\n")
    assert "\r\nBcc:" not in headers
    assert "Message-ID: <ring-42-7@jawab.invalid>" in headers


async def test_a_mail_server_that_refuses_is_not_quoted() -> None:
    async with a_mail_server(MailServer(refuses=True)) as pager:
        with pytest.raises(PagerFailed) as failure:
            await pager.send(PAGE)

    assert "lead@example.com" not in str(failure.value)


def test_steps_call_only_by_ways_that_are_configured() -> None:
    steps = ({"notify": "email", "after_minutes": 0},)
    with pytest.raises(ValidationError, match="needs host and to"):
        Escalation.model_validate({"steps": steps})
    with pytest.raises(ValidationError, match="sender"):
        Mail(host="mail.example", to=("lead@example.com",))
    with pytest.raises(ValidationError, match="safe address"):
        Hook(url="http://pager.example/jawab")
    assert Hook(url="http://127.0.0.1:8000/x").url


# --- the sign of life ---------------------------------------------------------------------------


class CountedHeart:
    """Counts, and fails when told to."""

    def __init__(self) -> None:
        self.beats = 0
        self.fails = False

    async def beat(self) -> None:
        self.beats += 1
        if self.fails:
            raise PagerFailed("no")


async def minutes_pass(clock: AcceleratedClock, count: int) -> None:
    for _ in range(count):
        clock.skip_to(clock.now() + timedelta(minutes=1))
        for _ in range(10):
            await asyncio.sleep(0)


async def test_life_is_shown_every_minute_until_a_loop_stands_still() -> None:
    # given a loop that waits for work, and one that has stuck in it
    clock = AcceleratedClock(1, PAGE.at, seconds=lambda: 0.0)
    heart = CountedHeart()
    missing: list[str] = []

    async def what_is_missing() -> list[str]:
        return missing

    waiting, stuck = Wakeup(clock), Wakeup(clock)
    wait = asyncio.create_task(waiting.wait(10_000))
    beating = asyncio.create_task(
        Heartbeat(
            clock=clock,
            heart=heart,
            loops=lambda: {"a": waiting, "b": stuck},
            missing=what_is_missing,
        ).run()
    )
    await asyncio.sleep(0)

    # when minutes pass, it beats only as long as that may still be work
    await minutes_pass(clock, 3)
    assert heart.beats == 3
    await minutes_pass(clock, 5)
    assert heart.beats == 3

    # when the loop comes back
    again = asyncio.create_task(stuck.wait(10_000))
    await asyncio.sleep(0)
    heart.fails = True
    await minutes_pass(clock, 2)

    # then it beats again, and goes on when nobody hears it
    assert heart.beats == 5

    # and when another process is missing, it beats no more
    missing.append("sender")
    await minutes_pass(clock, 2)
    assert heart.beats == 5
    for task in (wait, again, beating):
        task.cancel()


async def test_a_sign_of_life_is_one_get() -> None:
    asked: list[str] = []

    async def take(request: web.Request) -> web.Response:
        asked.append(request.method)
        return web.Response()

    async with a_server(take) as url:
        await Heart(url).beat()

    assert asked == ["GET"]
