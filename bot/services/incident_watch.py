"""Looks for incidents every few seconds, and follows those that are open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.comment import Comment, Community, CommunityMode, author_key
from bot.domain.desk import Action, Verb
from bot.domain.ids import NO_CHAT, Owner
from bot.domain.incidents import (
    BUSY,
    COOLDOWN,
    EDIT_EVERY,
    LEAST_AUTHORS,
    LOOKS_AT,
    MOSTLY,
    RECENT_MINUTES,
    Happening,
    Incident,
    Outcome,
    beyond_cap,
    capped,
    is_calm,
    is_post,
    negatives,
    opened_by,
    series,
    whole_of,
)
from bot.domain.mood import HOUR, MINUTE, MoodCounts, Place, start_of
from bot.domain.outbox import Urgency
from bot.domain.set_back import has_passed
from bot.domain.spikes import (
    LOOKS_BACK_HOURS,
    Baseline,
    Counts,
    Spike,
    baseline_of,
    find_spike,
)
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.incident_view import place_of
from bot.services.incidents import Incidents

ByPlace = Mapping[Place, Mapping[datetime, MoodCounts]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """Whether incidents are opened by themselves, from how many comments on, and where not.

    `off_in` holds names of groups, with an at sign, and chat ids, as text.
    """

    are_on: bool = True
    minimum: int = 6
    off_in: frozenset[str] = frozenset()

    def watch(self, community: Community) -> bool:
        """Whether a community may raise one: its private chats and what is only watched do not."""
        names = {str(community.chat_id), f"@{community.username.casefold()}"}
        is_live = community.mode is CommunityMode.LIVE and not community.is_private
        return self.are_on and is_live and not names & self.off_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What was said in the last hour, and where nothing is to be raised."""

    by_place: ByPlace
    last: datetime
    open: tuple[Incident, ...]
    resting: frozenset[Place]

    @property
    def apart(self) -> frozenset[Place]:
        """Threads that count for themselves alone: they have, or just had, an incident."""
        return self.resting | {one.place for one in self.open}

    def minutes(self, place: Place) -> list[Counts]:
        """A place's last hour; a community's without what counts for itself."""
        if place.is_whole:
            whole = whole_of(self.by_place, place, self.apart - {place})
            return series(whole, last=self.last)
        return series(self.by_place.get(place, {}), last=self.last)

    def may_raise(self, place: Place) -> bool:
        """Whether no incident is, or just was, there."""
        return place not in self.apart and place.community not in self.apart


