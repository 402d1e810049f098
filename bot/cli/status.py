"""`jawab status`: what the database holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.cli.options import ConfigOption, JsonOption, all_settings, finish
from bot.cli.output import write, write_json

if TYPE_CHECKING:
    from bot.ports import Counts

K = TypeVar("K", bound=str)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(*, as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """Count what a bot has seen and done, whether it runs or not.

    [bold]Example[/bold]

      $ jawab status
      $ jawab status --json | jq .lanes.complaint
    """
    from bot.workbench import count_all

    counts = finish(count_all(all_settings(config)[0]))
    if as_json:
        write_json(
            {
                "updates": counts.updates,
                "comments": counts.comments,
                "cases": _plain(counts.cases),
                "lanes": _plain(counts.lanes),
                "outbox": _plain(counts.outbox),
                "dead_letters": counts.dead_letters,
            }
        )
    else:
        _report(counts)


def _plain(counts: Mapping[K, int]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}


def _report(counts: Counts) -> None:
    write(f"{'updates':<14}{counts.updates}")
    write(f"{'comments':<14}{counts.comments}")
    write(f"{'  by lane':<14}{_listed(counts.lanes)}")
    write(f"{'cases':<14}{sum(counts.cases.values())}")
    write(f"{'  by state':<14}{_listed(counts.cases)}")
    write(f"{'outbox':<14}{_listed(counts.outbox)}")
    write(f"{'dead letters':<14}{counts.dead_letters}")


def _listed(counts: Mapping[K, int]) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())
