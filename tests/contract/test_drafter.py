"""What every drafter promises, and what the one over HTTP does with a server on a bad day."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.domain.brief import INSTRUCTIONS, Brief, Evidence, Written
from bot.drafting import LARGEST_ANSWER, ServerDrafter
from bot.errors import DrafterDown, DrafterRefused, DraftingFailure, DraftUnreadable
from bot.ports import Drafter
from tests.fakes import FakeDrafter
from tests.model_server import ModelServer, a_draft, a_model_server

KEY = "sk-very-secret"
BRIEF = Brief(
    brand="Chai & Co",
    lang="en",
    evidence=(Evidence(reply_id="cold-chai", title="Cold chai", text="Sorry, $author."),),
    comment="my chai was cold",
    author="Rahul",
    post="Monsoon offer",
)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with a_model_server() as server:
        yield server


@asynccontextmanager
async def a_drafter(url: str, *, time_limit: float = 10.0) -> AsyncIterator[ServerDrafter]:
    drafter = ServerDrafter(
        url,
        model="tiny",
        api_key=SecretStr(KEY),
        time_limit=timedelta(seconds=time_limit),
        max_tokens=200,
    )
    try:
        yield drafter
    finally:
        await drafter.close()


@pytest.fixture(params=["fake", "server"])
async def drafter(request, server: ModelServer) -> AsyncIterator[Drafter]:
    """A drafter whose model makes one good draft."""
    if request.param == "fake":
        yield FakeDrafter(lambda _: Written(text="Sorry!", used=("cold-chai",), is_enough=True))
        return
    server.answer = lambda _: a_draft("Sorry!", "cold-chai")
    async with a_drafter(server.base_url) as real:
        yield real


async def test_a_draft_comes_with_its_sources(drafter: Drafter) -> None:
    assert await drafter.write(BRIEF) == Written(
        text="Sorry!", used=("cold-chai",), is_enough=True
    )


async def test_the_models_are_named(drafter: Drafter) -> None:
    assert await drafter.models() == ("tiny",)


# --- over HTTP ----------------------------------------------------------------------------------


async def test_a_draft_is_one_request_that_keeps_orders_and_data_apart(
    server: ModelServer,
) -> None:
    async with a_drafter(server.base_url + "/") as drafter:
        await drafter.write(BRIEF)

    assert server.requests == [("POST", "/v1/chat/completions")]
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    (prompt,) = server.prompts
    assert (prompt["model"], prompt["max_tokens"]) == ("tiny", 200)
    orders, data = prompt["messages"]
    assert orders == {"role": "system", "content": INSTRUCTIONS}
    assert data["role"] == "user"
    assert server.documents == [
        {
            "brand": "Chai & Co",
            "language": "en",
            "saved_replies": [
                {"id": "cold-chai", "title": "Cold chai", "text": "Sorry, $author."}
            ],
            "member": {"comment": "my chai was cold", "author": "Rahul", "post": "Monsoon offer"},
        }
    ]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (400, DrafterRefused),
        (401, DrafterRefused),
        (403, DrafterRefused),
        (404, DrafterRefused),
        (302, DrafterRefused),
        (429, DrafterDown),
        (500, DrafterDown),
        (503, DrafterDown),
    ],
)
async def test_what_passes_is_told_from_what_must_be_mended(
    server: ModelServer, status: int, failure: type[DraftingFailure]
) -> None:
    server.status = status
    async with a_drafter(server.base_url) as drafter:
        with pytest.raises(failure):
            await drafter.write(BRIEF)

    # and there is no second try, nor is a redirect followed
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>Bad gateway</html>",
        "[]",
        "null",
        '{"choices": []}',
        '{"choices": [{"message": {"content": null}}]}',
        '{"choices": {"0": 1}}',
        "[" * 100_000,
        "9" * 5000,
        '{"choices": "' + "x" * LARGEST_ANSWER + '"}',
    ],
    ids=["empty", "html", "list", "null", "none", "no-text", "table", "deep", "number", "huge"],
)
async def test_a_server_that_talks_nonsense_is_said_so(server: ModelServer, body: str) -> None:
    server.body = body
    async with a_drafter(server.base_url) as drafter:
        with pytest.raises(DraftUnreadable):
            await drafter.write(BRIEF)


@pytest.mark.parametrize(
    "content",
    [
        "Sorry for the cold chai!",
        "{}",
        '{"text": "Sorry", "used": ["cold-chai"]}',
        '{"text": "Sorry", "used": "cold-chai", "enough": true}',
        '{"text": "Sorry", "used": [1], "enough": true}',
        '{"text": null, "used": [], "enough": false}',
        '{"text": "Sorry", "used": ["cold-chai"], "enough": "yes"}',
        '{"text": "a", "used": [], "enough": true} {"text": "b", "used": [], "enough": true}',
        '{"text": "Sorry", "used": [' + '"x",' * 30 + '"x"], "enough": true}',
        '{"a":' * 50_000 + "1" + "}" * 50_000,
    ],
)
async def test_a_model_that_does_not_answer_as_asked_is_said_so(
    server: ModelServer, content: str
) -> None:
    server.answer = lambda _: content
    async with a_drafter(server.base_url) as drafter:
        with pytest.raises(DraftUnreadable):
            await drafter.write(BRIEF)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "Here it is:\n{}\nAnything else?",
        "<think>Is it {{cold}}?</think>\n{}",
    ],
    ids=["bare", "fence", "chatty", "thinking"],
)
async def test_what_stands_around_the_draft_is_passed_over(
    server: ModelServer, around: str
) -> None:
    server.answer = lambda _: around.format(a_draft("Sorry!", "cold-chai"))
    async with a_drafter(server.base_url) as drafter:
        assert (await drafter.write(BRIEF)).text == "Sorry!"


async def test_a_slow_server_is_given_up(server: ModelServer) -> None:
    server.wait = asyncio.Event().wait
    async with a_drafter(server.base_url, time_limit=0.2) as drafter:
        with pytest.raises(DrafterDown, match="too long"):
            await drafter.write(BRIEF)


async def test_a_server_that_is_not_there_is_said_so() -> None:
    async with a_drafter("http://127.0.0.1:9/v1") as drafter:
        with pytest.raises(DrafterDown, match="not reached"):
            await drafter.write(BRIEF)


def _refusing(server: ModelServer) -> str:
    server.status, server.body = 401, f"wrong key {KEY}"
    return server.base_url


def _rambling(server: ModelServer) -> str:
    server.body = f"wrong key {KEY}"
    return server.base_url


@pytest.mark.parametrize("trouble", [_refusing, _rambling, lambda _: "http://127.0.0.1:9/v1"])
async def test_no_error_tells_the_key(
    server: ModelServer, trouble: Callable[[ModelServer], str]
) -> None:
    async with a_drafter(trouble(server)) as drafter:
        with pytest.raises(DraftingFailure) as caught:
            await drafter.write(BRIEF)

        assert KEY not in repr(drafter)
    told = "".join(traceback.format_exception(caught.value))
    assert KEY not in told
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("body", ["[]", "{}", '{"data": 7}', '{"data": [1, {"id": 2}]}'])
async def test_a_server_that_names_no_models_names_none(server: ModelServer, body: str) -> None:
    server.body = body
    async with a_drafter(server.base_url) as drafter:
        assert await drafter.models() == ()
