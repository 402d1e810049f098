"""A bot that a company runs on aiogram, with Jawab's desk in it.

HOST_TOKEN=123456:ABC… python main.py jawab.toml
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.app import open_desk
from bot.telegram.aiogram_mount import mount

API = os.environ.get("BOT_API", "https://api.telegram.org")

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


async def main(config: Path) -> None:
    """Run the host's bot as before; the desk works beside it."""
    token = os.environ["HOST_TOKEN"]
    session = AiohttpSession(api=TelegramAPIServer.from_base(API))
    dispatcher = Dispatcher()
    async with Bot(token, session=session) as host, open_desk(config, token=token) as desk:
        mount(dispatcher, desk)
        dispatcher.include_router(router)
        await dispatcher.start_polling(host)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
