"""`jawab rules test`: a rule of the configuration, tried on past comments."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.options import ConfigOption, DeskOption, JsonOption, bot_settings, finish
from bot.cli.output import flush, progress, write, write_json
from bot.cli.replay import count_of, read_all, report_broken, shortened

if TYPE_CHECKING:
    from collections import Counter
    from datetime import tzinfo

    from bot.domain.routing import Routing
    from bot.domain.rules import Rule
    from bot.services.author_lists import ListsUsed
    from bot.services.rule_trial import Played, TrialCount

group = typer.Typer(name="rules", help="Try the rules of triage.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.command(name="test")(try_out)
    app.add_typer(group, no_args_is_help=True)


def try_out(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="The rule's name, as the configuration has it.")
    ],
    *,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="EXPORT",
            help="result.json of a Telegram Desktop export, or JSON lines of text, author, at "
            "and, where known, thread, media and links; - is standard input.",
        ),
    ],
    samples: Annotated[
        int, typer.Option(min=0, max=100, help="Show at most so many comments it holds for.")
    ] = 5,
    as_json: JsonOption = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Try a rule on the past: for how many it holds, and what it changes. Nothing is sent.

    Each comment goes through triage twice, with the rule and without it; all other rules stay as
    they are. It makes no difference whether the rule is switched on or has dry_run = true.

    [bold]Example[/bold]

      Write the rule with dry_run = true, try it, and take that line out when it does what
      you want:

      $ jawab rules test "food safety" --on ~/Downloads/ChatExport/result.json
      $ jawab rules test money --on result.json --samples 20
      $ jawab rules test money --on result.json --json | tail -1
    """
    from bot.app import open_classifier
    from bot.errors import ExportUnreadable
    from bot.services.rule_trial import TrialCount
    from bot.workbench import lists_at, open_trial, read_past, rule_named

    settings = bot_settings(config, desk)
    tried = rule_named(settings, rule)
    zone = ZoneInfo(settings.desk.time_zone)
    comments, broken = read_past(read_all(on), zone)
    report_broken(broken)
    if not comments and broken:
        raise ExportUnreadable(f"{on} holds no comments that can be read")
    lists = finish(lists_at(settings))
    trial = open_trial(settings, open_classifier(settings), tried, lists)
    counted = TrialCount()
    with progress("Playing", len(comments)) as done:
        for one in trial.run(comments, done=done):
            counted.add(one)
            if as_json and one.holds:
                write_json(_line(one))
                flush()
    if as_json:
        summary = {**_summary(tried, counted), "lists": _lists(lists)}
        write_json({"summary": {**summary, "broken_lines": len(broken)}})
    else:
        _report(tried, counted, counted.samples(samples), zone)
        _report_lists(lists)


def _line(one: Played) -> dict[str, object]:
    return {
        "text": one.comment.text,
        "author": one.comment.author,
        "at": one.comment.at.isoformat(),
        "without": _place(one.without),
        "with": _place(one.with_it),
    }


def _place(routing: Routing) -> dict[str, object]:
    return {
        "lane": str(routing.lane),
        "priority": routing.priority,
        "assign": routing.assign.name if routing.assign else None,
        "desk_topic": routing.desk_topic or None,
        "tags": list(routing.tags),
        "ladder": routing.escalates,
    }


def _summary(rule: Rule, counted: TrialCount) -> dict[str, object]:
    return {
        "rule": rule.name,
        "effect": rule.effect,
        "dry_run": rule.dry_run,
        "comments": counted.comment_count,
        "held": len(counted.held),
        "failing": dict(counted.failing.most_common()),
        "not_tried": dict(counted.ended_by.most_common()),
        "author_ignored": counted.passed_over,
        "lanes": {f"{was} > {now}": number for (was, now), number in counted.lanes.items()},
        "priority_changed": len(counted.priorities),
        "work": {"without": counted.work[0], "with": counted.work[1]},
        "assigned": dict(counted.holders),
        "desk_topics": dict(counted.topics),
        "tags": dict(counted.tags),
        "ladder": counted.calls,
    }


def _lists(lists: ListsUsed) -> dict[str, object]:
    return {
        "from": "configuration" if lists.not_read else "database",
        **{str(on): count for on, count in lists.counts.items()},
        "by_name": lists.by_name_count,
    }


def _report(rule: Rule, counted: TrialCount, samples: list[Played], zone: tzinfo) -> None:
    if not counted.comment_count:
        write("There are no comments in this file.")
        return
    state = "a dry run so far" if rule.dry_run else "switched on"
    write(f'"{rule.name}" ({state}): {rule.effect}')
    share = len(counted.held) / counted.comment_count
    percent = "under 1%" if 0 < share < 0.01 else f"{share:.0%}"
    write(
        f"\nIt holds for {len(counted.held)} of {count_of(counted.comment_count, 'comment')} "
        f"({percent})."
    )
    if counted.failing:
        write(f"  what did not hold first: {_counts(counted.failing)}")
    for name, number in counted.ended_by.most_common():
        write(f'  not tried for {number}: "{name}" ended the list')
    if counted.passed_over:
        write(f"  not tried for {counted.passed_over}: their author is on the list ignore")
    if counted.held:
        _report_changes(counted)
    if samples:
        write("\nSome of them:\n")
    for one in samples:
        _report_sample(one, zone)


def _report_changes(counted: TrialCount) -> None:
    changes = []
    for (was, now), number in counted.lanes.most_common():
        changes.append(f"lane {was} → {now}: {number}")
    if counted.priorities:
        low, high = min(counted.priorities), max(counted.priorities)
        span = f"{low:+d}" if low == high else f"{low:+d} to {high:+d}"
        middle = median(counted.priorities)
        changes.append(f"priority {span} (median {middle:+g}): {len(counted.priorities)}")
    for name, number in counted.holders.most_common():
        changes.append(f"given to {name}: {number}")
    for topic, number in counted.topics.most_common():
        changes.append(f"into the topic {topic}: {number}")
    for tag, number in counted.tags.most_common():
        changes.append(f"tag #{tag}: {number}")
    if counted.calls:
        changes.append(f"somebody is called: {counted.calls}")
    before, after = counted.work
    if before != after:
        changes.append(f"comments that are work: {before} → {after}")
    write("\nWhat it changes:" if changes else "\nIt changes nothing for them.")
    for change in changes:
        write(f"  {change}")


def _report_lists(lists: ListsUsed) -> None:
    source = "the database"
    if lists.not_read:
        source = f"the configuration alone ({lists.not_read})"
    people = [f"{on} {count}" for on, count in lists.counts.items() if count]
    write(f"\nLists of authors: {', '.join(people) or 'nobody is on one'}, from {source}.")
    if lists.by_name_count:
        write(f"  known by a user name alone, which does not count: {lists.by_name_count}")


def _report_sample(one: Played, zone: tzinfo) -> None:
    write(
        f'  {one.comment.at.astimezone(zone):%Y-%m-%d %H:%M} {one.comment.author}: "'
        f'{shortened(one.comment)}"'
    )
    was, now = one.without, one.with_it
    then = f"{now.lane} {now.priority}" if now.lane is not was.lane else f"{now.priority}"
    is_same = (was.lane, was.priority) == (now.lane, now.priority)
    write(f"      {was.lane} {was.priority}" + ("" if is_same else f" → {then}"))


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.most_common())
