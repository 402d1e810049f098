"""Calling somebody by e-mail, or through another pager that listens to a webhook.

E-mail is handed in with the standard library in a thread: one message a minute at most needs no
more. A webhook gets one POST, signed over its time and its body, that follows no redirect and
goes to no address inside a network, whatever its name resolves to, unless that is allowed.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from http import HTTPStatus
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.resolver import ThreadedResolver
from pydantic import SecretStr

from bot.domain.outside import may_call
from bot.domain.paging import Page
from bot.errors import PagerFailed

TIME_LIMIT_SECONDS = 15.0
SIGNATURE = "X-Jawab-Signature"
TIMESTAMP = "X-Jawab-Timestamp"
EVENT = "X-Jawab-Event"
INSIDE = "it lies inside a network (hint: allow_private = true, if that is meant)"


class MailPager:
    """Implements `bot.ports.Pager` by SMTP (RFC 5321)."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: Literal["starttls", "tls", "none"],
        user: str,
        password: SecretStr | None,
        sender: str,
        to: tuple[str, ...],
    ) -> None:
        self._host = host
        self._port = port
        self._security = security
        self._user = user
        self._password = password
        self._sender = sender
        self._to = to

    async def send(self, page: Page) -> None:
        """Hand one message in; raise PagerFailed."""
        await asyncio.to_thread(self._hand_in, self._message(page))

    def _message(self, page: Page) -> EmailMessage:
        message = EmailMessage()
        again = "[again] " if page.is_again else ""
        message["Subject"] = _one_line(f"{again}{page.brand}: {page.title}")
        message["From"] = self._sender
        message["To"] = ", ".join(self._to)
        message["Message-ID"] = f"<{page.event}@jawab.invalid>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n".join([*page.lines, *([page.link] if page.link else [])]))
        return message

    def _hand_in(self, message: EmailMessage) -> None:
        context = ssl.create_default_context()
        try:
            if self._security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    self._host, self._port, timeout=TIME_LIMIT_SECONDS, context=context
                )
            else:
                server = smtplib.SMTP(self._host, self._port, timeout=TIME_LIMIT_SECONDS)
            with server:
                if self._security == "starttls":
                    server.starttls(context=context)
                if self._user and self._password is not None:
                    server.login(self._user, self._password.get_secret_value())
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            # what a server says may repeat the address or the password
            raise PagerFailed(f"the mail server: {type(error).__name__}") from None


class HookPager:
    """Implements `bot.ports.Pager` by a signed POST.

    The signature is `sha256=` and the HMAC-SHA-256 (RFC 2104), in hex, of timestamp, dot and body.
    """

    def __init__(
        self,
        url: str,
        *,
        secret: SecretStr | None,
        allow_private: bool = False,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._url = url
        self._allow_private = allow_private
        self._secret = secret
        self._seconds = seconds

    async def send(self, page: Page) -> None:
        """Tell the other pager; raise PagerFailed."""
        body = json.dumps(page.as_document(), ensure_ascii=False).encode()
        timestamp = str(int(self._seconds()))
        headers = {"Content-Type": "application/json", TIMESTAMP: timestamp, EVENT: page.event}
        if self._secret is not None:
            headers[SIGNATURE] = signature(self._secret, timestamp, body)
        await _request(
            "POST", self._url, body=body, headers=headers, allow_private=self._allow_private
        )


class Heart:
    """Implements `bot.ports.Heart`: one GET, so that silence is noticed elsewhere."""

    def __init__(self, url: str, *, allow_private: bool = False) -> None:
        self._url = url
        self._allow_private = allow_private

    async def beat(self) -> None:
        """Call the address; raise PagerFailed."""
        await _request("GET", self._url, allow_private=self._allow_private)


def signature(secret: SecretStr, timestamp: str, body: bytes) -> str:
    """What a receiver has to compare, in constant time."""
    key = secret.get_secret_value().encode()
    told = timestamp.encode() + b"." + body
    return f"sha256={hmac.new(key, told, hashlib.sha256).hexdigest()}"


class CarefulResolver(ThreadedResolver):
    """Names to addresses that may be called; what is connected to is what was looked at."""

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__()
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raise AddressForbidden where none of the addresses may be called."""
        found = await super().resolve(host, port, family)
        allowed = [
            one
            for one in found
            if may_call(one["host"], host=host, allow_private=self._allow_private)
        ]
        if not allowed:
            raise AddressForbidden(INSIDE)
        return allowed


class AddressForbidden(OSError):
    """The address is not to be called from here."""


async def _request(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    allow_private: bool,
) -> None:
    limit = aiohttp.ClientTimeout(total=TIME_LIMIT_SECONDS)
    try:
        _require_allowed(url, allow_private=allow_private)
        connector = aiohttp.TCPConnector(resolver=CarefulResolver(allow_private=allow_private))
        async with (
            aiohttp.ClientSession(timeout=limit, connector=connector) as session,
            session.request(
                method, url, data=body, headers=headers, allow_redirects=False
            ) as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
        said = INSIDE if isinstance(cause, AddressForbidden) else type(error).__name__
        raise PagerFailed(f"the address was not reached: {said}") from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise PagerFailed(f"the address answered {status}")


def _require_allowed(url: str, *, allow_private: bool) -> None:
    """Look at an address that is no name: nobody is asked what it means."""
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return
    if not may_call(host, host=host, allow_private=allow_private):
        raise AddressForbidden(INSIDE)


def _one_line(text: str) -> str:
    """A header has no line breaks, whoever wrote what stands in it."""
    return " ".join(text.split())
