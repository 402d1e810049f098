"""The commands of the desk: who may give them, and what carries them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.events import Message
from bot.domain.ids import CaseId, DeskId
from bot.domain.roster import Manager, Role
from bot.errors import NotAllowed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked, Obey
from bot.services.desk.assignment import Assignment
from bot.services.desk.authors import Authors
from bot.services.desk.drawing import move_down
from bot.services.desk.forget_desk import ForgetDesk
from bot.services.desk.gap_desk import GapDesk
from bot.services.desk.holding import Holding
from bot.services.desk.incident_desk import IncidentDesk
from bot.services.desk.languages import Languages
from bot.services.desk.lead_desk import LeadDesk
from bot.services.desk.library_desk import LibraryDesk
from bot.services.desk.mood_desk import MoodDesk
from bot.services.desk.notes import DeskNotes
from bot.services.desk.oncall_desk import OncallDesk
from bot.services.desk.queue import Queue
from bot.services.desk.reporting import Reporting
from bot.services.desk.rule_desk import RuleDesk
from bot.services.desk.searching import Searching
from bot.services.desk.shifts import Shifts
from bot.services.desk.solo import SoloCards
from bot.services.desk.unanswered import Unanswered
from bot.services.desk.use_stats import UseStats
from bot.services.desk.why_desk import WhyDesk

NEEDED: Mapping[str, Role] = {
    "queue": Role.VIEWER,
    "next": Role.MODERATOR,
    "mine": Role.MODERATOR,
    "case": Role.VIEWER,
    "why": Role.VIEWER,
    "shift": Role.VIEWER,
    "unanswered": Role.VIEWER,
    "search": Role.VIEWER,
    "author": Role.VIEWER,
    "replies": Role.VIEWER,
    "gaps": Role.VIEWER,
    "holds": Role.VIEWER,
    "rules": Role.MANAGER,
    "stats": Role.VIEWER,
    "mood": Role.VIEWER,
    "incident": Role.VIEWER,
    "who": Role.VIEWER,
    "oncall": Role.VIEWER,
    "team": Role.VIEWER,
    "invite": Role.LEAD,
    "communities": Role.VIEWER,
    "topics": Role.LEAD,
    "forget": Role.LEAD,
    "language": Role.VIEWER,
    "help": Role.VIEWER,
}
"""Commands of the desk and the role that each needs, in the order of Telegram's menu.

Each has a description `command-…` and a line of `/help`, `help-…`, in the locale.
"""
COMMANDS = tuple(NEEDED)

_CASE_NUMBER = re.compile(r"#?([0-9]{1,15})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command without its slash and without the bot's name."""

    name: str
    argument: str = ""


