"""A part of the desk, and what it brings: buttons, prompts, commands, turns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from bot.domain.desk import Action, Verb
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.ports import Transaction
from bot.services.desk.asked import Obey
from bot.services.desk.press import Press, Told

K = TypeVar("K")
V = TypeVar("V")

Turn = Callable[[], Awaitable[None]]
"""Looks whether something is to be done by now."""


class DeskPart:
    """What managers can do about one thing, in one language.

    A part names itself what it takes, so that a new one has to be named in no table. What it does
    not name never comes to it: of the two methods it has those that it needs.
    """

    verbs: frozenset[Verb] = frozenset()
    """Its buttons."""
    prompted: frozenset[Verb] = frozenset()
    """Its prompts, which managers answer in words."""
    commands: Mapping[str, Obey] = MappingProxyType({})
    """What carries out its commands, by their names."""
    turns: Sequence[Turn] = ()
    """What is looked at every few seconds, by the desk in its own language alone."""

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise Refused."""
        raise NotImplementedError

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
        raise NotImplementedError


def shared_out(brought: Iterable[tuple[K, V]]) -> dict[K, V]:
    """A table of what parts bring; raise ValueError where two bring the same."""
    table: dict[K, V] = {}
    for name, what in brought:
        if name in table:
            raise ValueError(f"two parts of the desk bring {name}")
        table[name] = what
    return table
