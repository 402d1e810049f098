"""A bot that a company runs on python-telegram-bot, with Jawab's desk in it.

HOST_TOKEN=123456:ABC… python main.py jawab.toml
"""

from __future__ import annotations

import os
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler

from bot.app import open_desk
from bot.telegram.ptb_mount import mount

API = os.environ.get("BOT_API", "https://api.telegram.org")


async def tell_hours(update: Update, _context: object) -> None:
    """The host's own command."""
    button = InlineKeyboardButton("And on Sunday?", callback_data="hours:sunday")
    keyboard = InlineKeyboardMarkup([[button]])
    assert update.message is not None
    await update.message.reply_text("We are open from 8 to 22.", reply_markup=keyboard)


async def tell_sunday(update: Update, _context: object) -> None:
    """The host's own button."""
    assert update.callback_query is not None
    await update.callback_query.answer("On Sunday from 10.")


async def say_unknown(update: Update, _context: object) -> None:
    """Every other button: the desk's never get here."""
    assert update.callback_query is not None
    await update.callback_query.answer("That button is unknown.")


def main(config: Path) -> None:
    """Run the host's bot as before; the desk works beside it."""
    token = os.environ["HOST_TOKEN"]
    opened = AsyncExitStack()

    async def start_desk(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        mount(application, await opened.enter_async_context(open_desk(config, token=token)))

    async def stop_desk(_application: object) -> None:
        await opened.aclose()

    builder = Application.builder().token(token).base_url(f"{API}/bot")
    application = builder.post_init(start_desk).post_shutdown(stop_desk).build()
    application.add_handler(CommandHandler("hours", tell_hours))
    application.add_handler(CallbackQueryHandler(tell_sunday, pattern="^hours:sunday$"))
    application.add_handler(CallbackQueryHandler(say_unknown))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
