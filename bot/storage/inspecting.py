"""Looking through a database for damage, and for rows that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, exists, func, not_, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Status
from bot.domain.comment import CommentState
from bot.domain.inspection import STUCK_AFTER, Inspection
from bot.domain.ladder import SubjectKind
from bot.domain.outbox import OutboxState
from bot.storage.damage import damaged_rows
from bot.storage.opening import (
    engines_of,
    parsed_url,
    path_of,
    require_current,
    require_file,
    translated_for,
)
from bot.storage.schema import cases, comments, desks, ladders, outbox, updates
from bot.storage.updates import WAITING

_MOST_FAULTS = 5
_CLOSED = [status.value for status in Status if status.is_closed]


async def inspect_database(url: str, *, now: datetime) -> Inspection:
    """Look through a database, also while the bot runs; nothing is changed.

    Raise SettingsInvalid (the URL), StoreBusy, or StoreUnusable where it cannot be read at all.
    """
    parsed = parsed_url(url)
    if parsed.get_backend_name() == "sqlite":
        require_file(path_of(parsed))
    engines = engines_of(parsed, is_alone=True)
    try:
        await require_current(engines.readers, parsed)
        with translated_for(parsed):
            async with engines.readers.connect() as connection:
                return await _inspect(connection, now)
    finally:
        await engines.dispose()


async def _inspect(connection: AsyncConnection, now: datetime) -> Inspection:
    long_ago = now - STUCK_AFTER
    return Inspection(
        damage=await _damage(connection),
        damaged_rows=tuple(await damaged_rows(connection)),
        broken_references=await _broken_references(connection),
        stuck_count=await _count(
            connection,
            outbox,
            and_(
                outbox.c.state == OutboxState.SENDING.value,
                func.coalesce(outbox.c.attempted_at, outbox.c.created_at) < long_ago,
            ),
        ),
        unfocused_count=await _count(
            connection,
            cases,
            and_(cases.c.is_open, ~exists().where(comments.c.id == cases.c.focus_id)),
        ),
        contradicting_count=await _count(
            connection,
            cases,
            or_(
                and_(cases.c.is_open, cases.c.status.in_(_CLOSED)),
                and_(not_(cases.c.is_open), cases.c.status.not_in(_CLOSED)),
            ),
        ),
        stranded=await _stranded(connection),
        idle_ladder_count=await _count(
            connection,
            ladders,
            and_(
                ladders.c.ended_at.is_(None),
                ladders.c.next_at < long_ago,
                ladders.c.subject_kind == SubjectKind.CASE.value,
                exists().where(cases.c.id == ladders.c.subject_id, not_(cases.c.is_open)),
            ),
        ),
    )


async def _damage(connection: AsyncConnection) -> tuple[str, ...]:
    """What the file itself says; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return ()
    found = await connection.execute(text(f"PRAGMA integrity_check({_MOST_FAULTS})"))
    faults = tuple(str(fault) for (fault,) in found)
    return () if faults == ("ok",) else faults


async def _broken_references(connection: AsyncConnection) -> Mapping[str, int]:
    """Only SQLite lets any be: tables are made anew there with references switched off."""
    if connection.dialect.name != "sqlite":
        return {}
    found = await connection.execute(text("PRAGMA foreign_key_check"))
    return dict(Counter(f"{row[0]} → {row[2]}" for row in found))


async def _stranded(connection: AsyncConnection) -> Mapping[str, int]:
    waiting = {
        "updates": (updates, updates.c.state == WAITING),
        "comments": (comments, comments.c.state == CommentState.WAITING.value),
        "messages": (outbox, outbox.c.state == OutboxState.QUEUED.value),
    }
    found: dict[str, int] = {}
    for name, (table, condition) in waiting.items():
        has_no_desk = ~exists().where(desks.c.bot_id == table.c.bot_id)
        count = await _count(connection, table, and_(condition, has_no_desk))
        if count:
            found[name] = count
    return found


async def _count(connection: AsyncConnection, table: Table, where: ColumnElement[bool]) -> int:
    counted = await connection.scalar(select(func.count()).select_from(table).where(where))
    return counted or 0
