"""How the managers go through what comes together: spam in one card, unsure comments in a list."""

from __future__ import annotations

from bot.demo.hands import Hands
from bot.demo.script import Day
from bot.simulator.state import Message, User

_COMPLAINT, _QUESTION, _NOTHING = "1 🔴", "1 ❓", "1 ▫️"
"""The labels of the first comment of a list; when it is told the next one is the first."""


def is_gathered(message: Message) -> bool:
    """Whether it shows several cases together that are to be decided."""
    return message.is_by_bot and not {"Look", _COMPLAINT}.isdisjoint(message.labels)


class Sorting:
    """Decides them with the desk's own buttons."""

    def __init__(self, day: Day, hands: Hands) -> None:
        self._day = day
        self._hands = hands

    async def settle(self, who: User, message: Message) -> None:
        """Delete all the spam, unless it is none; or tell what each unsure comment is."""
        if "Look" in message.labels and not self._day.is_unwanted(message.text):
            await self._hands.press(who, message, "Look")
        elif "Look" in message.labels:
            await self._delete_all(who, message)
        while _COMPLAINT in message.labels:
            shown = message.edited_count
            await self._hands.press(who, message, self._label_of_first(message.text))
            if await self._hands.until_edited(message, shown) is None:
                return

    async def _delete_all(self, who: User, message: Message) -> None:
        delete = next(label for label in message.labels if label.startswith("Delete "))
        await self._hands.press(who, message, delete)
        if await self._hands.until_shows(message, "Delete") is not None:
            shown = message.edited_count
            await self._hands.press(who, message, "Delete")
            await self._hands.until_edited(message, shown)

    def _label_of_first(self, text: str) -> str:
        first = next((line for line in text.splitlines() if line.startswith("1 ")), "")
        known = self._day.about(first)
        if self._day.is_unwanted(first) or not (known.answer or known.takes):
            return _NOTHING
        return _QUESTION if "?" in known.text else _COMPLAINT
