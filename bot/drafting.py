"""Drafts from any server that speaks the chat completions of OpenAI's API.

One request a draft and no second try: a manager is waiting. The answer is read up to a limit and
in a time limit, redirects are not followed (the key would go with them), and no error repeats the
address, the key or what the server said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from pydantic import SecretStr

from bot.domain.brief import INSTRUCTIONS, Brief, Written
from bot.errors import DrafterDown, DrafterRefused, DraftUnreadable

LARGEST_ANSWER = 256 * 1024
"""Bytes; a draft is a few hundred."""
_TEMPERATURE = 0.2
"""Little liberty: the words are to come from the saved replies."""
_MOST_USED = 20


class ServerDrafter:
    """Implements `bot.ports.Drafter` over HTTP."""

    def __init__(
        self,
        base_url: str,
        *,
        model: str,
        api_key: SecretStr | None,
        time_limit: timedelta,
        max_tokens: int,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._model = model
        self._api_key = api_key
        self._time_limit = time_limit
        self._max_tokens = max_tokens
        self._session: aiohttp.ClientSession | None = None

    async def write(self, brief: Brief) -> Written:
        """Ask for one draft."""
        answer = await self._ask(
            "POST",
            "/chat/completions",
            {
                "model": self._model,
                "max_tokens": self._max_tokens,
                "temperature": _TEMPERATURE,
                "messages": [
                    {"role": "system", "content": INSTRUCTIONS},
                    {"role": "user", "content": brief.as_document()},
                ],
            },
        )
        return read_draft(_content(answer))

    async def models(self) -> tuple[str, ...]:
        """Ask which models there are."""
        answer = await self._ask("GET", "/models")
        listed = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(listed, list):
            return ()
        names = (one.get("id") for one in listed if isinstance(one, dict))
        return tuple(name for name in names if isinstance(name, str))

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()

    async def _ask(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> object:
        """Send one request and read the JSON that comes back."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with self._session.request(
                method,
                self._base_url + path,
                json=body,
                headers=self._headers(),
                timeout=aiohttp.ClientTimeout(total=self._time_limit.total_seconds()),
                allow_redirects=False,
            ) as response:
                _require_ok(response.status)
                data = await _read(response)
        except TimeoutError as error:
            raise DrafterDown("the drafting server took too long") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise DrafterDown("the drafting server was not reached") from error
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise DraftUnreadable("the drafting server did not answer in JSON") from error

    def _headers(self) -> dict[str, str]:
        if self._api_key is None:
            return {}
        return {"Authorization": f"Bearer {self._api_key.get_secret_value()}"}


def read_draft(content: str) -> Written:
    """Read the JSON object that a model was asked for, bare or in a fence; raise DraftUnreadable.

    What stands around the object (a greeting, the thoughts of a reasoning model) is passed over.
    """
    try:
        draft = json.loads(
            content[content.index("{", _thought(content)) : content.rindex("}") + 1]
        )
    except (ValueError, RecursionError) as error:
        raise DraftUnreadable("the model did not answer as it was asked") from error
    if not isinstance(draft, dict):
        raise DraftUnreadable("the model did not answer as it was asked")
    text, used, is_enough = draft.get("text"), draft.get("used"), draft.get("enough")
    if not isinstance(text, str) or not isinstance(used, list) or not isinstance(is_enough, bool):
        raise DraftUnreadable("the model did not answer as it was asked")
    if len(used) > _MOST_USED or not all(isinstance(one, str) for one in used):
        raise DraftUnreadable("the model did not answer as it was asked")
    return Written(text=text, used=tuple(dict.fromkeys(used)), is_enough=is_enough)


def _thought(content: str) -> int:
    """Where the thoughts of a reasoning model end."""
    end = content.rfind("</think>")
    return max(end, 0)


def _content(answer: object) -> str:
    """The text of the first choice."""
    try:
        content = answer["choices"][0]["message"]["content"]  # type: ignore[index]
    except (KeyError, IndexError, TypeError) as error:
        raise DraftUnreadable("the drafting server answered without a text") from error
    if not isinstance(content, str):
        raise DraftUnreadable("the drafting server answered without a text")
    return content


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, as long as it stays within the limit."""
    data = bytearray()
    async for chunk in response.content.iter_chunked(16 * 1024):
        data += chunk
        if len(data) > LARGEST_ANSWER:
            raise DraftUnreadable("the drafting server's answer is too long")
    return bytes(data)


def _require_ok(status: int) -> None:
    """Tell what somebody has to mend from what will pass."""
    if status == HTTPStatus.OK:
        return
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise DrafterRefused(f"the drafting server refuses the key ({status})")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise DrafterDown(f"the drafting server cannot answer now ({status})")
    raise DrafterRefused(f"the drafting server refuses the request ({status})")
