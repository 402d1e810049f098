"""Answers drafted by a language model: asked for, checked, and shown as previews.

Nothing waits for them: the press is answered at once, the model works outside every transaction,
and whatever fails on the way becomes one short line under the card.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.domain.brief import MOST_EVIDENCE, Brief, Evidence, Written, cleaned
from bot.domain.card import Drawn, with_open_slots
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.grounding import LONGEST_DRAFT, Fault, fault_of, fault_of_tone, without_slots
from bot.domain.ids import DeskId
from bot.domain.roster import Manager
from bot.domain.routing import answer_languages
from bot.errors import (
    DrafterDown,
    DrafterRefused,
    DraftingFailure,
    DraftUnreadable,
    Refused,
    StoreFailure,
)
from bot.ports import (
    AuditEntry,
    Classifier,
    Clock,
    Drafter,
    Library,
    Renderer,
    Store,
    Transaction,
)
from bot.services.desk.assignment import require_workable
from bot.services.desk.draft_wishes import DraftWish, DraftWishes
from bot.services.desk.drafting import Drafting
from bot.services.desk.notes import DeskNotes
from bot.services.desk.people import manager_of, require
from bot.services.desk.pressing import refusal_text
from bot.services.desk.speaking import Speaking
from bot.services.desk.view import Viewer, community_of, language_of
from bot.services.desk.voicing import Voicing, stopping
from classifiers.types import UNDETERMINED, Utterance

log = structlog.get_logger(__name__)

AT_ONCE = 2
"""So many drafts are made at the same time: a slow one does not hold up everybody."""
TRIES = 3
"""How often it is tried to write the outcome down while somebody else holds the database."""
RETRY_SECONDS = 1.0
DRAFTED = "drafted"
"""Name of the audit action; its detail names the saved replies that were used."""

Outcome = Written | Fault | Refused | DraftingFailure


class ModelDrafts:
    """Carries out wishes for drafts."""

    def __init__(
        self,
        *,
        desk_id: DeskId,
        brand: str,
        drafter: Drafter,
        wishes: DraftWishes,
        store: Store,
        clock: Clock,
        classifier: Classifier,
        speaking: Speaking,
        notes: DeskNotes,
        library: Library,
        viewer: Viewer,
        voicing: Voicing,
        drafting: Callable[[str], Drafting],
        min_evidence: float,
        after: Callable[[], None],
    ) -> None:
        """`min_evidence`: the least probability that the best saved reply answers the comment.

        `drafting` shows drafts to those who read a language. `after` is called when there is
        something to send.
        """
        self._desk_id = desk_id
        self._brand = brand
        self._drafter = drafter
        self._wishes = wishes
        self._store = store
        self._clock = clock
        self._classifier = classifier
        self._speaking = speaking
        self._notes = notes
        self._library = library
        self._viewer = viewer
        self._voicing = voicing
        self._drafting = drafting
        self._min_evidence = min_evidence
        self._after = after

    async def run(self) -> None:
        """Draft what is wished, for ever."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(self._work())

    async def _work(self) -> None:
        while True:
            wish = await self._wishes.next()
            try:
                await self._write_down(wish, await self._outcome(wish))
            finally:
                self._wishes.settle(wish)

    async def _outcome(self, wish: DraftWish) -> Outcome:
        """A draft that passed every check, or what stands against one."""
        try:
            brief = await self._brief(wish)
            if not brief.evidence:
                return Fault.THIN
            return await self._checked(await self._drafter.write(brief), brief)
        except (Refused, DraftingFailure) as failure:
            return failure
        except Exception:
            log.exception("draft.not_made", case_id=wish.case_id)
            return DraftUnreadable("the draft could not be made")

    async def _brief(self, wish: DraftWish) -> Brief:
        """What the model gets to see; without evidence where that is thin."""
        async with self._store.reading() as tx:
            case = await tx.cases.get(wish.case_id)
            manager = await self._manager(tx, wish)
            if manager is not None:
                require_workable(case, _action(wish), manager)
            focus = await tx.comments.get(case.focus_id)
            community = await community_of(tx, case)
            thread = await tx.comments.thread(case.community_id, case.thread_key)
        heard = focus.verdict.lang if focus.verdict is not None else UNDETERMINED
        told = [one for one in case.suggestions if one.text is not None]
        is_thin = max((one.score for one in told), default=0.0) < self._min_evidence
        return Brief(
            brand=self._brand,
            lang=answer_languages(heard, community.languages, community.answer_in)[0],
            evidence=()
            if is_thin
            else tuple(
                Evidence(
                    reply_id=one.reply_id,
                    title=one.titles.get("en", one.reply_id),
                    text=one.text or "",
                )
                for one in told[:MOST_EVIDENCE]
            ),
            comment=focus.text,
            author=focus.author.name,
            post=thread.title if thread is not None else "",
        )

    async def _checked(self, written: Written, brief: Brief) -> Written | Fault:
        """The draft, cleaned, or the first rule that it breaks."""
        draft = replace(written, text=cleaned(written.text, LONGEST_DRAFT + 1))
        fault = fault_of(draft, brief)
        if fault is None:
            words = without_slots(draft.text)
            (verdict,) = await self._classifier.judge_all(
                [Utterance(text=words, expected=(brief.lang,))]
            )
            fault = fault_of_tone(words, verdict, brief.lang, self._classifier.thresholds)
        return draft if fault is None else fault

    async def _write_down(self, wish: DraftWish, outcome: Outcome) -> None:
        """Show the draft or say why there is none; what cannot be written is dropped."""
        for _ in range(TRIES):
            try:
                async with self._store.writing() as tx:
                    await self._show(tx, wish, outcome)
            except StoreFailure:
                log.exception("draft.store_failed", case_id=wish.case_id)
                await self._clock.sleep(RETRY_SECONDS)
            else:
                self._after()
                return

    async def _show(self, tx: Transaction, wish: DraftWish, outcome: Outcome) -> None:
        manager = await self._manager(tx, wish)
        if manager is None:
            return
        words = await self._speaking.in_chat(tx, wish.chat_id)
        try:
            require(manager, Verb.DRAFT)
            case = await tx.cases.get(wish.case_id)
            require_workable(case, _action(wish), manager)
            if isinstance(outcome, Written) and await self._is_stopped(tx, case, outcome.text):
                outcome = Fault.VOICE
            if isinstance(outcome, Written):
                draft = replace(_action(wish), text=outcome.text, sources=outcome.used)
                await self._drafting(words.speaks).preview_or_ask(
                    tx, case, draft, manager, wish.chat_id, reply_to=wish.message_id
                )
        except Refused as refusal:
            outcome = refusal
        log.info("draft.settled", case_id=wish.case_id, outcome=_name(outcome))
        if isinstance(outcome, Written):
            await self._note(tx, wish, manager, outcome)
        else:
            html = words.say("draft-none", why=_why(words, outcome))
            await self._notes.answer(
                tx, Drawn(html=html), chat_id=wish.chat_id, reply_to=wish.message_id
            )

    async def _is_stopped(self, tx: Transaction, case: Case, text: str) -> bool:
        """Whether the brand's voice forbids the draft, its slots filled as far as possible."""
        focus = await tx.comments.get(case.focus_id)
        facts = await self._viewer.facts(tx, case, at=self._clock.now())
        values = self._viewer.values(focus, {}, facts)
        filled = self._library.fill(text, values, language_of(case, focus, ""), is_typed=True)
        shown = with_open_slots(filled.text, filled.missing)
        return bool(stopping(await self._voicing.findings(tx, case, shown)))

    async def _note(
        self, tx: Transaction, wish: DraftWish, manager: Manager, written: Written
    ) -> None:
        case = await tx.cases.get(wish.case_id)
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=self._clock.now(),
                by=manager.user_id,
                by_name=manager.name,
                action=DRAFTED,
                detail=", ".join(written.used),
            )
        )

    async def _manager(self, tx: Transaction, wish: DraftWish) -> Manager | None:
        return await manager_of(tx, self._desk_id, wish.user_id)


def _why(words: Renderer, outcome: Fault | Refused | DraftingFailure) -> str:
    if isinstance(outcome, Refused):
        return refusal_text(words, outcome)
    return words.label(f"draft-why-{_name(outcome)}")


def _action(wish: DraftWish) -> Action:
    return Action(verb=Verb.DRAFT, case_id=wish.case_id, revision=wish.revision)


def _name(outcome: Outcome) -> str:
    match outcome:
        case Written():
            return "draft"
        case Fault():
            return outcome.value
        case DrafterDown():
            return "down"
        case DrafterRefused():
            return "refused"
        case Refused():
            return type(outcome).__name__
        case _:
            return "unreadable"
