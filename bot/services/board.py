"""The board: what it shows, where it stands, and a loop that keeps it true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

import structlog

from bot.domain.board import EDIT_EVERY, URGENT_AFTER, Board, DueCase, start_of_day
from bot.domain.card import Drawn
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.ids import NO_CHAT, ChatId, MessageId, MessageRef, OutboxId, Owner
from bot.domain.outbox import BoardDrawing, OutboxItem, Pin, Urgency
from bot.domain.set_back import has_passed
from bot.ports import Clock, Renderer, Store, Transaction
from bot.services.desk.automatic_switch import count_answering
from bot.services.desk.sweep_switch import sweeping_in
from bot.services.desk.view import card_of, community_of, fingerprint

log = structlog.get_logger(__name__)

CHECK_SECONDS = 5.0
MOST_HELD = 60
STANDS = "board"
"""Name of the fact where the board stands and when it was drawn last."""
MAY_NOT_PIN = "board-may-not-pin"
"""Name of the fact that Telegram refused to pin it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the board stands, and when it was drawn last."""

    ref: MessageRef
    drawn_at: datetime


class Boards:
    """Knows what the board of one desk shows and where it stands."""

    def __init__(self, *, owner: Owner, renderer: Renderer, zone: tzinfo) -> None:
        """`zone` says when a day of the desk begins."""
        self._owner = owner
        self._renderer = renderer
        self._zone = zone

    async def look(self, tx: Transaction, *, at: datetime) -> Board:
        """What there is to show."""
        desk_id = self._owner.desk_id
        waiting = await tx.tally.waiting(desk_id)
        held = await tx.tally.held(desk_id, limit=MOST_HELD)
        since = start_of_day(at, self._zone)
        return Board(
            lanes=waiting.lanes,
            put_off_count=waiting.put_off_count,
            oldest_at=waiting.oldest_at,
            next_due=await self._next_due(tx),
            held=tuple(held),
            look_first_count=await tx.tally.look_first_count(desk_id),
            dead_letter_count=await tx.tally.dead_letter_count(self._owner.bot_id),
            answered=await tx.tally.answers(self._owner, since=since),
            may_not_pin=await self.may_not_pin(tx),
            automatic_count=await count_answering(tx, self._owner),
            sweeping_count=await self._sweeping_count(tx),
            incident_count=len(await tx.incidents.open_ones(desk_id)),
        )

    def draw(self, board: Board) -> Drawn:
        """How it looks."""
        return self._renderer.board(board)

    async def standing(self, tx: Transaction) -> Standing | None:
        """Where it stands; None if it does not, or stands in a chat that is the desk no more."""
        kept = await tx.directory.value(self._key(STANDS))
        if not kept:
            return None
        chat_id, message_id, drawn_at = kept.split(" ", 2)
        desk = await tx.directory.desk(self._owner.desk_id)
        if desk.chat_id != ChatId(int(chat_id)):
            return None
        ref = MessageRef(chat_id=desk.chat_id, message_id=MessageId(int(message_id)))
        return Standing(ref=ref, drawn_at=datetime.fromisoformat(drawn_at))

    async def is_shown(self, tx: Transaction, standing: Standing, drawn: Drawn) -> bool:
        """Whether what stands there looks like that already."""
        message = await tx.desk.get(standing.ref)
        return message is not None and message.shows == fingerprint(drawn)

    async def stands(
        self, tx: Transaction, ref: MessageRef, *, shows: str, at: datetime, is_new: bool
    ) -> None:
        """It was drawn there; a new one is to be pinned."""
        kept = f"{ref.chat_id} {ref.message_id} {at.isoformat()}"
        await tx.directory.set_value(self._key(STANDS), kept)
        await tx.desk.put(
            DeskMessage(
                chat_id=ref.chat_id, message_id=ref.message_id, role=DeskRole.BOARD, shows=shows
            )
        )
        if is_new:
            pin = Pin(message_id=ref.message_id)
            await self._queue(tx, ref.chat_id, pin, at=at, urgency=Urgency.CARD)

    async def is_gone(self, tx: Transaction, ref: MessageRef) -> None:
        """Somebody deleted it: it will be made again."""
        await tx.desk.drop(ref)
        await tx.directory.set_value(self._key(STANDS), "")

    async def may_not_pin(self, tx: Transaction) -> bool:
        """Whether Telegram refused to pin it."""
        return bool(await tx.directory.value(self._key(MAY_NOT_PIN)))

    async def note_pin(self, tx: Transaction, *, is_refused: bool) -> None:
        """It was pinned, or Telegram refused to."""
        await tx.directory.set_value(self._key(MAY_NOT_PIN), "yes" if is_refused else "")

    async def ask(
        self, tx: Transaction, standing: Standing | None, *, at: datetime, urgency: Urgency
    ) -> None:
        """Have it drawn: anew where it does not stand."""
        desk = await tx.directory.desk(self._owner.desk_id)
        drawing = BoardDrawing(message_id=standing.ref.message_id if standing else None)
        await self._queue(tx, desk.chat_id, drawing, at=at, urgency=urgency)

    async def _sweeping_count(self, tx: Transaction) -> int:
        return len(await sweeping_in(tx, self._owner))

    async def _next_due(self, tx: Transaction) -> DueCase | None:
        case = await tx.tally.next_due(self._owner.desk_id)
        if case is None:
            return None
        thread = await tx.comments.thread(case.community_id, case.thread_key)
        community = await community_of(tx, case)
        title = "" if community.is_private else community.title
        return DueCase(
            case=case,
            place=thread.title if thread is not None and thread.title else title,
            card=await card_of(tx, case.id),
        )

    async def _queue(
        self,
        tx: Transaction,
        chat_id: ChatId,
        payload: BoardDrawing | Pin,
        *,
        at: datetime,
        urgency: Urgency,
    ) -> None:
        await tx.outbox.add(
            OutboxItem(
                id=OutboxId(0),
                owner=self._owner,
                chat_id=chat_id,
                urgency=urgency,
                payload=payload,
                not_before=at,
                created_at=at,
            )
        )

    def _key(self, name: str) -> str:
        return f"{name}:{self._owner.desk_id}"


class BoardKeeper:
    """Has the board drawn when what it shows has changed, but not too often."""

    def __init__(
        self,
        *,
        owner: Owner,
        store: Store,
        clock: Clock,
        boards: Boards,
        after: Callable[[], None],
    ) -> None:
        """`after` is called when there is a drawing to send."""
        self._owner = owner
        self._store = store
        self._clock = clock
        self._boards = boards
        self._after = after
        self._changed_at: datetime | None = None
        self._seen_writes, self._seen_at = -1, clock.now()

    async def run(self) -> None:
        """Look again and again, for ever."""
        while True:
            await self._clock.sleep(CHECK_SECONDS)
            try:
                await self.look()
            except Exception:
                log.exception("board.failed")

    async def look(self) -> None:
        """Queue a drawing if the board is not true any more."""
        now, writes = self._clock.now(), self._store.writes
        if writes == self._seen_writes and not has_passed(EDIT_EVERY, self._seen_at, now):
            return  # nothing has changed but the time
        async with self._store.reading() as tx:
            standing = await self._boards.standing(tx)
            if standing is not None and not has_passed(EDIT_EVERY, standing.drawn_at, now):
                return
            is_true = await self._is_true(tx, now)
        if is_true:
            self._changed_at = None
            self._seen_writes, self._seen_at = writes, now
            return
        # nobody has looked since it was drawn: it may have been wrong since then
        self._changed_at = self._changed_at or (standing.drawn_at if standing else now)
        is_late = has_passed(URGENT_AFTER, self._changed_at, now)
        urgency = Urgency.ANSWER if is_late else Urgency.BOARD
        async with self._store.writing() as tx:
            await self._boards.ask(tx, standing, at=now, urgency=urgency)
        self._after()

    async def _is_true(self, tx: Transaction, now: datetime) -> bool:
        """A desk that never had anything to do needs no board yet."""
        if (await tx.directory.desk(self._owner.desk_id)).chat_id == NO_CHAT:
            return True
        board = await self._boards.look(tx, at=now)
        standing = await self._boards.standing(tx)
        if standing is None:
            return board.is_idle
        return await self._boards.is_shown(tx, standing, self._boards.draw(board))
