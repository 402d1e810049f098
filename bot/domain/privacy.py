"""Forgetting a person, and not keeping anybody's words for longer than is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.comment import author_key
from bot.domain.events import Sender, SenderKind
from bot.domain.ids import BrandId, ChatId, MessageId, UserId

FORGOTTEN_MEDIA = "forgotten"
"""Stands where a comment had its words and pictures, and says so on a card."""
FORGOTTEN_NAME = "forgotten-"
"""Begins the name of a pseudonym."""
NO_MESSAGE = MessageId(0)
"""Stands for a message whose number is kept no longer."""
_NUMBER = re.compile(r"-?[1-9][0-9]{0,17}")
_SHORTEST_OWN_WORDS = 16
"""Shorter texts are everybody's ("ok thanks", "price please?"), wherever else they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author as one brand knows them."""

    brand_id: BrandId
    author_key: str

    @property
    def telegram_id(self) -> int:
        """The number that Telegram knows the user, channel or group by."""
        return int(self.author_key.partition(":")[2])

    @property
    def user_id(self) -> UserId | None:
        """The same for a user; None for whoever writes as a channel or group."""
        return UserId(self.telegram_id) if self.author_key.startswith("user:") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """Who stands in a person's place: nobody can tell from the number who that was.

    `number` is positive and drawn by chance. Telegram's users have positive ids, so the negative
    one that is kept is nobody's.
    """

    number: int

    @property
    def author(self) -> Sender:
        """As the author of what is left."""
        return Sender(kind=SenderKind.USER, id=-self.number, name=self.name)

    @property
    def key(self) -> str:
        """As comments and cases name their authors."""
        return author_key(self.author)

    @property
    def name(self) -> str:
        """For people, and for the audit."""
        return f"{FORGOTTEN_NAME}{self.number:08x}"


LONG_AGO = Pseudonym(number=1)
"""In the place of everybody whose words were kept for as long as the brand keeps them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What is kept of a person."""

    name: str
    comment_count: int
    case_count: int
    open_case_count: int
    sanctions_in_force: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetPage:
    """Whether a person is to be forgotten; one with a role at the desk keeps that."""

    person: Person
    footprint: Footprint
    is_manager: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A message of the bot that shows, or showed, a person's words to managers."""

    chat_id: ChatId
    message_id: MessageId
    is_copy: bool = False
    """Whether it is a picture or file of theirs, which no edit takes away."""


def author_key_named(number: str) -> str | None:
    """Who has that number at Telegram, as comments name their authors; None if it is none."""
    if not _NUMBER.fullmatch(number):
        return None
    return f"user:{number}" if int(number) > 0 else f"chat:{number}"


def own_words(texts: list[str]) -> frozenset[str]:
    """Of what somebody wrote, that by which they could be told where it stands elsewhere."""
    plain = (as_compared(text) for text in texts)
    return frozenset(text for text in plain if len(text) >= _SHORTEST_OWN_WORDS)


def as_compared(text: str) -> str:
    """A text without what makes no difference when two are compared."""
    return " ".join(text.casefold().split())
