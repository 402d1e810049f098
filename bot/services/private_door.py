"""Authors who come by the link of an answer, and what they write in the private chat."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace

from bot.domain.card import Drawn
from bot.domain.case import Case
from bot.domain.comment import author_key
from bot.domain.door import (
    KEY_FACT,
    STAYS_OPEN,
    Door,
    can_have_door,
    door_mark,
    door_token,
    token_of_start,
)
from bot.domain.events import Message, SenderKind
from bot.domain.ids import CaseId, Owner
from bot.domain.outbox import Urgency
from bot.ports import AuditEntry, Clock, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.desk.view import community_of, language_of

OPENED = "door_opened"
"""Name of the audit action: the author has come into the private chat."""
CASES_LOOKED_AT = 200
"""Of one author, for the one that a token belongs to; older links lead nowhere."""


class PrivateDoor:
    """Leads an author, and nobody else, on with their case."""

    def __init__(
        self, *, owner: Owner, clock: Clock, notes: DeskNotes, greeting: Mapping[str, str]
    ) -> None:
        """`greeting` is one line by language; without one, nothing is said."""
        self._owner = owner
        self._clock = clock
        self._notes = notes
        self._greeting = greeting

    async def enter(self, tx: Transaction, message: Message) -> None:
        """Somebody pressed `Start`: the case's author is let in, others notice nothing."""
        token, key = token_of_start(message.text), author_key(message.sender)
        if not token or message.sender.kind is not SenderKind.USER:
            return
        case = await self._case_behind(tx, token, key)
        if case is None:
            return
        now, mark = self._clock.now(), door_mark(token)
        known = await tx.doors.get(mark)
        if known is not None and not known.is_open(now):
            return
        before = await self._leading(tx, key)
        door = Door(
            mark=mark,
            owner=case.owner,
            case_id=case.id,
            author_key=key,
            opened_at=now,
            used_at=now,
        )
        await tx.doors.put(door)
        if before is not None and before.mark == mark:
            return
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=now,
                by=None,
                by_name=message.sender.name,
                action=OPENED,
                detail="",
            )
        )
        await self._greet(tx, case, message)

    async def case_of(self, tx: Transaction, message: Message) -> CaseId | None:
        """The case that a private message belongs to, if its writer came by a door."""
        if message.sender.kind is not SenderKind.USER:
            return None
        door = await self._leading(tx, author_key(message.sender))
        if door is None:
            return None
        await tx.doors.put(replace(door, used_at=self._clock.now()))
        return door.case_id

    async def _leading(self, tx: Transaction, key: str) -> Door | None:
        return await tx.doors.leading(key, since=self._clock.now() - STAYS_OPEN)

    async def _case_behind(self, tx: Transaction, token: str, key: str) -> Case | None:
        """The author's case that a token was made for; a public one, as only they have doors."""
        secret = await tx.directory.value(KEY_FACT)
        if secret is None:
            return None
        ids = await tx.doors.cases_of(self._owner.brand_id, key, limit=CASES_LOOKED_AT)
        for case_id in ids:
            made = door_token(secret, case_id)
            if hmac.compare_digest(made.encode(), token.encode("utf-8", "surrogatepass")):
                case = await tx.cases.get(case_id)
                is_theirs = case.author_key == key and can_have_door(case)
                is_public = not (await community_of(tx, case)).is_private
                return case if is_theirs and is_public else None
        return None

    async def _greet(self, tx: Transaction, case: Case, message: Message) -> None:
        """Answer the tap of a person, so that they see that they are right here."""
        focus = await tx.comments.get(case.focus_id)
        community = await community_of(tx, case)
        spoken = language_of(case, focus, "")
        for tag in (spoken, *community.languages, "en"):
            text = self._greeting.get(tag, "").strip()
            if text:
                break
            if tag in self._greeting:
                return
        else:
            return
        html = self._notes.words.say("door-greeting", text=text)
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=message.chat.id, urgency=Urgency.CARD
        )
