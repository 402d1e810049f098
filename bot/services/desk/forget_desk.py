"""`/forget`: a lead has the bot forget a person, after a second tap."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.desk import Action, Verb
from bot.domain.ids import Owner
from bot.domain.privacy import ForgetPage, Person
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.authors import author_asked_for
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.forgetting import Forgetting


class ForgetDesk(DeskPart):
    """Shows what is kept of somebody, and forgets them when a lead says so."""

    verbs = frozenset({Verb.FORGET, Verb.FORGET_NOT})

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._forgetting = Forgetting(owner=owner, clock=clock, renderer=notes.words)
        self.commands = {"forget": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/forget @name`, `/forget 12345`, or `/forget` as a reply to a card."""
        key = await author_asked_for(tx, self._owner.brand_id, asked)
        drawn = await self._question(tx, key, asked)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Forget the person, or leave everything as it is."""
        if action.verb is Verb.FORGET_NOT:
            await self._notes.settle(tx, press, self._renderer.say("forget-not-done"))
            return "toast-kept", {}
        person = Person(brand_id=self._owner.brand_id, author_key=action.text)
        kept = await tx.persons.footprint(person, at=press.at)
        if kept is None:
            await self._notes.settle(tx, press, self._renderer.say("forget-nobody"))
            return "toast-done", {}
        pseudonym = await self._forgetting.forget(
            tx, person, by=press.manager.user_id, by_name=press.manager.name
        )
        html = self._renderer.say(
            "forget-done",
            by=press.manager.name,
            pseudonym=pseudonym.name,
            comments=kept.comment_count,
        )
        await self._notes.settle(tx, press, html)
        return "toast-done", {}

    async def _question(self, tx: Transaction, key: str | None, asked: Asked) -> Drawn:
        if key is None:
            is_named = bool(asked.words)
            return Drawn(
                html=self._renderer.say("author-unknown", who=asked.words[:60])
                if is_named
                else self._renderer.say("forget-needed")
            )
        person = Person(brand_id=self._owner.brand_id, author_key=key)
        kept = await tx.persons.footprint(person, at=asked.at)
        if kept is None:
            return Drawn(html=self._renderer.say("forget-nobody"))
        is_manager = await tx.persons.is_manager(person)
        page = ForgetPage(person=person, footprint=kept, is_manager=is_manager)
        return self._renderer.page(page)
