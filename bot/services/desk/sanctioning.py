"""Warn, mute and ban the author of a case, and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.ids import OutboxId, SanctionId
from bot.domain.outbox import Notice, OutboxItem, Payload, SanctionChange, Urgency
from bot.domain.sanctions import (
    DENIED,
    ROLE_NEEDED,
    Sanction,
    SanctionKind,
    given_over,
    goes_with,
    is_a_person,
    rung_after,
    standing_of,
)
from bot.domain.sweeping import Fate
from bot.errors import AuthorExempt, CardOutdated, NotAllowed
from bot.ports import Renderer, Transaction
from bot.services.desk.assignment import case_of, require_current
from bot.services.desk.clearance import require_no_hold
from bot.services.desk.deleted import deleted_text
from bot.services.desk.deleting import hold_back
from bot.services.desk.moderation_menu import ModerationMenu, is_ours
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.using import dismissed
from bot.services.desk.view import community_of
from bot.services.desk.voicing import Voicing

SAID = "warning_said"
"""Names the notice that tells an author of a warning."""
_AUDITED = {
    SanctionKind.WARNING: "warned",
    SanctionKind.MUTE: "muted",
    SanctionKind.BAN: "banned",
}
LIFTED = "lifted:"
"""Begins the name of the audit action; the kind of what was lifted follows."""


class Sanctioning:
    """Keeps what authors are given and asks the outbox to tell Telegram."""

    verbs = frozenset({Verb.MUTE, Verb.WARN, Verb.BAN, Verb.LIFT, Verb.DENY})

    def __init__(
        self,
        *,
        renderer: Renderer,
        menu: ModerationMenu,
        voicing: Voicing,
        warning_texts: Mapping[str, str],
        warning_lasts: timedelta,
        undo_window: timedelta,
    ) -> None:
        self._renderer = renderer
        self._menu = menu
        self._voicing = voicing
        self._warning_texts = warning_texts
        self._warning_lasts = warning_lasts
        self._undo_window = undo_window

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a mute, a warning, a ban, an undo, or "not spam".

        Raise AuthorExempt, NotAllowed, VoiceForbids, CardOutdated, CaseClosed or CaseTaken.
        """
        case = await case_of(tx, action)
        require_current(case, action)
        match action.verb:
            case Verb.LIFT:
                return await self._lift(tx, case, SanctionId(action.number), press)
            case Verb.DENY:
                return await self._deny(tx, case, press)
            case Verb.WARN:
                return await self._warn(tx, case, press)
            case Verb.MUTE:
                until = press.at + timedelta(minutes=action.number) if action.number else None
                return await self._sanction(tx, case, SanctionKind.MUTE, until, press)
            case _:
                return await self._sanction(tx, case, SanctionKind.BAN, None, press)

    async def _sanction(
        self,
        tx: Transaction,
        case: Case,
        kind: SanctionKind,
        until: datetime | None,
        press: Press,
    ) -> Told:
        await _sanctionable(tx, case, kind)
        closed = moderated(case, press)
        known = await tx.sanctions.of_author(case.community_id, case.author_key)
        if standing_of(known, now=press.at).covers(kind, until):
            return "toast-sanction-already", {}
        await self._give(tx, case, _new(case, kind, until, press))
        await record(tx, case, closed, press, action=_AUDITED[kind], detail=_end(until))
        await self._menu.redraw(tx, closed, press)
        return f"toast-{kind}", {}

    async def _warn(self, tx: Transaction, case: Case, press: Press) -> Told:
        """Warn once for what a case was opened for; repeated warnings weigh more."""
        focus = await _sanctionable(tx, case, SanctionKind.WARNING)
        closed = moderated(case, press)
        known = await tx.sanctions.of_author(case.community_id, case.author_key)
        standing = standing_of(known, now=press.at)
        given = given_over(known, case.id, since=case.opened_at, now=press.at)
        if any(one.kind is SanctionKind.WARNING for one in given):
            return "toast-sanction-already", {}
        text = await self._warning_text(tx, case, focus)
        if text:
            await require_no_hold(tx, case)
            await self._voicing.require_sendable(tx, case, text, press.manager, in_spite=False)
        lasts_until = press.at + self._warning_lasts
        warning = _new(case, SanctionKind.WARNING, lasts_until, press)
        warning = replace(warning, id=await tx.sanctions.add(warning))
        if text:
            await self._say(tx, case, focus, text, warning)
        rung = rung_after(standing.warning_count)
        if rung.mute is not None and not standing.covers(SanctionKind.MUTE, press.at + rung.mute):
            mute = _new(case, SanctionKind.MUTE, press.at + rung.mute, press)
            await self._give(tx, case, mute)
        await record(tx, case, closed, press, action="warned", detail=_end(lasts_until))
        await self._menu.redraw(tx, closed, press)
        return "toast-warning", {}

    async def _give(self, tx: Transaction, case: Case, sanction: Sanction) -> None:
        given = await tx.sanctions.add(sanction)
        change = SanctionChange(sanction_id=given, by=sanction.by, by_name=sanction.by_name)
        await _queue(tx, case, change, Urgency.MODERATION, sanction.at)

    async def _say(
        self, tx: Transaction, case: Case, focus: Comment, text: str, warning: Sanction
    ) -> None:
        """Tell the author; the undo window is as long as that of an answer."""
        html = self._renderer.say(
            "notice-warning", user=str(focus.author.id), author=focus.author.name, text=text
        )
        notice = Notice(
            html=html,
            what=SAID,
            reply_to=focus.ref.message_id,
            warning_id=warning.id,
            by=warning.by,
            by_name=warning.by_name,
        )
        await _queue(tx, case, notice, Urgency.REPLY, warning.at + self._undo_window)

    async def _warning_text(self, tx: Transaction, case: Case, focus: Comment) -> str:
        """The text in the comment's language, else in one that is spoken there, else none."""
        spoken = focus.verdict.lang if focus.verdict is not None else ""
        community = await community_of(tx, case)
        for tag in (spoken, *community.languages, "en"):
            if tag in self._warning_texts:
                return self._warning_texts[tag]
        return ""

    async def _lift(
        self, tx: Transaction, case: Case, sanction_id: SanctionId, press: Press
    ) -> Told:
        sanction = await tx.sanctions.get(sanction_id)
        if sanction is None:
            raise CardOutdated("there is no such sanction")
        if not await self._take_back(tx, case, sanction, press):
            await self._menu.redraw(tx, case, press)
            return "toast-lifted-already", {}
        known = await tx.sanctions.of_case(case.id)
        left = given_over(known, case.id, since=case.opened_at, now=press.at)
        is_deleted = await deleted_text(tx, case) is not None
        is_undone = case.status is Status.MODERATED and not left and not is_deleted
        now_is = case.take_back(at=press.at) if is_undone else case
        await record(tx, case, now_is, press, action=f"{LIFTED}{sanction.kind}")
        await self._menu.redraw(tx, now_is, press)
        return "toast-lifted", {}

    async def _take_back(
        self, tx: Transaction, case: Case, sanction: Sanction, press: Press
    ) -> bool:
        """Lift a sanction and what stands or falls with it; False if it was lifted before.

        All mutes go together, and with a warning the mute that it had led to.
        """
        needed = ROLE_NEEDED[sanction.kind]
        if not press.manager.role.includes(needed):
            raise NotAllowed(needed)
        if not await tx.sanctions.lift(sanction.id, at=press.at):
            return False
        if sanction.kind is not SanctionKind.WARNING:
            change = SanctionChange(
                sanction_id=sanction.id,
                is_lifted=True,
                by=press.manager.user_id,
                by_name=press.manager.name,
            )
            await _queue(tx, case, change, Urgency.MODERATION, press.at)
        for other in await tx.sanctions.of_author(sanction.community_id, sanction.author_key):
            if other.is_in_force(press.at) and goes_with(other, sanction):
                await self._take_back(tx, case, other, press)
        return True

    async def deny(self, tx: Transaction, case: Case, press: Press) -> Case:
        """It was no spam, or no abuse: lift what can be lifted, and dismiss the case.

        Dismissed cases are what moves the thresholds of their community. Raise CardOutdated,
        NotAllowed or CaseTaken.
        """
        label = DENIED.get(case.lane)
        if label is None:
            raise CardOutdated("the case is in another lane now")
        by, name, at = press.manager.user_id, press.manager.name, press.at
        was = case
        await hold_back(tx, case, Fate.DENIED, press)
        if case.status is Status.MODERATED:
            case = case.take_back(at=at).release(by=by, is_lead=True)
        now_is = case.close(Status.DISMISSED, by=by, name=name, at=at)
        for sanction in await tx.sanctions.of_author(case.community_id, case.author_key):
            if sanction.is_in_force(at):
                await self._take_back(tx, was, sanction, press)
        await record(tx, was, now_is, press, action=label)
        await dismissed(tx, was, press)
        return now_is

    async def _deny(self, tx: Transaction, was: Case, press: Press) -> Told:
        now_is = await self.deny(tx, was, press)
        label, name = DENIED[was.lane], press.manager.name
        html = self._renderer.say(f"moderation-{label.replace('_', '-')}", by=name)
        text = await deleted_text(tx, was)
        rows: tuple[tuple[Choice, ...], ...] = ()
        if text is not None:
            html = f"{html}\n{self._renderer.say('hide-kept-text', text=text)}"
            rows = ((self._menu.choice("label-repost", Verb.REPOST, was),),)
        await self._menu.replace(tx, Drawn(html=html, rows=rows), now_is, press)
        return "toast-dismissed", {}


