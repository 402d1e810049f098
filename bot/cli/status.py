"""`jawab status`: what the database holds, and how each desk stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.cli.options import ConfigOption, JsonOption, all_settings, finish
from bot.cli.output import write, write_json

if TYPE_CHECKING:
    from bot.ports import Counts
    from bot.services.desk_status import DeskStatus

K = TypeVar("K", bound=str)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(*, as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """Count what bots have seen and done, and say which desks are at work.

    [bold]Example[/bold]

      $ jawab status
      $ jawab status --json | jq .lanes.complaint
      $ jawab status --json | jq '.desks | map_values(.state)'
    """
    from bot.workbench import look_at_desks

    settings = all_settings(config)
    counts, desks = finish(look_at_desks(settings))
    if as_json:
        write_json(_object(counts) | {"desks": {one.keys.desk: _desk(one) for one in desks}})
    elif len(desks) == 1:
        _say_state(desks[0], settings[0].token_source)
        _report(counts)
    else:
        _report_each(desks, [one.token_source for one in settings])
        write("together")
        _report(counts, indent="  ")


def _object(counts: Counts) -> dict[str, object]:
    return {
        "updates": counts.updates,
        "comments": counts.comments,
        "cases": _plain(counts.cases),
        "lanes": _plain(counts.lanes),
        "outbox": _plain(counts.outbox),
        "dead_letters": counts.dead_letters,
        "damaged_rows": counts.damaged_rows,
        "last_update_at": _moment(counts.last_update_at),
    }


def _desk(desk: DeskStatus) -> dict[str, object]:
    counts = {} if desk.counts is None else _object(desk.counts)
    return {"state": desk.state.value, "alive_at": _moment(desk.alive_at), **counts}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _plain(counts: Mapping[K, int]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}


def _report_each(desks: Sequence[DeskStatus], token_sources: Sequence[str]) -> None:
    for desk, token_source in zip(desks, token_sources, strict=True):
        write(desk.keys.desk)
        _say_state(desk, token_source, indent="  ")
        if desk.counts is not None:
            _report(desk.counts, indent="  ")
        write()


def _say_state(desk: DeskStatus, token_source: str, indent: str = "") -> None:
    _line("state", _state(desk, token_source), indent)


def _state(desk: DeskStatus, token_source: str) -> str:
    from bot.domain.desk_state import DeskState

    match desk.state:
        case DeskState.NEW:
            return "has not run yet"
        case DeskState.AT_WORK:
            return "at work"
        case DeskState.REFUSED:
            since = _shown(desk.refused_at)
            return f"ended {since}: Telegram does not take the bot's token (hint: {token_source})"
        case _:
            return f"away since {_shown(desk.alive_at)}: stopped, or Telegram is not reached"


def _report(counts: Counts, indent: str = "") -> None:
    latest = "" if counts.last_update_at is None else f", last {_shown(counts.last_update_at)}"
    _line("updates", f"{counts.updates}{latest}", indent)
    _line("comments", str(counts.comments), indent)
    _line("  by lane", _listed(counts.lanes), indent)
    _line("cases", str(sum(counts.cases.values())), indent)
    _line("  by state", _listed(counts.cases), indent)
    _line("outbox", _listed(counts.outbox), indent)
    _line("dead letters", str(counts.dead_letters), indent)
    if counts.damaged_rows:
        _line("damaged rows", f"{counts.damaged_rows} (jawab db check names them)", indent)


def _line(name: str, value: str, indent: str) -> None:
    write(f"{indent}{name:<14}{value}")


def _shown(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def _listed(counts: Mapping[K, int]) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
