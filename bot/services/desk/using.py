"""Keep what becomes of suggestions, in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rapidfuzz.distance import Levenshtein

from bot.domain.case import Case
from bot.domain.ids import CommentId
from bot.domain.uses import ReplyUse, after_answer, after_dismissal, after_stop
from bot.ports import Library, Transaction
from bot.services.desk.press import Press
from bot.services.desk.view import Viewer, language_of


class Using:
    """Knows how far an answer is from the suggestion that it was made of."""

    def __init__(self, *, library: Library, viewer: Viewer) -> None:
        self._library = library
        self._viewer = viewer

    async def answered(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        press: Press,
        *,
        prompted: Mapping[str, str],
    ) -> None:
        """An answer was approved: made of that suggestion, or of own words (no id).

        A slot that a manager filled in is no edit.
        """
        uses = await tx.uses.of_comment(case.id, case.focus_id)
        distance = await self._distance(tx, case, text, reply_id, prompted=prompted, at=press.at)
        manager = press.manager
        await tx.uses.decide(
            after_answer(
                uses, sent_id=reply_id, distance=distance, by=manager.user_id, at=press.at
            )
        )

    async def _distance(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        *,
        prompted: Mapping[str, str],
        at: datetime,
    ) -> float:
        suggested = [one.text for one in case.suggestions if one.reply_id == reply_id and one.text]
        if not suggested:
            return 0.0
        focus = await tx.comments.get(case.focus_id)
        facts = await self._viewer.facts(tx, case, at=at)
        values = self._viewer.values(focus, prompted, facts)
        filled = self._library.fill(suggested[0], values, language_of(case, focus, reply_id))
        return Levenshtein.normalized_distance(filled.text.strip(), text.strip())


async def suggested(tx: Transaction, case: Case, *, at: datetime) -> None:
    """A case was given suggestions for the comment in its focus."""
    uses = [
        ReplyUse(
            owner=case.owner,
            case_id=case.id,
            comment_id=case.focus_id,
            reply_id=one.reply_id,
            lang=one.lang or "",
            tone=one.tone,
            rank=rank,
            score=one.score,
            at=at,
        )
        for rank, one in enumerate(case.suggestions, start=1)
        if one.text is not None
    ]
    await tx.uses.show(uses)


async def dismissed(tx: Transaction, case: Case, press: Press) -> None:
    """A case was dismissed without an answer."""
    uses = await tx.uses.of_comment(case.id, case.focus_id)
    await tx.uses.decide(after_dismissal(uses, by=press.manager.user_id, at=press.at))


async def withdrawn(tx: Transaction, case: Case, comment_id: CommentId) -> None:
    """An answer was stopped before it left: what was decided then counts for nothing."""
    await tx.uses.decide(after_stop(await tx.uses.of_comment(case.id, comment_id)))
