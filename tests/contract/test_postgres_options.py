"""Options of a PostgreSQL URL reach every connection that is made."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreUnusable
from bot.storage.opening import open_store, parsed_url
from bot.storage.postgres import PostgresBell
from tests import postgres
from tests.contract.store_values import BOT

BEHIND_A_POOLER = "?ssl=disable&statement_cache_size=0&prepared_statement_cache_size=0"


async def test_a_store_behind_a_pooler_works_and_is_heard(postgres_url: str) -> None:
    # given a database whose URL switches caches off, and somebody who listens there
    await postgres.emptied(postgres_url)
    url = f"{postgres_url}{BEHIND_A_POOLER}"
    store = await open_store(url)
    heard = asyncio.Event()
    listener = asyncio.create_task(PostgresBell(parsed_url(url)).listen(lambda _bot: heard.set()))

    # when another process rings
    bell = PostgresBell(parsed_url(url))
    while not heard.is_set():
        async with store._engines.writer.begin() as connection:
            await bell.ring(connection, BOT)
        await asyncio.sleep(0.05)

    # then it is heard
    listener.cancel()
    await store.close()


async def test_a_server_without_tls_is_told_where_tls_is_asked_for(postgres_url: str) -> None:
    with pytest.raises(StoreUnusable, match="that it speaks TLS as the option ssl asks"):
        await open_store(f"{postgres_url}?ssl=require")
