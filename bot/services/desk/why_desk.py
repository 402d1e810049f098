"""`/why`: every term of a case's priority, the thresholds that held, and what rules did."""

from __future__ import annotations

import re

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.ids import CaseId, MessageRef, Owner
from bot.domain.priority import total
from bot.domain.routing import route
from bot.domain.rules import Rule
from bot.domain.why_page import WhyPage
from bot.ports import Renderer, Transaction
from bot.services.circumstances import circumstances_of
from bot.services.context import context_of
from bot.services.desk.asked import Asked
from bot.services.desk.assignment import case_of
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.view import community_of
from bot.services.learning import LearntThresholds

_NUMBER = re.compile(r"#?([0-9]{1,15})")


class WhyDesk(DeskPart):
    """Goes through the routing of a case's comment once more, and tells each step."""

    verbs = frozenset({Verb.WHY})

    def __init__(
        self,
        *,
        owner: Owner,
        renderer: Renderer,
        notes: DeskNotes,
        thresholds: LearntThresholds,
        rules: tuple[Rule, ...],
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._thresholds = thresholds
        self._rules = rules
        self.commands = {"why": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/why 12`, or `/why` as a reply to a card."""
        case = await self._asked_for(tx, asked)
        if case is None:
            drawn = Drawn(html=self._renderer.say("why-needed"))
        else:
            drawn = self._renderer.page(await self._page(tx, case))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Answer `Why` behind `More`, in the place of the menu."""
        page = await self._page(tx, await case_of(tx, action))
        await self._notes.answer(
            tx, self._renderer.page(page), chat_id=press.chat_id, edits=press.message_id
        )
        return "toast-page", {}

    async def _asked_for(self, tx: Transaction, asked: Asked) -> Case | None:
        number = _NUMBER.fullmatch(asked.words)
        case_id = None if number is None else CaseId(int(number[1]))
        if not asked.words and asked.message.reply_to is not None:
            replied_to = asked.message.reply_to.message_id
            shown = await tx.desk.get(MessageRef(chat_id=asked.chat_id, message_id=replied_to))
            case_id = shown.case_id if shown is not None else None
        if case_id is None:
            return None
        try:
            case = await tx.cases.get(case_id)
        except LookupError:
            return None
        return case if case.owner.desk_id == self._owner.desk_id else None

    async def _page(self, tx: Transaction, case: Case) -> WhyPage:
        focus = await tx.comments.get(case.focus_id)
        verdict = focus.verdict
        if verdict is None:
            return WhyPage(case=case)
        await self._thresholds.refresh(tx)
        thresholds = self._thresholds.of(case.community_id)
        context = await context_of(tx, focus)
        circumstances = await circumstances_of(
            tx,
            focus,
            await community_of(tx, case),
            waited=focus.received_at - focus.sent_at,
            agrees_with=context.agrees_with if context is not None else None,
        )
        routing = route(
            focus.text, verdict, circumstances, thresholds=thresholds, rules=self._rules
        )
        return WhyPage(
            case=case,
            terms=routing.terms,
            since=case.base_priority - total(routing.terms),
            verdict=verdict,
            thresholds=thresholds,
            usual=self._thresholds.initial,
            rules=routing.tried,
        )
