"""Turn what is written in a community into comments and threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.case import Case
from bot.domain.comment import (
    ALBUM_DEBOUNCE,
    Comment,
    CommentState,
    Community,
    CommunityMode,
    Thread,
    album_text,
    content_hash,
    thread_of,
)
from bot.domain.events import Message, MessageSeen, ReactionsChanged, Sender, SenderKind
from bot.domain.ids import CaseId, ChatId, CommentId, MessageId, MessageRef, Owner
from bot.domain.outbox import PublicReply
from bot.domain.posts import addresses_of
from bot.domain.roster import Manager
from bot.ports import AuditEntry, Clock, Transaction
from bot.services.desk.drawing import redraw
from bot.services.desk.view import community_of
from bot.services.member_reports import MemberReports

TITLE_LENGTH = 60
MOST_REACTIONS = 1_000_000
"""More are not told apart."""
LINKED_CHANNEL = "linked-channel:"
"""Prefix of the fact which channel's posts appear in a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message with the community that it was written in."""

    community: Community
    event: MessageSeen


class Listening:
    """Writes down what members say; decides nothing about it."""

    def __init__(self, *, owner: Owner, clock: Clock, reports: MemberReports) -> None:
        self._owner = owner
        self._clock = clock
        self._reports = reports

    async def hear(
        self, tx: Transaction, community: Community, event: MessageSeen, managers: list[Manager]
    ) -> None:
        """Take one message of a community."""
        message = event.message
        if _is_renamed(community, message):
            community = replace(
                community, title=message.chat.title, username=message.chat.username
            )
            await tx.directory.save_community(community)
        if message.sender.kind is SenderKind.POST:
            await self._note_post(tx, community, message)
        elif message.service:
            await self._note_topic(tx, community, message)
        elif message.sender.kind is SenderKind.BOT:
            return
        else:
            await self._hear_person(tx, community, event, managers)

    def is_plain(self, heard: Heard, managers: Sequence[Manager]) -> bool:
        """Whether it is a member's new comment, and nothing has to be known for writing it down.

        That is no post, service message, edit, part of an album, report, or answer to an answer
        of ours.
        """
        message, answered = heard.event.message, heard.event.message.reply_to
        return (
            message.sender.kind is SenderKind.USER
            and not heard.event.is_edit
            and not message.service
            and not message.album_id
            and not (answered and answered.sender and answered.sender.kind is SenderKind.BOT)
            and heard.community.mode is not CommunityMode.PAUSED
            and not _is_renamed(heard.community, message)
            and not any(one.user_id == message.sender.id for one in managers)
            and not self._reports.may_be_one(message)
        )

    async def hear_plain(self, tx: Transaction, plain: Sequence[Heard]) -> None:
        """Take many such messages at once; one that is known already changes nothing."""
        known = await tx.comments.known([_ref_of(one.event.message) for one in plain])
        fresh: list[Comment] = []
        named: set[tuple[int, str]] = set()
        for one in plain:
            community, message = one.community, one.event.message
            if _ref_of(message) in known:
                continue
            known.add(_ref_of(message))
            thread_key = thread_of(message).key
            if (community.id, thread_key) not in named:
                await self._note_thread(tx, community, message)
                named.add((community.id, thread_key))
            fresh.append(self._comment(community, message, thread_key))
        await tx.comments.add_all(fresh)

    async def note_reactions(self, tx: Transaction, event: ReactionsChanged) -> None:
        """Count other people's reactions to a comment; nobody's name is kept."""
        ref = MessageRef(chat_id=event.chat_id, message_id=event.message_id)
        comment = await tx.comments.at(ref)
        if comment is None or event.by_id == comment.author.id:
            return
        count = comment.reactions + event.change if event.total is None else event.total
        if count != comment.reactions:
            kept = max(0, min(count, MOST_REACTIONS))
            await tx.comments.note_reactions(comment.id, kept, at=self._clock.now())

    async def hear_behind_door(self, tx: Transaction, case_id: CaseId, event: MessageSeen) -> None:
        """Take what the author of a case writes in private: it stands in the case's own thread."""
        message = event.message
        if message.service:
            return
        case = await tx.cases.get(case_id)
        known = await tx.comments.at(_ref_of(message))
        if known is not None:
            if event.is_edit:
                await self._hear_edit(tx, known, message)
            return
        message, album = await _with_album(tx, message)
        if album is not None:
            await self._add_to_album(tx, album, message)
            return
        community = await community_of(tx, case)
        comment = self._comment(community, message, case.thread_key)
        await tx.comments.add(replace(comment, case_id=case.id))

    async def _hear_person(
        self, tx: Transaction, community: Community, event: MessageSeen, managers: list[Manager]
    ) -> None:
        is_teammate = await self._is_teammate(tx, event.message, managers)
        if await self._reports.take(tx, community, event, is_of_team=is_teammate):
            return
        if is_teammate:
            await self._note_own_answer(tx, event.message, managers)
        else:
            await self._hear_member(tx, community, event)

    async def _note_post(self, tx: Transaction, community: Community, message: Message) -> None:
        await tx.directory.set_value(f"{LINKED_CHANNEL}{message.chat.id}", str(message.sender.id))
        await tx.comments.put_thread(
            community.id,
            Thread(
                key=f"thread:{message.message_id}",
                title=_title(message.text) or message.media,
                root=message.message_id,
                addresses=_addresses(message.sender, message.post_id),
            ),
        )

    async def _note_topic(self, tx: Transaction, community: Community, message: Message) -> None:
        if message.topic_title and message.thread_id is not None:
            await tx.comments.put_thread(
                community.id,
                Thread(
                    key=f"topic:{message.thread_id}",
                    title=message.topic_title,
                    root=message.thread_id,
                ),
            )

    async def _is_teammate(
        self, tx: Transaction, message: Message, managers: list[Manager]
    ) -> bool:
        match message.sender.kind:
            case SenderKind.ANONYMOUS_ADMIN:
                return True
            case SenderKind.CHANNEL:
                linked = await tx.directory.value(f"{LINKED_CHANNEL}{message.chat.id}")
                return str(message.sender.id) == linked
            case _:
                return any(one.user_id == message.sender.id for one in managers)

    async def _note_own_answer(
        self, tx: Transaction, message: Message, managers: list[Manager]
    ) -> None:
        """A colleague who answers in the community itself closes the case."""
        if message.reply_to is None:
            return
        comment = await tx.comments.at(_ref(message, message.reply_to.message_id))
        if comment is None or comment.case_id is None:
            return
        case = await tx.cases.get(comment.case_id)
        if case.status.is_closed and not await _spares_automatic_answer(tx, case):
            return
        now = self._clock.now()
        answered = case.answer_elsewhere(name=message.sender.name, at=now)
        await tx.cases.save(answered, expected_version=case.version)
        await tx.cases.audit(
            AuditEntry(
                owner=case.owner,
                case_id=case.id,
                at=now,
                by=next((m.user_id for m in managers if m.user_id == message.sender.id), None),
                by_name=message.sender.name,
                action="answered_elsewhere",
                detail=message.text,
            )
        )
        await redraw(tx, answered, now=now)

    async def _hear_member(
        self, tx: Transaction, community: Community, event: MessageSeen
    ) -> None:
        message = event.message
        known = await tx.comments.at(_ref_of(message))
        if known is not None:
            if event.is_edit:
                await self._hear_edit(tx, known, message)
            return
        if community.mode is CommunityMode.PAUSED:
            return
        message, album = await _with_album(tx, message)
        if album is not None:
            await self._add_to_album(tx, album, message)
            return
        thread_key = await self._thread_of_our_answer(tx, message)
        if thread_key is None:
            await self._note_thread(tx, community, message)
            thread_key = thread_of(message).key
        await tx.comments.add(self._comment(community, message, thread_key))

    async def _hear_edit(self, tx: Transaction, known: Comment, message: Message) -> None:
        """Triage again what changed; a first reaction or a link preview is no change.

        Where the words stay, a link behind them may lead elsewhere now.
        """
        captions = _captions_after(known, message)
        text = album_text(captions) if known.album_id else message.text
        media = known.media if known.album_id else message.media
        fresh = content_hash(text, media)
        if fresh == known.content_hash and set(message.links) <= set(known.links):
            return
        # of the other parts of an album nothing is said
        links = (*known.links, *message.links) if known.album_id else message.links
        await tx.comments.save(
            replace(
                known,
                text=text,
                captions=captions,
                media=media,
                links=tuple(dict.fromkeys(links)),
                content_hash=fresh,
                edited_at=message.edited_at or self._clock.now(),
                state=CommentState.WAITING,
                ripe_at=self._clock.now(),
            )
        )

    async def _add_to_album(self, tx: Transaction, album: Comment, message: Message) -> None:
        captions = (*album.captions, message.text)
        text = album_text(captions)
        grown = replace(
            album,
            text=text,
            captions=captions,
            links=(*album.links, *message.links),
            content_hash=content_hash(text, album.media),
            state=CommentState.WAITING,
            ripe_at=self._clock.now() + ALBUM_DEBOUNCE,
        )
        await tx.comments.add_part(grown, message.message_id)

    async def _note_thread(self, tx: Transaction, community: Community, message: Message) -> None:
        """Name a thread by what is known of its beginning, if it was not named yet."""
        thread = thread_of(message)
        if thread.root is None or await tx.comments.thread(community.id, thread.key) is not None:
            return
        title, first = message.topic_title, message.reply_to
        if not title and first is not None and not message.is_topic:
            title = _title(first.text) if first.is_post or first.message_id == thread.root else ""
        addresses = _addresses(first.sender, first.post_id) if first is not None else ()
        await tx.comments.put_thread(
            community.id, replace(thread, title=title, addresses=addresses)
        )

    async def _thread_of_our_answer(self, tx: Transaction, message: Message) -> str | None:
        """The thread in which an answer of ours stands that this replies to.

        In a plain group a reply begins a thread of its own; here it goes on with the case.
        """
        answered = message.reply_to
        if answered is None or answered.sender is None:
            return None
        if answered.sender.kind is not SenderKind.BOT:
            return None
        reply = await tx.outbox.reply_at(_ref(message, answered.message_id))
        if reply is None or reply.case_id is None:
            return None
        return (await tx.cases.get(reply.case_id)).thread_key

    def _comment(self, community: Community, message: Message, thread_key: str) -> Comment:
        now = self._clock.now()
        return Comment(
            id=CommentId(0),
            owner=self._owner,
            community_id=community.id,
            chat_id=message.chat.id,
            message_ids=(message.message_id,),
            thread_key=thread_key,
            thread_id=message.thread_id,
            is_topic=message.is_topic,
            author=message.sender,
            text=message.text,
            media=message.media,
            album_id=message.album_id,
            reply_to=message.reply_to.message_id if message.reply_to else None,
            reply_to_text=_replied_text(message),
            links=message.links,
            content_hash=content_hash(message.text, message.media),
            sent_at=message.sent_at,
            received_at=now,
            ripe_at=now + ALBUM_DEBOUNCE if message.album_id else now,
            edited_at=message.edited_at,
            captions=(message.text,) if message.album_id else (),
        )


