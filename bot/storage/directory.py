"""Brands, desks, communities and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    Insert,
    RowMapping,
    Table,
    bindparam,
    delete,
    exists,
    func,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.comment import Community, CommunityMode
from bot.domain.ids import NO_CHAT, BotId, BrandId, ChatId, CommunityId, DeskId, UserId
from bot.domain.outbox import OutboxState
from bot.domain.roster import Manager, Role
from bot.ports import DeskFacts, Seed
from bot.storage.fields import as_texts
from bot.storage.known import Known
from bot.storage.outbox_rows import item_of, merge_key_of
from bot.storage.reading import readable
from bot.storage.rows import Scope, owner_of, owner_row, upsert, upsert_of
from bot.storage.schema import brands, chat_moves, communities, desks, facts, managers, outbox

ALL_BOTS = 0
"""Stands in place of a bot with facts that are no single bot's; no bot has this id."""
_UNTIL_MENDED: Mapping[str, object] = {
    "languages": [],
    "answer_in": [],
    "topics": [],
    "mode": CommunityMode.WATCH.value,
}
"""What counts in place of a damaged column of a community: all that is written there is kept and
judged, and nothing is done in public until a lead decides it."""


_FACT = select(facts.c.value).where(
    facts.c.bot_id == bindparam("whose"), facts.c.key == bindparam("which")
)


@cache
def _keeping_fact(dialect: str) -> Insert:
    new = upsert_of(dialect, facts)
    return new.on_conflict_do_update(
        index_elements=[facts.c.bot_id, facts.c.key], set_={"value": new.excluded.value}
    )


class _Asked(NamedTuple):
    """Which fact was read, or which facts: `of_all` whose keys start so."""

    whose: int
    key: str
    of_all: bool = False

    def is_about(self, key: str) -> bool:
        """Whether a change of that fact changes the answer."""
        return key.startswith(self.key) if self.of_all else key == self.key


