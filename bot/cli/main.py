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
from bot.cli.output import prepare_streams, tell
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


class _State:
    """What the options before the command ask for."""

    debug = False


@app.callback()
def options(
    *,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when something fails.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    _State.debug = debug


def main() -> None:
    """Run the command line: exit code 1 for failures, 2 for wrong usage, never a traceback."""
    prepare_streams()
    try:
        app()
    except JawabError as error:
        _fail(str(error))
    except Exception as error:  # noqa: BLE001 - the last stop: people get a sentence
        _fail(
            f"this is a fault in jawab: {type(error).__name__}: {error} (for the traceback: "
            "jawab --debug …)"
        )


def _fail(sentence: str) -> None:
    if _State.debug:
        traceback.print_exc()
    first, *rest = sentence.splitlines() or [""]
    tell(f"jawab: {len(rest) + 1} things to mend:" if rest else f"jawab: {first}")
    for line in [first, *rest] if rest else []:
        tell(f"  {line}")
    sys.exit(1)
