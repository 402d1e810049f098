"""What the reply library is made of and what it proposes: plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Fit(StrEnum):
    """How sure the library is that a saved reply answers the comment."""

    FITS = "fits"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The text of a saved reply in one language and tone; `text` may hold slots (`$author`)."""

    lang: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReply:
    """An approved answer of the brand.

    `lanes` empty: it may answer any lane. `titles` maps a language to the title; "en" is always
    there. `examples` are comments that it answers. `variants` may be empty where only finding
    matters (a JSON-lines library without texts).
    """

    id: str
    titles: Mapping[str, str]
    lanes: tuple[str, ...] = ()
    topic: str = ""
    owner: str = ""
    valid_until: date | None = None
    examples: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A part that several replies share (a greeting, a call to action), in its languages."""

    id: str
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """Saved replies in steps, for a negative review: `steps` are their ids, the first one first.

    `titles` as in `SavedReply`. Once a step was sent, the next one is what fits when the author
    writes again.
    """

    id: str
    titles: Mapping[str, str]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that a brand may answer with; the ids of each kind are unique."""

    replies: tuple[SavedReply, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    playbooks: tuple[Playbook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A comment that needs an answer: text, sentence vector, lane and languages to answer in.

    `vector` is as in `classifiers.types.Verdict.vector`. `languages` is the chain of wanted answer
    languages, the best first. `used` holds texts already posted in the thread, which must not come
    again. `today` decides which replies are still valid.
    """

    text: str
    vector: bytes = field(repr=False)
    languages: tuple[str, ...]
    lane: str = ""
    used: frozenset[str] = frozenset()
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A saved reply proposed for a comment; `score` is the probability that it answers it.

    `text` still holds its slots, `None` where the library has no text for the reply.
    """

    reply_id: str
    titles: Mapping[str, str]
    score: float
    fit: Fit
    lang: str | None
    tone: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The suggestions, best first, and the best score seen; no suggestions means abstained."""

    suggestions: tuple[Suggestion, ...]
    best_score: float

    @property
    def abstained(self) -> bool:
        """Whether nothing in the library is good enough to be proposed."""
        return not self.suggestions


class Encoder(Protocol):
    """What search needs of the classifiers' encoder; blocking."""

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder; vectors of different encoders must not be compared."""

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Sentence vectors: unit length, little-endian float32."""
