"""The list of open cases, a page at a time."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case
from bot.domain.desk import Action, DeskRole, Verb
from bot.domain.ids import ChatId, MessageId, Owner
from bot.ports import Clock, Renderer, Transaction
from bot.services.desk.notes import DeskNotes
from bot.services.desk.view import community_of

PAGE = 10


class Queue:
    """Shows what is open."""

    def __init__(
        self, *, owner: Owner, clock: Clock, renderer: Renderer, notes: DeskNotes
    ) -> None:
        self._owner = owner
        self._clock = clock
        self._renderer = renderer
        self._notes = notes

    async def show(self, tx: Transaction, chat_id: ChatId, reply_to: MessageId) -> None:
        """Answer `/queue`."""
        drawn = await self._page(tx, 1)
        await self._notes.answer(tx, drawn, chat_id=chat_id, reply_to=reply_to)

    async def turn(
        self, tx: Transaction, page: int, chat_id: ChatId, message_id: MessageId
    ) -> None:
        """Show another page in the place of the one that stands."""
        drawn = await self._page(tx, page)
        await self._notes.answer(tx, drawn, chat_id=chat_id, edits=message_id)

    async def _page(self, tx: Transaction, number: int) -> Drawn:
        count = await tx.cases.open_count(self._owner.desk_id)
        if not count:
            return Drawn(html=self._renderer.say("queue-empty"))
        page_count = -(-count // PAGE)
        number = max(1, min(number, page_count))
        cases = await tx.cases.open(self._owner.desk_id, limit=PAGE, offset=(number - 1) * PAGE)
        lines = [self._renderer.say("queue-title", count=count, page=number, pages=page_count)]
        lines += [await self._line(tx, case) for case in cases]
        return Drawn(html="\n".join(lines), rows=(self._buttons(number, page_count),))

    async def _line(self, tx: Transaction, case: Case) -> str:
        focus = await tx.comments.get(case.focus_id)
        cards = await tx.desk.of_case(case.id, (DeskRole.CARD,))
        waiting = int((self._clock.now() - case.opened_at).total_seconds() // 60)
        return self._renderer.queue_line(
            case,
            community=await community_of(tx, case),
            focus=focus,
            waiting_minutes=max(waiting, 0),
            card=cards[-1] if cards else None,
        )

    def _buttons(self, number: int, page_count: int) -> tuple[Choice, ...]:
        turns = []
        if number > 1:
            turns.append(("label-previous-page", number - 1))
        if number < page_count:
            turns.append(("label-next-page", number + 1))
        return (
            *(
                Choice(
                    label=self._renderer.label(key),
                    action=Action(verb=Verb.QUEUE, number=target),
                )
                for key, target in turns
            ),
            Choice(label=self._renderer.label("label-next"), action=Action(verb=Verb.NEXT)),
        )