async def _with_album(tx: Transaction, message: Message) -> tuple[Message, Comment | None]:
    """A message and the comment that it goes on with; beside another's album it stands alone."""
    if not message.album_id:
        return message, None
    album = await tx.comments.album(message.chat.id, message.album_id)
    if album is not None and album.author.id != message.sender.id:
        return replace(message, album_id=""), None
    return message, album


def _captions_after(known: Comment, edit: Message) -> tuple[str, ...]:
    """The captions of an album of which one part was edited; none for any other comment."""
    by_part = dict(zip(known.message_ids, known.captions, strict=False))
    if edit.message_id in by_part:
        by_part[edit.message_id] = edit.text
    return tuple(by_part.values())


def _replied_text(message: Message) -> str:
    if message.quote:
        return message.quote
    if message.reply_to is None or message.reply_to.is_post:
        return ""
    return message.reply_to.text


def _is_renamed(community: Community, message: Message) -> bool:
    """Whether the chat's name is another than before; private chats have their members' names."""
    named = (community.title, community.username)
    is_named = bool(message.chat.title) and not community.is_private
    return is_named and (message.chat.title, message.chat.username) != named


def _ref_of(message: Message) -> MessageRef:
    return _ref(message, message.message_id)


def _ref(message: Message, message_id: MessageId) -> MessageRef:
    return MessageRef(chat_id=ChatId(message.chat.id), message_id=message_id)


def _addresses(channel: Sender | None, post_id: MessageId | None) -> tuple[str, ...]:
    """Where a post was published."""
    if channel is None or post_id is None:
        return ()
    return addresses_of(channel.id, channel.username, post_id)


def _title(text: str) -> str:
    first_line = text.strip().split("\n", 1)[0].strip()
    if len(first_line) <= TITLE_LENGTH:
        return first_line
    return first_line[: TITLE_LENGTH - 1].rstrip() + "…"


async def _spares_automatic_answer(tx: Transaction, case: Case) -> bool:
    """A colleague was quicker than an answer that would have left by itself: it is dropped."""
    return any(
        [
            await tx.outbox.cancel(one.id)
            for one in await tx.outbox.replies_of(case.id)
            if isinstance(one.payload, PublicReply) and one.payload.on_behalf_of
        ]
    )
