"""`jawab library`: checking the brand's saved replies, moving them in and out of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import ConfigOption, bot_settings, finish
from bot.cli.output import write

group = typer.Typer(name="library", help="Check the saved replies, import and export them.")

PathArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PATH]",
        help="A folder of TOML files, or a JSON-lines file; without it brand.library, else the "
        "starter library.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.command()(lint)
    group.command(name="import")(import_)
    group.command()(export)
    app.add_typer(group, no_args_is_help=True)


def lint(path: PathArgument = None, config: ConfigOption = None) -> None:
    """Look for mistakes and doubts in a library; exit code 1 if it cannot be used.

    [bold]Example[/bold]

      $ jawab library lint replies/
    """
    from bot.app import library_path
    from bot.workbench import lint_library
    from replies.findings import errors_of

    path = path or library_path(bot_settings(config))
    findings = lint_library(path)
    for finding in findings:
        write(str(finding))
    errors = errors_of(findings)
    write(f"{path}: {len(errors)} errors, {len(findings) - len(errors)} doubts")
    if errors:
        raise typer.Exit(1)


def import_(path: PathArgument = None, config: ConfigOption = None) -> None:
    """Put a library into the database, in place of the one that is there.

    [bold]Example[/bold]

      $ jawab library import replies/
    """
    from bot.app import library_path, load_library
    from bot.workbench import import_library

    settings = bot_settings(config)
    path = path or library_path(settings)
    replies = load_library(path)
    before = finish(import_library(settings, replies))
    write(f"{len(replies)} saved replies from {path} are in the database ({before} before).")


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go.")],
    config: ConfigOption = None,
) -> None:
    """Write the library of the database as TOML files, losing nothing.

    [bold]Example[/bold]

      $ jawab library export my-replies/
    """
    from bot.workbench import save_library, stored_library

    replies = finish(stored_library(bot_settings(config)))
    if not replies:
        write("The database holds no saved replies yet: jawab library import puts some there.")
        raise typer.Exit(1)
    files = save_library(replies, folder)
    write(f"{len(replies)} saved replies in {len(files)} files in {folder}")
