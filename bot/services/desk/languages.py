"""`/language`: each manager chooses in which language they are spoken to."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.ids import UserId
from bot.domain.roster import Manager
from bot.domain.speaking import LANGUAGES
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.speaking import Speaking

OWN_NAMES = {"en": "English", "hi": "हिन्दी", "ru": "Русский"}
"""Each language in itself, so that nobody has to read another one to find theirs."""


class Languages(DeskPart):
    """Shows the choice, and keeps what was chosen."""

    verbs = frozenset({Verb.LANGUAGE})

    def __init__(self, *, renderer: Renderer, speaking: Speaking, notes: DeskNotes) -> None:
        self._renderer = renderer
        self._speaking = speaking
        self._notes = notes
        self.commands = {"language": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/language`; in a group everybody reads the answer, so it marks no choice."""
        chooser = asked.manager if asked.chat_id > 0 else None
        drawn = _choice(self._renderer, chooser)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Speak the chosen language with whoever pressed, from this message on."""
        manager = replace(press.manager, language=action.text)
        await tx.directory.save_manager(manager)
        if press.chat_id > 0:
            words = await self._speaking.to_person(tx, UserId(manager.user_id))
            drawn = _choice(words, manager)
            await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-language", {}


def _choice(words: Renderer, chooser: Manager | None) -> Drawn:
    def choice(tag: str, name: str) -> Choice:
        is_chosen = chooser is not None and chooser.language == tag
        action = Action(verb=Verb.LANGUAGE, text=tag)
        return Choice(label=f"✓ {name}" if is_chosen else name, action=action)

    names = tuple(choice(tag, OWN_NAMES[tag]) for tag in LANGUAGES)
    as_telegram = choice("", words.label("label-as-telegram"))
    return Drawn(html=words.say("language-choose"), rows=(names, (as_telegram,)))
