"""What `jawab check` finds in the configuration and in the database, and how to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from bot.domain.author_lists import AuthorList
from bot.domain.comment import Community
from bot.domain.ids import NO_CHAT, BotId, BrandId, ChatId, CommunityId, DeskId, UserId
from bot.domain.library import EntryKind
from bot.domain.load import Budget, Picked
from bot.domain.roster import Manager, Role
from bot.domain.topics import TopicMode
from bot.errors import StoreFailure
from bot.ports import DeskFacts, Transaction
from bot.services.budget_facts import budgets_kept, picked_for
from bot.services.desk.newcomers import SEEN_CHAT
from bot.services.desk.reporting import CAN_BE_RUNG
from bot.services.desk.topics_switch import known_mode
from bot.services.desk.watching import GONE
from bot.settings import Settings

_HOW_TO_OPEN = "jawab run upgrades it; look at database.url, and at what else uses the database"
_HOW_TO_MOVE_IN = (
    "run the bot, add it to the managers' group, and let the lead write /here there; or set "
    "desk.chat_id"
)
_HOW_TO_WATCH = (
    "run the bot, add it to a community as administrator: a lead is asked, and "
    "Watch it makes it one"
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
    reply_ids: frozenset[str] = frozenset()
    """Of all saved replies, those that are out of use too: they may be restored."""
    can_be_rung: frozenset[UserId] = frozenset()
    """People with a private chat, to whom the bot can write."""
    listed: Mapping[str, AuthorList | None] = field(default_factory=dict)
    """Who was put on a list of authors, or taken off, by key."""
    topics: TopicMode | None = None
    """What the desk sorts its cards by, None if that was never set."""
    budgets: Mapping[CommunityId, Budget | None] = field(default_factory=dict)
    """Of cards, where that was ever decided; None where a lead wants no limit."""
    picked: Mapping[CommunityId, Picked] = field(default_factory=dict)
    """What recent traffic said of them."""
    gone: frozenset[CommunityId] = frozenset()
    """Communities that the bot is not in any more."""


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
    yield from _missing_chats(settings, memory)
    yield examine_roster(settings, memory.managers)
    yield from compare(settings, memory)


def examine_second_yes(settings: Settings, reply_ids: Collection[str]) -> Iterator[Finding]:
    """Name what is to ask for a second yes and is not in the library: it would never ask."""
    known = {reply_id.casefold(): reply_id for reply_id in reply_ids}
    for wanted in settings.approval.replies:
        if wanted in reply_ids:
            continue
        close = get_close_matches(wanted.casefold(), known, n=1)
        hint = f"did you mean {known[close[0]]}?" if close else "/replies lists the ids"
        yield failure("approval.replies", f"there is no saved reply {wanted}", hint)


async def recall(
    tx: Transaction, *, brand_id: BrandId, desk_id: DeskId, bot_id: BotId | None
) -> Memory:
    """Gather what the database knows of the desk."""
    try:
        desk = await tx.directory.desk(desk_id)
    except LookupError:
        desk = None
    seen = {} if bot_id is None else await tx.directory.values(SEEN_CHAT)
    return Memory(
        desk=desk,
        communities=[] if bot_id is None else await tx.directory.communities(bot_id),
        managers=await tx.directory.managers(desk_id),
        seen_chats={ChatId(int(chat_id)): title for chat_id, title in seen.items()},
        reply_ids=frozenset(
            one.ref.id
            for one in await tx.replies.entries(brand_id)
            if one.ref.kind is EntryKind.REPLY
        ),
        can_be_rung=frozenset() if bot_id is None else await _rung(tx),
        listed=await _listed(tx, brand_id),
        topics=await known_mode(tx, desk_id),
        budgets={} if bot_id is None else await budgets_kept(tx),
        picked={} if bot_id is None else await picked_for(tx),
        gone=frozenset() if bot_id is None else await _gone(tx),
    )


async def _gone(tx: Transaction) -> frozenset[CommunityId]:
    return frozenset(CommunityId(int(rest)) for rest in await tx.directory.values(GONE))


async def _listed(tx: Transaction, brand_id: BrandId) -> dict[str, AuthorList | None]:
    """By each key, also where it turned out to be somebody's user name."""
    everybody = await tx.author_lists.everybody(brand_id)
    known = {one.key: one.on for one in everybody}
    return {one.key: known.get(one.same_as or one.key) for one in everybody}


