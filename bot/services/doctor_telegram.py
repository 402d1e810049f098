"""What `jawab check` finds on Telegram: the bot, the desk and each community."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.domain.comment import CommunityMode
from bot.domain.ids import ChatId, UserId
from bot.domain.topics import TopicMode
from bot.errors import ChatGone, ChatMoved, GatewayFailure, RequestRefused, TokenRefused
from bot.ports import BotIdentity, ChatFacts, Gateway, Membership
from bot.services.doctor import (
    Finding,
    Memory,
    desk_chat_of,
    failure,
    fine,
    note,
    topics_of,
    watched_by,
)
from bot.settings import Settings

_GONE = frozenset({"left", "kicked"})
_OWNER = frozenset({"creator", "owner"})
_ADMIN = _OWNER | {"administrator"}
_PAUSED = CommunityMode.PAUSED
_DELETE = "can_delete_messages"
_PIN = "can_pin_messages"
_RESTRICT = "can_restrict_members"
_TOPICS = "can_manage_topics"


async def examine_telegram(
    gateway: Gateway, settings: Settings, memory: Memory
) -> AsyncIterator[Finding]:
    """Look at the bot and its chats, those of the database and those still to be taken over."""
    try:
        identity = await gateway.identity()
    except TokenRefused:
        yield failure(
            "token", "Telegram refuses it", "copy it again from @BotFather (/mybots, API Token)"
        )
        return
    except GatewayFailure as error:
        yield failure(
            "Telegram",
            f"not reached at {settings.telegram.api_base}: {error}",
            "look at the network, a proxy, and telegram.api_base",
        )
        return
    yield fine("token", f"belongs to @{identity.username}")
    yield fine("name", f"Members will see: {identity.name}")
    yield _privacy(identity)
    desk = desk_chat_of(settings, memory)
    if desk is not None:
        has_own = any(rule.desk_topic for rule in settings.triage.rules)
        sorts = has_own or topics_of(settings, memory) is not TopicMode.OFF
        async for finding in _examine_desk(gateway, desk, identity, sorts=sorts):
            yield finding
    paused = {one.chat_id: one.title for one in memory.communities if one.mode is _PAUSED}
    for chat_id in watched_by(settings, memory):
        if chat_id in paused:
            yield note(
                f"community {paused[chat_id]}", "is paused", "a lead changes it: /communities"
            )
            continue
        async for finding in _examine_community(gateway, chat_id, identity):
            yield finding


def _privacy(identity: BotIdentity) -> Finding:
    if identity.reads_all_messages:
        return fine("privacy mode", "off: the bot reads every comment")
    return note(
        "privacy mode",
        "on: the bot reads comments only where it is an administrator",
        "@BotFather, /setprivacy, Disable; then take the bot out of its groups and add it again",
    )


async def _examine_desk(
    gateway: Gateway, chat_id: ChatId, identity: BotIdentity, *, sorts: bool
) -> AsyncIterator[Finding]:
    looked = await _look(gateway, chat_id, identity, "desk")
    if isinstance(looked, Finding):
        yield looked
        return
    facts, standing = looked
    subject = f"desk {facts.title}"
    if standing.status not in _ADMIN:
        yield failure(
            subject,
            "the bot is no administrator",
            "make the bot an administrator there, with the right to pin messages",
        )
    elif not _may(standing, _PIN):
        yield note(
            subject, "the bot may not pin messages", "allow it in the group's administrators"
        )
    else:
        yield fine(subject, "the bot is an administrator" + _kind(facts))
    if sorts and not facts.is_forum:
        yield note(
            subject,
            "cards are to be sorted into topics, and the group has none",
            "switch topics on in the group's settings, or sort no more: /topics, and"
            " triage.rules.desk_topic",
        )
    elif sorts and not _may(standing, _TOPICS):
        yield note(
            subject, "the bot may not manage topics", "allow it in the group's administrators"
        )


async def _examine_community(
    gateway: Gateway, chat_id: ChatId, identity: BotIdentity
) -> AsyncIterator[Finding]:
    looked = await _look(gateway, chat_id, identity, f"community {chat_id}")
    if isinstance(looked, Finding):
        yield looked
        return
    facts, standing = looked
    subject = f"community {facts.title}"
    if facts.kind == "channel":
        linked = facts.linked_chat_id
        hint = f"use its discussion group {linked}" if linked else "link a discussion group first"
        yield failure(subject, "is a channel; comments stand in its discussion group", hint)
    elif _may(standing, _DELETE):
        yield fine(subject, "the bot may delete messages" + _kind(facts))
        if not _may(standing, _RESTRICT):
            yield note(
                subject,
                "the bot may not mute or ban",
                "allow it in the group's administrators, if the desk is to do that",
            )
    elif standing.status in _ADMIN:
        yield failure(
            subject, "the bot may not delete messages", "allow it in the group's administrators"
        )
    else:
        reads = "" if identity.reads_all_messages else ", and does not see most comments"
        yield failure(
            subject,
            f"the bot is no administrator: it cannot delete messages{reads}",
            "make the bot an administrator there, with the right to delete messages",
        )
    if facts.linked_chat_id is not None and facts.kind != "channel":
        yield await _linked(gateway, subject, facts.linked_chat_id)


async def _linked(gateway: Gateway, subject: str, channel_id: ChatId) -> Finding:
    try:
        title = (await gateway.chat(channel_id)).title
    except GatewayFailure:
        title = str(channel_id)
    return fine(subject, f"discusses the posts of the channel {title}")


async def _look(
    gateway: Gateway, chat_id: ChatId, identity: BotIdentity, subject: str
) -> tuple[ChatFacts, Membership] | Finding:
    """A chat and the bot's standing there, or why neither can be told."""
    try:
        facts = await gateway.chat(chat_id)
        standing = await gateway.membership(chat_id, UserId(identity.id))
    except ChatMoved as error:
        return failure(subject, str(error), f"put {error.new_chat_id} into the configuration")
    except (ChatGone, RequestRefused):
        return failure(
            subject,
            f"the bot is not in the chat {chat_id}",
            f"add @{identity.username} to it, or mend the id in the configuration",
        )
    except GatewayFailure as error:
        return failure(subject, f"cannot be looked at: {error}", "run jawab check again")
    if standing.status in _GONE:
        return failure(
            subject, f"the bot is not in {facts.title}", f"add @{identity.username} to it again"
        )
    return facts, standing


def _may(standing: Membership, right: str) -> bool:
    return standing.status in _OWNER or right in standing.rights


def _kind(facts: ChatFacts) -> str:
    return ", topics are on" if facts.is_forum else ""
