"""Put the desk into a bot that runs on aiogram."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.types import TelegramObject, Update

from bot.telegram.mounted import MountedDesk, made_by


def mount(dispatcher: Dispatcher, desk: MountedDesk) -> None:
    """Let the desk see every update before the host's handlers, which get all but its presses.

    Mount before adding outer middlewares that drop updates.
    """
    dispatcher.update.outer_middleware(_Observing(desk))
    dispatcher.include_router(_asking_for(desk.kinds))


def raw_of(update: Update) -> dict[str, object]:
    """The update as Telegram sent it, as far as aiogram keeps it: unknown fields, too.

    Not by way of aiogram's JSON text, which refuses half a pair of surrogates.
    """
    return update.model_dump(
        mode="json",
        by_alias=True,
        exclude_unset=True,
        exclude_none=True,
        fallback=lambda _: None,
    )


class _Observing(BaseMiddleware):
    def __init__(self, desk: MountedDesk) -> None:
        self._desk = desk

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[object]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> object:
        body = made_by(lambda: raw_of(event)) if isinstance(event, Update) else None
        if body is not None and await self._desk.offer(body):
            return None
        return await handler(event, data)


def _asking_for(kinds: Sequence[str]) -> Router:
    """Handlers that never run: aiogram asks Telegram only for kinds that have a handler."""
    router = Router(name="jawab")
    for kind in kinds:
        router.observers[kind].register(_pass, _never)
    return router


async def _never(_event: TelegramObject) -> bool:
    return False


async def _pass(_event: TelegramObject) -> None:
    """There is nothing to do."""
