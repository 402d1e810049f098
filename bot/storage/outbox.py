"""Everything the bot still has to say or do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import (
    BotId,
    CaseId,
    ChatId,
    CommunityId,
    DeskId,
    MessageId,
    MessageRef,
    OutboxId,
)
from bot.domain.outbox import DeskNote, OutboxItem, OutboxState, PublicReply, Spent
from bot.storage.outbox_rows import EDIT, SEND, item_of, item_row, merge_key_of
from bot.storage.payload_codec import PayloadKind, payload_to_json
from bot.storage.reading import first, readable
from bot.storage.rows import Scope
from bot.storage.schema import cases, outbox
from bot.storage.types import MaybeMoment

_QUEUED = OutboxState.QUEUED.value

_SAID_OR_TO_BE_SAID = (
    OutboxState.QUEUED,
    OutboxState.SENDING,
    OutboxState.SENT,
    OutboxState.UNKNOWN,
)
_NEW_CARDS = select(func.count()).where(
    outbox.c.desk_id == bindparam("desk"),
    outbox.c.state == _QUEUED,
    outbox.c.kind == PayloadKind.DRAWING,
    outbox.c.cost == SEND,
)
_SAID_IN_THREAD = (
    select(outbox)
    .join(cases, cases.c.id == outbox.c.case_id)
    .where(
        cases.c.community_id == bindparam("community"),
        cases.c.thread_key == bindparam("thread"),
        outbox.c.kind == PayloadKind.PUBLIC_REPLY,
        outbox.c.state.in_([state.value for state in _SAID_OR_TO_BE_SAID]),
    )
    .order_by(outbox.c.id)
)
_ORDER = (outbox.c.urgency, outbox.c.weight.desc(), outbox.c.id)


class SqlOutbox:
    """The outbox in a table; moves from state to state are compare-and-set on the state."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def add(self, item: OutboxItem) -> OutboxId:
        """Queue an item (its `id` is given here), or merge it into one that waits already."""
        waiting = await self._twin(merge_key_of(item))
        if waiting is not None:
            await self._connection.execute(
                update(outbox).where(outbox.c.id == waiting["id"]).values(_merged(waiting, item))
            )
            return OutboxId(waiting["id"])
        given = await self._connection.scalar(
            insert(outbox).values(item_row(item)).returning(outbox.c.id)
        )
        assert given is not None
        return OutboxId(given)

    async def get(self, item_id: OutboxId) -> OutboxItem | None:
        """One item."""
        found = await self._all(select(outbox).where(outbox.c.id == item_id))
        return found[0] if found else None

    async def due(self, bot_id: BotId, *, now: datetime, limit: int) -> list[OutboxItem]:
        """Queued items whose time has come, by urgency, then weight (high first), then age.

        The first item of every chat and budget is among them, also beyond `limit`: edits need
        not wait until there is room for messages.
        """

        def wanted(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
            is_due = and_(_queued_of(bot_id), outbox.c.not_before <= now, *conditions)
            return _first_and_by_chat(is_due, limit)

        return await readable(self._connection, wanted(), outbox, item_of, but=wanted)

    async def next_due_at(self, bot_id: BotId, *, now: datetime) -> datetime | None:
        """When the next queued item that is not due yet will be."""
        return await self._connection.scalar(
            select(type_coerce(outbox.c.not_before, MaybeMoment()))
            .where(_queued_of(bot_id), outbox.c.not_before > now)
            .order_by(outbox.c.not_before)
            .limit(1)
        )

    async def start(self, item_id: OutboxId, *, at: datetime) -> bool:
        """Move queued to sending; False if somebody was faster or it was taken back."""
        moved = await self._connection.execute(
            update(outbox)
            .where(outbox.c.id == item_id, outbox.c.state == _QUEUED)
            .values(
                state=OutboxState.SENDING.value,
                attempted_at=at,
                attempts=outbox.c.attempts + 1,
            )
        )
        return moved.rowcount > 0

    async def finish(
        self,
        item_id: OutboxId,
        state: OutboxState,
        *,
        at: datetime,
        message_id: MessageId | None = None,
        error: str = "",
    ) -> None:
        """Note the end of an attempt."""
        values: dict[str, object] = {"state": state.value, "error": error}
        if state is OutboxState.SENT:
            values |= {"sent_at": at, "sent_message_id": message_id}
        await self._connection.execute(update(outbox).where(outbox.c.id == item_id).values(values))

    async def is_at(
        self, item_id: OutboxId, *, attempt: int, states: Collection[OutboxState]
    ) -> bool:
        """Whether an item is in one of these states, and was not tried since that attempt."""
        found = select(outbox.c.id).where(
            outbox.c.id == item_id,
            outbox.c.attempts == attempt,
            outbox.c.state.in_([state.value for state in states]),
        )
        return await self._connection.scalar(found) is not None

    async def requeue(self, item_id: OutboxId, *, not_before: datetime, error: str = "") -> None:
        """Put an item back into the queue.

        A newer one that waits for the same message meanwhile is merged into it.
        """
        row = await self._row(item_id)
        if row is None:
            return
        values: dict[str, object] = {
            "state": _QUEUED,
            "not_before": not_before,
            "error": error,
        }
        twin = await self._twin(row["merge_key"])
        if twin is not None and twin["id"] != item_id:
            values |= {
                "payload": twin["payload"],
                "urgency": min(row["urgency"], twin["urgency"]),
                "weight": twin["weight"],
            }
            await self._connection.execute(delete(outbox).where(outbox.c.id == twin["id"]))
        await self._connection.execute(update(outbox).where(outbox.c.id == item_id).values(values))

    async def release(self, mark: str, *, now: datetime) -> None:
        """Have the bot's items looked at now that were put back with an error that starts so."""
        await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.bot_id == self._scope.bot_id,
                outbox.c.state == _QUEUED,
                outbox.c.error.startswith(mark, autoescape=True),
            )
            .values(not_before=now, error="")
        )

    async def cancel(self, item_id: OutboxId) -> bool:
        """Take a queued item out altogether; False if it is no longer queued."""
        gone = await self._connection.execute(
            delete(outbox).where(outbox.c.id == item_id, outbox.c.state == _QUEUED)
        )
        return gone.rowcount > 0

    async def amend(self, item_id: OutboxId, text: str) -> None:
        """Keep what a public reply says since it was corrected."""
        row = await self._row(item_id)
        if row is not None:
            payload = item_of(row).payload
            assert isinstance(payload, PublicReply)
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.id == item_id)
                .values(payload=payload_to_json(replace(payload, text=text)))
            )

    async def drop_words(self, item_id: OutboxId) -> None:
        """Keep no longer what a note for managers said."""
        row = await self._row(item_id)
        if row is not None:
            payload = item_of(row).payload
            assert isinstance(payload, DeskNote)
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.id == item_id)
                .values(payload=payload_to_json(replace(payload, html="")))
            )

    async def replies_of(self, case_id: CaseId) -> list[OutboxItem]:
        """A case's public replies in every state, oldest first."""
        return await self._all(
            select(outbox)
            .where(outbox.c.case_id == case_id, outbox.c.kind == PayloadKind.PUBLIC_REPLY)
            .order_by(outbox.c.id)
        )

    async def reply_at(self, ref: MessageRef) -> OutboxItem | None:
        """The public reply that a message of ours is."""
        found = await self._all(
            select(outbox).where(
                outbox.c.bot_id == self._scope.bot_id,
                outbox.c.chat_id == ref.chat_id,
                outbox.c.sent_message_id == ref.message_id,
                outbox.c.kind == PayloadKind.PUBLIC_REPLY,
            )
        )
        return found[0] if found else None

    async def in_state(self, bot_id: BotId, state: OutboxState) -> list[OutboxItem]:
        """All items in a state."""
        found = (
            select(outbox)
            .where(outbox.c.bot_id == bot_id, outbox.c.state == state.value)
            .order_by(outbox.c.id)
        )
        return await readable(self._connection, found, outbox, item_of)

    async def spent(self, bot_id: BotId, *, since: datetime) -> list[Spent]:
        """Requests to any chat since then that count against its budget.

        What waits again after an attempt counts too: Telegram may have taken it. Of an item that
        was tried more than once only the newest attempt has its moment: all count as of then.
        """
        found = (
            select(outbox.c.chat_id, outbox.c.cost, outbox.c.attempted_at, outbox.c.attempts)
            .where(
                outbox.c.bot_id == bot_id,
                outbox.c.attempted_at >= since,
                outbox.c.cost.is_not(None),
            )
            .order_by(outbox.c.attempted_at)
        )
        spent = await readable(self._connection, found, outbox, _spent_of)
        return [one for attempts in spent for one in attempts]

    async def new_card_count(self, desk_id: DeskId) -> int:
        """How many cards wait to be posted at a desk."""
        return await self._connection.scalar(_NEW_CARDS, {"desk": desk_id}) or 0

    async def said_in_thread(self, community_id: CommunityId, thread_key: str) -> list[OutboxItem]:
        """Public replies that were approved in a thread and not taken back, the oldest first."""
        return await readable(
            self._connection,
            _SAID_IN_THREAD,
            outbox,
            item_of,
            parameters={"community": community_id, "thread": thread_key},
        )

    async def _twin(self, merge_key: str | None) -> RowMapping | None:
        if merge_key is None:
            return None
        found = (
            select(outbox)
            .where(outbox.c.merge_key == merge_key, outbox.c.state == _QUEUED)
            .order_by(outbox.c.id)
        )
        return await first(self._connection, found, outbox, _whole)

    async def _row(self, item_id: OutboxId) -> RowMapping | None:
        found = select(outbox).where(outbox.c.id == item_id)
        return await first(self._connection, found, outbox, _whole)

    async def _all(self, statement: Select[*tuple[object, ...]]) -> list[OutboxItem]:
        return await readable(self._connection, statement, outbox, item_of)


