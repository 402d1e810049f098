"""Words that are not approved yet: offers, prompts for what is missing, previews."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.domain.card import Choice, Drawn, in_reading_order, in_words, with_open_slots
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.door import LINK
from bot.domain.ids import ChatId, MessageId
from bot.domain.roster import Manager
from bot.ports import Clock, Library, Renderer, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.desk.view import Viewer, language_of
from bot.services.desk.voicing import Voicing, has_final, stopping

LONGEST_ANSWER = 4096
"""UTF-16 units in one message (Bot API, sendMessage)."""

DOOR_SLOT = f"link_{LINK}"
"""The slot that leads the author into the private chat; nobody can type a value for it."""


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
        voicing: Voicing,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._library = library
        self._viewer = viewer
        self._notes = notes
        self._voicing = voicing

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
        facts = await self._viewer.facts(tx, case, at=self._clock.now())
        values = self._viewer.values(focus, dict(draft.slots), facts)
        lang = language_of(case, focus, draft.reply_id)
        is_typed = draft.verb is not Verb.SEND
        filled = self._library.fill(draft.text, values, lang, is_typed=is_typed)
        if DOOR_SLOT in filled.missing:
            key = "door-not-here" if self._viewer.knows_bot else "door-not-yet"
            html = self._renderer.say(key)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
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
        text = in_reading_order(filled.text).strip()
        if not fits_one_message(text):
            html = self._renderer.say("draft-too-long", most=LONGEST_ANSWER)
            await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)
            return
        drawn = await self._preview(tx, case, draft, text)
        await self._notes.answer(
            tx,
            drawn,
            chat_id=chat_id,
            reply_to=reply_to,
            edits=edits,
            case_id=case.id,
            role=DeskRole.PREVIEW,
        )

    async def _preview(self, tx: Transaction, case: Case, draft: Action, text: str) -> Drawn:
        """The text as it will go out, with what the voice finds in it, and what can be done."""

        def choice(key: str, verb: Verb) -> Choice:
            return Choice(
                label=self._renderer.label(key),
                action=Action(
                    verb=verb,
                    case_id=case.id,
                    revision=draft.revision,
                    text=text,
                    reply_id=draft.reply_id,
                    slots=draft.slots,
                    sources=draft.sources,
                ),
            )

        findings = await self._voicing.findings(tx, case, text)
        stops = stopping(findings)
        asks = draft.verb is Verb.OVERRIDE and bool(stops) and not has_final(stops)
        cancel, edit = choice("label-cancel", Verb.CANCEL), choice("label-edit", Verb.EDIT_DRAFT)
        rows: tuple[tuple[Choice, ...], ...]
        if asks:
            rows = ((choice("label-send-really", Verb.SEND_ANYWAY), edit, cancel),)
        elif stops:
            anyway = choice("label-send-anyway", Verb.OVERRIDE)
            rows = ((edit, cancel), *(() if has_final(stops) else ((anyway,),)))
        else:
            may_edit = (edit,) if draft.sources or findings else ()
            rows = ((choice("label-send", Verb.SEND_DRAFT), *may_edit, cancel),)
        shown = self._renderer.preview(case.author_name, text, findings, asks_to_override=asks)
        return Drawn(html=self._with_sources(draft, shown), rows=rows)

    def _with_sources(self, draft: Action, shown: str) -> str:
        """With what a model made the text from, if one did."""
        if not draft.sources:
            return shown
        made_from = self._renderer.say("draft-sources", ids=", ".join(draft.sources))
        return f"{made_from}\n\n{shown}"

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


def fits_one_message(text: str) -> bool:
    """Whether Telegram takes a text, by its length as Telegram counts it."""
    return 0 < len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_ANSWER
