"""`jawab db`: looking after the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import ConfigOption, all_settings, finish
from bot.cli.output import write

group = typer.Typer(name="db", help="Back up the database, bring it to this version.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.command()(backup)
    group.command()(upgrade)
    app.add_typer(group, no_args_is_help=True)


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The copy; without it one beside the database."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Copy the database to a file, also while the bot runs.

    [bold]Example[/bold]

      $ jawab db backup /backups/jawab-monday.db
    """
    from bot.workbench import back_up

    write(f"Copied to {finish(back_up(all_settings(config)[0], target))}")


def upgrade(config: ConfigOption = None) -> None:
    """Bring the database to this version, after a backup; jawab run does so by itself.

    [bold]Example[/bold]

      $ jawab db upgrade --config config.toml
    """
    from bot.workbench import upgrade_database

    kept = finish(upgrade_database(all_settings(config)[0]))
    write("The database is of this version.")
    if kept is not None:
        write(f"A copy of what it was before: {kept}")