async def _rung(tx: Transaction) -> frozenset[UserId]:
    found = await tx.directory.values(CAN_BE_RUNG)
    return frozenset(UserId(int(user_id)) for user_id, value in found.items() if value)


def examine_missing_database(settings: Settings, error: StoreFailure) -> Finding:
    """Before the first start there is none, which is fine where it can be made."""
    file = settings.database.file
    if file is None or file.exists():
        return failure("database", str(error), _HOW_TO_OPEN)
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
        if community.is_private and not settings.private.enabled:
            yield note("private messages", "off in the file, on in the database", remedy)
        elif not community.is_private and community.chat_id not in listed:
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
    if memory.topics is not None:
        yield "desk.topics", settings.desk.topics or "off", str(memory.topics)
    listed = {one.chat_id: one for one in settings.communities}
    for community in memory.communities:
        in_file = listed.get(community.chat_id)
        if in_file is not None:
            name = community.title or community.chat_id
            yield f"mode of {name}", str(in_file.mode), str(community.mode)
            yield f"languages of {name}", _named(in_file.languages), _named(community.languages)
            yield f"answer_in of {name}", _named(in_file.answer_in), _named(community.answer_in)
            yield f"topics of {name}", _named(in_file.topics), _named(community.topics)
            yield f"tone of {name}", in_file.tone or "none", community.tone or "none"
            yield f"praise in {name}", _on_off(in_file.praise), _on_off(community.wants_praise)
    people = {one.user_id: one for one in settings.managers}
    for manager in memory.managers:
        person = people.get(manager.user_id)
        if person is not None:
            yield f"role of {manager.name}", str(person.role), str(manager.role)


def _named(several: Sequence[str]) -> str:
    return ", ".join(several) or "none"


def _on_off(wish: bool) -> str:
    return "on" if wish else "off"


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


def _missing_chats(settings: Settings, memory: Memory) -> Iterator[Finding]:
    desk, watched = desk_chat_of(settings, memory), watched_by(settings, memory)
    if desk is None:
        yield failure("desk", "no managers' chat is set", _HOW_TO_MOVE_IN)
    if not watched and not settings.private.enabled:
        yield failure("communities", "none is watched, nor private messages", _HOW_TO_WATCH)
    elif not watched:
        yield note("communities", "only private messages are watched", _HOW_TO_WATCH)
    for chat_id, title in memory.seen_chats.items():
        if chat_id not in {desk, *watched}:
            yield note(
                f"chat {title or chat_id}",
                f"the bot is in it ({chat_id}) and does not watch it",
                "a lead decides with /communities; in the managers' group a lead writes /here",
            )


def desk_chat_of(settings: Settings, memory: Memory) -> ChatId | None:
    """The managers' chat: the database rules where it knows one."""
    if memory.desk is not None and memory.desk.chat_id != NO_CHAT:
        return memory.desk.chat_id
    return None if settings.desk.chat_id is None else ChatId(settings.desk.chat_id)


def topics_of(settings: Settings, memory: Memory) -> TopicMode:
    """What cards are sorted by, or will be from the next start on."""
    return memory.topics or TopicMode(settings.desk.topics or TopicMode.OFF)


def watched_by(settings: Settings, memory: Memory) -> tuple[ChatId, ...]:
    """The groups that are watched, and those that will be from the next start on."""
    known = (one.chat_id for one in memory.communities if not one.is_private)
    listed = (ChatId(one.chat_id) for one in settings.communities)
    return tuple(dict.fromkeys((*known, *listed)))
