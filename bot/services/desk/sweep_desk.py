"""What is deleted by itself: the switch, the message that tells of it, and taking it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.case import Case, Status
from bot.domain.comment import Community
from bot.domain.communities import WEEK
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.gathering import LOOKED_AT
from bot.domain.ids import NO_CHAT, MessageRef, OutboxId, Owner, SweepId
from bot.domain.lane import Lane
from bot.domain.outbox import DeskNote, OutboxItem, OutboxState, Urgency
from bot.domain.sweeping import (
    ON_A_PAGE,
    SWEPT_LANES,
    THRESHOLDS,
    Fate,
    Sweep,
    SweepPage,
    SweepReceipt,
    Swept,
    SweptLine,
    Switch,
    SwitchPage,
    would_go,
)
from bot.errors import CardOutdated
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.deleting import hold_back
from bot.services.desk.drawing import draw_new
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.sanctioning import Sanctioning
from bot.services.desk.sweep_switch import could_go, sweeps_for, switch_sweeping
from bot.services.desk.view import community_named, community_of, fingerprint, keyboard
from bot.services.desk.watching import GONE, line_of
from bot.services.whole import whole

CHANGED = "community_sweeping"
"""Name of the audit action; its detail names the community, the lane and the threshold."""
SAMPLES = 3
FOLLOWED_FOR = timedelta(minutes=30)
"""How long a message is brought up to date without anybody pressing below it."""


class SweepDesk(DeskPart):
    """Shows and sets the switch, tells of what goes, and takes it back."""

    verbs = frozenset(
        {
            Verb.SWEEP_ASK,
            Verb.SET_SWEEP,
            Verb.SWEEP_STOP,
            Verb.SWEEP_LOOK,
            Verb.SWEEP_DENY,
        }
    )

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        sanctioning: Sanctioning,
    ) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._sanctioning = sanctioning
        self.turns = (self.turn,)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button; raise CardOutdated, CaseTaken or NotAllowed."""
        match action.verb:
            case Verb.SWEEP_ASK:
                await self._show_switch(
                    tx, await community_named(tx, self._owner, action), action, press
                )
                return "toast-confirm", {}
            case Verb.SET_SWEEP:
                return await self._set(
                    tx, await community_named(tx, self._owner, action), action, press
                )
            case Verb.SWEEP_STOP:
                return await self._stop(tx, SweepId(action.number), press)
            case Verb.SWEEP_DENY:
                return await self._deny(tx, action, press)
            case _:
                await self._look(tx, SweepId(int(action.text)), action.number, press)
                return "toast-page", {}

    async def turn(self) -> None:
        """Tell of what goes, and bring up to date what was told."""
        async with self._store.reading() as tx:
            if not await self._stale(tx):
                return
        async with self._store.writing() as tx:
            desk = await tx.directory.desk(self._owner.desk_id)
            if desk.chat_id == NO_CHAT:
                return
            for sweep, receipt in await self._stale(tx):
                await self._tell(tx, sweep, receipt)

    # --- the switch ---------------------------------------------------------------------------

    async def _set(
        self, tx: Transaction, community: Community, action: Action, press: Press
    ) -> Told:
        if community.is_private or await tx.directory.value(f"{GONE}{community.id}") is not None:
            return "toast-not-there", {}
        name, _, number = action.slot.partition("=")
        lane, threshold = Lane(name), float(number) if number else None
        if lane not in SWEPT_LANES or (threshold is not None and threshold not in THRESHOLDS):
            raise CardOutdated("there is no such threshold any more")
        on = await sweeps_for(tx, community, self._owner.desk_id)
        thresholds = dict(on[0].thresholds) if on is not None else {}
        told = "toast-sweeping-on" if threshold is not None else "toast-sweeping-off"
        if thresholds.get(lane) != threshold:
            thresholds.pop(lane, None)
            if threshold is not None:
                thresholds[lane] = threshold
            switch = Switch(by=press.manager.user_id, since=press.at, thresholds=thresholds)
            await switch_sweeping(tx, community, switch)
            await record_at_desk(
                tx,
                self._owner,
                press.manager,
                at=press.at,
                action=CHANGED,
                detail=f"{community.title}: {lane} {threshold or 'off'}",
            )
        await self._show_switch(tx, community, action, press)
        return told, {}

    async def _show_switch(
        self, tx: Transaction, community: Community, action: Action, press: Press
    ) -> None:
        on = await sweeps_for(tx, community, self._owner.desk_id)
        seen = await could_go(tx, community, since=press.at - WEEK)
        lowest = min(THRESHOLDS)
        page = SwitchPage(
            line=await line_of(tx, community, since=press.at - WEEK),
            number=action.number,
            thresholds=on[0].thresholds if on is not None else {},
            by=on[1].name if on is not None else "",
            counts=would_go((lane, probability) for lane, probability, _ in seen),
            samples=tuple(
                comment
                for _, probability, comment in sorted(seen, key=lambda one: one[1])
                if probability >= lowest
            )[:SAMPLES],
        )
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)

    # --- telling ------------------------------------------------------------------------------

    async def _stale(self, tx: Transaction) -> list[tuple[Sweep, SweepReceipt]]:
        """Sweeps that the desk reads something else of than is true; the older one first."""
        found = []
        for sweep in reversed(await tx.sweeps.newest(self._owner.desk_id, limit=2)):
            if self._clock.now() - sweep.began_at > FOLLOWED_FOR:
                continue
            receipt = await self._receipt(tx, sweep)
            if fingerprint(self._notes.words.page(receipt)) != sweep.shows:
                found.append((sweep, receipt))
        return found

    async def _tell(self, tx: Transaction, sweep: Sweep, receipt: SweepReceipt) -> None:
        """In a message of its own, or over the one that stands."""
        stands = await tx.desk.of_case(sweep.anchor_id, (DeskRole.SWEEP,))
        if not stands and sweep.shows and await self._is_on_its_way(tx, sweep):
            return
        drawn = self._notes.words.page(receipt)
        desk = await tx.directory.desk(self._owner.desk_id)
        now = self._clock.now()
        note = DeskNote(
            html=drawn.html,
            edits=stands[-1].message_id if stands else None,
            keyboard=await keyboard(tx, drawn, at=now),
            role=DeskRole.SWEEP,
            lane=Lane.SPAM,
        )
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=desk.chat_id,
                urgency=Urgency.ANSWER if stands else Urgency.CARD,
                case_id=sweep.anchor_id,
                payload=note,
                not_before=now,
                created_at=now,
            )
        )
        await tx.sweeps.show(sweep.id, fingerprint(drawn))

    async def _is_on_its_way(self, tx: Transaction, sweep: Sweep) -> bool:
        """Whether the first message has not left yet; it is brought up to date when it stands."""
        waiting = await tx.outbox.in_state(self._owner.bot_id, OutboxState.QUEUED)
        return any(
            item.case_id == sweep.anchor_id
            and isinstance(item.payload, DeskNote)
            and item.payload.role is DeskRole.SWEEP
            for item in waiting
        )

    async def _receipt(self, tx: Transaction, sweep: Sweep) -> SweepReceipt:
        return SweepReceipt(sweep=sweep, lines=await self._lines(tx, sweep))

    async def _lines(self, tx: Transaction, sweep: Sweep) -> tuple[SweptLine, ...]:
        lines = [await whole(self._line(tx, one)) for one in await tx.sweeps.of_sweep(sweep.id)]
        return tuple([one for one in lines if one is not None])

    async def _line(self, tx: Transaction, one: Swept) -> SweptLine:
        case = await tx.cases.get(one.case_id)
        item = await tx.outbox.get(one.item_id)
        return SweptLine(
            swept=one,
            case=case,
            comment=await tx.comments.get(one.comment_id),
            community=await community_of(tx, case),
            waits=one.fate is Fate.GOES and item is not None and item.state is OutboxState.QUEUED,
        )

    # --- taking back --------------------------------------------------------------------------

    async def _stop(self, tx: Transaction, sweep_id: SweepId, press: Press) -> Told:
        """Hold back what has not left; those cases wait for people, each with a card."""
        sweep = await self._sweep(tx, sweep_id)
        stopped = [
            await self._open_again(tx, line.case, press.at)
            for line in await self._lines(tx, sweep)
            if line.waits and await hold_back(tx, line.case, Fate.STOPPED, press)
        ]
        for case in stopped[:LOOKED_AT]:
            await draw_new(tx, case, now=press.at, urgency=Urgency.ANSWER)
        await self._tell(tx, sweep, await self._receipt(tx, sweep))
        return ("toast-stopped", {}) if stopped else ("toast-too-late", {})

    async def _open_again(self, tx: Transaction, case: Case, at: datetime) -> Case:
        if case.status is not Status.MODERATED:
            return case
        back = case.take_back_from_nobody(at=at)
        await tx.cases.save(back, expected_version=case.version)
        return back

    async def _look(self, tx: Transaction, sweep_id: SweepId, number: int, press: Press) -> None:
        """The comments one by one: below the message that tells of them, or on another page."""
        sweep = await self._sweep(tx, sweep_id)
        lines = await self._lines(tx, sweep)
        page_count = max(1, -(-len(lines) // ON_A_PAGE))
        number = min(max(number, 1), page_count)
        page = SweepPage(
            sweep=sweep,
            lines=lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
            number=number,
            page_count=page_count,
        )
        drawn = self._renderer.page(page)
        is_list = await self._is_list(tx, press)
        await self._notes.answer(
            tx,
            drawn,
            chat_id=press.chat_id,
            reply_to=None if is_list else press.message_id,
            edits=press.message_id if is_list else None,
        )

    async def _is_list(self, tx: Transaction, press: Press) -> bool:
        """Whether it was pressed below the list, and not below the message that tells of all."""
        there = await tx.desk.get(MessageRef(chat_id=press.chat_id, message_id=press.message_id))
        return there is None or there.role is not DeskRole.SWEEP

    async def _deny(self, tx: Transaction, action: Action, press: Press) -> Told:
        if action.case_id is None:
            raise CardOutdated("there is no case")
        await self._sanctioning.deny(tx, await tx.cases.get(action.case_id), press)
        sweep = await self._sweep(tx, SweepId(int(action.text)))
        await self._look(tx, sweep.id, action.number, press)
        await self._tell(tx, sweep, await self._receipt(tx, sweep))
        return "toast-dismissed", {}

    async def _sweep(self, tx: Transaction, sweep_id: SweepId) -> Sweep:
        sweep = await tx.sweeps.get(sweep_id)
        if sweep is None or sweep.owner.desk_id != self._owner.desk_id:
            raise CardOutdated("there is no such message any more")
        return sweep
