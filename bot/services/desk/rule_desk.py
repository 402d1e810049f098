"""The brand's rules as managers see them: how often each held, and for which comments."""

from __future__ import annotations

from bot.domain.desk import Action, Verb
from bot.domain.ids import Owner
from bot.domain.rule_pages import (
    DAY,
    RULES_ON_A_PAGE,
    SAMPLES,
    WEEK,
    HitCounts,
    RuleLine,
    RuleSamplesPage,
    RulesPage,
)
from bot.domain.rules import Rule
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told


class RuleDesk(DeskPart):
    """Answers `/rules` and its buttons."""

    verbs = frozenset({Verb.RULES, Verb.RULE_SAMPLES})

    def __init__(
        self,
        *,
        owner: Owner,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        rules: tuple[Rule, ...],
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._rules = rules
        self.commands = {"rules": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/rules`."""
        drawn = self._renderer.page(await self._page(tx, 1))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Turn the page, or show samples. Raise CardOutdated for a rule that is no more."""
        page: RulesPage | RuleSamplesPage
        if action.verb is Verb.RULES:
            page = await self._page(tx, action.number)
        else:
            page = await self._samples(tx, action)
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-done", {}

    async def _page(self, tx: Transaction, number: int) -> RulesPage:
        lines = await self._lines(tx)
        page_count = max(1, -(-len(lines) // RULES_ON_A_PAGE))
        number = min(max(number, 1), page_count)
        first = (number - 1) * RULES_ON_A_PAGE
        return RulesPage(
            lines=lines[first : first + RULES_ON_A_PAGE],
            count=len(lines),
            number=number,
            page_count=page_count,
        )

    async def _lines(self, tx: Transaction) -> tuple[RuleLine, ...]:
        now = self._clock.now()
        names = [rule.name for rule in self._rules]
        counts = await tx.rule_hits.counts(
            self._owner.desk_id, names, day=now - DAY, week=now - WEEK
        )
        return tuple(
            RuleLine(
                number=number,
                rule=rule,
                counts=counts.get((rule.name, rule.dry_run), HitCounts()),
            )
            for number, rule in enumerate(self._rules, start=1)
        )

    async def _samples(self, tx: Transaction, action: Action) -> RuleSamplesPage:
        lines = await self._lines(tx)
        line = next((one for one in lines if one.rule.name == action.text), None)
        if line is None:
            raise CardOutdated("there is no such rule any more")
        found = await tx.rule_hits.newest(
            self._owner.desk_id,
            line.rule.name,
            is_dry=line.rule.dry_run,
            since=self._clock.now() - WEEK,
            limit=SAMPLES,
        )
        communities = {one.id: one for one in await tx.directory.communities(self._owner.bot_id)}
        known = await tx.comments.several(found)
        samples = [known[comment_id] for comment_id in found if comment_id in known]
        return RuleSamplesPage(
            line=line,
            samples=tuple(
                (one, communities[one.community_id])
                for one in samples
                if one.community_id in communities
            ),
            page=action.number,
        )
