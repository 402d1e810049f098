"""How the day is shown: plain lines for a log, or two growing columns in a terminal."""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from datetime import datetime
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.status import Status
from rich.table import Table
from rich.text import Text

from bot.demo.summary import Summary
from bot.demo.transcript import Entry, Side

NARROW_COLUMNS = 100
_LABEL_WIDTH = 10
_LINE_WIDTH = 100
_DESK_INDENT = 6
_BUTTONS = re.compile(r"^\[.+\]$", re.MULTILINE)
_NEXT_STEP = (
    "For your own community: jawab init writes a configuration, jawab check looks it over, "
    "jawab run starts the desk."
)


class View(Protocol):
    """Where the demo appears."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def say(self, sentence: str) -> None:
        """Tell something about the demo itself."""

    def show(self, entry: Entry) -> None:
        """Show one thing that happened in a chat."""

    def finish(self, summary: Summary) -> None:
        """Show what the day came to, and what to do next."""


class PlainView:
    """Lines on standard output: `09:12 Chai Adda  │ Rahul: …`."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.flush()

    def say(self, sentence: str) -> None:
        """Tell something about the demo itself."""
        self._write(sentence)

    def show(self, entry: Entry) -> None:
        """Write one entry; its further lines stand below the first."""
        time = _clock(entry.at, self._zone)
        first, *rest = _wrapped(f"{entry.who}: {entry.text}")
        place = entry.place.ljust(_LABEL_WIDTH)
        self._write(f"{time} {place}│ {first}")
        for line in rest:
            self._write(f"{'':{len(time)}} {'':{_LABEL_WIDTH}}│   {line}".rstrip())

    def finish(self, summary: Summary) -> None:
        """Write the figures."""
        self._write("")
        for line in _closing(summary):
            self._write(line)

    def _write(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class RichView:
    """The community on the left, the desk on the right, the time of day at the bottom."""

    def __init__(self, zone: ZoneInfo, console: Console) -> None:
        self._zone = zone
        self._console = console
        self._status = Status("Getting ready", console=console, spinner="dots")
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._status.stop()

    def say(self, sentence: str) -> None:
        """Tell something about the demo itself."""
        self._console.print(Text(sentence, style="dim"))

    def show(self, entry: Entry) -> None:
        """Add one entry to its column, or across a narrow terminal."""
        self._counts[entry.place] += 1
        body = self._body(entry)
        if self._console.width < NARROW_COLUMNS:
            indent = _DESK_INDENT if entry.side is Side.DESK else 0
            self._console.print(Padding(body, (0, 0, 0, indent)))
        else:
            self._console.print(_row(body, entry.side))
        counts = "  ".join(f"{place} {count}" for place, count in self._counts.items())
        self._status.update(Text(f"{_clock(entry.at, self._zone)}  {counts}", style="bold"))

    def finish(self, summary: Summary) -> None:
        """Show the figures."""
        self._status.stop()
        self._console.rule()
        for line in _closing(summary):
            self._console.print(Text(line))

    def _body(self, entry: Entry) -> Table:
        """Member text stays text: none of it is read as markup."""
        said = Text(entry.text)
        if entry.is_ours and entry.side is Side.DESK:
            said.highlight_regex(_BUTTONS, "bold blue")
        said = Text.assemble((f"{entry.who}: ", f"bold {_colour(entry)}"), said)
        body = Table.grid(padding=(0, 1, 0, 0))
        body.add_column(no_wrap=True)
        body.add_column(overflow="fold")
        body.add_row(Text(_clock(entry.at, self._zone), style="dim"), said)
        return body


def choose_view(zone: ZoneInfo, *, headless: bool) -> View:
    """Columns where somebody watches a terminal, plain lines everywhere else."""
    if headless or not sys.stdout.isatty():
        return PlainView(zone)
    return RichView(zone, Console())


def _row(body: Table, side: Side) -> Table:
    row = Table(box=box.MINIMAL, show_header=False, show_edge=False, expand=True, padding=(0, 1))
    row.add_column(ratio=2)
    row.add_column(ratio=3)
    row.add_row(*(body, "") if side is Side.COMMUNITY else ("", body))
    return row


def _colour(entry: Entry) -> str:
    if entry.is_ours:
        return "green" if entry.side is Side.COMMUNITY else "cyan"
    return "yellow" if entry.side is Side.COMMUNITY else "magenta"


def _closing(summary: Summary) -> list[str]:
    missed = [f"waited in vain        {what}" for what in summary.missed]
    return [*summary.lines(), *missed, "", _NEXT_STEP]


def _wrapped(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        lines += textwrap.wrap(
            line, _LINE_WIDTH, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"
