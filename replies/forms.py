"""Forms in a text: of several words the one that agrees with a number, or with who speaks.

`$[ask_days: one=день|few=дня|many=дней|other=дня]`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from replies.cldr import OTHER, categories, category

SPEAKER = "speaker"
"""Who says it: the brand. It chooses forms and stands nowhere itself."""
NUMBERS = ("zero", "one", "two", "few", "many")
FEMININE, MASCULINE = "f", "m"

_GENDERS = {
    FEMININE: frozenset({"f", "female", "feminine", "ж", "жен", "женский", "स्त्री", "महिला"}),
    MASCULINE: frozenset({"m", "male", "masculine", "м", "муж", "мужской", "पुरुष"}),
}
_INSIDE = re.compile(r"\s*(?P<slot>\$?\w*)\s*:(?P<words>.*)", re.DOTALL)
_CHOOSER = re.compile(rf"{SPEAKER}|ask_[a-z0-9_]+")
_FOR_EXAMPLE = "such as $[ask_days: one=day|other=days]"


class FormBroken(ValueError):
    """A form cannot be read; `hint` says how to mend it."""

    def __init__(self, message: str, hint: str = _FOR_EXAMPLE) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Words of which one is said, chosen by the value of `slot`; one for `other` is there."""

    slot: str
    words: Mapping[str, str]

    def said(self, key: str) -> str:
        """The word for a key: its own, else that for all others."""
        return self.words.get(key, self.words[OTHER])

    def key_of(self, value: str, lang: str) -> str:
        """Which word a value asks for in a language: a category of number, or a gender."""
        if not self.words.keys() & _GENDERS.keys():
            return category(value, lang)
        told = value.strip().casefold().rstrip(".")
        return next((key for key, said in _GENDERS.items() if told in said), OTHER)


def read_form(inside: str) -> Form:
    """Read what stands between `$[` and `]`; raise FormBroken if it is no form."""
    match = _INSIDE.fullmatch(inside)
    if match is None:
        raise FormBroken("the form is empty" if not inside.strip() else "the form has no slot")
    slot = match["slot"]
    if not _CHOOSER.fullmatch(slot):
        raise FormBroken(
            f'forms are not chosen by "{slot}"',
            f"by a slot that is asked for ($[ask_…: …]) or by who speaks ($[{SPEAKER}: …])",
        )
    words = _words(match["words"])
    _require_fitting(slot, words)
    return Form(slot=slot, words=words)


def foreign_keys(form: Form, lang: str) -> tuple[str, ...]:
    """The keys of a form that no number has in a language."""
    known = categories(lang) | _GENDERS.keys()
    return tuple(key for key in form.words if key not in known)


def _words(listed: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for part in listed.split("|"):
        key, is_given, word = (piece.strip() for piece in part.partition("="))
        if not is_given or not word or "$" in word:
            raise FormBroken(f'the form has no word for "{key}"', "words without $, [, ] and |")
        if key in words:
            raise FormBroken(f'the form has two words for "{key}"')
        words[key] = word
    return words


def _require_fitting(slot: str, words: Mapping[str, str]) -> None:
    genders, numbers = words.keys() & _GENDERS.keys(), words.keys() & set(NUMBERS)
    strange = words.keys() - genders - numbers - {OTHER}
    if strange:
        known = ", ".join((*NUMBERS, *_GENDERS, OTHER))
        raise FormBroken(f'unknown form "{min(strange)}"', f"one of {known}")
    if numbers and (genders or slot == SPEAKER):
        raise FormBroken("the form mixes numbers and genders", "make two forms of it")
    if OTHER not in words:
        raise FormBroken(
            f'the form has no word for "{OTHER}"', "it is said where no other word fits"
        )
