"""What stands on the card of an incident and in its report."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.comment import Comment
from bot.domain.holds import Hold
from bot.domain.ids import CommentId
from bot.domain.incident_pages import (
    DOERS_SHOWN,
    CaseCounts,
    IncidentCard,
    IncidentPlace,
    IncidentReport,
)
from bot.domain.incidents import Incident
from bot.ports import Transaction


async def card_of(tx: Transaction, incident: Incident) -> IncidentCard:
    """Everything its card is drawn from, as it stands in this transaction.

    What members said stands there only as long as it is open, for later nobody draws it anew.
    """
    return IncidentCard(
        incident=incident,
        place=await place_of(tx, incident),
        counts=CaseCounts(by_status=await tx.incidents.case_counts(incident.id)),
        samples=await _known(tx, incident.samples) if incident.is_open else (),
        hold=await hold_of(tx, incident) if incident.is_open else None,
    )


async def report_of(tx: Transaction, incident: Incident) -> IncidentReport:
    """What became of it."""
    closings = await tx.incidents.closings(incident.id)
    doings = sorted(closings.items(), key=lambda one: (-sum(one[1].values()), one[0]))
    return IncidentReport(
        incident=incident,
        place=await place_of(tx, incident),
        counts=CaseCounts(by_status=await tx.incidents.case_counts(incident.id)),
        median=_median(await tx.incidents.waits(incident.id)),
        doings=tuple(doings[:DOERS_SHOWN]),
        timeline=tuple(await tx.incidents.timeline(incident.id)),
    )


async def place_of(tx: Transaction, incident: Incident) -> IncidentPlace:
    """Where an incident is, by name."""
    communities = await tx.directory.communities(incident.owner.bot_id)
    place = incident.place
    community = next(one for one in communities if one.id == place.community_id)
    if place.is_whole:
        return IncidentPlace(community=community)
    thread = await tx.comments.thread(community.id, place.thread_key)
    return IncidentPlace(community=community, post=thread.title if thread is not None else "")


async def hold_of(tx: Transaction, incident: Incident) -> Hold | None:
    """The hold of an incident's place: its own, else that of the whole community."""
    place = incident.place
    holds = [
        one
        for one in await tx.holds.in_force(incident.owner.desk_id)
        if one.lane is None
        and one.community_id == place.community_id
        and one.thread_key in ("", place.thread_key)
    ]
    return max(holds, key=lambda one: len(one.thread_key), default=None)


async def _known(tx: Transaction, comment_ids: Sequence[CommentId]) -> tuple[Comment, ...]:
    """Those comments that are still kept."""
    known = await tx.comments.several(comment_ids)
    return tuple([known[one] for one in comment_ids if one in known])


def _median(waits: Sequence[timedelta]) -> timedelta | None:
    if not waits:
        return None
    return timedelta(seconds=statistics.median(one.total_seconds() for one in waits))
