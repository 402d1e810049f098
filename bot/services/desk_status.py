"""How a desk stands, told from its database, whether it runs or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.desk_state import DeskState, state_of
from bot.domain.ids import BotId, Keys, Owner
from bot.ports import Counts, Store, Transaction
from bot.services.absence import alive_key
from bot.services.token_watch import REFUSED_AT


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatus:
    """One desk of a configuration; `counts` is None where nothing was counted.

    `alive_at` is when its bot last got, or waited for, updates; `refused_at` since when Telegram
    does not take that bot's token, None while it does.
    """

    keys: Keys
    state: DeskState
    alive_at: datetime | None = None
    refused_at: datetime | None = None
    counts: Counts | None = None


async def look_at(store: Store, keys: Keys, *, now: datetime) -> DeskStatus:
    """The desk that a configuration calls so; raise StoreFailure."""
    owner = await owner_called(store, keys)
    if owner is None:
        return DeskStatus(keys=keys, state=DeskState.NEW)
    async with store.of_bot(owner.bot_id).reading() as tx:
        status = await status_of(tx, keys, owner.bot_id, now=now)
        return replace(status, counts=await tx.counts(owner))


async def owner_called(store: Store, keys: Keys) -> Owner | None:
    """Whose rows are those of the desk that is called so; None where it was never there."""
    async with store.reading() as tx:
        brand_id, desk_id = await tx.directory.numbers(brand_key=keys.brand, desk_key=keys.desk)
        try:
            desk = await tx.directory.desk(desk_id)
        except LookupError:
            return None
    return Owner(bot_id=desk.bot_id, brand_id=brand_id, desk_id=desk_id)


async def status_of(tx: Transaction, keys: Keys, bot_id: BotId, *, now: datetime) -> DeskStatus:
    """How a desk stands, without counting anything; `tx` is its bot's."""
    alive_at = _moment(await tx.directory.value(alive_key(bot_id)))
    refused_at = _moment(await tx.directory.value(REFUSED_AT))
    return DeskStatus(
        keys=keys,
        state=state_of(alive_at, refused_at=refused_at, now=now),
        alive_at=alive_at,
        refused_at=refused_at,
    )


def _moment(fact: str | None) -> datetime | None:
    return None if fact is None else datetime.fromisoformat(fact)
