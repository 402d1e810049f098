"""Authors are put on lists and taken off them, from the page that `/author` shows."""

from __future__ import annotations

from bot.domain.author_lists import AuthorList, Listed, relisted
from bot.domain.desk import Action, Verb
from bot.domain.ids import Owner
from bot.domain.roster import Role
from bot.errors import CardOutdated, NotAllowed
from bot.ports import Renderer, Transaction
from bot.services.author_lists import page_of_lists
from bot.services.desk.authors import Authors
from bot.services.desk.drawing import redraw
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record_at_desk

LISTED = "listed"
"""Name of the audit action; its detail is the list, "none" for off it, and a comment's id."""
_OPEN_CASES = 50
_NONE = "none"


class AuthorListing(DeskPart):
    """Answers the buttons of `/author`."""

    verbs = frozenset({Verb.AUTHOR, Verb.AUTHORS, Verb.AUTHOR_LIST, Verb.AUTHOR_IGNORE})

    def __init__(
        self, *, owner: Owner, renderer: Renderer, notes: DeskNotes, authors: Authors
    ) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self._authors = authors

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Show somebody, show the lists, or change one. Raise NotAllowed or CardOutdated."""
        told: Told = ("toast-done", {})
        if action.verb is Verb.AUTHORS:
            drawn = self._renderer.page(await page_of_lists(tx, self._owner, number=action.number))
            await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
            return told
        if action.verb is not Verb.AUTHOR:
            told = await self._change(tx, action, press)
        page = await self._authors.page(tx, action.text, at=press.at)
        if page is None:
            raise CardOutdated("nothing is kept of them any more")
        await self._notes.answer(
            tx, self._renderer.page(page), chat_id=press.chat_id, edits=press.message_id
        )
        return told

    async def _change(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Put on the list in `slot`, or off any; whoever is passed over is a lead's business."""
        on = AuthorList(action.slot) if action.slot else None
        brand_id = self._owner.brand_id
        newest = await tx.lookups.comments_of(brand_id, action.text, limit=1)
        if not newest:
            raise CardOutdated("nothing is kept of them any more")
        was = await tx.author_lists.get(brand_id, action.text)
        is_passed_over = was is not None and was.on is AuthorList.IGNORE
        if is_passed_over and not press.manager.role.includes(Role.LEAD):
            raise NotAllowed(Role.LEAD)
        by = press.manager
        await tx.author_lists.put(
            Listed(
                owner=self._owner,
                key=action.text,
                on=on,
                at=press.at,
                by=by.user_id,
                by_name=by.name,
            )
        )
        # whoever is forgotten leaves no name here
        detail = f"{on or _NONE}, comment {newest[0]}"
        await record_at_desk(tx, self._owner, by, at=press.at, action=LISTED, detail=detail)
        await self._tell_cases(tx, action.text, on, press)
        name = (await tx.comments.get(newest[0])).author.name
        return f"toast-list-{on or _NONE}", {"name": name}

    async def _tell_cases(
        self, tx: Transaction, key: str, on: AuthorList | None, press: Press
    ) -> None:
        """Open cases of this desk say so at once."""
        ids = await tx.lookups.cases_of(self._owner.brand_id, key, limit=_OPEN_CASES)
        for case in await tx.cases.several(ids):
            if case.status.is_closed or case.owner.desk_id != self._owner.desk_id:
                continue
            reasons, priority = relisted(case.reasons, case.priority, on)
            if (reasons, priority) != (case.reasons, case.priority):
                changed = case.weigh(reasons=reasons, priority=priority)
                await tx.cases.save(changed, expected_version=case.version)
                await redraw(tx, changed, now=press.at)
