"""What stands around a comment: what it agrees with, and whose question it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.agreeing import JUST_ABOVE, LANES, AgreesWith, is_agreement, is_glad
from bot.domain.answered_by_members import lower, says_something
from bot.domain.case import Status
from bot.domain.comment import Comment, author_key
from bot.domain.ids import MessageRef
from bot.domain.lane import Lane
from bot.ports import AuditEntry, Clock, Transaction
from bot.services.desk.drawing import redraw
from bot.services.whole import whole
from classifiers.types import UNDETERMINED, Verdict

SET_ASIDE = frozenset({Status.DISMISSED, Status.MODERATED})
ANSWERED_BY_MEMBER = "answered_by_member"
"""Name of the audit action: a member answered the question; its detail is their comment's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a comment says by agreeing: the comment that it agrees with, and its lane."""

    other: Comment
    agrees_with: AgreesWith

    def read_into(self, comment: Comment) -> Comment:
        """The comment with what it agrees with shown as what it answers to."""
        return replace(
            comment,
            reply_to=self.other.message_ids[0],
            reply_to_text=comment.reply_to_text or self.other.text,
        )

    def mean(self, comment: Comment) -> Comment:
        """The comment with the words that it stands for, to look up what answers them."""
        return replace(comment, text=self.other.text)

    def understand(self, verdict: Verdict) -> Verdict:
        """The verdict with the vector, and if need be the language, of what was agreed with."""
        heard = self.other.verdict
        if heard is None:
            return verdict
        known = verdict.lang if verdict.lang != UNDETERMINED else heard.lang
        return replace(verdict, lang=known, vector=heard.vector, model_id=heard.model_id)


async def context_of(tx: Transaction, comment: Comment) -> Context | None:
    """What a comment agrees with, if it says no more than that.

    That is the comment that it answers to; else the one just above it in its thread. Of oneself,
    and what managers put aside, nobody is counted as agreeing with.
    """
    if not is_agreement(comment.text) or comment.media or comment.chat_id > 0:
        return None
    other = await _agreed_with(tx, comment)
    if other is None or author_key(other.author) == author_key(comment.author):
        return None
    lane, number = other.lane, ""
    if other.case_id is not None:
        case = await whole(tx.cases.get(other.case_id))
        if case is None or case.status in SET_ASIDE:
            return None
        lane = case.lane if case.focus_id == other.id else lane
        number = f"#{case.id}"
    if lane is None or lane not in LANES or other.verdict is None:
        return None
    if lane is Lane.COMPLAINT and is_glad(comment.text):
        return None
    return Context(other=other, agrees_with=AgreesWith(lane=lane, case=number))


async def _agreed_with(tx: Transaction, comment: Comment) -> Comment | None:
    """Whoever comments under a post answers to the post, as Telegram has it."""
    if comment.reply_to is not None:
        ref = MessageRef(chat_id=comment.chat_id, message_id=comment.reply_to)
        answered = await whole(tx.comments.at(ref))
        thread = await tx.comments.thread(comment.community_id, comment.thread_key)
        is_under_post = thread is not None and thread.root == comment.reply_to
        if answered is not None or not is_under_post:
            return answered
    above = await tx.comments.above(comment.community_id, comment.thread_key, before=comment.id)
    if above is None or comment.sent_at - above.sent_at > JUST_ABOVE:
        return None
    return above


async def heed_member_answer(
    tx: Transaction, comment: Comment, lane: Lane, *, clock: Clock
) -> None:
    """Where a comment answers another member's question, that is less urgent, and says so."""
    if comment.reply_to is None or not says_something(comment, lane):
        return
    ref = MessageRef(chat_id=comment.chat_id, message_id=comment.reply_to)
    question = await whole(tx.comments.at(ref))
    if question is None or question.case_id is None:
        return
    if author_key(question.author) == author_key(comment.author):
        return
    case = await whole(tx.cases.get(question.case_id))
    lowered = lower(case, question) if case is not None else None
    if case is None or lowered is None:
        return
    now = clock.now()
    await tx.cases.save(lowered, expected_version=case.version)
    await tx.cases.audit(
        AuditEntry(
            owner=case.owner,
            case_id=case.id,
            at=now,
            by=None,
            by_name="",
            action=ANSWERED_BY_MEMBER,
            # whoever is forgotten leaves no words here
            detail=str(comment.id),
        )
    )
    await redraw(tx, lowered, now=now)
