"""What leads decide: communities and what is done there, the team, the topics of the desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.desk import Action
from bot.domain.ids import Owner
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.communities import CommunityDesk
from bot.services.desk.inviting import Inviting
from bot.services.desk.newcomers import Newcomers
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press, Told
from bot.services.desk.speaking import Speaking
from bot.services.desk.team import TeamDesk
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk.topic_desk import TopicDesk
from bot.services.desk.watching import Watching


class LeadDesk:
    """Holds the parts, and shares out the buttons."""

    verbs = (
        Newcomers.verbs | CommunityDesk.verbs | TeamDesk.verbs | Inviting.verbs | TopicDesk.verbs
    )

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
        self.turns: tuple[Callable[[], Awaitable[None]], ...] = (
            self.newcomers.turn,
            watching.turn,
        )

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button of one of the parts."""
        for part in (self.newcomers, self.communities, self.team, self.inviting, self.topics):
            if action.verb in part.verbs:
                return await part.press(tx, action, press)
        raise AssertionError(f"no part has the verb {action.verb}")
