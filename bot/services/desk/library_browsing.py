"""Looking through the library in the chat: shelves, entries, histories, one message turned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, tzinfo

from bot.domain.desk import Action, Verb
from bot.domain.entry_changes import variants_of
from bot.domain.ids import Owner
from bot.domain.lane import Lane
from bot.domain.library import EntryKind, EntryRef, StoredEntry
from bot.domain.library_pages import (
    OVERVIEW,
    VERSION,
    ChoicePage,
    EntryPage,
    LibraryPage,
    Notice,
    Pairs,
    Question,
    Shelf,
    ShelfKind,
    TextFinding,
    Use,
    VersionPage,
    history_page,
    shelf_of,
)
from bot.domain.shelf import open_shelf, with_words
from bot.errors import CardOutdated
from bot.ports import Clock, Library, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from replies.types import SavedReply, Snippet

FOUND_AT_MOST = 24

UseOf = Callable[[Transaction, EntryRef], Awaitable[Use | None]]
"""Tells how an entry was used; None for what is not counted."""


class LibraryBrowsing:
    """Shows the library, a page at a time."""

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        library: Library,
        zone: tzinfo,
        use_of: UseOf,
    ) -> None:
        """`zone` says which day it is."""
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._library = library
        self._zone = zone
        self._use_of = use_of

    def today(self) -> date:
        """The day at the desk."""
        return self._clock.now().astimezone(self._zone).date()

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/replies`, alone or with words to search for."""
        words = asked.words
        shelf = Shelf(kind=ShelfKind.FOUND, words=words) if words else OVERVIEW
        page = await self._shelf(tx, shelf, 1)
        drawn = self._renderer.library(page)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Turn the pressed message to another page."""
        if action.verb is Verb.LIBRARY:
            shelf, _ = shelf_of(action.slots)
            page: LibraryPage = await self._shelf(tx, shelf, action.number)
        else:
            page = await self._page_of(tx, action)
        await self.turn(tx, page, press)
        return "toast-page", {}

    async def turn(self, tx: Transaction, page: LibraryPage, press: Press) -> None:
        """Show a page in the place of the message that was pressed."""
        await self._notes.answer(
            tx, self._renderer.library(page), chat_id=press.chat_id, edits=press.message_id
        )

    async def stored(self, tx: Transaction, action: Action) -> StoredEntry:
        """The entry that an action is about, as it is now; raise CardOutdated if there is none."""
        assert action.entry is not None
        found = await tx.replies.entry(self._owner.brand_id, action.entry)
        if found is None:
            raise CardOutdated("there is no such entry any more")
        return found

    async def entry_page(
        self,
        tx: Transaction,
        stored: StoredEntry,
        *,
        back: Pairs = (),
        notice: Notice = Notice.NONE,
        doubts: tuple[TextFinding, ...] = (),
    ) -> EntryPage:
        """All that is to be seen of an entry."""
        return EntryPage(
            stored=stored,
            today=self.today(),
            back=back,
            use=await self._use_of(tx, stored.ref),
            notice=notice,
            doubts=doubts,
        )

    async def _shelf(self, tx: Transaction, shelf: Shelf, number: int) -> LibraryPage:
        entries = await tx.replies.entries(self._owner.brand_id)
        found: Sequence[StoredEntry] = ()
        if shelf.kind is ShelfKind.FOUND:
            found = await self._search(shelf.words, entries)
        return open_shelf(shelf, entries, number=number, today=self.today(), found=found)

    async def _search(self, words: str, entries: Sequence[StoredEntry]) -> list[StoredEntry]:
        """Those that hold the words, then those that mean something like them."""
        found = {one.ref: one for one in with_words(entries, words)}
        by_ref = {one.ref: one for one in entries}
        for reply_id in await self._library.search(words, top=FOUND_AT_MOST):
            ref = EntryRef(kind=EntryKind.REPLY, id=reply_id)
            if ref in by_ref:
                found.setdefault(ref, by_ref[ref])
        return list(found.values())[:FOUND_AT_MOST]

    async def _page_of(self, tx: Transaction, action: Action) -> LibraryPage:
        stored = await self.stored(tx, action)
        match action.slot:
            case "":
                return await self.entry_page(tx, stored, back=action.slots)
            case "history" | "version":
                return await self._past(tx, stored, action)
            case question:
                return await self._choice(tx, stored, Question(question), action)

    async def _past(self, tx: Transaction, stored: StoredEntry, action: Action) -> LibraryPage:
        versions = await tx.replies.versions(self._owner.brand_id, stored.ref)
        if action.slot == VERSION:
            for version in versions:
                if version.number == action.number:
                    return VersionPage(stored=stored, version=version, back=action.slots)
        return history_page(stored, versions, number=action.number, back=action.slots)

    async def _choice(
        self, tx: Transaction, stored: StoredEntry, question: Question, action: Action
    ) -> ChoicePage:
        entry = stored.entry
        options: tuple[str, ...] = ()
        chosen: frozenset[str] = frozenset()
        match question:
            case Question.TEXTS:
                options = tuple(one.lang for one in variants_of(entry))
            case Question.LANGUAGES:
                options = await self._languages(tx, stored)
                chosen = frozenset(one.lang for one in variants_of(entry))
            case Question.TITLES:
                chosen = frozenset(() if isinstance(entry, Snippet) else entry.titles)
                options = tuple(
                    dict.fromkeys(("en", await self._desk_language(tx), *sorted(chosen)))
                )
            case Question.OWNERS:
                managers = await tx.directory.managers(self._owner.desk_id)
                options = (*dict.fromkeys(one.name for one in managers), "")
                chosen = frozenset({entry.owner} if isinstance(entry, SavedReply) else ())
            case Question.LANES:
                options = tuple(lane.value for lane in Lane)
                lanes = entry.lanes if isinstance(entry, SavedReply) else ()
                chosen = frozenset(action.text.split()[1:] if action.text else lanes)
        return ChoicePage(
            stored=stored, question=question, options=options, chosen=chosen, back=action.slots
        )

    async def _languages(self, tx: Transaction, stored: StoredEntry) -> tuple[str, ...]:
        """Those of the communities, those that the entry has, and English."""
        communities = await tx.directory.communities(self._owner.bot_id)
        of_communities = (lang for one in communities for lang in one.languages)
        of_entry = (one.lang for one in variants_of(stored.entry))
        return tuple(dict.fromkeys((*of_communities, *of_entry, "en")))

    async def _desk_language(self, tx: Transaction) -> str:
        return (await tx.directory.desk(self._owner.desk_id)).language
