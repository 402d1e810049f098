"""Whether an author is on a list, and what the configuration says of lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.author_lists import (
    ON_A_PAGE,
    AuthorList,
    Listed,
    ListedLine,
    ListedPage,
    is_by_name,
    key_named,
    key_of_name,
)
from bot.domain.comment import author_key
from bot.domain.events import Sender
from bot.domain.ids import BrandId, Owner
from bot.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsUsed:
    """Who is on which list, by key, for work outside a running desk.

    `not_read` says why those of the database were not looked at; it is empty where they were.
    """

    by_key: Mapping[str, AuthorList]
    not_read: str = ""

    @property
    def counts(self) -> dict[AuthorList, int]:
        """How many are on each list by their number."""
        people = [on for key, on in self.by_key.items() if not is_by_name(key)]
        return {on: people.count(on) for on in AuthorList}

    @property
    def by_name_count(self) -> int:
        """How many are known by a user name alone: where names are not told they do not count."""
        return sum(map(is_by_name, self.by_key))


def lists_used(configured: Mapping[str, AuthorList], known: Sequence[Listed]) -> ListsUsed:
    """Those of the database, and of the configuration what the next start would add to them.

    Of somebody whose user name was bound to a number only the number counts.
    """
    bound = {one.key for one in known if one.same_as}
    decided = {**configured, **{one.key: one.on for one in known}}
    return ListsUsed(
        by_key={key: on for key, on in decided.items() if on is not None and key not in bound}
    )


async def list_of(tx: Transaction, brand_id: BrandId, author: Sender) -> AuthorList | None:
    """The list that an author is on: what is kept of their number counts before their name."""
    known = await tx.author_lists.get(brand_id, author_key(author))
    if known is None and author.username:
        named = await tx.author_lists.get(brand_id, key_of_name(author.username))
        known = named if named is not None and not named.same_as else None
    return known.on if known is not None else None


async def bind_name(tx: Transaction, brand_id: BrandId, author: Sender) -> None:
    """Somebody wrote: if a list names them by their user name, it means their number from now."""
    if author.username:
        await tx.author_lists.bind(brand_id, key_of_name(author.username), author_key(author))


def listed_in(
    configured: Mapping[AuthorList, tuple[str, ...]], owner: Owner, at: datetime
) -> Iterator[Listed]:
    """Whom the configuration puts on lists."""
    for on, people in configured.items():
        for one in people:
            yield Listed(owner=owner, key=key_named(one), on=on, at=at)


async def page_of_lists(tx: Transaction, owner: Owner, *, number: int) -> ListedPage:
    """A page of all who are on a list."""
    everybody = await tx.author_lists.everybody(owner.brand_id)
    listed = [one for one in everybody if one.on is not None and not one.same_as]
    listed.sort(key=lambda one: tuple(AuthorList).index(AuthorList(one.on or "")))
    page_count = max(1, -(-len(listed) // ON_A_PAGE))
    number = min(max(number, 1), page_count)
    shown = listed[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return ListedPage(
        lines=tuple([await _line(tx, owner, one) for one in shown]),
        counts=tuple((on, sum(one.on is on for one in listed)) for on in AuthorList),
        number=number,
        page_count=page_count,
    )


async def _line(tx: Transaction, owner: Owner, listed: Listed) -> ListedLine:
    newest = await tx.lookups.comments_of(owner.brand_id, listed.key, limit=1)
    name = (await tx.comments.get(newest[0])).author.name if newest else ""
    return ListedLine(listed=listed, name=name)
