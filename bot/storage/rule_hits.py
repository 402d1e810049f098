"""What the brand's rules did, or would have done, to comments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case as case_when
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import CommentId, DeskId, Owner
from bot.domain.rule_pages import HitCounts
from bot.domain.rules import RuleHit
from bot.storage.rows import owner_row
from bot.storage.schema import rule_hits


class SqlRuleHits:
    """One row for each rule that held for a comment when it was last judged."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(
        self, owner: Owner, comment_id: CommentId, hits: Sequence[RuleHit], *, at: datetime
    ) -> None:
        """Keep which rules held for a comment, in place of what was kept before."""
        await self._connection.execute(
            delete(rule_hits).where(rule_hits.c.comment_id == comment_id)
        )
        if not hits:
            return
        await self._connection.execute(
            insert(rule_hits),
            [
                {
                    **owner_row(owner),
                    "comment_id": comment_id,
                    "rule": hit.rule,
                    "effect": hit.effect,
                    "is_dry": hit.is_dry,
                    "at": at,
                }
                for hit in hits
            ],
        )

    async def counts(
        self, desk_id: DeskId, rules: Collection[str], *, day: datetime, week: datetime
    ) -> dict[tuple[str, bool], HitCounts]:
        """How often these rules held since two moments, by name and whether they ran dry."""
        is_recent = case_when((rule_hits.c.at > day, 1), else_=0)
        found = await self._connection.execute(
            select(rule_hits.c.rule, rule_hits.c.is_dry, func.sum(is_recent), func.count())
            .where(
                rule_hits.c.desk_id == desk_id,
                rule_hits.c.rule.in_(rules),
                rule_hits.c.at > week,
            )
            .group_by(rule_hits.c.rule, rule_hits.c.is_dry)
        )
        return {
            (rule, bool(is_dry)): HitCounts(day=int(recent), week=count)
            for rule, is_dry, recent, count in found
        }

    async def newest(
        self, desk_id: DeskId, rule: str, *, is_dry: bool, since: datetime, limit: int
    ) -> list[CommentId]:
        """The newest comments that a rule held for."""
        found = await self._connection.scalars(
            select(rule_hits.c.comment_id)
            .where(
                rule_hits.c.desk_id == desk_id,
                rule_hits.c.rule == rule,
                rule_hits.c.is_dry.is_(is_dry),
                rule_hits.c.at > since,
            )
            .order_by(rule_hits.c.at.desc(), rule_hits.c.id.desc())
            .limit(limit)
        )
        return [CommentId(comment_id) for comment_id in found]
