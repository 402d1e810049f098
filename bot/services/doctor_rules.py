"""What `jawab check` finds in rules and lists of triage: whom cases go to, and who is on what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from bot.domain.author_lists import AuthorList, key_named
from bot.domain.roster import Role
from bot.domain.rule_troubles import RuleTrouble, Trouble, troubles_of
from bot.domain.rules import Rule
from bot.services.doctor import Finding, failure, fine, note


def examine_rules(
    rules: Sequence[Rule],
    team: Mapping[str, Role],
    *,
    ignored: frozenset[int] = frozenset(),
    place_of: Callable[[Rule], str],
) -> Iterator[Finding]:
    """Name rules that give cases to nobody, never apply, or take back what others do.

    `team` has everybody's name and role, `ignored` authors who are passed over; `place_of` says
    where a rule stands.
    """
    found = [
        *_examine_assignees(rules, team, place_of),
        *(_told(trouble, place_of) for trouble in troubles_of(rules, ignored=ignored)),
    ]
    if rules and not found:
        dry = sum(rule.dry_run for rule in rules)
        on_trial = f", {dry} on a dry run" if dry else ""
        found.append(fine("triage.rules", f"{len(rules)}, none in another's way{on_trial}"))
    yield from found


def _examine_assignees(
    rules: Sequence[Rule], team: Mapping[str, Role], place_of: Callable[[Rule], str]
) -> Iterator[Finding]:
    names = {name.casefold(): name for name in team}
    for rule in rules:
        known = names.get(rule.assign.casefold())
        if not rule.assign:
            continue
        if known is None:
            close = get_close_matches(rule.assign.casefold(), names, n=1)
            hint = f"did you mean {names[close[0]]}?" if close else "/team shows the names"
            message = f'assigns to nobody: at the desk nobody is called "{rule.assign}"'
            yield failure(place_of(rule), message, hint)
        elif not team[known].includes(Role.MODERATOR):
            message = f"assigns to nobody: {known} is a {team[known]} and cannot hold a case"
            yield failure(place_of(rule), message, "a lead changes the role with /team")


def _told(trouble: RuleTrouble, place_of: Callable[[Rule], str]) -> Finding:
    place, what = place_of(trouble.rule), "; ".join(trouble.what)
    other = trouble.other.name if trouble.other is not None else ""
    there = place_of(trouble.other) if trouble.other is not None else ""
    match trouble.kind:
        case Trouble.NEVER:
            message = f"never applies: {there} ends the list for all that it holds for"
            return failure(place, message, f'put it before "{other}", or narrow that one down')
        case Trouble.PASSED_OVER:
            message = "never applies: its authors are on the list ignore, and come to no rule"
            return failure(place, message, "take them out of triage.lists.ignore, or the rule")
        case Trouble.CONTRADICTS:
            message = f"contradicts {there}, which holds for the same comments: {what}"
            return failure(place, message, "keep one of them; as it is, the later one wins")
        case Trouble.UNDONE:
            message = f"is taken back by {there}, which holds for all its comments: {what}"
            return note(
                place, message, f'put "{other}" before it, or end this one with stop = true'
            )
        case Trouble.AGAINST_ITSELF:
            message = f"ignores comments, so this does nothing: {', '.join(trouble.what)}"
            return failure(place, message, "take that out, or ignore = true")


def examine_lists(
    configured: Mapping[AuthorList, Sequence[str]], known: Mapping[str, AuthorList | None]
) -> Iterator[Finding]:
    """Say where the lists of authors differ from those of the database, which rules."""
    for on, people in configured.items():
        for person in people:
            there = known.get(key_named(person), on)
            if there is not on:
                yield note(
                    f"triage.lists.{on}",
                    f"{person} is on it in the file, on {there or 'no list'} in the database",
                    "the database rules after the first start; /author changes it",
                )
