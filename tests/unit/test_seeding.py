"""What the configuration may not bring back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.ids import BotId
from bot.domain.roster import Role
from bot.sections import ListedManager
from bot.seeding import owner_at, seed_database
from bot.services.desk.team import removed_from
from bot.settings import Settings
from tests.contract.store_values import ANNA, DESK, NOW, OWNER, a_seed
from tests.databases import open_at


async def test_who_was_removed_stays_removed_when_the_desk_gets_another_bot(
    tmp_path: Path,
) -> None:
    # given somebody in the configuration who was removed from the desk
    settings = Settings(
        managers=(
            ListedManager(user_id=ANNA, name="Anna", role=Role.LEAD),
            ListedManager(user_id=ANNA + 1, name="Boris", role=Role.LEAD),
        )
    )
    store = await open_at(tmp_path / "jawab.db")
    async with store.of_bot(OWNER.bot_id).writing() as tx:
        key = f"{removed_from(DESK)}{ANNA}"
        await tx.directory.set_value(key, NOW.isoformat(), is_shared=True)

    # when the desk starts with the token of a new bot
    await seed_database(settings, store, replace(OWNER, bot_id=BotId(43)))

    # then only the others are managers
    async with store.reading() as tx:
        assert [one.name for one in await tx.directory.managers(DESK)] == ["Boris"]
    await store.close()


async def test_a_desk_keeps_its_numbers_when_others_were_there_first(tmp_path: Path) -> None:
    # given a database in which another brand and another desk have the first numbers
    store = await open_at(tmp_path / "jawab.db")
    async with store.of_bot(OWNER.bot_id).writing() as tx:
        await tx.directory.seed(a_seed(brand_key="spice", desk_key="spice"))

    # when the desk of the configuration starts with one bot, and later with another
    first = await owner_at(store, BotId(43))
    await seed_database(Settings(), store, first)
    again = await owner_at(store, BotId(44))

    # then its numbers are its own, both times
    assert (first.brand_id, first.desk_id) == (2, 2)
    assert again == replace(first, bot_id=BotId(44))
    await store.close()
