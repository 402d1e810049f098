"""Values for the store's tests, whole except for what a test names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.case import Case
from bot.domain.comment import Comment, Community, author_key, content_hash
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import (
    MAIN,
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    DeskId,
    MessageId,
    OutboxId,
    Owner,
    UpdateId,
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.outbox import Drawing, OutboxItem, PublicReply, Urgency
from bot.domain.roster import Manager, Role
from bot.ports import RawUpdate, Seed
from classifiers.types import Sentiment, Signals, Verdict

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BOT = BotId(42)
BRAND = BrandId(1)
DESK = DeskId(1)
OWNER = Owner(bot_id=BOT, brand_id=BRAND, desk_id=DESK)
SHOP = ChatId(-1001234567890)
DESK_CHAT = ChatId(-1009876543210)
ANNA = UserId(7001)
RAHUL = Sender(kind=SenderKind.USER, id=5_000_000_001, name="Rahul", username="rahul")


def an_update(number: int, body: str = "{}") -> RawUpdate:
    return RawUpdate(update_id=UpdateId(number), body=body)


def a_community(**changes: Any) -> Community:
    values: dict[str, Any] = {
        "id": CommunityId(0),
        "owner": OWNER,
        "chat_id": SHOP,
        "title": "Chai Adda",
        "languages": ("hi", "en"),
    }
    return Community(**values | changes)


def a_seed(**changes: Any) -> Seed:
    owner: Owner = changes.get("owner", OWNER)
    values: dict[str, Any] = {
        "owner": OWNER,
        "brand_key": MAIN if owner.brand_id == BRAND else f"brand-{owner.brand_id}",
        "desk_key": MAIN if owner.desk_id == DESK else f"desk-{owner.desk_id}",
        "brand_name": "Chai & Co",
        "desk_chat_id": DESK_CHAT,
        "desk_language": "en",
        "desk_time_zone": "Asia/Kolkata",
        "communities": (a_community(),),
        "managers": (Manager(desk_id=DESK, user_id=ANNA, name="Anna", role=Role.LEAD),),
    }
    return Seed(**values | changes)


def a_verdict(**changes: Any) -> Verdict:
    values: dict[str, Any] = {
        "lang": "hi-Latn",
        "sentiment": Sentiment(negative=0.8, neutral=0.15, positive=0.05),
        "signals": Signals(question=0.1, complaint=0.9, praise=0.0, toxic=0.2, spam=0.01),
        "vector": b"\x00\x01\x80\x3f",
        "model_id": "e5:1",
    }
    return Verdict(**values | changes)


def a_comment(**changes: Any) -> Comment:
    text = changes.get("text", "order nahi aaya 😡")
    values: dict[str, Any] = {
        "id": CommentId(0),
        "owner": OWNER,
        "community_id": CommunityId(1),
        "chat_id": SHOP,
        "message_ids": (MessageId(10),),
        "thread_key": "thread:3",
        "thread_id": MessageId(3),
        "is_topic": False,
        "author": RAHUL,
        "text": text,
        "media": "",
        "album_id": "",
        "reply_to": MessageId(3),
        "reply_to_text": "Monsoon offer",
        "links": (),
        "content_hash": content_hash(text, ""),
        "sent_at": NOW,
        "received_at": NOW,
        "ripe_at": NOW,
    }
    return Comment(**values | changes)


def a_case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "id": CaseId(0),
        "owner": OWNER,
        "community_id": CommunityId(1),
        "thread_key": "thread:3",
        "author_key": author_key(RAHUL),
        "author_name": "Rahul",
        "focus_id": CommentId(1),
        "lane": Lane.COMPLAINT,
        "priority": 50,
        "reasons": ("complaint (sure)",),
        "opened_at": NOW,
    }
    return Case(**values | changes)


def a_public_reply(text: str = "We are on it") -> PublicReply:
    return PublicReply(
        text=text, reply_to=MessageId(10), comment_hash="abc", by=ANNA, by_name="Anna"
    )


def an_item(**changes: Any) -> OutboxItem:
    values: dict[str, Any] = {
        "id": OutboxId(0),
        "owner": OWNER,
        "chat_id": DESK_CHAT,
        "urgency": Urgency.CARD,
        "payload": Drawing(),
        "not_before": NOW,
        "created_at": NOW,
    }
    return OutboxItem(**values | changes)
