"""From an answer that was sent to a saved reply: `Save as reply` on a receipt."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog

from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.door import LINK
from bot.domain.entry_changes import new_id
from bot.domain.gaps import MOST_EXAMPLES, Gap
from bot.domain.ids import ChatId, MessageId, Owner
from bot.domain.lane import Lane
from bot.domain.library import EntryKind, What, with_entry
from bot.domain.library_pages import Notice
from bot.domain.masking import masked
from bot.domain.outbox import OutboxItem, PublicReply
from bot.domain.roster import Manager
from bot.errors import CardOutdated
from bot.ports import Classifier, Library, Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.drafting import addressed
from bot.services.desk.library_browsing import LibraryBrowsing
from bot.services.desk.library_keeping import LibraryKeeping
from bot.services.desk.library_voicing import LibraryVoicing
from bot.services.desk.library_words import BadWords, LibraryWords
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.view import Viewer, community_of
from classifiers.types import UNDETERMINED, Utterance
from replies.types import SavedReply, Variant

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 2.0
"""How long to wait for the language of a text: others wait meanwhile, and a guess will do."""

PROVISIONAL = "New"
"""The title with which a text is tried out while it has none."""

DOUBTFUL = (Lane.UNSURE, Lane.NONE)
"""Lanes that say little of a comment: what answers it may answer any."""


class LibrarySaving:
    """Makes new replies of what managers wrote."""

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        notes: DeskNotes,
        library: Library,
        viewer: Viewer,
        classifier: Classifier,
        browsing: LibraryBrowsing,
        words: LibraryWords,
        voicing: LibraryVoicing,
        keeping: LibraryKeeping,
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._library = library
        self._viewer = viewer
        self._classifier = classifier
        self._browsing = browsing
        self._words = words
        self._voicing = voicing
        self._keeping = keeping

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Show the text with its slots open again, and ask for a title, or for better words."""
        case = await case_of(tx, action)
        focus = await tx.comments.get(case.focus_id)
        item = await tx.outbox.get(action.outbox_id) if action.outbox_id else None
        await self._ask_title(
            tx,
            replace(action, text=await self._unfilled(tx, case, focus, item)),
            press.manager,
            chat_id=press.chat_id,
            reply_to=press.message_id,
        )
        return "toast-prompt", {}

    async def begin(self, tx: Transaction, gap: Gap, press: Press) -> Told:
        """Begin a reply for a gap: of the most usual answer, or else ask for a text."""
        answered = gap.answered[:1]
        source = answered[0] if answered else gap.example
        action = Action(
            verb=Verb.SAVE_REPLY,
            case_id=source.case_id,
            outbox_id=source.outbox_id,
            comment_ids=tuple(one.comment_id for one in gap.distinct[:MOST_EXAMPLES]),
        )
        if answered:
            return await self.press(tx, action, press)
        html = self._renderer.say(
            "ask-gap-text", comment=masked(gap.example.text), **addressed(press.manager)
        )
        await self._notes.ask(tx, html, action, chat_id=press.chat_id, reply_to=press.message_id)
        return "toast-prompt", {}

    async def _ask_title(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Ask for a title; for another text first, where this one cannot be saved."""
        try:
            await self._reply(tx, action, manager, PROVISIONAL)
        except BadWords as bad:
            html = self._words.ask_again(bad, action.text, manager)
            action = replace(action, text="")
        else:
            html = self._renderer.say("ask-new-reply", text=action.text, **addressed(manager))
        await self._notes.ask(tx, html, action, chat_id=chat_id, reply_to=reply_to)

    async def complete(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        words: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take the title: the reply is in force with it; or the text, where there is none yet."""
        if not action.text:
            with_text = replace(action, text=words)
            await self._ask_title(tx, with_text, manager, chat_id=chat_id, reply_to=reply_to)
            return
        try:
            reply = await self._reply(tx, action, manager, " ".join(words.split()))
        except BadWords:
            # the voice has changed since the title was asked for
            await self._ask_title(tx, action, manager, chat_id=chat_id, reply_to=reply_to)
            return
        stored = await self._keeping.keep(
            tx, reply, manager, What.CREATED, expected_version=0, case_id=action.case_id
        )
        doubts = self._voicing.doubts(None, reply)
        page = await self._browsing.entry_page(tx, stored, notice=Notice.SAVED, doubts=doubts)
        await self._notes.answer(
            tx, self._renderer.library(page), chat_id=chat_id, reply_to=reply_to
        )

    async def _reply(
        self, tx: Transaction, action: Action, manager: Manager, title: str
    ) -> SavedReply:
        """The reply that the action's text makes.

        Raise EntryNeeded if it cannot be used, and BadWords if the voice stops it.
        """
        case = await case_of(tx, action)
        focus = await tx.comments.get(case.focus_id)
        taken = {
            one.entry.id
            for one in await tx.replies.entries(self._owner.brand_id)
            if one.ref.kind is EntryKind.REPLY
        }
        comments = [await tx.comments.get(one) for one in action.comment_ids] or [focus]
        examples = (" ".join(masked(one.text).split()) for one in comments)
        lang = await self._language(tx, action.text, case, focus)
        reply = SavedReply(
            id=new_id(title, taken),
            titles={"en": title},
            lanes=() if case.lane in DOUBTFUL else (case.lane.value,),
            owner=manager.name,
            examples=tuple(one for one in examples if one),
            variants=(Variant(lang=lang, text=action.text),),
        )
        library = await tx.replies.library(self._owner.brand_id)
        self._words.require_no_faults(library, with_entry(library, reply))
        self._words.require_voice(None, reply)
        return reply

    async def _unfilled(
        self, tx: Transaction, case: Case, focus: Comment, item: OutboxItem | None
    ) -> str:
        if item is None or not isinstance(item.payload, PublicReply):
            raise CardOutdated("there is no such answer any more")
        values, door = self._viewer.values(focus, {}), await self._viewer.door(tx, case)
        if door:
            # it leads to this case alone, so it may not stand in an answer to others
            values = replace(values, links={**values.links, LINK: door})
        whole_name = focus.author.name if values.author else ""
        return self._library.unfill(item.payload.text, values, also_author=whole_name)

    async def _language(self, tx: Transaction, text: str, case: Case, focus: Comment) -> str:
        """The language of the answer, else that of the comment, else English."""
        utterance = Utterance(text=text, expected=(await community_of(tx, case)).languages)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                (verdict,) = await self._classifier.judge_all([utterance])
        except TimeoutError:
            log.warning("library.language_unknown")
        else:
            if verdict.lang != UNDETERMINED:
                return verdict.lang
        known = focus.verdict.lang if focus.verdict is not None else UNDETERMINED
        return known if known != UNDETERMINED else "en"
