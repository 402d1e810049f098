"""Lists of authors, their private doors, and forgetting them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.author_lists import Listed
from bot.domain.door import Door
from bot.domain.ids import BrandId, CaseId
from bot.domain.privacy import Footprint, Person, Pseudonym, Trace


class AuthorLists(Protocol):
    """Who is on a list of a brand, and who was taken off one."""

    async def get(self, brand_id: BrandId, key: str) -> Listed | None:
        """The row of that key."""

    async def put(self, listed: Listed) -> None:
        """Put somebody on a list, or take them off, whatever was before."""

    async def seed(self, several: Sequence[Listed]) -> None:
        """Take over what was never decided about."""

    async def bind(self, brand_id: BrandId, name_key: str, author_key: str) -> None:
        """Whoever was named by a user name has written: what was decided is about them now."""

    async def everybody(self, brand_id: BrandId) -> list[Listed]:
        """All rows, who was taken off a list too, those put on one last first."""


class Doors(Protocol):
    """Private doors: which authors go on with which case in the bot's private chat."""

    async def put(self, door: Door) -> None:
        """Keep a door that was opened, or used again."""

    async def get(self, mark: str) -> Door | None:
        """One door of this bot, a closed one too."""

    async def leading(self, author_key: str, *, since: datetime) -> Door | None:
        """The door that an author opened last, of those used after `since`."""

    async def cases_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> tuple[CaseId, ...]:
        """The cases of an author with this bot, the newest first."""


class Persons(Protocol):
    """What is kept of people, and taking it away."""

    async def footprint(self, person: Person, *, at: datetime) -> Footprint | None:
        """How much is kept of a person; None if they never wrote."""

    async def cases_of(self, person: Person) -> list[CaseId]:
        """All cases of a person, the oldest first."""

    async def quoting(self, person: Person) -> list[CaseId]:
        """Open cases of others who answer them, whose cards show what."""

    async def traces(self, person: Person) -> list[Trace]:
        """The messages that ever showed managers a case of theirs, as far as they are known."""

    async def is_manager(self, person: Person) -> bool:
        """Whether they have a role at a desk of the brand."""

    async def everything(self, person: Person) -> dict[str, list[dict[str, object]]]:
        """All rows about a person, table by table, without what is about others."""

    async def forget(self, person: Person, pseudonym: Pseudonym, *, at: datetime) -> None:
        """Put a pseudonym in a person's place, and take away what they wrote and what tells them.

        Sanctions that hold stay under the person's key, without the name.
        """

    async def expire(self, brand_id: BrandId, *, before: datetime, limit: int) -> int:
        """Do so with what is older; return how many rows, twice `limit` at most."""
