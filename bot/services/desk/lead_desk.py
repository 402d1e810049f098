"""What leads decide: communities and what is done there, the team, the topics of the desk."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.ids import Owner
from bot.ports import Clock, Renderer, Store
from bot.services.desk.communities import CommunityDesk
from bot.services.desk.inviting import Inviting
from bot.services.desk.newcomers import Newcomers
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.speaking import Speaking
from bot.services.desk.team import TeamDesk
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk.topic_desk import TopicDesk
from bot.services.desk.watching import Watching


class LeadDesk:
    """Holds the parts: what nobody presses comes to them as well."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        speaking: Speaking,
        username: Callable[[], str],
    ) -> None:
        """`username` is empty until Telegram has told it."""
        self.newcomers = Newcomers(
            owner=owner,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            speaking=speaking,
        )
        self.communities = CommunityDesk(owner=owner, clock=clock, renderer=renderer, notes=notes)
        self.team = TeamDesk(owner=owner, renderer=renderer, notes=notes, speaking=speaking)
        self.inviting = Inviting(
            owner=owner,
            clock=clock,
            renderer=renderer,
            notes=notes,
            speaking=speaking,
            username=username,
        )
        self.topics = TopicDesk(
            owner=owner,
            clock=clock,
            renderer=renderer,
            notes=notes,
            leads=LeadsTold(owner=owner, speaking=speaking, notes=notes),
        )
        watching = Watching(owner=owner, store=store, clock=clock, renderer=renderer, notes=notes)
        self.parts: tuple[DeskPart, ...] = (
            self.newcomers,
            self.communities,
            self.team,
            self.inviting,
            self.topics,
            watching,
        )
