"""What other ways of calling somebody are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A call in plain words; `event` is the same whenever the same call is sent again.

    `lines` say what it is for, `link` leads to the comment, where it has an address. `is_again`:
    it may have arrived before.
    """

    event: str
    at: datetime
    brand: str
    title: str
    lines: tuple[str, ...]
    link: str = ""
    is_again: bool = False

    def as_document(self) -> dict[str, object]:
        """For programs."""
        return {
            "event": self.event,
            "at": self.at.isoformat(),
            "brand": self.brand,
            "title": self.title,
            "lines": list(self.lines),
            "link": self.link,
            "again": self.is_again,
        }
