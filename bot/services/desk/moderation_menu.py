"""What can be done about a case's comments and their author, in one message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.events import SenderKind
from bot.domain.sanctions import (
    DAY,
    DENIED,
    HOUR,
    LADDER,
    Sanction,
    SanctionKind,
    Standing,
    deletable_until,
    given_over,
    is_a_person,
    standing_of,
)
from bot.ports import Renderer, Transaction
from bot.services.desk.deleted import deleted_text
from bot.services.desk.notes import DeskNotes
from bot.services.desk.press import Press
from bot.services.listening import LINKED_CHANNEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated:
    """How far a case has come: what may still be deleted, and what its author was given.

    `comments` are those that a deletion takes, `deleted` is the text of those already gone.
    `sanctions` are what can be taken back: mutes and bans in force, and the warning of this case.
    """

    case: Case
    focus: Comment
    comments: tuple[Comment, ...]
    deleted: str | None
    sanctions: tuple[Sanction, ...]
    standing: Standing
    is_ours: bool


class ModerationMenu:
    """Draws the menu, and draws it anew after each press."""

    def __init__(self, *, renderer: Renderer, notes: DeskNotes) -> None:
        self._renderer = renderer
        self._notes = notes

    async def open(self, tx: Transaction, case: Case, press: Press) -> None:
        """Show it under the card."""
        drawn = self._draw(await look_at(tx, case, at=press.at), press.at)
        await self._notes.answer(
            tx, drawn, chat_id=press.chat_id, reply_to=press.message_id, case_id=case.id
        )

    async def redraw(self, tx: Transaction, case: Case, press: Press) -> None:
        """Bring the message that was pressed up to date."""
        drawn = self._draw(await look_at(tx, case, at=press.at), press.at)
        await self.replace(tx, drawn, case, press)

    async def replace(self, tx: Transaction, drawn: Drawn, case: Case, press: Press) -> None:
        """Put something else into the message that was pressed."""
        await self._notes.answer(
            tx, drawn, chat_id=press.chat_id, edits=press.message_id, case_id=case.id
        )

    def choice(self, key: str, verb: Verb, case: Case, *, number: int = 0) -> Choice:
        """A button about a case."""
        action = Action(verb=verb, case_id=case.id, revision=case.revision, number=number)
        return Choice(label=self._renderer.label(key), action=action)

    def _draw(self, seen: Moderated, at: datetime) -> Drawn:
        rows = (
            *self._deleting(seen, at),
            *self._sanctioning(seen),
            *self._undoing(seen),
            self._ending(seen),
        )
        lines = [*self._about_comments(seen, at), *self._about_author(seen)]
        return Drawn(html="\n".join(lines), rows=tuple(row for row in rows if row))

    def _about_comments(self, seen: Moderated, at: datetime) -> list[str]:
        say, case = self._renderer.say, seen.case
        if seen.deleted is not None:
            confirmed = say("hide-confirmed", by=case.closed_by)
            return [confirmed, say("hide-kept-text", text=seen.deleted)]
        fresh = still_deletable(seen.comments, at)
        lines = []
        if fresh:
            ends_at = deletable_until(min(one.sent_at for one in fresh))
            lines.append(say("hide-ask", count=len(fresh), author=case.author_name))
            lines.append(say("hide-clock", at=ends_at))
        if len(fresh) < len(seen.comments):
            lines.append(say("hide-too-old", count=len(seen.comments) - len(fresh)))
        return lines

    def _about_author(self, seen: Moderated) -> list[str]:
        say = self._renderer.say
        if seen.is_ours:
            return [say("moderation-ours")]
        lines = [] if is_a_person(seen.focus.author) else [say("moderation-channel")]
        lines += [self._line(sanction) for sanction in seen.sanctions]
        if seen.standing.warning_count >= len(LADDER) and not seen.standing.is_banned:
            lines.append(say("moderation-ban-due", count=seen.standing.warning_count))
        return lines

    def _line(self, sanction: Sanction) -> str:
        if sanction.kind is SanctionKind.MUTE and sanction.until is not None:
            return self._renderer.say(
                "moderation-muted", by=sanction.by_name, until=sanction.until
            )
        key = "muted-for-good" if sanction.kind is SanctionKind.MUTE else sanction.kind
        return self._renderer.say(f"moderation-{key}", by=sanction.by_name, at=sanction.at)

    def _deleting(self, seen: Moderated, at: datetime) -> list[tuple[Choice, ...]]:
        if seen.deleted is not None:
            return [(self.choice("label-repost", Verb.REPOST, seen.case),)]
        one = self.choice("label-delete", Verb.DELETE, seen.case)
        every = self.choice("label-delete-all", Verb.HIDE_ALL, seen.case)
        few = (one,) if still_deletable(seen.comments, at) else ()
        return [few if seen.is_ours else (*few, every)]

    def _sanctioning(self, seen: Moderated) -> list[tuple[Choice, ...]]:
        """Channels have no mute on Telegram, and nobody to warn."""
        case, held = seen.case, seen.standing
        if seen.is_ours or held.is_banned:
            return []
        ban = self.choice("label-ban", Verb.BAN, case)
        if not is_a_person(seen.focus.author):
            return [(ban,)]
        times = (("label-mute-hour", HOUR), ("label-mute-day", DAY), ("label-mute-for-good", None))
        mutes = [
            self.choice(key, Verb.MUTE, case, number=_minutes_of(time)) for key, time in times
        ]
        is_warned = any(one.kind is SanctionKind.WARNING for one in seen.sanctions)
        warn = [] if is_warned else [self.choice("label-warn", Verb.WARN, case)]
        is_muted_for_good = held.is_muted and held.muted_until is None
        return [() if is_muted_for_good else tuple(mutes), (*warn, ban)]

    def _undoing(self, seen: Moderated) -> list[tuple[Choice, ...]]:
        """One button for each kind, however many mutes there are."""
        newest = {sanction.kind: sanction.id for sanction in seen.sanctions}
        return [
            (self.choice(f"label-undo-{kind}", Verb.LIFT, seen.case, number=sanction_id),)
            for kind, sanction_id in newest.items()
        ]

    def _ending(self, seen: Moderated) -> tuple[Choice, ...]:
        label = DENIED.get(seen.case.lane, "").replace("_", "-")
        denial = (self.choice(f"label-{label}", Verb.DENY, seen.case),) if label else ()
        is_decided = seen.case.status.is_closed
        keep = () if is_decided else (self.choice("label-keep", Verb.KEEP, seen.case),)
        return (*denial, *keep)


def _minutes_of(time: timedelta | None) -> int:
    """A mute's length as it stands in its button; 0 is for good."""
    return 0 if time is None else round(time / timedelta(minutes=1))


