"""The webhook: who is let in, what is taken, and when 200 is said."""

import asyncio
import hmac
import io
import json
import logging
import zlib
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.errors import JawabError, SettingsInvalid, StoreBusy
from bot.telegram.updates import keep
from bot.telegram.webhook import WebhookServer, WebhookServers

SECRET = "s3cret"
UPDATE = b'{"update_id": 9}'


class Inbox:
    """Keeps updates, fails as it is told, and waits where somebody watches."""

    def __init__(self) -> None:
        self.bodies: list[dict] = []
        self.failure: JawabError | None = None
        self.may_commit = asyncio.Event()
        self.may_commit.set()
        self.is_taken = False

    async def __call__(self, update: object) -> bool:
        await self.may_commit.wait()
        if self.failure is not None:
            raise self.failure
        self.bodies.append(json.loads(keep(update).body))
        return self.is_taken


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def webhook(inbox) -> AsyncIterator[str]:
    server = WebhookServer(port=0)
    async with server.entrance("/telegram", inbox, secret=SECRET):
        yield f"http://127.0.0.1:{server.port}"


async def ask(
    address: str,
    body: bytes = UPDATE,
    secret: str | None = SECRET,
    *,
    method: str = "POST",
    path: str = "/telegram",
    **headers: str,
) -> tuple[int, str]:
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            method, f"{address}{path}", data=io.BytesIO(body), headers=headers
        ) as answer,
    ):
        return answer.status, await answer.text()


async def post(address: str, body: bytes = UPDATE, secret: str | None = SECRET) -> int:
    return (await ask(address, body, secret))[0]


async def test_an_update_that_is_posted_is_stored(webhook, inbox) -> None:
    body = {"update_id": 9, "message": {"text": "आप", "field_of_tomorrow": [1]}}

    assert await ask(webhook, json.dumps(body).encode()) == (200, "")

    assert inbox.bodies == [body]


async def test_telegram_hears_200_after_the_commit_and_not_before(webhook, inbox) -> None:
    # given a database that takes its time
    inbox.may_commit.clear()
    posting = asyncio.create_task(ask(webhook))
    done, _ = await asyncio.wait({posting}, timeout=0.2)
    assert not done

    # when it has committed
    inbox.may_commit.set()

    # then Telegram hears so
    assert (await posting)[0] == 200
    assert len(inbox.bodies) == 1


@pytest.mark.parametrize("secret", [None, "", "s3cre", "s3cres", "s3cret2", "пароль"])
async def test_nobody_posts_without_the_secret(webhook, inbox, secret) -> None:
    assert await post(webhook, UPDATE, secret) == 403
    assert inbox.bodies == []


async def test_how_much_of_the_secret_is_right_does_not_show_in_the_time(
    webhook, monkeypatch
) -> None:
    compared = []
    in_constant_time = hmac.compare_digest

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return in_constant_time(given, wanted)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    await post(webhook, UPDATE, "s3cres")

    assert compared == [(b"s3cres", b"s3cret")]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b"\xff", b"null", b"[" * 5000])
async def test_what_is_no_update_is_refused(webhook, inbox, body) -> None:
    assert await post(webhook, body) == 400
    assert inbox.bodies == []


async def test_a_body_beyond_any_update_is_refused(webhook, inbox) -> None:
    large = b'{"update_id": 9, "x": "' + b"x" * 2_000_000 + b'"}'
    packed = zlib.compress(large)

    assert await post(webhook, large) == 413
    status, _ = await ask(webhook, packed, **{"Content-Encoding": "deflate"})
    assert status in {400, 413}
    assert inbox.bodies == []


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_is_not_packed_as_it_says_is_refused(webhook, inbox, encoding) -> None:
    status, _ = await ask(webhook, **{"Content-Encoding": encoding})

    assert status == 400
    assert inbox.bodies == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/telegram", 405),
        ("PUT", "/telegram", 405),
        ("POST", "/", 404),
        ("POST", "/telegram/x", 404),
    ],
)
async def test_other_methods_and_paths_are_none_of_ours(
    webhook, inbox, method, path, status
) -> None:
    assert (await ask(webhook, method=method, path=path))[0] == status
    assert inbox.bodies == []


async def test_telegram_is_told_to_come_back_when_storing_fails(webhook, inbox) -> None:
    inbox.failure = StoreBusy("locked")

    assert await post(webhook) == 503


