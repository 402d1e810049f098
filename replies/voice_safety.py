"""What no brand says in public: open slots, hidden characters, requests for people's secrets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from replies.template import (
    LINK_PREFIX,
    PLAIN_SLOTS,
    PROMPT_PREFIX,
    SNIPPET_PREFIX,
    find_slots,
    is_known,
)
from replies.types import VoiceFinding, Weight
from replies.voice_secrets import CONTACTS, PRIVATE_PLACE, PROHIBITED, REQUESTS, SECRETS
from replies.voice_text import WORD, Reading, folded

_CASHTAG = regex.compile(r"[A-Z]{1,8}")
_REORDERING = regex.compile(r"[\u202a-\u202e\u2066-\u2069\U000e0001]")
_SENTENCE = regex.compile(r"[^.!?…।\n]+(?:[.](?=\w)[^.!?…।\n]+)*")
_PLEASE = regex.compile(r"\s*,?\s*(?:please|pls|plz|пожалуйста|प्लीज|कृपया)")
_NEARBY = 80
"""Characters after a sentence in which it may be said where to write instead."""
_CLAUSE = regex.compile(r"[^,;:()—–]+")


@dataclass(frozen=True, kw_only=True)
class OpenSlots:
    """No slot is left in what goes out, known or not; nobody can override this.

    A name in capitals ("$TON") is a share's or a coin's, unless a slot is called so.
    """

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Every slot that was not filled in."""
        view = reading.visible
        hidden = reading.outgoing.author
        for slot in find_slots(_without_name(view.text, hidden)):
            if _CASHTAG.fullmatch(slot) and not is_known(slot.lower()):
                continue
            written = f"${slot}" if f"${slot}" in view.text else f"${{{slot}}}"
            at = max(view.text.find(written), 0)
            start, end = view.place(at, min(at + len(written), len(view.text)))
            yield VoiceFinding(
                kind="open-slot",
                weight=Weight.NEVER,
                start=start,
                end=end,
                quote=reading.quote(start, end),
            )


def _without_name(text: str, name: str) -> str:
    """The text without the author's own name, where a dollar sign is part of it."""
    if "$" not in name or any(_could_be_ours(slot) for slot in find_slots(name)):
        return text
    return text.replace(name, " ")


def _could_be_ours(slot: str) -> bool:
    return slot.casefold() in PLAIN_SLOTS or slot.casefold().startswith(
        (PROMPT_PREFIX, LINK_PREFIX, SNIPPET_PREFIX)
    )


@dataclass(frozen=True, kw_only=True)
class HiddenCharacters:
    """No characters that turn the order of the text around."""

    weight: Weight = Weight.BLOCK

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """One, at the first of them."""
        found = _REORDERING.search(reading.text)
        if found:
            around = reading.quote(max(0, found.start() - 20), found.end() + 20)
            yield VoiceFinding(
                kind="hidden-characters",
                weight=self.weight,
                start=found.start(),
                end=found.end(),
                quote=around,
            )


@dataclass(frozen=True, kw_only=True)
class PrivateData:
    """Nobody is asked for secrets, nor in public for a telephone number or a mail address.

    Understood are English, Hindi, Hinglish and Russian. Warnings ("never tell anybody your code")
    are welcome.
    """

    weight: Weight = Weight.BLOCK
    contacts: Weight = Weight.BLOCK

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Each secret and each contact that a sentence asks for."""
        view = reading.folded
        for sentence in _SENTENCE.finditer(view.text):
            nearby = view.text[sentence.start() : sentence.end() + _NEARBY]
            is_led_away = bool(regex.search(PRIVATE_PLACE, nearby))
            for start, end, is_secret in _asked_for(sentence[0]):
                if not is_secret and (is_led_away or not reading.outgoing.is_public):
                    continue
                first, last = view.place(sentence.start() + start, sentence.start() + end)
                yield VoiceFinding(
                    kind="secret" if is_secret else "contact",
                    weight=self.weight if is_secret else self.contacts,
                    start=first,
                    end=last,
                    quote=reading.quote(first, last),
                )


def _asked_for(sentence: str) -> Iterator[tuple[int, int, bool]]:
    """What a sentence asks for: a request must stand in the same part of it, or before."""
    is_asking = False
    for clause in _CLAUSE.finditer(sentence):
        if _any_of(PROHIBITED).search(clause[0]):
            continue
        is_asking = is_asking or bool(_any_of(REQUESTS).search(clause[0]))
        for things, is_secret in ((SECRETS, True), (CONTACTS, False)):
            for found in _any_of(things).finditer(clause[0]):
                start, end = clause.start() + found.start(), clause.start() + found.end()
                if is_asking or _PLEASE.match(sentence, end):
                    yield start, end, is_secret


@cache
def _any_of(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    """Whole words; `*` stands for any ending, a space for a word or two between the others."""
    return regex.compile("|".join(_pattern(pattern) for pattern in patterns))


def _pattern(phrase: str) -> str:
    gap = rf"[\s\-]+(?:{WORD}+[\s\-]+){{0,1}}"
    words = [
        regex.escape(folded(word.rstrip("*")).text) + (f"{WORD}*" if word.endswith("*") else "")
        for word in phrase.split()
    ]
    return rf"(?<!{WORD})(?:{gap.join(words)})(?!{WORD})"
