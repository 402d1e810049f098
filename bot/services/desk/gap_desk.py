"""The gaps of the library in the chat: looked at, filled, or put aside."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.gaps import Gap, GapPage, gaps_page
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.library_saving import LibrarySaving
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.gaps import Gaps


class GapDesk(DeskPart):
    """Answers `/gaps` and the buttons below it."""

    verbs = frozenset({Verb.GAPS, Verb.GAP, Verb.GAP_REPLY, Verb.GAP_ASIDE})

    def __init__(
        self, *, gaps: Gaps, renderer: Renderer, notes: DeskNotes, saving: LibrarySaving
    ) -> None:
        self._gaps = gaps
        self._renderer = renderer
        self._notes = notes
        self._saving = saving
        self.commands = {"gaps": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/gaps`."""
        drawn = self._list(await self._gaps.find(tx), number=1)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; where the gap is none any more, say so and show those there are."""
        gaps = await self._gaps.find(tx)
        gap = _gap_of(action, gaps)
        if gap is None:
            await self._turn(tx, self._list(gaps, number=action.number), press)
            return "toast-page" if action.verb is Verb.GAPS else "toast-gap-gone", {}
        match action.verb:
            case Verb.GAP_REPLY:
                return await self._saving.begin(tx, gap, press)
            case Verb.GAP_ASIDE:
                await self._gaps.put_aside(tx, gap, press.manager, at=press.at)
                left = [one for one in gaps if one is not gap]
                await self._turn(tx, self._list(left, number=action.number), press)
                return "toast-gap-aside", {}
            case _:
                cards = await tx.desk.of_case(
                    gap.example.case_id, (DeskRole.CARD, DeskRole.RECEIPT)
                )
                page = GapPage(gap=gap, card=cards[-1] if cards else None, number=action.number)
                await self._turn(tx, self._renderer.gap(page), press)
                return "toast-page", {}

    def _list(self, gaps: list[Gap], *, number: int) -> Drawn:
        return self._renderer.gaps(gaps_page(gaps, number=number))

    async def _turn(self, tx: Transaction, drawn: Drawn, press: Press) -> None:
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)


def _gap_of(action: Action, gaps: list[Gap]) -> Gap | None:
    for gap in gaps:
        if any(one.comment_id in action.comment_ids for one in gap.comments):
            return gap
    return None
