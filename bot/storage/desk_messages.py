"""Messages in the desk and the actions behind their buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.desk import Action, DeskMessage, DeskRole
from bot.domain.ids import CaseId, ChatId, MessageId, MessageRef
from bot.storage.codec import action_from_json, action_to_json
from bot.storage.rows import case_id_of, upsert
from bot.storage.schema import actions, cases, desk_messages, desks


class SqlDeskMessages:
    """What the bot's messages in the desk are for, in tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put_action(self, token: str, action: Action, *, at: datetime) -> None:
        """Keep what a button means."""
        row: dict[str, object] = {
            **_owner_of_case(action.case_id),
            "case_id": action.case_id,
            "body": action_to_json(action),
            "created_at": at,
        }
        await self._connection.execute(
            upsert(self._connection, actions)
            .values(token=token, **row)
            .on_conflict_do_update(index_elements=[actions.c.token], set_=row)
        )

    async def action(self, token: str) -> Action | None:
        """What a button means, if it is one of ours."""
        body = await self._connection.scalar(
            select(actions.c.body).where(actions.c.token == token)
        )
        return None if body is None else action_from_json(body)

    async def forget_actions(self, *, before: datetime) -> int:
        """Drop what older buttons mean, except those of open cases; return how many."""
        open_cases = select(cases.c.id).where(cases.c.is_open.is_(True))
        gone = await self._connection.execute(
            delete(actions).where(
                actions.c.created_at < before,
                or_(actions.c.case_id.is_(None), actions.c.case_id.not_in(open_cases)),
            )
        )
        return gone.rowcount

    async def put(self, message: DeskMessage) -> None:
        """Keep (or change) what a message of ours is for."""
        row: dict[str, object] = {
            **_owner_of_message(message),
            "role": message.role.value,
            "case_id": message.case_id,
            "awaits": message.awaits,
            "shows": message.shows,
        }
        await self._connection.execute(
            upsert(self._connection, desk_messages)
            .values(chat_id=message.chat_id, message_id=message.message_id, **row)
            .on_conflict_do_update(
                index_elements=[desk_messages.c.chat_id, desk_messages.c.message_id], set_=row
            )
        )

    async def get(self, ref: MessageRef) -> DeskMessage | None:
        """What a message of ours is for."""
        found = await self._connection.execute(
            select(desk_messages).where(
                desk_messages.c.chat_id == ref.chat_id,
                desk_messages.c.message_id == ref.message_id,
            )
        )
        row = found.mappings().first()
        return None if row is None else _message_of(row)

    async def of_case(self, case_id: CaseId, roles: Sequence[DeskRole]) -> list[DeskMessage]:
        """A case's messages with one of these roles, oldest first."""
        found = await self._connection.execute(
            select(desk_messages)
            .where(
                desk_messages.c.case_id == case_id,
                desk_messages.c.role.in_([role.value for role in roles]),
            )
            .order_by(desk_messages.c.id)
        )
        return [_message_of(row) for row in found.mappings()]

    async def drop(self, ref: MessageRef) -> None:
        """Forget a message (it was removed)."""
        await self._connection.execute(
            delete(desk_messages).where(
                desk_messages.c.chat_id == ref.chat_id,
                desk_messages.c.message_id == ref.message_id,
            )
        )


def _owner_of_case(case_id: CaseId | None) -> dict[str, ColumnElement[int]]:
    return {
        column.name: select(column).where(cases.c.id == case_id).scalar_subquery()
        for column in (cases.c.bot_id, cases.c.brand_id, cases.c.desk_id)
    }


def _owner_of_message(message: DeskMessage) -> dict[str, ColumnElement[int]]:
    """The case's owner, or else the desk that the chat is."""
    of_case = _owner_of_case(message.case_id)
    of_desk = {"bot_id": desks.c.bot_id, "brand_id": desks.c.brand_id, "desk_id": desks.c.id}
    return {
        name: func.coalesce(
            of_case[name],
            # one chat may be the desk of several brands: take the oldest
            select(column)
            .where(desks.c.chat_id == message.chat_id)
            .order_by(desks.c.id)
            .limit(1)
            .scalar_subquery(),
        )
        for name, column in of_desk.items()
    }


def _message_of(row: RowMapping) -> DeskMessage:
    return DeskMessage(
        chat_id=ChatId(row["chat_id"]),
        message_id=MessageId(row["message_id"]),
        role=DeskRole(row["role"]),
        case_id=case_id_of(row),
        awaits=row["awaits"],
        shows=row["shows"],
    )
