"""Gather what a card shows, and give its buttons their tokens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from bot.domain.card import AuthorLine, CardView, Choice, Drawn, Proposal
from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.desk import Button, Keyboard
from bot.domain.events import SenderKind
from bot.domain.ids import CaseId
from bot.domain.naming import spoken_name
from bot.ports import Library, SlotValues, Transaction
from replies.types import Suggestion

NOTE = "note"
"""Name of the audit action that keeps a manager's note."""


class Viewer:
    """Knows what belongs on a card, and how a brand's replies are filled for a comment."""

    def __init__(self, *, library: Library, brand: str, links: Mapping[str, str]) -> None:
        self._library = library
        self._brand = brand
        self._links = links

    async def card(self, tx: Transaction, case_id: CaseId) -> CardView:
        """Everything the card of a case is drawn from, as it stands in this transaction."""
        case = await tx.cases.get(case_id)
        focus = await tx.comments.get(case.focus_id)
        comments = await tx.comments.of_case(case_id)
        replies = await tx.outbox.replies_of(case_id)
        notes = [one for one in await tx.cases.audit_of(case_id) if one.action == NOTE]
        return CardView(
            case=case,
            community=await community_of(tx, case),
            thread=await tx.comments.thread(case.community_id, case.thread_key),
            focus=focus,
            comments=tuple(comments) or (focus,),
            author=await self._author(tx, case, focus),
            proposals=self.proposals(case, focus),
            reply=replies[-1] if replies else None,
            notes=tuple((note.by_name, note.detail) for note in notes),
        )

    def proposals(self, case: Case, focus: Comment) -> tuple[Proposal, ...]:
        """The case's suggestions that have a text, filled as far as possible."""
        found = [
            (suggestion, suggestion.text)
            for suggestion in case.suggestions
            if suggestion.text is not None
        ]
        return tuple(
            self._proposal(number, suggestion, text, focus)
            for number, (suggestion, text) in enumerate(found, start=1)
        )

    def values(self, focus: Comment, prompted: Mapping[str, str]) -> SlotValues:
        """What is known for the slots of an answer to this comment."""
        return SlotValues(
            author=spoken_name(focus.author.name) if focus.author.kind is SenderKind.USER else "",
            brand=self._brand,
            links=self._links,
            prompted=prompted,
        )

    def _proposal(
        self, number: int, suggestion: Suggestion, text: str, focus: Comment
    ) -> Proposal:
        filled = self._library.fill(text, self.values(focus, {}))
        return Proposal(
            number=number,
            reply_id=suggestion.reply_id,
            titles=suggestion.titles,
            fit=suggestion.fit,
            lang=suggestion.lang or "en",
            template=text,
            text=filled.text,
            tone=suggestion.tone,
            missing=filled.missing,
            has_other_words=suggestion.wordings > 1,
            step=suggestion.step,
        )

    async def _author(self, tx: Transaction, case: Case, focus: Comment) -> AuthorLine:
        history = await tx.comments.history(case.owner.brand_id, case.author_key, before=focus.id)
        return AuthorLine(
            name=focus.author.name,
            username=focus.author.username,
            first_seen_at=history.first_seen_at,
            earlier_case_count=history.case_count,
            last_was_negative=history.last_was_negative,
            is_channel=focus.author.kind is not SenderKind.USER,
        )


async def community_of(tx: Transaction, case: Case) -> Community:
    """The community that a case belongs to."""
    communities = await tx.directory.communities(case.owner.bot_id)
    return next(one for one in communities if one.id == case.community_id)


async def keyboard(tx: Transaction, drawn: Drawn, *, at: datetime) -> Keyboard:
    """Keep the meaning of every button under an opaque token."""
    return tuple([tuple([await _button(tx, choice, at) for choice in row]) for row in drawn.rows])


async def _button(tx: Transaction, choice: Choice, at: datetime) -> Button:
    if choice.action is None:
        return Button(label=choice.label, url=choice.url)
    token = secrets.token_urlsafe(9)
    await tx.desk.put_action(token, choice.action, at=at)
    return Button(label=choice.label, token=token)
