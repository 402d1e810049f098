"""How long a community is watched, and the note of what was seen after a day and a week."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from bot.domain.comment import Community, CommunityMode
from bot.domain.communities import CommunityLine, Load, Span, WatchedPage, span_to_tell
from bot.domain.ids import NO_CHAT, CommunityId, Owner
from bot.domain.outbox import Urgency
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.sweep_switch import would_have_gone

SINCE = "watched-since:"
"""Prefix of the fact: since when a community is watched."""
TOLD = "watched-told:"
"""Prefix of the fact: of which span the desk was told."""
GONE = "gone:"
"""Prefix of the fact: the bot is not in that community any more."""

_Due = tuple[Community, datetime | None, Span | None]
"""A community, since when it is watched if that is known, and the span to tell of if one is."""


class Watching(DeskPart):
    """Tells the desk once after a day and once after a week."""

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
        """Tell what is to be told, and begin to count where nobody has."""
        async with self._store.reading() as tx:
            if not [one async for one in self._due(tx)]:
                return
        async with self._store.writing() as tx:
            for community, since, span in [one async for one in self._due(tx)]:
                if since is None or span is None:
                    await begin_to_watch(tx, community.id, at=self._clock.now())
                else:
                    await self._tell(tx, community, since, span)

    async def _due(self, tx: Transaction) -> AsyncIterator[_Due]:
        has_desk = (await tx.directory.desk(self._owner.desk_id)).chat_id != NO_CHAT
        now = self._clock.now()
        for community in await tx.directory.communities(self._owner.bot_id):
            if community.mode is not CommunityMode.WATCH:
                continue
            began = await tx.directory.value(f"{SINCE}{community.id}")
            if began is None:
                yield community, None, None
                continue
            told = await tx.directory.value(f"{TOLD}{community.id}")
            since = datetime.fromisoformat(began)
            span = span_to_tell(since, now, told=Span(told) if told else None)
            if span is not None and has_desk:
                yield community, since, span

    async def _tell(
        self, tx: Transaction, community: Community, since: datetime, span: Span
    ) -> None:
        page = WatchedPage(
            line=await line_of(tx, community, since=since),
            span=span,
            would_go=await would_have_gone(tx, community, since=since),
        )
        await self._notes.announce(
            tx, self._renderer.page(page), silent=True, urgency=Urgency.DIGEST
        )
        await tx.directory.set_value(f"{TOLD}{community.id}", span.value)


async def begin_to_watch(tx: Transaction, community_id: CommunityId, *, at: datetime) -> None:
    """Count the days from now on."""
    await tx.directory.set_value(f"{SINCE}{community_id}", at.isoformat())
    await tx.directory.drop_value(f"{TOLD}{community_id}")


async def end_watching(tx: Transaction, community_id: CommunityId) -> None:
    """The community is not watched any more: there is nothing to tell."""
    await tx.directory.drop_value(f"{SINCE}{community_id}")
    await tx.directory.drop_value(f"{TOLD}{community_id}")


async def line_of(tx: Transaction, community: Community, *, since: datetime) -> CommunityLine:
    """A community with what was written there since then."""
    loads = await tx.tally.loads(community.owner.bot_id, since=since)
    return CommunityLine(
        community=community,
        load=loads.get(community.id, Load()),
        is_gone=await tx.directory.value(f"{GONE}{community.id}") is not None,
    )
