"""`jawab run` and `jawab demo`: the bot, for real or on a stage."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import typer

from bot.cli.options import ConfigOption, all_settings, finish
from bot.domain.leases import EVERY_JOB, Job


class Role(StrEnum):
    """What a process can be there for."""

    INTAKE = "intake"
    TRIAGE = "triage"
    SENDER = "sender"
    ESCALATION = "escalation"
    WEB = "web"
    ALL = "all"


_JOBS = {one: EVERY_JOB if one is Role.ALL else frozenset({Job(one.value)}) for one in Role}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(demo)
    app.command()(run)


def run(
    config: ConfigOption = None,
    *,
    role: Annotated[
        list[Role] | None,
        typer.Option("--role", help="What this process does; may be given several times."),
    ] = None,
) -> None:
    """Run the bot, or all bots of the file, until stopped (Ctrl-C, or SIGTERM).

    With a PostgreSQL database several processes can share the work: of intake, sender and
    escalation one each is at work for a bot, others stand by and take over within ten seconds;
    triage and web run in as many as you like. Each job has to be done by at least one.

    [bold]Example[/bold]

      $ jawab run --config config.toml
      $ JAWAB_TELEGRAM__TOKEN=123:ABC jawab run
      $ jawab run --role triage
      $ jawab run --role intake --role sender --role escalation
    """
    from bot.app import run_desks

    jobs = [job for one in role or [Role.ALL] for job in _JOBS[one]]
    finish(run_desks(all_settings(config), frozenset(jobs)))


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
