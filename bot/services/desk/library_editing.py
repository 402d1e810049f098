"""Changing the library from the chat: ask for words, check them, keep a version of what they make.

Of two people who change the same place at once, the second is shown what the first one made of it
and asked again; changes of different places do not disturb each other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.desk import Action, Verb
from bot.domain.entry_changes import (
    Part,
    Place,
    changed,
    has_place,
    value_of,
    what_changes,
    words_of,
)
from bot.domain.ids import ChatId, MessageId, Owner
from bot.domain.library import (
    Entry,
    StoredEntry,
    What,
    extended,
    with_entry,
    without_entry,
)
from bot.domain.library_pages import Notice
from bot.domain.roster import Manager
from bot.errors import CardOutdated, EntryChanged, EntryOffVoice
from bot.ports import Renderer, Transaction
from bot.services.desk.drafting import addressed
from bot.services.desk.library_browsing import LibraryBrowsing
from bot.services.desk.library_keeping import LibraryKeeping
from bot.services.desk.library_voicing import LibraryVoicing, rules_of
from bot.services.desk.library_words import (
    LONGEST_TO_COPY,
    NONE,
    BadWords,
    LibraryWords,
    can_be_removed,
)
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from replies.types import Snippet

EXTENSION = timedelta(days=30)
EXTEND = "+30"
"""Stands for a last day that much later."""


class LibraryEditing:
    """Takes changes of entries that are there."""

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        notes: DeskNotes,
        words: LibraryWords,
        voicing: LibraryVoicing,
        browsing: LibraryBrowsing,
        keeping: LibraryKeeping,
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._words = words
        self._voicing = voicing
        self._browsing = browsing
        self._keeping = keeping

    # --- buttons --------------------------------------------------------------------------------

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button that changes an entry, or asks what to change it to."""
        stored = await self._browsing.stored(tx, action)
        match action.verb:
            case Verb.ENTRY_ASK:
                return await self._ask(tx, stored, action, press)
            case Verb.ENTRY_SET:
                return await self._set(tx, stored, action, press)
            case Verb.ENTRY_REVERT:
                await self._require_unchanged(tx, stored, action, press)
                entry = await self._version(tx, stored, action.number)
                told: Told = ("toast-reverted", {"number": str(action.number)})
                return await self._keep(tx, stored, entry, What.REVERTED, action, press, told)
            case Verb.ENTRY_RETIRE:
                await self._require_unchanged(tx, stored, action, press)
                told = "toast-retired", {}
                return await self._keep(
                    tx, stored, stored.entry, What.RETIRED, action, press, told
                )
            case _:
                await self._require_unchanged(tx, stored, action, press)
                told = "toast-restored", {}
                return await self._keep(
                    tx, stored, stored.entry, What.RESTORED, action, press, told
                )

    async def _ask(
        self, tx: Transaction, stored: StoredEntry, action: Action, press: Press
    ) -> Told:
        place = place_of(action)
        if stored.is_retired or not has_place(stored.entry, place):
            await self._refresh(tx, stored, action, press)
        html = self._question(stored.entry, place, press.manager)
        awaited = replace(action, revision=stored.version)
        await self._notes.ask(tx, html, awaited, chat_id=press.chat_id, reply_to=press.message_id)
        return "toast-prompt", {}

    async def _set(
        self, tx: Transaction, stored: StoredEntry, action: Action, press: Press
    ) -> Told:
        place = place_of(action)
        if stored.is_retired or await self._is_changed(tx, stored, action, place):
            await self._refresh(tx, stored, action, press)
        words = action.text
        if words == EXTEND:
            words = extended(stored.valid_until, self._browsing.today(), by=EXTENSION).isoformat()
        entry = changed(stored.entry, place, words)
        told: Told = ("toast-saved", {})
        return await self._keep(tx, stored, entry, what_changes(place), action, press, told)

    async def _keep(  # noqa: PLR0917
        self,
        tx: Transaction,
        stored: StoredEntry,
        entry: Entry,
        what: What,
        action: Action,
        press: Press,
        told: Told,
    ) -> Told:
        """Keep a version and show it in place; what makes no difference makes no version."""
        if entry == stored.entry and what not in (What.RETIRED, What.RESTORED):
            kept, notice, told = stored, Notice.UNCHANGED, ("toast-unchanged", {})
        else:
            await self._require_whole(tx, stored, entry, what)
            await self._require_voice(tx, stored, entry, action, press)
            kept = await self._keeping.keep(
                tx, entry, press.manager, what, expected_version=stored.version
            )
            notice = Notice.NONE if what is What.RETIRED else Notice.SAVED
        doubts = self._voicing.doubts(stored.entry, entry)
        page = await self._browsing.entry_page(
            tx, kept, back=action.slots, notice=notice, doubts=doubts
        )
        await self._browsing.turn(tx, page, press)
        return told

    async def _require_whole(
        self, tx: Transaction, stored: StoredEntry, entry: Entry, what: What
    ) -> None:
        """Raise EntryNeeded if other entries could not do with this change."""
        library = await tx.replies.library(self._owner.brand_id)
        if what is What.RETIRED:
            after = without_entry(library, stored.ref)
        else:
            after = with_entry(library, entry)
        self._words.require_no_faults(library, after)

    async def _require_voice(
        self, tx: Transaction, stored: StoredEntry, entry: Entry, action: Action, press: Press
    ) -> None:
        """Show what the voice finds in an earlier version, or in other lanes; EntryOffVoice."""
        stopping = self._voicing.stopping(stored.entry, entry)
        if not stopping:
            return
        page = await self._browsing.entry_page(
            tx, stored, back=action.slots, notice=Notice.OFF_VOICE, doubts=stopping
        )
        await self._browsing.turn(tx, page, press)
        raise EntryOffVoice(rules_of(stopping))

    async def _require_unchanged(
        self, tx: Transaction, stored: StoredEntry, action: Action, press: Press
    ) -> None:
        if stored.version != action.revision:
            await self._refresh(tx, stored, action, press)

    async def _refresh(
        self, tx: Transaction, stored: StoredEntry, action: Action, press: Press
    ) -> None:
        """Show the entry as it is now, and raise EntryChanged."""
        page = await self._browsing.entry_page(
            tx, stored, back=action.slots, notice=Notice.CHANGED_MEANWHILE
        )
        await self._browsing.turn(tx, page, press)
        raise EntryChanged(self._who_changed(stored))

    # --- words ----------------------------------------------------------------------------------

    async def complete(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take a manager's words for a part of an entry; ask again where they cannot be kept."""
        stored, place = await self._browsing.stored(tx, action), place_of(action)
        if stored.is_retired:
            raise EntryChanged(self._who_changed(stored))
        again = replace(action, revision=stored.version)
        if await self._is_changed(tx, stored, action, place):
            html = self._conflict(stored, place, text, manager)
            await self._notes.ask(tx, html, again, chat_id=chat_id, reply_to=reply_to)
            return
        try:
            library = await tx.replies.library(self._owner.brand_id)
            entry = self._words.change(library, stored.entry, place, text)
        except BadWords as bad:
            html = self._words.ask_again(bad, text, manager)
            await self._notes.ask(tx, html, again, chat_id=chat_id, reply_to=reply_to)
            return
        kept, notice = stored, Notice.UNCHANGED
        if entry != stored.entry:
            kept = await self._keeping.keep(
                tx, entry, manager, what_changes(place), expected_version=stored.version
            )
            notice = Notice.SAVED
        doubts = self._voicing.doubts(stored.entry, entry)
        page = await self._browsing.entry_page(
            tx, kept, back=action.slots, notice=notice, doubts=doubts
        )
        await self._notes.answer(
            tx, self._renderer.library(page), chat_id=chat_id, reply_to=reply_to
        )

    # --- prompts --------------------------------------------------------------------------------

    def _question(self, entry: Entry, place: Place, manager: Manager) -> str:
        words = words_of(entry, place)
        part = place.part.value.replace("_", "-")
        # what would be cut must not be copied: it is asked for as a whole
        is_shown = bool(words) and len(words) <= LONGEST_TO_COPY
        key = f"ask-{part}" if is_shown else f"ask-{part}-new"
        if is_shown and place.part is Part.TEXT and can_be_removed(entry):
            key = "ask-text-or-none"
        return self._renderer.say(
            key,
            title=self._title(entry),
            text=words,
            lang=self._renderer.language(place.lang) if place.lang else "",
            **addressed(manager),
        )

    def _conflict(self, stored: StoredEntry, place: Place, text: str, manager: Manager) -> str:
        return self._renderer.say(
            "ask-after-conflict",
            by=self._who_changed(stored),
            number=stored.version,
            newer=words_of(stored.entry, place) or NONE,
            text=text,
            **addressed(manager),
        )

    # --- what stood there -----------------------------------------------------------------------

    async def _is_changed(
        self, tx: Transaction, stored: StoredEntry, action: Action, place: Place
    ) -> bool:
        """Whether this place reads otherwise than when the manager looked at it."""
        if stored.version == action.revision:
            return False
        if not has_place(stored.entry, place):
            return True
        seen = await self._version(tx, stored, action.revision)
        return value_of(seen, place) != value_of(stored.entry, place)

    async def _version(self, tx: Transaction, stored: StoredEntry, number: int) -> Entry:
        for version in await tx.replies.versions(self._owner.brand_id, stored.ref):
            if version.number == number:
                return version.entry
        raise CardOutdated("there is no such version")

    def _who_changed(self, stored: StoredEntry) -> str:
        return stored.changed.by_name or self._renderer.label("entry-by-import")

    def _title(self, entry: Entry) -> str:
        return entry.id if isinstance(entry, Snippet) else self._renderer.title(entry.titles)


def place_of(action: Action) -> Place:
    """The place that an action is about."""
    return Place(
        part=Part(action.slot),
        number=action.number,
        lang=action.text if action.slot in (Part.LANGUAGE, Part.TITLE) else "",
    )
