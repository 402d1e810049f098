"""What `jawab check` finds on Telegram and in the database: each failure says how to mend it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.comment import Community
from bot.domain.ids import BotId, ChatId, DeskId, UserId
from bot.domain.roster import Manager, Role
from bot.errors import (
    ChatGone,
    ChatMoved,
    GatewayFailure,
    RequestRefused,
    StoreFailure,
    TokenRefused,
)
from bot.ports import BotIdentity, ChatFacts, DeskFacts, Gateway, Membership, Transaction
from bot.services.reception import SEEN_CHAT
from bot.settings import Settings

_GONE = frozenset({"left", "kicked"})
_ADMIN = frozenset({"administrator", "creator", "owner"})
_DELETE = "can_delete_messages"
_PIN = "can_pin_messages"
_HOW_TO_WATCH = (
    "add the bot to a community as administrator, run the bot, wait for a comment; "
    "jawab check then lists its id, for [[communities]]"
)


class Level(StrEnum):
    """How a finding stands; only a failure makes the whole check fail."""

    OK = "ok"
    NOTE = "note"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `remedy` says how to mend it."""

    level: Level
    subject: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the database knows of the desk; nothing before the first start."""

    desk: DeskFacts | None = None
    communities: Sequence[Community] = ()
    managers: Sequence[Manager] = ()
    seen_chats: Mapping[ChatId, str] = field(default_factory=dict)


def fine(subject: str, message: str) -> Finding:
    """It is as it should be."""
    return Finding(level=Level.OK, subject=subject, message=message)


def note(subject: str, message: str, remedy: str = "") -> Finding:
    """Worth knowing, and no failure."""
    return Finding(level=Level.NOTE, subject=subject, message=message, remedy=remedy)


def failure(subject: str, message: str, remedy: str) -> Finding:
    """It has to be mended."""
    return Finding(level=Level.FAILURE, subject=subject, message=message, remedy=remedy)


def examine_settings(settings: Settings, memory: Memory) -> Iterator[Finding]:
    """Say what is missing, and where the file and the database differ."""
    yield from _missing_chats(settings, memory.seen_chats)
    yield examine_roster(settings, memory.managers)
    yield from compare(settings, memory)


async def examine_telegram(gateway: Gateway, settings: Settings) -> AsyncIterator[Finding]:
    """Look at the bot and its chats."""
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
    if settings.desk.chat_id is not None:
        yield await _examine_desk(gateway, ChatId(settings.desk.chat_id), identity)
    for community in settings.communities:
        async for finding in _examine_community(gateway, ChatId(community.chat_id), identity):
            yield finding


async def recall(tx: Transaction, desk_id: DeskId, bot_id: BotId | None) -> Memory:
    """Gather what the database knows of the desk."""
    try:
        desk = await tx.directory.desk(desk_id)
    except LookupError:
        desk = None
    seen = await tx.directory.values(SEEN_CHAT)
    return Memory(
        desk=desk,
        communities=[] if bot_id is None else await tx.directory.communities(bot_id),
        managers=await tx.directory.managers(desk_id),
        seen_chats={ChatId(int(chat_id)): title for chat_id, title in seen.items()},
    )


def examine_missing_database(settings: Settings, error: StoreFailure) -> Finding:
    """Before the first start there is none, which is fine where it can be made."""
    file = settings.database.file
    if file is None or file.exists():
        return failure("database", str(error), "see database.url, and that nothing else locks it")
    return note("database", f"{file} is not there yet", "jawab run makes it")


def compare(settings: Settings, memory: Memory) -> Iterator[Finding]:
    """Say where the file differs from the database, which rules after the first start."""
    if memory.desk is None:
        return
    remedy = "the database rules after the first start; the file seeds only what is new"
    for what, in_file, in_database in _pairs(settings, memory.desk, memory):
        if in_file != in_database:
            yield note(what, f"{in_file} in the file, {in_database} in the database", remedy)
    listed = {one.chat_id for one in settings.communities}
    for community in memory.communities:
        if not community.is_private and community.chat_id not in listed:
            yield note(
                f"community {community.title or community.chat_id}", "not in the file", remedy
            )
    people = {one.user_id for one in settings.managers}
    for manager in memory.managers:
        if manager.user_id not in people:
            yield note(f"manager {manager.name}", "not in the file", remedy)


def _pairs(
    settings: Settings, desk: DeskFacts, memory: Memory
) -> Iterator[tuple[str, object, object]]:
    """What both homes know, as name, value in the file, value in the database."""
    if settings.desk.chat_id is not None:
        yield "desk.chat_id", settings.desk.chat_id, desk.chat_id
    yield "desk.language", settings.desk.language, desk.language
    yield "desk.time_zone", settings.desk.time_zone, desk.time_zone
    listed = {one.chat_id: one for one in settings.communities}
    for community in memory.communities:
        in_file = listed.get(community.chat_id)
        if in_file is not None:
            name = community.title or community.chat_id
            yield f"mode of {name}", str(in_file.mode), str(community.mode)
    people = {one.user_id: one for one in settings.managers}
    for manager in memory.managers:
        person = people.get(manager.user_id)
        if person is not None:
            yield f"role of {manager.name}", str(person.role), str(manager.role)


def examine_roster(settings: Settings, managers: Sequence[Manager]) -> Finding:
    """Somebody has to be the lead."""
    roles = [*(one.role for one in managers), *(one.role for one in settings.managers)]
    if Role.LEAD in roles:
        return fine("managers", f"{len(managers) or len(settings.managers)} with a role")
    if settings.desk.lead_code:
        return note(
            "managers",
            "nobody is the lead yet",
            "send the bot the one-time code that jawab init printed: /start CODE",
        )
    return failure(
        "managers",
        "nobody is the lead",
        'add [[managers]] with user_id, name and role = "lead", or let jawab init make a code',
    )


def _privacy(identity: BotIdentity) -> Finding:
    if identity.reads_all_messages:
        return fine("privacy mode", "off: the bot reads every comment")
    return note(
        "privacy mode",
        "on: the bot reads comments only where it is an administrator",
        "@BotFather, /setprivacy, Disable; then take the bot out of its groups and add it again",
    )


async def _examine_desk(gateway: Gateway, chat_id: ChatId, identity: BotIdentity) -> Finding:
    looked = await _look(gateway, chat_id, identity, "desk")
    if isinstance(looked, Finding):
        return looked
    facts, standing = looked
    subject = f"desk {facts.title}"
    if standing.status in _ADMIN and _may(standing, _PIN):
        return fine(subject, "the bot is an administrator" + _kind(facts))
    if standing.status in _ADMIN:
        return note(
            subject, "the bot may not pin messages", "allow it in the group's administrators"
        )
    return failure(
        subject,
        "the bot is no administrator",
        "make the bot an administrator there, with the right to pin messages",
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
    return standing.status in {"creator", "owner"} or right in standing.rights


def _kind(facts: ChatFacts) -> str:
    return ", topics are on" if facts.is_forum else ""


def _missing_chats(settings: Settings, seen: Mapping[ChatId, str]) -> Iterator[Finding]:
    if settings.desk.chat_id is None:
        yield failure(
            "desk",
            "no managers' chat is set",
            "add the bot to the managers' group, run the bot, write something there; "
            "jawab check then lists its id, for desk.chat_id",
        )
    if not settings.communities and not settings.private.enabled:
        yield failure("communities", "none is watched, nor private messages", _HOW_TO_WATCH)
    elif not settings.communities:
        yield note("communities", "only private messages are watched", _HOW_TO_WATCH)
    known = {settings.desk.chat_id, *(one.chat_id for one in settings.communities)}
    for chat_id, title in seen.items():
        if chat_id not in known:
            yield note(
                f"chat {title or chat_id}",
                f"the bot is in it ({chat_id}) and does not watch it",
                f"desk.chat_id = {chat_id}, or [[communities]] with chat_id = {chat_id}",
            )
