"""A saved reply that answers by itself: switched on, off and bounded by a lead, on its page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.automatic import auto_of, latest_auto
from bot.domain.desk import Action, Verb
from bot.domain.ids import Owner
from bot.domain.library import StoredEntry, What, with_entry
from bot.domain.library_pages import AutomaticPage, Notice
from bot.errors import CardOutdated, EntryChanged
from bot.ports import Renderer, Transaction
from bot.services.desk.automatic_switch import count_answering
from bot.services.desk.library_browsing import LibraryBrowsing
from bot.services.desk.library_keeping import LibraryKeeping
from bot.services.desk.library_voicing import LibraryVoicing
from bot.services.desk.library_words import LibraryWords
from bot.services.desk.press import Press, Told
from replies.types import SavedReply

CountToday = Callable[[Transaction, str], Awaitable[int]]
"""Tells how often the reply of that id answered by itself today."""


class LibraryAutomatic:
    """Shows and keeps the mark `auto` of saved replies.

    Only words that a lead has seen are said without anybody: a button on the page of an older
    version shows the newer one instead.
    """

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        words: LibraryWords,
        voicing: LibraryVoicing,
        browsing: LibraryBrowsing,
        keeping: LibraryKeeping,
        count_today: CountToday,
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._words = words
        self._voicing = voicing
        self._browsing = browsing
        self._keeping = keeping
        self._count_today = count_today

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Show the page, or change what it says.

        Raise EntryChanged, EntryNeeded or CardOutdated.
        """
        stored = await self._browsing.stored(tx, action)
        if not isinstance(stored.entry, SavedReply):
            raise CardOutdated("only saved replies answer")
        if stored.is_retired:
            page = await self._browsing.entry_page(tx, stored, back=action.slots)
            await self._browsing.turn(tx, page, press)
            raise EntryChanged(self._who_changed(stored))
        if action.verb is Verb.ENTRY:
            await self._show(tx, stored, action, press)
            return "toast-page", {}
        if stored.version != action.revision:
            await self._show(tx, stored, action, press, Notice.CHANGED_MEANWHILE)
            raise EntryChanged(self._who_changed(stored))
        return await self._set(tx, stored, stored.entry, action, press)

    async def _set(
        self,
        tx: Transaction,
        stored: StoredEntry,
        reply: SavedReply,
        action: Action,
        press: Press,
    ) -> Told:
        marked = replace(reply, auto=auto_of(action.text))
        if marked == reply:
            await self._show(tx, stored, action, press, Notice.UNCHANGED)
            return "toast-unchanged", {}
        library = await tx.replies.library(self._owner.brand_id)
        self._words.require_no_faults(library, with_entry(library, marked))
        kept = await self._keeping.keep(
            tx, marked, press.manager, What.EDITED, expected_version=stored.version
        )
        await self._show(tx, kept, action, press, Notice.SAVED)
        if marked.auto is None:
            return "toast-entry-auto-off", {}
        return ("toast-entry-auto-on" if reply.auto is None else "toast-saved"), {}

    async def _show(
        self,
        tx: Transaction,
        stored: StoredEntry,
        action: Action,
        press: Press,
        notice: Notice = Notice.NONE,
    ) -> None:
        reply = stored.entry
        assert isinstance(reply, SavedReply)
        versions = await tx.replies.versions(self._owner.brand_id, stored.ref)
        proposed = latest_auto(one.entry for one in versions)
        library = await tx.replies.library(self._owner.brand_id)
        hindrances = self._words.hindrances(library, replace(reply, auto=proposed))
        page = AutomaticPage(
            stored=stored,
            auto=reply.auto,
            proposed=proposed,
            community_count=await count_answering(tx, self._owner),
            answered_today=await self._count_today(tx, reply.id),
            back=action.slots,
            notice=notice,
            hindrances=() if reply.auto else hindrances,
            doubts=self._voicing.all_of(reply),
        )
        await self._browsing.turn(tx, page, press)

    def _who_changed(self, stored: StoredEntry) -> str:
        return stored.changed.by_name or self._renderer.label("entry-by-import")
