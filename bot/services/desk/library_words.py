"""What managers write for a part of an entry: read, checked, and refused with reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.domain.entry_changes import (
    LONGEST_TEXT,
    NotADay,
    Part,
    Place,
    changed,
    day_of,
    is_too_long,
    variants_of,
)
from bot.domain.library import Entry, with_entry
from bot.domain.roster import Manager
from bot.errors import EntryNeeded
from bot.ports import Library, Renderer
from bot.services.desk.drafting import addressed
from bot.services.desk.library_voicing import LibraryVoicing
from replies.findings import Finding
from replies.types import Library as SavedLibrary

NONE = "-"
"""What a manager writes for no topic and no last day, beside the word for "never"."""


LONGEST_TO_COPY = 2500
"""Characters of a text that surely fit into the prompt for it, escaped."""


class BadWords(Exception):
    """What a manager wrote cannot stand there; `reasons` say why, in the desk's words."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class LibraryWords:
    """Turns words into changes."""

    def __init__(
        self,
        *,
        renderer: Renderer,
        library: Library,
        voicing: LibraryVoicing,
        today: Callable[[], date],
    ) -> None:
        self._renderer = renderer
        self._library = library
        self._voicing = voicing
        self._today = today

    def change(self, library: SavedLibrary, entry: Entry, place: Place, text: str) -> Entry:
        """The entry of a library with these words in that place; raise BadWords."""
        words = self._tidy(entry, place, text)
        if place.part in (Part.TEXT, Part.LANGUAGE) and is_too_long(words):
            raise BadWords(self._renderer.say("fault-too-long", most=LONGEST_TEXT))
        after = changed(entry, place, words)
        faults = self.faults(library, with_entry(library, after))
        if faults:
            raise BadWords(*map(self._said, faults))
        self.require_voice(entry, after)
        return after

    def require_voice(self, before: Entry | None, after: Entry) -> None:
        """Raise BadWords if the voice stops a text that a change brings."""
        stopping = self._voicing.stopping(before, after)
        if stopping:
            head = self._renderer.say("fault-voice")
            raise BadWords(head, *self._renderer.text_findings(stopping))

    def ask_again(self, bad: BadWords, text: str, manager: Manager) -> str:
        """What is wrong with a manager's words, and the question for better ones."""
        # what would not fit must not be copied: it stands in the manager's own message
        key = "ask-again" if len(text) <= LONGEST_TO_COPY else "ask-again-long"
        asked = self._renderer.say(key, text=text, **addressed(manager))
        return "\n".join((*bad.reasons, asked))

    def require_no_faults(self, before: SavedLibrary, after: SavedLibrary) -> None:
        """Raise EntryNeeded if a change would break the library."""
        faults = self.faults(before, after)
        if faults:
            raise EntryNeeded(faults[0].message)

    def hindrances(self, library: SavedLibrary, entry: Entry) -> tuple[str, ...]:
        """What keeps an entry from being saved so, in the words of `jawab library lint`."""
        return tuple(one.message for one in self.faults(library, with_entry(library, entry)))

    def faults(self, before: SavedLibrary, after: SavedLibrary) -> tuple[Finding, ...]:
        """What a change would break; what was broken before is not its fault."""
        known = {_what(one) for one in self._library.check(before)}
        return tuple(one for one in self._library.check(after) if _what(one) not in known)

    def _said(self, fault: Finding) -> str:
        """In the desk's frame; the words are those of `jawab library lint`."""
        if not fault.hint:
            return self._renderer.say("fault-plain", what=fault.message)
        return self._renderer.say("fault", what=fault.message, hint=fault.hint)

    def _tidy(self, entry: Entry, place: Place, text: str) -> str:
        match place.part:
            case Part.TEXT if can_be_removed(entry) and text.strip() == NONE:
                return ""
            case Part.TEXT | Part.LANGUAGE:
                return text.strip()
            case Part.VALID_UNTIL:
                return self._day(text)
            case Part.TOPIC if self._means_none(text):
                return ""
            case _:
                return " ".join(text.split())

    def _day(self, text: str) -> str:
        if self._means_none(text):
            return ""
        try:
            day = day_of(text, today=self._today())
        except NotADay as error:
            raise BadWords(self._renderer.say("fault-no-day")) from error
        if day < self._today():
            raise BadWords(self._renderer.say("fault-past-day"))
        return day.isoformat()

    def _means_none(self, text: str) -> bool:
        known = {NONE, "never", "none", self._renderer.label("word-never").casefold()}
        return text.strip().casefold() in known


def can_be_removed(entry: Entry) -> bool:
    """Whether an entry has texts to spare."""
    return len(variants_of(entry)) > 1


def _what(fault: Finding) -> tuple[str, str, str]:
    """A fault without its place, which moves as entries come and go."""
    return fault.kind, fault.reply_id, fault.message
