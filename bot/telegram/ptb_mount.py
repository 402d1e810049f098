"""Put the desk into a bot that runs on python-telegram-bot."""

from __future__ import annotations

import json
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackContext,
    InvalidCallbackData,
    TypeHandler,
)

from bot.telegram.mounted import MountedDesk, made_by

_BEFORE_ALL = -1_000_000
"""The group of our handler; lower ones run first."""
_EVENTS = frozenset(
    {
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
    }
)
"""What Telegram only sends when it happened; the library adds that it did not."""


def mount(application: Application[Any, Any, Any, Any, Any, Any], desk: MountedDesk) -> None:
    """Let the desk see every update before the host's handlers, which get all but its presses."""

    async def observe(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        body = made_by(lambda: raw_of(update))
        if body is not None and await desk.offer(body):
            raise ApplicationHandlerStop

    application.add_handler(TypeHandler(Update, observe, block=True), group=_BEFORE_ALL)


def raw_of(update: Update) -> dict[str, object]:
    """The update as Telegram sent it, as far as the library keeps it: unknown fields, too."""
    text = json.dumps(update.to_dict(), default=_plain)
    body: dict[str, object] = json.loads(text, object_hook=_without_non_events)
    return body


def _without_non_events(body: dict[str, object]) -> dict[str, object]:
    return {
        name: value for name, value in body.items() if value is not False or name not in _EVENTS
    }


def _plain(value: object) -> object:
    """What stands where the host uses arbitrary callback data: an object of its own, or ours."""
    return value.callback_data if isinstance(value, InvalidCallbackData) else None
