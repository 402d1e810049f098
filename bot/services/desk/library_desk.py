"""The library in the chat: who may do what with it, and which part of the desk does it."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.desk import Action, Verb
from bot.domain.ids import ChatId, MessageId, Owner
from bot.domain.library_pages import AUTOMATIC, Question
from bot.domain.roster import Manager
from bot.ports import Classifier, Clock, Library, Renderer, Transaction, Voice
from bot.services.desk.asked import Asked
from bot.services.desk.library_automatic import CountToday, LibraryAutomatic
from bot.services.desk.library_browsing import LibraryBrowsing
from bot.services.desk.library_editing import LibraryEditing
from bot.services.desk.library_keeping import LibraryKeeping
from bot.services.desk.library_saving import LibrarySaving
from bot.services.desk.library_voicing import LibraryVoicing
from bot.services.desk.library_words import LibraryWords
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.people import require
from bot.services.desk.press import Press, Told
from bot.services.desk.use_stats import UseStats
from bot.services.desk.view import Viewer

QUESTIONS = frozenset(question.value for question in Question)
"""Pages that only lead to changes."""


class LibraryDesk(DeskPart):
    """Looks through the library, changes it, adds to it."""

    verbs = frozenset(
        {
            Verb.LIBRARY,
            Verb.ENTRY,
            Verb.ENTRY_ASK,
            Verb.ENTRY_SET,
            Verb.ENTRY_RETIRE,
            Verb.ENTRY_RESTORE,
            Verb.ENTRY_AUTO,
            Verb.ENTRY_REVERT,
            Verb.SAVE_REPLY,
        }
    )
    prompted = frozenset({Verb.ENTRY_ASK, Verb.SAVE_REPLY})

    def __init__(
        self,
        *,
        browsing: LibraryBrowsing,
        editing: LibraryEditing,
        saving: LibrarySaving,
        automatic: LibraryAutomatic,
        stats: UseStats,
    ) -> None:
        self._browsing = browsing
        self._editing = editing
        self._automatic = automatic
        self._stats = stats
        self.saving = saving
        self.commands = {"replies": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/replies`: alone, with words to search for, or about how replies are used."""
        if not await self._stats.show(tx, asked):
            await self._browsing.show(tx, asked)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button of the library; raise EntryChanged or CardOutdated."""
        if action.verb is Verb.ENTRY and action.slot in QUESTIONS:
            require(press.manager, Verb.ENTRY_SET)
        if action.slot == AUTOMATIC:
            require(press.manager, Verb.ENTRY_AUTO)
            return await self._automatic.press(tx, action, press)
        match action.verb:
            case Verb.LIBRARY | Verb.ENTRY:
                return await self._browsing.press(tx, action, press)
            case Verb.SAVE_REPLY:
                return await self.saving.press(tx, action, press)
            case _:
                return await self._editing.press(tx, action, press)

    async def complete_prompt(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take a manager's reply to a prompt; raise NotAllowed, EntryChanged or CardOutdated."""
        require(manager, action.verb)
        if action.verb is Verb.SAVE_REPLY:
            await self.saving.complete(
                tx, action, manager, text, chat_id=chat_id, reply_to=reply_to
            )
        else:
            await self._editing.complete(
                tx, action, manager, text, chat_id=chat_id, reply_to=reply_to
            )


def library_desk(
    *,
    owner: Owner,
    clock: Clock,
    renderer: Renderer,
    notes: DeskNotes,
    library: Library,
    viewer: Viewer,
    classifier: Classifier,
    voice: Voice,
    zone: tzinfo,
    count_today: CountToday,
) -> LibraryDesk:
    """Put the parts together; `count_today` tells how often a reply answered by itself today."""
    stats = UseStats(owner=owner, renderer=renderer, notes=notes)
    keeping = LibraryKeeping(owner=owner, clock=clock)
    browsing = LibraryBrowsing(
        owner=owner,
        clock=clock,
        renderer=renderer,
        notes=notes,
        library=library,
        zone=zone,
        use_of=stats.use_of,
    )
    voicing = LibraryVoicing(voice)
    words = LibraryWords(renderer=renderer, library=library, voicing=voicing, today=browsing.today)
    editing = LibraryEditing(
        owner=owner,
        renderer=renderer,
        notes=notes,
        words=words,
        voicing=voicing,
        browsing=browsing,
        keeping=keeping,
    )
    saving = LibrarySaving(
        owner=owner,
        renderer=renderer,
        notes=notes,
        library=library,
        viewer=viewer,
        classifier=classifier,
        browsing=browsing,
        words=words,
        voicing=voicing,
        keeping=keeping,
    )
    automatic = LibraryAutomatic(
        owner=owner,
        renderer=renderer,
        words=words,
        voicing=voicing,
        browsing=browsing,
        keeping=keeping,
        count_today=count_today,
    )
    return LibraryDesk(
        browsing=browsing, editing=editing, saving=saving, automatic=automatic, stats=stats
    )
