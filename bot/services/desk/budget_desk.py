"""The budget of cards of a community: chosen by a button, or written."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Drawn
from bot.domain.comment import Community
from bot.domain.communities import WEEK, BudgetPage
from bot.domain.desk import Action, Verb
from bot.domain.ids import ChatId, MessageId, Owner
from bot.domain.load import MOST_CARDS, NEVER_MISSED, Budget
from bot.domain.roster import Manager
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Transaction
from bot.services.budget_facts import budget_of, picked_for, set_budget
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.view import community_named
from bot.services.desk.watching import GONE, line_of
from bot.services.learning import LearntThresholds

CHANGED = "community_budget"
"""Name of the audit action; its detail names the community and the cards a day, 0 for none."""
OFF = "off"


class BudgetDesk(DeskPart):
    """Shows a community's budget with what was picked for it, and sets it."""

    verbs = frozenset({Verb.BUDGET_ASK, Verb.SET_BUDGET, Verb.BUDGET_WRITE})
    prompted = frozenset({Verb.BUDGET_WRITE})

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        thresholds: LearntThresholds,
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._thresholds = thresholds

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise CardOutdated where the community is gone."""
        community = await self._community(tx, action)
        told: Told = ("toast-confirm", {})
        if action.verb is Verb.BUDGET_WRITE:
            html = self._renderer.say(
                "prompt-budget", name=press.manager.name, title=community.title
            )
            await self._notes.ask(
                tx,
                html,
                replace(action, only=press.manager.user_id),
                chat_id=press.chat_id,
                reply_to=press.message_id,
            )
            return "toast-write", {}
        if action.verb is Verb.SET_BUDGET:
            cards = 0 if action.slot == OFF else int(action.slot)
            await self._set(tx, community, cards, press)
            told = ("toast-budget", {}) if cards else ("toast-budget-off", {})
        drawn = self._renderer.page(await self._page(tx, community, number=action.number))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return told

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
        """Take the number that was asked for."""
        community = await self._community(tx, action)
        words = text.strip()
        is_number = words.isdecimal() and len(words) <= len(str(MOST_CARDS))
        if not is_number or not 0 <= int(words) <= MOST_CARDS:
            html = self._renderer.say("budget-not-understood", most=MOST_CARDS)
            await self._notes.ask(tx, html, action, chat_id=chat_id, reply_to=reply_to)
            return
        press = Press(manager=manager, chat_id=chat_id, message_id=reply_to, at=self._clock.now())
        await self._set(tx, community, int(words), press)
        drawn: Drawn = self._renderer.page(await self._page(tx, community, number=action.number))
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to)

    async def _set(self, tx: Transaction, community: Community, cards: int, press: Press) -> None:
        """Keep the number; what is never missed stays as it was. 0 switches off."""
        known = await budget_of(tx, community)
        always = known.always if known is not None else NEVER_MISSED
        budget = Budget(cards=cards, always=dict(always)) if cards else None
        if budget == known:
            return
        await set_budget(tx, community, budget)
        await record_at_desk(
            tx,
            self._owner,
            press.manager,
            at=press.at,
            action=CHANGED,
            detail=f"{community.title}: {cards}",
        )

    async def _page(self, tx: Transaction, community: Community, *, number: int) -> BudgetPage:
        budget = await budget_of(tx, community)
        picked = (await picked_for(tx)).get(community.id)
        holds = picked if picked is not None and picked.budget == budget else None
        await self._thresholds.refresh(tx)
        base = self._thresholds.learnt(community.id)
        return BudgetPage(
            line=await line_of(tx, community, since=self._clock.now() - WEEK),
            number=number,
            budget=budget,
            picked=holds,
            usual=base,
            held=holds.over(base) if holds is not None else base,
        )

    async def _community(self, tx: Transaction, action: Action) -> Community:
        community = await community_named(tx, self._owner, action)
        is_gone = await tx.directory.value(f"{GONE}{community.id}") is not None
        if is_gone or community.is_private:
            raise CardOutdated("there is no such community any more")
        return community