class SqlDirectory:
    """The directory in tables; after the first start they rule, not the configuration.

    Who and where is asked at every step, so a unit of work reads it once.
    """

    def __init__(self, connection: AsyncConnection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope
        self._known, self._known_facts = Known(), Known()

    async def seed(self, seed: Seed) -> None:
        """Take over the configuration where the database has no such row yet (by chat or user id).

        The database gives communities their ids.
        """
        self._known.forget()
        await self._seed_desk(seed)
        for community in seed.communities:
            moved_to = await self.moved_to(community.chat_id)
            await self._connection.execute(
                upsert(self._connection, communities)
                .values(_community_row(community) | {"chat_id": moved_to})
                .on_conflict_do_nothing()
            )
        for manager in seed.managers:
            await self._connection.execute(
                upsert(self._connection, managers)
                .values(_manager_row(manager))
                .on_conflict_do_nothing()
            )

    async def _seed_desk(self, seed: Seed) -> None:
        await self._connection.execute(
            upsert(self._connection, brands)
            .values(id=seed.owner.brand_id, key=seed.brand_key, name=seed.brand_name)
            .on_conflict_do_nothing()
        )
        await self._connection.execute(
            upsert(self._connection, desks)
            .values(
                id=seed.owner.desk_id,
                key=seed.desk_key,
                bot_id=seed.owner.bot_id,
                brand_id=seed.owner.brand_id,
                chat_id=seed.desk_chat_id,
                language=seed.desk_language,
                time_zone=seed.desk_time_zone,
            )
            # a desk keeps its people and its chat when another bot serves it from now on
            .on_conflict_do_update(index_elements=[desks.c.id], set_={"bot_id": seed.owner.bot_id})
        )

    async def desk(self, desk_id: DeskId) -> DeskFacts:
        """The desk; raise LookupError if it was never seeded."""
        return await self._known.answer(("desk", desk_id), lambda: self._desk(desk_id))

    async def _desk(self, desk_id: DeskId) -> DeskFacts:
        found = await self._connection.execute(select(desks).where(desks.c.id == desk_id))
        row = found.mappings().first()
        if row is None:
            raise LookupError(f"there is no desk {desk_id}")
        return DeskFacts(
            id=DeskId(row["id"]),
            bot_id=BotId(row["bot_id"]),
            chat_id=ChatId(row["chat_id"]),
            language=row["language"],
            time_zone=row["time_zone"],
        )

    async def numbers(self, *, brand_key: str, desk_key: str) -> tuple[BrandId, DeskId]:
        """The numbers that a brand and a desk have, or that are free for them."""
        return (
            BrandId(await self._number(brands, brand_key)),
            DeskId(await self._number(desks, desk_key)),
        )

    async def _number(self, table: Table, key: str) -> int:
        known = await self._connection.scalar(select(table.c.id).where(table.c.key == key))
        if known is not None:
            return int(known)
        return int(await self._connection.scalar(select(func.max(table.c.id))) or 0) + 1

    async def desk_chats(self) -> frozenset[ChatId]:
        """The chats of all desks, whichever bot serves them."""
        found = await self._connection.scalars(select(desks.c.chat_id))
        return frozenset(ChatId(chat_id) for chat_id in found if chat_id != NO_CHAT)

    async def communities(self, bot_id: BotId) -> list[Community]:
        """All communities of a bot."""
        question = ("communities", bot_id)
        return list(await self._known.answer(question, lambda: self._communities(bot_id)))

    async def _communities(self, bot_id: BotId) -> list[Community]:
        return await readable(
            self._connection,
            select(communities).where(communities.c.bot_id == bot_id).order_by(communities.c.id),
            communities,
            community_of,
            instead=_UNTIL_MENDED,
        )

    async def add_community(self, community: Community) -> CommunityId | None:
        """Keep a new community (its `id` is given here); None if its chat is one already."""
        self._known.forget()
        moved_to = await self.moved_to(community.chat_id)
        given = await self._connection.scalar(
            upsert(self._connection, communities)
            .values(_community_row(community) | {"chat_id": moved_to})
            .on_conflict_do_nothing()
            .returning(communities.c.id)
        )
        return None if given is None else CommunityId(given)

    async def save_community(self, community: Community) -> None:
        """Change title, user name, mode and the like of a community that is there."""
        self._known.forget()
        await self._connection.execute(
            update(communities)
            .where(communities.c.id == community.id)
            .values(_community_row(community))
        )

    async def managers(self, desk_id: DeskId) -> list[Manager]:
        """Everybody with a role at the desk."""
        question = ("managers", desk_id)
        return list(await self._known.answer(question, lambda: self._managers(desk_id)))

    async def _managers(self, desk_id: DeskId) -> list[Manager]:
        return await readable(
            self._connection,
            select(managers).where(managers.c.desk_id == desk_id).order_by(managers.c.user_id),
            managers,
            manager_of,
        )

    async def save_manager(self, manager: Manager) -> None:
        """Add a manager or change the role."""
        self._known.forget()
        await self._connection.execute(
            upsert(self._connection, managers)
            .values(_manager_row(manager))
            .on_conflict_do_update(
                index_elements=[managers.c.user_id, managers.c.desk_id],
                set_={
                    "name": manager.name,
                    "role": manager.role.value,
                    "language": manager.language,
                },
            )
        )

    async def remove_manager(self, manager: Manager) -> None:
        """Take every role at the desk from somebody."""
        self._known.forget()
        await self._connection.execute(
            delete(managers).where(
                managers.c.desk_id == manager.desk_id, managers.c.user_id == manager.user_id
            )
        )

    async def move_chat(self, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup: communities and desks follow it, history stays theirs.

        What is queued for the old chat is sent to the new one.
        """
        self._known.forget()
        already_there = communities.alias()
        bot_has_new = exists().where(
            already_there.c.bot_id == communities.c.bot_id, already_there.c.chat_id == new
        )
        for table, where in ((communities, ~bot_has_new), (desks, true())):
            await self._connection.execute(
                update(table)
                .where(table.c.bot_id == self._scope.bot_id, table.c.chat_id == old, where)
                .values(chat_id=new)
            )
        await self._redirect(old, new)
        await self._remember_move(old, new)

    async def _redirect(self, old: ChatId, new: ChatId) -> None:
        """What waits to be sent goes to the new chat, and merges with what is added for it."""
        waiting = await readable(
            self._connection,
            select(outbox).where(
                outbox.c.bot_id == self._scope.bot_id,
                outbox.c.chat_id == old,
                outbox.c.state == OutboxState.QUEUED.value,
            ),
            outbox,
            item_of,
        )
        for item in [replace(one, chat_id=new) for one in waiting]:
            await self._connection.execute(
                update(outbox)
                .where(outbox.c.id == item.id)
                .values(chat_id=new, merge_key=merge_key_of(item))
            )

    async def _remember_move(self, old: ChatId, new: ChatId) -> None:
        await self._connection.execute(
            update(chat_moves)
            .where(chat_moves.c.bot_id == self._scope.bot_id, chat_moves.c.new_chat_id == old)
            .values(new_chat_id=new)
        )
        await self._connection.execute(
            upsert(self._connection, chat_moves)
            .values(bot_id=self._scope.bot_id, old_chat_id=old, new_chat_id=new)
            .on_conflict_do_update(
                index_elements=[chat_moves.c.bot_id, chat_moves.c.old_chat_id],
                set_={"new_chat_id": new},
            )
        )

    async def value(self, key: str, *, is_shared: bool = False) -> str | None:
        """A small fact kept across restarts."""
        whose = self._whose(is_shared=is_shared)
        question = _Asked(whose, key)
        return await self._known_facts.answer(question, lambda: self._value(whose, key))

    async def _value(self, whose: int, key: str) -> str | None:
        return await self._connection.scalar(_FACT, {"whose": whose, "which": key})

    async def values(self, prefix: str, *, is_shared: bool = False) -> dict[str, str]:
        """All small facts whose keys start so, by the rest of their keys."""
        whose = self._whose(is_shared=is_shared)
        question = _Asked(whose, prefix, of_all=True)
        return dict(await self._known_facts.answer(question, lambda: self._values(whose, prefix)))

    async def _values(self, whose: int, prefix: str) -> dict[str, str]:
        found = await self._connection.execute(
            select(facts.c.key, facts.c.value).where(
                facts.c.bot_id == whose, facts.c.key.startswith(prefix, autoescape=True)
            )
        )
        return {key.removeprefix(prefix): value for key, value in found}

    async def set_value(self, key: str, value: str, *, is_shared: bool = False) -> None:
        """Keep a small fact."""
        self._forget_fact(key)
        row = {"bot_id": self._whose(is_shared=is_shared), "key": key, "value": value}
        await self._connection.execute(_keeping_fact(self._connection.dialect.name), row)

    async def drop_value(self, key: str, *, is_shared: bool = False) -> None:
        """Forget a small fact."""
        self._forget_fact(key)
        await self._connection.execute(
            delete(facts).where(
                facts.c.bot_id == self._whose(is_shared=is_shared), facts.c.key == key
            )
        )

    def _forget_fact(self, key: str) -> None:
        asked = self._known_facts.questions
        stale = [one for one in asked if isinstance(one, _Asked) and one.is_about(key)]
        if stale:
            self._known_facts.forget(*stale)

    def _whose(self, *, is_shared: bool) -> int:
        return ALL_BOTS if is_shared else self._scope.bot_id

    async def moved_to(self, chat_id: ChatId) -> ChatId:
        """The id that a chat has now, if the group became a supergroup."""
        new = await self._connection.scalar(
            select(chat_moves.c.new_chat_id).where(
                chat_moves.c.bot_id == self._scope.bot_id, chat_moves.c.old_chat_id == chat_id
            )
        )
        return chat_id if new is None else ChatId(new)


def _community_row(community: Community) -> dict[str, object]:
    return {
        **owner_row(community.owner),
        "chat_id": community.chat_id,
        "title": community.title,
        "username": community.username,
        "languages": list(community.languages),
        "answer_in": list(community.answer_in),
        "topics": list(community.topics),
        "tone": community.tone,
        "mode": community.mode.value,
        "wants_praise": community.wants_praise,
        "is_private": community.is_private,
    }


def community_of(row: RowMapping) -> Community:
    """The community that a row holds."""
    return Community(
        id=CommunityId(row["id"]),
        owner=owner_of(row),
        chat_id=ChatId(row["chat_id"]),
        title=row["title"],
        username=row["username"],
        languages=as_texts(row["languages"]),
        answer_in=as_texts(row["answer_in"]),
        topics=as_texts(row["topics"]),
        tone=row["tone"],
        mode=CommunityMode(row["mode"]),
        wants_praise=row["wants_praise"],
        is_private=row["is_private"],
    )


def _manager_row(manager: Manager) -> dict[str, object]:
    of_desk = desks.c.id == manager.desk_id
    return {
        "user_id": manager.user_id,
        "desk_id": manager.desk_id,
        "bot_id": select(desks.c.bot_id).where(of_desk).scalar_subquery(),
        "brand_id": select(desks.c.brand_id).where(of_desk).scalar_subquery(),
        "name": manager.name,
        "role": manager.role.value,
        "language": manager.language,
    }


def manager_of(row: RowMapping) -> Manager:
    """The manager that a row holds."""
    return Manager(
        desk_id=DeskId(row["desk_id"]),
        user_id=UserId(row["user_id"]),
        name=row["name"],
        role=Role(row["role"]),
        language=row["language"],
    )
