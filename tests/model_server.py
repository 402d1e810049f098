"""A server with OpenAI's chat completions on loopback, whose model does what a test wants."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Document = dict[str, object]
"""The brief as the model gets it."""

ORDER = re.compile("«(.*?)»", re.DOTALL)
"""What an injected instruction wants to have said stands in these quotation marks."""


def a_draft(text: str, *used: str, is_enough: object = True) -> str:
    """What a well-behaved model gives back."""
    return json.dumps({"text": text, "used": used, "enough": is_enough}, ensure_ascii=False)


def obey(document: Document) -> str:
    """What a model gives back that takes members' words for orders, and lies about its sources."""
    said = "\n".join(str(words) for words in as_dict(document["member"]).values())
    orders = ORDER.findall(said)
    saved = document["saved_replies"]
    assert isinstance(saved, list)
    return a_draft(orders[0] if orders else "Hello.", *(str(one["id"]) for one in saved))


def as_dict(value: object) -> Document:
    assert isinstance(value, dict)
    return value


@dataclass
class ModelServer:
    """The server, and all that it was asked."""

    answer: Callable[[Document], str] = obey
    status: int = 200
    body: str | None = None
    """Sent as it is, in place of an answer of the model."""
    models: list[str] = field(default_factory=lambda: ["tiny"])
    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    prompts: list[Document] = field(default_factory=list)
    wait: Callable[[], object] | None = None
    """Awaited before every answer."""
    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((request.method, request.path))
        self.headers.append(dict(request.headers))
        if request.method == "POST":
            self.prompts.append(await request.json())
        if self.wait is not None:
            await self.wait()  # type: ignore[misc]
        if self.body is not None or self.status != 200:
            headers = {"Location": "/elsewhere"} if 300 <= self.status < 400 else {}
            return web.Response(status=self.status, text=self.body or "no", headers=headers)
        if request.path == "/v1/models":
            return web.json_response({"data": [{"id": one} for one in self.models]})
        if request.path != "/v1/chat/completions":
            return web.Response(status=404)
        content = self.answer(self.documents[-1])
        return web.json_response({"choices": [{"message": {"content": content}}]})

    @property
    def documents(self) -> list[Document]:
        """The briefs that came, as the model read them."""
        found = []
        for prompt in self.prompts:
            messages = prompt["messages"]
            assert isinstance(messages, list)
            found.append(as_dict(json.loads(messages[-1]["content"])))
        return found


@asynccontextmanager
async def a_model_server(**settings: object) -> AsyncIterator[ModelServer]:
    """A server that listens while the block runs."""
    server = ModelServer(**settings)  # type: ignore[arg-type]
    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", server.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = int(runner.addresses[0][1])
    try:
        yield server
    finally:
        await runner.cleanup()
