"""Which part of the desk takes what a manager writes in answer to a prompt."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.desk import Action
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.errors import CardOutdated
from bot.ports import Transaction
from bot.services.desk.part import DeskPart, shared_out
from bot.services.desk.people import require


class Prompts:
    """Each part takes the answers to its own prompts."""

    def __init__(self, parts: Iterable[DeskPart]) -> None:
        self._parts = shared_out((verb, part) for part in parts for verb in part.prompted)

    async def complete(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Hand the words on; raise NotAllowed where the manager's role does not reach so far."""
        require(manager, action.verb)
        part = self._parts.get(action.verb)
        if part is None:
            raise CardOutdated("nobody asks for words there")
        await part.complete_prompt(tx, action, manager, text, chat_id=chat_id, reply_to=reply_to)
