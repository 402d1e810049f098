"""`jawab db`: looking after the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.findings import show
from bot.cli.options import ConfigOption, all_settings, finish
from bot.cli.output import progress, require_yes, write

group = typer.Typer(name="db", help="Back up, restore, check, copy, upgrade and downgrade.")

_DROPPED = {
    "table": "table {name}, {count} rows",
    "column": "column {name}, filled in {count} rows",
    "rows": "of table {name}, {count} rows",
}

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    for command in (backup, restore, check, copy, upgrade, downgrade):
        group.command()(command)
    app.add_typer(group, no_args_is_help=True)


def backup(
    target: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="The copy; without it one beside the database."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Copy the database to a file, also while the bot runs.

    [bold]Example[/bold]

      $ jawab db backup /backups/jawab-monday.db
    """
    from bot.workbench import back_up

    write(f"Copied to {finish(back_up(all_settings(config)[0], target))}")


def restore(
    saved: Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy made by jawab.")],
    yes: YesOption = False,
    config: ConfigOption = None,
) -> None:
    """Put a backup in the place of the database, while the bot does not run.

    The backup is looked through first, and the database that was there is kept beside it.

    [bold]Example[/bold]

      $ jawab db restore /backups/jawab-monday.db
    """
    from bot.upkeep import check_backup, restore_backup

    settings = all_settings(config)[0]
    version = check_backup(settings, saved)
    write(f"{saved} is whole, of version {version}. It takes the place of the database, and what")
    write("was decided since it was made is not in it.")
    require_yes("Restore it?", yes=yes)
    done = restore_backup(settings, saved)
    write(f"Restored to {settings.database.file}")
    if done.kept is not None:
        write(f"What was there before: {done.kept}")
    if done.to_look_at:
        write(
            f"Answers that waited in it and may have been sent since: {done.to_look_at}. "
            "The desk is asked about each at the next start."
        )
    if not done.is_current:
        write("It is older than this program: jawab run, or jawab db upgrade, brings it up.")


def check(config: ConfigOption = None) -> None:
    """Look through the database for damage and contradictions, also while the bot runs.

    Pages and indexes (SQLite), references between rows, what is stuck in the queues, cases that
    do not fit together. Nothing is changed. Exit code 1 if something is found.

    [bold]Example[/bold]

      $ jawab db check
      ✓ file: is whole, and of this version
      ✗ outbox: 2 messages are under way for more than 10 minutes
          → start jawab, or start it again: it asks about answers and repeats the rest
    """
    from bot.upkeep import look_through

    failures = 0
    for finding in finish(look_through(all_settings(config)[0])):
        show(finding)
        failures += finding.level == "failure"
    if failures:
        write(f"\n{failures} to mend.")
        raise typer.Exit(1)
    write("\nAll is well.")


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A URL, a file, or env:NAME.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same; it has to be empty.")],
    yes: YesOption = False,
) -> None:
    """Copy everything into an empty database: from SQLite to PostgreSQL, or back.

    FROM and TO are URLs as in database.url, or files of SQLite; env:NAME takes the URL from a
    variable, so that its password stands nowhere. No desk may be at work on either.

    [bold]Example[/bold]

      $ jawab db copy var/jawab.db postgresql+asyncpg://jawab@localhost/jawab
      $ jawab db copy env:OLD_URL env:NEW_URL --yes
    """
    from bot.upkeep import copy_database, rows_in, shown, url_of

    from_url, to_url = url_of(source), url_of(target)
    row_count = finish(rows_in(from_url))
    write(f"{row_count} rows of {shown(from_url)} go to {shown(to_url)}.")
    require_yes("Copy them?", yes=yes)
    with progress("Copying", row_count, is_quiet=True) as done:
        copied = finish(copy_database(from_url, to_url, done=done))
    write(
        f"Copied {copied.row_count} rows of {copied.table_count} tables, and counted them there."
    )
    write("Now let database.url name the new one, and start jawab.")


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


def downgrade(
    revision: Annotated[
        str, typer.Argument(metavar="REVISION", help="The version to go to, such as 0018.")
    ],
    yes: YesOption = False,
    config: ConfigOption = None,
) -> None:
    """Take the database down for an older program, after a backup, while the bot does not run.

    What only newer versions know is dropped; it is counted and shown first. An older program
    names the version that it knows when it refuses the database.

    [bold]Example[/bold]

      $ jawab db downgrade 0018
    """
    from bot.upkeep import downgrade_database, look_down

    settings = all_settings(config)[0]
    way = finish(look_down(settings, revision))
    write(f"From version {way.version} down to {way.revision} these are dropped:")
    for one in way.lost:
        write(f"  {_DROPPED[one.what].format(name=one.name, count=one.row_count)}")
    for name, count in way.regained.items():
        write(f"Made from what is there: table {name}, {count} rows")
    if settings.database.file is None:
        write("PostgreSQL is not copied first: take a pg_dump before you go on.")
    require_yes("Take it down?", yes=yes)
    kept = finish(downgrade_database(settings, revision))
    write(f"The database is of version {revision}. Install the jawab of that version before you")
    write("start it: this one would bring it up again.")
    if kept is not None:
        write(f"A copy of what it was before: {kept}")
