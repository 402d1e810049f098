"""`/communities`: what is written where, and what the desk does there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.comment import Community, CommunityMode
from bot.domain.communities import (
    ON_A_PAGE,
    WEEK,
    CommunitiesPage,
    CommunityLine,
    CommunityPage,
    Load,
)
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import DeskPage
from bot.domain.events import MembershipChanged
from bot.domain.ids import CommunityId, Owner, UserId
from bot.domain.lane import Lane
from bot.ports import AuditEntry, Clock, Renderer, Transaction
from bot.services.budget_facts import budget_of, picked_for
from bot.services.desk.asked import Asked
from bot.services.desk.automatic_switch import answers_for, switch_answers
from bot.services.desk.departing import depart
from bot.services.desk.newcomers import newcomers
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk
from bot.services.desk.reports_switch import ON, switch_reports, takes_reports
from bot.services.desk.sweep_switch import sweeps_for
from bot.services.desk.watching import GONE, begin_to_watch, end_watching, line_of

MODE_CHANGED = "community_mode"
REMOVED = "community_removed"
LEFT = "community_left"
REPORTS_CHANGED = "community_reports"
AUTOMATIC_CHANGED = "community_automatic"
"""Names of audit actions; the details name the community."""


class CommunityDesk(DeskPart):
    """Shows communities, and changes what the desk does with them."""

    verbs = frozenset(
        {
            Verb.COMMUNITIES,
            Verb.COMMUNITY,
            Verb.SET_MODE,
            Verb.SET_REPORTS,
            Verb.AUTOMATIC_ASK,
            Verb.SET_AUTOMATIC,
            Verb.LEAVE_ASK,
            Verb.LEAVE,
        }
    )

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self.commands = {"communities": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/communities`."""
        drawn = self._renderer.page(await self._list(tx, number=1))
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button below a page of communities."""
        community = await self._community(tx, action)
        if action.verb is Verb.COMMUNITIES or community is None:
            await self._turn(tx, await self._list(tx, number=max(1, action.number)), press)
            return "toast-page", {}
        match action.verb:
            case Verb.SET_MODE:
                told = await self._set_mode(tx, community, CommunityMode(action.slot), press)
            case Verb.SET_REPORTS:
                told = await self._set_reports(tx, community, press, is_on=action.slot == ON)
            case Verb.LEAVE:
                told = await self._leave(tx, community, press)
            case Verb.SET_AUTOMATIC:
                told = await self._set_automatic(tx, community, press, is_on=action.slot == ON)
            case Verb.LEAVE_ASK | Verb.AUTOMATIC_ASK:
                told = "toast-confirm", {}
            case _:
                told = "toast-page", {}
        current = await self._community(tx, action) or community
        page = CommunityPage(
            line=await line_of(tx, current, since=press.at - WEEK),
            number=action.number,
            asks_to_leave=action.verb is Verb.LEAVE_ASK,
            takes_reports=await takes_reports(tx, current),
            asks_automatic=action.verb is Verb.AUTOMATIC_ASK,
            answers_for=await self._answers_for(tx, current),
            auto_count=await self._auto_count(tx),
            sweeps=await self._sweeps(tx, current),
            budget=await budget_of(tx, current),
            picked=(await picked_for(tx)).get(current.id),
        )
        await self._turn(tx, page, press)
        return told

    async def note_removal(
        self, tx: Transaction, community: Community, event: MembershipChanged
    ) -> None:
        """The bot is out of a community: it is paused, and the desk told unless it was wished."""
        if await self._is_gone(tx, community):
            return
        await tx.directory.set_value(f"{GONE}{community.id}", event.at.isoformat())
        title = event.chat.title or community.title
        is_our_wish = event.by.id == self._owner.bot_id
        if community.mode is not CommunityMode.PAUSED:
            await self._keep_mode(tx, community, CommunityMode.PAUSED)
        if not is_our_wish:
            await tx.cases.audit(
                AuditEntry(
                    owner=self._owner,
                    case_id=None,
                    at=event.at,
                    by=UserId(event.by.id),
                    by_name=event.by.name,
                    action=REMOVED,
                    detail=title,
                )
            )
            await self._notes.say(tx, "removed-from-community", community=title)

    async def give_up(self, tx: Transaction, community: Community) -> None:
        """The group has become the desk: nothing that is written there is a comment any more."""
        await self._keep_mode(tx, community, CommunityMode.PAUSED)

    async def note_return(self, tx: Transaction, community: Community) -> None:
        """The bot is in a community again: a lead decides what comes next."""
        if not await self._is_gone(tx, community):
            return
        await tx.directory.drop_value(f"{GONE}{community.id}")
        line = await line_of(tx, community, since=self._clock.now() - WEEK)
        page = CommunityPage(
            line=line,
            is_back=True,
            takes_reports=await takes_reports(tx, community),
            answers_for=await self._answers_for(tx, community),
            sweeps=await self._sweeps(tx, community),
        )
        await self._notes.announce(tx, self._renderer.page(page))

    async def _set_mode(
        self, tx: Transaction, community: Community, mode: CommunityMode, press: Press
    ) -> Told:
        if mode is community.mode:
            return "toast-mode-already", {}
        if mode is not CommunityMode.PAUSED and await self._is_gone(tx, community):
            return "toast-not-there", {}
        await self._keep_mode(tx, community, mode)
        detail = f"{community.title}: {community.mode} → {mode}"
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=MODE_CHANGED, detail=detail
        )
        return f"toast-mode-{mode}", {}

    async def _set_reports(
        self, tx: Transaction, community: Community, press: Press, *, is_on: bool
    ) -> Told:
        told = "toast-reports-on" if is_on else "toast-reports-off"
        if is_on is await takes_reports(tx, community):
            return told, {}
        await switch_reports(tx, community, is_on=is_on)
        await record_at_desk(
            tx,
            self._owner,
            press.manager,
            at=press.at,
            action=REPORTS_CHANGED,
            detail=f"{community.title}: {'on' if is_on else 'off'}",
        )
        return told, {}

    async def _set_automatic(
        self, tx: Transaction, community: Community, press: Press, *, is_on: bool
    ) -> Told:
        if is_on and (community.is_private or await self._is_gone(tx, community)):
            return "toast-not-there", {}
        told = "toast-automatic-on" if is_on else "toast-automatic-off"
        if is_on is bool(await self._answers_for(tx, community)):
            return told, {}
        await switch_answers(tx, community, press.manager if is_on else None)
        await record_at_desk(
            tx,
            self._owner,
            press.manager,
            at=press.at,
            action=AUTOMATIC_CHANGED,
            detail=f"{community.title}: {'on' if is_on else 'off'}",
        )
        return told, {}

    async def _answers_for(self, tx: Transaction, community: Community) -> str:
        lead = await answers_for(tx, community, self._owner.desk_id)
        return lead.name if lead is not None else ""

    async def _sweeps(self, tx: Transaction, community: Community) -> Mapping[Lane, float]:
        on = await sweeps_for(tx, community, self._owner.desk_id)
        return on[0].thresholds if on is not None else {}

    async def _auto_count(self, tx: Transaction) -> int:
        library = await tx.replies.library(self._owner.brand_id)
        return sum(one.auto is not None for one in library.replies)

    async def _keep_mode(self, tx: Transaction, community: Community, mode: CommunityMode) -> None:
        await tx.directory.save_community(replace(community, mode=mode))
        if mode is CommunityMode.WATCH:
            await begin_to_watch(tx, community.id, at=self._clock.now())
        else:
            await end_watching(tx, community.id)

    async def _leave(self, tx: Transaction, community: Community, press: Press) -> Told:
        if community.is_private or await self._is_gone(tx, community):
            return "toast-not-there", {}
        if community.mode is not CommunityMode.PAUSED:
            await self._keep_mode(tx, community, CommunityMode.PAUSED)
        await depart(tx, self._owner, community.chat_id, press)
        await record_at_desk(
            tx, self._owner, press.manager, at=press.at, action=LEFT, detail=community.title
        )
        return "toast-leaving", {}

    async def _list(self, tx: Transaction, *, number: int) -> CommunitiesPage:
        communities = await self._all(tx)
        page_count = max(1, -(-len(communities) // ON_A_PAGE))
        number = min(number, page_count)
        first = (number - 1) * ON_A_PAGE
        loads = await tx.tally.loads(self._owner.bot_id, since=self._clock.now() - WEEK)
        gone = await tx.directory.values(GONE)
        return CommunitiesPage(
            lines=tuple(
                CommunityLine(
                    community=one, load=loads.get(one.id, Load()), is_gone=str(one.id) in gone
                )
                for one in communities[first : first + ON_A_PAGE]
            ),
            count=len(communities),
            number=number,
            page_count=page_count,
            newcomers=tuple(await newcomers(tx, self._owner))[:ON_A_PAGE],
        )

    async def _community(self, tx: Transaction, action: Action) -> Community | None:
        if not action.text:
            return None
        wanted = CommunityId(int(action.text))
        return next((one for one in await self._all(tx) if one.id == wanted), None)

    async def _all(self, tx: Transaction) -> list[Community]:
        """All but the desk, which may have been one before."""
        desk = await tx.directory.desk(self._owner.desk_id)
        communities = await tx.directory.communities(self._owner.bot_id)
        return [one for one in communities if one.chat_id != desk.chat_id]

    async def _is_gone(self, tx: Transaction, community: Community) -> bool:
        return await tx.directory.value(f"{GONE}{community.id}") is not None

    async def _turn(self, tx: Transaction, page: DeskPage, press: Press) -> None:
        drawn = self._renderer.page(page)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
