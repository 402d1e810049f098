"""`jawab library import`: saved replies into the database, after a look at what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import ConfigOption, DeskOption, bot_settings, finish
from bot.cli.output import count_of, progress, require_yes, tell, write

if TYPE_CHECKING:
    from bot.library_files import Forecast, Parcel
    from bot.settings import Settings
    from replies.findings import Finding
    from replies.imports.telegram_pairs import Proposal

_SHOWN = 20
_KINDS = {"reply": "replies", "snippet": "snippets", "playbook": "playbooks"}
_TEXT_WIDTH = 60


def import_(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="A folder of TOML files, JSON lines, CSV, Excel (.xlsx), or result.json of a "
            "Telegram export; without it brand.library, else the starter library.",
        ),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    merge: Annotated[
        bool | None,
        typer.Option(
            "--merge/--replace",
            help="Add and change, or put in place of what is there; without either, tables are "
            "merged and folders and JSON lines replace.",
        ),
    ] = None,
    skip_errors: Annotated[
        bool, typer.Option("--skip-errors", help="Leave out the rows of a table that are wrong.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="WORD=HEADING",
            help="Which column of a table means what: id, title, text, examples, example, lang, "
            "tone, lanes, topic, owner, valid_until or shortcut. May be repeated.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of a workbook.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="xx", help="The language of texts where the file does not say it."),
    ] = None,
    proposals: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Of a Telegram export: where the proposed replies go, to be looked through.",
        ),
    ] = None,
    colleague: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME|ID", help="Of a Telegram export: whose answers count. May be repeated."
        ),
    ] = None,
    at_least: Annotated[
        int, typer.Option(min=1, help="Of a Telegram export: how often an answer was given.")
    ] = 2,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Put saved replies into the database; it shows first what would change, and asks.

    Columns are known by their headings in several languages. Blanks of other tools become slots:
    {{name}} $author, others $ask_… with a warning. A row with a mistake is named, and nothing is
    imported. A running bot takes over what was imported.

    [bold]Example[/bold]

      $ jawab library import replies/
      $ jawab library import macros.csv --dry-run
      $ jawab library import macros.xlsx --map text="Reply body" --skip-errors
      $ jawab library import result.json --colleague Asha --proposals proposed/
    """
    from bot.app import library_path
    from bot.library_files import Reading, bring, foresee, read_library

    settings = bot_settings(config, desk)
    path = path or library_path(settings)
    reading = Reading(columns=_columns(columns), sheet=sheet, language=_language(language))
    if proposals is not None:
        asked = _Asked(colleagues=colleague or (), at_least=at_least, language=reading.language)
        _propose(path, proposals, asked, settings)
        return
    parcel = read_library(path, reading, settings)
    _report(path, parcel, skip_errors=skip_errors)
    is_added = parcel.is_table if merge is None else merge
    forecast = finish(foresee(settings, parcel, is_added=is_added))
    _show(forecast)
    if dry_run or not forecast.is_change:
        write("Nothing was changed." if dry_run else "Nothing to change: it is all there.")
        return
    require_yes("Do that?", yes=yes)
    revision = forecast.revision
    finish(bring(settings, parcel, is_added=is_added, expected_revision=revision))
    count = count_of(len(parcel.library.replies), "saved reply", "saved replies")
    write(f"In the database now: {count} from {path}. A running bot takes that over.")


def _columns(given: Iterable[str] | None) -> Mapping[str, str]:
    from replies.imports.headings import Meaning

    columns = {}
    for one in given or ():
        word, is_there, heading = one.partition("=")
        if word not in set(Meaning) or not is_there or not heading.strip():
            raise typer.BadParameter(
                f'"{one}" is not WORD=HEADING; words are {", ".join(Meaning)}',
                param_hint="--map",
            )
        columns[word] = heading
    return columns


