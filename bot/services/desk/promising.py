"""`Promise`: keep that an author was told when somebody comes back to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.desk import Action, Verb
from bot.domain.ids import ChatId, MessageId, MessageRef
from bot.domain.moments import read_moment, tomorrow_morning, tonight
from bot.domain.roster import Manager
from bot.errors import CardOutdated, CaseClosed
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.assignment import case_of
from bot.services.desk.drawing import SHOWING_ROLES
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.record import record

PROMISED = "promised"
KEPT = "promise_kept"
"""Names of audit actions; the first one's detail is the moment."""
HOUR = timedelta(hours=1)
_CLOSED_FOR_GOOD = frozenset({Status.DISMISSED, Status.MODERATED})


class Promising(DeskPart):
    """Asks by when, keeps it at the case, and ends it."""

    verbs = frozenset({Verb.PROMISE_ASK, Verb.PROMISE, Verb.PROMISE_WRITE, Verb.KEPT})
    prompted = frozenset({Verb.PROMISE_WRITE})

    def __init__(
        self, *, clock: Clock, renderer: Renderer, notes: DeskNotes, zone: tzinfo
    ) -> None:
        """`zone` is the desk's: it says when tonight and tomorrow are."""
        self._clock = clock
        self._renderer = renderer
        self._notes = notes
        self._zone = zone

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Carry out a button. Raise CaseClosed, CaseTaken or CardOutdated."""
        case = await case_of(tx, action)
        if action.verb is Verb.KEPT:
            return await self._end(tx, case, press)
        _require_promisable(case)
        match action.verb:
            case Verb.PROMISE_ASK:
                await self._show(tx, case, press)
                return "toast-more", {}
            case Verb.PROMISE_WRITE:
                html = self._renderer.say("prompt-promise", name=press.manager.name)
                await self._notes.ask(
                    tx,
                    html,
                    replace(action, only=press.manager.user_id),
                    chat_id=press.chat_id,
                    reply_to=press.message_id,
                )
                return "toast-write", {}
            case _:
                until = datetime.fromisoformat(action.text)
                html = await self._promise(tx, case, until, press)
                await self._notes.settle(tx, press, html)
                return "toast-promised", {}

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
        """Take the moment that was asked for."""
        case = await case_of(tx, action)
        _require_promisable(case)
        press = Press(manager=manager, chat_id=chat_id, message_id=reply_to, at=self._clock.now())
        until = read_moment(text, press.at, self._zone)
        if until is None:
            html = self._renderer.say("snooze-not-understood", words=text[:80])
            await self._notes.ask(tx, html, action, chat_id=chat_id, reply_to=reply_to)
            return
        drawn = Drawn(html=await self._promise(tx, case, until, press))
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to)

    async def _promise(self, tx: Transaction, case: Case, until: datetime, press: Press) -> str:
        if until <= press.at:
            raise CardOutdated("that moment is over")
        by = press.manager
        promised = case.promise_until(until, by=by.user_id, name=by.name)
        await record(tx, case, promised, press, action=PROMISED, detail=until.isoformat())
        key = "promised-said" if case.status.is_closed else "promised-to-say"
        time = self._renderer.clock_time(until)
        return self._renderer.say(key, author=case.author_name, time=time, by=by.name)

    async def _end(self, tx: Transaction, case: Case, press: Press) -> Told:
        if case.open_promise is None:
            raise CardOutdated("nothing is promised any more")
        await record(tx, case, case.keep_promise(), press, action=KEPT)
        if not await _shows_a_case(tx, press):
            html = self._renderer.say("promise-kept", by=press.manager.name)
            await self._notes.settle(tx, press, html)
        return "toast-promise-kept", {}

    async def _show(self, tx: Transaction, case: Case, press: Press) -> None:
        """Below the case where that was pressed, else in the place of its menu."""
        is_below = await _shows_a_case(tx, press)
        html = self._renderer.say("promise-ask", author=case.author_name)
        await self._notes.answer(
            tx,
            Drawn(html=html, rows=self._rows(case)),
            chat_id=press.chat_id,
            reply_to=press.message_id if is_below else None,
            edits=None if is_below else press.message_id,
            case_id=case.id,
        )

    def _rows(self, case: Case) -> tuple[tuple[Choice, ...], ...]:
        now = self._clock.now()
        moments = [("label-in-an-hour", now + HOUR)]
        evening = tonight(now, self._zone)
        if evening is not None:
            moments.append(("label-snooze-tonight", evening))
        moments.append(("label-snooze-tomorrow", tomorrow_morning(now, self._zone)))
        return (
            tuple(self._choice(key, case, Verb.PROMISE, at.isoformat()) for key, at in moments),
            (
                self._choice("label-snooze-other", case, Verb.PROMISE_WRITE),
                self._choice("label-close-menu", case, Verb.CLOSE_MENU),
            ),
        )

    def _choice(self, key: str, case: Case, verb: Verb, text: str = "") -> Choice:
        action = Action(verb=verb, case_id=case.id, revision=case.revision, text=text)
        return Choice(label=self._renderer.label(key), action=action)


def _require_promisable(case: Case) -> None:
    if case.status in _CLOSED_FOR_GOOD:
        raise CaseClosed(case.status, case.closed_by)


async def _shows_a_case(tx: Transaction, press: Press) -> bool:
    """Whether what was pressed is a card or a receipt, which is not to be written over."""
    shown = await tx.desk.get(MessageRef(chat_id=press.chat_id, message_id=press.message_id))
    return shown is not None and shown.role in SHOWING_ROLES
