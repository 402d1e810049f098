"""A comment as a row and back."""

from __future__ import annotations

from sqlalchemy import RowMapping

from bot.domain.comment import Comment, CommentState, author_key
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import ChatId, CommentId, CommunityId, MessageId
from bot.domain.in_turn import InHand
from bot.domain.lane import Lane
from bot.storage.codec import verdict_from_json, verdict_to_json
from bot.storage.fields import as_numbers, as_texts
from bot.storage.rows import case_id_of, owner_of, owner_row
from classifiers.types import Verdict


def comment_row(comment: Comment) -> dict[str, object]:
    """All columns of a comment but its id, and what `note_reactions` alone changes."""
    return {
        **owner_row(comment.owner),
        **_place_row(comment),
        **_author_row(comment.author),
        "text": comment.text,
        "captions": list(comment.captions),
        "media": comment.media,
        "links": list(comment.links),
        "content_hash": comment.content_hash,
        "sent_at": comment.sent_at,
        "received_at": comment.received_at,
        "ripe_at": comment.ripe_at,
        "edited_at": comment.edited_at,
        "state": comment.state.value,
        "case_id": comment.case_id,
        "lane": comment.lane.value if comment.lane else None,
        "priority": comment.priority,
        "reasons": list(comment.reasons),
        "verdict": verdict_to_json(comment.verdict) if comment.verdict else None,
        "vector": comment.verdict.vector if comment.verdict else None,
    }


def _place_row(comment: Comment) -> dict[str, object]:
    return {
        "community_id": comment.community_id,
        "chat_id": comment.chat_id,
        "message_ids": list(comment.message_ids),
        "thread_key": comment.thread_key,
        "thread_id": comment.thread_id,
        "is_topic": comment.is_topic,
        "album_id": comment.album_id or None,
        "reply_to": comment.reply_to,
        "reply_to_text": comment.reply_to_text,
    }


def _author_row(author: Sender) -> dict[str, object]:
    return {
        "author_key": author_key(author),
        "author_kind": author.kind.value,
        "author_id": author.id,
        "author_name": author.name,
        "author_username": author.username,
        "author_language": author.language,
    }


def comment_of(row: RowMapping) -> Comment:
    """The comment that a row holds."""
    return Comment(
        id=CommentId(row["id"]),
        owner=owner_of(row),
        community_id=CommunityId(row["community_id"]),
        chat_id=ChatId(row["chat_id"]),
        message_ids=tuple(map(MessageId, as_numbers(row["message_ids"]))),
        thread_key=row["thread_key"],
        thread_id=_message_id(row, "thread_id"),
        is_topic=row["is_topic"],
        author=_author_of(row),
        text=row["text"],
        media=row["media"],
        album_id=row["album_id"] or "",
        reply_to=_message_id(row, "reply_to"),
        reply_to_text=row["reply_to_text"],
        links=as_texts(row["links"]),
        content_hash=row["content_hash"],
        sent_at=row["sent_at"],
        received_at=row["received_at"],
        ripe_at=row["ripe_at"],
        edited_at=row["edited_at"],
        captions=as_texts(row["captions"]),
        state=CommentState(row["state"]),
        case_id=case_id_of(row),
        lane=Lane(row["lane"]) if row["lane"] else None,
        priority=row["priority"],
        reasons=as_texts(row["reasons"]),
        verdict=_verdict_of(row),
        reactions=row["reactions"],
    )


def in_hand_of(row: RowMapping) -> InHand:
    """What others go by of the comment that a row holds."""
    return InHand(
        id=CommentId(row["id"]),
        author_key=row["author_key"],
        community_id=CommunityId(row["community_id"]),
        thread_key=row["thread_key"],
        chat_id=ChatId(row["chat_id"]),
        message_ids=tuple(map(MessageId, as_numbers(row["message_ids"]))),
    )


def _author_of(row: RowMapping) -> Sender:
    return Sender(
        kind=SenderKind(row["author_kind"]),
        id=row["author_id"],
        name=row["author_name"],
        username=row["author_username"],
        language=row["author_language"],
    )


def _verdict_of(row: RowMapping) -> Verdict | None:
    if row["verdict"] is None:
        return None
    # the vector is whatever it is: what cannot be read stands in the verdict, asked for last
    return verdict_from_json(vector=row["vector"], value=row["verdict"])


def _message_id(row: RowMapping, name: str) -> MessageId | None:
    return None if row[name] is None else MessageId(row[name])
