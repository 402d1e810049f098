"""What the services need from outside, in the desk's words.

`Transaction` is one unit of work on the store; everything done inside `Store.writing()` is
committed together or not at all. Errors that a port may raise are named in its docstrings; all are
in `bot.errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain.alike import AlikeGroup, Candidate, Member
from bot.domain.approval import Approval, YesOutcome
from bot.domain.author_lists import Listed
from bot.domain.board import Answer, Board, Waiting
from bot.domain.breaches import Moment
from bot.domain.brief import Brief, Written
from bot.domain.card import CardView, Drawn, SoloView
from bot.domain.case import Case, Status
from bot.domain.comment import Comment, Community, Thread
from bot.domain.communities import Load
from bot.domain.desk import Action, DeskMessage, DeskRole, Keyboard
from bot.domain.desk_pages import DeskPage, Figures, Which
from bot.domain.door import Door
from bot.domain.gaps import Alike, GapPage, GapsPage, Unanswered
from bot.domain.gathering import Gathered, UnsureList
from bot.domain.group_pages import GroupAnswers, GroupView
from bot.domain.holds import Hold
from bot.domain.ids import (
    AlikeId,
    ApprovalId,
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    DeskId,
    DutyId,
    HoldId,
    IncidentId,
    LadderId,
    MessageId,
    MessageRef,
    OutboxId,
    Owner,
    RingId,
    SanctionId,
    SweepId,
    UpdateId,
    UserId,
)
from bot.domain.incidents import Incident, TimelineEntry
from bot.domain.inspection import Damage
from bot.domain.inviting import Invite, InviteState
from bot.domain.ladder import Ladder, Notify, Ring, Subject
from bot.domain.lane import Lane
from bot.domain.learning import Outcomes
from bot.domain.leases import Job, Lease
from bot.domain.library import Change, Entry, EntryRef, EntryVersion, StoredEntry
from bot.domain.library_pages import LibraryPage, TextFinding
from bot.domain.load import Seen
from bot.domain.mood import MoodCounts, Place
from bot.domain.oncall import Duty
from bot.domain.outbox import OutboxItem, OutboxState, Spent
from bot.domain.paging import Page
from bot.domain.privacy import Footprint, Person, Pseudonym, Trace
from bot.domain.reports import Outcome, Report, Reporter
from bot.domain.roster import Manager
from bot.domain.rule_pages import HitCounts
from bot.domain.rules import RuleHit
from bot.domain.sanctions import Sanction
from bot.domain.sla import SlaKind
from bot.domain.sweeping import Fate, Sweep, Swept
from bot.domain.topics import DeskTopic
from bot.domain.uses import Mark, ReplyUse, UseCounts
from bot.domain.vitals import Vitals
from classifiers.types import Thresholds, Utterance, Verdict
from replies.findings import Finding
from replies.types import (
    Found,
    Inquiry,
    Outgoing,
    SavedReply,
    Snippet,
    Suggestion,
    VoiceFinding,
)
from replies.types import Library as SavedLibrary


class Clock(Protocol):
    """Time as the desk knows it; the demo runs it faster, tests move it by hand."""

    def now(self) -> datetime:
        """The moment, aware UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait that many seconds of this clock."""


# --- Telegram -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RawUpdate:
    """An update as Telegram sent it: Bot API JSON."""

    update_id: UpdateId
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BotIdentity:
    """What getMe says."""

    id: BotId
    name: str
    username: str
    reads_all_messages: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFacts:
    """What getChat says."""

    id: ChatId
    kind: str
    title: str
    username: str
    is_forum: bool
    linked_chat_id: ChatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What getChatMember says of somebody; `rights` names the admin rights that they hold."""

    status: str
    rights: frozenset[str] = frozenset()


