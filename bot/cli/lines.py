"""Comments from a file or standard input, line by line, as soon as they are there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.cli.output import tell
from bot.errors import InputUnreadable

FIRST_BATCH = 4
BATCH = 64
LONGEST_LINE = 1 << 20
_CHUNK = 1 << 16
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of input: its text, or what is wrong with it.

    `fields` is the object of a JSON line; `size` is how many bytes of the input it took.
    """

    number: int
    size: int = 0
    text: str = ""
    error: str = ""
    fields: dict[str, object] | None = None

    def as_error(self) -> dict[str, object]:
        """The output line that stands for a malformed one."""
        return {"error": self.error, "line": self.number}


@contextmanager
def opened(name: str) -> Iterator[int]:
    """Open a file for reading, `-` for standard input, as a descriptor; raise InputUnreadable."""
    if name == "-":
        if sys.stdin.isatty():
            tell("Reading from the keyboard, one comment a line; Ctrl-D ends.")
        yield sys.stdin.fileno()
        return
    path = Path(name)
    if path.is_dir():
        raise InputUnreadable(f"{name} is a folder, not a file")
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise InputUnreadable(f"{name} cannot be read: {error.strerror}") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def read_entries(descriptor: int) -> Iterator[list[Entry]]:
    """Batches of entries; what has arrived is handed on at once, for slow pipes."""
    batch: list[Entry] = []
    size = FIRST_BATCH
    for arrived in _lines_in_chunks(descriptor):
        for number, line in arrived:
            batch.append(_entry(number, line))
            if len(batch) >= size:
                yield batch
                batch, size = [], BATCH
        if batch:
            yield batch
            batch = []


def _lines_in_chunks(descriptor: int) -> Iterator[list[tuple[int, bytes | None]]]:
    """Whole lines of each chunk with their numbers; `None` stands for one that is far too long."""
    number, rest, is_skipping = 0, b"", False
    while chunk := os.read(descriptor, _CHUNK):
        *whole, rest = (rest + chunk).split(b"\n")
        found: list[tuple[int, bytes | None]] = []
        for line in whole:
            number += 1
            found.append((number, None if is_skipping else line))
            is_skipping = False
        if len(rest) > LONGEST_LINE or is_skipping:
            rest, is_skipping = b"", True
        if found:
            yield found
    if rest or is_skipping:
        yield [(number + 1, None if is_skipping else rest)]


def _entry(number: int, line: bytes | None) -> Entry:
    if line is None:
        return Entry(number=number, error=f"the line is longer than {LONGEST_LINE} bytes")
    size = len(line) + 1
    if number == 1:
        line = line.removeprefix(_BOM)
    text = line.removesuffix(b"\r").decode("utf-8", errors="replace")
    if not text.startswith("{"):
        return Entry(number=number, size=size, text=text)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Entry(number=number, size=size, error=f"not valid JSON: {error}")
    found = fields.get("text")
    if not isinstance(found, str):
        reason = '"text" is not a string' if "text" in fields else 'the key "text" is missing'
        return Entry(number=number, size=size, error=reason)
    return Entry(number=number, size=size, text=found, fields=fields)
