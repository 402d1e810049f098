"""Wishes for a drafted answer: taken at a press, carried out later and elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.ids import CaseId, ChatId, MessageId, UserId
from bot.services.desk.press import Press, Told

MOST_WAITING = 8
"""Whoever presses `Draft` when so many others wait had better write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWish:
    """Who wants a draft for what, and where they pressed."""

    case_id: CaseId
    revision: int
    user_id: UserId
    chat_id: ChatId
    message_id: MessageId


class DraftWishes:
    """A short queue in memory: a restart forgets it, and the button is still there."""

    def __init__(self, *, is_on: bool) -> None:
        """`is_on` says whether there is anybody to carry wishes out."""
        self._is_on = is_on
        self._waiting = asyncio.Queue[DraftWish](MOST_WAITING)
        self._known: set[DraftWish] = set()

    def add(self, case: Case, press: Press) -> Told:
        """Take a wish; the same one twice is one, as when its transaction is done again."""
        if not self._is_on:
            return "toast-drafting-off", {}
        wish = DraftWish(
            case_id=case.id,
            revision=case.revision,
            user_id=press.manager.user_id,
            chat_id=press.chat_id,
            message_id=press.message_id,
        )
        if wish not in self._known:
            if self._waiting.full():
                return "toast-drafting-busy", {}
            self._known.add(wish)
            self._waiting.put_nowait(wish)
        return "toast-drafting", {}

    async def next(self) -> DraftWish:
        """The oldest wish, as soon as there is one."""
        return await self._waiting.get()

    def settle(self, wish: DraftWish) -> None:
        """It was carried out, or cannot be: the same may be wished again."""
        self._known.discard(wish)
