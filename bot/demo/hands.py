"""The managers' hands: they press, write and wait for what the desk does about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.demo.scene import Scene
from bot.demo.transcript import Transcript, is_card
from bot.simulator.state import Message, User
from bot.simulator.world import CallbackAnswer, Press

_PATIENCE_SECONDS = 30.0
"""Of the wall clock: how long somebody waits for the desk before it counts as missed."""

_PREVIEW = ["Send", "Cancel"]

Found = TypeVar("Found")


class Hands:
    """What a person can do in the desk.

    `turn` is held while somebody acts, so that the prompt that comes up is known to be theirs.
    """

    def __init__(self, scene: Scene, transcript: Transcript) -> None:
        self._scene = scene
        self._transcript = transcript
        self.turn = asyncio.Lock()
        self.missed: list[str] = []

    async def press(self, who: User, message: Message, label: str) -> CallbackAnswer | None:
        """Press a button and read the answer; None when it is not there (any more)."""
        press = self.touch(who, message, label)
        return None if press is None else await self.read_answer(press)

    def touch(self, who: User, message: Message, label: str) -> Press | None:
        """Press a button without waiting."""
        try:
            press = self._scene.telegram.press(who, message, label)
        except LookupError:
            return None
        self._transcript.pressed(who, message, label)
        return press

    async def read_answer(self, press: Press) -> CallbackAnswer | None:
        """Wait for the answer to a press."""
        what = f"an answer to {press.user.first_name}'s press under #{press.message.message_id}"
        answer = await self._wait(what, lambda: press.answer)
        if answer is not None:
            self._transcript.toasted(press.user, answer.text)
        return answer

    def write(self, who: User, text: str, *, to: Message | None = None) -> Message:
        """Write in the desk."""
        return self._scene.telegram.say(self._scene.desk, who, text, reply_to=to)

    def newest(self) -> int:
        """The number of the desk's newest message; what a press brings comes after it."""
        return len(self._scene.desk.messages)

    async def prompt(self, *, after: int) -> Message | None:
        """Wait for the question that the next reply answers."""
        return await self._new("a prompt", after, lambda message: message.wants_reply)

    async def preview(self, *, after: int) -> Message | None:
        """Wait for the preview of an own answer."""
        return await self._new("a preview", after, lambda message: message.labels == _PREVIEW)

    async def offer(self, label: str, *, after: int) -> Message | None:
        """Wait for a message that offers a button."""
        return await self._new(f"[{label}]", after, lambda message: label in message.labels)

    async def choice(self, number: int, *, after: int) -> Message | None:
        """Wait for the question which saved reply is meant."""
        return await self._new(
            f"a choice with {number}",
            after,
            lambda message: any(label.startswith(f"{number} ") for label in message.labels),
        )

    async def answer(self, *, after: int) -> Message | None:
        """Wait for anything that the bot says."""
        return await self._new("an answer", after, lambda _: True)

    async def prompt_or_receipt(self, card: Message, *, after: int) -> Message | None:
        """Wait for what follows a `Send`: a question, a preview, or the receipt."""

        def found() -> Message | None:
            for message in self._said_after(after):
                if message.wants_reply or message.labels == _PREVIEW:
                    return message
            return self._receipt(card, after)

        return await self._wait(f"what follows Send under #{card.message_id}", found)

    async def receipt(self, card: Message, *, after: int) -> Message | None:
        """Wait until the card, or what replaced it, tells that an answer is on its way."""
        return await self._wait(
            f"the receipt of #{card.message_id}", lambda: self._receipt(card, after)
        )

    async def until_open(self, card: Message) -> Message | None:
        """Wait until the card can be decided (again)."""
        what = f"#{card.message_id} to be open again"
        return await self._wait(what, lambda: card if is_card(card) else None)

    async def until_decided(self, card: Message) -> Message | None:
        """Wait until the card cannot be decided any more."""
        what = f"#{card.message_id} to be done"
        return await self._wait(what, lambda: None if is_card(card) else card)

    async def until_shows(self, card: Message, label: str) -> Message | None:
        """Wait until a button is under the card."""
        what = f"[{label}] under #{card.message_id}"
        return await self._wait(what, lambda: card if label in card.labels else None)

    async def until_edited(self, message: Message, count: int) -> Message | None:
        """Wait until a message that was edited so often is edited once more."""
        what = f"#{message.message_id} to change"
        return await self._wait(what, lambda: message if message.edited_count > count else None)

    def _receipt(self, card: Message, after: int) -> Message | None:
        for message in (*self._said_after(after), card):
            if "Stop" in message.labels:
                return message
        return None if is_card(card) else card

    def _said_after(self, number: int) -> list[Message]:
        messages = self._scene.desk.messages[number:]
        return [message for message in messages if message.is_by_bot and not message.is_deleted]

    async def _new(self, what: str, after: int, fits: Callable[[Message], bool]) -> Message | None:
        return await self._wait(
            what, lambda: next((m for m in self._said_after(after) if fits(m)), None)
        )

    async def _wait(self, what: str, predicate: Callable[[], Found | None]) -> Found | None:
        try:
            return await self._scene.telegram.wait_for(predicate, _PATIENCE_SECONDS)
        except TimeoutError:
            self.missed.append(what)
            return None
