"""What may keep an answer from going out: a hold, or a second yes that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.domain.approval import SecondYesRules, needs_second_yes
from bot.domain.card import in_reading_order
from bot.domain.case import Case
from bot.domain.holds import Hold, blocking, covering
from bot.domain.library import EntryKind, EntryRef, is_over
from bot.domain.roster import Manager, Role
from bot.errors import RepliesHeld, SecondYesNeeded
from bot.ports import Library, Transaction
from bot.services.desk.view import Viewer, language_of


class Clearance:
    """Says whether words may be said in public now, and whose yes they need."""

    def __init__(
        self, *, rules: SecondYesRules, library: Library, viewer: Viewer, zone: tzinfo
    ) -> None:
        """`zone` is the desk's: it says when the last day of a saved reply ends."""
        self._rules = rules
        self._library = library
        self._viewer = viewer
        self._zone = zone

    async def require_clear(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        manager: Manager,
        *,
        prompted: Mapping[str, str],
        at: datetime,
    ) -> tuple[str, ...]:
        """Name why a second yes is needed that the writer's own role gives.

        Raise RepliesHeld where replies are held, SecondYesNeeded for a writer below approver. The
        statement of a hold was approved when it was set.
        """
        await require_unheld(tx, case, text)
        is_statement = bool(covering(await tx.holds.in_force(case.owner.desk_id), case))
        may_ask = needs_second_yes(text, case.lane, reply_id, saved_text="", rules=self._rules)
        if is_statement or not may_ask:
            return ()
        saved = await self._saved_text(tx, case, text, reply_id, prompted=prompted, at=at)
        reasons = needs_second_yes(text, case.lane, reply_id, saved_text=saved, rules=self._rules)
        if reasons and not manager.role.includes(Role.APPROVER):
            raise SecondYesNeeded(reasons)
        return reasons

    async def _saved_text(
        self,
        tx: Transaction,
        case: Case,
        text: str,
        reply_id: str,
        *,
        prompted: Mapping[str, str],
        at: datetime,
    ) -> str:
        """The saved text that goes out unchanged, if its reply is still in force."""
        suggested = [one.text for one in case.suggestions if one.reply_id == reply_id and one.text]
        if not suggested:
            return ""
        ref = EntryRef(kind=EntryKind.REPLY, id=reply_id)
        stored = await tx.replies.entry(case.owner.brand_id, ref)
        today = at.astimezone(self._zone).date()
        if stored is None or stored.is_retired or is_over(stored.valid_until, today):
            return ""
        focus = await tx.comments.get(case.focus_id)
        facts = await self._viewer.facts(tx, case, at=at)
        values = self._viewer.values(focus, prompted, facts)
        filled = self._library.fill(suggested[0], values, language_of(case, focus, reply_id))
        is_unchanged = in_reading_order(filled.text).strip() == in_reading_order(text).strip()
        return suggested[0] if is_unchanged and not filled.missing else ""


async def require_unheld(tx: Transaction, case: Case, text: str) -> None:
    """Raise RepliesHeld unless the text may answer the case now."""
    hold = await hold_against(tx, case, text)
    if hold is not None:
        raise RepliesHeld(hold.by_name, hold.at, hold.statement)


async def require_no_hold(tx: Transaction, case: Case) -> None:
    """Raise RepliesHeld where nothing may be said in public about the case, whatever it is."""
    hold = await hold_over(tx, case)
    if hold is not None:
        raise RepliesHeld(hold.by_name, hold.at, "")


async def hold_over(tx: Transaction, case: Case) -> Hold | None:
    """The oldest hold that the case lies under, if any; its statement is an answer, not this."""
    return next(iter(covering(await tx.holds.in_force(case.owner.desk_id), case)), None)


async def hold_against(tx: Transaction, case: Case, text: str) -> Hold | None:
    """The hold that keeps a text from answering a case, if there is one."""
    return blocking(await tx.holds.in_force(case.owner.desk_id), case, text)
