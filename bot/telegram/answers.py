"""What the Bot API answers, in the desk's words, whichever library asked.

The JSON is read here and not by a library: a field that a library does not know yet is kept, one
that is missing does not make a message that was sent look unsent, and a refusal means the same
everywhere.
"""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus

from bot.errors import (
    AuthorProtected,
    ChatGone,
    ChatMoved,
    GatewayFailure,
    MessageGone,
    NoRights,
    NoTopics,
    PollerConflict,
    QueryTooOld,
    RateLimited,
    ReplyTargetGone,
    RequestRefused,
    TokenRefused,
    TopicClosed,
    TopicGone,
)
from bot.telegram.calls import Answer, Call
from bot.telegram.fields import Json, UpdateUnreadable, number, part, string

NOT_MODIFIED = "message is not modified"
TOPIC_NOT_MODIFIED = "TOPIC_NOT_MODIFIED"
NOTHING_TO_DELETE = "message to delete not found"
NOT_A_MEMBER = ("user not found", "member not found", "invalid user_id", "PARTICIPANT_ID_INVALID")

_SHORTEST_PAUSE = timedelta(seconds=1)

_REASONS: tuple[tuple[type[GatewayFailure], tuple[str, ...]], ...] = (
    (QueryTooOld, ("query is too old", "query id is invalid", "query_id_invalid")),
    (TopicGone, ("message thread not found", "topic_deleted", "topic_id_invalid")),
    (TopicClosed, ("topic_closed",)),
    (NoTopics, ("chat is not a forum", "channel_forum_missing")),
    (
        ReplyTargetGone,
        (
            "message to be replied not found",
            "replied message not found",
            "message to reply not found",
            "reply message not found",
            "reply_message_id_invalid",
            "quote not found",
            "quote_text_invalid",
        ),
    ),
    (
        MessageGone,
        (
            "message to edit not found",
            "message to pin not found",
            "message to copy not found",
            "message can't be copied",
            "message can't be edited",
            NOTHING_TO_DELETE,
            "message can't be deleted",
            "message_id_invalid",
            "message identifier is not specified",
            "message_author_required",
        ),
    ),
    (
        AuthorProtected,
        (
            "user is an administrator of the chat",
            "can't remove chat owner",
            "can't restrict self",
            "user_admin_invalid",
        ),
    ),
    (
        NoRights,
        (
            "not enough rights",
            "have no rights",
            "need administrator rights",
            "chat_admin_required",
            "_forbidden",
            "chat_restricted",
            "is not an administrator",
        ),
    ),
    (
        ChatGone,
        (
            "chat not found",
            "peer_id_invalid",
            "channel_private",
            "member list is inaccessible",
            "bot was kicked",
            "bot was blocked",
            "bot is not a member",
            "can't initiate conversation",
            "user is deactivated",
            "group chat was deactivated",
            "group chat was deleted",
            "have no access to the chat",
        ),
    ),
)
"""Telegram tells these apart only by their text; the first match in lower case counts."""


def result_of(answer: Answer, call: Call) -> object:
    """The result, as Telegram sent it; raise what a refusal means, or that nobody can tell."""
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise call.unclear("Telegram answered with a server error")
    try:
        body = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise call.unclear("the answer is not JSON") from error
    if not isinstance(body, dict) or not isinstance(body.get("ok"), bool):
        raise call.unclear("the answer is not one of the Bot API")
    if body["ok"]:
        return body.get("result")
    try:
        raise _refusal(body, answer.status, call)
    except UpdateUnreadable as error:
        raise call.unclear(f"the refusal makes no sense: {error}") from error


def _refusal(body: Json, status: int, call: Call) -> GatewayFailure:
    """What Telegram itself says: it understood, and nothing happened."""
    code = number(body, "error_code") or status
    said = string(body, "description") or f"HTTP status {status}"
    parameters = part(body, "parameters") or {}
    pause = number(parameters, "retry_after")
    new_chat_id = number(parameters, "migrate_to_chat_id")
    if pause is not None:
        return RateLimited(max(timedelta(seconds=pause), _SHORTEST_PAUSE))
    if new_chat_id is not None:
        return ChatMoved(new_chat_id)
    match code:
        case HTTPStatus.UNAUTHORIZED:
            return TokenRefused("Telegram does not accept the bot's token")
        case HTTPStatus.NOT_FOUND:
            return TokenRefused("the bot's token is unknown there; is telegram.api_base right?")
        case HTTPStatus.CONFLICT:
            return PollerConflict("another program reads this bot's updates, or a webhook is set")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(_SHORTEST_PAUSE)
        case HTTPStatus.FORBIDDEN:
            return _by_reason(said, call, otherwise=ChatGone)
        case _ if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return call.unclear("Telegram answered with a server error")
        case _:
            return _by_reason(said, call, otherwise=RequestRefused)


def _by_reason(said: str, call: Call, *, otherwise: type[GatewayFailure]) -> GatewayFailure:
    lowered = said.lower()
    for failure, reasons in _REASONS:
        if any(reason in lowered for reason in reasons):
            return failure(f"{call.method}: {said}")
    return otherwise(f"{call.method}: {said}")
