"""What stands behind `More` on a card: put off, give to somebody, tag, other words, draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, Verb
from bot.domain.ids import CaseId, ChatId, MessageId, MessageRef, OutboxId, UserId
from bot.domain.masking import masked
from bot.domain.moments import read_moment, tomorrow_morning, tonight
from bot.domain.outbox import MediaCopy, OutboxItem, Urgency
from bot.domain.roster import Manager, Role
from bot.domain.tags import MOST_TAGS, read_tags
from bot.errors import CardOutdated, CaseClosed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record
from bot.services.desk.rewording import Rewording

IN_A_ROW = 2
HOUR = timedelta(hours=1)

Rows = tuple[tuple[Choice, ...], ...]


class CaseMenu(DeskPart):
    """Shows the menu of a case, and carries out what is chosen there."""

    verbs = frozenset(
        {
            Verb.MORE,
            Verb.SNOOZE,
            Verb.SNOOZE_ASK,
            Verb.HAND_OVER,
            Verb.HAND_TO,
            Verb.TAG,
            Verb.REWORD,
            Verb.SHOW_MEDIA,
            Verb.CLOSE_MENU,
        }
    )
    prompted = frozenset({Verb.SNOOZE_ASK, Verb.TAG})

    def __init__(
        self,
        *,
        clock: Clock,
        renderer: Renderer,
        notes: DeskNotes,
        rewording: Rewording,
        zone: tzinfo,
        offers_drafts: bool,
    ) -> None:
        """`zone` is the desk's: it says when tonight and tomorrow are."""
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._rewording = rewording
        self._zone = zone
        self._offers_drafts = offers_drafts

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button of the menu. Raise CaseClosed, CaseTaken or CardOutdated."""
        if action.verb is Verb.CLOSE_MENU:
            await self._notes.settle(tx, press, self._renderer.say("menu-closed"))
            return "toast-done", {}
        case = await case_of(tx, action)
        if case.status.is_closed:
            raise CaseClosed(case.status, case.closed_by)
        match action.verb:
            case Verb.REWORD:
                told = await self._rewording.press(tx, action, press)
                await self._refresh(tx, case.id, press)
                return told
            case Verb.SHOW_MEDIA:
                await self._show_media(tx, case, press)
                return "toast-media", {}
            case Verb.MORE:
                await self._show(tx, case, chat_id=press.chat_id, reply_to=press.message_id)
                return "toast-more", {}
            case Verb.SNOOZE:
                return await self._snooze(tx, case, _moment_in(action), press)
            case Verb.SNOOZE_ASK:
                return await self._ask(tx, action, press, "prompt-snooze")
            case Verb.TAG:
                return await self._ask(tx, action, press, "prompt-tag")
            case Verb.HAND_OVER:
                await self._show_people(tx, case, press)
                return "toast-whom", {}
            case _:
                return await self._hand_over(tx, case, action, press)

    async def _refresh(self, tx: Transaction, case_id: CaseId, press: Press) -> None:
        """Draw the menu anew: its buttons belong to the case as it was before."""
        case = await tx.cases.get(case_id)
        await self._show(tx, case, chat_id=press.chat_id, edits=press.message_id)

    async def complete_prompt(
        self,
        tx: Transaction,
        action: Action,
        manager: Manager,
        text: str,
        *,
        chat_id: ChatId,
        reply_to: MessageId,
    ) -> None:
        """Take the words that were asked for: a moment, or tags."""
        case = await case_of(tx, action)
        press = Press(manager=manager, chat_id=chat_id, message_id=reply_to, at=self._clock.now())
        if action.verb is Verb.SNOOZE_ASK:
            moment = read_moment(text, press.at, self._zone)
            if moment is None:
                html = self._renderer.say("snooze-not-understood", words=text[:80])
                await self._notes.ask(tx, html, action, chat_id=chat_id, reply_to=reply_to)
                return
            key, values = await self._snooze(tx, case, moment, press, settles=False)
        else:
            key, values = await self._tag(tx, case, text, press)
        html = self._renderer.say(key, **values)
        await self._notes.answer(tx, Drawn(html=html), chat_id=chat_id, reply_to=reply_to)

    async def _show(
        self,
        tx: Transaction,
        case: Case,
        *,
        chat_id: ChatId,
        reply_to: MessageId | None = None,
        edits: MessageId | None = None,
    ) -> None:
        focus = await tx.comments.get(case.focus_id)
        html = self._renderer.say("menu", author=case.author_name, words=masked(focus.text)[:120])
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=self._rows(case, has_media=bool(focus.media))),
            chat_id=chat_id,
            reply_to=reply_to,
            edits=edits,
            case_id=case.id,
        )

    def _rows(self, case: Case, *, has_media: bool) -> Rows:
        now = self._clock.now()
        snoozes = [self._until("label-snooze-hour", case, now + HOUR)]
        evening = tonight(now, self._zone)
        if evening is not None:
            snoozes.append(self._until("label-snooze-tonight", case, evening))
        morning = tomorrow_morning(now, self._zone)
        snoozes.append(self._until("label-snooze-tomorrow", case, morning))
        words = [self._choice("label-show-media", case, Verb.SHOW_MEDIA)] if has_media else []
        if any(one.wordings > 1 for one in case.suggestions):
            words.append(self._choice("label-reword", case, Verb.REWORD))
        if self._offers_drafts and any(one.text is not None for one in case.suggestions):
            words.append(self._choice("label-draft", case, Verb.DRAFT))
        rows = (
            tuple(snoozes),
            (
                self._choice("label-snooze-other", case, Verb.SNOOZE_ASK),
                self._choice("label-hand-over", case, Verb.HAND_OVER),
                self._choice("label-tag", case, Verb.TAG),
            ),
            tuple(words),
            self._promising(case),
            (
                self._choice("label-incident-open", case, Verb.INCIDENT_OPEN),
                self._choice("label-why", case, Verb.WHY),
            ),
            (
                self._choice("label-hold", case, Verb.HOLD),
                self._choice("label-close-menu", case, Verb.CLOSE_MENU),
            ),
        )
        return tuple(row for row in rows if row)

    def _promising(self, case: Case) -> tuple[Choice, ...]:
        """What becomes of the author later: a promise, and somebody who is fetched for them."""
        promise = self._choice("label-promise", case, Verb.PROMISE_ASK)
        escalate = self._choice("label-escalate", case, Verb.ESCALATE)
        if case.open_promise is None:
            return (promise, escalate)
        return (promise, self._choice("label-kept", case, Verb.KEPT), escalate)

    def _choice(self, key: str, case: Case, verb: Verb) -> Choice:
        action = Action(verb=verb, case_id=case.id, revision=case.revision)
        return Choice(label=self._renderer.label(key), action=action)

    def _until(self, key: str, case: Case, moment: datetime) -> Choice:
        choice = self._choice(key, case, Verb.SNOOZE)
        assert choice.action is not None
        return replace(choice, action=replace(choice.action, text=moment.isoformat()))

    async def _ask(self, tx: Transaction, action: Action, press: Press, key: str) -> Told:
        html = self._renderer.say(key, name=press.manager.name)
        await self._notes.ask(
            tx,
            html,
            replace(action, only=press.manager.user_id),
            chat_id=press.chat_id,
            reply_to=press.message_id,
        )
        return "toast-write", {}

    async def _show_media(self, tx: Transaction, case: Case, press: Press) -> None:
        """Every part of an album is shown."""
        focus = await tx.comments.get(case.focus_id)
        for part in focus.message_ids:
            await tx.outbox.add(
                OutboxItem(
                    id=OutboxId(0),
                    owner=case.owner,
                    chat_id=press.chat_id,
                    urgency=Urgency.ANSWER,
                    case_id=case.id,
                    payload=MediaCopy(
                        source=MessageRef(chat_id=focus.chat_id, message_id=part),
                        reply_to=press.message_id,
                    ),
                    not_before=press.at,
                    created_at=press.at,
                )
            )

    async def _snooze(
        self, tx: Transaction, case: Case, until: datetime, press: Press, *, settles: bool = True
    ) -> Told:
        if until <= press.at:
            raise CardOutdated("that moment is over")
        put_off = case.snooze(until=until, by=press.manager.user_id)
        await record(tx, case, put_off, press, action="snoozed", detail=until.isoformat())
        values = {"time": self._renderer.clock_time(until), "by": press.manager.name}
        if settles:
            await self._notes.settle(tx, press, self._renderer.say("snoozed", **values))
        return "snoozed", values

    async def _tag(self, tx: Transaction, case: Case, words: str, press: Press) -> Told:
        """Tags that are there already are taken away, others are added."""
        if case.status.is_closed:
            raise CaseClosed(case.status, case.closed_by)
        named = read_tags(words)
        if not named:
            return "tags-not-understood", {}
        kept = [tag for tag in case.tags if tag not in named]
        tags = (*kept, *(tag for tag in named if tag not in case.tags))[:MOST_TAGS]
        await record(tx, case, case.tag(tags), press, action="tagged", detail=" ".join(tags))
        shown = " ".join(f"#{tag}" for tag in tags)
        return ("tagged", {"tags": shown}) if tags else ("untagged", {})

    async def _show_people(self, tx: Transaction, case: Case, press: Press) -> None:
        people = [
            one
            for one in await tx.directory.managers(case.owner.desk_id)
            if one.role.includes(Role.MODERATOR) and one.user_id != case.holder_id
        ]
        choices = [self._person(case, one) for one in people]
        rows = [tuple(choices[at : at + IN_A_ROW]) for at in range(0, len(choices), IN_A_ROW)]
        rows.append((self._choice("label-close-menu", case, Verb.CLOSE_MENU),))
        html = self._renderer.say("whom", author=case.author_name)
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=tuple(rows)),
            chat_id=press.chat_id,
            edits=press.message_id,
            case_id=case.id,
        )

    def _person(self, case: Case, one: Manager) -> Choice:
        action = Action(verb=Verb.HAND_TO, case_id=case.id, text=str(one.user_id))
        return Choice(label=one.name, action=action)

    async def _hand_over(self, tx: Transaction, case: Case, action: Action, press: Press) -> Told:
        managers = await tx.directory.managers(case.owner.desk_id)
        to = next((one for one in managers if one.user_id == UserId(int(action.text))), None)
        if to is None:
            raise CardOutdated("they are not at this desk any more")
        handed = case.hand_over(
            to=to.user_id,
            name=to.name,
            by=press.manager.user_id,
            is_lead=press.manager.role is Role.LEAD,
            at=press.at,
        )
        await record(tx, case, handed, press, action="handed_over", detail=to.name)
        await self._notes.settle(tx, press, self._renderer.say("handed-over-line", to=to.name))
        if to.user_id != press.manager.user_id:
            await self._notes.say(
                tx,
                "handed-over",
                case_id=case.id,
                to=self._renderer.mention(to),
                by=press.manager.name,
                author=case.author_name,
            )
        return "toast-handed-over", {"name": to.name}


def _moment_in(action: Action) -> datetime:
    return datetime.fromisoformat(action.text)
