"""Topics of the desk: which message goes into which, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from bot.domain.ids import GENERAL_TOPIC, ChatId, CommunityId, MessageId, Owner
from bot.domain.lane import Lane

TITLE_LENGTH = 128
"""What Telegram takes for a title."""

_LANE = "lane:"
_COMMUNITY = "community:"
_NAMED = "named:"
_THREAD = "thread:"

_BLUE, _YELLOW, _VIOLET = 7322096, 16766590, 13338331
_GREEN, _PINK, _RED = 9367192, 16749490, 16478047
_COLORS = {
    Lane.COMPLAINT: _RED,
    Lane.QUESTION: _BLUE,
    Lane.ABUSE: _PINK,
    Lane.SPAM: _YELLOW,
    Lane.PRAISE: _GREEN,
    Lane.UNSURE: _VIOLET,
}
"""Telegram takes these six for a topic's icon, and no others."""
_PALETTE = tuple(_COLORS.values())


class TopicMode(StrEnum):
    """What the desk's cards are sorted by."""

    OFF = "off"
    LANES = "lanes"
    COMMUNITIES = "communities"


class TopicState(StrEnum):
    """What is known of a topic; `gone` means deleted, and its messages are not forgotten yet."""

    OPEN = "open"
    CLOSED = "closed"
    GONE = "gone"


class Refusal(StrEnum):
    """Why no topic can be made."""

    NO_RIGHTS = "no-rights"
    NO_TOPICS = "no-topics"
    """The desk's group has no topics, or none any more."""
    REFUSED = "refused"
    """Telegram has another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTopic:
    """A topic of the desk and what it is for; `title` is the one that the bot gave it last."""

    owner: Owner
    chat_id: ChatId
    subject: str
    thread_id: MessageId
    title: str
    state: TopicState = TopicState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What tells where a message goes, the first that is known before the next.

    `answers` is the topic of the message that it answers, `card` that of its case's card;
    `subject` names the topic that it is for, if any.
    """

    answers: MessageId | None = None
    card: MessageId | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The topic that a message goes into, once that of the subject in `makes` has been made."""

    thread_id: MessageId = GENERAL_TOPIC
    makes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    """How the desk sorts its cards, the topics that stand, and why no more can be made, if so.

    `tries_again` says that a refusal was just put aside.
    """

    mode: TopicMode
    chat_id: ChatId
    topics: tuple[DeskTopic, ...] = ()
    refusal: Refusal | None = None
    tries_again: bool = False


def place_of(clues: Clues, topics: Sequence[DeskTopic], *, may_make: bool) -> Place:
    """Say where a message goes: into General where its topic is closed, or cannot be made."""
    for thread_id in (clues.answers, clues.card):
        if thread_id is not None:
            return _inside(thread_id, topics, may_make=may_make)
    if not clues.subject:
        return Place()
    topic = topic_for(clues.subject, topics)
    if topic is None:
        return Place(makes=clues.subject) if may_make else Place()
    return _inside(topic.thread_id, topics, may_make=may_make)


def _inside(thread_id: MessageId, topics: Sequence[DeskTopic], *, may_make: bool) -> Place:
    topic = next((one for one in topics if one.thread_id == thread_id), None)
    if topic is None or topic.state is TopicState.OPEN:
        return Place(thread_id=thread_id)
    if topic.state is TopicState.GONE and may_make:
        return Place(makes=topic.subject)
    return Place()


def topic_for(subject: str, topics: Sequence[DeskTopic]) -> DeskTopic | None:
    """The topic that was made for a subject."""
    return next((one for one in topics if one.subject == subject), None)


def subject_for(
    mode: TopicMode, *, lane: Lane | None, community_id: CommunityId | None, named: str = ""
) -> str:
    """What the topic is for that a case of that lane and community belongs into; empty: General.

    A topic that a rule has `named` for it goes before all. What tells of several communities
    together names none.
    """
    if named:
        return f"{_NAMED}{named}"
    if mode is TopicMode.LANES and lane in _COLORS:
        return f"{_LANE}{lane}"
    if mode is TopicMode.COMMUNITIES and community_id is not None:
        return f"{_COMMUNITY}{community_id}"
    return ""


def foreign_subject(thread_id: MessageId) -> str:
    """Stands for a topic that somebody else made, where more than its number is to be kept."""
    return f"{_THREAD}{thread_id}"


def lane_of(subject: str) -> Lane | None:
    """The lane that a topic is for."""
    return Lane(subject.removeprefix(_LANE)) if subject.startswith(_LANE) else None


def community_of_subject(subject: str) -> CommunityId | None:
    """The community that a topic is for."""
    if not subject.startswith(_COMMUNITY):
        return None
    return CommunityId(int(subject.removeprefix(_COMMUNITY)))


def name_of(subject: str) -> str:
    """The title of a topic that a rule has named; empty for all others."""
    return subject.removeprefix(_NAMED) if subject.startswith(_NAMED) else ""


def is_wanted(subject: str, mode: TopicMode) -> bool:
    """Whether the desk has topics of that kind; those that rules name it has in any case."""
    if name_of(subject):
        return True
    kinds: Mapping[TopicMode, str] = {TopicMode.LANES: _LANE, TopicMode.COMMUNITIES: _COMMUNITY}
    return mode in kinds and subject.startswith(kinds[mode])


def color_of(subject: str) -> int:
    """The colour of a topic's icon; communities take turns, names go by their letters."""
    lane, community_id = lane_of(subject), community_of_subject(subject)
    if lane is not None:
        return _COLORS[lane]
    return _PALETTE[(community_id or crc32(name_of(subject).encode())) % len(_PALETTE)]
