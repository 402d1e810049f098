"""Which part of the desk takes what a manager writes in answer to a prompt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.domain.desk import Action, Verb
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.ports import Transaction
from bot.services.desk.people import require


class Prompting(Protocol):
    """A part of the desk that asks for words."""

    async def complete_prompt(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take the words that were asked for; raise Refused."""


class Prompts:
    """`parts` take the answers to prompts of their verbs, `otherwise` all others."""

    def __init__(
        self, parts: Collection[tuple[Collection[Verb], Prompting]], *, otherwise: Prompting
    ) -> None:
        self._parts: Mapping[Verb, Prompting] = {
            verb: part for verbs, part in parts for verb in verbs
        }
        self._otherwise = otherwise

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
        part = self._parts.get(action.verb, self._otherwise)
        await part.complete_prompt(tx, action, manager, text, chat_id=chat_id, reply_to=reply_to)
