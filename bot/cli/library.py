"""`jawab library`: checking the brand's saved replies, moving them in and out of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.library_import import import_
from bot.cli.options import ConfigOption, DeskOption, JsonOption, bot_settings, finish
from bot.cli.output import count_of, progress, tell, write, write_json

if TYPE_CHECKING:
    from replies.findings import Finding
    from replies.types import Library

group = typer.Typer(name="library", help="Check the saved replies, import and export them.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.command()(lint)
    group.command(name="import")(import_)
    group.command()(export)
    app.add_typer(group, no_args_is_help=True)


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="A folder of TOML files, or a JSON-lines file; without it brand.library, else "
            "the starter library.",
        ),
    ] = None,
    *,
    voice: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A voice.toml to hold the texts against."),
    ] = None,
    as_json: JsonOption = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Look for mistakes and doubts in a library; exit code 1 if it cannot be used.

    Texts are held against brand.voice, or the voice of --voice, and links against brand.links.

    [bold]Example[/bold]

      $ jawab library lint replies/
      $ jawab library lint replies/ --voice replies/voice.toml --json | tail -1
    """
    from bot.app import library_path
    from bot.library_files import require_lintable
    from bot.workbench import lint_library, open_voice
    from replies.findings import errors_of

    settings = bot_settings(config, desk)
    path = path or library_path(settings)
    require_lintable(path)
    against = open_voice(settings, voice)
    with progress("Comparing texts") as done:
        findings = lint_library(path, settings, voice=against, done=done)
    errors = errors_of(findings)
    for finding in findings:
        if as_json:
            write_json(_line(finding))
        else:
            write(str(finding))
    counts = {"errors": len(errors), "doubts": len(findings) - len(errors)}
    if as_json:
        write_json({"path": str(path), **counts})
    else:
        write(f"{path}: {count_of(len(errors), 'error')}, {count_of(counts['doubts'], 'doubt')}")
    if errors:
        raise typer.Exit(1)


def _line(finding: Finding) -> dict[str, object]:
    return {
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "kind": finding.kind,
        "id": finding.reply_id,
        "file": str(finding.path) if finding.path else None,
        "line": finding.line,
    }


def export(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where the TOML files go.")
    ] = None,
    *,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a table for spreadsheets, of the replies only."),
    ] = None,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the library of the database as TOML files, losing nothing, or as a table.

    In the table, what a spreadsheet would run as a formula begins with ', and an import takes
    that off again.

    [bold]Example[/bold]

      $ jawab library export my-replies/
      $ jawab library export --csv replies.csv
    """
    from bot.library_files import save_library, save_table, stored_library

    if folder is None and csv is None:
        raise typer.BadParameter("say where to: a folder, or --csv FILE")
    library = finish(stored_library(bot_settings(config, desk)))
    if not (library.replies or library.snippets or library.playbooks):
        write("The database holds no saved replies yet: jawab library import puts some there.")
        raise typer.Exit(1)
    if folder is not None:
        files = save_library(library, folder)
        write(f"{_counted(library)} in {count_of(len(files), 'file')} in {folder}")
    if csv is not None:
        save_table(library, csv)
        write(f"{_replies(library)} in {csv}")
        if library.snippets or library.playbooks:
            tell("Snippets and playbooks are not in the table; a folder keeps them too.")


def _counted(library: Library) -> str:
    counts = [_replies(library)]
    counts += [count_of(len(library.snippets), "snippet")] if library.snippets else []
    counts += [count_of(len(library.playbooks), "playbook")] if library.playbooks else []
    return ", ".join(counts)


def _replies(library: Library) -> str:
    return count_of(len(library.replies), "saved reply", "saved replies")
