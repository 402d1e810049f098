"""Calling somebody by other ways than Telegram."""

from __future__ import annotations

from typing import Protocol

from bot.domain.paging import Page


class Pager(Protocol):
    """Another way of calling somebody."""

    async def send(self, page: Page) -> None:
        """Call once; raise PagerFailed."""


class Heart(Protocol):
    """Where a sign of life is given."""

    async def beat(self) -> None:
        """Give one; raise PagerFailed."""
