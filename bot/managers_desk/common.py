"""What a desk is built of in every language: its notes, its rules, what goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.brand_library import BrandLibrary
from bot.domain.ids import Owner
from bot.domain.reports import ReportLimits
from bot.grouping import MeaningGroups
from bot.parts import Parts
from bot.ports import Classifier, Renderer
from bot.rules import alike_rules, second_yes_rules, triage_rules
from bot.services.alike import SameThings
from bot.services.automatic import Automatic
from bot.services.board import Boards
from bot.services.desk.approving import Approving
from bot.services.desk.clearance import Clearance
from bot.services.desk.draft_wishes import DraftWishes
from bot.services.desk.group_view import GroupViewer
from bot.services.desk.notes import DeskNotes
from bot.services.desk.speaking import Speaking
from bot.services.desk.using import Using
from bot.services.desk.view import Viewer
from bot.services.desk.voicing import Voicing
from bot.services.desk.yes_requests import YesRequests
from bot.services.escalation import Escalation
from bot.services.gaps import Gaps
from bot.services.incidents import Incidents
from bot.services.learning import LearntThresholds
from bot.services.member_reports import MemberReports
from bot.services.rosters import Rosters
from bot.services.sweeping import Sweeping
from bot.services.topic_routing import TopicRouting
from bot.sla_rules import ladder_plan, weekly_shifts
from bot.telegram.cards import DeskRenderer


class CommonParts:
    """Is made once for a desk; what it says by itself, it says in the desk's own language."""

    def __init__(
        self,
        parts: Parts,
        *,
        owner: Owner,
        library: BrandLibrary,
        classifier: Classifier,
        thresholds: LearntThresholds,
        username: Callable[[], str],
    ) -> None:
        """`username` is the bot's, empty until Telegram has told it."""
        settings = parts.settings
        self.parts = parts
        self.settings = settings
        self.owner = owner
        self.store = parts.store
        self.clock = parts.clock
        self.zone = ZoneInfo(settings.desk.time_zone)
        self.library = library
        self.classifier = classifier
        self.thresholds = thresholds
        self.username = username
        self.rules = triage_rules(settings)
        self.undo_window = timedelta(seconds=settings.desk.undo_seconds)

        self.renderer = DeskRenderer(settings.desk.language, settings.desk.time_zone, self.clock)
        self.notes = DeskNotes(owner=owner, clock=self.clock, renderer=self.renderer)
        self.speaking = Speaking(owner=owner, renderer=self.renderer)
        self.routing = TopicRouting(owner=owner, renderer=self.renderer)
        self.boards = Boards(owner=owner, renderer=self.renderer, zone=self.zone)
        self._answers()
        self._alarms()
        self._alike()

    def approving(self, renderer: Renderer) -> Approving:
        """What approves answers, and speaks of them in the renderer's language."""
        return Approving(
            renderer=renderer,
            voicing=self.voicing,
            using=Using(library=self.library, viewer=self.viewer),
            clearance=self.clearance,
            undo_window=self.undo_window,
            guards_with_quote=self.settings.desk.stale_guard == "quote",
        )

    def _answers(self) -> None:
        """What an answer says, what it may wait for, and what answers or deletes by itself."""
        settings = self.settings
        self.viewer = Viewer(
            library=self.library,
            brand=settings.brand.name,
            links=settings.brand.links,
            speaker=settings.brand.gender,
            zone=self.zone,
            username=self.username,
        )
        self.voicing = Voicing(self.parts.voice, self.viewer)
        self.wishes = DraftWishes(is_on=self.parts.drafter is not None)
        self.clearance = Clearance(
            rules=second_yes_rules(settings.approval),
            library=self.library,
            viewer=self.viewer,
            zone=self.zone,
        )
        self.requests = YesRequests(
            desk_id=self.owner.desk_id,
            store=self.store,
            clock=self.clock,
            renderer=self.renderer,
            notes=self.notes,
        )
        self.automatic = Automatic(
            owner=self.owner,
            store=self.store,
            clock=self.clock,
            viewer=self.viewer,
            voicing=self.voicing,
            approving=self.approving(self.renderer),
            notes=self.notes,
            zone=self.zone,
        )
        self.sweeping = Sweeping(
            owner=self.owner,
            store=self.store,
            clock=self.clock,
            notes=self.notes,
            zone=self.zone,
        )

    def _alarms(self) -> None:
        """Who is called and when, what becomes an incident, and what members report."""
        settings = self.settings
        self.rosters = Rosters(owner=self.owner, weekly=weekly_shifts(settings))
        self.escalation = Escalation(
            owner=self.owner,
            store=self.store,
            clock=self.clock,
            notes=self.notes,
            rosters=self.rosters,
            plan=ladder_plan(settings),
            from_priority=settings.escalation.from_priority,
            on_breach=settings.escalation.on_breach,
            is_on=settings.escalation.enabled,
        )
        self.incidents = Incidents(
            owner=self.owner,
            renderer=self.renderer,
            notes=self.notes,
            on_opened=(self.escalation.note_incident,),
        )
        self.reports = MemberReports(
            owner=self.owner,
            clock=self.clock,
            limits=ReportLimits(
                threshold=settings.reports.threshold,
                a_day=settings.reports.a_day,
                known_for=timedelta(hours=settings.reports.known_for_hours),
            ),
            deletes_command=settings.reports.delete_command,
            username=self.username,
        )

    def _alike(self) -> None:
        """What asks the same as something else: cases, and gaps of the library."""
        grouping = MeaningGroups(store=self.store, brand_id=self.owner.brand_id)
        self.groups = GroupViewer(
            library=self.library, viewer=self.viewer, voicing=self.voicing, zone=self.zone
        )
        self.same_things = SameThings(
            rules=alike_rules(self.settings.alike), grouping=grouping, clock=self.clock
        )
        self.gaps = Gaps(owner=self.owner, clock=self.clock, grouping=grouping)
