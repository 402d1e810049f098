"""Views of cards, as the store would gather them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.card import AuthorLine, CardView, Proposal
from bot.domain.case import Case, Status
from bot.domain.comment import Comment, CommentState, Community, Thread
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import (
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
    UserId,
)
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply, Urgency
from bot.domain.reports import Report
from replies.types import Fit

NOW = datetime(2026, 11, 23, 8, 54, 30, tzinfo=UTC)
"""14:24:30 in Kolkata."""
OWNER = Owner(bot_id=BotId(7), brand_id=BrandId(1), desk_id=DeskId(1))
CHAT = ChatId(-1002233445566)
TEXT = "40 min se wait kar raha hu, order nahi aaya aur paise bhi kat gaye 😡"


class StillClock:
    """Shows one moment, for ever."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def a_sender(name: str = "Rahul", kind: SenderKind = SenderKind.USER, **changes) -> Sender:
    return Sender(**{"kind": kind, "id": 42, "name": name, **changes})


def a_comment(text: str = TEXT, **changes) -> Comment:
    known = {
        "id": CommentId(1),
        "owner": OWNER,
        "community_id": CommunityId(1),
        "chat_id": CHAT,
        "message_ids": (MessageId(345),),
        "thread_key": "thread:300",
        "thread_id": MessageId(300),
        "is_topic": False,
        "author": a_sender(),
        "text": text,
        "media": "",
        "album_id": "",
        "reply_to": None,
        "reply_to_text": "",
        "links": (),
        "content_hash": "0",
        "sent_at": NOW - timedelta(minutes=9),
        "received_at": NOW - timedelta(minutes=9),
        "ripe_at": NOW,
        "state": CommentState.TRIAGED,
    }
    return Comment(**{**known, **changes})


def a_case(lane: Lane = Lane.COMPLAINT, **changes) -> Case:
    known = {
        "id": CaseId(11),
        "owner": OWNER,
        "community_id": CommunityId(1),
        "thread_key": "thread:300",
        "author_key": "user:42",
        "author_name": "Rahul",
        "focus_id": CommentId(1),
        "lane": lane,
        "priority": 86,
        "reasons": ("complaint (sure)", "angry before", "rule: money"),
        "opened_at": NOW - timedelta(minutes=8),
        "due_at": NOW + timedelta(minutes=11),
        "revision": 4,
    }
    return Case(**{**known, **changes})


def closed(case: Case, status: Status) -> Case:
    return case.close(status, by=UserId(5), name="Asha", at=NOW)


def a_proposal(number: int = 1, **changes) -> Proposal:
    text = "Rahul ji, hum maafi chahte hain. Aapka order abhi check kar rahe hain."
    known = {
        "number": number,
        "reply_id": f"reply-{number}",
        "titles": {"en": "Apology", "hi": "माफ़ी", "ru": "Извинение"},
        "fit": Fit.FITS,
        "lang": "hi-Latn",
        "template": text,
        "text": text,
    }
    return Proposal(**{**known, **changes})


def three_proposals() -> tuple[Proposal, ...]:
    asking = "Please tell us your order number: $ask_order_number. Refunds take 3 days."
    return (
        a_proposal(1),
        a_proposal(
            2,
            titles={"en": "Refund time", "hi": "रिफ़ंड का समय", "ru": "Срок возврата"},
            text=asking,
            template=asking,
            missing=("ask_order_number",),
            lang="en",
        ),
        a_proposal(3, titles={"en": "Delay"}, fit=Fit.MAYBE, lang="en", text="We are late today."),
    )


def a_reply(state: OutboxState, text: str = "Rahul ji, hum maafi chahte hain.", **changes):
    reply_id = changes.pop("reply_id", "reply-1")
    known = {
        "id": OutboxId(77),
        "owner": OWNER,
        "chat_id": CHAT,
        "urgency": Urgency.REPLY,
        "payload": PublicReply(
            text=text,
            reply_to=MessageId(345),
            comment_hash="0",
            reply_id=reply_id,
            by=UserId(5),
            by_name="Asha",
        ),
        "case_id": CaseId(11),
        "state": state,
        "not_before": NOW + timedelta(seconds=10),
        "created_at": NOW,
        "attempted_at": NOW,
        "sent_at": NOW if state is OutboxState.SENT else None,
        "sent_message_id": MessageId(346) if state is OutboxState.SENT else None,
    }
    return OutboxItem(**{**known, **changes})


def a_community(**changes) -> Community:
    known = {
        "id": CommunityId(1),
        "owner": OWNER,
        "chat_id": CHAT,
        "title": "Chai Adda",
        "username": "chaiadda",
    }
    return Community(**{**known, **changes})


def a_view(**changes) -> CardView:
    focus = changes.pop("focus", a_comment())
    known = {
        "case": a_case(),
        "community": a_community(),
        "thread": Thread(key="thread:300", title="Monsoon offer", root=MessageId(300)),
        "focus": focus,
        "comments": (focus,),
        "author": AuthorLine(
            name="Rahul",
            username="rahul_k",
            first_seen_at=datetime(2026, 3, 4, tzinfo=UTC),
            earlier_case_count=2,
            last_was_negative=True,
        ),
        "proposals": three_proposals(),
        "reply": None,
    }
    return CardView(**{**known, **changes})


def an_answered_view(state: OutboxState, **changes) -> CardView:
    reply = a_reply(state, text=a_proposal().text, **changes.pop("reply", {}))
    return a_view(case=closed(a_case(), Status.ANSWERED), reply=reply, **changes)


def a_private_view() -> CardView:
    focus = replace(
        a_comment("when do you open?"), chat_id=ChatId(42), thread_id=None, thread_key="private"
    )
    return a_view(
        focus=focus,
        case=a_case(Lane.QUESTION, due_at=NOW - timedelta(minutes=3), reasons=()),
        community=a_community(chat_id=ChatId(0), title="", username="", is_private=True),
        thread=None,
        author=AuthorLine(name="Rahul"),
        proposals=(),
    )


def a_report(by: int = 1, **changes) -> Report:
    report = Report(
        owner=OWNER,
        community_id=CommunityId(1),
        comment_id=CommentId(1),
        by=by,
        by_name=f"Member {by}",
        at=NOW,
        content_hash="as it was",
    )
    return replace(report, **changes)
