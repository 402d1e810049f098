"""What the desk sorts its cards by, and why it cannot: two facts that outlive a restart."""

from __future__ import annotations

from datetime import datetime

from bot.domain.ids import DeskId
from bot.domain.topics import Refusal, TopicMode
from bot.ports import Transaction

_MODE = "topics:"
_REFUSED = "topics-refused:"
"""Prefixes of the facts; the desk's number follows."""
_WAITS = "waits for topic "


async def known_mode(tx: Transaction, desk_id: DeskId) -> TopicMode | None:
    """The mode that was set, None as long as nobody has set any."""
    kept = await tx.directory.value(f"{_MODE}{desk_id}", is_shared=True)
    return None if kept is None else TopicMode(kept)


async def mode_of(tx: Transaction, desk_id: DeskId) -> TopicMode:
    """What the desk's cards are sorted by."""
    return await known_mode(tx, desk_id) or TopicMode.OFF


async def set_mode(tx: Transaction, desk_id: DeskId, mode: TopicMode) -> None:
    """Keep by what they are from now on."""
    await tx.directory.set_value(f"{_MODE}{desk_id}", mode.value, is_shared=True)


async def refusal_of(tx: Transaction, desk_id: DeskId) -> Refusal | None:
    """Why no topic can be made there, as Telegram said last."""
    kept = await tx.directory.value(f"{_REFUSED}{desk_id}")
    return None if kept is None else Refusal(kept)


async def note_refusal(tx: Transaction, desk_id: DeskId, refusal: Refusal) -> None:
    """Keep why, so that it is neither tried nor told again with every card."""
    await tx.directory.set_value(f"{_REFUSED}{desk_id}", refusal.value)


async def try_again(tx: Transaction, desk_id: DeskId) -> None:
    """Have the next card try it."""
    await tx.directory.drop_value(f"{_REFUSED}{desk_id}")


def waiting_for(subject: str) -> str:
    """Marks an outbox item that waits until the topic of a subject is made."""
    return f"{_WAITS}{subject}."


async def release_all(tx: Transaction, *, now: datetime) -> None:
    """Have everything looked at again that waits for a topic."""
    await tx.outbox.release(_WAITS, now=now)
