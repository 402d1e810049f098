"""Requests to a webhook that no Telegram would send, as they go over the wire.

Drawn by hypothesis: methods, paths, headers, secrets, lengths that lie, bodies in pieces, bodies
that are no JSON or too much of it, and what is cut off or has no form at all.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from hypothesis import strategies as st

from bot.simulator.wire import JsonObject
from tests.fuzzing.mutating import CANARY, WILD_NUMBERS, WILD_TEXTS

PATH = "/telegram"
SECRET = "secret-canary-4c1d"
HEADER = b"X-Telegram-Bot-Api-Secret-Token"
LIMIT = 1024 * 1024

_numbers = st.integers(1, 10**8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What goes to the server, in these pieces; then one waits, or hangs up at once."""

    pieces: tuple[bytes, ...]
    hangs_up: bool = False

    @property
    def whole(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces)

    @property
    def has_secret(self) -> bool:
        """Whether some header of it could be the right one."""
        name = HEADER.lower() + b":"
        lines = self.whole.split(b"\r\n")
        return any(
            line.lower().startswith(name) and line[len(name) :].strip(b" \t") == SECRET.encode()
            for line in lines
        )


def an_update(update_id: int) -> bytes:
    """An ordinary update; nobody sees it on a desk."""
    return json.dumps({"update_id": update_id, "poll": {"question": CANARY}}).encode()


def a_post(body: bytes, *headers: tuple[bytes, bytes]) -> bytes:
    """A request as Telegram makes it."""
    return _request(
        b"POST",
        PATH.encode(),
        ((b"Content-Length", str(len(body)).encode()), (HEADER, SECRET.encode()), *headers),
        body,
    )


def _request(
    method: bytes, path: bytes, headers: tuple[tuple[bytes, bytes], ...], body: bytes
) -> bytes:
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: chai.example"]
    lines += [name + b": " + value for name, value in headers]
    return b"\r\n".join([*lines, b"", body])


_methods = st.sampled_from([b"GET", b"PUT", b"HEAD", b"TRACE", b"post", b"P\x00"])
_paths = st.sampled_from(
    [
        b"/", b"/telegram/", b"//telegram", b"/%74elegram", b"/telegram%00", b"/x/../telegram",
        b"/telegram?secret=1", b"/telegram#x", b"http://evil.example/telegram", b"telegram", b"*",
        b"/%", b"/%ff", b"/\xff", b"/health", b"http://[::/telegram", b"/" + b"a" * 9000,
    ]
)  # fmt: skip
_right = st.just((HEADER, SECRET.encode()))
_wrong = st.tuples(
    st.sampled_from([HEADER, HEADER.lower(), HEADER + b" ", HEADER.replace(b"-", b"_")]),
    st.one_of(
        st.sampled_from(
            [
                b"", SECRET[:-1].encode(), SECRET.encode() + b"x", SECRET.upper().encode(),
                b'"' + SECRET.encode() + b'"', SECRET.encode() + b", x", b"\x00", b"\xff\xfe",
                b"\xed\xa0\x80", "पासवर्ड".encode(), b"a" * 8000, b"a" * 9000,
            ]
        ),
        st.binary(max_size=40),
    ),
)  # fmt: skip
_secrets = st.one_of(
    st.just(()),
    st.tuples(_wrong),
    st.tuples(_wrong, _right),
    st.tuples(_right, _wrong),
    st.tuples(_right, _right),
)
_other_headers = st.lists(
    st.one_of(
        st.sampled_from(
            [
                (b"Content-Type", b"application/json"), (b"Content-Type", b"multipart/form-data"),
                (b"Content-Type", b"text/\xff; charset=nonsense"), (b"Expect", b"100-continue"),
                (b"Expect", b"tea"), (b"Connection", b"close"), (b"Connection", b"Upgrade"),
                (b"Upgrade", b"websocket"), (b"Upgrade", b"h2c"), (b"Host", b"[::"),
                (b"X-Forwarded-For", b"127.0.0.1"), (b"Cookie", b"a=" + b"b" * 4000),
                (b"Content-Encoding", b"br"), (b"Content-Encoding", b"identity"),
                (b"Content-Encoding", b"gzip, gzip"), (b"Range", b"bytes=0-"), (b"", b"x"),
            ]
        ),
        st.tuples(st.binary(max_size=12), st.binary(max_size=12)),
    ),
    max_size=4,
).map(tuple)  # fmt: skip


def _nested(depth: int, opening: str, closing: str) -> bytes:
    return f'{{"update_id": 1, "x": {opening * depth}1{closing * depth}}}'.encode()


def _numbered(number: int, value: JsonObject) -> bytes:
    return json.dumps({"update_id": number, **value}).encode()


