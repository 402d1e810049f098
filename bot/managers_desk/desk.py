"""The managers' desk, put together: everything that they read, press and write to."""

from __future__ import annotations

from bot.managers_desk.by_the_clock import turns_of
from bot.managers_desk.common import CommonParts
from bot.managers_desk.spoken import InOneLanguage
from bot.services.desk.commands import Commands
from bot.services.desk.conversation import Conversation
from bot.services.desk.part import Turn
from bot.services.desk.pressing import Pressing
from bot.services.desk.prompts import Prompts
from bot.services.listening import Listening
from bot.services.private_door import PrivateDoor
from bot.services.reception import Reception, SpokenDesk


class ManagersDesk:
    """One desk in every language that somebody reads."""

    def __init__(self, common: CommonParts) -> None:
        self._common = common
        self._spoken: dict[str, SpokenDesk] = {}

    def in_language(self, tag: str) -> SpokenDesk:
        """The desk as it speaks a language; each is made once, when somebody reads it."""
        if tag not in self._spoken:
            self._spoken[tag] = self._spoken_in(tag)
        return self._spoken[tag]

    def _spoken_in(self, tag: str) -> SpokenDesk:
        common, spoken = self._common, InOneLanguage(self._common, tag)
        parts = spoken.parts()
        commands = Commands(
            parts, clock=common.clock, renderer=spoken.renderer, notes=common.notes
        )
        return SpokenDesk(
            parts=parts,
            pressing=Pressing(
                owner=common.owner,
                clock=common.clock,
                speaking=common.speaking,
                solo=spoken.solo,
                parts=parts,
            ),
            conversation=Conversation(
                owner=common.owner,
                clock=common.clock,
                renderer=spoken.renderer,
                speaking=common.speaking,
                notes=common.notes,
                prompts=Prompts(parts),
                drafting=spoken.drafting,
                commands=commands,
                solo=spoken.solo,
                username=common.username,
                lead_code=common.settings.desk.lead_code,
            ),
            leading=spoken.leading,
            drafting=spoken.drafting,
        )

    def turns(self) -> tuple[Turn, ...]:
        """What is to be looked at every few seconds."""
        at_desk = self.in_language(self._common.renderer.speaks)
        return turns_of(self._common, at_desk.parts)

    def reception(self) -> Reception:
        """Whoever writes or presses comes here first."""
        common = self._common
        return Reception(
            owner=common.owner,
            listening=Listening(owner=common.owner, clock=common.clock, reports=common.reports),
            spoken=self.in_language,
            speaking=common.speaking,
            notes=common.notes,
            door=PrivateDoor(
                owner=common.owner,
                clock=common.clock,
                notes=common.notes,
                greeting=common.settings.private.greeting,
            ),
        )
