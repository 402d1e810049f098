"""Messages in the desk and the actions behind their buttons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Insert,
    RowMapping,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.desk import Action, DeskMessage, DeskRole
from bot.domain.ids import BotId, CaseId, ChatId, MessageId, MessageRef
from bot.storage.codec import action_from_json, action_to_json
from bot.storage.reading import first, readable
from bot.storage.rows import Scope, case_id_of, upsert, upsert_of
from bot.storage.schema import actions, cases, desk_messages, desks


class SqlDeskMessages:
    """What the bot's messages in the desk are for, in tables."""

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope

    async def put_action(self, token: str, action: Action, *, at: datetime) -> None:
        """Keep what a button means."""
        await self.put_actions({token: action}, at=at)

    async def put_actions(self, by_token: Mapping[str, Action], *, at: datetime) -> None:
        """Keep what the buttons of a message mean."""
        if not by_token:
            return
        await self._connection.execute(
            _keeping_actions(self._connection.dialect.name),
            [
                {
                    "of_token": token,
                    "of_bot": self._scope.bot_id,
                    "of_case": action.case_id,
                    "of_body": action_to_json(action),
                    "of_moment": at,
                }
                for token, action in by_token.items()
            ],
        )

    async def action(self, token: str) -> Action | None:
        """What a button means, if it is one of this bot's."""
        found = select(actions).where(
            actions.c.bot_id == self._scope.bot_id, actions.c.token == token
        )
        return await first(self._connection, found, actions, action_of)

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
            **_whose(self._scope.bot_id, message.case_id),
            "role": message.role.value,
            "case_id": message.case_id,
            "above_case_id": message.above,
            "awaits": message.awaits,
            "shows": message.shows,
        }
        # an edit does not tell where the message stands
        changing = row if message.thread_id is None else {**row, "thread_id": message.thread_id}
        await self._connection.execute(
            upsert(self._connection, desk_messages)
            .values(chat_id=message.chat_id, message_id=message.message_id, **changing)
            .on_conflict_do_update(
                index_elements=[
                    desk_messages.c.bot_id,
                    desk_messages.c.chat_id,
                    desk_messages.c.message_id,
                ],
                set_=changing,
            )
        )

    async def get(self, ref: MessageRef) -> DeskMessage | None:
        """What a message of ours is for."""
        return await first(
            self._connection,
            select(desk_messages).where(
                desk_messages.c.bot_id == self._scope.bot_id,
                desk_messages.c.chat_id == ref.chat_id,
                desk_messages.c.message_id == ref.message_id,
            ),
            desk_messages,
            message_of,
        )

    async def newest_of(
        self, case_ids: Collection[CaseId], role: DeskRole
    ) -> dict[CaseId, DeskMessage]:
        """The newest message of a role that shows each of these cases, as far as there is one."""
        found = await readable(
            self._connection,
            select(desk_messages)
            .where(
                desk_messages.c.bot_id == self._scope.bot_id,
                desk_messages.c.case_id.in_(case_ids),
                desk_messages.c.role == role.value,
            )
            .order_by(desk_messages.c.id),
            desk_messages,
            message_of,
        )
        return {one.case_id: one for one in found if one.case_id is not None}

    async def of_case(self, case_id: CaseId, roles: Sequence[DeskRole]) -> list[DeskMessage]:
        """Messages of these roles that show a case, or tell of it on top, oldest first."""
        return await readable(
            self._connection,
            select(desk_messages)
            .where(
                desk_messages.c.bot_id == self._scope.bot_id,
                or_(
                    desk_messages.c.case_id == case_id,
                    desk_messages.c.above_case_id == case_id,
                ),
                desk_messages.c.role.in_([role.value for role in roles]),
            )
            .order_by(desk_messages.c.id),
            desk_messages,
            message_of,
        )

    async def in_chat(self, chat_id: ChatId, role: DeskRole) -> list[DeskMessage]:
        """Messages of a role in one chat, oldest first."""
        return await readable(
            self._connection,
            select(desk_messages)
            .where(
                desk_messages.c.bot_id == self._scope.bot_id,
                desk_messages.c.chat_id == chat_id,
                desk_messages.c.role == role.value,
            )
            .order_by(desk_messages.c.id),
            desk_messages,
            message_of,
        )

    async def drop(self, ref: MessageRef) -> None:
        """Forget a message (it was removed)."""
        await self._connection.execute(
            delete(desk_messages).where(
                desk_messages.c.bot_id == self._scope.bot_id,
                desk_messages.c.chat_id == ref.chat_id,
                desk_messages.c.message_id == ref.message_id,
            )
        )

    async def forget_topic(self, chat_id: ChatId, thread_id: MessageId) -> list[DeskMessage]:
        """Forget all messages of a topic, and return them, oldest first."""
        in_topic = and_(
            desk_messages.c.bot_id == self._scope.bot_id,
            desk_messages.c.chat_id == chat_id,
            desk_messages.c.thread_id == thread_id,
        )
        messages = await readable(
            self._connection,
            select(desk_messages).where(in_topic).order_by(desk_messages.c.id),
            desk_messages,
            message_of,
        )
        await self._connection.execute(delete(desk_messages).where(in_topic))
        return messages


@cache
def _keeping_actions(dialect: str) -> Insert:
    """Keep what buttons mean, a row for each; what a button meant before gives way."""
    of_case = bindparam("of_case", type_=BigInteger)
    statement = upsert_of(dialect, actions).values(
        **_whose(bindparam("of_bot", type_=BigInteger), of_case),
        token=bindparam("of_token"),
        case_id=of_case,
        body=bindparam("of_body"),
        created_at=bindparam("of_moment"),
    )
    newer = {one.name: statement.excluded[one.name] for one in actions.c if one.name != "token"}
    return statement.on_conflict_do_update(index_elements=[actions.c.token], set_=newer)


def _whose(
    bot_id: BotId | BindParameter[int], case_id: CaseId | BindParameter[int] | None
) -> dict[str, object]:
    """This bot, for the case's brand and desk, or else those that the bot works for."""
    of_case, of_bot = cases.c.id == case_id, desks.c.bot_id == bot_id
    return {
        "bot_id": bot_id,
        "brand_id": func.coalesce(
            select(cases.c.brand_id).where(of_case).scalar_subquery(),
            select(func.min(desks.c.brand_id)).where(of_bot).scalar_subquery(),
        ),
        "desk_id": func.coalesce(
            select(cases.c.desk_id).where(of_case).scalar_subquery(),
            select(func.min(desks.c.id)).where(of_bot).scalar_subquery(),
        ),
    }


def message_of(row: RowMapping) -> DeskMessage:
    """The message that a row holds."""
    return DeskMessage(
        chat_id=ChatId(row["chat_id"]),
        message_id=MessageId(row["message_id"]),
        role=DeskRole(row["role"]),
        case_id=case_id_of(row),
        above=None if row["above_case_id"] is None else CaseId(row["above_case_id"]),
        awaits=row["awaits"],
        shows=row["shows"],
        thread_id=None if row["thread_id"] is None else MessageId(row["thread_id"]),
    )


def action_of(row: RowMapping) -> Action:
    """What the button means that a row holds."""
    return action_from_json(row["body"])
