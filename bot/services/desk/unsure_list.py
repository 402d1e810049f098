"""What the classifier could not tell: a list at set hours, with a label for each by one tap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, tzinfo

from bot.domain.card import Drawn
from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.gathering import ON_THE_LIST, UnsureList, is_gathered, newest_hour
from bot.domain.ids import NO_CHAT, CaseId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import Urgency
from bot.domain.sla import Clocks, Sla
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.drawing import draw_new
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.spam_card import gathered, still_open
from bot.services.desk.using import dismissed
from bot.services.desk.view import community_of

TOLD = "unsure-told"
"""Prefix of the fact: of which hour the list was posted last."""
LABELLED = "labelled"
"""Name of the audit action; its detail is the lane that a manager gave."""
MOST = 1000
"""Cases that one look asks for."""
PRIORITY = 60
"""Of a case that a manager gave a lane to: somebody has looked, and it waits for an answer."""


class UnsureDesk(DeskPart):
    """Posts the list when it is time, and takes the labels."""

    verbs = frozenset({Verb.LABEL})

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        hours: Sequence[time],
        zone: tzinfo,
        sla: Sla,
    ) -> None:
        """The list comes at `hours` in `zone`."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._hours = hours
        self._zone = zone
        self._sla = sla
        self.turns = (self.turn,)

    async def turn(self) -> None:
        """Post the list of the newest hour that has come, once."""
        key = f"{TOLD}:{self._owner.desk_id}"
        async with self._store.reading() as tx:
            if await tx.directory.value(key) == self._newest_hour():
                return
        async with self._store.writing() as tx:
            # by now another process may have posted it, or it may be later than it was
            hour, told = self._newest_hour(), await tx.directory.value(key)
            if told == hour:
                return
            is_first = told is None
            if (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
                return
            cases = await self._all(tx)
            # a desk that has just begun waits for its first hour
            if cases and not is_first:
                drawn = self._renderer.unsure(await _list_of(tx, cases))
                await self._notes.announce(
                    tx, drawn, silent=True, urgency=Urgency.CARD, lane=Lane.UNSURE
                )
            await tx.directory.set_value(key, hour)

    def _newest_hour(self) -> str:
        return newest_hour(self._clock.now(), self._hours, self._zone).isoformat()

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Give a case the lane in `text`, or close it; the list goes on with the others."""
        case = await case_of(tx, action)
        if case.lane is not Lane.UNSURE or case.status is not Status.OPEN:
            await self._show_rest(tx, action, press)
            raise CardOutdated("it was looked at already")
        lane = Lane(action.text)
        if lane is Lane.NONE:
            await self._dismiss(tx, case, press)
        else:
            clocks = await self._clocks(tx, case, lane, press.at)
            labelled = case.label(lane, priority=PRIORITY, clocks=clocks, reason="by hand")
            await record(tx, case, labelled, press, action=LABELLED, detail=lane)
            await draw_new(tx, labelled, now=press.at, urgency=Urgency.ANSWER)
        await self._show_rest(tx, action, press)
        return "toast-labelled", {"lane": self._renderer.label(f"lane-{lane}")}

    async def _dismiss(self, tx: Transaction, case: Case, press: Press) -> None:
        manager = press.manager
        closed = case.close(Status.DISMISSED, by=manager.user_id, name=manager.name, at=press.at)
        await record(tx, case, closed, press, action=LABELLED, detail=Lane.NONE)
        await dismissed(tx, case, press)

    async def _show_rest(self, tx: Transaction, action: Action, press: Press) -> None:
        """What is left of the list, then those for which it had no room, or that came since."""
        rest = await still_open(tx, action.case_ids, Lane.UNSURE)
        listed = {case.id for case in rest}
        rest += [case for case in await self._all(tx) if case.id not in listed]
        drawn = (
            self._renderer.unsure(await _list_of(tx, rest))
            if rest
            else Drawn(html=self._renderer.say("unsure-done", by=press.manager.name))
        )
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)

    async def _all(self, tx: Transaction) -> list[Case]:
        cases = await tx.cases.gathered(
            self._owner.desk_id, Lane.UNSURE, after=CaseId(0), limit=MOST
        )
        return [case for case in cases if is_gathered(case)]

    async def _clocks(self, tx: Transaction, case: Case, lane: Lane, now: datetime) -> Clocks:
        """They begin now: before, nobody could tell that somebody waits."""
        community = await community_of(tx, case)
        return self._sla.clocks(
            lane=lane, community=community.chat_id, priority=PRIORITY, since=now
        )


async def _list_of(tx: Transaction, cases: Sequence[Case]) -> UnsureList:
    shown = cases[:ON_THE_LIST]
    return UnsureList(cases=tuple(await gathered(tx, shown)), more=len(cases) - len(shown))
