"""The database: units of work, in which everything that is kept is asked and changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.domain.ids import BotId, Owner
from bot.ports.alike import AlikeGroups
from bot.ports.approvals import Approvals, Holds
from bot.ports.authors import AuthorLists, Doors, Persons
from bot.ports.cases import Cases
from bot.ports.comments import Comments
from bot.ports.damage import DamagedRows
from bot.ports.desk_messages import DeskMessages, Topics
from bot.ports.directory import Directory, Invites
from bot.ports.figures import Counts, RuleHits, Tally, VitalSigns
from bot.ports.incidents import Incidents, Moods
from bot.ports.ladders import Ladders, SlaEvents
from bot.ports.leases import Leases
from bot.ports.lookups import Lookups
from bot.ports.moderation import Reports, Sanctions, Sweeps
from bot.ports.moments import Moments
from bot.ports.outbox import Outbox
from bot.ports.reach import ReachCounts
from bot.ports.replies import Replies, UnansweredComments, Uses
from bot.ports.updates import Updates


class Transaction(Protocol):
    """One unit of work; a `reading()` one must only be asked."""

    @property
    def updates(self) -> Updates:
        """The inbox."""

    @property
    def directory(self) -> Directory:
        """Brands, desks, communities and people."""

    @property
    def comments(self) -> Comments:
        """Comments and threads."""

    @property
    def cases(self) -> Cases:
        """Cases and their audit."""

    @property
    def outbox(self) -> Outbox:
        """What is still to be sent."""

    @property
    def desk(self) -> DeskMessages:
        """Messages in the desk."""

    @property
    def topics(self) -> Topics:
        """The topics of the desk."""

    @property
    def replies(self) -> Replies:
        """The reply library."""

    @property
    def uses(self) -> Uses:
        """What became of suggestions."""

    @property
    def gaps(self) -> UnansweredComments:
        """What the library had no good answer for."""

    @property
    def sanctions(self) -> Sanctions:
        """Mutes, bans and warnings."""

    @property
    def damage(self) -> DamagedRows:
        """What cannot be read."""

    @property
    def ladders(self) -> Ladders:
        """Who is fetched, and who is on call."""

    @property
    def reach(self) -> ReachCounts:
        """How many see what comments say."""

    @property
    def sla(self) -> SlaEvents:
        """Deadlines that came near or were missed."""

    @property
    def persons(self) -> Persons:
        """Forgetting people."""

    @property
    def author_lists(self) -> AuthorLists:
        """Lists that authors are on."""

    @property
    def approvals(self) -> Approvals:
        """Requests for a second yes."""

    @property
    def holds(self) -> Holds:
        """Where replies are blocked."""

    @property
    def reports(self) -> Reports:
        """Members' reports."""

    @property
    def rule_hits(self) -> RuleHits:
        """What rules did."""

    @property
    def moods(self) -> Moods:
        """How people sound."""

    @property
    def incidents(self) -> Incidents:
        """Many negative comments at once."""

    @property
    def alike(self) -> AlikeGroups:
        """Cases that ask or complain of the same."""

    @property
    def leases(self) -> Leases:
        """Which process does what."""

    @property
    def sweeps(self) -> Sweeps:
        """What is deleted by itself."""

    @property
    def invites(self) -> Invites:
        """Invitations to the desk."""

    @property
    def doors(self) -> Doors:
        """Private doors."""

    @property
    def tally(self) -> Tally:
        """Counts for the board, for figures and for the team."""

    @property
    def lookups(self) -> Lookups:
        """Finding cases and comments."""

    @property
    def vitals(self) -> VitalSigns:
        """How desks are doing, in numbers."""

    @property
    def moments(self) -> Moments:
        """When something was written, and when something falls due."""

    async def counts(self, of: Owner | None = None) -> Counts:
        """Count everything, or what is of one desk and of the bot that serves it."""


class Store(Protocol):
    """The database. Raise StoreBusy or StoreUnusable.

    Bots number chats and messages each for itself. So what is found by chat or message, what
    buttons and invitations mean, and small facts are there only in a store `of_bot`, and are that
    bot's; elsewhere asking for them is a RuntimeError.
    """

    def of_bot(self, bot_id: BotId) -> Store:
        """The same database as one of its bots sees it; closing either closes both."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the database too."""

    @property
    def writes(self) -> int:
        """How often this process has changed something: who saw this number saw all of it."""

    async def listen(self, called: Callable[[BotId], None]) -> None:
        """Call whenever another process has changed something of a bot; for ever.

        It is a wake-up only: whoever looks now and then misses nothing.
        """

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """Look at one consistent state.

        A damaged row among others is left out; raise DamagedRow where it is the one asked for.
        """

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """Change things: committed at the end, rolled back if an exception leaves the block."""

    async def note_damage(self) -> None:
        """Note the damaged rows that this process has come across, as every change does first."""

    async def close(self) -> None:
        """Let go of connections and threads."""
