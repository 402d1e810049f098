"""The managers' desk, put together: everything that they read, press and write to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.brand_library import BrandLibrary
from bot.domain.desk import Verb
from bot.domain.ids import Owner
from bot.domain.reports import ReportLimits
from bot.grouping import MeaningGroups
from bot.parts import Parts
from bot.ports import Classifier, Clock, Transaction
from bot.rules import alike_rules, second_yes_rules, triage_rules
from bot.services.alike import SameThings
from bot.services.automatic import Automatic
from bot.services.board import Boards
from bot.services.card_budgets import CardBudgets
from bot.services.damage import DamageWatch
from bot.services.deadlines import Deadlines
from bot.services.desk.amending import Amending
from bot.services.desk.answering import Answering
from bot.services.desk.approving import Approving
from bot.services.desk.assignment import Assignment
from bot.services.desk.author_listing import AuthorListing
from bot.services.desk.authors import Authors
from bot.services.desk.budget_desk import BudgetDesk
from bot.services.desk.case_clocks import CaseClocks
from bot.services.desk.case_menu import PROMPTED as MENU_PROMPTS
from bot.services.desk.case_menu import CaseMenu
from bot.services.desk.clearance import Clearance
from bot.services.desk.commands import Commands
from bot.services.desk.conversation import Conversation
from bot.services.desk.draft_wishes import DraftWishes
from bot.services.desk.drafting import Drafting
from bot.services.desk.forget_desk import ForgetDesk
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.gap_note import GapNote
from bot.services.desk.group_desk import GroupDesk
from bot.services.desk.group_view import GroupViewer
from bot.services.desk.holding import Holding
from bot.services.desk.incident_desk import IncidentDesk
from bot.services.desk.ladder_desk import LadderDesk
from bot.services.desk.languages import Languages
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.library_desk import PROMPTED as LIBRARY_PROMPTS
from bot.services.desk.library_desk import library_desk
from bot.services.desk.library_reminding import LibraryReminding
from bot.services.desk.moderation import Moderation
from bot.services.desk.moderation_menu import ModerationMenu
from bot.services.desk.mood_desk import MoodDesk
from bot.services.desk.notes import DeskNotes
from bot.services.desk.oncall_desk import OncallDesk
from bot.services.desk.pressing import Pressing
from bot.services.desk.promising import Promising
from bot.services.desk.prompts import Prompts
from bot.services.desk.queue import Queue
from bot.services.desk.reporting import Reporting
from bot.services.desk.reposting import Reposting
from bot.services.desk.rewording import Rewording
from bot.services.desk.rule_desk import RuleDesk
from bot.services.desk.sanctioning import Sanctioning
from bot.services.desk.searching import Searching
from bot.services.desk.second_yes import SecondYes
from bot.services.desk.shifts import Shifts
from bot.services.desk.solo import SoloCards
from bot.services.desk.spam_card import SpamCard
from bot.services.desk.speaking import Speaking
from bot.services.desk.sweep_desk import SweepDesk
from bot.services.desk.unanswered import Unanswered
from bot.services.desk.unsure_list import UnsureDesk
from bot.services.desk.use_stats import UseStats
from bot.services.desk.using import Using
from bot.services.desk.view import Viewer
from bot.services.desk.voicing import Voicing
from bot.services.desk.why_desk import WhyDesk
from bot.services.desk.yes_requests import YesRequests
from bot.services.escalation import Escalation
from bot.services.gaps import Gaps
from bot.services.incident_watch import Alarms, IncidentWatch
from bot.services.incidents import Incidents
from bot.services.learning import LearntThresholds
from bot.services.listening import Listening
from bot.services.member_reports import MemberReports
from bot.services.moods import MoodThinning
from bot.services.paging import Paging
from bot.services.private_door import PrivateDoor
from bot.services.reception import Reception, SpokenDesk
from bot.services.retention import Retention
from bot.services.rising import Rising
from bot.services.rosters import Rosters
from bot.services.sweeping import Sweeping
from bot.services.topic_routing import TopicRouting
from bot.settings import Settings
from bot.sla_rules import ladder_plan, sla_of, weekly_shifts
from bot.telegram.cards import DeskRenderer


class ManagersDesk:
    """The parts of one desk, speaking one language; those that other services ask for have names.

    The desk as it speaks another one is made when somebody reads it, of the same notes and clocks.
    """

    def __init__(
        self,
        parts: Parts,
        *,
        owner: Owner,
        library: BrandLibrary,
        classifier: Classifier,
        thresholds: LearntThresholds,
        username: Callable[[], str],
        main: ManagersDesk | None = None,
        language: str = "",
    ) -> None:
        """`username` is the bot's, empty until Telegram has told it.

        `main` is the desk in its own language, where this one speaks another `language`.
        """
        settings = parts.settings
        self._parts = parts
        self._settings = settings
        self._owner = owner
        self._clock = parts.clock
        self._library = library
        self._username = username
        self._classifier = classifier
        self._thresholds = thresholds
        self._zone = ZoneInfo(settings.desk.time_zone)
        self._main = main or self
        self.renderer: DeskRenderer = (
            main.renderer.in_language(language)
            if main
            else DeskRenderer(settings.desk.language, settings.desk.time_zone, self._clock)
        )
        self.tongues: dict[str, ManagersDesk] = (
            main.tongues if main else {self.renderer.speaks: self}
        )
        self.viewer = Viewer(
            library=library,
            brand=settings.brand.name,
            links=settings.brand.links,
            speaker=settings.brand.gender,
            zone=self._zone,
            username=username,
        )
        at_desk = self._main.renderer
        self.notes: DeskNotes = (
            main.notes if main else DeskNotes(owner=owner, clock=self._clock, renderer=at_desk)
        )
        self.speaking = Speaking(owner=owner, renderer=at_desk)
        self.routing = TopicRouting(owner=owner, renderer=at_desk)
        self.boards = Boards(owner=owner, renderer=at_desk, zone=self._zone)
        self.voicing = Voicing(parts.voice, self.viewer)
        self.groups = GroupViewer(
            library=library, viewer=self.viewer, voicing=self.voicing, zone=self._zone
        )
        self.drafting = Drafting(
            clock=self._clock,
            renderer=self.renderer,
            library=library,
            viewer=self.viewer,
            notes=self.notes,
            voicing=self.voicing,
        )
        self.wishes: DraftWishes = (
            main.wishes if main else DraftWishes(is_on=parts.drafter is not None)
        )
        self._clearance = Clearance(
            rules=second_yes_rules(settings.approval),
            library=library,
            viewer=self.viewer,
            zone=self._zone,
        )
        self._holding = Holding(
            owner=owner,
            clock=self._clock,
            renderer=self.renderer,
            notes=self.notes,
            voicing=self.voicing,
        )
        self.reports = _member_reports(settings, owner, self._clock, username)
        self._rules = RuleDesk(
            owner=owner,
            clock=self._clock,
            renderer=self.renderer,
            notes=self.notes,
            rules=triage_rules(settings),
        )
        self._why = WhyDesk(
            owner=owner,
            renderer=self.renderer,
            notes=self.notes,
            thresholds=thresholds,
            rules=triage_rules(settings),
        )
        self._forgetting = ForgetDesk(
            owner=owner, clock=self._clock, renderer=self.renderer, notes=self.notes
        )
        self._authors = Authors(owner=owner, renderer=self.renderer, notes=self.notes)
        self._unanswered = Unanswered(
            owner=owner, clock=self._clock, renderer=self.renderer, notes=self.notes
        )
        self._mood = MoodDesk(
            owner=owner, clock=self._clock, renderer=self.renderer, notes=self.notes
        )
        self.rosters = Rosters(owner=owner, weekly=weekly_shifts(settings))
        self.escalation: Escalation = (
            main.escalation
            if main
            else Escalation(
                owner=owner,
                store=parts.store,
                clock=self._clock,
                notes=self.notes,
                rosters=self.rosters,
                plan=ladder_plan(settings),
                from_priority=settings.escalation.from_priority,
                on_breach=settings.escalation.on_breach,
                is_on=settings.escalation.enabled,
            )
        )
        self._ladder_desk = LadderDesk(
            owner=owner, renderer=self.renderer, notes=self.notes, escalation=self.escalation
        )
        self._oncall = OncallDesk(
            owner=owner,
            clock=self._clock,
            renderer=self.renderer,
            notes=self.notes,
            rosters=self.rosters,
        )
        self.incidents: Incidents = (
            main.incidents
            if main
            else Incidents(
                owner=owner,
                renderer=at_desk,
                notes=self.notes,
                on_opened=(self.escalation.note_incident,),
            )
        )
        self._incident_desk = IncidentDesk(
            owner=owner,
            renderer=self.renderer,
            notes=self.notes,
            incidents=self.incidents,
            holding=self._holding,
        )
        self._build_library(classifier)
        self._build_what_has_its_turn()

    @property
    def turns(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What is to be looked at every few seconds."""
        clocks = CaseClocks(
            bot_id=self._owner.bot_id,
            store=self._parts.store,
            clock=self._clock,
            notes=self.notes,
        )
        return (
            clocks.turn,
            self.requests.turn,
            self.automatic.turn,
            self.sweeping.turn,
            self._sweep_desk.turn,
            self._retention.turn,
            Deadlines(
                owner=self._owner,
                store=self._parts.store,
                clock=self._clock,
                notes=self.notes,
                escalation=self.escalation,
            ).turn,
            Rising(
                owner=self._owner,
                store=self._parts.store,
                clock=self._clock,
                sla=sla_of(self._settings),
            ).turn,
            self.escalation.turn,
            self._spam.turn,
            self._unsure.turn,
            self._incident_watch().turn,
            CardBudgets(
                owner=self._owner,
                store=self._parts.store,
                clock=self._clock,
                notes=self.notes,
                thresholds=self._thresholds,
            ).turn,
            MoodThinning(
                bot_id=self._owner.bot_id, store=self._parts.store, clock=self._clock
            ).turn,
            DamageWatch(store=self._parts.store, clock=self._clock, notes=self.notes).turn,
            *self._leading.turns,
        )

    def reception(self) -> Reception:
        """Whoever writes or presses comes here first."""
        return Reception(
            owner=self._owner,
            listening=Listening(owner=self._owner, clock=self._clock, reports=self.reports),
            spoken=lambda tag: self.in_language(tag).spoken,
            speaking=self.speaking,
            notes=self.notes,
            door=PrivateDoor(
                owner=self._owner,
                clock=self._clock,
                notes=self.notes,
                greeting=self._settings.private.greeting,
            ),
        )

    def in_language(self, tag: str) -> ManagersDesk:
        """The same desk as it speaks another language; each is made once."""
        if tag not in self.tongues:
            self.tongues[tag] = ManagersDesk(
                self._parts,
                owner=self._owner,
                library=self._library,
                classifier=self._classifier,
                thresholds=self._thresholds,
                username=self._username,
                main=self._main,
                language=tag,
            )
        return self.tongues[tag]

    @cached_property
    def spoken(self) -> SpokenDesk:
        """What takes presses and words."""
        owner, clock, renderer, notes = self._owner, self._clock, self.renderer, self.notes
        assignment = Assignment()
        solo = SoloCards(owner=owner, notes=notes)
        languages = Languages(renderer=renderer, speaking=self.speaking, notes=notes)
        shifts = Shifts(owner=owner, renderer=renderer, notes=notes, zone=self._zone)
        promising = Promising(clock=clock, renderer=renderer, notes=notes, zone=self._zone)
        budgets = BudgetDesk(
            owner=owner,
            clock=clock,
            renderer=renderer,
            notes=notes,
            thresholds=self._thresholds,
        )
        queue = Queue(owner=owner, clock=clock, renderer=renderer, notes=notes)
        searching = Searching(owner=owner, renderer=renderer, notes=notes)
        approving = self._approving()
        second_yes = SecondYes(
            clock=clock,
            renderer=renderer,
            notes=notes,
            approving=approving,
            requests=self.requests,
        )
        answering = Answering(
            clock=clock,
            renderer=renderer,
            viewer=self.viewer,
            notes=notes,
            drafting=self.drafting,
            voicing=self.voicing,
            approving=approving,
            wishes=self.wishes,
            second_yes=second_yes,
        )
        menu = self._case_menu()
        amending = Amending(
            clock=clock,
            renderer=renderer,
            notes=notes,
            voicing=self.voicing,
            clearance=self._clearance,
        )
        groups = GroupDesk(
            clock=clock,
            renderer=renderer,
            notes=notes,
            viewer=self.groups,
            approving=approving,
        )
        prompts = Prompts(
            (
                (groups.prompted, groups),
                (LIBRARY_PROMPTS, self._library_desk),
                (MENU_PROMPTS, menu),
                (promising.prompted, promising),
                (budgets.prompted, budgets),
                ({Verb.CORRECT}, amending),
                (second_yes.prompted, second_yes),
                (self._holding.prompted, self._holding),
            ),
            otherwise=answering,
        )
        return SpokenDesk(
            pressing=Pressing(
                owner=owner,
                clock=clock,
                speaking=self.speaking,
                answering=answering,
                moderation=self._moderation(),
                assignment=assignment,
                queue=queue,
                searching=searching,
                unanswered=self._unanswered,
                menu=menu,
                amending=amending,
                spam=self._spam,
                sweeps=self._sweep_desk,
                budgets=budgets,
                unsure=self._unsure,
                library=self._library_desk,
                gaps=self._gap_desk,
                groups=groups,
                leading=self._leading,
                second_yes=second_yes,
                holding=self._holding,
                rules=self._rules,
                ladder=self._ladder_desk,
                why=self._why,
                oncall=self._oncall,
                forgetting=self._forgetting,
                listing=AuthorListing(
                    owner=owner, renderer=renderer, notes=notes, authors=self._authors
                ),
                mood=self._mood,
                incidents=self._incident_desk,
                solo=solo,
                languages=languages,
                promising=promising,
                shifts=shifts,
            ),
            conversation=Conversation(
                owner=owner,
                clock=clock,
                renderer=renderer,
                speaking=self.speaking,
                notes=notes,
                prompts=prompts,
                drafting=self.drafting,
                commands=self._commands(
                    assignment, queue, searching, solo=solo, languages=languages, shifts=shifts
                ),
                solo=solo,
                username=self._username,
                lead_code=self._settings.desk.lead_code,
            ),
            leading=self._leading,
        )

    async def _count_today(self, tx: Transaction, reply_id: str) -> int:
        """Asked when it is needed: what answers by itself is built after the library."""
        return await self.automatic.count_today(tx, reply_id)

    def _build_library(self, classifier: Classifier) -> None:
        """The library in the chat, what became of suggestions, and what it lacks."""
        owner, clock, renderer, notes = self._owner, self._clock, self.renderer, self.notes
        store = self._parts.store
        self._stats = UseStats(owner=owner, renderer=renderer, notes=notes)
        self._library_desk = library_desk(
            owner=owner,
            clock=clock,
            renderer=renderer,
            notes=notes,
            library=self._library,
            viewer=self.viewer,
            classifier=classifier,
            voice=self._parts.voice,
            zone=self._zone,
            use_of=self._stats.use_of,
            count_today=self._count_today,
        )
        self.reminding = LibraryReminding(
            owner=owner,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            zone=self._zone,
        )
        grouping = MeaningGroups(store=store, brand_id=owner.brand_id)
        self.same_things = SameThings(
            rules=alike_rules(self._settings.alike), grouping=grouping, clock=clock
        )
        gaps = Gaps(owner=owner, clock=clock, grouping=grouping)
        self._gap_desk = GapDesk(
            gaps=gaps, renderer=renderer, notes=notes, saving=self._library_desk.saving
        )
        self.gap_note = GapNote(
            owner=owner,
            gaps=gaps,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            zone=self._zone,
        )

    def _build_what_has_its_turn(self) -> None:
        """What comes by the clock: spam, unsure cases, requests that wait, communities watched."""
        owner, clock, renderer, notes = self._owner, self._clock, self.renderer, self.notes
        store = self._parts.store
        self._spam = SpamCard(
            owner=owner, store=store, clock=clock, renderer=renderer, notes=notes
        )
        self._sweep_desk = SweepDesk(
            owner=owner,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            sanctioning=self._sanctioning(ModerationMenu(renderer=renderer, notes=notes)),
        )
        self._unsure = UnsureDesk(
            owner=owner,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            hours=self._settings.desk.unsure_at,
            zone=self._zone,
            sla=sla_of(self._settings),
        )
        keep_days = self._settings.privacy.keep_days
        self._retention = Retention(
            brand_id=owner.brand_id,
            store=store,
            clock=clock,
            keep=timedelta(days=keep_days) if keep_days else None,
        )
        self.requests: YesRequests = (
            self._main.requests
            if self._main is not self
            else YesRequests(
                desk_id=owner.desk_id, store=store, clock=clock, renderer=renderer, notes=notes
            )
        )
        self._leading = LeadDesk(
            owner=owner,
            store=store,
            clock=clock,
            renderer=renderer,
            notes=notes,
            speaking=self.speaking,
            username=self._username,
        )

    def paging(self) -> Paging:
        """What calls somebody by other ways than Telegram."""
        return Paging(
            bot_id=self._owner.bot_id,
            brand=self._settings.brand.name,
            store=self._parts.store,
            clock=self._clock,
            renderer=self.renderer,
            escalation=self.escalation,
            pagers=self._parts.pagers,
        )

    @cached_property
    def automatic(self) -> Automatic:
        """Saved replies that answer by themselves."""
        return Automatic(
            owner=self._owner,
            store=self._parts.store,
            clock=self._clock,
            viewer=self.viewer,
            voicing=self.voicing,
            approving=self._approving(),
            notes=self.notes,
            zone=self._zone,
        )

    @cached_property
    def sweeping(self) -> Sweeping:
        """What is deleted by itself."""
        return Sweeping(
            owner=self._owner,
            store=self._parts.store,
            clock=self._clock,
            notes=self.notes,
            zone=self._zone,
        )

    def _incident_watch(self) -> IncidentWatch:
        configured = self._settings.incidents
        return IncidentWatch(
            owner=self._owner,
            store=self._parts.store,
            clock=self._clock,
            renderer=self.renderer,
            notes=self.notes,
            incidents=self.incidents,
            alarms=Alarms(
                are_on=configured.enabled,
                minimum=configured.minimum,
                off_in=frozenset(configured.off_in),
            ),
        )

    def _approving(self) -> Approving:
        return Approving(
            renderer=self.renderer,
            voicing=self.voicing,
            using=Using(library=self._library, viewer=self.viewer),
            clearance=self._clearance,
            undo_window=timedelta(seconds=self._settings.desk.undo_seconds),
            guards_with_quote=self._settings.desk.stale_guard == "quote",
        )

    def _case_menu(self) -> CaseMenu:
        return CaseMenu(
            clock=self._clock,
            renderer=self.renderer,
            notes=self.notes,
            rewording=Rewording(library=self._library, zone=self._zone),
            zone=self._zone,
            offers_drafts=self._parts.drafter is not None,
        )

    def _moderation(self) -> Moderation:
        undo_window = timedelta(seconds=self._settings.desk.undo_seconds)
        menu = ModerationMenu(renderer=self.renderer, notes=self.notes)
        return Moderation(
            renderer=self.renderer,
            menu=menu,
            sanctioning=self._sanctioning(menu),
            reposting=Reposting(
                renderer=self.renderer, notes=self.notes, menu=menu, undo_window=undo_window
            ),
        )

    def _sanctioning(self, menu: ModerationMenu) -> Sanctioning:
        return Sanctioning(
            renderer=self.renderer,
            menu=menu,
            voicing=self.voicing,
            warning_texts=self._settings.moderation.warning,
            warning_lasts=timedelta(days=self._settings.moderation.warning_days),
            undo_window=timedelta(seconds=self._settings.desk.undo_seconds),
        )

    def _commands(
        self,
        assignment: Assignment,
        queue: Queue,
        searching: Searching,
        *,
        solo: SoloCards,
        languages: Languages,
        shifts: Shifts,
    ) -> Commands:
        owner, renderer, notes = self._owner, self.renderer, self.notes
        return Commands(
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            assignment=assignment,
            queue=queue,
            searching=searching,
            unanswered=self._unanswered,
            authors=self._authors,
            reporting=Reporting(
                owner=owner,
                renderer=renderer,
                notes=notes,
                boards=self.boards,
                zone=self._zone,
            ),
            library=self._library_desk,
            stats=self._stats,
            gaps=self._gap_desk,
            leading=self._leading,
            holding=self._holding,
            rules=self._rules,
            oncall=self._oncall,
            why=self._why,
            forgetting=self._forgetting,
            mood=self._mood,
            incidents=self._incident_desk,
            solo=solo,
            languages=languages,
            shifts=shifts,
        )


def _member_reports(
    settings: Settings, owner: Owner, clock: Clock, username: Callable[[], str]
) -> MemberReports:
    configured = settings.reports
    return MemberReports(
        owner=owner,
        clock=clock,
        limits=ReportLimits(
            threshold=configured.threshold,
            a_day=configured.a_day,
            known_for=timedelta(hours=configured.known_for_hours),
        ),
        deletes_command=configured.delete_command,
        username=username,
    )
