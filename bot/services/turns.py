"""What is looked at every few seconds: clocks, and what is gathered for a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.ports import Clock

log = structlog.get_logger(__name__)

EVERY_SECONDS = 10.0


class Turns:
    """Gives each of some parts its turn, for ever; what fails in one holds up no other."""

    def __init__(
        self,
        clock: Clock,
        turns: Sequence[Callable[[], Awaitable[None]]],
        *,
        after: Callable[[], None],
    ) -> None:
        """`after` is called when there may be something to send."""
        self._clock = clock
        self._turns = turns
        self._after = after

    async def run(self) -> None:
        """Go round until cancelled."""
        while True:
            for turn in self._turns:
                try:
                    await turn()
                except Exception:
                    # a row that nobody can read must not end the others' turns
                    log.exception("turns.failed")
            self._after()
            await self._clock.sleep(EVERY_SECONDS)
