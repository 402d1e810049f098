"""What an import makes of the library that is there: added to it, or put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from replies.types import Library, SavedReply, Variant


class _Named(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The ids of the entries of one kind by what becomes of them."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything becomes different."""
        return bool(self.new or self.changed or self.removed)


def merged(there: Library, brought: Library) -> Library:
    """The library with the entries that are brought; one with a known id takes that one's place.

    What is not brought stays.
    """
    return Library(
        replies=_merged(there.replies, brought.replies, lambda _, new: new),
        snippets=_merged(there.snippets, brought.snippets, lambda _, new: new),
        playbooks=_merged(there.playbooks, brought.playbooks, lambda _, new: new),
    )


def completed(there: Library, brought: Library) -> Library:
    """The library with what a table brings, which may tell but a part of each reply.

    Of a reply that is there already, texts in other languages and tones stay, examples are added,
    and what the table does not say stays as it is. Snippets and playbooks stay.
    """
    told = (replace(one, examples=tuple(dict.fromkeys(one.examples))) for one in brought.replies)
    return replace(there, replies=_merged(there.replies, told, _completed))


def exchanged(there: Library, brought: Library, *, is_whole: bool) -> Library:
    """The library that is brought; one that is not whole holds replies only: the rest stays."""
    return brought if is_whole else replace(there, replies=brought.replies)


def compare(before: Library, after: Library) -> dict[str, Comparison]:
    """What becomes of the entries, by their kind."""
    return {
        "reply": _comparison(before.replies, after.replies),
        "snippet": _comparison(before.snippets, after.snippets),
        "playbook": _comparison(before.playbooks, after.playbooks),
    }


def _merged(there: Sequence[E], brought: Iterable[E], both: Callable[[E, E], E]) -> tuple[E, ...]:
    entries = {entry.id: entry for entry in there}
    for new in brought:
        old = entries.get(new.id)
        entries[new.id] = new if old is None else both(old, new)
    return tuple(entries.values())


def _completed(old: SavedReply, new: SavedReply) -> SavedReply:
    return replace(
        old,
        titles={**old.titles, **new.titles},
        lanes=new.lanes or old.lanes,
        topic=new.topic or old.topic,
        owner=new.owner or old.owner,
        valid_until=new.valid_until or old.valid_until,
        examples=tuple(dict.fromkeys((*old.examples, *new.examples))),
        variants=_variants(old.variants, new.variants),
    )


def _variants(old: Sequence[Variant], new: Sequence[Variant]) -> tuple[Variant, ...]:
    """The new texts in the places of those in the same language and tone; the others stay."""
    waiting = list(new)
    renewed = {(variant.lang, variant.tone) for variant in new}
    kept: list[Variant] = []
    for variant in old:
        place = (variant.lang, variant.tone)
        if place not in renewed:
            kept.append(variant)
            continue
        same = next((one for one in waiting if (one.lang, one.tone) == place), None)
        if same is not None:
            kept.append(same)
            waiting.remove(same)
    return (*kept, *waiting)


def _comparison(before: Sequence[_Named], after: Sequence[_Named]) -> Comparison:
    old = {entry.id: entry for entry in before}
    new = {entry.id: entry for entry in after}
    return Comparison(
        new=tuple(name for name in new if name not in old),
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
        unchanged=tuple(name for name in new if name in old and new[name] == old[name]),
        removed=tuple(name for name in old if name not in new),
    )
