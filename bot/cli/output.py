"""How commands speak: JSON lines and reports to standard output, all else to standard error."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.domain.terminal import harmless
from bot.errors import OutputUnwritable


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says; halves of surrogate pairs leave as JSON escapes.

    Whoever started the program may have closed some of them: nothing is read or said there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str = "") -> None:
    """One line for whoever reads the output; JSON stays the same JSON. Raise OutputUnwritable."""
    with _told_if_full():
        sys.stdout.write(f"{harmless(text)}\n")


def write_json(value: Mapping[str, object]) -> None:
    """One JSON object on a line of its own."""
    write(json.dumps(value, ensure_ascii=False))


def flush() -> None:
    """Hand everything on now, so that a reader at the other end of a pipe does not wait.

    Raise OutputUnwritable.
    """
    with _told_if_full():
        sys.stdout.flush()


def tell(text: str) -> None:
    """A remark that does not belong to the output, and is said whatever became of that."""
    try:
        flush()
    except (OutputUnwritable, BrokenPipeError):
        let_go_of_output()
    sys.stderr.write(f"{harmless(text)}\n")


def count_of(number: int, one: str, several: str = "") -> str:
    """So many of something; `several` where an s is not all that it takes."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def let_go_of_output() -> None:
    """Drop what cannot be written any more, which else fails once more at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def require_yes(question: str, *, yes: bool) -> None:
    """Go on only with `yes`, or if somebody says so; else the program ends, and says it."""
    if yes:
        return
    try:
        agreed = typer.confirm(question)
    except typer.Abort:
        write("\nNothing was changed: nobody answered. Add --yes to do it without asking.")
        raise typer.Exit(1) from None
    if not agreed:
        write("Nothing was changed.")
        raise typer.Exit(1)


@contextmanager
def _told_if_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader has seen enough
            raise
        let_go_of_output()
        raise OutputUnwritable(f"the output cannot be written: {error.strerror}") from error


@contextmanager
def progress(
    title: str, total: int | None = None, *, is_quiet: bool = False
) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while it is a terminal that the output does not go to as well.

    With `is_quiet` no output comes meanwhile, so both may be one terminal. Yields a function that
    says how many more of `total` are done.
    """
    flush()
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not is_quiet):
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)
