"""The command `jawab`: puts the commands together and says failures in a sentence."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from bot.cli import (
    bot_commands,
    database,
    judging,
    library,
    model,
    privacy,
    replay,
    rules,
    setup,
    status,
    voice,
)
from bot.cli.output import flush, let_go_of_output, prepare_streams, tell, write
from bot.errors import JawabError

app = typer.Typer(
    name="jawab",
    help="Finds the comments in a brand's Telegram communities that need a person, and puts a "
    "good answer one tap away.",
    epilog="To see it work, without token or network: jawab demo",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (
    bot_commands,
    setup,
    judging,
    replay,
    rules,
    status,
    library,
    voice,
    database,
    model,
    privacy,
):
    group.register(app)


_INTERRUPTED = 130


class _State:
    """What the options before the command ask for."""

    debug = False


def _say_version(wanted: bool) -> None:
    """Tell the version and end; raise nothing where the program was never installed."""
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    from bot.storage.upgrade import HEAD

    try:
        number = version("jawab")
    except PackageNotFoundError:
        number = "(not installed)"
    write(f"jawab {number}, databases of version {HEAD}, Python {sys.version.split()[0]}")
    raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_say_version,
            is_eager=True,
            help="Tell the version, and which databases it knows.",
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when something fails.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    del version  # told already
    _State.debug = debug


def main() -> None:
    """Run the command line, never with a traceback.

    Exit codes are 1 for failures, 2 for wrong usage, 130 for Ctrl-C.
    """
    prepare_streams()
    try:
        _run()
    except JawabError as error:
        _fail(str(error))
    except BrokenPipeError:
        let_go_of_output()
        sys.exit(1)
    except OSError as error:
        named = error.filename2 or error.filename
        _fail(f"{named}: {error.strerror}" if named else error.strerror or str(error))
    except Exception as error:  # noqa: BLE001 - the last stop: people get a sentence
        _fail(
            f"this is a fault in jawab: {type(error).__name__}: {error} (for the traceback: "
            "jawab --debug …)"
        )


def _run() -> None:
    """Run the command; what it has to say is out before the program ends."""
    try:
        app()
    except SystemExit as stop:
        flush()
        if stop.code == _INTERRUPTED:
            tell("jawab: stopped by Ctrl-C.")
        raise


def _fail(sentence: str) -> None:
    if _State.debug:
        traceback.print_exc()
    first, *rest = sentence.splitlines() or [""]
    tell(f"jawab: {len(rest) + 1} things to mend:" if rest else f"jawab: {first}")
    for line in [first, *rest] if rest else []:
        tell(f"  {line}")
    sys.exit(1)
