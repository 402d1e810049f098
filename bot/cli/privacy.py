"""`jawab forget` and `jawab export-person`: what is kept of one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import ConfigOption, DeskOption, all_settings, bot_settings, finish
from bot.cli.output import require_yes, write, write_json

PersonArgument = Annotated[
    str,
    typer.Argument(
        metavar="PERSON",
        help="Telegram's number of the user (or, below zero, of the channel), or a @name.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(forget)
    app.command("export-person")(export_person)


def forget(
    person: PersonArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Take away all that a brand keeps of a person, also while the bot runs.

    Words, name, vectors, labels and what was learnt from them go; open cases are closed; the audit
    keeps a pseudonym. Of several brands in one file all are meant, unless --desk names one.

    [bold]Example[/bold]

      $ jawab forget 123456789
      $ jawab forget @rahul --desk tea --yes
      $ jawab forget -- -1001234567890
    """
    from bot.persons import backups_of, find_person, forget_person

    several = (bot_settings(config, desk),) if desk else all_settings(config)
    found = finish(find_person(several, person))
    if not found:
        write(f"Nothing is kept of {person}.")
        raise typer.Exit(1)
    for one in found:
        kept = one.footprint
        write(
            f"{one.settings.brand.name}: {kept.name}, comments {kept.comment_count}, "
            f"cases {kept.case_count}, {kept.open_case_count} of them open"
        )
    require_yes("Forget for good?", yes=yes)
    for one in found:
        pseudonym = finish(forget_person(one))
        write(f"{one.settings.brand.name}: forgotten, {pseudonym.name} in the audit")
    backups = backups_of(several[0])
    if backups:
        write("These backups still hold it. Delete them, or forget again after putting one back:")
    for path, at in backups:
        write(f"  {at:%Y-%m-%d %H:%M}  {path}")


def export_person(
    person: PersonArgument,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A file of this name.")
    ] = None,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Write all that is kept of a person as JSON, by brand and by kind.

    [bold]Example[/bold]

      $ jawab export-person 123456789 --out rahul.json
    """
    from bot.persons import export_of, find_person, write_private

    several = (bot_settings(config, desk),) if desk else all_settings(config)
    found = finish(find_person(several, person))
    if not found:
        write(f"Nothing is kept of {person}.")
        raise typer.Exit(1)
    told = {one.settings.brand.name: finish(export_of(one)) for one in found}
    if out is None:
        write_json(told)
    else:
        write_private(out, told)
        write(f"Written to {out}, readable by you alone.")