def _first_and_by_chat(is_due: ColumnElement[bool], limit: int) -> Select[*tuple[Any, ...]]:
    first = select(outbox.c.id).where(is_due).order_by(*_ORDER).limit(limit).subquery()
    budget = (outbox.c.chat_id, outbox.c.cost)
    place = func.row_number().over(partition_by=budget, order_by=_ORDER)
    by_chat = select(outbox.c.id, place.label("place")).where(is_due).subquery()
    wanted = select(first.c.id).union(select(by_chat.c.id).where(by_chat.c.place == 1))
    return select(outbox).where(outbox.c.id.in_(wanted)).order_by(*_ORDER)


def _queued_of(bot_id: BotId) -> ColumnElement[bool]:
    return and_(outbox.c.bot_id == bot_id, outbox.c.state == _QUEUED)


def _spent_of(row: RowMapping) -> list[Spent]:
    attempt = Spent(
        chat_id=ChatId(row["chat_id"]), is_edit=row["cost"] == EDIT, at=row["attempted_at"]
    )
    return [attempt] * max(1, row["attempts"])


def _whole(row: RowMapping) -> RowMapping:
    """The row, if an item can be made of it."""
    item_of(row)
    return row


def _merged(waiting: RowMapping, newer: OutboxItem) -> dict[str, object]:
    """The columns that change: the newer payload with the better urgency."""
    row = item_row(newer)
    # an item that was put back after an attempt waits as long as Telegram asked it to
    was_told_to_wait = waiting["attempts"] > 0
    return {
        "payload": row["payload"],
        "weight": newer.weight,
        "urgency": min(waiting["urgency"], int(newer.urgency)),
        "not_before": waiting["not_before"]
        if was_told_to_wait
        else min(waiting["not_before"], newer.not_before),
    }
