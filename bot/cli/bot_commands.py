"""`jawab run` and `jawab demo`: the bot, for real or on a stage."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from bot.cli.options import ConfigOption, all_settings, finish


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(demo)
    app.command()(run)


def run(config: ConfigOption = None) -> None:
    """Run the bot, or all bots of the file, until stopped (Ctrl-C, or SIGTERM).

    [bold]Example[/bold]

      $ jawab run --config config.toml
      $ JAWAB_TELEGRAM__TOKEN=123:ABC jawab run
    """
    from bot.app import run_desks

    finish(run_desks(all_settings(config)))


def demo(
    *,
    headless: Annotated[
        bool, typer.Option("--headless", help="Print the transcript instead of drawing it.")
    ] = False,
    library: Annotated[
        Literal["aiogram", "python-telegram-bot"],
        typer.Option("--library", help="What speaks to the simulated Telegram."),
    ] = "aiogram",
) -> None:
    """Watch a day at an invented brand: no token, no network, the real program.

    [bold]Example[/bold]

      $ jawab demo
      $ jawab demo --library python-telegram-bot
    """
    from bot.app import run_demo

    raise typer.Exit(finish(run_demo(headless=headless, library=library)))
