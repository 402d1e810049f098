"""Asking the library what to say to a comment, with what was said in its thread already."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain.case import Case
from bot.domain.comment import Comment, Community, author_key
from bot.domain.outbox import OutboxItem, PublicReply
from bot.domain.routing import answer_languages, is_tense
from bot.ports import Transaction
from classifiers.types import Verdict
from replies.types import Inquiry

LOOKED_BACK = 20
"""So many open cases of a thread are asked what is proposed there; a crowd uses up all wording."""


async def inquiry_about(
    tx: Transaction,
    comment: Comment,
    community: Community,
    verdict: Verdict,
    *,
    lane: str,
    at: datetime,
    zone: tzinfo,
) -> Inquiry:
    """What the library has to know of a comment in order to propose an answer."""
    author = author_key(comment.author)
    said = await tx.outbox.said_in_thread(community.id, comment.thread_key)
    own = await tx.cases.latest(community.id, comment.thread_key, author)
    return Inquiry(
        text=comment.text,
        vector=verdict.vector,
        languages=answer_languages(verdict.lang, community.languages, community.answer_in),
        lane=lane,
        used=frozenset(reply.text for _, reply in _replies(said)),
        today=at.astimezone(zone).date(),
        said=_said_to(own, said),
        is_tense=is_tense(verdict),
        proposed=await tx.cases.proposed_to_others(
            community.id, comment.thread_key, author, limit=LOOKED_BACK
        ),
        topics=frozenset(community.topics),
        tone=community.tone,
    )


def _said_to(case: Case | None, said: list[OutboxItem]) -> tuple[str, ...]:
    """The saved replies that answered this case so far, the oldest first."""
    if case is None:
        return ()
    return tuple(
        reply.reply_id
        for item, reply in _replies(said)
        if item.case_id == case.id and reply.reply_id
    )


def _replies(items: list[OutboxItem]) -> list[tuple[OutboxItem, PublicReply]]:
    return [(one, one.payload) for one in items if isinstance(one.payload, PublicReply)]