class Commands:
    """Carries out what managers ask for with a slash."""

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        assignment: Assignment,
        queue: Queue,
        searching: Searching,
        unanswered: Unanswered,
        authors: Authors,
        reporting: Reporting,
        library: LibraryDesk,
        stats: UseStats,
        gaps: GapDesk,
        leading: LeadDesk,
        holding: Holding,
        rules: RuleDesk,
        forgetting: ForgetDesk,
        why: WhyDesk,
        oncall: OncallDesk,
        mood: MoodDesk,
        incidents: IncidentDesk,
        solo: SoloCards,
        languages: Languages,
        shifts: Shifts,
    ) -> None:
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._assignment = assignment
        self._library = library
        self._stats = stats
        self._gaps = gaps
        self._solo = solo
        self._table: Mapping[str, Obey] = {
            "queue": queue.show,
            "next": self._next,
            "mine": queue.show_mine,
            "case": self._case,
            "why": why.show,
            "shift": shifts.show,
            "unanswered": unanswered.show,
            "search": searching.show,
            "author": authors.show,
            "replies": self._replies,
            "gaps": self._show_gaps,
            "holds": holding.show,
            "rules": rules.show,
            "stats": reporting.show_figures,
            "mood": mood.show,
            "incident": incidents.show,
            "who": reporting.show_team,
            "oncall": oncall.show,
            "team": leading.team.show,
            "invite": leading.inviting.show,
            "communities": leading.communities.show,
            "topics": leading.topics.show,
            "forget": forgetting.show,
            "language": languages.show,
            "help": self._help,
            "start": self._help,
        }

    async def obey(
        self, tx: Transaction, command: Command, manager: Manager, message: Message
    ) -> None:
        """Carry out a command; raise NotAllowed, or what the command may raise."""
        asked = Asked(
            manager=manager, message=message, words=command.argument, at=self._clock.now()
        )
        obey = self._table.get(command.name)
        if obey is None:
            html = self._renderer.say("command-unknown", command=f"/{command.name}")
            await self._tell(tx, asked, html)
            return
        needed = NEEDED.get(command.name, Role.VIEWER)
        if not manager.role.includes(needed):
            raise NotAllowed(needed)
        await obey(tx, asked)

    async def _next(self, tx: Transaction, asked: Asked) -> None:
        if asked.chat_id > 0:
            await self._solo.show_next(tx, asked)
            return
        await self._assignment.claim_next(
            tx, asked.manager, at=asked.at, asked_by=asked.message_id
        )

    async def _case(self, tx: Transaction, asked: Asked) -> None:
        number = _CASE_NUMBER.fullmatch(asked.words)
        if number is None:
            await self._tell(tx, asked, self._renderer.say("case-number-needed"))
            return
        case = await _case_at(tx, CaseId(int(number[1])), asked.manager.desk_id)
        if case is None:
            html = self._renderer.say("case-unknown", number=number[1])
            await self._tell(tx, asked, html)
            return
        if asked.chat_id > 0:
            await self._solo.show(tx, case, asked.chat_id, at=asked.at)
        else:
            await move_down(tx, case, now=asked.at, asked_by=asked.message_id)

    async def _replies(self, tx: Transaction, asked: Asked) -> None:
        is_about_use = await self._stats.obey(
            tx,
            asked.words,
            asked.manager,
            at=asked.at,
            chat_id=asked.chat_id,
            reply_to=asked.message_id,
        )
        if not is_about_use:
            await self._library.show(tx, asked.words, asked.chat_id, asked.message_id)

    async def _show_gaps(self, tx: Transaction, asked: Asked) -> None:
        await self._gaps.show(tx, asked.chat_id, asked.message_id)

    async def _help(self, tx: Transaction, asked: Asked) -> None:
        """Only what the role of the asker reaches."""
        role, say = asked.manager.role, self._renderer.say
        shown = self._renderer.label(f"role-{role}")
        lines = [say("help-head", name=asked.manager.name, role=shown), ""]
        lines += [say(f"help-{name}") for name in COMMANDS if role.includes(NEEDED[name])]
        lines.append("")
        if role.includes(Role.MODERATOR):
            lines.append(say("help-on-a-card"))
            if role.includes(Role.MANAGER):
                lines.append(say("help-answering"))
            lines.append(say("help-moderating"))
        else:
            lines.append(say("help-reading"))
        await self._tell(tx, asked, "\n".join(lines))

    async def _tell(self, tx: Transaction, asked: Asked, html: str) -> None:
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=asked.chat_id, reply_to=asked.message_id
        )


async def _case_at(tx: Transaction, case_id: CaseId, desk_id: DeskId) -> Case | None:
    """A case of this desk whose card can be drawn; raise DamagedRow if it is damaged."""
    try:
        case = await tx.cases.get(case_id)
        await tx.comments.get(case.focus_id)
    except LookupError:
        return None
    return case if case.owner.desk_id == desk_id else None


def parse_command(text: str, username: str) -> Command | None:
    """Read `/name@bot argument`; None if it is no command, or one for another bot."""
    if not text.startswith("/"):
        return None
    head, _, argument = text[1:].partition(" ")
    name, _, addressee = head.partition("@")
    if addressee and addressee.casefold() != username.casefold():
        return None
    return Command(name=name.casefold(), argument=argument.strip()) if name else None
