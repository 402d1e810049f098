"""How the library looks in the chat: its shelves, an entry, what can be chosen, its history."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.entry_changes import Part, variants_of
from bot.domain.library import EntryKind, StoredEntry, runs_out
from bot.domain.library_pages import (
    AUTOMATIC,
    HISTORY,
    OVERVIEW,
    VERSION,
    AutomaticPage,
    ChoicePage,
    Door,
    EntryPage,
    HistoryPage,
    LibraryPage,
    Question,
    Shelf,
    ShelfKind,
    ShelfPage,
    VersionPage,
    shelf_of,
    shelf_pairs,
)
from bot.telegram.html import (
    bold,
    cut,
    disarm_line,
    line,
)
from bot.telegram.library_automatic_page import draw_automatic
from bot.telegram.library_lines import LibraryLines
from bot.telegram.library_texts import OfEntry, Rows, about, in_rows, with_texts
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_LABEL_UNITS = 48


class LibraryPages:
    """Draws pages of the library in one desk's words."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._lines = LibraryLines(words)

    def draw(self, page: LibraryPage) -> Drawn:
        """Draw a page."""
        match page:
            case ShelfPage():
                return self._shelf(page)
            case EntryPage():
                return self._entry(page)
            case ChoicePage():
                return self._choices(page)
            case AutomaticPage():
                return draw_automatic(self._words, self._lines, page)
            case HistoryPage():
                return self._history(page)
            case VersionPage():
                return self._version(page)

    def language(self, tag: str) -> str:
        """The name of a language, as plain text."""
        return self._lines.language(tag)

    # --- shelves --------------------------------------------------------------------------------

    def _shelf(self, page: ShelfPage) -> Drawn:
        doors = [self._door(door) for door in page.doors]
        if page.shelf.kind is ShelfKind.OVERVIEW:
            return Drawn(html=self._lines.overview(page), rows=in_rows(doors, 2))
        books = [self._book(page, stored) for stored in page.entries]
        turns = page_turns(
            self._words,
            page.number,
            page.page_count,
            lambda number: self._to_shelf(page.shelf, number),
        )
        rows = (*in_rows(doors, 2), *in_rows(books, 1), turns, (self._up(page.shelf),))
        return Drawn(html=self._lines.shelf(page), rows=tuple(row for row in rows if row))

    def _up(self, shelf: Shelf) -> Choice:
        if shelf.topic is None:
            label, above = "label-library", OVERVIEW
        else:
            label, above = "label-topics", Shelf(kind=shelf.kind, lane=shelf.lane)
        return Choice(label=self._words.label(label), action=self._to_shelf(above, 1))

    def _door(self, door: Door) -> Choice:
        name = self._lines.shelf_name(door.shelf)
        label = self._words.label("library-door", name=name, count=door.count)
        return Choice(label=label, action=self._to_shelf(door.shelf, 1))

    def _book(self, page: ShelfPage, stored: StoredEntry) -> Choice:
        title = cut(self._lines.title(stored.entry), _LABEL_UNITS)
        sign = ""
        if stored.is_retired:
            sign = "🗄 "
        elif runs_out(stored.valid_until, page.today):
            sign = "⌛ "
        return Choice(
            label=f"{sign}{title}",
            action=Action(
                verb=Verb.ENTRY,
                entry=stored.ref,
                revision=stored.version,
                slots=shelf_pairs(page.shelf, page.number),
            ),
        )

    def _to_shelf(self, shelf: Shelf, number: int) -> Action:
        return Action(verb=Verb.LIBRARY, number=number, slots=shelf_pairs(shelf, number))

    # --- an entry -------------------------------------------------------------------------------

    def _entry(self, page: EntryPage) -> Drawn:
        html = with_texts(
            self._lines,
            page.stored.entry,
            self._lines.entry_head(page),
            self._lines.entry_foot(page),
        )
        if page.stored.is_retired:
            restore = self._act(page, "label-restore", Verb.ENTRY_RESTORE)
            rows: Rows = ((restore, self._more(page, HISTORY)),)
        else:
            rows = self._changes(page)
        shelf, number = shelf_of(page.back)
        up = Choice(label=self._words.label("label-back"), action=self._to_shelf(shelf, number))
        return Drawn(html=html, rows=(*rows, (up,)))

    def _changes(self, page: EntryPage) -> Rows:
        last = (self._more(page, HISTORY), self._act(page, "label-retire", Verb.ENTRY_RETIRE))
        texts = (*self._edit_text(page), self._more(page, Question.LANGUAGES))
        match page.stored.ref.kind:
            case EntryKind.SNIPPET:
                return (texts, last)
            case EntryKind.PLAYBOOK:
                return ((self._edit_title(page),), last)
            case EntryKind.REPLY:
                return (
                    texts,
                    (self._ask(page, Part.EXAMPLE), self._edit_title(page)),
                    (self._more(page, Question.LANES), self._ask(page, Part.TOPIC)),
                    (self._more(page, Question.OWNERS), self._ask(page, Part.VALID_UNTIL)),
                    (self._automatic(page),),
                    last,
                )

    def _edit_text(self, page: EntryPage) -> tuple[Choice, ...]:
        """Where there is only one text nobody needs to be asked which."""
        variants = variants_of(page.stored.entry)
        if len(variants) > 1:
            return (self._more(page, Question.TEXTS),)
        label = self._words.label("label-entry-texts")
        asked = Action(verb=Verb.ENTRY_ASK, slot=Part.TEXT.value, number=1)
        return (self._button(page, label, asked),) if variants else ()

    def _edit_title(self, page: EntryPage) -> Choice:
        """The same for a title, where all managers read English."""
        if self._lines.title_languages(page.stored.entry) != {"en"}:
            return self._more(page, Question.TITLES)
        label = self._words.label("label-entry-titles")
        asked = Action(verb=Verb.ENTRY_ASK, slot=Part.TITLE.value, text="en")
        return self._button(page, label, asked)

    def _automatic(self, page: EntryPage) -> Choice:
        label = self._words.label("label-automatic")
        return self._button(page, label, Action(verb=Verb.ENTRY, slot=AUTOMATIC))

    def _act(self, page: OfEntry, key: str, verb: Verb) -> Choice:
        return self._button(page, self._words.label(key), Action(verb=verb))

    def _more(self, page: OfEntry, slot: str) -> Choice:
        label = self._words.label(f"label-entry-{slot}")
        return self._button(page, label, Action(verb=Verb.ENTRY, slot=slot))

    def _ask(self, page: OfEntry, part: Part) -> Choice:
        label = self._words.label(f"label-entry-{part.value.replace('_', '-')}")
        return self._button(page, label, Action(verb=Verb.ENTRY_ASK, slot=part.value))

    def _back(self, page: OfEntry, *, slot: str = "") -> Choice:
        return self._button(
            page, self._words.label("label-back"), Action(verb=Verb.ENTRY, slot=slot)
        )

    def _button(self, page: OfEntry, label: str, action: Action) -> Choice:
        return Choice(label=label, action=about(page, action))

    # --- what can be chosen ---------------------------------------------------------------------

    def _choices(self, page: ChoicePage) -> Drawn:
        title = bold(line(self._lines.title(page.stored.entry), 80))
        html = self._words.say(f"entry-which-{page.question}", title=title)
        options = [self._option(page, number, one) for number, one in enumerate(page.options, 1)]
        rows = in_rows(options, 1 if page.question is Question.TEXTS else 2)
        last = [self._back(page)]
        if page.question is Question.LANES:
            lanes = " ".join(one for one in page.options if one in page.chosen)
            save = Action(verb=Verb.ENTRY_SET, slot=Part.LANES.value, text=lanes)
            last.append(self._button(page, self._words.label("label-save"), save))
        return Drawn(html=html, rows=(*rows, tuple(last)))

    def _option(self, page: ChoicePage, number: int, option: str) -> Choice:
        mark = "✓ " if option in page.chosen else ""
        match page.question:
            case Question.TEXTS:
                label = self._lines.variant_label(
                    variants_of(page.stored.entry)[number - 1], number
                )
                action = Action(verb=Verb.ENTRY_ASK, slot=Part.TEXT.value, number=number)
            case Question.LANGUAGES:
                label = f"{mark}{self._lines.language(option)}"
                action = Action(verb=Verb.ENTRY_ASK, slot=Part.LANGUAGE.value, text=option)
            case Question.TITLES:
                label = f"{mark}{self._lines.language(option)}"
                action = Action(verb=Verb.ENTRY_ASK, slot=Part.TITLE.value, text=option)
            case Question.OWNERS:
                name = disarm_line(option) if option else self._words.label("entry-nobody")
                label = f"{mark}{cut(name, _LABEL_UNITS)}"
                action = Action(verb=Verb.ENTRY_SET, slot=Part.OWNER.value, text=option)
            case Question.LANES:
                label = f"{mark}{self._lines.lane(option)}"
                toggled = page.chosen ^ {option}
                # with a dash, so that no lane at all is told from the lanes as they are
                lanes = " ".join(("-", *(one for one in page.options if one in toggled)))
                action = Action(verb=Verb.ENTRY, slot=Question.LANES.value, text=lanes)
        return self._button(page, label, action)

    # --- history --------------------------------------------------------------------------------

    def _history(self, page: HistoryPage) -> Drawn:
        title = bold(line(self._lines.title(page.stored.entry), 80))
        head = self._words.say(
            "entry-history", title=title, page=page.number, pages=page.page_count
        )
        lines = (self._lines.history_line(one) for one in page.lines)
        # the version that holds is the entry itself
        earlier = (one.version.number for one in page.lines)
        looks = [self._look(page, one) for one in earlier if one != page.stored.version]
        turns = page_turns(
            self._words,
            page.number,
            page.page_count,
            lambda number: about(page, Action(verb=Verb.ENTRY, slot=HISTORY, number=number)),
        )
        rows = (*in_rows(looks, 3), turns, (self._back(page),))
        return Drawn(html="\n".join((head, *lines)), rows=tuple(row for row in rows if row))

    def _look(self, page: HistoryPage, number: int) -> Choice:
        label = self._words.label("label-version", number=number)
        return self._button(page, label, Action(verb=Verb.ENTRY, slot=VERSION, number=number))

    def _version(self, page: VersionPage) -> Drawn:
        version = page.version
        head = (
            self._words.say(
                "entry-version",
                title=bold(line(self._lines.title(version.entry), 80)),
                number=version.number,
                by=self._lines.by(version.change),
                at=version.change.at,
            ),
            *self._lines.properties(version.entry),
        )
        html = with_texts(self._lines, version.entry, head, (self._lines.examples(version.entry),))
        revert = Action(verb=Verb.ENTRY_REVERT, number=version.number)
        rows = (
            (self._button(page, self._words.label("label-revert"), revert),),
            (self._back(page, slot=HISTORY),),
        )
        return Drawn(html=html, rows=rows)
