"""The two managers: they take cards as they come and decide from what stands on them."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime

from bot.demo.answering import Answering
from bot.demo.hands import Hands
from bot.demo.reading import Reading, read
from bot.demo.scene import Scene
from bot.demo.script import Trick
from bot.demo.sorting import Sorting, is_gathered
from bot.demo.transcript import is_card
from bot.simulator.state import Message, User

_THINKING_SECONDS = (25, 55)
_TURNS_PER_CARD = 3
_NEVER_SECONDS = 3600.0
_COMMANDS = {Trick.QUEUE: "/queue", Trick.NEXT: "/next"}


class Crew:
    """Plays the managers, and the stranger who presses where it is none of his business."""

    def __init__(self, scene: Scene, hands: Hands) -> None:
        self._scene = scene
        self._hands = hands
        self._answering = Answering(scene.day, hands)
        self._sorting = Sorting(scene.day, hands)
        self._tricks = [one for one in scene.day.tricks if one[1] not in _COMMANDS]
        self._taken: set[Message] = set()
        self._turns: dict[Message, tuple[int, int]] = {}
        self._thinking = random.Random(scene.day.brand)  # noqa: S311 - no secret, to repeat

    @property
    def is_idle(self) -> bool:
        """Whether nobody is at work and no card waits for somebody."""
        return not self._taken and not any(map(self._free_card, self._scene.managers))

    async def run(self) -> None:
        """Work until the end of the shift, which is when this is cancelled."""
        async with asyncio.TaskGroup() as shift:
            for person in self._scene.managers:
                shift.create_task(self._work(person))
            for at, trick in self._scene.day.tricks:
                if trick in _COMMANDS:
                    shift.create_task(self._command(at, _COMMANDS[trick]))

    async def _work(self, person: User) -> None:
        while True:
            card = await self._scene.telegram.wait_for(
                lambda: self._free_card(person), _NEVER_SECONDS
            )
            self._taken.add(card)
            try:
                await self._scene.clock.pause(self._thinking.uniform(*_THINKING_SECONDS))
                async with self._hands.turn:
                    if is_gathered(card):
                        await self._sorting.settle(person, card)
                    elif is_card(card) and not card.is_deleted:
                        await self._decide(person, card)
            finally:
                turns = self._turns.get(card, (0, 0))[0]
                self._turns[card] = (turns + 1, card.edited_count)
                self._taken.discard(card)

    def _free_card(self, person: User) -> Message | None:
        return next(
            (card for card in self._scene.desk.messages if self._is_for(person, card)), None
        )

    def _is_for(self, person: User, card: Message) -> bool:
        is_open = is_card(card) or is_gathered(card)
        if card.is_deleted or not is_open or card in self._taken:
            return False
        turns, seen_at = self._turns.get(card, (0, -1))
        if turns >= _TURNS_PER_CARD or seen_at == card.edited_count:
            return False
        others = [one.first_name for one in self._scene.managers if one is not person]
        return "Release" not in card.labels or not any(name in card.text for name in others)

    async def _command(self, at: datetime, command: str) -> None:
        await self._scene.clock.keep_appointment(at)
        async with self._hands.turn:
            after = self._hands.newest()
            self._hands.write(self._scene.lead, command)
            await self._hands.answer(after=after)

    async def _decide(self, person: User, card: Message) -> None:
        reading = read(card)
        trick = self._due_trick(reading)
        match trick:
            case Trick.STRANGER:
                await self._hands.press(self._scene.stranger, card, "Dismiss")
            case Trick.BOTH_CLAIM:
                person = await self._both_claim(person, card)
            case Trick.NOTE:
                await self._answering.keep_note(person, card)
            case Trick.CANCEL:
                await self._answering.write_and_cancel(person, card)
            case _:
                pass
        if self._scene.day.is_unwanted(reading.text):
            await self._answering.hide(person, card)
        elif reading.has_lost_its_comment:
            await self._answering.dismiss(person, card)
        else:
            await self._answer(person, card, reading, trick)

    def _due_trick(self, reading: Reading) -> Trick | None:
        """Take the first trick whose time has come and that this card is good for."""
        now = self._scene.clock.now()
        for planned in self._tricks:
            at, trick = planned
            if at <= now and self._suits(trick, reading):
                self._tricks.remove(planned)
                return trick
        return None

    def _suits(self, trick: Trick, reading: Reading) -> bool:
        if self._scene.day.is_unwanted(reading.text) or "Claim" not in reading.labels:
            return False
        known = self._scene.day.about(reading.text)
        has_saved = reading.choose(known.lang, known.takes) > 0
        match trick:
            case Trick.EDIT:
                return has_saved
            case Trick.STOP:
                return has_saved and bool(known.answer)
            case Trick.WRITE | Trick.PLAIN_REPLY:
                return bool(known.answer)
            case _:
                return True

    async def _both_claim(self, person: User, card: Message) -> User:
        """Let both press at once; return who holds the case then."""
        touched = [self._hands.touch(one, card, "Claim") for one in self._scene.managers]
        for press in touched:
            if press is not None:
                await self._hands.read_answer(press)
        await self._hands.until_shows(card, "Release")
        holders = [one for one in self._scene.managers if one.first_name in card.text]
        return holders[0] if holders else person

    async def _answer(
        self, person: User, card: Message, reading: Reading, trick: Trick | None
    ) -> None:
        known = self._scene.day.about(reading.text)
        saved = reading.choose(known.lang, known.takes)
        if trick is Trick.EDIT:
            await self._answering.edit_saved(person, card, saved)
        elif trick is Trick.PLAIN_REPLY:
            await self._answering.reply_plainly(person, card, known.answer)
        elif trick is Trick.STOP:
            await self._send_stop_and_correct(person, card, saved, known.answer)
        elif saved and trick is not Trick.WRITE:
            await self._answering.send_saved(person, card, saved)
        elif known.answer:
            await self._hands.press(person, card, "Claim")
            await self._answering.write_own(person, card, known.answer)
        else:
            await self._answering.dismiss(person, card)

    async def _send_stop_and_correct(
        self, person: User, card: Message, number: int, own: str
    ) -> None:
        receipt = await self._answering.send_saved(person, card, number)
        if receipt is not None and await self._answering.stop(person, card, receipt):
            await self._answering.write_own(person, card, own)
