"""Texts that are about to be saved in the library, held against the brand's voice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.library import Entry
from bot.domain.library_pages import TextFinding
from bot.ports import Voice
from replies.types import Playbook, Variant, Weight

Located = tuple[Variant, TextFinding]


class LibraryVoicing:
    """Knows what the voice finds in what a change brings."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def stopping(self, before: Entry | None, after: Entry) -> tuple[TextFinding, ...]:
        """What keeps a change from being saved."""
        return tuple(
            one for one in self._new(before, after) if one.finding.weight is not Weight.WARN
        )

    def doubts(self, before: Entry | None, after: Entry) -> tuple[TextFinding, ...]:
        """What is shown when a change was saved."""
        return tuple(one for one in self._new(before, after) if one.finding.weight is Weight.WARN)

    def all_of(self, entry: Entry) -> tuple[TextFinding, ...]:
        """Whatever is found in the texts of an entry."""
        return tuple(self._new(None, entry))

    def _new(self, before: Entry | None, after: Entry) -> Iterator[TextFinding]:
        """All that is found in texts that changed; in others, what was not found there before."""
        known = [] if before is None else list(self._located(before))
        for located in self._located(after):
            if located not in known:
                yield located[1]

    def _located(self, entry: Entry) -> Iterator[Located]:
        if isinstance(entry, Playbook):
            return
        by_text = zip(entry.variants, self._voice.check_texts(entry), strict=True)
        for variant, findings in by_text:
            for finding in findings:
                yield variant, TextFinding(lang=variant.lang, finding=finding)


def rules_of(found: tuple[TextFinding, ...]) -> tuple[str, ...]:
    """The names of the rules, each once."""
    return tuple(dict.fromkeys(one.finding.name for one in found))
