"""What a desk does by the clock: what is looked at every few seconds, and what has its hour."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from datetime import timedelta

from bot.managers_desk.common import CommonParts
from bot.services.card_budgets import CardBudgets
from bot.services.clock_watch import ClockWatch
from bot.services.damage import DamageWatch
from bot.services.deadlines import Deadlines
from bot.services.desk.case_clocks import CaseClocks
from bot.services.desk.gap_note import GapNote
from bot.services.desk.library_reminding import LibraryReminding
from bot.services.desk.part import DeskPart, Turn
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk.weekly_report import WeeklyReport
from bot.services.incident_watch import Alarms, IncidentWatch
from bot.services.moods import MoodThinning
from bot.services.paging import Paging
from bot.services.retention import Retention
from bot.services.rising import Rising
from bot.sla_rules import sla_of


def turns_of(desk: CommonParts, parts: Sequence[DeskPart]) -> tuple[Turn, ...]:
    """What is to be looked at every few seconds; `parts` speak the desk's own language."""
    owner, store, clock, notes = desk.owner, desk.store, desk.clock, desk.notes
    leads = LeadsTold(owner=owner, speaking=desk.speaking, notes=notes)
    clocks = CaseClocks(bot_id=owner.bot_id, store=store, clock=clock, notes=notes)
    deadlines = Deadlines(
        owner=owner, store=store, clock=clock, notes=notes, escalation=desk.escalation
    )
    rising = Rising(owner=owner, store=store, clock=clock, sla=sla_of(desk.settings))
    budgets = CardBudgets(
        owner=owner, store=store, clock=clock, notes=notes, thresholds=desk.thresholds
    )
    report = WeeklyReport(
        owner=owner,
        store=store,
        clock=clock,
        renderer=desk.renderer,
        notes=notes,
        at=desk.settings.desk.report_at,
        zone=desk.zone,
    )
    return (
        # before all others, which go by the clock
        ClockWatch(owner=owner, store=store, clock=clock, leads=leads).turn,
        clocks.turn,
        desk.requests.turn,
        desk.automatic.turn,
        desk.sweeping.turn,
        _retention(desk).turn,
        deadlines.turn,
        rising.turn,
        desk.escalation.turn,
        _incident_watch(desk).turn,
        budgets.turn,
        report.turn,
        MoodThinning(bot_id=owner.bot_id, store=store, clock=clock).turn,
        DamageWatch(store=store, clock=clock, notes=notes).turn,
        *(turn for part in parts for turn in part.turns),
    )


def loops_of(desk: CommonParts) -> list[Awaitable[None]]:
    """What goes on until it is cancelled: reminders, the note on gaps, calls by other ways."""
    reminding = LibraryReminding(
        owner=desk.owner,
        store=desk.store,
        clock=desk.clock,
        renderer=desk.renderer,
        notes=desk.notes,
        zone=desk.zone,
    )
    gap_note = GapNote(
        owner=desk.owner,
        gaps=desk.gaps,
        store=desk.store,
        clock=desk.clock,
        renderer=desk.renderer,
        notes=desk.notes,
        at=desk.settings.desk.report_at,
        zone=desk.zone,
    )
    loops: list[Awaitable[None]] = [reminding.run(), gap_note.run()]
    if desk.parts.pagers:
        loops.append(_paging(desk).run())
    return loops


def _retention(desk: CommonParts) -> Retention:
    keep_days = desk.settings.privacy.keep_days
    return Retention(
        brand_id=desk.owner.brand_id,
        store=desk.store,
        clock=desk.clock,
        keep=timedelta(days=keep_days) if keep_days else None,
    )


def _incident_watch(desk: CommonParts) -> IncidentWatch:
    configured = desk.settings.incidents
    return IncidentWatch(
        owner=desk.owner,
        store=desk.store,
        clock=desk.clock,
        renderer=desk.renderer,
        notes=desk.notes,
        incidents=desk.incidents,
        alarms=Alarms(
            are_on=configured.enabled,
            minimum=configured.minimum,
            off_in=frozenset(configured.off_in),
        ),
    )


def _paging(desk: CommonParts) -> Paging:
    return Paging(
        bot_id=desk.owner.bot_id,
        brand=desk.settings.brand.name,
        store=desk.store,
        clock=desk.clock,
        renderer=desk.renderer,
        escalation=desk.escalation,
        pagers=desk.parts.pagers,
    )
