"""What `jawab check --live` says of a desk at work, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain.desk_state import AWAY_AFTER, DeskState
from bot.domain.outbox import OutboxState, Urgency
from bot.domain.set_back import TOLERANCE
from bot.domain.vitals import COMMENT_LATE, DUE_LATE, UNLOOKED_LATE, UPDATE_LATE, Vitals
from bot.services.desk_signs import DeskSigns
from bot.services.doctor import Finding, failure, fine, note

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

_NAMES = {
    Urgency.MODERATION: "deletions and sanctions",
    Urgency.REPLY: "approved answers",
    Urgency.ESCALATION: "calls for somebody",
}


def examine_desk(
    signs: DeskSigns, *, missing: Sequence[str], token_source: str, now: datetime
) -> Iterator[Finding]:
    """One finding for each part; `missing` are the jobs that no process of several does."""
    yield _state(signs, token_source, now)
    if signs.ahead > TOLERANCE:
        yield failure(
            "clock",
            f"what was written last lies {span(signs.ahead)} ahead of this machine's clock",
            "set the clocks of all machines right (NTP); a desk at work then goes on as planned",
        )
    for job in missing:
        yield failure(job, "no process does it", f"jawab run --role {job}")
    yield from _inbox(signs.vitals, now)
    yield from _outbox(signs, now)
    yield from _people(signs.vitals, now)


def span(length: timedelta) -> str:
    """A length of time, roughly: "12 s", "4 min", "3 h", "2 days"."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 2 * _MINUTE:
        return f"{seconds} s"
    if seconds < 2 * _HOUR:
        return f"{seconds // _MINUTE} min"
    return f"{seconds // _HOUR} h" if seconds < 2 * _DAY else f"{seconds // _DAY} days"


def _state(signs: DeskSigns, token_source: str, now: datetime) -> Finding:
    status = signs.status
    match status.state:
        case DeskState.NEW:
            return failure("desk", "has not run yet", "jawab run, or the service of it")
        case DeskState.REFUSED:
            return failure(
                "desk", "has ended: Telegram does not take its bot's token", token_source
            )
        case DeskState.AWAY:
            assert status.alive_at is not None
            return failure(
                "desk",
                f"has got no updates for {span(now - status.alive_at)}",
                "is it running, and is Telegram reached from here? its log says so",
            )
        case _:
            return fine("desk", f"gets its updates (a sign every {span(AWAY_AFTER / 4)})")


def _inbox(seen: Vitals, now: datetime) -> Iterator[Finding]:
    yield _waiting(
        "updates",
        (seen.waiting_updates, seen.oldest_update_at, UPDATE_LATE),
        "handled",
        "is the database locked or slow? its log says so; else start jawab again",
        now,
    )
    yield _waiting(
        "comments",
        (seen.waiting_comments, seen.oldest_comment_at, COMMENT_LATE),
        "judged",
        "a storm passes by itself; else look for the model in the log, and start jawab again",
        now,
    )
    if seen.dead_letters:
        yield note(
            "dead letters",
            f"{seen.dead_letters} updates could not be handled",
            "its log says why (intake.handler_failed)",
        )


def _waiting(
    what: str,
    seen: tuple[int, datetime | None, timedelta],
    done: str,
    remedy: str,
    now: datetime,
) -> Finding:
    count, oldest_at, late = seen
    if oldest_at is None:
        return fine(what, f"all are {done}")
    age = now - oldest_at
    message = f"{count} to be {done}, the oldest waits for {span(age)}"
    return failure(what, message, remedy) if age > late else fine(what, message)


def _outbox(signs: DeskSigns, now: datetime) -> Iterator[Finding]:
    seen, stuck = signs.vitals, False
    for urgency, late in DUE_LATE.items():
        since = seen.due_since.get(urgency)
        if since is not None and now - since > late:
            stuck = True
            yield failure(
                "outbox",
                f"{_NAMES[urgency]} do not leave, the oldest is due for {span(now - since)}",
                "is Telegram reached, is the chat limited, is the bot in it? its log says so",
            )
    if not stuck:
        queued = sum(
            count
            for (state, _), count in seen.outbox.items()
            if state in (OutboxState.QUEUED, OutboxState.SENDING)
        )
        yield fine("outbox", f"{queued} waiting, nothing is stuck")
    if signs.limited_chats:
        yield note("Telegram", f"wants silence in {signs.limited_chats} chats for a while")
    since = seen.oldest_unknown_at
    if since is not None and now - since > UNLOOKED_LATE:
        yield failure(
            "look first",
            f"an answer that may have been sent waits for somebody for {span(now - since)}",
            "press It is there or Not there: send, at its card",
        )


def _people(seen: Vitals, now: datetime) -> Iterator[Finding]:
    count = sum(seen.open_cases.values())
    if count and seen.oldest_case_at is not None:
        oldest = f"{count} open, the oldest for {span(now - seen.oldest_case_at)}"
        late = f", {seen.overdue_cases} past their first answer" if seen.overdue_cases else ""
        yield (note if seen.overdue_cases else fine)("cases", f"{oldest}{late}")
    else:
        yield fine("cases", f"{count} open, none of them waits for anybody")
    if seen.running_ladders:
        yield note("ladders", f"somebody is called for {seen.running_ladders} of them")
