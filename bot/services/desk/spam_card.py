"""Spam comes in one card per ten minutes: hide all of it, or look at each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.gathering import (
    LOOKED_AT,
    MOST_SPAM,
    SPAM_EVERY,
    SPAM_SETTLES,
    Gathered,
    is_gathered,
)
from bot.domain.ids import NO_CHAT, CaseId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import Urgency
from bot.domain.set_back import has_passed
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.deleting import delete_comments
from bot.services.desk.drawing import draw_new
from bot.services.desk.moderation_menu import in_public
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.view import community_of
from bot.services.whole import with_focus

TOLD = "spam-told"
"""Prefix of the fact: the newest case on a spam card, and when that was posted."""


class SpamCard(DeskPart):
    """Posts the cards, and carries out their buttons."""

    verbs = frozenset({Verb.SPAM_HIDE, Verb.SPAM_DELETE, Verb.SPAM_LOOK, Verb.SPAM_KEEP})

    def __init__(
        self, *, owner: Owner, store: Store, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.turns = (self.turn,)

    async def turn(self) -> None:
        """Post what has come since the last card.

        Half a minute after the first of it, and not before that card is ten minutes old.
        """
        now = self._clock.now()
        async with self._store.reading() as tx:
            newest, told_at = await self._told(tx)
            if told_at is not None and not has_passed(SPAM_EVERY, told_at, now):
                return
            waiting = await self._fresh(tx, newest)
            if not waiting or not has_passed(SPAM_SETTLES, waiting[0].opened_at, now):
                return
        async with self._store.writing() as tx:
            if (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
                return
            if await self._told(tx) != (newest, told_at):
                return  # another process was quicker
            fresh = await self._fresh(tx, newest)
            shown = await gathered(tx, fresh)
            if not shown:
                return
            await self._notes.announce(
                tx,
                self._renderer.spam(shown),
                silent=True,
                urgency=Urgency.CARD,
                lane=Lane.SPAM,
            )
            fact = f"{fresh[-1].id} {now.isoformat()}"
            await tx.directory.set_value(f"{TOLD}:{self._owner.desk_id}", fact)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button of the card: what was settled meanwhile stays as it is."""
        waiting = await still_open(tx, action.case_ids, Lane.SPAM)
        match action.verb:
            case Verb.SPAM_HIDE:
                return await self._show(tx, waiting, press, asks=True), {}
            case Verb.SPAM_KEEP:
                return await self._show(tx, waiting, press, asks=False), {}
            case Verb.SPAM_DELETE:
                for case in waiting:
                    await self._hide(tx, case, press)
                await self._settle(tx, press, "spam-hidden", len(waiting))
                return "toast-hidden", {}
            case _:
                for case in waiting[:LOOKED_AT]:
                    await draw_new(tx, case, now=press.at, urgency=Urgency.ANSWER)
                if len(waiting) > LOOKED_AT:
                    await self._show(tx, waiting[LOOKED_AT:], press, asks=False)
                else:
                    await self._settle(tx, press, "spam-below", len(waiting))
                return "toast-more", {}

    async def _show(
        self, tx: Transaction, waiting: Sequence[Case], press: Press, *, asks: bool
    ) -> str:
        if not waiting:
            await self._settle(tx, press, "spam-settled", 0)
            return "toast-done"
        shown = await gathered(tx, waiting)
        drawn = self._renderer.spam(shown, asks=asks)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-confirm" if asks else "toast-kept"

    async def _hide(self, tx: Transaction, case: Case, press: Press) -> None:
        said = await tx.comments.of_case(case.id) or [await tx.comments.get(case.focus_id)]
        comments = in_public(said)
        manager = press.manager
        closed = case.close(Status.MODERATED, by=manager.user_id, name=manager.name, at=press.at)
        text = "\n".join(comment.text or f"[{comment.media}]" for comment in comments)
        await record(tx, case, closed, press, action="hidden", detail=text)
        await delete_comments(tx, case, comments, press)

    async def _settle(self, tx: Transaction, press: Press, key: str, count: int) -> None:
        html = self._renderer.say(key, count=count, by=press.manager.name)
        await self._notes.settle(tx, press, html)

    async def _fresh(self, tx: Transaction, newest: CaseId) -> list[Case]:
        return await tx.cases.gathered(
            self._owner.desk_id, Lane.SPAM, after=newest, limit=MOST_SPAM
        )

    async def _told(self, tx: Transaction) -> tuple[CaseId, datetime | None]:
        fact = await tx.directory.value(f"{TOLD}:{self._owner.desk_id}")
        if fact is None:
            return CaseId(0), None
        number, _, at = fact.partition(" ")
        return CaseId(int(number)), datetime.fromisoformat(at)


async def gathered(tx: Transaction, cases: Iterable[Case]) -> list[Gathered]:
    """Cases with what is shown of them among others."""
    return [
        Gathered(case=case, focus=focus, community=await community_of(tx, case))
        for case, focus in await with_focus(tx, cases)
    ]


async def still_open(tx: Transaction, case_ids: Sequence[CaseId], lane: Lane) -> list[Case]:
    """Those of some cases that nobody has taken or settled since, and that are in that lane."""
    cases = await tx.cases.several(case_ids)
    return [case for case in cases if is_gathered(case) and case.lane is lane]
