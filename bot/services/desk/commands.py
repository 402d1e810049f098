"""The commands of the desk: who may give them, and what carries them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.card import Drawn
from bot.domain.events import Message
from bot.domain.roster import Manager, Role
from bot.errors import NotAllowed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart, shared_out

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
_HEADED: Mapping[str, str] = {
    "queue": "help-for-work",
    "search": "help-to-look-up",
    "who": "help-for-the-team",
}
"""The heading that stands above a command in `/help`; every role reaches these commands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command without its slash and without the bot's name."""

    name: str
    argument: str = ""


class Commands:
    """Carries out what managers ask for with a slash."""

    def __init__(
        self, parts: Iterable[DeskPart], *, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        """Raise ValueError where a part brings what `NEEDED` lacks, or none what it has."""
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        brought = [command for part in parts for command in part.commands.items()]
        self._table = shared_out([("help", self._help), ("start", self._help), *brought])
        if odd := (self._table.keys() - {"start"}) ^ NEEDED.keys():
            raise ValueError(f"a role is needed for each command, a part for each: {sorted(odd)}")

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

    async def _help(self, tx: Transaction, asked: Asked) -> None:
        """Only what the role of the asker reaches; first the buttons, which are used all day."""
        role, say = asked.manager.role, self._renderer.say
        shown = self._renderer.label(f"role-{role}")
        lines = [say("help-head", name=asked.manager.name, role=shown), ""]
        if role.includes(Role.MODERATOR):
            lines.append(say("help-on-a-card"))
            if role.includes(Role.MANAGER):
                lines.append(say("help-answering"))
            lines.append(say("help-moderating"))
        else:
            lines.append(say("help-reading"))
        for name in COMMANDS:
            if name in _HEADED:
                lines += ["", say(_HEADED[name])]
            if role.includes(NEEDED[name]):
                lines.append(say(f"help-{name}"))
        await self._tell(tx, asked, "\n".join(lines))

    async def _tell(self, tx: Transaction, asked: Asked, html: str) -> None:
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=asked.chat_id, reply_to=asked.message_id
        )


def parse_command(text: str, username: str) -> Command | None:
    """Read `/name@bot argument`; None if it is no command, or one for another bot."""
    if not text.startswith("/"):
        return None
    head, _, argument = text[1:].partition(" ")
    name, _, addressee = head.partition("@")
    if addressee and addressee.casefold() != username.casefold():
        return None
    return Command(name=name.casefold(), argument=argument.strip()) if name else None
