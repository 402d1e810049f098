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
class Auto:
    """That a reply may answer questions by itself, where a lead of the desk switched that on.

    `threshold` is the probability from which it does, `daily_cap` how often in one day at most.
    """

    threshold: float = 0.9
    daily_cap: int = 30


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
    auto: Auto | None = None


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
    again. `today` decides which replies are still valid. `said` are the ids of the replies that
    this author was sent in the thread, the oldest first: they tell the next step of a playbook.
    Towards a comment that `is_tense` (a complaint, an insult, bad temper) nothing playful is said.
    `proposed` holds texts, as they stand in the library, that are on other cards of the thread.
    Of replies that have a topic, only those on one of `topics` may answer (empty: all). Texts in
    the `tone` wanted come before others of their language.
    """

    text: str
    vector: bytes = field(repr=False)
    languages: tuple[str, ...]
    lane: str = ""
    used: frozenset[str] = frozenset()
    today: date | None = None
    said: tuple[str, ...] = ()
    is_tense: bool = False
    proposed: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where in a playbook a reply stands: step `number`, from 1, of `count`."""

    titles: Mapping[str, str]
    number: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A saved reply proposed for a comment; `score` is the probability that it answers it.

    `text` still holds its slots, `None` where the library has no text for the reply; `wordings`
    counts the texts that would do. `step` says that it begins a playbook or goes on with one.
    """

    reply_id: str
    titles: Mapping[str, str]
    score: float
    fit: Fit
    lang: str | None
    tone: str
    text: str | None
    wordings: int = 1
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Why a library has nothing to propose.

    `words` are the most telling words of the comment that no text of the library has. `closest`
    are the titles of the reply that comes nearest all the same.
    """

    words: tuple[str, ...]
    closest: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The suggestions, best first, and the best score seen; no suggestions means abstained.

    `lack` says why, where the library was searched and has nothing good enough.
    """

    suggestions: tuple[Suggestion, ...]
    best_score: float
    lack: Lack | None = None

    @property
    def abstained(self) -> bool:
        """Whether nothing in the library is good enough to be proposed."""
        return not self.suggestions

    @property
    def goes_on(self) -> bool:
        """Whether the first suggestion is the next step of a playbook that was begun."""
        step = self.suggestions[0].step if self.suggestions else None
        return step is not None and step.number > 1


class Encoder(Protocol):
    """What search needs of the classifiers' encoder; blocking."""

    @property
    def model_id(self) -> str:
        """Name and checksum of the encoder; vectors of different encoders must not be compared."""

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Sentence vectors: unit length, little-endian float32."""


class Weight(StrEnum):
    """What a finding of the voice does to a text: it is shown, it stops it, nobody may send it."""

    WARN = "warn"
    BLOCK = "block"
    """Stops the text; a lead may override."""
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A text that is about to be said in public, and what is known of where.

    `lang` is a hint for words that several languages share. `author` is the name of whoever is
    answered, as it may stand in the text: nothing in a name is taken for a slot.
    """

    text: str
    lang: str = ""
    lane: str = ""
    author: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFinding:
    """One thing in a text that is not the brand's voice.

    `kind` is what sort of rule found it and names the sentence that says how to mend it, with
    `values`; `rule` is the brand's own name of the rule, empty where the kind says it. The place
    is `text[start:end]`, both 0 where something is missing. `hint` is the brand's own advice by
    language of the reader.
    """

    kind: str
    weight: Weight
    rule: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    hint: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How audit rows and lists call the rule."""
        return self.rule or self.kind
