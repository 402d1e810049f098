"""Who is spoken to in which language."""

from __future__ import annotations

LANGUAGES = ("en", "hi", "ru")
"""What managers can read, complete and with right plurals."""


def spoken_language(*, chosen: str, telegram: str, desk: str) -> str:
    """What one person reads: the language they chose, else Telegram's, else the desk's.

    `telegram` is the tag that Telegram tells ("pt-BR", "hi"), or empty; so is `chosen`.
    """
    for tag in (chosen, telegram):
        language = tag.replace("_", "-").partition("-")[0].casefold()
        if language in LANGUAGES:
            return language
    return desk
