"""Whether this process lives, whether it does its work, and how its desks are doing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.domain.desk_state import DeskState
from bot.domain.ids import Keys
from bot.domain.set_back import has_passed
from bot.errors import StoreFailure
from bot.ports import Clock, Store
from bot.services.desk_signs import DeskSigns, signs_of
from bot.services.desk_status import DeskStatus, owner_called, status_of
from bot.services.meters import LimitMeter, ModelMeter

log = structlog.get_logger(__name__)

WRITTEN_AT = "written-at"
"""The fact that is written to see whether the database can be."""
PATIENCE_SECONDS = 5.0
REMEMBERED = timedelta(seconds=5)
"""Whoever asks more often is told the same, so that asking burdens nobody."""


class WatchedDesk(Protocol):
    """What there is to see of a desk in this process."""

    @property
    def keys(self) -> Keys:
        """What the configuration calls it."""

    @property
    def limits(self) -> LimitMeter:
        """How often Telegram made its bot wait."""

    def standing_still(self) -> Sequence[str]:
        """Its loops that are at work on one thing for too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer for a machine, and what it rests on."""

    is_well: bool
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSigns:
    """All that is measured: desks with what this process did for each, and the model.

    A process that judges nothing does not need the model.
    """

    desks: Sequence[tuple[DeskSigns, WatchedDesk]]
    model: ModelMeter
    needs_model: bool = True
    at: datetime


class Health:
    """Looks at the desks of this process."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        desks: Sequence[WatchedDesk],
        model: ModelMeter,
        needs_model: bool,
    ) -> None:
        """`needs_model` says whether this process judges comments."""
        self._store = store
        self._clock = clock
        self._desks = desks
        self._model = model
        self._needs_model = needs_model
        self._writing = asyncio.Lock()
        self._wrote: tuple[datetime, bool] | None = None

    async def alive(self) -> Told:
        """Whether the database can be written and every loop turns; if not, a restart may help."""
        standing = {
            desk.keys.desk: list(loops) for desk in self._desks if (loops := desk.standing_still())
        }
        can_write = await self._can_write()
        return Told(
            is_well=can_write and not standing,
            facts={"database_writable": can_write, "standing_still": standing},
        )

    async def ready(self) -> Told:
        """Whether the model is read and every desk gets its updates."""
        try:
            states = {one.keys.desk: one.state for one in await self._statuses()}
        except StoreFailure as failure:
            return Told(is_well=False, facts={"database": type(failure).__name__})
        has_model = self._model.is_ready or not self._needs_model
        return Told(
            is_well=has_model and all(state is DeskState.AT_WORK for state in states.values()),
            facts={
                "model_ready": has_model,
                "desks": {desk: state.value for desk, state in states.items()},
            },
        )

    async def signs(self) -> ProcessSigns:
        """Everything that is measured; raise StoreFailure."""
        now = self._clock.now()
        return ProcessSigns(
            desks=[(await signs_of(self._store, one.keys, now=now), one) for one in self._desks],
            model=self._model,
            needs_model=self._needs_model,
            at=now,
        )

    async def _statuses(self) -> list[DeskStatus]:
        now = self._clock.now()
        found = []
        for desk in self._desks:
            owner = await owner_called(self._store, desk.keys)
            if owner is None:
                found.append(DeskStatus(keys=desk.keys, state=DeskState.NEW))
                continue
            async with self._store.of_bot(owner.bot_id).reading() as tx:
                found.append(await status_of(tx, desk.keys, owner.bot_id, now=now))
        return found

    async def _can_write(self) -> bool:
        async with self._writing:
            now = self._clock.now()
            if self._wrote is None or has_passed(REMEMBERED, self._wrote[0], now):
                self._wrote = (now, await self._write(now))
            return self._wrote[1]

    async def _write(self, now: datetime) -> bool:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._store.writing() as tx:
                await tx.directory.set_value(WRITTEN_AT, now.isoformat(), is_shared=True)
        except (StoreFailure, TimeoutError) as failure:
            log.warning("health.not_written", reason=type(failure).__name__)
            return False
        return True
