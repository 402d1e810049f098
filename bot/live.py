"""Looking at a bot at work from outside, for `jawab check --live`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.leases import Job
from bot.errors import SettingsInvalid, StoreFailure
from bot.ops import place_of
from bot.services.desk_signs import signs_of
from bot.services.desk_status import owner_called
from bot.services.doctor import Finding, failure, fine, note
from bot.services.doctor_live import examine_desk

if TYPE_CHECKING:
    from bot.ports import Store
    from bot.settings import Settings

TIME_LIMIT_SECONDS = 10.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where it listens is not up to us


async def examine_live(configuration: Sequence[Settings]) -> AsyncIterator[Finding]:
    """Look at port and database of a running bot."""
    async for finding in _examine_port(configuration):
        yield finding
    from bot.storage.opening import open_store

    try:
        store = await open_store(configuration[0].database.url, prepare=False)
    except StoreFailure as error:
        yield failure("database", str(error), "jawab db check says more")
        return
    except SettingsInvalid as error:
        yield failure("database", str(error), "mend database.url")
        return
    try:
        for settings in configuration:
            for finding in await _examine_in_database(store, settings):
                yield _of_desk(finding, settings) if len(configuration) > 1 else finding
    except StoreFailure as error:
        yield failure("database", str(error), "jawab db check says more")
    finally:
        await store.close()


async def _examine_in_database(store: Store, settings: Settings) -> list[Finding]:
    now = datetime.now(UTC)
    signs = await signs_of(store, settings.keys, now=now)
    missing = await _missing(store, settings, now)
    return list(examine_desk(signs, missing=missing, token_source=settings.token_source, now=now))


async def _missing(store: Store, settings: Settings, now: datetime) -> list[str]:
    """What no process does; only where several can share the database leases tell."""
    owner = await owner_called(store, settings.keys)
    if owner is None or not store.is_shared:
        return []
    async with store.of_bot(owner.bot_id).reading() as tx:
        leases = [await tx.leases.of(job) for job in (Job.INTAKE, Job.SENDER, Job.ESCALATION)]
    return [lease.job.value for lease in leases if lease.until <= now]


async def _examine_port(configuration: Sequence[Settings]) -> AsyncIterator[Finding]:
    place = place_of(configuration)
    if place is None:
        yield note("port", "is off, so only the database is looked at", "[ops] port = 9187")
        return
    host, port = _EVERYWHERE.get(place[0], place[0]), place[1]
    alive = await _asked(host, port, "/healthz")
    if alive is None:
        yield failure(
            "port",
            f"nothing answers at {host}:{port}",
            "is it running? systemctl status jawab, or its log",
        )
        return
    yield fine("port", f"{host}:{port} answers")
    if not alive.get("database_writable", True):
        yield failure(
            "database", "cannot be written", "is the disk full, is another program in it?"
        )
    standing = alive.get("standing_still")
    if isinstance(standing, Mapping):
        for desk, loops in standing.items():
            yield failure(
                f"desk {desk}",
                f"{', '.join(loops)} stands still",
                "start jawab again; keep its log",
            )
    ready = await _asked(host, port, "/readyz") or {}
    if ready.get("model_ready") is False:
        yield failure(
            "model", "is not read yet", "wait a minute after a start; jawab check says more"
        )
    elif ready:
        yield fine("model", "is read")


async def _asked(host: str, port: int, path: str) -> Mapping[str, object] | None:
    """What is told there, with 200 and with 503 alike; None where nobody tells it."""
    import aiohttp

    limit = aiohttp.ClientTimeout(total=TIME_LIMIT_SECONDS)
    address = f"[{host}]" if ":" in host else host
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(f"http://{address}:{port}{path}") as answer,
        ):
            told = json.loads(await answer.text())
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _of_desk(finding: Finding, settings: Settings) -> Finding:
    return Finding(
        level=finding.level,
        subject=f"{settings.keys.desk}: {finding.subject}",
        message=finding.message,
        remedy=finding.remedy,
    )
