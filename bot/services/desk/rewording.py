"""Other words for the same suggestions: the next tone or language, by one tap."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.desk import Action
from bot.errors import CardOutdated
from bot.ports import Library, Transaction
from bot.services.asking import inquiry_about
from bot.services.desk.assignment import case_of, require_workable
from bot.services.desk.drawing import redraw
from bot.services.desk.press import Press, Told
from bot.services.desk.view import community_of


class Rewording:
    """Turns every suggestion of a case that has further texts to the next of them."""

    def __init__(self, *, library: Library, zone: tzinfo) -> None:
        self._library = library
        self._zone = zone

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Propose other words. Raise CaseClosed, CaseTaken or CardOutdated."""
        case = await case_of(tx, action)
        require_workable(case, action, press.manager)
        focus = await tx.comments.get(case.focus_id)
        if focus.verdict is None:
            raise CardOutdated("the comment is being judged anew")
        inquiry = await inquiry_about(
            tx,
            focus,
            await community_of(tx, case),
            focus.verdict,
            lane=case.lane,
            at=press.at,
            zone=self._zone,
        )
        turned = tuple(
            self._library.other_wording(one, inquiry) or one for one in case.suggestions
        )
        if turned == case.suggestions:
            return "toast-no-other-words", {}
        reworded = case.reword(turned)
        await tx.cases.save(reworded, expected_version=case.version)
        await redraw(tx, reworded, now=press.at)
        return "toast-reworded", {}