def moderated(case: Case, press: Press) -> Case:
    """The case as decided by this press; what was moderated before stays so.

    Raise CaseClosed or CaseTaken.
    """
    if case.status is Status.MODERATED:
        return case
    by = press.manager
    return case.close(Status.MODERATED, by=by.user_id, name=by.name, at=press.at)


async def _sanctionable(tx: Transaction, case: Case, kind: SanctionKind) -> Comment:
    """The comment that it is about; raise AuthorExempt if its author cannot get this."""
    focus = await tx.comments.get(case.focus_id)
    if await is_ours(tx, case, focus):
        raise AuthorExempt("ours")
    if kind is not SanctionKind.BAN and not is_a_person(focus.author):
        raise AuthorExempt("channel")
    return focus


def _new(case: Case, kind: SanctionKind, until: datetime | None, press: Press) -> Sanction:
    return Sanction(
        id=SanctionId(0),
        owner=case.owner,
        community_id=case.community_id,
        author_key=case.author_key,
        author_name=case.author_name,
        kind=kind,
        at=press.at,
        until=until,
        by=press.manager.user_id,
        by_name=press.manager.name,
        case_id=case.id,
    )


def _end(until: datetime | None) -> str:
    """The end of a sanction as the audit keeps it."""
    return "" if until is None else until.isoformat()


async def _queue(
    tx: Transaction, case: Case, payload: Payload, urgency: Urgency, at: datetime
) -> None:
    focus = await tx.comments.get(case.focus_id)
    await tx.outbox.add(
        OutboxItem(
            id=OutboxId(0),
            owner=case.owner,
            chat_id=focus.chat_id,
            urgency=urgency,
            weight=case.priority,
            case_id=case.id,
            payload=payload,
            not_before=at,
            created_at=at,
        )
    )
