"""The brand's voice: rules that everything said in public is held against.

A text goes through every rule; what they find names the rule, the place, and what to do. What
`replies.voice_safety` forbids holds for every brand, with or without a `voice.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from replies.types import Outgoing, SavedReply, Snippet, VoiceFinding, Weight
from replies.voice_safety import HiddenCharacters, OpenSlots, PrivateData
from replies.voice_text import Reading
from replies.voice_texts import findings_by_text

_ORDER = {Weight.NEVER: 0, Weight.BLOCK: 1, Weight.WARN: 2}


class Rule(Protocol):
    """One rule of the voice."""

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """What of a text is against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a brand speaks; without any rules of its own, only what holds for everybody."""

    rules: tuple[Rule, ...] = ()
    private_data: PrivateData = field(default_factory=PrivateData)

    def check(self, outgoing: Outgoing) -> tuple[VoiceFinding, ...]:
        """What is wrong with a text, the gravest first, then by place; each word once a rule."""
        reading = Reading(outgoing)
        every: tuple[Rule, ...] = (OpenSlots(), HiddenCharacters(), self.private_data, *self.rules)
        found: dict[tuple[str, str, str], VoiceFinding] = {}
        for rule in every:
            for finding in rule.findings(reading):
                found.setdefault((finding.kind, finding.rule, finding.quote.casefold()), finding)
        return tuple(sorted(found.values(), key=lambda one: (_ORDER[one.weight], one.start)))

    def check_texts(self, entry: SavedReply | Snippet) -> tuple[tuple[VoiceFinding, ...], ...]:
        """What would be wrong with each text of a library's entry, whatever fills its slots."""
        return findings_by_text(entry, self.check)
