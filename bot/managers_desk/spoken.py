"""What managers can do at the desk, as it speaks one language."""

from __future__ import annotations

from datetime import timedelta

from bot.managers_desk.common import CommonParts
from bot.services.desk.amending import Amending
from bot.services.desk.answering import Answering
from bot.services.desk.assignment import Assignment
from bot.services.desk.author_listing import AuthorListing
from bot.services.desk.authors import Authors
from bot.services.desk.budget_desk import BudgetDesk
from bot.services.desk.case_menu import CaseMenu
from bot.services.desk.drafting import Drafting
from bot.services.desk.forget_desk import ForgetDesk
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.group_desk import GroupDesk
from bot.services.desk.holding import Holding
from bot.services.desk.incident_desk import IncidentDesk
from bot.services.desk.ladder_desk import LadderDesk
from bot.services.desk.languages import Languages
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.library_desk import library_desk
from bot.services.desk.moderation import Moderation
from bot.services.desk.moderation_menu import ModerationMenu
from bot.services.desk.mood_desk import MoodDesk
from bot.services.desk.oncall_desk import OncallDesk
from bot.services.desk.one_case import OneCase
from bot.services.desk.part import DeskPart
from bot.services.desk.promising import Promising
from bot.services.desk.queue import Queue
from bot.services.desk.receipts import Receipts
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
from bot.services.desk.sweep_desk import SweepDesk
from bot.services.desk.unanswered import Unanswered
from bot.services.desk.unsure_list import UnsureDesk
from bot.services.desk.why_desk import WhyDesk
from bot.sla_rules import sla_of


