"""What the configuration says, written into a database that does not know it yet."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.comment import Community
from bot.domain.door import KEY_FACT
from bot.domain.ids import NO_CHAT, BotId, ChatId, CommunityId, Keys, Owner, UserId
from bot.domain.roster import Manager
from bot.domain.topics import TopicMode
from bot.ports import Seed, Store
from bot.services.author_lists import listed_in
from bot.services.budget_facts import seed_budget
from bot.services.desk.team import removed_from
from bot.services.desk.topics_switch import known_mode, set_mode
from bot.settings import Settings


async def owner_at(store: Store, bot_id: BotId, keys: Keys | None = None) -> Owner:
    """The bot with the numbers that its brand and its desk have in the database, or will have."""
    keys = keys or Keys()
    async with store.of_bot(bot_id).reading() as tx:
        brand_id, desk_id = await tx.directory.numbers(brand_key=keys.brand, desk_key=keys.desk)
    return Owner(bot_id=bot_id, brand_id=brand_id, desk_id=desk_id)


async def seed_database(settings: Settings, store: Store, owner: Owner) -> None:
    """Take over what the configuration says and the database does not know yet."""
    desk_chat = ChatId(settings.desk.chat_id) if settings.desk.chat_id else NO_CHAT
    seed = Seed(
        owner=owner,
        brand_key=settings.keys.brand,
        desk_key=settings.keys.desk,
        brand_name=settings.brand.name,
        desk_chat_id=desk_chat,
        desk_language=settings.desk.language,
        desk_time_zone=settings.desk.time_zone,
        communities=tuple(_communities(settings, owner)),
        managers=tuple(
            Manager(
                desk_id=owner.desk_id, user_id=UserId(one.user_id), name=one.name, role=one.role
            )
            for one in settings.managers
        ),
    )
    async with store.of_bot(owner.bot_id).writing() as tx:
        removed = await tx.directory.values(removed_from(owner.desk_id), is_shared=True)
        managers = [one for one in seed.managers if str(one.user_id) not in removed]
        await tx.directory.seed(replace(seed, managers=tuple(managers)))
        desk = await tx.directory.desk(owner.desk_id)
        if desk.chat_id == NO_CHAT != desk_chat:
            await tx.directory.move_chat(NO_CHAT, desk_chat)
        if settings.desk.topics and await known_mode(tx, owner.desk_id) is None:
            await set_mode(tx, owner.desk_id, TopicMode(settings.desk.topics))
        lists = listed_in(settings.triage.lists.by_list, owner, datetime.now(UTC))
        await tx.author_lists.seed(list(lists))
        budgets = {one.chat_id: one.budget for one in settings.communities if one.budget}
        for community in await tx.directory.communities(owner.bot_id) if budgets else ():
            if community.chat_id in budgets:
                await seed_budget(tx, community, budgets[community.chat_id].budget)
        if await tx.directory.value(KEY_FACT) is None:
            await tx.directory.set_value(KEY_FACT, secrets.token_urlsafe(32))


def _communities(settings: Settings, owner: Owner) -> Iterator[Community]:
    for one in settings.communities:
        yield Community(
            id=CommunityId(0),
            owner=owner,
            chat_id=ChatId(one.chat_id),
            title=one.title,
            languages=one.languages,
            answer_in=one.answer_in,
            topics=one.topics,
            tone=one.tone,
            mode=one.mode,
            wants_praise=one.praise,
        )
    if settings.private.enabled:
        yield Community(
            id=CommunityId(0),
            owner=owner,
            chat_id=ChatId(owner.bot_id),
            title=settings.brand.name,
            languages=settings.private.languages,
            answer_in=settings.private.answer_in,
            topics=settings.private.topics,
            tone=settings.private.tone,
            is_private=True,
        )
