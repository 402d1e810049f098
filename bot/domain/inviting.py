"""Invitations to the desk: links that work once, and what their tokens look like."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import Owner, UserId
from bot.domain.roster import Role

LASTS = timedelta(hours=48)
KEPT = timedelta(days=7)
"""How long after its end an invitation can still be confirmed, if somebody came in time."""
TOKEN_BYTES = 16

_PREFIX = "invite_"
_START = re.compile(r"/start(?:@\w+)? +invite_([A-Za-z0-9_-]{1,57})")
"""Telegram hands over at most 64 characters of a link's parameter."""


class InviteState(StrEnum):
    """How far an invitation has come."""

    OPEN = "open"
    CAME = "came"
    """Somebody used the link; a lead is asked whether it is the right person."""
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A link that gives one person a role, once a lead has confirmed who that is.

    `mark` is a hash of its token, which itself is kept nowhere.
    """

    mark: str
    owner: Owner
    role: Role
    by: UserId
    by_name: str
    expires_at: datetime
    state: InviteState = InviteState.OPEN
    guest: UserId | None = None
    guest_name: str = ""
    guest_username: str = ""


def mark_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite_link(username: str, token: str) -> str:
    """The address that opens a private chat with the bot and hands over the token."""
    return f"https://t.me/{username}?start={_PREFIX}{token}"


def token_in(text: str) -> str | None:
    """The token that a private message brings; None if the message is no answer to a link."""
    found = _START.fullmatch(text.strip())
    return found[1] if found else None
