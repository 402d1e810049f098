"""The rule of address: one form of "you" in each language, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from replies.types import VoiceFinding, Weight
from replies.voice_forms import ALIASES, CAPITAL_VY, CASE_TELLS, FORMS, RUSSIAN_PRONOUNS, Form
from replies.voice_text import WORD, Reading, folded

_SENTENCE_START = regex.compile(r"(?:\A|[.!?…\n])[\s\p{P}\p{So}]*\Z|[:«„“\"][\s]*\Z")
_BEFORE = 12
"""Characters that are looked at to tell whether a sentence begins."""


def names_of(language: str) -> tuple[str, ...]:
    """The forms that a brand may choose from in a language; empty where none is known."""
    extra = (CAPITAL_VY,) if language == "ru" else ()
    return (*FORMS.get(language, {}), *extra)


def form_named(language: str, name: str) -> str | None:
    """The form that a brand means; None if there is no such."""
    name = ALIASES.get(language, {}).get(name, name)
    return name if name in names_of(language) else None


@dataclass(frozen=True, kw_only=True)
class Address:
    """Whom the brand says "you" to, by language: "hi" -> "आप"."""

    forms: Mapping[str, str]
    weight: Weight = Weight.WARN

    def findings(self, reading: Reading) -> Iterator[VoiceFinding]:
        """Every word that addresses the reader in another form, and each вы in the wrong case."""
        for language in sorted(reading.languages & self.forms.keys()):
            wanted = self.forms[language]
            kept = "вы" if wanted == CAPITAL_VY else wanted
            for name, form in FORMS[language].items():
                if name != kept:
                    yield from self._others(reading, language, form, wanted)
            if language == "ru" and kept == "вы":
                yield from self._case_of_vy(reading, wanted)

    def _others(
        self, reading: Reading, language: str, form: Form, wanted: str
    ) -> Iterator[VoiceFinding]:
        view = reading.folded
        for match in _pattern(form).finditer(view.text):
            start, end = view.place(*match.span())
            if CASE_TELLS.get(language) == form.shown and not _is_capital_within(
                reading.text, start
            ):
                continue
            yield self._finding(reading, "address", start, end, wanted)

    def _case_of_vy(self, reading: Reading, wanted: str) -> Iterator[VoiceFinding]:
        for match in _words(RUSSIAN_PRONOUNS).finditer(reading.folded.text):
            start, end = reading.folded.place(*match.span())
            is_capital = reading.text[start].isupper()
            if wanted == CAPITAL_VY and not is_capital:
                yield self._finding(reading, "address-capital", start, end, wanted)
            is_shouted = reading.text[start:end].isupper()
            if wanted != CAPITAL_VY and not is_shouted and _is_capital_within(reading.text, start):
                yield self._finding(reading, "address-small", start, end, wanted)

    def _finding(
        self, reading: Reading, kind: str, start: int, end: int, wanted: str
    ) -> VoiceFinding:
        return VoiceFinding(
            kind=kind,
            weight=self.weight,
            start=start,
            end=end,
            quote=reading.quote(start, end),
            values={"form": wanted},
        )


def _is_capital_within(text: str, start: int) -> bool:
    """Whether a word begins with a capital that no sentence gives it."""
    before = text[max(0, start - _BEFORE) : start] if start else ""
    if start > _BEFORE:
        before = "x" + before  # not the beginning of the text
    return text[start].isupper() and not _SENTENCE_START.search(before)


@cache
def _pattern(form: Form) -> regex.Pattern[str]:
    """Any word of the form, or any word with one of its endings, save those that are none."""
    words = _alternatives(form.words)
    if not form.endings:
        return regex.compile(rf"(?<!{WORD})(?:{words})(?!{WORD})")
    endings = "|".join(regex.escape(folded(one).text) for one in form.endings)
    not_these = rf"(?!(?:{_alternatives(form.but)})(?!{WORD}))" if form.but else ""
    ended = rf"{not_these}{WORD}+?(?:{endings})"
    return regex.compile(rf"(?<!{WORD})(?:{words}|{ended})(?!{WORD})")


@cache
def _words(words: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!{WORD})(?:{_alternatives(words)})(?!{WORD})")


def _alternatives(words: str) -> str:
    forms = sorted({folded(word).text for word in words.split()}, key=len, reverse=True)
    return "|".join(regex.escape(form) for form in forms)
