"""The port for those who watch the program, if the configuration names one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext

from bot.domain.leases import Job
from bot.errors import SettingsInvalid
from bot.ports import Clock, Store
from bot.services.health import Health, WatchedDesk
from bot.services.meters import ModelMeter
from bot.settings import Settings


def place_of(configuration: Sequence[Settings]) -> tuple[str, int] | None:
    """Where a process is to listen, None if nowhere; raise SettingsInvalid for two places."""
    places = {(one.ops.host, one.ops.port) for one in configuration if one.ops.port is not None}
    if len(places) > 1:
        raise SettingsInvalid(
            "ops.port: desks of one process share it (hint: once, in [ops] at the top)"
        )
    return places.pop() if places else None


def watched(
    configuration: Sequence[Settings],
    desks: Sequence[WatchedDesk],
    *,
    store: Store,
    clock: Clock,
    model: ModelMeter,
    jobs: frozenset[Job],
) -> AbstractAsyncContextManager[object]:
    """Listen inside the block, if that is wished for; raise SettingsInvalid."""
    place = place_of(configuration)
    if place is None:
        return nullcontext()
    # only where it is used: it takes a tenth of a second
    from bot.web.ops_server import OpsServer  # noqa: PLC0415

    host, port = place
    health = Health(
        store=store, clock=clock, desks=desks, model=model, needs_model=Job.TRIAGE in jobs
    )
    return OpsServer(health, host=host, port=port)
