"""What `jawab check` finds in the roster: whom a ladder would call, and whom it could not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.domain.ids import UserId
from bot.domain.oncall import Roster, Stretch, WeeklyShift
from bot.domain.roster import Manager, Role
from bot.services.doctor import Finding, failure, fine, note

SUBJECT = "on call"
_AHEAD = timedelta(days=7)
_HOW_TO_OPEN = "they open a private chat with the bot and press Start"


def examine_oncall(
    weekly: Sequence[WeeklyShift],
    team: Sequence[Manager],
    can_be_rung: Collection[UserId],
    *,
    at: datetime,
) -> Iterator[Finding]:
    """Name gaps of the week to come, names that nobody has, and who cannot be written to."""
    names = {one.name.casefold(): one.name for one in team}
    yield from _unknown(weekly, names)
    if not weekly:
        yield note(
            SUBJECT,
            "there are no weekly shifts: leads are called",
            "[[oncall.shifts]], or /oncall",
        )
    else:
        people = tuple((one.name.casefold(), one.user_id) for one in team)
        roster = Roster(weekly=tuple(weekly), duties=(), people=people)
        yield from _gaps(roster.ahead(at, until=at + _AHEAD), weekly)
    yield from _silent(weekly, team, can_be_rung)


def _unknown(weekly: Sequence[WeeklyShift], names: Mapping[str, str]) -> Iterator[Finding]:
    for who in dict.fromkeys(shift.who for shift in weekly):
        if who.casefold() in names:
            continue
        close = get_close_matches(who.casefold(), names, n=1)
        hint = f"did you mean {names[close[0]]}?" if close else "/team shows the names"
        yield failure(f"{SUBJECT}: {who}", "nobody at the desk has that name", hint)


def _gaps(stretches: Sequence[Stretch], weekly: Sequence[WeeklyShift]) -> Iterator[Finding]:
    zone = weekly[0].calendar.zone
    gaps = [one for one in stretches if not one.people]
    if gaps:
        first = gaps[0]
        begins, ends = (
            f"{moment.astimezone(zone):%a %H:%M}" for moment in (first.begins_at, first.ends_at)
        )
        more = f", and {len(gaps) - 1} more times this week" if len(gaps) > 1 else ""
        yield note(
            SUBJECT,
            f"nobody from {begins} to {ends}{more}: leads are called",
            "[[oncall.shifts]], or /oncall",
        )
        return
    shared = any(len(one.people) > 1 for one in stretches)
    overlap = "; where shifts overlap, the first in the list is called first" if shared else ""
    yield fine(SUBJECT, f"somebody at every hour of the week{overlap}")


def _silent(
    weekly: Sequence[WeeklyShift], team: Sequence[Manager], can_be_rung: Collection[UserId]
) -> Iterator[Finding]:
    named = {shift.who.casefold() for shift in weekly}
    silent = [
        one.name for one in team if one.name.casefold() in named and one.user_id not in can_be_rung
    ]
    if silent:
        yield note(SUBJECT, f"cannot be written to: {', '.join(silent)}", _HOW_TO_OPEN)
    leads = [one for one in team if one.role is Role.LEAD]
    if leads and not any(one.user_id in can_be_rung for one in leads):
        yield note(
            SUBJECT, "no lead can be written to: the last step reaches only the desk", _HOW_TO_OPEN
        )
