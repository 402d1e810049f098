"""What every store promises about lists of authors, once per adapter."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.author_lists import AuthorList, Listed
from bot.domain.comment import author_key
from bot.domain.ids import BrandId
from bot.domain.privacy import Person, Pseudonym
from tests.contract.store_values import (
    ANNA,
    BRAND,
    DESK,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    a_case,
    a_comment,
)

KEY = author_key(RAHUL)
SEEDED = Listed(owner=OWNER, key="name:rahul", on=AuthorList.VIP, at=NOW)


async def test_what_was_decided_is_not_seeded_again(store) -> None:
    taken_off = Listed(owner=OWNER, key=KEY, on=None, at=NOW, by=ANNA, by_name="Anna")
    async with store.writing() as tx:
        await tx.author_lists.seed([replace(taken_off, on=AuthorList.QUIET), SEEDED])
        await tx.author_lists.put(taken_off)
        await tx.author_lists.seed([replace(taken_off, on=AuthorList.QUIET)])
        await tx.author_lists.seed([])

        assert await tx.author_lists.get(BRAND, KEY) == taken_off
        assert await tx.author_lists.get(BrandId(2), KEY) is None
        later = replace(taken_off, on=AuthorList.IGNORE, at=NOW + MINUTE)
        await tx.author_lists.put(later)
        assert await tx.author_lists.everybody(BRAND) == [later, SEEDED]


async def test_a_user_name_means_the_first_who_writes_under_it(store) -> None:
    async with store.writing() as tx:
        await tx.author_lists.seed([SEEDED])
        for key in (KEY, "user:6"):
            await tx.author_lists.bind(BRAND, "name:rahul", key)
        await tx.author_lists.bind(BRAND, "name:nobody", KEY)

        assert await tx.author_lists.get(BRAND, KEY) == replace(SEEDED, key=KEY)
        assert await tx.author_lists.get(BRAND, "user:6") is None
        named = await tx.author_lists.get(BRAND, "name:rahul")
    assert named == replace(SEEDED, same_as=KEY)


async def test_what_was_decided_about_a_person_counts_before_their_name(store) -> None:
    quiet = Listed(owner=OWNER, key=KEY, on=AuthorList.QUIET, at=NOW, by=ANNA, by_name="Anna")
    async with store.writing() as tx:
        await tx.author_lists.put(quiet)
        await tx.author_lists.seed([SEEDED])
        await tx.author_lists.bind(BRAND, "name:rahul", KEY)

        assert await tx.author_lists.get(BRAND, KEY) == quiet


async def test_a_list_is_told_to_the_person_and_forgotten_with_them(store) -> None:
    who = Person(brand_id=BRAND, author_key=KEY)
    async with store.writing() as tx:
        await tx.comments.add(a_comment())
        await tx.author_lists.seed([SEEDED, replace(SEEDED, key="user:6")])
        await tx.author_lists.bind(BRAND, "name:rahul", KEY)
        told = (await tx.persons.everything(who))["lists"]

        await tx.persons.forget(who, Pseudonym(number=99), at=NOW)

        assert [one["list"] for one in told] == ["vip", "vip"]
        assert [one.key for one in await tx.author_lists.everybody(BRAND)] == ["user:6"]


async def test_nobody_is_called_for_the_quiet(store) -> None:
    async with store.writing() as tx:
        loud = await tx.cases.add(a_case(reasons=("complaint (sure)", "rule: quiet list")))
        await tx.cases.add(a_case(reasons=("complaint (sure)", "quiet list")))

        urgent = await tx.ladders.urgent_without(DESK, from_priority=1, limit=5)

    assert [one.id for one in urgent] == [loud]
