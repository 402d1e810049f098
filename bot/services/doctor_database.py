"""What `jawab db check` says of a database that was looked through, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.inspection import STUCK_AFTER, Inspection
from bot.services.doctor import Finding, failure, fine

_ASK = "keep a copy (`jawab db backup`) and restore a backup, or mend the rows by hand"
_MOST_ROWS = 50


def findings_of(seen: Inspection) -> Iterator[Finding]:
    """One finding for each part, sound or not."""
    yield from _file(seen)
    yield from _rows(seen)
    yield from _references(seen)
    yield from _queues(seen)
    yield from _cases(seen)


def _file(seen: Inspection) -> Iterator[Finding]:
    if not seen.damage:
        yield fine("file", "is whole, and of this version")
    for fault in seen.damage:
        yield failure("file", f"is damaged: {fault}", "jawab db restore BACKUP, the newest one")


def _rows(seen: Inspection) -> Iterator[Finding]:
    if not seen.damaged_rows:
        yield fine("rows", "all can be read")
    for one in seen.damaged_rows[:_MOST_ROWS]:
        yield failure(
            "rows",
            f"{one.table} {one.row} cannot be read: {one.column} is damaged",
            "it is set aside, the rest goes on; mend it by hand, or take it from a backup",
        )
    if len(seen.damaged_rows) > _MOST_ROWS:
        more = len(seen.damaged_rows) - _MOST_ROWS
        yield failure("rows", f"{more} more cannot be read", _ASK)


def _references(seen: Inspection) -> Iterator[Finding]:
    if not seen.broken_references:
        yield fine("references", "every row finds what it names")
    for where, count in seen.broken_references.items():
        yield failure("references", f"{where}: {count} rows name what is not there", _ASK)


def _queues(seen: Inspection) -> Iterator[Finding]:
    if not seen.stuck_count and not seen.stranded:
        yield fine("queues", "nothing is stuck")
    if seen.stuck_count:
        minutes = int(STUCK_AFTER.total_seconds() // 60)
        yield failure(
            "outbox",
            f"{seen.stuck_count} messages are under way for more than {minutes} minutes",
            "start jawab, or start it again: it asks about answers and repeats the rest",
        )
    for what, count in seen.stranded.items():
        yield failure(
            what,
            f"{count} wait for a bot that no desk has",
            "put that bot's token back into a desk, or leave them: nobody else takes them up",
        )


def _cases(seen: Inspection) -> Iterator[Finding]:
    if not (seen.unfocused_count or seen.contradicting_count or seen.idle_ladder_count):
        yield fine("cases", "fit together")
    if seen.unfocused_count:
        yield failure(
            "cases", f"{seen.unfocused_count} open ones have no comment to be answered", _ASK
        )
    if seen.contradicting_count:
        yield failure(
            "cases", f"{seen.contradicting_count} are open and closed at the same time", _ASK
        )
    if seen.idle_ladder_count:
        yield failure(
            "ladders",
            f"{seen.idle_ladder_count} still run for cases that are closed",
            "start jawab: it ends them at its next turn; if it runs, look at its log",
        )
