"""The desks of one process: opened together, kept going together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from dataclasses import replace

import structlog

from bot.brand_library import BrandLibrary, open_brand_library
from bot.domain.ids import BotId, BrandId
from bot.errors import JawabError, TokenRefused
from bot.logs import said_of
from bot.parts import Parts
from bot.running import RunningDesk, first_of
from bot.seeding import owner_at, seed_database
from bot.telegram.webhook import WebhookServers
from classifiers.batching import MicroBatcher

log = structlog.get_logger(__name__)


@asynccontextmanager
async def desk_of(parts: Parts, bot_id: BotId) -> AsyncIterator[RunningDesk]:
    """One desk alone; what is opened here is closed at the end."""
    async with desks_of([(parts, bot_id)]) as (desk,):
        yield desk


@asynccontextmanager
async def desks_of(
    several: Sequence[tuple[Parts, BotId]],
) -> AsyncIterator[Sequence[RunningDesk]]:
    """Prepare database, libraries and classifier for desks that share a store and a model.

    Desks of one brand share its library. What is opened here is closed at the end.
    """
    libraries: dict[BrandId, BrandLibrary] = {}
    desks: list[RunningDesk] = []
    webhooks = WebhookServers()
    async with AsyncExitStack() as opened:
        batcher = await opened.enter_async_context(MicroBatcher(several[0][0].classifier))
        for given, bot_id in several:
            parts = replace(given, store=given.store.of_bot(bot_id))
            owner = await owner_at(parts.store, bot_id, parts.settings.keys)
            await seed_database(parts.settings, parts.store, owner)
            if owner.brand_id not in libraries:
                library = open_brand_library(
                    parts.store,
                    owner.brand_id,
                    starter=parts.starter,
                    embed=batcher.embed,
                    model_id=batcher.model_id,
                    clock=parts.clock,
                )
                with _named(several, brand=parts.settings.keys.brand):
                    libraries[owner.brand_id] = await opened.enter_async_context(library)
            library_of_brand = libraries[owner.brand_id]
            desks.append(
                RunningDesk(
                    parts,
                    owner=owner,
                    library=library_of_brand,
                    classifier=batcher,
                    webhooks=webhooks,
                )
            )
        yield desks


async def run_all(desks: Sequence[RunningDesk]) -> None:
    """Keep desks going until cancelled; a bot that Telegram refuses ends only its own desk.

    Where there are several, whatever a desk logs names it.

    Raise TokenRefused when the last one has ended, with a line for each, and whatever else ends
    a desk.
    """
    refused: list[TokenRefused] = []

    async def keep(desk: RunningDesk) -> None:
        try:
            with _named(desks, desk=desk.keys.desk):
                await desk.run()
        except TokenRefused as error:
            refused.append(error)
            if len(refused) == len(desks):
                raise TokenRefused("\n".join(str(one) for one in refused)) from error
            keys = desk.keys
            log.exception("desk.ended", desk=keys.desk, bot=keys.bot, exc_info=error)

    try:
        async with asyncio.TaskGroup() as tasks:
            for desk in desks:
                tasks.create_task(keep(desk))
    except* JawabError as failures:
        raise first_of(failures) from failures


def _named(desks: Sequence[object], **whose: str) -> AbstractContextManager[None]:
    """Where there are several desks the log tells whose line it is."""
    return said_of(**whose) if len(desks) > 1 else nullcontext()
