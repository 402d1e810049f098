"""Whether a draft that a language model wrote may be shown: it says what the evidence says.

The model has read a stranger's words, so it is trusted with nothing. What only a brand may give
out (an address, a contact, a number) has to stand in the saved replies that the draft was made
from; whatever else a stranger may have talked the model into is refused as far as a rule can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from bot.domain.brief import INSTRUCTIONS, Brief, Written
from bot.domain.spoken_numbers import spoken_numbers
from classifiers.types import UNDETERMINED, Thresholds, Verdict

LONGEST_DRAFT = 1000
"""Characters; a public answer that is longer is not read."""


class Fault(StrEnum):
    """Why a draft is not shown."""

    THIN = "thin"
    """The saved replies do not answer the comment, as the model itself says."""
    NO_SOURCE = "no-source"
    """It names no saved reply that it was given."""
    LENGTH = "length"
    LINK = "link"
    CONTACT = "contact"
    NUMBER = "number"
    SLOT = "slot"
    ECHO = "echo"
    """It repeats what a member wrote, or what the model was told."""
    LANGUAGE = "language"
    TONE = "tone"
    VOICE = "voice"


_SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*:[/\\]", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@$])(?:[\w-]+\.)+[^\W\d_]{2,24}(?![\w])(?:/\S*)?")
_SPELT_DOT = re.compile(
    r"[\[({<]\s*(?:\.|dot|точка|डॉट)\s*[\])}>]"
    r"|\w\s+\.\s*[^\W\d_]{2,}"
    r"|\w\s+(?:dot|точка|डॉट)\s+(?:com|net|org|info|biz|me|in|io|ru|shop|store|xyz|ком|ру)\b",
    re.IGNORECASE,
)
_WIDE_DOT = re.compile(r"(?<=[A-Za-z0-9])。(?=[A-Za-z])")
"""Browsers take it for a dot; between other letters it ends a sentence."""
_CONTACT = re.compile(r"[\w.+-]*@[\w.-]*\w")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_DIGITS_IN_A_ROW = re.compile(r"\d(?:[\s().+/-]*\d){5,}")
"""Six or more digits, however they are spread: a phone, a card, an account."""
_SLOT = re.compile(r"\$(?:\{([^{}\s]+)\}|([^\W\d]\w*|\{))")
_ALWAYS_KNOWN_SLOTS = frozenset({"author", "brand"})
_WORD = re.compile(r"[^\W_]+(?:[\u200c\u200d\u0300-\u036f\u0900-\u0dff]+[^\W_]*)*")
_ECHO_WORDS = 6
"""So many words in a row are a repetition; a quotation of what went wrong is shorter."""
_ECHO_WHOLE = 3
"""A draft that is nothing but words of a member, from so many on."""
_LEAST_LETTERS = 12
"""Shorter texts often have no language that could be told."""


def fault_of(written: Written, brief: Brief) -> Fault | None:
    """The first rule that a draft breaks; None if it may be looked at further."""
    if not written.is_enough:
        return Fault.THIN
    given = {one.reply_id for one in brief.evidence}
    if not written.used or not given.issuperset(written.used):
        return Fault.NO_SOURCE
    if not 0 < len(written.text.strip()) <= LONGEST_DRAFT:
        return Fault.LENGTH
    sources = [one.text for one in brief.evidence if one.reply_id in written.used]
    return _invention(written.text, sources) or _echo(written.text, brief, sources)


def fault_of_tone(text: str, verdict: Verdict, lang: str, limits: Thresholds) -> Fault | None:
    """Whether a draft is in another language than wanted, or rude.

    Whether it looks like spam does not count: to what judges comments, a brand often does.
    """
    is_telling = sum(map(str.isalpha, text)) >= _LEAST_LETTERS
    if verdict.lang != lang and (is_telling or verdict.lang != UNDETERMINED):
        return Fault.LANGUAGE
    if verdict.signals.toxic >= limits.toxic:
        return Fault.TONE
    return None


def without_slots(text: str) -> str:
    """The words of a text alone, as its language and tone are judged."""
    return " ".join(_SLOT.sub(" ", text).split())


def _invention(text: str, sources: Iterable[str]) -> Fault | None:
    """What a draft gives out although none of its sources does."""
    plain, known = _folded(text), _folded("\n".join(sources))
    for fault, find in (
        (Fault.LINK, _links),
        (Fault.CONTACT, _contacts),
        (Fault.NUMBER, _numbers),
    ):
        if not set(find(plain)) <= set(find(known)):
            return fault
    is_new_slot = not _slots(text) <= _ALWAYS_KNOWN_SLOTS | _slots("\n".join(sources))
    return Fault.SLOT if is_new_slot else None


def _folded(text: str) -> str:
    """As a machine would read it: wide, circled and invisible characters are no disguise."""
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(one for one in wide if unicodedata.category(one) != "Cf")
    return _WIDE_DOT.sub(".", "".join(_as_digit(one) for one in seen)).casefold()


def _as_digit(letter: str) -> str:
    """Digits of every script are one digit: ५ is 5."""
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def _links(text: str) -> Iterator[str]:
    for found in _SCHEME.finditer(text):
        yield text[found.start() :].split(maxsplit=1)[0].rstrip(".,;:!?…।)»”\"'")
    for found in (*_DOMAIN.finditer(text), *_SPELT_DOT.finditer(text)):
        yield found[0].rstrip(".,;:!?…।)»”\"'")


def _contacts(text: str) -> Iterator[str]:
    yield from (found[0] for found in _CONTACT.finditer(text))


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        yield found[0]
    for found in _DIGITS_IN_A_ROW.finditer(text):
        yield re.sub(r"\D", "", found[0])
    yield from spoken_numbers(_WORD.findall(text))


def _slots(text: str) -> frozenset[str]:
    return frozenset(braced or named for braced, named in _SLOT.findall(text))


def _echo(text: str, brief: Brief, sources: Iterable[str]) -> Fault | None:
    """Whether a draft repeats strangers' words, or instructions, which no source holds."""
    words = _words(text)
    own = set(_runs(_words("\n".join(sources))))
    told = set(_runs(_words(INSTRUCTIONS)))
    for theirs in (brief.comment, brief.author, brief.post):
        heard = _words(theirs)
        told.update(_runs(heard))
        is_all_of_it = len(words) >= _ECHO_WHOLE and f" {' '.join(words)} " in (
            f" {' '.join(heard)} "
        )
        if is_all_of_it and " ".join(words) not in " ".join(_words("\n".join(sources))):
            return Fault.ECHO
    return Fault.ECHO if (told - own).intersection(_runs(words)) else None


def _words(text: str) -> list[str]:
    return _WORD.findall(_folded(text))


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """All stretches of `_ECHO_WORDS` words."""
    for start in range(len(words) - _ECHO_WORDS + 1):
        yield tuple(words[start : start + _ECHO_WORDS])
