"""`jawab replay`: a past stretch of a community, as the desk would have seen it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.judging import suggestions_of
from bot.cli.lines import opened
from bot.cli.options import ConfigOption, DeskOption, JsonOption, plain_settings
from bot.cli.output import count_of, flush, progress, tell, write, write_json

if TYPE_CHECKING:
    from bot.services.past import Broken
    from bot.services.replay import Hour, PastComment, Queue, Replayed

_SHOWN_BROKEN = 5
_TEXT_WIDTH = 72


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(replay)


def replay(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="result.json of a Telegram Desktop export, or JSON lines of text, author, at "
            "and, where known, thread, media and links; - is standard input.",
        ),
    ],
    *,
    as_json: JsonOption = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Try triage on the past: lanes, the queue hour by hour, the worst moments. Nothing is sent.

    Export a chat in Telegram Desktop: ⋮, Export chat history, format JSON.

    [bold]Example[/bold]

      $ jawab replay ~/Downloads/ChatExport/result.json --config config.toml
      $ jawab replay result.json --json | tail -1
    """
    from bot.app import library_path, load_library, open_classifier
    from bot.errors import ExportUnreadable
    from bot.services.replay import Queue, Replay
    from bot.workbench import open_judge, open_search, read_past

    settings = plain_settings(config, desk)
    zone = ZoneInfo(settings.desk.time_zone)
    comments, broken = read_past(read_all(file), zone)
    report_broken(broken)
    if not comments and broken:
        raise ExportUnreadable(f"{file} holds no comments that can be read")
    classifier = open_classifier(settings)
    library = load_library(library_path(settings))
    search = open_search(library, classifier, top=3)
    run = Replay(open_judge(settings, classifier), search)
    queue = Queue(zone)
    with progress("Replaying", len(comments)) as done:
        for one in run.run(comments, done=done):
            queue.add(one)
            if as_json:
                write_json(_line(one))
                flush()
    if as_json:
        write_json({"summary": _summary(queue, broken, zone)})
    else:
        _report(queue, len(broken), zone)


def read_all(file: str) -> bytes:
    """All of a file, or of standard input; raise InputUnreadable."""
    chunks = []
    with opened(file) as descriptor:
        while chunk := os.read(descriptor, 1 << 20):
            chunks.append(chunk)
    return b"".join(chunks)


def report_broken(broken: Sequence[Broken]) -> None:
    """Say which lines are no comments."""
    for one in broken[:_SHOWN_BROKEN]:
        tell(f"line {one.line}: {one.error}")
    if len(broken) > _SHOWN_BROKEN:
        tell(f"… and {len(broken) - _SHOWN_BROKEN} more lines that are no comments")


def _comment(one: Replayed) -> dict[str, object]:
    return {
        "text": one.comment.text,
        "author": one.comment.author,
        "at": one.comment.at.isoformat(),
        "lane": str(one.routing.lane),
        "priority": one.routing.priority,
    }


def _line(one: Replayed) -> dict[str, object]:
    return {
        **_comment(one),
        "reasons": list(one.routing.reasons),
        "suggestions": suggestions_of(one.found.suggestions),
        "case": one.case,
    }


def _summary(queue: Queue, broken: Sequence[Broken], zone: tzinfo) -> dict[str, object]:
    return {
        "comments": queue.comment_count,
        "lanes": {str(lane): count for lane, count in queue.lanes.items()},
        "cases": queue.case_count,
        "with_suggestions": queue.suggested_count,
        "broken_lines": len(broken),
        "hours": [_hour(hour, zone) for hour in queue.hours()],
        "worst": [_hour(hour, zone) for hour in queue.worst()],
    }


def _hour(hour: Hour, zone: tzinfo) -> dict[str, object]:
    return {
        "hour": hour.starts_at.astimezone(zone).isoformat(),
        "comments": hour.comments,
        "opened": {str(lane): count for lane, count in hour.opened.items()},
        "waiting": hour.waiting,
        "most_urgent": _comment(hour.most_urgent),
    }


def _report(queue: Queue, broken_count: int, zone: tzinfo) -> None:
    if not queue.comment_count:
        write("There are no comments in this file.")
        return
    hours = queue.hours()
    first, last = (hour.starts_at.astimezone(zone) for hour in (hours[0], hours[-1]))
    write(
        f"{count_of(queue.comment_count, 'comment')} between {first:%Y-%m-%d %H:%M} and "
        f"{last:%Y-%m-%d %H:59} ({zone}), {count_of(queue.case_count, 'case')}"
        + (f"; {count_of(broken_count, 'line')} could not be read" if broken_count else "")
    )
    write()
    for lane, count in queue.lanes.items():
        share = count / queue.comment_count
        write(f"  {lane:<10} {count:>6}  {share:>4.0%}  {'▇' * round(30 * share)}")
    write(f"\n{count_of(queue.suggested_count, 'comment')} would have had a suggested answer.")
    _report_hours(hours, zone)
    _report_worst(queue.worst(), zone)


def _report_hours(hours: Iterable[Hour], zone: tzinfo) -> None:
    write("\nThe queue hour by hour, had nobody answered:\n")
    write("  hour              comments  new cases  waiting  most urgent")
    for hour in hours:
        write(
            f"  {hour.starts_at.astimezone(zone):%Y-%m-%d %H:%M}  {hour.comments:>8}"
            f"  {hour.opened.total():>9}  {hour.waiting:>7}"
            f"  {hour.most_urgent.routing.priority:>3} {hour.most_urgent.routing.lane}"
        )


def _report_worst(worst: Sequence[Hour], zone: tzinfo) -> None:
    if not worst:
        write("\nNothing would have been work.")
        return
    write("\nThe worst moments:\n")
    for hour in worst:
        lanes = ", ".join(f"{count} {lane}" for lane, count in hour.opened.most_common())
        write(f"  {hour.starts_at.astimezone(zone):%Y-%m-%d %H:%M}  new cases: {lanes}")
        one = hour.most_urgent
        words = shortened(one.comment)
        write(f'    {one.routing.priority:>3} {one.comment.author}: "{words}"')


def shortened(comment: PastComment) -> str:
    """The words of a comment in one line, or what hangs on it."""
    text = " ".join(comment.text.split()) or f"({comment.media})"
    return text if len(text) <= _TEXT_WIDTH else f"{text[:_TEXT_WIDTH]}…"
