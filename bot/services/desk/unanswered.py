"""`/unanswered`: which questions wait under which post."""

from __future__ import annotations

from collections import defaultdict

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import Shown, UnansweredPage, UnansweredThread, Which
from bot.domain.ids import CommunityId, Owner
from bot.domain.lane import Lane
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.queue import case_lines
from bot.services.desk.view import community_of

PAGE = 4
"""Posts on a page."""
MOST_LOOKED_AT = 500


class Unanswered(DeskPart):
    """Lists the open questions by the post that they stand under."""

    verbs = frozenset({Verb.UNANSWERED})

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.commands = {"unanswered": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer the command."""
        drawn = await self._page(tx, 1)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Turn to another page."""
        drawn = await self._page(tx, action.number)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-done", {}

    async def _page(self, tx: Transaction, number: int) -> Drawn:
        which = Which(shown=Shown.LANE, lane=Lane.QUESTION)
        ids = await tx.lookups.open_cases(self._owner.desk_id, which, limit=MOST_LOOKED_AT)
        posts: dict[tuple[CommunityId, str], list[Case]] = defaultdict(list)
        for case in await tx.cases.several(ids):
            posts[case.community_id, case.thread_key].append(case)
        by_size = sorted(
            posts.values(), key=lambda cases: (-len(cases), min(one.id for one in cases))
        )
        page_count = max(1, -(-len(by_size) // PAGE))
        number = max(1, min(number, page_count))
        shown = by_size[(number - 1) * PAGE : number * PAGE]
        page = UnansweredPage(
            threads=tuple([await self._thread(tx, cases) for cases in shown]),
            count=len(ids),
            post_count=len(by_size),
            number=number,
            page_count=page_count,
        )
        return self._renderer.page(page)

    async def _thread(self, tx: Transaction, cases: list[Case]) -> UnansweredThread:
        thread = await tx.comments.thread(cases[0].community_id, cases[0].thread_key)
        in_order = sorted(cases, key=lambda case: (case.opened_at, case.id))
        return UnansweredThread(
            title=thread.title if thread is not None else "",
            community=await community_of(tx, cases[0]),
            lines=await case_lines(tx, in_order, self._clock.now()),
        )