class IncidentWatch:
    """Has its turn every few seconds; all it knows is in the database."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        incidents: Incidents,
        alarms: Alarms,
    ) -> None:
        self._owner = owner
        self._store = store
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._incidents = incidents
        self._alarms = alarms
        self._hours: dict[Place, list[Counts]] = {}
        self._hours_of: datetime | None = None

    async def turn(self) -> None:
        """Open what has to be opened, and bring what is open up to date."""
        now = self._clock.now()
        async with self._store.reading() as tx:
            scene = await self._scene(tx, now)
            if not scene.open and await self._found(tx, scene, now) is None:
                return
        async with self._store.writing() as tx:
            if (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
                return
            scene = await self._scene(tx, now)
            for incident in scene.open:
                await self._follow(tx, incident, scene, now)
            while (found := await self._found(tx, scene, now)) is not None:
                incident = await self._open(tx, *found, scene, now)
                scene = replace(scene, open=(*scene.open, incident))

    async def _scene(self, tx: Transaction, now: datetime) -> _Scene:
        last = start_of(now, MINUTE)
        closed = await tx.incidents.closed_since(self._owner.desk_id, now - COOLDOWN)
        return _Scene(
            by_place=await tx.moods.minutes(
                self._owner.bot_id, since=last - LOOKS_AT + MINUTE, until=last + MINUTE
            ),
            last=last,
            open=tuple(await tx.incidents.open_ones(self._owner.desk_id)),
            resting=frozenset(one.place for one in closed),
        )

    def _has_enough(self, scene: _Scene) -> bool:
        """Whether there are as many negatives as an alarm takes, wherever they are."""
        if not self._alarms.are_on:
            return False
        counts = [one for by_minute in scene.by_place.values() for one in by_minute.values()]
        return sum(one.negative for one in counts) >= self._alarms.minimum

    # --- raising --------------------------------------------------------------------------------

    async def _found(
        self, tx: Transaction, scene: _Scene, now: datetime
    ) -> tuple[Spike, Place] | None:
        """What stands out and has no incident; posts first: what is one's is not its community's.

        A place where an incident is or just was raises none, so each is found once.
        """
        if not self._has_enough(scene):
            return None
        communities = await tx.directory.communities(self._owner.bot_id)
        watched = {one.id for one in communities if self._alarms.watch(one)}
        posts = [one for one in scene.by_place if one.community_id in watched and is_post(one)]
        wholes = {one.community for one in scene.by_place if one.community_id in watched}
        places = (*posts, *sorted(wholes, key=lambda one: one.community_id))
        busy = max(1, sum(_total(scene.minutes(one)) >= BUSY for one in places))
        for place in places:
            if scene.may_raise(place):
                spike = await self._spike(tx, place, scene, now, places=busy)
                if spike is not None:
                    return spike, place if is_post(place) else self._mostly(scene, place, spike)
        return None

    async def _spike(
        self, tx: Transaction, place: Place, scene: _Scene, now: datetime, *, places: int
    ) -> Spike | None:
        """What stands out there, with no more than a few comments of each author counted."""
        minutes = scene.minutes(place)
        if negatives(minutes, len(minutes)) < self._alarms.minimum:
            return None
        baseline = await self._baseline(tx, place, scene.last)
        strictness = await self._incidents.strictness(tx, place, now)
        if find_spike(minutes, baseline, strictness=strictness, places=places) is None:
            return None
        end = scene.last + MINUTE
        said = await self._incidents.negative(tx, place, since=end - LOOKS_AT, until=end)
        kept = [one for one in said if _thread_of(one) not in scene.apart]
        authors = [(author_key(one.author), start_of(one.sent_at, MINUTE)) for one in kept]
        fair = capped(minutes, too_many=beyond_cap(authors, last=scene.last))
        spike = find_spike(fair, baseline, strictness=strictness, places=places)
        if spike is None or spike.count < self._alarms.minimum:
            return None
        begun = end - spike.window_minutes * MINUTE
        distinct = {author for author, sent_at in authors if sent_at >= begun}
        return spike if len(distinct) >= LEAST_AUTHORS else None

    async def _open(
        self, tx: Transaction, spike: Spike, place: Place, scene: _Scene, now: datetime
    ) -> Incident:
        minutes = scene.minutes(place)
        incident = opened_by(
            spike,
            place,
            self._owner,
            now=now,
            total=negatives(minutes, spike.window_minutes),
            recent=negatives(minutes, RECENT_MINUTES),
        )
        return await self._incidents.open(tx, incident, at=now)

    def _mostly(self, scene: _Scene, whole: Place, spike: Spike) -> Place:
        """The post under which nearly all of a community's spike stands, else the community."""
        for place in scene.by_place:
            if place.community == whole and is_post(place) and scene.may_raise(place):
                here = negatives(scene.minutes(place), spike.window_minutes)
                if here >= MOSTLY * negatives(scene.minutes(whole), spike.window_minutes):
                    return place
        return whole

    # --- following ------------------------------------------------------------------------------

    async def _follow(
        self, tx: Transaction, incident: Incident, scene: _Scene, now: datetime
    ) -> None:
        recent = negatives(scene.minutes(incident.place), RECENT_MINUTES)
        baseline = await self._baseline(tx, incident.place, scene.last)
        seen = incident.observe(
            total=await self._total(tx, incident, scene.apart, now),
            recent=recent,
            is_calm=is_calm(recent, baseline.negative_an_hour),
            now=now,
        )
        if incident.asked_at is not None and seen.calm_since is None:
            await self._incidents.note(tx, seen, Happening.ROSE, at=now)
        if seen.has_to_ask(now):
            seen = replace(seen, asked_at=now)
            await self._incidents.note(tx, seen, Happening.CALMED, at=seen.calm_since or now)
            await self._ask(tx, seen)
        seen = await self._incidents.note_hold(tx, seen, at=now)
        if seen.closes_itself(now):
            await self._incidents.close(tx, seen, Outcome.OVER, by=None, at=now)
            return
        if seen != incident:
            await tx.incidents.save(seen)
        may_edit = seen.drawn_at is not None and has_passed(EDIT_EVERY, seen.drawn_at, now)
        if may_edit and not await self._incidents.is_shown(tx, seen):
            await self._incidents.draw(tx, seen, at=now, urgency=Urgency.CARD)

    async def _total(
        self, tx: Transaction, incident: Incident, apart: Collection[Place], now: datetime
    ) -> int:
        """The negative comments since it began."""
        sums = await tx.moods.sums(
            [incident.place.community_id],
            since=start_of(incident.since, MINUTE),
            until=now + timedelta(minutes=1),
        )
        if not incident.place.is_whole:
            return sums.get(incident.place, MoodCounts()).negative
        return sum(one.negative for place, one in sums.items() if place not in apart)

    async def _ask(self, tx: Transaction, incident: Incident) -> None:
        """Ask the desk whether it is over."""
        place = await place_of(tx, incident)
        html = self._renderer.say("incident-calm", place=place.post or place.community.title)
        end = Action(verb=Verb.INCIDENT_END, number=incident.id, slot=Outcome.OVER.value)
        keep = Action(verb=Verb.INCIDENT_KEEP, number=incident.id)
        row = (
            Choice(label=self._renderer.label("label-incident-close"), action=end),
            Choice(label=self._renderer.label("label-incident-keep"), action=keep),
        )
        await self._notes.announce(tx, Drawn(html=html, rows=(row,)))

    # --- what is usual --------------------------------------------------------------------------

    async def _baseline(self, tx: Transaction, place: Place, last: datetime) -> Baseline:
        hour = start_of(last, HOUR)
        if self._hours_of != hour:
            self._hours, self._hours_of = {}, hour
        if place not in self._hours:
            self._hours[place] = await _hours_before(tx, place, hour)
        return baseline_of(self._hours[place], minute=(last - hour) / MINUTE)


async def _hours_before(tx: Transaction, place: Place, hour: datetime) -> list[Counts]:
    """A place's hours before this one, from the first in which something was written."""
    since = hour - LOOKS_BACK_HOURS * HOUR
    found = await tx.moods.hours(place, since=since, until=hour)
    if not found:
        return []
    first = min(found)
    moments = [first + index * HOUR for index in range((hour - first) // HOUR)]
    counts = [found.get(one, MoodCounts()) for one in moments]
    return [Counts(negative=one.negative, other=one.total - one.negative) for one in counts]


def _total(minutes: list[Counts]) -> int:
    return sum(one.negative + one.other for one in minutes)


def _thread_of(comment: Comment) -> Place:
    return Place(community_id=comment.community_id, thread_key=comment.thread_key)