_values = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from(WILD_NUMBERS)
    | st.floats()
    | st.sampled_from([text[:200] for text in WILD_TEXTS]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("id", "text", "from", "chat", "\ud800", "")), inner)
    ),
    max_leaves=8,
)
_updates = st.builds(
    _numbered,
    _numbers,
    st.dictionaries(
        st.sampled_from(("update_id", "message", "edited_message", "callback_query", "telepathy")),
        _values,
        max_size=3,
    ),
)
_broken_json = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"", b"null", b"[]", b"{}", b'"x"', b"{", b"NaN", b'{"update_id": NaN}',
            b'{"update_id": 1e400}', b'{"update_id": true}', b'{"update_id": "1"}',
            b'{"update_id": 1' + b"0" * 5000 + b"}", b'{"update_id": -1' + b"0" * 30 + b"}",
            b'{"update_id": 1, "update_id": 2}', b'{"update_id": 3, "message": {"date": NaN}}',
            b'{"update_id": 4, "x": "\\ud800"}', b'{"update_id": 5, "\\udfff": 1}',
            b'{"update_id": 6, "x": "\xff"}', b'{"update_id": 7, "x": "\xed\xa0\x80"}',
            b'{"update_id": 8, "x": "\x00"}', b'{"update_id": 9, "x": 1' + b"0" * 4000 + b"}",
            b'\xef\xbb\xbf{"update_id": 10}', '{"update_id": 11}'.encode("utf-16"),
            '{"update_id": 12}'.encode("utf-32-le"), b'{"update_id": 13} {"update_id": 14}',
            _nested(900, "[", "]"), _nested(100_000, "[", "]"), _nested(50_000, '{"a":', "}"),
        ]
    ),
)  # fmt: skip
_large = st.builds(
    lambda number, size: _numbered(number, {"x": "x" * size}),
    _numbers,
    st.sampled_from([LIMIT - 100, LIMIT + 1, 2 * LIMIT]),
)
_bodies = st.one_of(_broken_json, _broken_json, _large)


def _chunked(body: bytes, size: int) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in parts) + b"0\r\n\r\n"


_Headers: TypeAlias = tuple[tuple[bytes, bytes], ...]
_CHUNKED = (b"Transfer-Encoding", b"chunked")
_BOMB = _chunked(zlib.compress(b" " * (4 * LIMIT)), 500)


def _length(body: bytes, *, off_by: int = 0) -> tuple[bytes, bytes]:
    return (b"Content-Length", str(len(body) + off_by).encode())


def _pieces(body: bytes) -> bytes:
    return _chunked(body, max(1, len(body) // 3))


def _packed(body: bytes) -> tuple[_Headers, bytes]:
    packed = gzip.compress(body, 1)
    return (((b"Content-Encoding", b"gzip"), _length(packed)), packed)


_LENGTHS: tuple[Callable[[bytes], tuple[_Headers, bytes]], ...] = (
    lambda body: ((_CHUNKED,), _pieces(body)),
    _packed,
    lambda _: (((b"Content-Encoding", b"deflate"), _CHUNKED), _BOMB),
    lambda body: ((_length(body), (b"Content-Encoding", b"gzip")), body),
    lambda body: ((_length(body, off_by=9),), body),
    lambda body: ((_length(body, off_by=-len(body) // 2),), body),
    lambda body: ((_length(body), (b"Content-Length", b"3")), body),
    lambda body: ((_length(body), _CHUNKED), _pieces(body)),
    lambda body: (((b"Transfer-Encoding", b"tea"),), body),
    lambda body: ((), body),
    *(
        lambda body, length=length: (((b"Content-Length", length),), body)
        for length in (
            b"-1", b"+5", b"0x10", b"", b"1e3", b"9" * 30, b"5, 5", "५".encode(), b"\x00",
        )
    ),
    *(
        lambda body, chunk=chunk: ((_CHUNKED,), chunk + body)
        for chunk in (
            b"zz\r\n", b"-1\r\n", b"f" * 18 + b"\r\n", b"5;" + b"x" * 9000, b"\r\n",
        )
    ),
)  # fmt: skip
"""Ways to say how long a body is, true and untrue."""


def _as_it_is(body: bytes) -> tuple[_Headers, bytes]:
    return ((_length(body),), body)


@st.composite
def _requests(draw: st.DrawFn) -> bytes:
    """A request with up to three things about it that are not as Telegram has them."""
    wild = draw(st.lists(st.sampled_from(_PARTS), max_size=3, unique=True))
    body = draw(_bodies if "body" in wild else _updates)
    way = draw(st.sampled_from(_LENGTHS)) if "length" in wild else _as_it_is
    lengths, body = way(body)
    secrets = draw(_secrets) if "secret" in wild else ((HEADER, SECRET.encode()),)
    others = draw(_other_headers) if "headers" in wild else ()
    headers = draw(st.permutations(lengths + secrets + others).map(tuple))
    method = draw(_methods) if "method" in wild else b"POST"
    path = draw(_paths) if "path" in wild else PATH.encode()
    return _request(method, path, headers, body)


_PARTS = ("body", "length", "secret", "headers", "method", "path")


_shapeless = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"", b"\r\n" * 100, b"\x00" * 300, b"GET / HTTP/9.9\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03",
            b"POST " + PATH.encode() + b"\r\n", b"A" * 20_000, b"GET / HTTP/1.1\r\n\r\n",
            b"CONNECT chai.example:443 HTTP/1.1\r\nHost: chai.example\r\n\r\n",
            b"OPTIONS * HTTP/1.1\r\nHost: chai.example\r\n\r\n",
            b"POST / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % one for one in range(300)),
            a_post(an_update(15)).replace(b"\r\n", b"\n"),
            a_post(an_update(16)).replace(b": ", b" : ").replace(b"HTTP/1.1", b"HTTP/1.0"),
        ]
    ),
)  # fmt: skip


@st.composite
def traffic(draw: st.DrawFn) -> Sent:
    """One to three requests after each other, cut into pieces, or cut off."""
    whole = b"".join(
        draw(st.lists(_requests() | _requests() | _shapeless, min_size=1, max_size=3))
    )
    end = len(whole)
    if draw(st.sampled_from((False, False, False, True))):
        end = draw(st.integers(0, min(end, 2000)))
    cuts = sorted(draw(st.lists(st.integers(0, min(end, 600)), max_size=2)))
    edges = [0, *cuts, end]
    pieces = tuple(whole[start:stop] for start, stop in pairwise(edges))
    return Sent(pieces=pieces, hangs_up=draw(st.sampled_from((False, False, False, True))))
