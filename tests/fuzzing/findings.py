"""What came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST = 100


@dataclass
class Findings:
    """How often what was seen; `wrong` has to stay empty."""

    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, what: str) -> None:
        """Something that must not be; the first hundred are kept."""
        if len(self.wrong) < MOST:
            self.wrong.append(what)
