"""Tell owners that a reply runs out: once when the end comes near, once when it has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

import structlog

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.entry_changes import Part
from bot.domain.ids import NO_CHAT, Owner
from bot.domain.library import StoredEntry, is_over, reminder_of
from bot.domain.library_pages import Shelf, ShelfKind, shelf_pairs
from bot.domain.roster import Manager
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.library_editing import EXTEND
from bot.services.desk.notes import DeskNotes
from replies.types import SavedReply

log = structlog.get_logger(__name__)

CHECK_SECONDS = 600.0
ONE_BY_ONE = 3
"""So many reminders come as messages of their own; more of them come as one list."""

ENDING = Shelf(kind=ShelfKind.ENDING)


class LibraryReminding:
    """Watches the last days of the replies in force."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        zone: tzinfo,
    ) -> None:
        """`zone` says which day it is."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._zone = zone

    async def run(self) -> None:
        """Look for what runs out, for ever."""
        while True:
            try:
                await self.remind()
            except Exception:
                log.exception("library.no_reminders")
            await self._clock.sleep(CHECK_SECONDS)

    async def remind(self) -> None:
        """Queue the reminders that are due; that they were given is kept with them."""
        today = self._clock.now().astimezone(self._zone).date()
        async with self._store.reading() as tx:
            if not await self._due(tx, today):
                return
        async with self._store.writing() as tx:
            due = await self._due(tx, today)
            if len(due) > ONE_BY_ONE:
                await self._notes.announce(tx, self._list(len(due)))
            else:
                managers = await tx.directory.managers(self._owner.desk_id)
                for stored in due:
                    await self._notes.announce(tx, self._reminder(stored, today, managers))
            for stored in due:
                mark = reminder_of(stored, today)
                await tx.replies.note_reminder(self._owner.brand_id, stored.ref, mark)

    async def _due(self, tx: Transaction, today: date) -> list[StoredEntry]:
        if (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
            return []
        entries = await tx.replies.entries(self._owner.brand_id)
        return [one for one in entries if reminder_of(one, today)]

    def _reminder(self, stored: StoredEntry, today: date, managers: Sequence[Manager]) -> Drawn:
        reply = stored.entry
        assert isinstance(reply, SavedReply)
        assert reply.valid_until is not None
        owner = next(
            (one for one in managers if one.name.casefold() == reply.owner.casefold()), None
        )
        when = "over" if is_over(reply.valid_until, today) else "soon"
        said = self._renderer.say(
            f"reminder-{when}",
            title=self._renderer.title(reply.titles),
            day=self._renderer.day(reply.valid_until),
        )
        if owner is not None:
            to = self._renderer.say("reminder-to", user=str(owner.user_id), owner=owner.name)
            said = f"{to} {said}"
        return Drawn(
            html=said,
            rows=(
                (
                    self._choice("label-extend", Verb.ENTRY_SET, stored, extends=True),
                    self._choice("label-retire", Verb.ENTRY_RETIRE, stored),
                ),
                (self._choice("label-open", Verb.ENTRY, stored),),
            ),
        )

    def _choice(
        self, key: str, verb: Verb, stored: StoredEntry, *, extends: bool = False
    ) -> Choice:
        action = Action(
            verb=verb,
            entry=stored.ref,
            revision=stored.version,
            slot=Part.VALID_UNTIL.value if extends else "",
            text=EXTEND if extends else "",
        )
        return Choice(label=self._renderer.label(key), action=action)

    def _list(self, count: int) -> Drawn:
        show = Action(verb=Verb.LIBRARY, number=1, slots=shelf_pairs(ENDING, 1))
        label = self._renderer.label("library-shelf-ending")
        return Drawn(
            html=self._renderer.say("reminder-many", count=count),
            rows=((Choice(label=label, action=show),),),
        )
