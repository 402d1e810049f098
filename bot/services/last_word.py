"""What a desk still says when Telegram carries nothing of it any more."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.domain.ids import BotId
from bot.domain.ladder import Notify
from bot.domain.paging import Page
from bot.errors import PagerFailed
from bot.ports import Clock, Pager, Renderer

log = structlog.get_logger(__name__)

ATTEMPTS = 3
PAUSE_SECONDS = 5.0


class LastWord:
    """Tells every other way of calling somebody that the desk has ended."""

    def __init__(
        self,
        *,
        bot_id: BotId,
        brand: str,
        clock: Clock,
        renderer: Renderer,
        pagers: Mapping[Notify, Pager],
    ) -> None:
        """`renderer` speaks the desk's language."""
        self._bot_id = bot_id
        self._brand = brand
        self._clock = clock
        self._renderer = renderer
        self._pagers = pagers

    async def say(self, reason: str) -> None:
        """Call each; `reason` says in a sentence what is wrong and what to do."""
        at = self._clock.now()
        page = Page(
            event=f"ended-{self._bot_id}-{at:%Y%m%dT%H%M%S}",
            at=at,
            brand=self._brand,
            title=self._renderer.label("page-ended"),
            lines=(self._renderer.label("page-ended-meanwhile"), reason),
        )
        for way, pager in self._pagers.items():
            await self._try(way, pager, page)

    async def _try(self, way: Notify, pager: Pager, page: Page) -> None:
        for attempt in range(ATTEMPTS):
            if attempt:
                await self._clock.sleep(PAUSE_SECONDS)
            try:
                await pager.send(page)
            except PagerFailed as error:
                log.warning("last_word.failed", way=way.value, reason=str(error))
            else:
                return
