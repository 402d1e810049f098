"""The ways in which a manager answers a case; each is done with the desk's own buttons."""

from __future__ import annotations

from bot.demo.hands import Hands
from bot.demo.reading import read
from bot.demo.script import Day
from bot.simulator.state import Message, User

_ADDED = " 🙏"
_UNFINISHED = "Sorry, one moment please"
_LOOKED_UP = "we will tell you today"
_NOTE = "I am asking the shop team about this one, it stays with me"


class Answering:
    """One method for each way; they return once the desk has reacted."""

    def __init__(self, day: Day, hands: Hands) -> None:
        self._day = day
        self._hands = hands

    async def send_saved(self, who: User, card: Message, number: int) -> Message | None:
        """Send a saved reply, filling what it asks for; return the receipt."""
        after = self._hands.newest()
        answer = await self._hands.press(who, card, f"Send {number}")
        if answer is None or answer.show_alert:
            return None
        return await self._fill_and_send(who, card, after)

    async def write_own(self, who: User, card: Message, text: str) -> Message | None:
        """Write an answer by hand; return the receipt."""
        preview = await self._preview_own(who, card, text)
        return await self._approve(who, card, preview) if preview else None

    async def edit_saved(self, who: User, card: Message, number: int) -> Message | None:
        """Take a saved reply and add a personal touch; return the receipt."""
        after = self._hands.newest()
        if await self._hands.press(who, card, "Edit") is None:
            return None
        if len(read(card).offered) > 1:
            await self._choose(who, number, after)
        prompt = await self._hands.prompt(after=after)
        if prompt is None:
            return None
        after = self._hands.newest()
        self._hands.write(who, _text_to_edit(prompt) + _ADDED, to=prompt)
        return await self._fill_and_send(who, card, after)

    async def reply_plainly(self, who: User, card: Message, text: str) -> Message | None:
        """Answer the card as one answers a message, and use that; return the receipt."""
        after = self._hands.newest()
        self._hands.write(who, text, to=card)
        offer = await self._hands.offer("Use as answer", after=after)
        if offer is None:
            return None
        await self._hands.press(who, offer, "Use as answer")
        return await self._fill_and_send(who, card, after=offer.message_id - 1)

    async def keep_note(self, who: User, card: Message) -> None:
        """Leave a note for the colleagues."""
        after = self._hands.newest()
        self._hands.write(who, _NOTE, to=card)
        offer = await self._hands.offer("Keep as note", after=after)
        if offer is not None:
            await self._hands.press(who, offer, "Keep as note")

    async def write_and_cancel(self, who: User, card: Message) -> None:
        """Write something and think better of it at the preview."""
        preview = await self._preview_own(who, card, _UNFINISHED)
        if preview is not None:
            await self._hands.press(who, preview, "Cancel")

    async def stop(self, who: User, card: Message, receipt: Message) -> bool:
        """Hold an answer back while there is time; say whether there was."""
        if "Stop" not in receipt.labels:
            return False
        await self._hands.press(who, receipt, "Stop")
        return await self._hands.until_open(card) is not None

    async def hide(self, who: User, card: Message) -> None:
        """Delete a comment, confirming it."""
        after = self._hands.newest()
        answer = await self._hands.press(who, card, "Hide")
        if answer is None or answer.show_alert:
            return
        asked = await self._hands.offer("Delete", after=after)
        if asked is not None:
            await self._hands.press(who, asked, "Delete")
            await self._hands.until_decided(card)

    async def dismiss(self, who: User, card: Message) -> None:
        """Decide that nothing has to be said."""
        if await self._hands.press(who, card, "Dismiss") is not None:
            await self._hands.until_decided(card)

    async def _choose(self, who: User, number: int, after: int) -> None:
        """Say which saved reply is to be edited."""
        asked = await self._hands.choice(number, after=after)
        if asked is not None:
            label = next(label for label in asked.labels if label.startswith(f"{number} "))
            await self._hands.press(who, asked, label)

    async def _preview_own(self, who: User, card: Message, text: str) -> Message | None:
        after = self._hands.newest()
        answer = await self._hands.press(who, card, "Write")
        if answer is None or answer.show_alert:
            return None
        prompt = await self._hands.prompt(after=after)
        if prompt is None:
            return None
        after = self._hands.newest()
        self._hands.write(who, text, to=prompt)
        return await self._hands.preview(after=after)

    async def _fill_and_send(self, who: User, card: Message, after: int) -> Message | None:
        """Answer prompts until there is a preview or a receipt."""
        while (found := await self._hands.prompt_or_receipt(card, after=after)) is not None:
            if not found.wants_reply:
                break
            after = self._hands.newest()
            self._hands.write(who, self._slot_value(found), to=found)
        if found is not None and "Cancel" in found.labels:
            return await self._approve(who, card, found)
        return found

    async def _approve(self, who: User, card: Message, preview: Message) -> Message | None:
        after = self._hands.newest()
        answer = await self._hands.press(who, preview, "Send")
        if answer is None or answer.show_alert:
            return None
        if "Stop" in preview.labels:
            return preview
        return await self._hands.receipt(card, after=after)

    def _slot_value(self, prompt: Message) -> str:
        asked = prompt.text.partition("\n")[0]
        return next(
            (value for slot, value in self._day.slots.items() if slot in asked), _LOOKED_UP
        )


def _text_to_edit(prompt: Message) -> str:
    """The text that the prompt offers to be copied: what it marks as code, else all of it."""
    raw = prompt.text.encode("utf-16-le")
    for entity in prompt.entities:
        offset, length = entity.get("offset"), entity.get("length")
        if entity.get("type") in {"code", "pre"} and isinstance(offset, int):
            assert isinstance(length, int)
            return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le")
    return prompt.text
