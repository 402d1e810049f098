"""A promise to come back to an author, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class PromiseState(StrEnum):
    """How far a promise has come."""

    MADE = "made"
    """Before the answer that tells the author of it."""
    SAID = "said"
    """The author was answered, and waits."""
    DUE = "due"
    """Its moment has come, and the case came back with it."""
    KEPT = "kept"
    """Over: by a further answer, or by word of a manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """That somebody comes back to the author by `until`; `by` is who promised it."""

    until: datetime
    by: str
    state: PromiseState

    @property
    def is_open(self) -> bool:
        """Whether the author may still expect something."""
        return self.state is not PromiseState.KEPT

    def answered(self) -> Promise:
        """The author got an answer: the one that tells of it, or the one that was promised."""
        is_first = self.state is PromiseState.MADE
        return replace(self, state=PromiseState.SAID if is_first else PromiseState.KEPT)

    def unanswered(self) -> Promise:
        """That answer was held back."""
        match self.state:
            case PromiseState.SAID:
                return replace(self, state=PromiseState.MADE)
            case PromiseState.KEPT:
                return replace(self, state=PromiseState.SAID)
            case _:
                return self

    def set_aside(self) -> Promise:
        """The case was closed without an answer: what the author was told still holds.

        Unless its moment had come, or nobody had told the author yet.
        """
        return self if self.state is PromiseState.SAID else replace(self, state=PromiseState.KEPT)

    def fall_due(self) -> Promise:
        """Its moment has come."""
        return replace(self, state=PromiseState.DUE)

    def keep(self) -> Promise:
        """A manager says that it is kept."""
        return replace(self, state=PromiseState.KEPT)
