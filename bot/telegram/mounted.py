"""The desk as a guest in somebody else's bot: what it takes of the host's updates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.errors import StoreFailure
from bot.ports import Store
from bot.telegram.fields import Json, UpdateUnreadable, as_object, part
from bot.telegram.poller import StoreUpdates
from bot.telegram.updates import ALLOWED_UPDATES, keep

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def made_by(raw_of: Callable[[], dict[str, object]]) -> dict[str, object] | None:
    """An update out of a library's type; None, and a line in the log, where that cannot be."""
    try:
        return raw_of()
    except (TypeError, ValueError, RecursionError) as failure:
        log.error("mount.update_lost", failure=type(failure).__name__)  # noqa: TRY400 - as below
        return None


class MountedDesk:
    """Keeps every update that the desk needs, and leaves all but its own presses to the host."""

    def __init__(
        self,
        store: Store,
        store_updates: StoreUpdates,
        *,
        kinds: Sequence[str] = ALLOWED_UPDATES,
    ) -> None:
        """`kinds` of updates are needed: what the host asks Telegram for has to contain them."""
        self.kinds = kinds
        self._store = store
        self._store_updates = store_updates

    async def receive(self, update: object) -> bool:
        """Commit an update; return True for a press on the desk's own button.

        Such a press is answered by the desk, so the host leaves it alone; presses on buttons of
        the host's are not even kept. Raise UpdateUnreadable or StoreFailure.
        """
        body = as_object(update, "update")
        press = part(body, "callback_query")
        if press is not None and not await self._is_ours(press):
            return False
        if any(kind in body for kind in self.kinds):
            await self._store_updates([keep(body)])
        return press is not None

    async def offer(self, update: Mapping[str, object]) -> bool:
        """The same for a host that runs on whatever happens: failures are logged, and False."""
        try:
            return await self.receive(update)
        except (StoreFailure, UpdateUnreadable) as failure:
            log.error(  # noqa: TRY400 - its kind and its words are told, not where it was raised
                "mount.update_lost", failure=type(failure).__name__, reason=str(failure)
            )
            return False

    async def _is_ours(self, press: Json) -> bool:
        data = press.get("data")
        if not isinstance(data, str):
            return False
        async with self._store.reading() as tx:
            return await tx.desk.action(data) is not None
