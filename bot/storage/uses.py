"""What became of suggestions, as the database holds it; the comments' words stay with them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, and_, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import BrandId, CaseId, CommentId, UserId
from bot.domain.uses import Mark, Outcome, ReplyUse, UseCounts
from bot.ports import UsedVector
from bot.storage.fields import Fields
from bot.storage.reading import readable
from bot.storage.rows import owner_of, owner_row, upsert
from bot.storage.schema import comments, reply_uses, use_revisions
from bot.storage.types import latest

LESSONS_AT_MOST = 5000
"""The newest decisions that are learnt from, so that a long life of a desk costs no memory."""

_PASSED_OVER = tuple(one.value for one in Outcome if one.is_passed_over)


class SqlUses:
    """Uses in a table, one row for each reply suggested for a comment of a case."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def show(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what is suggested for a comment now, in place of what was undecided before."""
        if not uses:
            return
        await self._connection.execute(
            delete(reply_uses).where(
                reply_uses.c.case_id == uses[0].case_id,
                reply_uses.c.outcome == Outcome.SHOWN.value,
                reply_uses.c.comment_id == uses[0].comment_id,
            )
        )
        for use in uses:
            statement = upsert(self._connection, reply_uses).values(_row(use))
            await self._connection.execute(statement.on_conflict_do_nothing())

    async def of_comment(self, case_id: CaseId, comment_id: CommentId) -> list[ReplyUse]:
        """What was suggested for a comment of a case, by rank."""
        return await readable(
            self._connection,
            select(reply_uses)
            .where(reply_uses.c.case_id == case_id, reply_uses.c.comment_id == comment_id)
            .order_by(reply_uses.c.rank),
            reply_uses,
            use_of,
        )

    async def decide(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what became of suggestions that were shown."""
        for use in uses:
            await self._connection.execute(
                update(reply_uses)
                .where(
                    reply_uses.c.case_id == use.case_id,
                    reply_uses.c.comment_id == use.comment_id,
                    reply_uses.c.reply_id == use.reply_id,
                )
                .values(_row(use))
            )
        for brand_id in {use.owner.brand_id for use in uses}:
            await self._count_change(brand_id)

    async def mark(self, use: ReplyUse, mark: Mark) -> bool:
        """Say of a reply that was sent what it is as a lesson; False if it is not as in `use`."""
        changed = await self._connection.execute(
            update(reply_uses)
            .where(
                reply_uses.c.case_id == use.case_id,
                reply_uses.c.comment_id == use.comment_id,
                reply_uses.c.reply_id == use.reply_id,
                reply_uses.c.outcome == use.outcome.value,
                reply_uses.c.mark == use.mark.value,
            )
            .values(mark=mark.value)
        )
        if not changed.rowcount:
            return False
        await self._count_change(use.owner.brand_id)
        return True

    async def unlearn(self, brand_id: BrandId, reply_id: str) -> int:
        """Learn nothing any more from decisions on a reply so far; return how many they are."""
        changed = await self._connection.execute(
            update(reply_uses)
            .where(
                reply_uses.c.brand_id == brand_id,
                reply_uses.c.reply_id == reply_id,
                reply_uses.c.outcome != Outcome.SHOWN.value,
                reply_uses.c.mark != Mark.UNLEARNT.value,
            )
            .values(mark=Mark.UNLEARNT.value)
        )
        await self._count_change(brand_id)
        return changed.rowcount

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every decision."""
        number = await self._connection.scalar(
            select(use_revisions.c.number).where(use_revisions.c.brand_id == brand_id)
        )
        return number or 0

    async def vectors(self, brand_id: BrandId, model_id: str) -> list[UsedVector]:
        """Decisions with the vectors of their comments, the oldest first."""
        is_lesson = reply_uses.c.outcome.in_(
            [Outcome.SENT.value, Outcome.EDITED.value, Outcome.REPLACED.value]
        )
        newest = (
            select(reply_uses, comments.c.vector, comments.c.verdict)
            .join(comments, comments.c.id == reply_uses.c.comment_id)
            .where(
                and_(reply_uses.c.brand_id == brand_id, is_lesson),
                comments.c.vector.is_not(None),
                reply_uses.c.mark != Mark.UNLEARNT.value,
            )
            .order_by(reply_uses.c.at.desc(), reply_uses.c.comment_id.desc(), reply_uses.c.rank)
            .limit(LESSONS_AT_MOST)
        )
        found = await readable(self._connection, newest, reply_uses, _vector_of)
        return [one for model, one in reversed(found) if one.vector and model == model_id]

    async def counts(self, brand_id: BrandId) -> dict[str, UseCounts]:
        """How often each reply was shown and what became of it, by reply."""
        uses = reply_uses.c
        is_edited = uses.outcome == Outcome.EDITED.value
        is_sent = uses.outcome == Outcome.SENT.value
        is_taught = uses.mark == Mark.TAUGHT.value
        found = await self._connection.execute(
            select(
                uses.reply_id,
                func.count().label("shown"),
                func.sum(case((is_sent, 1), else_=0)).label("sent"),
                func.sum(case((is_edited, 1), else_=0)).label("edited"),
                func.sum(case((uses.outcome.in_(_PASSED_OVER), 1), else_=0)).label("passed_over"),
                func.sum(case((is_taught, 1), else_=0)).label("taught"),
                func.avg(case((is_edited, uses.distance))).label("mean_distance"),
                latest(case((is_sent | is_edited, uses.at))).label("last_used_at"),
            )
            .where(uses.brand_id == brand_id)
            .group_by(uses.reply_id)
        )
        return {
            row["reply_id"]: UseCounts(
                reply_id=row["reply_id"],
                shown=row["shown"],
                sent=row["sent"],
                edited=row["edited"],
                passed_over=row["passed_over"],
                taught=row["taught"],
                mean_distance=row["mean_distance"] or 0.0,
                last_used_at=row["last_used_at"],
            )
            for row in found.mappings()
        }

    async def of_reply(self, brand_id: BrandId, reply_id: str) -> UseCounts:
        """How often a reply was shown and what became of it."""
        return (await self.counts(brand_id)).get(reply_id, UseCounts(reply_id=reply_id))

    async def _count_change(self, brand_id: BrandId) -> None:
        statement = upsert(self._connection, use_revisions).values(brand_id=brand_id, number=1)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[use_revisions.c.brand_id],
                set_={"number": use_revisions.c.number + 1},
            )
        )