async def test_a_host_is_told_what_to_leave_alone(webhook, inbox) -> None:
    inbox.is_taken = True

    status, told = await ask(webhook)

    assert (status, json.loads(told)) == (200, {"taken": True})


HEAD = f"POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}"


async def send_raw(address: str, request: str, *, hangs_up: bool = False) -> bytes:
    """Send these characters; return the first line of the answer, or hang up oneself."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    try:
        writer.write(request.encode())
        await writer.drain()
        if hangs_up:
            writer.close()
        async with asyncio.timeout(10):
            return b"" if hangs_up else await reader.readline()
    finally:
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    ("request_", "hangs_up"),
    [
        # what comes after the body begins no request
        (f"{HEAD}\r\nContent-Length: 1\r\n\r\n{{awful chai", False),
        # lines end as nobody's do
        (f"{HEAD}\r\nContent-Length: 10\r\n\r\nawful chai".replace("\r\n", "\n"), False),
        (f"{HEAD}\x01\r\nContent-Length: 10\r\n\r\nawful chai", False),
        # somebody hangs up in the middle
        (f"{HEAD}\r\nContent-Length: 100\r\n\r\nawful chai", True),
    ],
)
async def test_what_is_no_request_is_not_repeated_in_the_log(
    webhook, inbox, caplog, request_, hangs_up
) -> None:
    caplog.set_level(logging.DEBUG)

    answer = await send_raw(webhook, request_, hangs_up=hangs_up)
    assert await post(webhook) == 200

    assert hangs_up or b" 400 " in answer
    assert (SECRET in caplog.text, "awful" in caplog.text) == (False, False)
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@pytest.fixture
async def hurried(inbox) -> AsyncIterator[str]:
    server = WebhookServer(port=0, idle_seconds=0.2, body_seconds=0.2)
    async with server.entrance("/telegram", inbox, secret=SECRET):
        yield f"http://127.0.0.1:{server.port}"


async def test_who_does_not_get_to_the_end_is_not_waited_for(hurried, inbox) -> None:
    # when a body, a head, or nothing at all arrives, and then no more
    late = await send_raw(hurried, f"{HEAD}\r\nContent-Length: 100\r\n\r\n{{")
    half = await send_raw(hurried, HEAD)
    nothing = await send_raw(hurried, "")

    # then the server hangs up, and is there for others
    assert b" 408 " in late
    assert (half, nothing) == (b"", b"")
    assert await post(hurried) == 200
    assert len(inbox.bodies) == 1


async def test_it_says_that_it_is_there(webhook) -> None:
    assert await ask(webhook, b"", None, method="GET", path="/health") == (200, "ok")


async def test_a_webhook_without_secret_is_refused(inbox) -> None:
    with pytest.raises(ValueError, match="secret"):
        async with WebhookServer(port=0).entrance("/telegram", inbox, secret=""):
            pass


async def test_bots_share_a_port_each_with_a_path_and_a_secret_of_its_own() -> None:
    # given two bots that name the same address
    chai, tea = Inbox(), Inbox()
    servers = WebhookServers()
    server = servers.at("127.0.0.1", 0)
    assert servers.at("127.0.0.1", 0) is server
    async with server.entrance("/chai", chai, secret="c"):
        async with server.entrance("/tea", tea, secret="t"):
            address = f"http://127.0.0.1:{server.port}"

            # when updates come, one of them with the secret of the other
            first = await ask(address, b'{"update_id": 1}', "c", path="/chai")
            second = await ask(address, b'{"update_id": 2}', "t", path="/tea")
            strange = await ask(address, b'{"update_id": 3}', "c", path="/tea")

        # then each gets its own
        assert (first[0], second[0], strange[0]) == (200, 200, 403)
        assert (chai.bodies, tea.bodies) == ([{"update_id": 1}], [{"update_id": 2}])

        # and when one has ended, the other goes on
        assert (await ask(address, UPDATE, "t", path="/tea"))[0] == 404
        assert (await ask(address, UPDATE, "c", path="/chai"))[0] == 200
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask(address, UPDATE, "c", path="/chai")


async def test_a_port_that_another_program_has_is_said_in_one_sentence(webhook, inbox) -> None:
    taken = WebhookServer(port=int(webhook.rpartition(":")[2]))

    with pytest.raises(SettingsInvalid, match="cannot listen at"):
        async with taken.entrance("/telegram", inbox, secret=SECRET):
            pass
