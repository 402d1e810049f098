"""The second yes: which answers need one, and what it is bound to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.case import Case, Status
from bot.domain.ids import ApprovalId, CaseId, Owner, UserId
from bot.domain.lane import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondYesRules:
    """What asks for a second yes: lanes, case-folded words, ids of saved replies."""

    lanes: frozenset[Lane] = frozenset()
    words: tuple[str, ...] = ()
    replies: frozenset[str] = frozenset()


def needs_second_yes(
    text: str, lane: Lane, reply_id: str, *, saved_text: str, rules: SecondYesRules
) -> tuple[str, ...]:
    """Why an answer needs a second yes; empty if it needs none.

    `saved_text` is the text of a valid saved reply that goes out unchanged, empty for any other
    answer: what stands in it was approved before. A listed reply always asks.
    """
    return tuple(_reasons(text.casefold(), lane, reply_id, saved_text.casefold(), rules))


def _reasons(
    text: str, lane: Lane, reply_id: str, saved_text: str, rules: SecondYesRules
) -> Iterator[str]:
    if lane in rules.lanes and not saved_text:
        yield f"lane: {lane}"
    yield from (f"word: {word}" for word in rules.words if word in text and word not in saved_text)
    if reply_id in rules.replies:
        yield f"reply: {reply_id}"


class YesOutcome(StrEnum):
    """What became of a request for a second yes."""

    WAITING = "waiting"
    GIVEN = "given"
    SENT_BACK = "sent_back"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A request for a second yes to one exact text, and what became of it.

    `seal` binds the text to the comment and the case as its writer saw them. `reasons` are those
    of `needs_second_yes`, `slots` the values that were filled in. `by` is the writer.
    """

    id: ApprovalId
    owner: Owner
    case_id: CaseId
    text: str
    reply_id: str
    slots: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    seal: str
    by: UserId
    by_name: str
    at: datetime
    outcome: YesOutcome = YesOutcome.WAITING
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.outcome is YesOutcome.WAITING


def seal_of(text: str, comment_hash: str, revision: int) -> str:
    """Binds a text to what it answers; another text, comment or revision has another seal."""
    return hashlib.sha256(repr((text, comment_hash, revision)).encode()).hexdigest()


class VoidReason(StrEnum):
    """Why a request holds no more."""

    CHANGED = "changed"
    CLOSED = "closed"
    NOT_HELD = "not-held"
    REPLACED = "replaced"
    WRITER_GONE = "writer-gone"


def void_reason(approval: Approval, case: Case, comment_hash: str) -> VoidReason | None:
    """Why a request holds no more; None as long as everything is as its writer saw it."""
    if case.status.is_closed:
        return VoidReason.CLOSED
    if case.status is not Status.CLAIMED or case.holder_id != approval.by:
        return VoidReason.NOT_HELD
    if seal_of(approval.text, comment_hash, case.revision) != approval.seal:
        return VoidReason.CHANGED
    return None
