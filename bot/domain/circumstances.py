"""What is known around a comment besides its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.domain.agreeing import AgreesWith
from bot.domain.author_lists import AuthorList
from bot.domain.ids import ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Where a comment stands, who wrote it when, what hangs on it, how long it has waited.

    `post` has every name of the post or topic that it stands under (see `post_names`). `hosts`
    are those of its links; `on` is the list that its author is on. `agrees_with` is what it says
    no more to than that its author agrees.
    """

    chat_id: ChatId | None = None
    author_id: int | None = None
    media: str = ""
    has_text: bool = True
    at: datetime | None = None
    post: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    on: AuthorList | None = None
    waited: timedelta = timedelta(0)
    was_angry_before: bool = False
    agrees_with: AgreesWith | None = None


def hosts_of(links: Iterable[str]) -> frozenset[str]:
    """Where links lead, as domains are compared: in small letters, in their ASCII form."""
    return frozenset(filter(None, map(host_of, links)))


def host_of(link: str) -> str:
    """The host of a link, with or without `https://`; empty where it names none."""
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return ascii_domain(host)


def ascii_domain(name: str) -> str:
    """A domain in the form in which it is compared."""
    folded = name.strip().strip(".").casefold()
    try:
        return folded.encode("idna").decode()
    except UnicodeError:
        return folded


def is_within(host: str, domain: str) -> bool:
    """Whether a host is a domain or belongs to it; to `*` all belong."""
    return domain in ("*", host) or host.endswith(f".{domain}")
