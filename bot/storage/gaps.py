"""Comments that no saved reply answered, out of cases, uses and what was sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping, Select, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case import Status
from bot.domain.gaps import Unanswered
from bot.domain.ids import BrandId, CaseId, CommentId, OutboxId
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply
from bot.domain.uses import Outcome
from bot.storage.fields import Fields, as_numbers
from bot.storage.outbox_rows import item_of
from bot.storage.payload_codec import PayloadKind
from bot.storage.reading import readable
from bot.storage.schema import cases, comments, outbox, reply_uses

AT_MOST = 600
"""The newest comments that are looked at; grouping more of them would keep managers waiting."""
_NOTHING_TO_SAY = (Status.DISMISSED.value, Status.MODERATED.value)


class SqlGaps:
    """Looks into the tables of others."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def unanswered(
        self, brand_id: BrandId, *, since: datetime, also: Collection[CommentId] = ()
    ) -> list[Unanswered]:
        """What no saved reply answered since then, and these comments, the oldest first."""
        of_week = _unanswered().where(comments.c.brand_id == brand_id, comments.c.sent_at >= since)
        newest = of_week.order_by(comments.c.sent_at.desc(), comments.c.id.desc()).limit(AT_MOST)
        found = await readable(self._connection, newest, comments, _unanswered_of)
        if also:
            older = _with_vector().where(
                comments.c.brand_id == brand_id,
                comments.c.sent_at < since,
                comments.c.id.in_(list(also)),
            )
            found += await readable(self._connection, older, comments, _unanswered_of)
        answers = await self._answers([one.case_id for one, _ in found])
        told = [_with_answer(one, ids, answers) for one, ids in found if one.text.strip()]
        return sorted(told, key=lambda one: (one.at, one.comment_id))

    async def _answers(self, case_ids: Sequence[int]) -> list[OutboxItem]:
        """What was said in these cases in managers' own words."""
        items = await readable(
            self._connection,
            select(outbox)
            .where(
                outbox.c.case_id.in_(case_ids),
                outbox.c.kind == PayloadKind.PUBLIC_REPLY.value,
                outbox.c.state == OutboxState.SENT.value,
            )
            .order_by(outbox.c.id),
            outbox,
            item_of,
        )
        return [
            one
            for one in items
            if isinstance(one.payload, PublicReply) and not one.payload.reply_id
        ]


def _with_vector() -> Select[*tuple[object, ...]]:
    return (
        select(comments)
        .join(cases, cases.c.id == comments.c.case_id)
        .where(comments.c.vector.is_not(None))
    )


def _unanswered() -> Select[*tuple[object, ...]]:
    """Nothing was suggested for it and it was not put aside, or own words were written instead."""
    of_comment = reply_uses.c.comment_id == comments.c.id
    has_suggestions = exists().where(of_comment)
    in_own_words = exists().where(of_comment, reply_uses.c.outcome == Outcome.OWN_WORDS.value)
    nothing_was_known = and_(
        comments.c.id == cases.c.focus_id,
        ~has_suggestions,
        cases.c.status.not_in(_NOTHING_TO_SAY),
    )
    return _with_vector().where(or_(in_own_words, nothing_was_known))


def _with_answer(
    one: Unanswered, message_ids: Sequence[int], answers: Sequence[OutboxItem]
) -> Unanswered:
    text, outbox_id = "", None
    for item in answers:
        assert isinstance(item.payload, PublicReply)
        if item.case_id == one.case_id and item.payload.reply_to in message_ids:
            text, outbox_id = item.payload.text, OutboxId(item.id)
    return replace(one, answer=text, outbox_id=outbox_id)


def _unanswered_of(row: RowMapping) -> tuple[Unanswered, tuple[int, ...]]:
    """What a comment's row holds, without what was answered, and its messages."""
    message_ids = as_numbers(row["message_ids"])
    return Unanswered(
        comment_id=CommentId(row["id"]),
        case_id=CaseId(row["case_id"]),
        author_key=row["author_key"],
        text=row["text"],
        at=row["sent_at"],
        vector=row["vector"],
        model_id=Fields(row["verdict"] or {}).text("model_id"),
    ), message_ids
