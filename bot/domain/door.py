"""The private door: a link in a public answer, by which a case goes on in the private chat."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.ids import CaseId, Owner

STAYS_OPEN = timedelta(days=14)
"""How long a door leads to its case after the author's last word."""
KEY_FACT = "door-key"
"""Name of the fact from which the tokens of a bot are made."""
LINK = "private"
"""The link of the configuration that a door takes the place of, as `$link_private`."""

ANY_DOOR = "https://t.me/private-door"
"""Stands for the door of a case where a text is to be said to others too."""

_TOKEN_LENGTH = 26
_DOOR = re.compile(r"https://t\.me/\w+\?start=[a-z2-7]{26}(?![\w-])")
_START = re.compile(r"/start(?:@\w+)?(?:\s+(\S+))?\s*")
_OF_A_BOT = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(\w+)/?(?:\?.*)?|tg://resolve\?domain=(\w+).*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A link that its author has used: what they write privately belongs to the case.

    `mark` is a hash of the token, which itself is kept nowhere. `opened_at` is the last tap on the
    link, `used_at` the author's last word.
    """

    mark: str
    owner: Owner
    case_id: CaseId
    author_key: str
    opened_at: datetime
    used_at: datetime

    def is_open(self, at: datetime) -> bool:
        """Whether it still leads somewhere."""
        return at - self.used_at < STAYS_OPEN


def door_token(key: str, case_id: CaseId) -> str:
    """The token of a case: always the same, and nobody's to guess without the key."""
    made = hmac.new(key.encode(), f"door:{case_id}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made).decode().lower()[:_TOKEN_LENGTH]


def door_mark(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def door_link(username: str, token: str) -> str:
    """The address that opens the private chat and hands over the token."""
    return f"https://t.me/{username}?start={token}"


def without_doors(text: str, link: str) -> str:
    """The text with another link in the place of every door."""
    return _DOOR.sub(lambda _: link, text)


def can_have_door(case: Case) -> bool:
    """Whether its author can follow a link: a channel or an anonymous admin cannot."""
    return case.author_key.startswith("user:")


def leads_to_bot(link: str, username: str) -> bool:
    """Whether a configured link leads to the bot itself, or there is none."""
    found = _OF_A_BOT.fullmatch(link.strip())
    named = (found[1] or found[2]) if found else ""
    return not link or (bool(username) and named.casefold() == username.casefold())


def is_start(text: str) -> bool:
    """Whether a private message only opens the chat, as Telegram's `Start` sends it."""
    return _START.fullmatch(text) is not None


def token_of_start(text: str) -> str:
    """What a link handed over; empty if nothing."""
    found = _START.fullmatch(text)
    return (found[1] or "") if found else ""
