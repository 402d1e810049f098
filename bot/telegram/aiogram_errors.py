"""What aiogram and aiohttp raise, in the desk's words.

One question decides most of it: can the request have had its effect? What failed while connecting
has not left; what failed later may have happened.
"""

from __future__ import annotations

from datetime import timedelta

from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError, InvalidURL

from bot.errors import (
    ChatGone,
    ChatMoved,
    GatewayDown,
    GatewayFailure,
    MessageGone,
    NoRights,
    OutcomeUnknown,
    PollerConflict,
    QueryTooOld,
    RateLimited,
    ReplyTargetGone,
    RequestRefused,
    TokenRefused,
)
from bot.telegram.aiogram_session import AnswerUnreadable

EXPECTED = (AiogramError, ClientError, TimeoutError, OSError, AnswerUnreadable)
"""Everything that a call may raise on its way to Telegram and back."""

NOT_MODIFIED = "message is not modified"
NOTHING_TO_DELETE = "message to delete not found"
NOT_A_MEMBER = ("user not found", "member not found", "invalid user_id", "PARTICIPANT_ID_INVALID")

_SHORTEST_PAUSE = timedelta(seconds=1)

_REASONS: tuple[tuple[type[GatewayFailure], tuple[str, ...]], ...] = (
    (QueryTooOld, ("query is too old", "query id is invalid", "query_id_invalid")),
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
            "message thread not found",
            "topic_deleted",
        ),
    ),
    (
        MessageGone,
        (
            "message to edit not found",
            "message can't be edited",
            NOTHING_TO_DELETE,
            "message can't be deleted",
            "message_id_invalid",
            "message identifier is not specified",
            "message_author_required",
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
            "topic_closed",
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


def translate(error: BaseException, *, changes: bool, call: str) -> GatewayFailure:
    """Say what a failed call means; `changes` tells that it may have had an effect.

    The text never repeats the HTTP library's own, which can hold the address with the token.
    """
    match error:
        case ClientConnectorError(host=host):
            return GatewayDown(f"{host} cannot be reached ({type(error).__name__})")
        case ConnectionTimeoutError():
            return GatewayDown("Telegram cannot be reached in time")
        case InvalidURL():
            return GatewayDown("the address in telegram.api_base cannot be used")
        case TelegramServerError():
            return _unclear("Telegram answered with a server error", changes, call)
        case TelegramAPIError():
            return _refusal(error, call)
        case _:
            return _unclear(f"no answer from Telegram ({type(error).__name__})", changes, call)


def _refusal(error: TelegramAPIError, call: str) -> GatewayFailure:
    """What Telegram itself says: it understood, and nothing happened."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return RateLimited(max(timedelta(seconds=seconds), _SHORTEST_PAUSE))
        case TelegramMigrateToChat(migrate_to_chat_id=new_chat_id):
            return ChatMoved(new_chat_id)
        case TelegramUnauthorizedError():
            return TokenRefused("Telegram does not accept the bot's token")
        case TelegramNotFound():
            return TokenRefused("the bot's token is unknown there; is telegram.api_base right?")
        case TelegramConflictError():
            return PollerConflict("another program reads this bot's updates, or a webhook is set")
        case TelegramForbiddenError(message=said):
            return _by_reason(said, call, otherwise=ChatGone)
        case _ if error.message.lower().startswith("too many requests"):
            return RateLimited(_SHORTEST_PAUSE)
        case _:
            return _by_reason(error.message, call, otherwise=RequestRefused)


def _by_reason(said: str, call: str, *, otherwise: type[GatewayFailure]) -> GatewayFailure:
    lowered = said.lower()
    for failure, reasons in _REASONS:
        if any(reason in lowered for reason in reasons):
            return failure(f"{call}: {said}")
    return otherwise(f"{call}: {said}")


def _unclear(what: str, changes: bool, call: str) -> GatewayFailure:
    return OutcomeUnknown(f"{call}: {what}") if changes else GatewayDown(f"{call}: {what}")
