"""What entries of a library need of each other: snippets in texts, steps of playbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from replies.findings import Finding
from replies.lint import find_errors, find_playbook_errors, find_snippet_errors
from replies.template import SNIPPET_PREFIX, find_slots
from replies.types import Library, SavedReply, Snippet, Variant


def find_all_errors(library: Library) -> Iterator[Finding]:
    """Find what keeps a library from being used, in each entry and between them."""
    yield from find_errors(library.replies)
    yield from find_snippet_errors(library.snippets)
    yield from find_playbook_errors(library.playbooks)
    yield from _missing_snippets(library)
    yield from _cycles(library.snippets)
    yield from _missing_steps(library)
    yield from _repeated_steps(library)


def _missing_snippets(library: Library) -> Iterator[Finding]:
    known = {snippet.id for snippet in library.snippets}
    groups: Sequence[tuple[str, Sequence[SavedReply | Snippet]]] = (
        ("reply", library.replies),
        ("snippet", library.snippets),
    )
    for kind, entries in groups:
        for entry, one in enumerate(entries):
            for number, variant in enumerate(one.variants):
                for name in _snippets_in([variant]):
                    if name not in known:
                        yield Finding(
                            message=f'there is no snippet "{name}"',
                            hint=f"the {variant.lang} text names ${SNIPPET_PREFIX}{name}",
                            reply_id=one.id,
                            entry=entry,
                            kind=kind,
                            field=f"variants.{number}",
                        )


def _cycles(snippets: Sequence[Snippet]) -> Iterator[Finding]:
    """Snippets that lead back to themselves; each circle is found once, at its first snippet."""
    holds = {snippet.id: _snippets_in(snippet.variants) for snippet in snippets}
    entries = {snippet.id: entry for entry, snippet in reversed(list(enumerate(snippets)))}
    told: set[str] = set()
    for name, entry in sorted(entries.items(), key=lambda one: one[1]):
        way = [] if name in told else _way_back(name, holds)
        if way:
            told.update(way)
            yield Finding(
                message="the snippet contains itself: " + " → ".join((*way, name)),
                hint="take one of them out of the other's text",
                reply_id=name,
                entry=entry,
                kind="snippet",
                field="variants.0",
            )


def _way_back(name: str, holds: Mapping[str, Sequence[str]]) -> list[str]:
    """The snippets from one back to itself; none if there is no such way."""
    came_from: dict[str, str] = {}
    waiting = [name]
    while waiting:
        at = waiting.pop(0)
        for inner in holds.get(at, ()):
            if inner == name:
                way = [at]
                while way[-1] != name:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if inner not in came_from:
                came_from[inner] = at
                waiting.append(inner)
    return []


def _missing_steps(library: Library) -> Iterator[Finding]:
    known = {reply.id for reply in library.replies}
    for entry, playbook in enumerate(library.playbooks):
        for number, step in enumerate(playbook.steps, start=1):
            if step not in known:
                yield Finding(
                    message=f'step {number}: there is no reply "{step}"',
                    hint="steps are ids of replies",
                    reply_id=playbook.id,
                    entry=entry,
                    kind="playbook",
                    field="steps",
                )


def _repeated_steps(library: Library) -> Iterator[Finding]:
    """Steps that a playbook names again: what was sent tells the next one, so each stands once."""
    for entry, playbook in enumerate(library.playbooks):
        for number, step in enumerate(playbook.steps, start=1):
            first = playbook.steps.index(step) + 1
            if first < number:
                yield Finding(
                    message=f'step {number}: "{step}" is step {first} already',
                    hint="name each reply once; to say it again, make another reply",
                    reply_id=playbook.id,
                    entry=entry,
                    kind="playbook",
                    field="steps",
                )


def _snippets_in(variants: Sequence[Variant]) -> list[str]:
    slots = dict.fromkeys(slot for variant in variants for slot in find_slots(variant.text))
    return [slot.removeprefix(SNIPPET_PREFIX) for slot in slots if slot.startswith(SNIPPET_PREFIX)]
