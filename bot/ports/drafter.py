"""A language model that drafts answers."""

from __future__ import annotations

from typing import Protocol

from bot.domain.brief import Brief, Written


class Drafter(Protocol):
    """A language model that drafts answers; optional, slow, and not to be trusted.

    Each method ends within a time limit of its own, and may raise DrafterDown, DrafterRefused and
    DraftUnreadable.
    """

    async def write(self, brief: Brief) -> Written:
        """Draft an answer from the saved replies of the brief; nothing of it is checked yet."""

    async def models(self) -> tuple[str, ...]:
        """Names of the models that the server has; empty if it does not tell."""

    async def close(self) -> None:
        """Let go of connections."""
