"""What a process that may die at any moment has done, and the step at which it is to die."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path

RANDOM = "any moment"
"""Name of the death that is given from outside."""

STEPS = (
    # intake
    "updates fetched",
    "updates written",
    "updates committed",
    "comment written",
    "update handled, not committed",
    "update handled",
    # triage
    "judged",
    "case opened, not committed",
    "triaged, not committed",
    "triaged",
    # the card
    "card marked",
    "card leaves",
    "card arrived",
    "card noted",
    # approval
    "approved, not committed",
    "approved",
    "press answered",
    # send
    "reply marked, not committed",
    "reply marked",
    "reply leaves",
    "reply arrived",
    "reply noted, not committed",
    "reply noted",
)
"""Where a process can be told to die, in the order in which a comment meets them."""

LADDER_STEPS = (
    "step taken, not committed",
    "step taken",
    "call marked",
    "call arrived",
    "call noted",
)
"""The same of an escalation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """Where a process is to die: at the `nth` time that it comes to a step; never without one."""

    step: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal: what was committed, of what, in which life."""

    life: int
    deed: str
    about: str
    detail: str = ""


class Witness:
    """Keeps the journal of one life, which survives it, and ends it."""

    def __init__(self, journal: Path, *, life: int, death: Death) -> None:
        self._file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._life = life
        self._death = death
        self._left = death.nth

    def note(self, deed: str, about: object, detail: str = "") -> None:
        """Keep what has been committed; written at once, so that no death can take it away."""
        line = json.dumps([self._life, deed, str(about), detail])
        os.write(self._file, f"{line}\n".encode())

    def reach(self, step: str) -> None:
        """The process is at this step now; it may be its last."""
        if step != self._death.step:
            return
        self._left -= 1
        if self._left == 0:
            self.note("died", step)
            os.kill(os.getpid(), signal.SIGKILL)


def read_journal(journal: Path) -> list[Entry]:
    """Everything that all lives have done."""
    if not journal.exists():
        return []
    lines = journal.read_text(encoding="utf-8").splitlines()
    return [
        Entry(life=life, deed=deed, about=about, detail=detail)
        for life, deed, about, detail in map(json.loads, lines)
    ]
