"""The numbers of brands and desks stay with their keys."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import MAIN, BotId, BrandId, DeskId, Owner
from bot.ports import Store
from tests.contract.store_values import OWNER, a_seed


async def test_numbers_stay_with_their_keys_in_whatever_order_they_are_asked_for(
    empty_store: Store,
) -> None:
    # given a brand with two desks, and another brand with one
    spice = Owner(bot_id=BotId(43), brand_id=BrandId(2), desk_id=DeskId(2))
    for owner, brand_key, desk_key in (
        (OWNER, "chai", "chai-en"),
        (spice, "spice", "spice"),
        (replace(OWNER, bot_id=BotId(44), desk_id=DeskId(3)), "chai", "chai-hi"),
    ):
        async with empty_store.of_bot(owner.bot_id).writing() as tx:
            numbers = await tx.directory.numbers(brand_key=brand_key, desk_key=desk_key)

            # then what is new takes the next free number
            assert numbers == (owner.brand_id, owner.desk_id)
            seed = a_seed(
                owner=owner,
                brand_key=brand_key,
                desk_key=desk_key,
                communities=(),
                managers=(),
            )
            await tx.directory.seed(seed)

    # and what is known keeps its own
    async with empty_store.reading() as tx:
        assert await tx.directory.numbers(brand_key="spice", desk_key="spice") == (2, 2)
        assert await tx.directory.numbers(brand_key="chai", desk_key="chai-hi") == (1, 3)
        assert await tx.directory.numbers(brand_key="chai", desk_key="chai-en") == (1, 1)


async def test_a_desk_that_is_only_asked_for_takes_no_number(empty_store: Store) -> None:
    async with empty_store.reading() as tx:
        assert await tx.directory.numbers(brand_key=MAIN, desk_key=MAIN) == (1, 1)
        assert await tx.directory.numbers(brand_key="other", desk_key="other") == (1, 1)
