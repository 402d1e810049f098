"""One row of a table as a part of a saved reply, with everything that is wrong in its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from replies.findings import Finding, Severity
from replies.imports.blanks import convert_blanks
from replies.imports.cells import (
    NoDay,
    day_in,
    examples_in,
    id_of,
    is_error,
    is_formula,
    lanes_in,
    unshielded,
)
from replies.imports.headings import Column, Meaning
from replies.imports.languages import tag_of
from replies.imports.markup import without_markup
from replies.imports.rows import Row
from replies.lint import LANES, UNDETERMINED
from replies.template import find_slots, without_author
from replies.types import SavedReply, Variant

OUR_COLUMNS = (
    *("id", "lanes", "topic", "owner", "valid_until", "title", "lang", "tone", "text", "example"),
)
"""The headings of a table that Jawab wrote: its texts hold slots already, and no markup."""

_TITLE_WORDS = 8
_TITLE_LENGTH = 60
_EMPTY = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row says of a reply."""

    row: int
    reply: SavedReply
    is_id_made: bool
    is_ours: bool


class RowUnusable(ValueError):
    """A row that cannot be used; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message for finding in self.findings))


class Reading:
    """Reads the rows below a heading."""

    def __init__(
        self, *, columns: Sequence[Column], row: Row, language_of: Callable[[str], str]
    ) -> None:
        self._columns = columns
        self._language_of = language_of
        self._width = len(row.cells)
        self._is_ours = set(OUR_COLUMNS) <= {cell.strip() for cell in row.cells}
        self.told_languages: Counter[str] = Counter()

    def read(self, row: Row) -> tuple[Entry, list[Finding]]:
        """Read a row, with what is doubtful in it; raise RowUnusable with all that is wrong."""
        reading = _Row(row, self._columns, is_ours=self._is_ours)
        if any(cell.strip() for cell in row.cells[self._width :]):
            reading.find(
                f"has {len(row.cells)} cells, the heading {self._width}",
                "a cell that holds the delimiter or a line break stands in quotes",
            )
        reply = SavedReply(
            id="",
            titles=reading.titles(),
            lanes=reading.lanes(),
            topic=reading.topic(),
            owner=reading.first(Meaning.OWNER),
            valid_until=reading.day(),
            examples=reading.examples(),
            variants=reading.variants(self._tell_language),
        )
        name = reading.name()
        if not (reply.variants or reply.examples or reading.errors() or self._is_ours):
            reading.find("has no text", "write one, or remove the row")
        if errors := reading.errors():
            raise RowUnusable(errors)
        shortcut = reading.first(Meaning.SHORTCUT)
        titles = reply.titles if self._is_ours else _with_english(reply, shortcut)
        reply_id = name.lstrip("/#!") or name or id_of(titles["en"])
        entry = Entry(
            row=row.number,
            reply=replace(reply, id=reply_id, titles=titles),
            is_id_made=not name,
            is_ours=self._is_ours,
        )
        return entry, reading.findings

    def _tell_language(self, text: str) -> str:
        lang = self._language_of(text)
        self.told_languages[lang] += 1
        return lang


class _Row:
    """The cells of one row by what they mean; whatever does not fit becomes a finding."""

    def __init__(self, row: Row, columns: Sequence[Column], *, is_ours: bool) -> None:
        self.findings: list[Finding] = []
        self._number = row.number
        self._is_ours = is_ours
        self._cells = [
            (column, cell)
            for column in columns
            if column.index < len(row.cells) and (cell := self._cell(column, row))
        ]

    def _cell(self, column: Column, row: Row) -> str:
        written = row.cells[column.index]
        if written.strip() in _EMPTY:
            return ""
        if is_error(written):
            self.find(f"holds {written.strip()}, an error of the spreadsheet", column=column)
            return ""
        if is_formula(written if self._is_ours else written.lstrip(" \n")):
            self.find(
                f'begins with "{written.strip()[:1]}": a spreadsheet would run it as a formula',
                "write ' before it if it is meant to be read",
                column,
            )
            return ""
        return unshielded(written if self._is_ours else written.strip())

    def find(self, message: str, hint: str = "", column: Column | None = None) -> None:
        """Note what is wrong."""
        heading = column.heading if column else ""
        self.findings.append(Finding(message=message, hint=hint, row=self._number, column=heading))

    def warn(self, message: str, hint: str, column: Column) -> None:
        """Note what is doubtful."""
        self.findings.append(
            Finding(
                severity=Severity.WARNING,
                message=message,
                hint=hint,
                row=self._number,
                column=column.heading,
            )
        )

    def errors(self) -> list[Finding]:
        """Why the row cannot be used, if it cannot."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def first(self, meaning: Meaning) -> str:
        """The first cell of that meaning."""
        return next((cell for _, cell in self._of(meaning)), "")

    def name(self) -> str:
        """The id that the row gives: a shortcut says more than a number."""
        name, shortcut = self.first(Meaning.ID), self.first(Meaning.SHORTCUT)
        return shortcut if shortcut and name.isdecimal() else name or shortcut

    def titles(self) -> dict[str, str]:
        """The titles by language; a heading that names none means English."""
        return {column.lang or "en": cell for column, cell in self._of(Meaning.TITLE)}

    def lanes(self) -> tuple[str, ...]:
        """The lanes, if all of them are known."""
        for column, cell in self._of(Meaning.LANES):
            lanes = lanes_in(cell)
            if unknown := [lane for lane in lanes if lane not in LANES]:
                self.find(f'unknown lane "{unknown[0]}"', "one of " + ", ".join(LANES), column)
            return lanes
        return ()

    def topic(self) -> str:
        """The topic: of several tags the first, or the category in a title ("Refund::Late")."""
        cell = self.first(Meaning.TOPIC)
        if self._is_ours:
            return cell
        category, is_nested, _ = self.first(Meaning.TITLE).partition("::")
        return cell.partition(",")[0].partition(";")[0].strip() or category * bool(is_nested)

    def day(self) -> date | None:
        """The last day on which it is proposed."""
        for column, cell in self._of(Meaning.VALID_UNTIL):
            try:
                return day_in(cell)
            except NoDay as error:
                self.find(str(error), "write it as 2027-03-31", column)
        return None

    def examples(self) -> tuple[str, ...]:
        """The example comments."""
        several = (one for _, cell in self._of(Meaning.EXAMPLES) for one in examples_in(cell))
        return (*several, *(cell for _, cell in self._of(Meaning.EXAMPLE)))

    def variants(self, tell_language: Callable[[str], str]) -> tuple[Variant, ...]:
        """The texts, with slots where the tool that wrote them had its blanks."""
        variants = []
        for column, cell in self._of(Meaning.TEXT):
            lang = column.lang or self._lang() or tell_language(cell)
            if lang == UNDETERMINED and not self._is_ours:
                self.warn("its language cannot be told", "say it with --language", column)
            text = cell if self._is_ours else self._converted(cell, column)
            variants.append(Variant(lang=lang, text=text, tone=self.first(Meaning.TONE)))
        return tuple(variants)

    def _of(self, meaning: Meaning) -> list[tuple[Column, str]]:
        return [(column, cell) for column, cell in self._cells if column.meaning is meaning]

    def _lang(self) -> str:
        for column, cell in self._of(Meaning.LANG):
            tag = tag_of(cell)
            if tag is None:
                self.find(f'unknown language "{cell}"', 'such as "en", "hi-Latn", "ru"', column)
                return UNDETERMINED
            return tag
        return ""

    def _converted(self, cell: str, column: Column) -> str:
        converted = convert_blanks(without_markup(cell))
        for blank, slot in converted.prompts.items():
            self.warn(f"{blank} became {slot}", "a manager fills it in before sending", column)
        return converted.text


def _with_english(reply: SavedReply, shortcut: str) -> dict[str, str]:
    """The titles with an English one: another language's, the shortcut, or how the row begins."""
    if reply.titles.get("en"):
        return dict(reply.titles)
    other = next(iter(reply.titles.values()), "")
    text = next((variant.text for variant in reply.variants), "")
    question = next(iter(reply.examples), "")
    return {**reply.titles, "en": other or shortcut or _beginning(question or text)}


def _beginning(text: str) -> str:
    """The first words, without the slots among them."""
    plain = without_author(text)
    for slot in find_slots(plain):
        plain = plain.replace(f"${slot}", "…").replace(f"${{{slot}}}", "…")
    words = plain.split()
    start = " ".join(words[:_TITLE_WORDS])[:_TITLE_LENGTH].rstrip(" ,;:.-")
    return start if start == plain.strip() else f"{start} …"
