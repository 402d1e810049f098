"""What the card of a private chat shows at the moment when it is sent."""

from __future__ import annotations

from datetime import datetime

from bot.domain.card import Drawn, SoloView
from bot.domain.desk import DeskMessage
from bot.domain.ids import UserId
from bot.domain.outbox import Drawing, OutboxItem
from bot.ports import Transaction
from bot.services.desk.people import manager_of
from bot.services.desk.speaking import Speaking
from bot.services.desk.view import Viewer


class SoloDrawing:
    """Draws for one person, in their language, and only as long as they have a role."""

    def __init__(self, *, viewer: Viewer, speaking: Speaking) -> None:
        self._viewer = viewer
        self._speaking = speaking

    async def draw(
        self,
        tx: Transaction,
        item: OutboxItem,
        drawing: Drawing,
        shown: DeskMessage | None,
        *,
        at: datetime,
    ) -> Drawn:
        """What stands in the message `shown` now, or what a new one begins with."""
        reader, desk_id = UserId(item.chat_id), item.owner.desk_id
        words = await self._speaking.to_person(tx, reader)
        if await manager_of(tx, desk_id, reader) is None:
            return Drawn(html=words.say("solo-no-role"))
        case_id = shown.case_id if shown is not None else item.case_id
        above = shown.above if shown is not None else drawing.above
        waiting = await tx.tally.waiting(desk_id)
        held = await tx.tally.held_counts(desk_id)
        return words.solo(
            SoloView(
                card=await self._viewer.card(tx, case_id, at=at) if case_id else None,
                above=await self._viewer.card(tx, above, at=at) if above else None,
                reader=reader,
                put_off_count=waiting.put_off_count,
                held_count=held.get(reader, 0),
            )
        )
