"""How commands speak: JSON lines and reports to standard output, all else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from bot.domain.terminal import harmless


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says; halves of surrogate pairs leave as JSON escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str = "") -> None:
    """One line for whoever reads the output; JSON stays the same JSON."""
    sys.stdout.write(f"{harmless(text)}\n")


def write_json(value: Mapping[str, object]) -> None:
    """One JSON object on a line of its own."""
    write(json.dumps(value, ensure_ascii=False))


def flush() -> None:
    """Hand everything on now, so that a reader at the other end of a pipe does not wait."""
    sys.stdout.flush()


def tell(text: str) -> None:
    """A remark that does not belong to the output."""
    sys.stdout.flush()
    sys.stderr.write(f"{harmless(text)}\n")


@contextmanager
def progress(
    title: str, total: int | None = None, *, is_quiet: bool = False
) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while it is a terminal that the output does not go to as well.

    With `is_quiet` no output comes meanwhile, so both may be one terminal. Yields a function that
    says how many more of `total` are done.
    """
    sys.stdout.flush()
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not is_quiet):
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)
