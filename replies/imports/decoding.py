"""Text files of any spreadsheet program: which encoding their bytes are in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LOOKED_AT = 4096
_CONTROL = regex.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_CYRILLIC_WORD = regex.compile(r"\b\p{Script=Cyrillic}{2,}\b")
_WESTERN_WORD = regex.compile(r"\b(?=\w*[a-z])\p{Script=Latin}{2,}\b", regex.IGNORECASE)


class Undecodable(ValueError):
    """The bytes are no text in any encoding that spreadsheet programs write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read bytes by their mark; without one as UTF-16, UTF-8, then as Windows text.

    Windows text is Cyrillic (cp1251) if that makes more words of its letters beyond ASCII than
    Western (cp1252) does. Raise Undecodable.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return _strictly(data, unmarked, "UTF-16")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise Undecodable(f"is no text: line {line} holds a zero byte")
    try:
        return _strictly(data, "utf-8", "UTF-8")
    except Undecodable:
        return _windows(data)


def _strictly(data: bytes, codec: str, name: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise Undecodable(f"begins as {name}, but is damaged at byte {error.start}") from error
    if "\0" in text:
        raise Undecodable("is no text: it holds zero bytes")
    return Decoded(text=text, encoding=name)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 by its zeros: the high halves of delimiters stand at odd or at even places.

    Other text with a zero or two has none of the control characters that the halves of other
    scripts look like, and not every second byte is a zero as in Latin script.
    """
    start = data[:_LOOKED_AT]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(data) % 2 or even == odd or min(even, odd) > max(even, odd) / 4:
        return None
    if even + odd < len(start) / 4 and not _CONTROL.search(start):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _windows(data: bytes) -> Decoded:
    read: dict[str, str] = {}
    for codec in ("cp1251", "cp1252"):
        try:
            read[codec] = _strictly(data, codec, codec).text
        except Undecodable:
            continue
    if not read:
        raise Undecodable("is no text in UTF-8, UTF-16, cp1251 or cp1252")
    cyrillic = len(_CYRILLIC_WORD.findall(read.get("cp1251", "")))
    western = sum(not word.isascii() for word in _WESTERN_WORD.findall(read.get("cp1252", "")))
    likelier = "cp1251" if cyrillic > western else "cp1252"
    codec = likelier if likelier in read else next(iter(read))
    return Decoded(text=read[codec], encoding=codec)
