"""Options that several commands share, and what they lead to."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

T = TypeVar("T")

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="The configuration to use."),
]
DeskOption = Annotated[
    str | None,
    typer.Option(
        "--desk", metavar="KEY", help="Which desk is meant, where the configuration lists several."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
InputArgument = Annotated[
    str,
    typer.Argument(
        metavar="[FILE|-]",
        help="One comment a line, as text or as JSON with a text key; - is standard input.",
    ),
]


def finish(work: Coroutine[object, object, T]) -> T:
    """Run asynchronous work to its end."""
    import asyncio

    return asyncio.run(work)


def bot_settings(config: Path | None, desk: str | None = None) -> Settings:
    """The configuration of a desk: the file asked for, else config.toml here; SettingsInvalid."""
    from bot.configuration import find_file, load_settings

    return load_settings(find_file(config), desk=desk)


def all_settings(config: Path | None) -> tuple[Settings, ...]:
    """The same for all desks, whose first can stand for what they share; SettingsInvalid."""
    from bot.configuration import find_file, load_configuration

    return load_configuration(find_file(config))


def plain_settings(config: Path | None, desk: str | None = None) -> Settings:
    """For commands that need no bot: defaults, unless a file is asked for; SettingsInvalid."""
    from bot.configuration import load_settings

    return load_settings(config, desk=desk)
