"""What `jawab check` finds in rules and lists of triage: whom cases go to, and who is on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from bot.domain.author_lists import AuthorList, key_named
from bot.domain.roster import Role
from bot.domain.rules import Rule
from bot.services.doctor import Finding, failure, note


def examine_assignees(rules: Sequence[Rule], team: Mapping[str, Role]) -> Iterator[Finding]:
    """Name rules that give cases to nobody; `team` has everybody's name and role."""
    names = {name.casefold(): name for name in team}
    for number, rule in enumerate(rules, start=1):
        subject = f"triage.rules[{number}].assign"
        known = names.get(rule.assign.casefold())
        if not rule.assign:
            continue
        if known is None:
            close = get_close_matches(rule.assign.casefold(), names, n=1)
            hint = f"did you mean {names[close[0]]}?" if close else "/team shows the names"
            yield failure(subject, f'nobody at the desk is called "{rule.assign}"', hint)
        elif not team[known].includes(Role.MODERATOR):
            yield failure(
                subject,
                f"{known} is a {team[known]} and cannot hold a case",
                "a lead changes the role with /team",
            )


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