async def look_at(tx: Transaction, case: Case, *, at: datetime) -> Moderated:
    """How far a case has come."""
    focus = await tx.comments.get(case.focus_id)
    known = await tx.sanctions.of_author(case.community_id, case.author_key)
    given = given_over(known, case.id, since=case.opened_at, now=at)
    return Moderated(
        case=case,
        focus=focus,
        comments=await offending(tx, case, focus),
        deleted=await deleted_text(tx, case),
        sanctions=tuple(
            one
            for one in known
            if one.is_in_force(at) and (one.kind is not SanctionKind.WARNING or one in given)
        ),
        standing=standing_of(known, now=at),
        is_ours=await is_ours(tx, case, focus),
    )


def in_public(comments: Iterable[Comment]) -> list[Comment]:
    """Those that stand in the community; what was said in private is nobody's to hide."""
    return [one for one in comments if not one.is_behind_door]


async def offending(tx: Transaction, case: Case, focus: Comment) -> tuple[Comment, ...]:
    """The comments that a deletion takes: those in the case's own lane."""
    comments = in_public(await tx.comments.of_case(case.id))
    found = [one for one in comments if one.lane is case.lane or one.id == case.focus_id]
    return tuple(found) or tuple(in_public([focus]))


def still_deletable(comments: tuple[Comment, ...], at: datetime) -> tuple[Comment, ...]:
    """Those for which Telegram's clock has not run out."""
    return tuple(one for one in comments if at < deletable_until(one.sent_at))


async def is_ours(tx: Transaction, case: Case, focus: Comment) -> bool:
    """Whether the author speaks for the brand: a manager, an anonymous admin, the channel."""
    match focus.author.kind:
        case SenderKind.ANONYMOUS_ADMIN | SenderKind.POST:
            return True
        case SenderKind.CHANNEL:
            linked = await tx.directory.value(f"{LINKED_CHANNEL}{focus.chat_id}")
            return str(focus.author.id) == linked
        case _:
            managers = await tx.directory.managers(case.owner.desk_id)
            return any(one.user_id == focus.author.id for one in managers)
