"""The reply library as it is searched, its texts as they are filled, and the brand's voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from replies.findings import Finding
from replies.types import Found, Inquiry, Outgoing, SavedReply, Snippet, Suggestion, VoiceFinding
from replies.types import Library as SavedLibrary


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A reply with its slots filled as far as possible.

    `missing` are the prompted slots that a manager has to fill first; `text` is only fit to be
    sent when it is empty (else the open slots stand in it as they are written).
    """

    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What an answer may say of its case; an empty text is not known.

    `number` is the case's, `at` when the answer is given, in the desk's time zone; `door` is the
    address by which its author goes on with it in private.
    """

    community: str
    post: str
    number: str
    at: datetime
    door: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValues:
    """What is known for the slots of a reply.

    `speaker` is "feminine", "masculine" or empty: how the brand speaks of itself.
    """

    author: str
    brand: str
    speaker: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    facts: CaseFacts | None = None
    prompted: Mapping[str, str] = field(default_factory=dict)


class Library(Protocol):
    """The brand's reply library, ready to be searched."""

    async def suggest(self, inquiry: Inquiry, *, top: int = 3) -> Found:
        """Propose saved replies for a comment, or abstain."""

    def other_wording(self, suggestion: Suggestion, inquiry: Inquiry) -> Suggestion | None:
        """The same reply in other words, tone or language; `None` where none are known."""

    def fill(self, text: str, values: SlotValues, lang: str, *, is_typed: bool = False) -> Filled:
        """Fill the slots of a reply's text, and choose its forms, as that language has them.

        In a text that was typed, not taken from the library, two dollar signs may be meant.
        """

    def unfill(self, text: str, values: SlotValues, *, also_author: str = "") -> str:
        """Put slots where their values stand, so that a text can be sent to somebody else.

        `also_author` is another way in which the author may be named.
        """

    def wording(self, reply_id: str, inquiry: Inquiry) -> Suggestion | None:
        """A reply's best text for a comment; `None` where it has none that may be said to it."""

    async def search(self, words: str, *, top: int) -> tuple[str, ...]:
        """Ids of the replies in force that are near in meaning, the nearest first; soon."""

    def check(self, library: SavedLibrary) -> tuple[Finding, ...]:
        """What keeps a library from being used, in each entry and between them."""


class Voice(Protocol):
    """How the brand speaks."""

    def check(self, outgoing: Outgoing) -> tuple[VoiceFinding, ...]:
        """What is not the brand's voice in a text for the public, the gravest first."""

    def check_texts(self, entry: SavedReply | Snippet) -> tuple[tuple[VoiceFinding, ...], ...]:
        """What would be found in each text of an entry, whatever fills its slots."""
