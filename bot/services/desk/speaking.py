"""Who is spoken to in which language: the desk in its own, everybody in private in theirs."""

from __future__ import annotations

from bot.domain.events import Sender, SenderKind
from bot.domain.ids import ChatId, Owner, UserId
from bot.domain.speaking import spoken_language
from bot.ports import Renderer, Transaction
from bot.services.desk.people import manager_of

TELEGRAM_LANGUAGE = "telegram-language:"
"""Prefix of facts: the language in which somebody uses Telegram, as it was last told."""


class Speaking:
    """Knows the language of a chat and of a person, and has the words for it."""

    def __init__(self, *, owner: Owner, renderer: Renderer) -> None:
        """`renderer` speaks the desk's language."""
        self._owner = owner
        self._renderer = renderer

    @property
    def at_desk(self) -> Renderer:
        """The words for what everybody at the desk reads."""
        return self._renderer

    async def in_chat(self, tx: Transaction, chat_id: ChatId) -> Renderer:
        """The words for what is written into a chat: a group's are the desk's."""
        return self._renderer if chat_id <= 0 else await self.to_person(tx, UserId(chat_id))

    async def to_person(self, tx: Transaction, user_id: UserId) -> Renderer:
        """The words for what only one person reads."""
        told = await tx.directory.value(f"{TELEGRAM_LANGUAGE}{user_id}")
        return await self._to(tx, user_id, told or "")

    async def to_sender(self, tx: Transaction, sender: Sender) -> Renderer:
        """The words for whoever writes or presses, also where the bot does not know them yet."""
        if sender.kind is not SenderKind.USER:
            return self._renderer
        return await self._to(tx, UserId(sender.id), sender.language)

    async def note(self, tx: Transaction, sender: Sender) -> None:
        """Keep the language in which somebody uses Telegram, for what they are told later."""
        key = f"{TELEGRAM_LANGUAGE}{sender.id}"
        if (await tx.directory.value(key) or "") != sender.language:
            await tx.directory.set_value(key, sender.language)

    async def _to(self, tx: Transaction, user_id: UserId, telegram: str) -> Renderer:
        manager = await manager_of(tx, self._owner.desk_id, user_id)
        language = spoken_language(
            chosen=manager.language if manager else "",
            telegram=telegram,
            desk=self._renderer.speaks,
        )
        return self._renderer.in_language(language)