def _language(given: str | None) -> str | None:
    from replies.imports.languages import tag_of

    tag = tag_of(given) if given is not None else None
    if given is not None and tag is None:
        raise typer.BadParameter(f'"{given}" is no language', param_hint="--language")
    return tag


# --- what is said -------------------------------------------------------------------------------


def _report(path: Path, parcel: Parcel, *, skip_errors: bool) -> None:
    """Say how the file was read, and what is wrong; raise LibraryUnusable if that stops all."""
    from bot.errors import LibraryUnusable
    from replies.findings import errors_of

    for remark in parcel.remarks:
        tell(f"{path}: {remark}")
    errors = errors_of(parcel.findings)
    doubts = [finding for finding in parcel.findings if finding not in errors]
    _tell_some(doubts, "doubts")
    if errors and not skip_errors:
        raise LibraryUnusable("\n".join(map(str, errors)))
    for error in errors:
        tell(f"left out: {error}")


def _tell_some(findings: Sequence[Finding], name: str) -> None:
    for finding in findings[:_SHOWN]:
        tell(str(finding))
    if len(findings) > _SHOWN:
        tell(f"… and {len(findings) - _SHOWN} more {name}")


def _show(forecast: Forecast) -> None:
    write(f"{'':10} {'new':>9} {'changed':>9} {'unchanged':>9} {'removed':>9}")
    for kind, one in forecast.comparison.items():
        groups = (one.new, one.changed, one.unchanged, one.removed)
        if any(groups):
            write(f"{_KINDS[kind]:10} " + " ".join(f"{len(group):>9}" for group in groups))
    for name in ("new", "changed", "removed"):
        ids = [each for one in forecast.comparison.values() for each in getattr(one, name)]
        _show_some(
            name, [f"{one} (retired before)" if one in forecast.restored else one for one in ids]
        )


def _show_some(name: str, ids: Sequence[str]) -> None:
    if ids:
        more = f", … and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
        write(f"{name}: {', '.join(ids[:_SHOWN])}{more}")


# --- proposals ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which answers of the past are wanted."""

    colleagues: Sequence[str]
    at_least: int
    language: str | None


def _propose(path: Path, folder: Path, asked: _Asked, settings: Settings) -> None:
    from bot.library_files import propose, read_exchanges, save_proposals

    exchanges = read_exchanges(path, asked.colleagues)
    if not exchanges.found:
        write(f"{path} holds no answers of colleagues. Say whose answers count: --colleague NAME.")
        for name, count in exchanges.repliers.most_common(_SHOWN):
            write(f"  {name}: {count_of(count, 'reply', 'replies')}")
        raise typer.Exit(1)
    with progress("Reading answers", len(exchanges.found)) as done:
        found = propose(
            exchanges, settings, at_least=asked.at_least, language=asked.language, done=done
        )
    if not found:
        hint = ": try --at-least 1" if asked.at_least > 1 else ""
        write(
            f"{count_of(len(exchanges.found), 'answer')}, none of them fit to be proposed, given "
            f"{count_of(asked.at_least, 'time')} or more{hint}."
        )
        raise typer.Exit(1)
    files = save_proposals(found, folder)
    for proposal in found[:_SHOWN]:
        _write_proposal(proposal)
    if len(found) > _SHOWN:
        write(f"… and {len(found) - _SHOWN} more")
    replies = count_of(len(found), "reply", "replies")
    answers = count_of(len(exchanges.found), "answer")
    write(f"Proposed in {', '.join(map(str, files[:3]))}: {replies} from {answers}.")
    write(f"Look through them, then: jawab library import {folder} --merge")


def _write_proposal(proposal: Proposal) -> None:
    text = " ".join(proposal.reply.variants[0].text.split())
    shown = text if len(text) <= _TEXT_WIDTH else text[: _TEXT_WIDTH - 1] + "…"
    write(f"{proposal.count:5} × {proposal.reply.id}: {shown}")
    for doubt in proposal.doubts:
        write(f"        look: it {doubt}")
