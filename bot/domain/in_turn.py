"""Which waiting comments have to wait for earlier ones that another process is looking at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.agreeing import is_agreement
from bot.domain.comment import Comment, author_key
from bot.domain.ids import ChatId, CommentId, CommunityId, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """Of a comment that is not settled yet, what others go by."""

    id: CommentId
    author_key: str
    community_id: CommunityId
    thread_key: str
    chat_id: ChatId
    message_ids: tuple[MessageId, ...]


def free_of(waiting: Sequence[Comment], in_hand: Iterable[InHand]) -> list[Comment]:
    """Of comments in their order, those that need not know what comes of an earlier one in hand.

    An author's comments do, whatever they are about: one case follows them, and it matters who was
    angry before. So does what answers a comment, and what only agrees with the one above it. What
    has to wait is in hand for those after it.
    """
    before = sorted(in_hand, key=lambda one: one.id, reverse=True)
    ahead = _Ahead()
    free: list[Comment] = []
    for comment in waiting:
        while before and before[-1].id < comment.id:
            ahead.add(before.pop())
        if ahead.concerns(comment):
            ahead.add(_in_hand(comment))
        else:
            free.append(comment)
    return free


class _Ahead:
    """What was written before a comment and is not settled."""

    def __init__(self) -> None:
        self._authors: set[str] = set()
        self._threads: set[tuple[CommunityId, str]] = set()
        self._messages: set[tuple[ChatId, MessageId]] = set()

    def add(self, one: InHand) -> None:
        self._authors.add(one.author_key)
        self._threads.add((one.community_id, one.thread_key))
        self._messages.update((one.chat_id, number) for number in one.message_ids)

    def concerns(self, comment: Comment) -> bool:
        """Whether the comment has to know what comes of any of them."""
        if author_key(comment.author) in self._authors:
            return True
        if comment.reply_to is not None and (comment.chat_id, comment.reply_to) in self._messages:
            return True
        place = (comment.community_id, comment.thread_key)
        return place in self._threads and is_agreement(comment.text)


def _in_hand(comment: Comment) -> InHand:
    return InHand(
        id=comment.id,
        author_key=author_key(comment.author),
        community_id=comment.community_id,
        thread_key=comment.thread_key,
        chat_id=comment.chat_id,
        message_ids=comment.message_ids,
    )