class InOneLanguage:
    """Builds the parts of the desk that answer in one language, of what it has in every one.

    A new part stands in one of the tuples below; what it takes, it says itself (`DeskPart`).
    """

    def __init__(self, desk: CommonParts, tag: str) -> None:
        self._desk = desk
        self._owner = desk.owner
        self._store = desk.store
        self._clock = desk.clock
        self._notes = desk.notes
        self._zone = desk.zone
        self.renderer = desk.renderer.in_language(tag)
        self.solo = SoloCards(owner=desk.owner, notes=desk.notes)
        self.drafting = Drafting(
            clock=desk.clock,
            renderer=self.renderer,
            library=desk.library,
            viewer=desk.viewer,
            notes=desk.notes,
            voicing=desk.voicing,
        )
        self.leading = LeadDesk(
            owner=desk.owner,
            store=desk.store,
            clock=desk.clock,
            renderer=self.renderer,
            notes=desk.notes,
            speaking=desk.speaking,
            username=desk.username,
        )

    def parts(self) -> tuple[DeskPart, ...]:
        """What managers can do."""
        return (
            *self._answers(),
            *self._one_case(),
            *self._many_cases(),
            *self._deletions(),
            *self._library(),
            *self._authors(),
            *self._alarms(),
            *self._figures(),
            *self.leading.parts,
        )

    def _answers(self) -> tuple[DeskPart, ...]:
        """What leads to an answer in public, and what can be done about one that was given."""
        desk, clock, renderer, notes = self._desk, self._clock, self.renderer, self._notes
        approving = desk.approving(renderer)
        second_yes = SecondYes(
            clock=clock,
            renderer=renderer,
            notes=notes,
            approving=approving,
            requests=desk.requests,
        )
        answering = Answering(
            clock=clock,
            renderer=renderer,
            viewer=desk.viewer,
            notes=notes,
            drafting=self.drafting,
            approving=approving,
            voicing=desk.voicing,
            wishes=desk.wishes,
            second_yes=second_yes,
        )
        amending = Amending(
            clock=clock,
            renderer=renderer,
            notes=notes,
            voicing=desk.voicing,
            clearance=desk.clearance,
        )
        groups = GroupDesk(
            clock=clock, renderer=renderer, notes=notes, viewer=desk.groups, approving=approving
        )
        return answering, second_yes, amending, Receipts(), groups

    def _one_case(self) -> tuple[DeskPart, ...]:
        """What can be done with a case besides answering it."""
        desk, clock, renderer, notes = self._desk, self._clock, self.renderer, self._notes
        menu = CaseMenu(
            clock=clock,
            renderer=renderer,
            notes=notes,
            rewording=Rewording(library=desk.library, zone=self._zone),
            zone=self._zone,
            offers_drafts=desk.parts.drafter is not None,
        )
        why = WhyDesk(
            owner=self._owner,
            renderer=renderer,
            notes=notes,
            thresholds=desk.thresholds,
            rules=desk.rules,
        )
        return (
            self.solo,
            OneCase(renderer=renderer, notes=notes, solo=self.solo),
            Assignment(),
            menu,
            Promising(clock=clock, renderer=renderer, notes=notes, zone=self._zone),
            why,
        )

    def _many_cases(self) -> tuple[DeskPart, ...]:
        """Lists of cases and comments."""
        owner, renderer, notes = self._owner, self.renderer, self._notes
        unsure = UnsureDesk(
            owner=owner,
            store=self._store,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            hours=self._desk.settings.desk.unsure_at,
            zone=self._zone,
            sla=sla_of(self._desk.settings),
        )
        return (
            Queue(owner=owner, clock=self._clock, renderer=renderer, notes=notes),
            Shifts(owner=owner, renderer=renderer, notes=notes, zone=self._zone),
            Searching(owner=owner, renderer=renderer, notes=notes),
            Unanswered(owner=owner, clock=self._clock, renderer=renderer, notes=notes),
            unsure,
        )

    def _deletions(self) -> tuple[DeskPart, ...]:
        """What is taken away, by hand or by itself, and what is done to its authors."""
        desk, renderer, notes = self._desk, self.renderer, self._notes
        menu = ModerationMenu(renderer=renderer, notes=notes)
        sanctioning = Sanctioning(
            renderer=renderer,
            menu=menu,
            voicing=desk.voicing,
            warning_texts=desk.settings.moderation.warning,
            warning_lasts=timedelta(days=desk.settings.moderation.warning_days),
            undo_window=desk.undo_window,
        )
        reposting = Reposting(
            renderer=renderer, notes=notes, menu=menu, undo_window=desk.undo_window
        )
        spam = SpamCard(
            owner=self._owner,
            store=self._store,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
        )
        sweeps = SweepDesk(
            owner=self._owner,
            store=self._store,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            sanctioning=sanctioning,
        )
        moderation = Moderation(
            renderer=renderer, menu=menu, sanctioning=sanctioning, reposting=reposting
        )
        return moderation, sweeps, spam

    def _library(self) -> tuple[DeskPart, ...]:
        """The library in the chat, and what it lacks."""
        desk, renderer, notes = self._desk, self.renderer, self._notes
        library = library_desk(
            owner=self._owner,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            library=desk.library,
            viewer=desk.viewer,
            classifier=desk.classifier,
            voice=desk.parts.voice,
            zone=self._zone,
            count_today=desk.automatic.count_today,
        )
        gaps = GapDesk(gaps=desk.gaps, renderer=renderer, notes=notes, saving=library.saving)
        return library, gaps

    def _authors(self) -> tuple[DeskPart, ...]:
        """Who wrote, the lists that they are on, and forgetting them."""
        owner, renderer, notes = self._owner, self.renderer, self._notes
        authors = Authors(owner=owner, renderer=renderer, notes=notes)
        return (
            authors,
            AuthorListing(owner=owner, renderer=renderer, notes=notes, authors=authors),
            ForgetDesk(owner=owner, clock=self._clock, renderer=renderer, notes=notes),
        )

    def _alarms(self) -> tuple[DeskPart, ...]:
        """Who is fetched, where replies are held, and many negative comments at once."""
        desk, owner, renderer, notes = self._desk, self._owner, self.renderer, self._notes
        holding = Holding(
            owner=owner,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            voicing=desk.voicing,
        )
        incidents = IncidentDesk(
            owner=owner,
            renderer=renderer,
            notes=notes,
            incidents=desk.incidents,
            holding=holding,
        )
        ladder = LadderDesk(
            owner=owner, renderer=renderer, notes=notes, escalation=desk.escalation
        )
        oncall = OncallDesk(
            owner=owner,
            clock=self._clock,
            renderer=renderer,
            notes=notes,
            rosters=desk.rosters,
        )
        return holding, incidents, ladder, oncall

    def _figures(self) -> tuple[DeskPart, ...]:
        """How it goes, and how the desk is set up."""
        desk, owner, clock = self._desk, self._owner, self._clock
        renderer, notes = self.renderer, self._notes
        reporting = Reporting(
            owner=owner, renderer=renderer, notes=notes, boards=desk.boards, zone=self._zone
        )
        rules = RuleDesk(
            owner=owner, clock=clock, renderer=renderer, notes=notes, rules=desk.rules
        )
        budgets = BudgetDesk(
            owner=owner,
            clock=clock,
            renderer=renderer,
            notes=notes,
            thresholds=desk.thresholds,
        )
        return (
            reporting,
            MoodDesk(owner=owner, clock=clock, renderer=renderer, notes=notes),
            rules,
            budgets,
            Languages(renderer=renderer, speaking=desk.speaking, notes=notes),
        )
