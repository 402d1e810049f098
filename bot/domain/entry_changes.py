"""What managers change in an entry: one place at a time, with what stood there before."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.library import Entry, What
from replies.types import Playbook, SavedReply, Snippet, Variant

LONGEST_TEXT = 4096
"""UTF-16 units in one message (Bot API, sendMessage)."""

_LONGEST_ID = 40
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?")


class Part(StrEnum):
    """The parts of an entry that can be changed from the chat."""

    TEXT = "text"
    """The wording of the variant in `Place.number`, counted from 1."""
    LANGUAGE = "language"
    """One more variant, in the language `Place.lang`."""
    EXAMPLE = "example"
    TITLE = "title"
    """The title in the language `Place.lang`."""
    TOPIC = "topic"
    OWNER = "owner"
    LANES = "lanes"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of an entry."""

    part: Part
    number: int = 0
    lang: str = ""


class NotADay(ValueError):
    """What was written is no day of the calendar."""


def what_changes(place: Place) -> What:
    """The kind of change that a new value in this place is."""
    match place.part:
        case Part.LANGUAGE:
            return What.VARIANT_ADDED
        case Part.EXAMPLE:
            return What.EXAMPLE_ADDED
        case _:
            return What.EDITED


def has_place(entry: Entry, place: Place) -> bool:
    """Whether an entry of this kind has such a place."""
    match place.part:
        case Part.TEXT:
            return 0 < place.number <= len(variants_of(entry))
        case Part.LANGUAGE:
            return not isinstance(entry, Playbook)
        case Part.TITLE:
            return not isinstance(entry, Snippet)
        case _:
            return isinstance(entry, SavedReply)


def variants_of(entry: Entry) -> tuple[Variant, ...]:
    """The texts of an entry."""
    return () if isinstance(entry, Playbook) else entry.variants


def value_of(entry: Entry, place: Place) -> object:
    """What stands in a place; None where a change only adds to what is there."""
    if not has_place(entry, place):
        return None
    match place.part, entry:
        case Part.TEXT, SavedReply() | Snippet():
            return entry.variants[place.number - 1]
        case Part.TITLE, SavedReply() | Playbook():
            return entry.titles.get(place.lang, "")
        case ((Part.TOPIC | Part.OWNER | Part.LANES | Part.VALID_UNTIL), SavedReply()):
            return getattr(entry, place.part.value)
        case _:
            return None


def words_of(entry: Entry, place: Place) -> str:
    """What stands in a place, as a manager would write it."""
    match value_of(entry, place):
        case Variant(text=text):
            return text
        case str() as words:
            return words
        case date() as day:
            return day.isoformat()
        case _:
            return ""


def changed(entry: Entry, place: Place, words: str) -> Entry:
    """The entry with these words in that place.

    Lanes are separated by blanks, a day is in ISO form, blank means none: no such text, topic,
    owner, day. An example that is there already stays once.
    """
    match place.part, entry:
        case Part.TEXT, SavedReply() | Snippet():
            at = place.number - 1
            new = (replace(entry.variants[at], text=words),) if words else ()
            variants = (*entry.variants[:at], *new, *entry.variants[at + 1 :])
            return replace(entry, variants=variants)
        case Part.LANGUAGE, SavedReply() | Snippet():
            return replace(entry, variants=(*entry.variants, Variant(lang=place.lang, text=words)))
        case Part.TITLE, SavedReply() | Playbook():
            return replace(entry, titles={**entry.titles, place.lang: words})
        case Part.EXAMPLE, SavedReply():
            return replace(entry, examples=tuple(dict.fromkeys((*entry.examples, words))))
        case Part.LANES, SavedReply():
            return replace(entry, lanes=tuple(words.split()))
        case Part.VALID_UNTIL, SavedReply():
            return replace(entry, valid_until=date.fromisoformat(words) if words else None)
        case Part.TOPIC, SavedReply():
            return replace(entry, topic=words)
        case Part.OWNER, SavedReply():
            return replace(entry, owner=words)
        case _:
            raise ValueError(f"a {type(entry).__name__} has no {place.part}")


def is_too_long(text: str) -> bool:
    """Whether a text does not fit into one message."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT


def day_of(words: str, *, today: date) -> date:
    """Read a day: 2027-03-31, 31.3.2027, 31/3 (the next one there is); raise NotADay."""
    written = words.strip()
    try:
        return date.fromisoformat(written)
    except ValueError:
        pass
    found = _DAY_FIRST.fullmatch(written)
    if found is None:
        raise NotADay(words)
    day, month, year = (int(part) if part else None for part in found.groups())
    try:
        if year is not None:
            return date(year, month or 0, day or 0)
        this_year = date(today.year, month or 0, day or 0)
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)
    except ValueError as error:
        raise NotADay(words) from error


def new_id(title: str, taken: Container[str]) -> str:
    """An id made of a title, different from those that are taken."""
    words = re.findall(r"[a-z0-9]+", title.casefold())
    base = "-".join(words)[:_LONGEST_ID].strip("-") or "reply"
    number = 1
    while (name := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return name
