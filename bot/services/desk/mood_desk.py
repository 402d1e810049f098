"""`/mood`: how people sound in each community and under its most discussed posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.comment import MAIN_THREAD, PRIVATE_THREAD, Community
from bot.domain.desk import Action, Verb
from bot.domain.ids import Owner
from bot.domain.mood import (
    COMMUNITIES_ON_A_PAGE,
    POSTS_SHOWN,
    WEEK,
    CommunityMood,
    MoodCounts,
    MoodLine,
    MoodPage,
    Place,
)
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told

Sums = Mapping[Place, MoodCounts]
NO_POSTS = frozenset({MAIN_THREAD, PRIVATE_THREAD})


class MoodDesk(DeskPart):
    """Answers `/mood` and turns its pages."""

    verbs = frozenset({Verb.MOOD})

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.commands = {"mood": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/mood`."""
        drawn = self._renderer.page(await self._page(tx, 1, at=asked.at))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Turn the page."""
        drawn = self._renderer.page(await self._page(tx, action.number, at=press.at))
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-page", {}

    async def _page(self, tx: Transaction, number: int, *, at: datetime) -> MoodPage:
        communities = await tx.directory.communities(self._owner.bot_id)
        ids = [one.id for one in communities]
        now = await tx.moods.sums(ids, since=at - WEEK, until=at)
        before = await tx.moods.sums(ids, since=at - 2 * WEEK, until=at - WEEK)
        totals = {one.id: _line_of_all(now, before, one) for one in communities}
        spoken_of = [one for one in communities if totals[one.id].counts.total]
        spoken_of.sort(key=lambda one: (-totals[one.id].counts.total, one.id))
        page_count = max(1, -(-len(spoken_of) // COMMUNITIES_ON_A_PAGE))
        number = min(max(number, 1), page_count)
        first = (number - 1) * COMMUNITIES_ON_A_PAGE
        return MoodPage(
            communities=tuple(
                [
                    CommunityMood(
                        community=one,
                        line=totals[one.id],
                        posts=await _posts(tx, now, before, one),
                    )
                    for one in spoken_of[first : first + COMMUNITIES_ON_A_PAGE]
                ]
            ),
            number=number,
            page_count=page_count,
        )


def _line_of_all(now: Sums, before: Sums, community: Community) -> MoodLine:
    return MoodLine(counts=_sum(now, community), before=_sum(before, community))


def _sum(sums: Sums, community: Community) -> MoodCounts:
    total = MoodCounts()
    for place, counts in sums.items():
        if place.community_id == community.id:
            total = total.plus(counts)
    return total


async def _posts(
    tx: Transaction, now: Sums, before: Sums, community: Community
) -> tuple[MoodLine, ...]:
    """The most discussed threads that have a name."""
    places = sorted(
        (
            place
            for place in now
            if place.community_id == community.id and place.thread_key not in NO_POSTS
        ),
        key=lambda place: (-now[place].total, place.thread_key),
    )
    lines: list[MoodLine] = []
    for place in places[: 2 * POSTS_SHOWN]:
        thread = await tx.comments.thread(community.id, place.thread_key)
        if thread is not None and thread.title and now[place].total:
            counts = before.get(place, MoodCounts())
            lines.append(MoodLine(counts=now[place], before=counts, title=thread.title))
    return tuple(lines[:POSTS_SHOWN])
