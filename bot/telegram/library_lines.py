"""The lines that pages of the library are made of."""

from __future__ import annotations

from bot.domain.lane import Lane
from bot.domain.library import Change, Entry, What, is_over
from bot.domain.library_pages import (
    EntryPage,
    HistoryLine,
    Notice,
    Shelf,
    ShelfKind,
    ShelfPage,
    Use,
)
from bot.telegram import voice_lines
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, block, bold, cut, disarm_line, italic, joined, line, quotation
from bot.telegram.wording import Wording
from replies.types import Auto, Playbook, SavedReply, Snippet, Variant

_TITLE_UNITS = 100
_NAME_UNITS = 60
_EXAMPLE_UNITS = 90
_BEGINNING_UNITS = 30
_EXAMPLES_SHOWN = 3
_STEPS_SHOWN = 10
_LANES = frozenset(lane.value for lane in Lane)


class LibraryLines:
    """Writes the parts of a page in one desk's words."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    # --- names ----------------------------------------------------------------------------------

    def title(self, entry: Entry) -> str:
        """What an entry is called in the desk's language, as plain text in one line."""
        if isinstance(entry, Snippet):
            return disarm_line(entry.id)
        titles = entry.titles
        return disarm_line(titles.get(self._words.language) or titles.get("en") or entry.id)

    def lane(self, lane: str) -> str:
        """A lane with its symbol."""
        if lane not in _LANES:
            return _for_button(lane)
        return f"{SYMBOLS[Lane(lane)]} {self._words.label(f'lane-{lane}')}"

    def language(self, tag: str) -> str:
        """The name of a language for a button."""
        key = f"lang-{tag}"
        return self._words.label(key) if self._words.has(key) else _for_button(tag)

    def variant_name(self, variant: Variant, number: int) -> Html:
        """Number, language and tone of a text; no number where it is the only one."""
        tone = line(variant.tone, _NAME_UNITS) if variant.tone else Html("")
        named = joined(", ", [self._words.language_name(variant.lang), tone])
        return bold(Html(f"{number} {named}" if number else named))

    def text(self, variant: Variant, number: int, room: int) -> Html:
        """A text under its heading, in so much room."""
        name = self.variant_name(variant, number)
        return Html(f"{name}\n{quotation(block(variant.text, room))}") if room > 0 else name

    def title_languages(self, entry: Entry) -> frozenset[str]:
        """In which languages a title may be given: those it has, the desk's, English."""
        has = () if isinstance(entry, Snippet) else entry.titles
        return frozenset({"en", self._words.language, *has})

    def variant_label(self, variant: Variant, number: int) -> str:
        """The same for a button, with how the text begins."""
        return self._words.label(
            "entry-text-label",
            number=number,
            lang=self.language(variant.lang),
            text=_for_button(variant.text),
        )

    def shelf_name(self, shelf: Shelf) -> str:
        """What a shelf is called on its door."""
        if shelf.topic is not None:
            return (
                _for_button(shelf.topic) if shelf.topic else self._words.label("library-no-topic")
            )
        if shelf.kind is ShelfKind.LANE and shelf.lane is not None:
            return self.lane(shelf.lane.value)
        return self._words.label(f"library-shelf-{shelf.kind.value.replace('_', '-')}")

    def by(self, change: Change) -> Html:
        """Who made a change."""
        name = change.by_name
        return line(name, _NAME_UNITS) if name else self._words.say("entry-by-import")

    # --- shelves --------------------------------------------------------------------------------

    def overview(self, page: ShelfPage) -> Html:
        """The head of the library."""
        if not page.doors:
            return self._words.say("library-empty")
        return self._words.say("library-overview", count=page.total)

    def shelf(self, page: ShelfPage) -> Html:
        """The head of one shelf."""
        shelf, count = page.shelf, page.total
        if shelf.kind is ShelfKind.FOUND:
            key = "library-found" if count else "library-nothing-found"
            return self._words.say(
                key,
                words=line(shelf.words, 100),
                count=count,
                page=page.number,
                pages=page.page_count,
            )
        name = self.shelf_name(Shelf(kind=shelf.kind, lane=shelf.lane))
        if shelf.topic is not None:
            name = f"{name} › {self.shelf_name(shelf)}"
        if not count:
            return self._words.say("library-nothing-here", name=name)
        return self._words.say(
            "library-shelf", name=name, count=count, page=page.number, pages=page.page_count
        )

    # --- an entry -------------------------------------------------------------------------------

    def entry_head(self, page: EntryPage) -> list[Html]:
        """What comes before the texts: the news, the title, what the entry is for."""
        stored = page.stored
        said = []
        if page.notice is not Notice.NONE:
            said.append(
                self._words.say(
                    f"entry-notice-{page.notice}",
                    number=stored.version,
                    by=self.by(stored.changed),
                )
            )
        if page.doubts and page.notice is Notice.SAVED:
            said.append(self._words.say("entry-doubts"))
        said += voice_lines.of_texts(self._words, page.doubts)
        said.append(Html(f"📄 {bold(line(self.title(stored.entry), _TITLE_UNITS))}"))
        said.append(
            self._words.say(
                "entry-head",
                id=line(stored.entry.id, _NAME_UNITS),
                number=stored.version,
                by=self.by(stored.changed),
                at=stored.changed.at,
            )
        )
        if stored.is_retired:
            said.append(self._words.say("entry-is-retired"))
        elif is_over(stored.valid_until, page.today):
            said.append(self._words.say("entry-is-over"))
        return [*said, *self.properties(stored.entry)]

    def entry_foot(self, page: EntryPage) -> list[Html]:
        """What comes after the texts: examples, and how it was used."""
        return [self.examples(page.stored.entry), self._use(page.use)]

    def properties(self, entry: Entry) -> list[Html]:
        """Lanes, topic, owner, last day; the steps of a playbook."""
        if isinstance(entry, Playbook):
            steps = (line(step, _NAME_UNITS) for step in entry.steps[:_STEPS_SHOWN])
            return [self._words.say("entry-steps", steps=joined(" → ", steps))]
        if isinstance(entry, Snippet):
            return []
        lanes = ", ".join(map(self.lane, entry.lanes)) or self._words.label(
            "library-shelf-any-lane"
        )
        topic = line(entry.topic, _NAME_UNITS) if entry.topic else Html("")
        return [
            joined(" · ", [line(lanes, 300), topic]),
            self._owner_and_end(entry),
        ]

    def _owner_and_end(self, reply: SavedReply) -> Html:
        parts = []
        if reply.owner:
            parts.append(self._words.say("entry-owner", owner=line(reply.owner, _NAME_UNITS)))
        if reply.valid_until is not None:
            parts.append(
                self._words.say("entry-valid-until", day=self._words.day(reply.valid_until))
            )
        if reply.auto is not None:
            parts.append(self.auto(reply.auto))
        return joined(" · ", parts)

    def auto(self, auto: Auto) -> Html:
        """From when on a reply answers by itself, and how often at most."""
        percent = round(auto.threshold * 100)
        return self._words.say("entry-auto", percent=percent, count=auto.daily_cap)

    def examples(self, entry: Entry) -> Html:
        """How many comments an entry is found by, and some of them."""
        if not isinstance(entry, SavedReply):
            return Html("")
        if not entry.examples:
            return self._words.say("entry-no-examples")
        shown = [
            Html(f"“{line(one, _EXAMPLE_UNITS)}”") for one in entry.examples[-_EXAMPLES_SHOWN:]
        ]
        return self._words.say(
            "entry-examples", count=len(entry.examples), examples=joined(" ", shown)
        )

    def _use(self, use: Use | None) -> Html:
        if use is None:
            return Html("")
        if not use.shown and not use.sent:
            return italic(self._words.say("entry-unused"))
        said = self._words.say("entry-use", shown=use.shown, sent=use.sent, edited=use.edited)
        if use.last_used_at is None:
            return said
        return joined(" · ", [said, self._words.say("entry-last-used", at=use.last_used_at)])

    # --- history --------------------------------------------------------------------------------

    def history_line(self, one: HistoryLine) -> Html:
        """A version in one line: number, who, when, what."""
        change = one.version.change
        return self._words.say(
            "entry-history-line",
            number=one.version.number,
            by=self.by(change),
            at=change.at,
            what=self._what(one, change),
        )

    def _what(self, one: HistoryLine, change: Change) -> Html:
        said = self._words.say(f"entry-what-{change.what.replace('_', '-')}")
        if change.what not in (What.EDITED, What.IMPORTED) or not one.parts:
            return said
        parts = [
            self._words.say(f"entry-part-{part.replace('_', '-')}")
            for part in one.parts
            if self._words.has(f"entry-part-{part.replace('_', '-')}")
        ]
        return joined(": ", [said, joined(", ", parts)])


def _for_button(text: str) -> str:
    """The beginning of a text of any origin, short enough for half a row of buttons."""
    return cut(disarm_line(text), _BEGINNING_UNITS)
