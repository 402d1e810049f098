"""How long work tells how far it is; the command line draws it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of one step at a time: its name and size, then what has been done of it."""

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` units; 0 means that it has nothing to count."""

    def advance(self, count: int) -> None:
        """Note that `count` further units of the step are done."""


class Silent:
    """Progress that nobody looks at."""

    def start(self, step: str, total: int) -> None:
        """Begin a step."""

    def advance(self, count: int) -> None:
        """Go on."""
