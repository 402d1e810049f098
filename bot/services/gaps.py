"""Find the gaps of the library."""

from __future__ import annotations

from datetime import datetime

from bot.domain.agreeing import is_agreement
from bot.domain.gaps import LOOKS_BACK, Gap, gaps_among
from bot.domain.ids import CommentId, Owner
from bot.domain.roster import Manager
from bot.ports import AuditEntry, Clock, Grouping, Transaction

PUT_ASIDE = "gap-put-aside"
"""Beginning of the facts that keep what was said to be no gap: its comment, and its size."""


class Gaps:
    """Knows what was written and not answered from the library in the last week."""

    def __init__(self, *, owner: Owner, clock: Clock, grouping: Grouping) -> None:
        self._owner = owner
        self._clock = clock
        self._grouping = grouping

    async def find(self, tx: Transaction) -> list[Gap]:
        """The gaps as they are now, the largest first."""
        since = self._clock.now() - LOOKS_BACK
        known = await tx.directory.values(self._prefix, is_shared=True)
        put_aside = {CommentId(int(comment_id)): int(size) for comment_id, size in known.items()}
        found = await tx.gaps.unanswered(self._owner.brand_id, since=since, also=put_aside)
        if not found:
            return []
        # vectors of different encoders cannot be compared
        model_id = found[-1].model_id
        comments = [
            one
            for one in found
            # what only agrees is no example of anything
            if one.model_id == model_id and one.vector and not is_agreement(one.text)
        ]
        groups = await self._grouping.alike(
            [one.text for one in comments], [one.vector for one in comments], model_id=model_id
        )
        library = await tx.replies.library(self._owner.brand_id)
        return gaps_among(
            comments,
            groups,
            since=since,
            put_aside=put_aside,
            examples=(text for reply in library.replies for text in reply.examples),
        )

    async def put_aside(
        self, tx: Transaction, gap: Gap, manager: Manager, *, at: datetime
    ) -> None:
        """It is no gap, as long as it does not double."""
        key = f"{self._prefix}{gap.example.comment_id}"
        await tx.directory.set_value(key, str(len(gap.comments)), is_shared=True)
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=gap.example.case_id,
                at=at,
                by=manager.user_id,
                by_name=manager.name,
                action="gap_put_aside",
                detail=", ".join(gap.words),
            )
        )

    @property
    def _prefix(self) -> str:
        return f"{PUT_ASIDE}:{self._owner.brand_id}:"
