"""Words that are not approved yet: offers, prompts for what is missing, previews."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.domain.card import Choice, Drawn, in_words, with_open_slots
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.ports import Clock, Library, Renderer, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.desk.view import Viewer

LONGEST_ANSWER = 4096
"""UTF-16 units in one message (Bot API, sendMessage)."""


class Drafting:
    """Shows managers what would go out, and asks for what it lacks."""

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        library: Library,
        viewer: Viewer,
        notes: DeskNotes,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._library = library
        self._viewer = viewer
        self._notes = notes

    async def offer(
        self,
        tx: Transaction,
        case: Case,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """A plain reply to a card: ask its writer, and only them, if it is an answer or a note."""
        rows = (
            tuple(
                Choice(
                    label=self._renderer.label(key),
                    action=Action(
                        verb=verb,
                        case_id=case.id,
                        revision=case.revision,
                        text=text,
                        only=manager.user_id,
                    ),
                )
                for key, verb in (
                    ("label-use-as-answer", Verb.USE_AS_ANSWER),
                    ("label-keep-as-note", Verb.KEEP_AS_NOTE),
                )
            ),
        )
        html = self._renderer.say("offer", author=case.author_name)
        await self._notes.answer(
            tx, Drawn(html=html, rows=rows), chat_id=chat_id, reply_to=reply_to, case_id=case.id
        )

    async def preview_or_ask(
        self,
        tx: Transaction,
        case: Case,
        draft: Action,
        manager: Manager,
        chat_id: ChatId,
        *,
        reply_to: MessageId | None = None,
        edits: MessageId | None = None,
    ) -> None:
        """Show the draft as it would go out, or ask for the next slot that is still open."""
        focus = await tx.comments.get(case.focus_id)
        values = self._viewer.values(focus, dict(draft.slots))
        filled = self._library.fill(draft.text, values)
        if filled.missing:
            ask = replace(draft, verb=Verb.FILL_SLOT, slot=filled.missing[0])
            html = self._renderer.say(
                "prompt-slot",
                slot=in_words(ask.slot),
                text=with_open_slots(filled.text, filled.missing),
                **addressed(manager),
            )
            await self.prompt(tx, case, ask, html, chat_id, reply_to or edits)
            return
        if not 0 < _units(filled.text.strip()) <= LONGEST_ANSWER:
            html = self._renderer.say("draft-too-long", most=LONGEST_ANSWER)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        await self._preview(tx, case, draft, filled.text.strip(), chat_id, reply_to, edits)

    async def _preview(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        draft: Action,
        text: str,
        chat_id: ChatId,
        reply_to: MessageId | None,
        edits: MessageId | None,
    ) -> None:
        def choice(key: str, verb: Verb) -> Choice:
            return Choice(
                label=self._renderer.label(key),
                action=Action(
                    verb=verb,
                    case_id=case.id,
                    revision=draft.revision,
                    text=text,
                    reply_id=draft.reply_id,
                ),
            )

        row = (choice("label-send", Verb.SEND_DRAFT), choice("label-cancel", Verb.CANCEL))
        await self._notes.answer(
            tx,
            Drawn(
                html=self._renderer.say("preview", author=case.author_name, text=text),
                rows=(row,),
            ),
            chat_id=chat_id,
            reply_to=reply_to,
            edits=edits,
            case_id=case.id,
            role=DeskRole.PREVIEW,
        )

    async def prompt(  # noqa: PLR0917
        self,
        tx: Transaction,
        case: Case,
        awaited: Action,
        html: str,
        chat_id: ChatId,
        reply_to: MessageId | None,
    ) -> None:
        """Ask the manager for words: their reply to this message carries out `awaited`."""
        token = secrets.token_urlsafe(9)
        await tx.desk.put_action(token, awaited, at=self._clock.now())
        await self._notes.answer(
            tx,
            Drawn(html=html),
            chat_id=chat_id,
            reply_to=reply_to,
            case_id=case.id,
            role=DeskRole.PROMPT,
            awaits=token,
        )


def addressed(manager: Manager) -> dict[str, str]:
    """Name the one manager whom a prompt asks: only they get Telegram's reply field."""
    return {"manager": manager.name, "user": str(manager.user_id)}


def _units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
