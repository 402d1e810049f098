"""A bot whose own package is named `bot`, as Jawab's is: the desk is a program of its own.

HOST_TOKEN=123456:ABC… DESK_URL=http://127.0.0.1:8080/telegram DESK_SECRET=… python -m bot.main
"""

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiohttp import ClientSession

from bot.desk import Forwarding

API = os.environ.get("BOT_API", "https://api.telegram.org")
NEEDED_BY_THE_DESK = ["message", "edited_message", "callback_query", "my_chat_member"]

router = Router()


@router.message(Command("hours"))
async def tell_hours(message: Message) -> None:
    """The host's own command."""
    button = InlineKeyboardButton(text="And on Sunday?", callback_data="hours:sunday")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    await message.answer("We are open from 8 to 22.", reply_markup=keyboard)


@router.callback_query(F.data == "hours:sunday")
async def tell_sunday(press: CallbackQuery) -> None:
    """The host's own button."""
    await press.answer("On Sunday from 10.")


@router.callback_query()
async def say_unknown(press: CallbackQuery) -> None:
    """Every other button: the desk's never get here."""
    await press.answer("That button is unknown.")


async def main() -> None:
    """Run the host's bot as before, and tell the desk of every update."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(API))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    async with Bot(os.environ["HOST_TOKEN"], session=session) as host, ClientSession() as http:
        desk = Forwarding(http, os.environ["DESK_URL"], os.environ["DESK_SECRET"])
        dispatcher.update.outer_middleware(desk)
        await dispatcher.start_polling(host, allowed_updates=NEEDED_BY_THE_DESK)


if __name__ == "__main__":
    asyncio.run(main())
