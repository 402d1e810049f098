"""Lists that authors are put on: whom to answer first, whose cases never ring, whom to pass over.

An author is on one list of a brand or on none. The configuration may name somebody by a user name
before they ever wrote; that row stands for them until the first comment tells their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import Owner, UserId

VIP_POINTS = 12
"""What a comment of somebody who goes first is more urgent by."""
ON_A_PAGE = 8
_NAME = re.compile(r"@?([A-Za-z0-9_]{3,40})")
_NUMBER = re.compile(r"-?[1-9][0-9]{0,17}")
_BY_NAME = "name:"


class AuthorList(StrEnum):
    """The lists there are."""

    VIP = "vip"
    QUIET = "quiet"
    IGNORE = "ignore"


REASONS = {
    AuthorList.VIP: "VIP",
    AuthorList.QUIET: "quiet list",
    AuthorList.IGNORE: "ignore list",
}
"""What a case or a comment says of its author's list."""
_ON_CASES = frozenset(REASONS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Whom a brand put on a list, or took off one (`on` is None): that is kept too.

    `key` is as comments name their authors, or a user name that nobody has written under so far;
    `same_as` is then whose it turned out to be. `by` is None for the configuration.
    """

    owner: Owner
    key: str
    on: AuthorList | None
    at: datetime
    by: UserId | None = None
    by_name: str = ""
    same_as: str = ""

    @property
    def shown_key(self) -> str:
        """The user name with an @, or the number."""
        name = self.key.removeprefix(_BY_NAME)
        return f"@{name}" if name != self.key else self.key.partition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """Somebody on a list, by the newest name they wrote under; without one they never wrote."""

    listed: Listed
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """A page of all who are on a list; `counts` are of all pages."""

    lines: tuple[ListedLine, ...]
    counts: tuple[tuple[AuthorList, int], ...]
    number: int
    page_count: int


def key_named(words: str) -> str:
    """Whom `@name` or a number means, as rows are kept; raise ValueError."""
    words = words.strip()
    if _NUMBER.fullmatch(words):
        return f"user:{words}" if int(words) > 0 else f"chat:{words}"
    found = _NAME.fullmatch(words)
    if found is None or words.isdigit():
        raise ValueError(f'"{words}" is nobody (hint: "@name", or the number that /author shows)')
    return key_of_name(found[1])


def key_of_name(username: str) -> str:
    """How a user name is kept that nobody has written under; empty where there is none."""
    return f"{_BY_NAME}{username.casefold()}" if username else ""


def is_by_name(key: str) -> bool:
    """Whether a row stands for a user name, not for a number."""
    return key.startswith(_BY_NAME)


def is_quiet(reasons: Iterable[str]) -> bool:
    """Whether a case with these reasons never rings by itself."""
    return REASONS[AuthorList.QUIET] in reasons


def list_reasons(reasons: Iterable[str]) -> tuple[str, ...]:
    """Of a case's reasons, what they say of its author's list."""
    return tuple(one for one in reasons if one in _ON_CASES)


def relisted(
    reasons: Sequence[str], priority: int, on: AuthorList | None
) -> tuple[tuple[str, ...], int]:
    """Reasons and priority of an open case whose author is on another list now."""
    was_vip = REASONS[AuthorList.VIP] in reasons
    others = [one for one in reasons if one not in _ON_CASES]
    points = VIP_POINTS * ((on is AuthorList.VIP) - was_vip)
    told = others
    if on in (AuthorList.VIP, AuthorList.QUIET):
        told = [REASONS[on], *others]
    return tuple(told), max(0, min(100, priority + points))