def _row(use: ReplyUse) -> dict[str, object]:
    return {
        **owner_row(use.owner),
        "case_id": use.case_id,
        "comment_id": use.comment_id,
        "reply_id": use.reply_id,
        "lang": use.lang,
        "tone": use.tone,
        "rank": use.rank,
        "score": use.score,
        "at": use.at,
        "outcome": use.outcome.value,
        "distance": use.distance,
        "by_id": use.by,
        "mark": use.mark.value,
    }


def _vector_of(row: RowMapping) -> tuple[str, UsedVector]:
    model_id = Fields(row["verdict"] or {}).text("model_id")
    return model_id, UsedVector(use=use_of(row), vector=row["vector"])


def use_of(row: RowMapping) -> ReplyUse:
    """The use that a row holds."""
    return ReplyUse(
        owner=owner_of(row),
        case_id=CaseId(row["case_id"]),
        comment_id=CommentId(row["comment_id"]),
        reply_id=row["reply_id"],
        lang=row["lang"],
        tone=row["tone"],
        rank=row["rank"],
        score=row["score"],
        at=row["at"],
        outcome=Outcome(row["outcome"]),
        distance=row["distance"],
        by=None if row["by_id"] is None else UserId(row["by_id"]),
        mark=Mark(row["mark"]),
    )