class Gateway(Protocol):
    """The part of Telegram that the desk speaks to.

    Every method may raise GatewayDown, RateLimited, TokenRefused, ChatGone, ChatMoved and, where
    it changes something, NoRights, OutcomeUnknown and RequestRefused; further ones are named.
    """

    async def identity(self) -> BotIdentity:
        """Who the bot is."""

    async def fetch_updates(
        self, *, after: UpdateId | None, wait: timedelta, limit: int
    ) -> list[RawUpdate]:
        """Long-poll for updates beyond `after`, which acknowledges all up to it.

        May raise PollerConflict.
        """

    async def set_webhook(self, url: str, *, secret: str) -> None:
        """Ask for updates by webhook; an empty `url` asks for none."""

    async def reply(self, to: MessageRef, text: str, *, quote: str = "") -> MessageId:
        """Post plain text under a comment. Raise ReplyTargetGone when it is not there any more."""

    async def post(
        self,
        chat_id: ChatId,
        html: str,
        *,
        keyboard: Keyboard = (),
        reply_to: MessageId | None = None,
        force_reply: bool = False,
        silent: bool = True,
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Post a message of ours in the desk; a vanished `reply_to` is ignored.

        In a topic of the desk it may raise TopicGone or TopicClosed.
        """

    async def edit(self, ref: MessageRef, html: str, *, keyboard: Keyboard = ()) -> None:
        """Replace a message of ours; nothing happens if it is the same. Raise MessageGone."""

    async def pin(self, ref: MessageRef) -> None:
        """Pin a message of ours in its chat, silently. Raise NoRights or MessageGone."""

    async def copy(
        self,
        chat_id: ChatId,
        source: MessageRef,
        *,
        reply_to: MessageId | None = None,
        topic_id: MessageId | None = None,
    ) -> MessageId:
        """Show somebody's message in another chat, in one of its topics, silently.

        Raise MessageGone where there is nothing to copy, TopicGone or TopicClosed.
        """

    async def create_topic(self, chat_id: ChatId, title: str, *, color: int) -> MessageId:
        """Make a topic, whose icon has one of Telegram's colours, and return its number.

        Raise NoRights, or NoTopics in a group without them.
        """

    async def rename_topic(self, chat_id: ChatId, topic_id: MessageId, title: str) -> None:
        """Give a topic another title; nothing happens if it has that one. Raise TopicGone."""

    async def rewrite(self, ref: MessageRef, text: str) -> None:
        """Replace a public reply of ours by another plain text.

        Raise MessageGone where it is no more.
        """

    async def delete(self, chat_id: ChatId, message_ids: Sequence[MessageId]) -> None:
        """Delete messages; those already gone count as deleted.

        Raise NoRights or MessageGone (too old).
        """

    async def mute(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Take the right to write from a member, for good without `until`.

        Telegram takes a time of under thirty seconds, or over 366 days, for ever. Raise NoRights
        or AuthorProtected.
        """

    async def unmute(self, chat_id: ChatId, user_id: UserId) -> None:
        """Give that right back. Raise NoRights or AuthorProtected."""

    async def ban(self, chat_id: ChatId, user_id: UserId, *, until: datetime | None) -> None:
        """Throw somebody out and keep them out. Raise NoRights or AuthorProtected."""

    async def unban(self, chat_id: ChatId, user_id: UserId) -> None:
        """Let somebody come again; who is not banned stays. Raise NoRights."""

    async def ban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Keep a channel from writing as itself. Raise NoRights."""

    async def unban_channel(self, chat_id: ChatId, channel_id: ChatId) -> None:
        """Let a channel write again. Raise NoRights."""

    async def answer_press(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a press with a toast, or a dialog when `alert`. Raise QueryTooOld."""

    async def chat(self, chat_id: ChatId) -> ChatFacts:
        """Facts about a chat."""

    async def membership(self, chat_id: ChatId, user_id: UserId) -> Membership:
        """Somebody's standing in a chat."""

    async def leave(self, chat_id: ChatId) -> None:
        """Go out of a group. Raise ChatGone where the bot is not in it any more."""

    async def set_commands(self, commands: Mapping[str, str], *, private_in: str = "") -> None:
        """Show these commands (name to description) in Telegram's menu.

        With a language, only in private chats of those who use Telegram in it.
        """

    async def close(self) -> None:
        """Let go of connections."""


# --- the store ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUpdate:
    """A stored update that is still to be handled."""

    bot_id: BotId
    update_id: UpdateId
    body: str
    received_at: datetime
    attempts: int = 0


class Updates(Protocol):
    """The inbox: updates as they came."""

    async def add(self, bot_id: BotId, updates: Sequence[RawUpdate], *, at: datetime) -> int:
        """Keep updates; one that is there already changes nothing. Return how many were new."""

    async def waiting(self, bot_id: BotId, *, now: datetime, limit: int) -> list[WaitingUpdate]:
        """Those whose turn has come, in Telegram's order."""

    async def finish(self, bot_id: BotId, update_ids: Collection[UpdateId]) -> int:
        """They are handled; return how many of them had waited for it."""

    async def postpone(
        self, bot_id: BotId, update_id: UpdateId, *, until: datetime, error: str
    ) -> None:
        """Its handler failed: try again later."""

    async def bury(self, bot_id: BotId, update_id: UpdateId, *, error: str) -> bool:
        """Its handler failed too often: keep it as a dead letter; False if it waits no more."""

    async def forget_finished(self, *, before: datetime) -> int:
        """Drop handled updates that are older; return how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What the configuration says at the first start."""

    owner: Owner
    brand_key: str
    desk_key: str
    brand_name: str
    desk_chat_id: ChatId
    desk_language: str
    desk_time_zone: str
    communities: tuple[Community, ...]
    managers: tuple[Manager, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    """The managers' chat, and which bot serves it."""

    id: DeskId
    bot_id: BotId
    chat_id: ChatId
    language: str
    time_zone: str


class Directory(Protocol):
    """Brands, desks, communities and people."""

    async def seed(self, seed: Seed) -> None:
        """Take over the configuration where the database has no such row yet (chat, user id)."""

    async def desk(self, desk_id: DeskId) -> DeskFacts:
        """The desk."""

    async def numbers(self, *, brand_key: str, desk_key: str) -> tuple[BrandId, DeskId]:
        """The numbers that a brand and a desk have, or that are free for them to be seeded with.

        A number stays with its key, whatever else a configuration says later.
        """

    async def desk_chats(self) -> frozenset[ChatId]:
        """The chats of all desks, whichever bot serves them."""

    async def communities(self, bot_id: BotId) -> list[Community]:
        """All communities of a bot."""

    async def add_community(self, community: Community) -> CommunityId | None:
        """Keep a new community (its `id` is given here); None if its chat is one already.

        A chat that moved is followed.
        """

    async def save_community(self, community: Community) -> None:
        """Change title, user name, mode and the like of a community that is there."""

    async def managers(self, desk_id: DeskId) -> list[Manager]:
        """Everybody with a role at the desk."""

    async def save_manager(self, manager: Manager) -> None:
        """Add a manager or change the role."""

    async def remove_manager(self, manager: Manager) -> None:
        """Take every role at the desk from somebody."""

    async def move_chat(self, old: ChatId, new: ChatId) -> None:
        """A group became a supergroup: the bot's communities and its desk follow it.

        Their history stays theirs. Each bot is told by Telegram for itself.
        """

    async def moved_to(self, chat_id: ChatId) -> ChatId:
        """The id that a chat has now, if the group became a supergroup."""

    async def value(self, key: str, *, is_shared: bool = False) -> str | None:
        """A small fact kept across restarts.

        Facts are the bot's. Those that are `is_shared` are no single bot's: their keys say which
        desk or brand they are about.
        """

    async def values(self, prefix: str, *, is_shared: bool = False) -> dict[str, str]:
        """All small facts whose keys start so, by the rest of their keys."""

    async def set_value(self, key: str, value: str, *, is_shared: bool = False) -> None:
        """Keep a small fact."""

    async def drop_value(self, key: str, *, is_shared: bool = False) -> None:
        """Forget a small fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of an author before a comment."""

    first_seen_at: datetime | None = None
    case_count: int = 0
    last_was_negative: bool = False


class Comments(Protocol):
    """Comments and their threads."""

    async def add(self, comment: Comment) -> CommentId:
        """Keep a new comment (its `id` is given here)."""

    async def add_all(self, fresh: Sequence[Comment]) -> list[CommentId]:
        """Keep new comments, whose `id`s are given here in their order."""

    async def save(self, comment: Comment) -> None:
        """Keep a comment's changed text, verdict, lane, case."""

    async def add_part(self, comment: Comment, part: MessageId) -> None:
        """Keep a comment that has got one more message, an album's part."""

    async def get(self, comment_id: CommentId) -> Comment:
        """One comment."""

    async def several(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Comment]:
        """These comments; one that there is not is left out."""

    async def at(self, ref: MessageRef) -> Comment | None:
        """The comment that a message is (a part of)."""

    async def known(self, refs: Collection[MessageRef]) -> set[MessageRef]:
        """Those of these messages that are (a part of) a comment."""

    async def album(self, chat_id: ChatId, album_id: str) -> Comment | None:
        """The comment that an album is."""

    async def ripe(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Comment]:
        """Waiting comments that are ready for triage, oldest first."""

    async def next_ripe_at(self, bot_id: BotId) -> datetime | None:
        """When the first that waits is ready; None while none waits."""

    async def free(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """Ripe ones without those that have to know what comes of a comment in other hands.

        Whoever claims now does so until then.
        """

    async def claim(
        self, bot_id: BotId, *, now: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The same, which nobody else is given until then."""

    async def waiting_count(self, bot_id: BotId) -> int:
        """How many wait for triage, ripe or not."""

    async def traffic(
        self, community_id: CommunityId, *, since: datetime, limit: int
    ) -> list[Seen]:
        """What was judged of a community's comments with words since then, the newest first."""

    async def of_case(self, case_id: CaseId) -> list[Comment]:
        """A case's comments, oldest first."""

    async def of_author(
        self, community_id: CommunityId, author_key: str, *, since: datetime
    ) -> list[Comment]:
        """What an author wrote in a community since then, oldest first."""

    async def history(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> History:
        """What is known of the author from comments before this one."""

    async def was_angry(self, brand_id: BrandId, author_key: str, *, before: CommentId) -> bool:
        """Whether the author's last comment before this one was negative."""

    async def above(
        self, community_id: CommunityId, thread_key: str, *, before: CommentId
    ) -> Comment | None:
        """The newest comment of a thread that came before this one."""

    async def sent_between(self, bot_id: BotId, since: datetime, until: datetime) -> list[Comment]:
        """Comments that were written in a stretch of time (for the report after an absence)."""

    async def put_thread(self, community_id: CommunityId, thread: Thread) -> None:
        """Keep or update a thread's title."""

    async def thread(self, community_id: CommunityId, key: str) -> Thread | None:
        """A thread, if it was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to a case; `detail` is free text (a note, what was sent or deleted)."""

    owner: Owner
    case_id: CaseId | None
    at: datetime
    by: UserId | None
    by_name: str
    action: str
    detail: str = ""


class Cases(Protocol):
    """Cases and what was done to them."""

    async def add(self, case: Case) -> CaseId:
        """Keep a new case (its `id` is given here)."""

    async def save(self, case: Case, *, expected_version: int) -> None:
        """Keep a change; raise CaseConflict if the case is no longer at `expected_version`."""

    async def get(self, case_id: CaseId) -> Case:
        """One case."""

    async def several(self, case_ids: Sequence[CaseId]) -> list[Case]:
        """These cases, in this order; one that there is not is left out."""

    async def latest(
        self, community_id: CommunityId, thread_key: str, author_key: str
    ) -> Case | None:
        """The newest case of an author in a thread, open or closed."""

    async def open(self, desk_id: DeskId, *, limit: int, offset: int = 0) -> list[Case]:
        """Open and claimed cases, the most urgent first, older before newer."""

    async def next_free(self, desk_id: DeskId, *, but: Collection[CaseId] = ()) -> Case | None:
        """The most urgent case that nobody holds and nobody has put off, and none of `but`."""

    async def run_out(self, bot_id: BotId, *, now: datetime, limit: int) -> list[Case]:
        """Cases whose claim has run out, that were put off until now, or promised by now."""

    async def gathered(
        self, desk_id: DeskId, lane: Lane, *, after: CaseId, limit: int
    ) -> list[Case]:
        """Cases of a lane that nobody holds or has put off, newer than `after`, oldest first."""

    async def rising(self, desk_id: DeskId, *, after: CaseId, limit: int) -> list[Case]:
        """Cases with a higher number than `after` that waiting can still make more urgent.

        They are open or claimed, not put off, and neither at 100 nor at the end of their rise.
        """

    async def keep_rise(self, case: Case) -> bool:
        """Keep priority and rise of a case; False, and nothing, if it has changed meanwhile."""

    async def open_count(self, desk_id: DeskId) -> int:
        """How many are open or claimed."""

    async def proposed_to_others(
        self, community_id: CommunityId, thread_key: str, author_key: str, *, limit: int
    ) -> frozenset[str]:
        """Texts proposed for the newest open cases of a thread that are not this author's."""

    async def outcomes(
        self, bot_id: BotId, *, since: datetime
    ) -> dict[CommunityId, dict[Lane, Outcomes]]:
        """Count the cases that managers closed since then, by community and lane."""

    async def audit(self, entry: AuditEntry) -> None:
        """Add an audit row."""

    async def audit_of(self, case_id: CaseId) -> list[AuditEntry]:
        """What was done to a case, oldest first."""


class Outbox(Protocol):
    """Everything the bot still has to say or do."""

    async def add(self, item: OutboxItem) -> OutboxId:
        """Queue an item (its `id` is given here).

        Where a queued Drawing of the same case, role and message waits already, or a queued
        DeskNote that edits the same message, the two are merged: the newer payload with the better
        urgency.
        """

    async def get(self, item_id: OutboxId) -> OutboxItem | None:
        """One item."""

    async def due(self, bot_id: BotId, *, now: datetime, limit: int) -> list[OutboxItem]:
        """Queued items whose time has come, by urgency, then weight (high first), then age.

        At least the first item of every chat is among them, so that one limited chat with a long
        queue does not hide the others.
        """

    async def next_due_at(self, bot_id: BotId, *, now: datetime) -> datetime | None:
        """When the next queued item that is not due yet will be."""

    async def start(self, item_id: OutboxId, *, at: datetime) -> bool:
        """Move queued to sending; False if somebody was faster or it was taken back."""

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

    async def is_at(
        self, item_id: OutboxId, *, attempt: int, states: Collection[OutboxState]
    ) -> bool:
        """Whether an item is in one of these states, and was not tried since that attempt."""

    async def requeue(self, item_id: OutboxId, *, not_before: datetime, error: str = "") -> None:
        """Put an item back into the queue."""

    async def release(self, mark: str, *, now: datetime) -> None:
        """Have this bot's items looked at now that were put back with an error that starts so."""

    async def cancel(self, item_id: OutboxId) -> bool:
        """Take a queued item out altogether; False if it is no longer queued."""

    async def amend(self, item_id: OutboxId, text: str) -> None:
        """Keep what a public reply says since it was corrected."""

    async def drop_words(self, item_id: OutboxId) -> None:
        """Keep no longer what a note for managers said."""

    async def replies_of(self, case_id: CaseId) -> list[OutboxItem]:
        """A case's public replies in every state, oldest first."""

    async def reply_at(self, ref: MessageRef) -> OutboxItem | None:
        """The public reply that a message of ours is."""

    async def in_state(self, bot_id: BotId, state: OutboxState) -> list[OutboxItem]:
        """All items in a state."""

    async def spent(self, bot_id: BotId, *, since: datetime) -> list[Spent]:
        """Requests to any chat since then that count against its budget, whatever came of them."""

    async def new_card_count(self, desk_id: DeskId) -> int:
        """How many cards wait to be posted at a desk."""

    async def said_in_thread(self, community_id: CommunityId, thread_key: str) -> list[OutboxItem]:
        """Public replies that were approved in a thread and not taken back, the oldest first."""


class DeskMessages(Protocol):
    """Messages in the desk and the actions behind their buttons."""

    async def put_action(self, token: str, action: Action, *, at: datetime) -> None:
        """Keep what a button means."""

    async def put_actions(self, by_token: Mapping[str, Action], *, at: datetime) -> None:
        """Keep what the buttons of a message mean."""

    async def action(self, token: str) -> Action | None:
        """What a button means, if it is one of this bot's."""

    async def forget_actions(self, *, before: datetime) -> int:
        """Drop what older buttons mean, except those of open cases; return how many."""

    async def put(self, message: DeskMessage) -> None:
        """Keep (or change) what a message of ours is for."""

    async def get(self, ref: MessageRef) -> DeskMessage | None:
        """What a message of ours is for."""

    async def newest_of(
        self, case_ids: Collection[CaseId], role: DeskRole
    ) -> dict[CaseId, DeskMessage]:
        """The newest message of a role that shows each of these cases, as far as there is one."""

    async def of_case(self, case_id: CaseId, roles: Sequence[DeskRole]) -> list[DeskMessage]:
        """The bot's messages of these roles that show or tell of a case, oldest first."""

    async def in_chat(self, chat_id: ChatId, role: DeskRole) -> list[DeskMessage]:
        """Messages of a role in one chat, oldest first."""

    async def drop(self, ref: MessageRef) -> None:
        """Forget a message (it was removed)."""

    async def forget_topic(self, chat_id: ChatId, thread_id: MessageId) -> list[DeskMessage]:
        """Forget all messages of a topic, and return them, oldest first."""


class Topics(Protocol):
    """The topics of the desk that this bot made, and what became of those that others made."""

    async def put(self, topic: DeskTopic) -> None:
        """Keep (or change) the topic of a subject."""

    async def of_chat(self, chat_id: ChatId) -> list[DeskTopic]:
        """All topics of a chat, the oldest first."""

    async def in_thread(self, chat_id: ChatId, thread_id: MessageId) -> DeskTopic | None:
        """The topic with that number."""

    async def drop(self, topic: DeskTopic) -> None:
        """Forget a topic."""


class Replies(Protocol):
    """The brand's reply library as the database holds it: entries, each with its versions."""

    async def library(self, brand_id: BrandId) -> SavedLibrary:
        """The entries in force, in their order."""

    async def entries(self, brand_id: BrandId) -> list[StoredEntry]:
        """All entries in their order, retired ones too."""

    async def entry(self, brand_id: BrandId, ref: EntryRef) -> StoredEntry | None:
        """One entry, in force or retired."""

    async def versions(self, brand_id: BrandId, ref: EntryRef) -> list[EntryVersion]:
        """All versions of an entry, the newest first."""

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every change of the library."""

    async def save(
        self, brand_id: BrandId, entry: Entry, *, expected_version: int, change: Change
    ) -> StoredEntry:
        """Keep a new version of an entry, and return it.

        It takes the entry out of force if the change is its retirement, else puts it in force.
        Raise EntryConflict if the entry is not at `expected_version` (0: it must be new).
        """

    async def replace(self, brand_id: BrandId, library: SavedLibrary, *, change: Change) -> None:
        """Make this the brand's library: what differs gets a version, what is left out retires."""

    async def note_reminder(self, brand_id: BrandId, ref: EntryRef, mark: str) -> None:
        """Its owner was reminded of that end (see `reminder_of`); this makes no version."""

    async def vectors(self, brand_id: BrandId, model_id: str) -> dict[str, bytes]:
        """Stored sentence vectors by text, made by that encoder."""

    async def put_vectors(
        self, brand_id: BrandId, model_id: str, vectors: Mapping[str, bytes]
    ) -> None:
        """Keep sentence vectors; those of other encoders are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedVector:
    """A decision about a suggestion, and the sentence vector of its comment."""

    use: ReplyUse
    vector: bytes = field(repr=False)


class Uses(Protocol):
    """What became of suggestions."""

    async def show(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what is suggested for one comment now, in place of what was undecided before."""

    async def of_comment(self, case_id: CaseId, comment_id: CommentId) -> list[ReplyUse]:
        """What was suggested for a comment of a case, by rank."""

    async def decide(self, uses: Sequence[ReplyUse]) -> None:
        """Keep what became of suggestions that were shown."""

    async def mark(self, use: ReplyUse, mark: Mark) -> bool:
        """Say of a reply that was sent what it is as a lesson; False if it is not as in `use`."""

    async def unlearn(self, brand_id: BrandId, reply_id: str) -> int:
        """Learn nothing any more from decisions on a reply so far; return how many they are."""

    async def revision(self, brand_id: BrandId) -> int:
        """A number that grows with every decision."""

    async def vectors(self, brand_id: BrandId, model_id: str) -> list[UsedVector]:
        """Decisions that may be learnt from, with vectors of that encoder, the oldest first."""

    async def counts(self, brand_id: BrandId) -> dict[str, UseCounts]:
        """How often each reply was shown and what became of it, by reply."""

    async def of_reply(self, brand_id: BrandId, reply_id: str) -> UseCounts:
        """How often a reply was shown and what became of it."""


class UnansweredComments(Protocol):
    """What the library had no good answer for."""

    async def unanswered(
        self, brand_id: BrandId, *, since: datetime, also: Collection[CommentId] = ()
    ) -> list[Unanswered]:
        """Comments since then that were worth a case and not answered from the library.

        Nothing was suggested for them, or own words were written instead; not those of cases that
        were dismissed or moderated. Older ones in `also` come with them. The oldest first.
        """


class Sanctions(Protocol):
    """Mutes, bans and warnings, those that are lifted or over too."""

    async def add(self, sanction: Sanction) -> SanctionId:
        """Keep a new sanction (its `id` is given here)."""

    async def get(self, sanction_id: SanctionId) -> Sanction | None:
        """One sanction."""

    async def of_author(self, community_id: CommunityId, author_key: str) -> list[Sanction]:
        """An author's sanctions in a community, oldest first."""

    async def of_case(self, case_id: CaseId) -> list[Sanction]:
        """What was given over a case, oldest first."""

    async def lift(self, sanction_id: SanctionId, *, at: datetime) -> bool:
        """Take a sanction back; False if it was lifted already."""

    async def restore(self, sanction_id: SanctionId) -> None:
        """It could not be lifted: it holds as before."""


class AuthorLists(Protocol):
    """Who is on a list of a brand, and who was taken off one."""

    async def get(self, brand_id: BrandId, key: str) -> Listed | None:
        """The row of that key."""

    async def put(self, listed: Listed) -> None:
        """Put somebody on a list, or take them off, whatever was before."""

    async def seed(self, several: Sequence[Listed]) -> None:
        """Take over what was never decided about."""

    async def bind(self, brand_id: BrandId, name_key: str, author_key: str) -> None:
        """Whoever was named by a user name has written: what was decided is about them now."""

    async def everybody(self, brand_id: BrandId) -> list[Listed]:
        """All rows, who was taken off a list too, those put on one last first."""


class Approvals(Protocol):
    """Requests for a second yes, those that were decided too."""

    async def add(self, approval: Approval) -> ApprovalId:
        """Keep a new request (its `id` is given here)."""

    async def get(self, approval_id: ApprovalId) -> Approval | None:
        """One request."""

    async def waiting_for(self, case_id: CaseId) -> list[Approval]:
        """A case's requests that nobody has decided, the oldest first."""

    async def waiting(self, desk_id: DeskId) -> list[Approval]:
        """A desk's requests that nobody has decided, the oldest first."""

    async def decide(
        self, approval_id: ApprovalId, outcome: YesOutcome, *, by: str, at: datetime
    ) -> bool:
        """End a request; False if it was ended already."""


class Holds(Protocol):
    """Where replies are blocked, and where they were."""

    async def add(self, hold: Hold) -> HoldId:
        """Keep a new hold (its `id` is given here)."""

    async def get(self, hold_id: HoldId) -> Hold | None:
        """One hold."""

    async def in_force(self, desk_id: DeskId) -> list[Hold]:
        """A desk's holds that nobody has lifted, the oldest first."""

    async def state(self, hold_id: HoldId, statement: str) -> bool:
        """Let this text pass and no other; False if the hold was lifted."""

    async def lift(self, hold_id: HoldId, *, at: datetime) -> bool:
        """End a hold; False if it was lifted already."""


class Reports(Protocol):
    """Members' reports of comments."""

    async def add(self, report: Report) -> bool:
        """Keep a report; False if that person has reported the comment as it stands before."""

    async def of_comment(self, comment_id: CommentId) -> list[Report]:
        """A comment's reports, the oldest first."""

    async def reported(self, comment_ids: Collection[CommentId]) -> set[CommentId]:
        """Those of these comments that somebody has reported."""

    async def of_case(self, case_id: CaseId) -> list[Report]:
        """The reports of all comments of a case, the oldest first."""

    async def reporter(self, desk_id: DeskId, by: int, *, since: datetime) -> Reporter:
        """What somebody's earlier reports at a desk tell; those since then are today's."""

    async def decide(self, case_id: CaseId, outcome: Outcome, *, again: bool) -> None:
        """Say what managers decided about the reported comments of a case.

        What was decided about them before stays, unless managers think `again`.
        """


class AlikeGroups(Protocol):
    """Cases that ask or complain of the same."""

    async def add(self, group: AlikeGroup) -> AlikeId:
        """Keep a new group with its members (its `id` is given here)."""

    async def get(self, group_id: AlikeId) -> AlikeGroup | None:
        """One group."""

    async def anchors_of(self, case_ids: Collection[CaseId]) -> dict[CaseId, CaseId]:
        """With which case the newest group began that each is in, as far as it is in any."""

    async def of_case(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that a case is in, and was not taken out of."""

    async def anchored_by(self, case_id: CaseId) -> AlikeGroup | None:
        """The newest group that began with a case, whether that is still in it or not."""

    async def fresh(self, community_id: CommunityId, *, since: datetime) -> list[AlikeGroup]:
        """Groups of a community that somebody joined since then, the oldest first."""

    async def put(self, group_id: AlikeId, member: Member) -> None:
        """Keep how a case stands in a group."""

    async def note(
        self,
        group_id: AlikeId,
        *,
        newest_at: datetime | None = None,
        reply_id: str | None = None,
    ) -> None:
        """Keep when somebody joined last, or what those who were answered got."""

    async def waiting(
        self, community_id: CommunityId, lane: Lane, *, since: datetime, limit: int
    ) -> list[Candidate]:
        """Free cases of a lane whose comment was written since then, the newest first."""

    async def candidates(self, case_ids: Collection[CaseId]) -> list[Candidate]:
        """What these cases are about, those that no encoder has seen left out."""


class Sweeps(Protocol):
    """What is deleted by itself, and in which messages it is told."""

    async def add(self, sweep: Sweep) -> SweepId:
        """Begin a sweep (its `id` is given here)."""

    async def get(self, sweep_id: SweepId) -> Sweep | None:
        """One sweep."""

    async def newest(self, desk_id: DeskId, *, limit: int) -> list[Sweep]:
        """A desk's sweeps, the newest first."""

    async def show(self, sweep_id: SweepId, shows: str) -> None:
        """Keep what the desk reads of it now."""

    async def put(self, sweep: Sweep, one: Swept) -> None:
        """Keep a deletion, which has not been kept before."""

    async def mark(self, case_id: CaseId, fate: Fate) -> None:
        """Keep what became of a deletion; a case over which there was none stays as it is."""

    async def of_case(self, case_id: CaseId) -> tuple[SweepId, Swept] | None:
        """The deletion over a case, and the sweep that it is in."""

    async def of_sweep(self, sweep_id: SweepId) -> list[Swept]:
        """The deletions of a sweep, the oldest first."""

    async def count(self, community_id: CommunityId, *, since: datetime) -> int:
        """How many went by themselves in a community since then, those stopped too."""

    async def last(self, community_id: CommunityId, *, since: datetime, limit: int) -> list[Swept]:
        """A community's deletions since then, the newest first."""

    async def could_go(
        self, community_id: CommunityId, lanes: Collection[Lane], *, since: datetime, limit: int
    ) -> list[CommentId]:
        """Comments of these lanes that were written in a community since then, newest first."""


class RuleHits(Protocol):
    """What the brand's rules did, or would have done, to comments."""

    async def put(
        self, owner: Owner, comment_id: CommentId, hits: Sequence[RuleHit], *, at: datetime
    ) -> None:
        """Keep which rules held for a comment, in place of what was kept before."""

    async def counts(
        self, desk_id: DeskId, rules: Collection[str], *, day: datetime, week: datetime
    ) -> dict[tuple[str, bool], HitCounts]:
        """How often these rules held since two moments, by name and whether they ran dry."""

    async def newest(
        self, desk_id: DeskId, rule: str, *, is_dry: bool, since: datetime, limit: int
    ) -> list[CommentId]:
        """The newest comments that a rule held for."""


class Moods(Protocol):
    """How many comments had which tone, by thread and by when they were sent."""

    async def add(self, owner: Owner, place: Place, counts: MoodCounts, *, at: datetime) -> None:
        """Add to what was written in a thread in that minute; negative counts take away."""

    async def minutes(
        self, bot_id: BotId, *, since: datetime, until: datetime
    ) -> dict[Place, dict[datetime, MoodCounts]]:
        """What was written since then, by thread and minute; not what was put together since."""

    async def hours(
        self, place: Place, *, since: datetime, until: datetime
    ) -> dict[datetime, MoodCounts]:
        """What was written in a place, by hour; hours without a comment are left out."""

    async def sums(
        self, communities: Sequence[CommunityId], *, since: datetime, until: datetime
    ) -> dict[Place, MoodCounts]:
        """What was written in a stretch of time, by thread."""

    async def thin(self, bot_id: BotId, *, before: datetime, width: timedelta) -> int:
        """Put older counts together, so that each is as long as `width`; return how many went."""


class Incidents(Protocol):
    """Incidents, open and closed, the cases that they collect, and what happened in them."""

    async def add(self, incident: Incident) -> IncidentId:
        """Keep a new incident (its `id` is given here)."""

    async def save(self, incident: Incident) -> bool:
        """Keep a change of an incident that is open; False if it was closed already."""

    async def note_card(
        self, incident_id: IncidentId, card: MessageRef | None, *, shows: str, at: datetime | None
    ) -> None:
        """Its card stands there and shows that, or (None) nowhere; open or closed."""

    async def get(self, incident_id: IncidentId) -> Incident | None:
        """One incident."""

    async def open_at(self, place: Place) -> Incident | None:
        """The open incident that a place lies in: the thread's own, else the community's."""

    async def open_ones(self, desk_id: DeskId) -> list[Incident]:
        """A desk's open incidents, the oldest first."""

    async def closed_ones(self, desk_id: DeskId, *, limit: int) -> list[Incident]:
        """A desk's closed incidents, the newest first."""

    async def closed_since(self, desk_id: DeskId, since: datetime) -> list[Incident]:
        """Those that were closed after that moment."""

    async def collect(
        self, incident: Incident, case_ids: Sequence[CaseId], *, at: datetime
    ) -> None:
        """Let cases belong to an incident; those that do already stay as they are."""

    async def is_collected(self, case_id: CaseId) -> bool:
        """Whether a case belongs to an incident that is open."""

    async def fitting_cases(
        self, place: Place, *, lanes: Collection[Lane], since: datetime
    ) -> list[CaseId]:
        """The open cases of a place that were opened since then, in these lanes."""

    async def case_counts(self, incident_id: IncidentId) -> dict[Status, int]:
        """How many of its cases have which status."""

    async def open_cases(
        self, incident_id: IncidentId, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Its open cases, the most urgent first."""

    async def first_case(self, incident_id: IncidentId) -> CaseId | None:
        """The case that it collected first."""

    async def waits(self, incident_id: IncidentId) -> list[timedelta]:
        """How long the authors of its answered cases waited for their first answer."""

    async def closings(self, incident_id: IncidentId) -> dict[str, dict[Status, int]]:
        """How many of its cases were closed by whom, with which status."""

    async def heard(
        self, owner: Owner, place: Place, *, since: datetime, until: datetime, limit: int
    ) -> list[Comment]:
        """The newest judged comments of a place that were sent in that time, the oldest first."""

    async def happened(self, incident: Incident, entry: TimelineEntry) -> None:
        """Add to the timeline."""

    async def timeline(self, incident_id: IncidentId) -> list[TimelineEntry]:
        """What happened, in the order of time."""


class Invites(Protocol):
    """Invitations to the desk."""

    async def add(self, invite: Invite) -> None:
        """Keep a new invitation."""

    async def get(self, mark: str) -> Invite | None:
        """One invitation to this bot's desk, used and expired ones too."""

    async def move(self, invite: Invite, *, expected: InviteState) -> bool:
        """Keep what became of an invitation; False if it is no longer in the `expected` state."""

    async def forget(self, *, before: datetime) -> int:
        """Drop invitations that ended before then; return how many."""


class Doors(Protocol):
    """Private doors: which authors go on with which case in the bot's private chat."""

    async def put(self, door: Door) -> None:
        """Keep a door that was opened, or used again."""

    async def get(self, mark: str) -> Door | None:
        """One door of this bot, a closed one too."""

    async def leading(self, author_key: str, *, since: datetime) -> Door | None:
        """The door that an author opened last, of those used after `since`."""

    async def cases_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> tuple[CaseId, ...]:
        """The cases of an author with this bot, the newest first."""


class Tally(Protocol):
    """Counts for the board, for figures and for the team."""

    async def waiting(self, desk_id: DeskId) -> Waiting:
        """What waits at a desk."""

    async def next_due(self, desk_id: DeskId) -> Case | None:
        """The open case, not put off, whose deadline falls first."""

    async def held(self, desk_id: DeskId, *, limit: int) -> list[Case]:
        """Cases that somebody holds, the longest held first."""

    async def held_counts(self, desk_id: DeskId) -> dict[UserId, int]:
        """How many cases each manager holds."""

    async def active_at(self, desk_id: DeskId) -> dict[UserId, datetime]:
        """When each manager last did something to a case."""

    async def look_first_count(self, desk_id: DeskId) -> int:
        """How many public replies may have been sent, and nobody knows."""

    async def dead_letter_count(self, bot_id: BotId) -> int:
        """How many updates could not be handled."""

    async def answers(self, owner: Owner, *, since: datetime) -> tuple[Answer, ...]:
        """For each case that was answered since then, the first public reply since then."""

    async def figures(self, owner: Owner, *, since: datetime) -> Figures:
        """What happened since then."""

    async def loads(self, bot_id: BotId, *, since: datetime) -> dict[CommunityId, Load]:
        """What was written since then and is judged, by community."""


class Lookups(Protocol):
    """Finding cases and comments for managers; only the newest comments are searched."""

    async def open_cases(
        self, desk_id: DeskId, which: Which, *, limit: int, offset: int = 0
    ) -> list[CaseId]:
        """Open cases of that kind, the most urgent first; what is put off comes last."""

    async def open_case_count(self, desk_id: DeskId, which: Which) -> int:
        """How many there are of that kind."""

    async def due_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Open cases, not put off, that are due by then, the earliest first."""

    async def back_by(self, desk_id: DeskId, until: datetime, *, limit: int) -> list[CaseId]:
        """Cases that are put off and come back by then, the earliest first."""

    async def promised(self, desk_id: DeskId, *, limit: int) -> list[CaseId]:
        """Cases with a promise that is not kept, open or closed, the earliest first."""

    async def said_since(
        self, desk_id: DeskId, action: str, *, since: datetime, limit: int
    ) -> list[AuditEntry]:
        """What was done of one kind to cases of a desk after that moment, the newest first."""

    async def comments_with(
        self, brand_id: BrandId, words: str, *, limit: int, offset: int = 0
    ) -> list[CommentId]:
        """Comments of a brand that hold all of these words, the newest first."""

    async def author_named(self, brand_id: BrandId, username: str) -> str | None:
        """The key of the author who last wrote under a user name, in whatever case."""

    async def comments_of(
        self, brand_id: BrandId, author_key: str, *, limit: int
    ) -> list[CommentId]:
        """An author's comments, the newest first."""

    async def first_seen(self, brand_id: BrandId, author_key: str) -> tuple[datetime | None, int]:
        """When an author first wrote, and how many comments there are."""

    async def cases_of(self, brand_id: BrandId, author_key: str, *, limit: int) -> list[CaseId]:
        """An author's cases, the newest first."""

    async def outcomes_of(self, brand_id: BrandId, author_key: str) -> dict[Status, int]:
        """How many of an author's cases have which status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What `jawab status` tells: every state and lane is present, zeros included."""

    updates: int
    comments: int
    cases: Mapping[Status, int]
    lanes: Mapping[Lane, int]
    outbox: Mapping[OutboxState, int]
    dead_letters: int
    damaged_rows: int = 0
    """Rows that somebody came across and could not read; `jawab db check` looks at all."""
    last_update_at: datetime | None = None
    """When the latest update came that is still known; handled ones are for three days."""


class Persons(Protocol):
    """What is kept of people, and taking it away."""

    async def footprint(self, person: Person, *, at: datetime) -> Footprint | None:
        """How much is kept of a person; None if they never wrote."""

    async def cases_of(self, person: Person) -> list[CaseId]:
        """All cases of a person, the oldest first."""

    async def quoting(self, person: Person) -> list[CaseId]:
        """Open cases of others who answer them, whose cards show what."""

    async def traces(self, person: Person) -> list[Trace]:
        """The messages that ever showed managers a case of theirs, as far as they are known."""

    async def is_manager(self, person: Person) -> bool:
        """Whether they have a role at a desk of the brand."""

    async def everything(self, person: Person) -> dict[str, list[dict[str, object]]]:
        """All rows about a person, table by table, without what is about others."""

    async def forget(self, person: Person, pseudonym: Pseudonym, *, at: datetime) -> None:
        """Put a pseudonym in a person's place, and take away what they wrote and what tells them.

        Sanctions that hold stay under the person's key, without the name.
        """

    async def expire(self, brand_id: BrandId, *, before: datetime, limit: int) -> int:
        """Do so with what is older; return how many rows, twice `limit` at most."""


class SlaEvents(Protocol):
    """Deadlines that came near or were missed."""

    async def missed(self, desk_id: DeskId, *, now: datetime, limit: int) -> list[Moment]:
        """What has come by now and is not noted yet, the earliest first.

        A case that was answered with a promise is not at its end before that is kept.
        """

    async def note(self, moment: Moment, *, at: datetime) -> bool:
        """Keep it once; False if it is noted already."""

    async def counts(self, desk_id: DeskId, *, since: datetime) -> Mapping[SlaKind, int]:
        """How many of each kind there were since then."""


class Ladders(Protocol):
    """Ladders, their notifications, and shifts that were taken from the chat."""

    async def add(self, ladder: Ladder) -> LadderId:
        """Keep a new ladder (its `id` is given here)."""

    async def save(self, ladder: Ladder) -> None:
        """Keep how far it has come."""

    async def get(self, ladder_id: LadderId) -> Ladder | None:
        """One ladder."""

    async def newest(self, subject: Subject) -> Ladder | None:
        """The ladder that was started for a subject last."""

    async def running(self, desk_id: DeskId, *, limit: int) -> list[Ladder]:
        """Those that go on, the one whose next step comes first first."""

    async def urgent_without(
        self, desk_id: DeskId, *, from_priority: int, limit: int
    ) -> list[Case]:
        """Open cases of that priority, not put off, for whose opening nobody was fetched yet.

        One whose ladder had ended because it was closed is among them when it is open again.
        """

    async def add_ring(self, ring: Ring) -> RingId:
        """Keep a new notification (its `id` is given here)."""

    async def save_ring(self, ring: Ring) -> None:
        """Keep how far it has come."""

    async def ring(self, ring_id: RingId) -> Ring | None:
        """One notification."""

    async def rings_of(self, ladder_id: LadderId) -> list[Ring]:
        """A ladder's notifications, the oldest first."""

    async def rings_elsewhere(
        self, bot_id: BotId, *, now: datetime, ways: Sequence[Notify], limit: int
    ) -> list[Ring]:
        """Queued notifications that do not go through Telegram and whose time has come."""

    async def duties(self, desk_id: DeskId, *, after: datetime) -> list[Duty]:
        """Shifts that end later, in the order in which they were taken."""

    async def add_duty(self, duty: Duty) -> DutyId:
        """Keep a shift (its `id` is given here)."""

    async def end_duties(self, desk_id: DeskId, user_id: UserId, *, at: datetime) -> int:
        """End all that somebody took, those ahead too; return how many."""


class Leases(Protocol):
    """Which process does what only one may do for a bot."""

    async def take(self, job: Job, holder: str, *, now: datetime) -> Lease | None:
        """Take a lease or go on holding it; None while another has it."""

    async def give_back(self, lease: Lease, *, now: datetime) -> None:
        """Others need not wait for its end; one that is lost already stays with whoever has it."""

    async def is_held(self, lease: Lease) -> bool:
        """Whether nobody else has taken it since."""

    async def of(self, job: Job) -> Lease:
        """How it stands; one that nobody ever took has no holder."""


class VitalSigns(Protocol):
    """How desks are doing, in numbers."""

    async def of(self, owner: Owner, *, now: datetime) -> Vitals:
        """The numbers of one desk and its bot."""


class DamagedRows(Protocol):
    """Rows that cannot be read, noted when somebody came across them, until they are mended."""

    async def noted(self) -> list[Damage]:
        """Those of this bot, and those that are no single bot's."""

    async def untold(self) -> list[Damage]:
        """Those of them that the desk was not told of."""

    async def told(self, damages: Iterable[Damage]) -> None:
        """The desk was told of them."""

    async def is_mended(self, damage: Damage) -> bool:
        """Whether the row can be read again, or is there no more."""

    async def forget(self, damage: Damage) -> None:
        """It was mended."""


class Transaction(Protocol):
    """One unit of work; a `reading()` one must only be asked."""

    @property
    def updates(self) -> Updates:
        """The inbox."""

    @property
    def directory(self) -> Directory:
        """Brands, desks, communities and people."""

    @property
    def comments(self) -> Comments:
        """Comments and threads."""

    @property
    def cases(self) -> Cases:
        """Cases and their audit."""

    @property
    def outbox(self) -> Outbox:
        """What is still to be sent."""

    @property
    def desk(self) -> DeskMessages:
        """Messages in the desk."""

    @property
    def topics(self) -> Topics:
        """The topics of the desk."""

    @property
    def replies(self) -> Replies:
        """The reply library."""

    @property
    def uses(self) -> Uses:
        """What became of suggestions."""

    @property
    def gaps(self) -> UnansweredComments:
        """What the library had no good answer for."""

    @property
    def sanctions(self) -> Sanctions:
        """Mutes, bans and warnings."""

    @property
    def damage(self) -> DamagedRows:
        """What cannot be read."""

    @property
    def ladders(self) -> Ladders:
        """Who is fetched, and who is on call."""

    @property
    def sla(self) -> SlaEvents:
        """Deadlines that came near or were missed."""

    @property
    def persons(self) -> Persons:
        """Forgetting people."""

    @property
    def author_lists(self) -> AuthorLists:
        """Lists that authors are on."""

    @property
    def approvals(self) -> Approvals:
        """Requests for a second yes."""

    @property
    def holds(self) -> Holds:
        """Where replies are blocked."""

    @property
    def reports(self) -> Reports:
        """Members' reports."""

    @property
    def rule_hits(self) -> RuleHits:
        """What rules did."""

    @property
    def moods(self) -> Moods:
        """How people sound."""

    @property
    def incidents(self) -> Incidents:
        """Many negative comments at once."""

    @property
    def alike(self) -> AlikeGroups:
        """Cases that ask or complain of the same."""

    @property
    def leases(self) -> Leases:
        """Which process does what."""

    @property
    def sweeps(self) -> Sweeps:
        """What is deleted by itself."""

    @property
    def invites(self) -> Invites:
        """Invitations to the desk."""

    @property
    def doors(self) -> Doors:
        """Private doors."""

    @property
    def tally(self) -> Tally:
        """Counts for the board, for figures and for the team."""

    @property
    def lookups(self) -> Lookups:
        """Finding cases and comments."""

    @property
    def vitals(self) -> VitalSigns:
        """How desks are doing, in numbers."""

    async def counts(self, of: Owner | None = None) -> Counts:
        """Count everything, or what is of one desk and of the bot that serves it."""


class Store(Protocol):
    """The database. Raise StoreBusy or StoreUnusable.

    Bots number chats and messages each for itself. So what is found by chat or message, what
    buttons and invitations mean, and small facts are there only in a store `of_bot`, and are that
    bot's; elsewhere asking for them is a RuntimeError.
    """

    def of_bot(self, bot_id: BotId) -> Store:
        """The same database as one of its bots sees it; closing either closes both."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may use the database too."""

    @property
    def writes(self) -> int:
        """How often this process has changed something: who saw this number saw all of it."""

    async def listen(self, called: Callable[[BotId], None]) -> None:
        """Call whenever another process has changed something of a bot; for ever.

        It is a wake-up only: whoever looks now and then misses nothing.
        """

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """Look at one consistent state.

        A damaged row among others is left out; raise DamagedRow where it is the one asked for.
        """

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """Change things: committed at the end, rolled back if an exception leaves the block."""

    async def note_damage(self) -> None:
        """Note the damaged rows that this process has come across, as every change does first."""

    async def close(self) -> None:
        """Let go of connections and threads."""


# --- classifiers, replies, cards ----------------------------------------------------------------


class Classifier(Protocol):
    """Texts in, verdicts out, off the event loop."""

    @property
    def model_id(self) -> str:
        """Which encoder makes the vectors."""

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds that belong to the weights."""

    async def judge_all(self, utterances: Iterable[Utterance]) -> list[Verdict]:
        """Judge all, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A reply with its slots filled as far as possible.

    `missing` are the prompted slots that a manager has to fill first; `text` is only fit to be
    sent when it is empty (else the open slots stand in it as they are written).
    """

    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What an answer may say of its case; an empty text is not known.

    `number` is the case's, `at` when the answer is given, in the desk's time zone; `door` is the
    address by which its author goes on with it in private.
    """

    community: str
    post: str
    number: str
    at: datetime
    door: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValues:
    """What is known for the slots of a reply.

    `speaker` is "feminine", "masculine" or empty: how the brand speaks of itself.
    """

    author: str
    brand: str
    speaker: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    facts: CaseFacts | None = None
    prompted: Mapping[str, str] = field(default_factory=dict)


class Library(Protocol):
    """The brand's reply library, ready to be searched."""

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        """Propose saved replies for a comment, or abstain."""

    def other_wording(self, suggestion: Suggestion, inquiry: Inquiry) -> Suggestion | None:
        """The same reply in other words, tone or language; `None` where none are known."""

    def fill(self, text: str, values: SlotValues, lang: str, *, is_typed: bool = False) -> Filled:
        """Fill the slots of a reply's text, and choose its forms, as that language has them.

        In a text that was typed, not taken from the library, two dollar signs may be meant.
        """

    def unfill(self, text: str, values: SlotValues, *, also_author: str = "") -> str:
        """Put slots where their values stand, so that a text can be sent to somebody else.

        `also_author` is another way in which the author may be named.
        """

    def wording(self, reply_id: str, inquiry: Inquiry) -> Suggestion | None:
        """A reply's best text for a comment; `None` where it has none that may be said to it."""

    async def search(self, words: str, *, top: int) -> tuple[str, ...]:
        """Ids of the replies in force that are near in meaning, the nearest first; soon."""

    def check(self, library: SavedLibrary) -> tuple[Finding, ...]:
        """What keeps a library from being used, in each entry and between them."""


class Grouping(Protocol):
    """Texts put together by what they mean."""

    async def alike(
        self, texts: Sequence[str], vectors: Sequence[bytes], *, model_id: str
    ) -> list[Alike]:
        """Groups of texts that mean the same, each text in one; `vectors` are of that encoder."""

    async def nearness(
        self, vectors: Sequence[bytes], *, model_id: str
    ) -> Sequence[Sequence[float]] | None:
        """How near each is to each, as a table; `None` while that encoder cannot be compared.

        1 means the same; what has nothing in common is about 0.
        """


class Voice(Protocol):
    """How the brand speaks."""

    def check(self, outgoing: Outgoing) -> tuple[VoiceFinding, ...]:
        """What is not the brand's voice in a text for the public, the gravest first."""

    def check_texts(self, entry: SavedReply | Snippet) -> tuple[tuple[VoiceFinding, ...], ...]:
        """What would be found in each text of an entry, whatever fills its slots."""


class Pager(Protocol):
    """Another way of calling somebody."""

    async def send(self, page: Page) -> None:
        """Call once; raise PagerFailed."""


class Heart(Protocol):
    """Where a sign of life is given."""

    async def beat(self) -> None:
        """Give one; raise PagerFailed."""


class Drafter(Protocol):
    """A language model that drafts answers; optional, slow, and not to be trusted.

    Each method ends within a time limit of its own, and may raise DrafterDown, DrafterRefused and
    DraftUnreadable.
    """

    async def write(self, brief: Brief) -> Written:
        """Draft an answer from the saved replies of the brief; nothing of it is checked yet."""

    async def models(self) -> tuple[str, ...]:
        """Names of the models that the server has; empty if it does not tell."""

    async def close(self) -> None:
        """Let go of connections."""


class Renderer(Protocol):
    """How things look and read, in one language and the desk's time zone."""

    @property
    def speaks(self) -> str:
        """The tag of that language."""

    def in_language(self, tag: str) -> Renderer:
        """The same in another language."""

    def card(self, view: CardView) -> Drawn:
        """Draw a case as it stands: a card, a receipt, or a "look first"."""

    def say(self, key: str, /, **values: str | int | datetime) -> str:
        """A sentence from the locale as HTML; values are escaped and neutralised."""

    def label(self, key: str, /, **values: str | int) -> str:
        """A sentence from the locale as plain text: button labels and toasts."""

    def solo(self, view: SoloView) -> Drawn:
        """Draw the one card of a private chat, as the case stands, or that all is done."""

    def spam(self, cases: Sequence[Gathered], *, asks: bool = False) -> Drawn:
        """Draw the card of much spam, or (`asks`) the question whether to delete it."""

    def unsure(self, page: UnsureList) -> Drawn:
        """Draw the list of unsure cases, each with its labels."""

    def group(self, view: GroupView) -> Drawn:
        """Draw the card of cases that ask the same, as they stand."""

    def group_answers(self, answers: GroupAnswers) -> Drawn:
        """Draw what each of them would be told, with the button that sends it."""

    def group_members(self, view: GroupView) -> Drawn:
        """Draw a list of those that wait, each with a button that takes it out."""

    def mention(self, manager: Manager) -> str:
        """A manager's name as HTML that rings for them."""

    def board(self, board: Board) -> Drawn:
        """Draw the board."""

    def page(self, page: DeskPage) -> Drawn:
        """Draw a page that was asked for: a list, what was found, figures, people."""

    def title(self, titles: Mapping[str, str]) -> str:
        """The title of a saved reply in the desk's language, as plain text."""

    def library(self, page: LibraryPage) -> Drawn:
        """Draw a page of the library: a shelf, an entry, a choice, a history."""

    def text_findings(self, found: Sequence[TextFinding]) -> list[str]:
        """What the voice finds in texts of the library, in lines of HTML: rule, place, advice."""

    def gaps(self, page: GapsPage) -> Drawn:
        """Draw the list of gaps of the library."""

    def gap(self, page: GapPage) -> Drawn:
        """Draw one gap, with what can be done about it."""

    def language(self, tag: str) -> str:
        """The name of a language, as plain text."""

    def day(self, day: date) -> str:
        """A day as managers read it: 31 March, with the year where it is not this one."""

    def preview(
        self,
        author: str,
        text: str,
        findings: Sequence[VoiceFinding],
        *,
        asks_to_override: bool = False,
    ) -> str:
        """An answer as it would go out, and what the voice finds in it, as HTML."""

    def address(self, community: Community, comment: Comment) -> str:
        """Where a comment is found on t.me, empty where it has no address."""

    def clock_time(self, moment: datetime, *, seconds: bool = False) -> str:
        """A moment as managers read it: 14:35, with the date where it is not today's."""
