"""Tell the leads, each in their language, what only they can mend."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.ids import Owner
from bot.ports import Transaction
from bot.services.desk.leads import chats_of_leads
from bot.services.desk.notes import DeskNotes
from bot.services.desk.speaking import Speaking


class LeadsTold:
    """Writes to those leads who have a private chat with the bot, else to the desk."""

    def __init__(self, *, owner: Owner, speaking: Speaking, notes: DeskNotes) -> None:
        self._owner = owner
        self._speaking = speaking
        self._notes = notes

    async def tell(self, tx: Transaction, key: str, /, **values: str | int) -> None:
        """Say it once to each; it rings."""
        for chat_id in await chats_of_leads(tx, self._owner.desk_id):
            words = await self._speaking.in_chat(tx, chat_id)
            await self._notes.tell(tx, chat_id, Drawn(html=words.say(key, **values)))
