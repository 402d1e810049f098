"""Texts for the public, held against the brand's voice before a manager's yes counts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.case import Case
from bot.domain.events import SenderKind
from bot.domain.naming import spoken_name
from bot.domain.roster import Manager, Role
from bot.errors import VoiceForbids
from bot.ports import Transaction, Voice
from bot.services.desk.view import Viewer, community_of
from replies.types import Outgoing, VoiceFinding, Weight


class Voicing:
    """Knows what of a case the voice has to know, and who may send in spite of it."""

    def __init__(self, voice: Voice, viewer: Viewer | None = None) -> None:
        """`viewer` knows the private doors of cases, which are the brand's own addresses."""
        self._voice = voice
        self._viewer = viewer

    async def findings(self, tx: Transaction, case: Case, text: str) -> tuple[VoiceFinding, ...]:
        """What the voice finds in an answer to this case, the gravest first."""
        focus = await tx.comments.get(case.focus_id)
        community = await community_of(tx, case)
        is_person = focus.author.kind is SenderKind.USER
        found = self._voice.check(
            Outgoing(
                text=text,
                lang=focus.verdict.lang if focus.verdict is not None else "",
                lane=case.lane,
                author=spoken_name(focus.author.name) if is_person else "",
                is_public=not (community.is_private or focus.is_behind_door),
            )
        )
        door = await self._viewer.door(tx, case) if self._viewer is not None else ""
        return tuple(
            one
            for one in found
            if not (door and one.kind == "link" and text[one.start : one.end] == door)
        )

    async def require_sendable(
        self, tx: Transaction, case: Case, text: str, manager: Manager, *, in_spite: bool
    ) -> tuple[str, ...]:
        """Name the rules that a lead overrides; raise VoiceForbids if the text may not go out."""
        found = stopping(await self.findings(tx, case, text))
        names = tuple(dict.fromkeys(finding.name for finding in found))
        is_overridden = in_spite and manager.role.includes(Role.LEAD)
        if found and not (is_overridden and not has_final(found)):
            raise VoiceForbids(names)
        return names


def stopping(findings: Iterable[VoiceFinding]) -> tuple[VoiceFinding, ...]:
    """Those that keep a text from being sent."""
    return tuple(finding for finding in findings if finding.weight is not Weight.WARN)


def has_final(findings: Iterable[VoiceFinding]) -> bool:
    """Whether one of them is such that nobody may send the text."""
    return any(finding.weight is Weight.NEVER for finding in findings)
