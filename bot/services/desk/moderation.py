"""Take comments away: asked twice, because Telegram cannot bring them back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.card import Drawn
from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.sanctions import DELETABLE_FOR
from bot.errors import AuthorExempt
from bot.ports import Renderer, Transaction
from bot.services.desk.assignment import case_of, require_current
from bot.services.desk.deleted import HIDDEN, deleted_text
from bot.services.desk.deleting import delete_comments
from bot.services.desk.moderation_menu import (
    ModerationMenu,
    in_public,
    is_ours,
    offending,
    still_deletable,
)
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.reposting import Reposting
from bot.services.desk.sanctioning import Sanctioning, moderated


class Moderation(DeskPart):
    """Opens the menu of a case, deletes, and hands the rest on."""

    verbs = (
        frozenset({Verb.HIDE, Verb.DELETE, Verb.KEEP, Verb.HIDE_ALL, Verb.DELETE_ALL})
        | Sanctioning.verbs
        | Reposting.verbs
    )

    def __init__(
        self,
        *,
        renderer: Renderer,
        menu: ModerationMenu,
        sanctioning: Sanctioning,
        reposting: Reposting,
    ) -> None:
        self._renderer = renderer
        self._menu = menu
        self._sanctioning = sanctioning
        self._reposting = reposting

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out what the menu offers; raise AuthorExempt, CaseClosed, CaseTaken."""
        if action.verb in Sanctioning.verbs:
            return await self._sanctioning.press(tx, action, press)
        if action.verb in Reposting.verbs:
            return await self._reposting.press(tx, action, press)
        case = await case_of(tx, action)
        require_current(case, action)
        match action.verb:
            case Verb.HIDE:
                case.close(Status.MODERATED, by=press.manager.user_id, name="", at=press.at)
                await self._menu.open(tx, case, press)
                return "toast-more", {}
            case Verb.DELETE:
                return await self._delete_few(tx, case, press)
            case Verb.HIDE_ALL:
                return await self._ask_for_all(tx, case, press)
            case Verb.DELETE_ALL:
                return await self._delete(tx, case, await self._all(tx, case, press), press)
            case _:
                html = self._renderer.say("hide-kept", by=press.manager.name)
                await self._menu.replace(tx, Drawn(html=html), case, press)
                return "toast-kept", {}

    async def _delete_few(self, tx: Transaction, case: Case, press: Press) -> Told:
        focus = await tx.comments.get(case.focus_id)
        found = still_deletable(await offending(tx, case, focus), press.at)
        return await self._delete(tx, case, found, press)

    async def _ask_for_all(self, tx: Transaction, case: Case, press: Press) -> Told:
        moderated(case, press)
        count = len(await self._all(tx, case, press))
        if not count:
            return "toast-nothing-to-delete", {}
        html = self._renderer.say("hide-all-ask", count=count, author=case.author_name)
        rows = (
            (
                self._menu.choice("label-delete", Verb.DELETE_ALL, case),
                self._menu.choice("label-keep", Verb.KEEP, case),
            ),
        )
        await self._menu.replace(tx, Drawn(html=html, rows=rows), case, press)
        return "toast-confirm", {}

    async def _all(self, tx: Transaction, case: Case, press: Press) -> list[Comment]:
        """All that an author wrote in this community, as far as Telegram still lets go of it."""
        if await is_ours(tx, case, await tx.comments.get(case.focus_id)):
            raise AuthorExempt("ours")
        return in_public(
            await tx.comments.of_author(
                case.community_id, case.author_key, since=press.at - DELETABLE_FOR
            )
        )

    async def _delete(
        self, tx: Transaction, case: Case, comments: Sequence[Comment], press: Press
    ) -> Told:
        closed = moderated(case, press)
        if await deleted_text(tx, case) is not None:
            return "toast-hidden", {}
        if not comments:
            return "toast-nothing-to-delete", {}
        text = "\n".join(comment.text or f"[{comment.media}]" for comment in comments)
        await record(tx, case, closed, press, action=HIDDEN, detail=text)
        await delete_comments(tx, case, comments, press)
        await self._menu.redraw(tx, closed, press)
        return "toast-hidden", {}
