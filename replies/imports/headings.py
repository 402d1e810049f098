"""What the columns of a table mean, by their headings, in the spellings of many tools."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from replies.imports.languages import is_name, tag_of
from replies.imports.rows import Row, TableUnreadable


class Meaning(StrEnum):
    """What a column may hold; the values are the words of `--map`."""

    ID = "id"
    SHORTCUT = "shortcut"
    TITLE = "title"
    TEXT = "text"
    EXAMPLES = "examples"
    """Several in a cell, one a line."""
    EXAMPLE = "example"
    LANG = "lang"
    TONE = "tone"
    LANES = "lanes"
    TOPIC = "topic"
    OWNER = "owner"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that is read; `lang` where its heading names a language ("Text (hi)")."""

    index: int
    heading: str
    meaning: Meaning
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The row with the headings, the columns that are read and the headings of the others."""

    row: Row
    columns: tuple[Column, ...]
    unused: tuple[str, ...]


_NAMES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.ID: ("id", "key", "slug", "identifier", "reply id", "ключ", "आईडी", "कुंजी"),
    Meaning.SHORTCUT: (
        *("shortcut", "short code", "shortcode", "code", "command", "abbreviation", "alias"),
        *("hotkey", "keyword", "snippet", "шорткат", "код", "команда", "сокращение"),
        *("शॉर्टकट", "कोड"),
    ),
    Meaning.TITLE: (
        *("title", "name", "subject", "label", "summary", "reply name", "macro name"),
        *("macro title", "template name", "heading", "description"),
        *("название", "имя", "заголовок", "тема письма", "наименование"),
        *("शीर्षक", "नाम", "título", "titulo", "titel", "titre", "nombre"),
    ),
    Meaning.TEXT: (
        *("text", "message", "content", "body", "answer", "reply", "response", "body text"),
        *("reply body", "reply text", "message text", "message body", "canned response"),
        *("saved reply", "template", "comment", "comment value", "macro", "expansion"),
        *("plain text", "text body", "body plain", "content text", "value", "body html"),
        *("html", "content html", "ответ", "текст", "сообщение", "текст ответа", "шаблон"),
        *("содержание", "उत्तर", "जवाब", "संदेश", "पाठ", "टेक्स्ट", "respuesta", "texto"),
        *("mensaje", "antwort", "nachricht", "réponse", "reponse", "texte", "message texte"),
    ),
    Meaning.EXAMPLES: (
        *("examples", "questions", "triggers", "keywords", "phrases", "example comments"),
        *("training phrases", "utterances", "вопросы", "примеры", "фразы", "उदाहरण", "प्रश्न"),
    ),
    Meaning.EXAMPLE: (
        *("example", "question", "trigger", "example comment", "customer message", "query"),
        *("utterance", "when to use", "вопрос", "пример", "триггер", "सवाल", "pregunta", "frage"),
    ),
    Meaning.LANG: (
        *("lang", "language", "locale", "язык", "भाषा", "idioma", "sprache", "langue"),
    ),
    Meaning.TONE: ("tone", "style", "voice", "тон", "стиль", "लहजा", "tono"),
    Meaning.LANES: ("lanes", "lane", "intent", "полоса", "полосы", "लेन"),
    Meaning.TOPIC: (
        *("topic", "category", "folder", "tag", "tags", "group", "section", "topics", "labels"),
        *("categories", "collection", "тема", "категория", "папка", "тег", "теги", "метка"),
        *("раздел", "группа", "विषय", "श्रेणी", "फ़ोल्डर", "टैग", "categoría", "kategorie"),
    ),
    Meaning.OWNER: ("owner", "team", "responsible", "владелец", "ответственный", "команда",
                    "स्वामी", "ज़िम्मेदार"),
    Meaning.VALID_UNTIL: (
        *("valid until", "valid till", "expires", "expires at", "expiry", "expiration date"),
        *("действует до", "срок", "истекает", "годен до", "मान्य तिथि", "समाप्ति"),
    ),
}  # fmt: skip
_KNOWN = {
    name: (meaning, rank) for meaning, names in _NAMES.items() for rank, name in enumerate(names)
}
_ALL_COLUMNS = frozenset({Meaning.EXAMPLES, Meaning.EXAMPLE})
"""Every column of these is read; of the others one in each language."""
_HEADINGS_WITHIN = 10
_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN_WORDS = re.compile(r"[\s_\-./:()\[\]*#?!\"']+")


def read_heading(rows: Sequence[Row], given: Mapping[Meaning, str]) -> Heading:
    """Find the headings within the first rows; `given` says which heading has which meaning.

    A heading in `given` may also be the number of its column. Where all are numbers and no
    heading is known, there are none: the first row is a reply already. Raise TableUnreadable if
    there is no column with texts, or none of a name in `given`.
    """
    if not rows:
        raise TableUnreadable("is empty")
    found = [_columns(row, given) for row in rows[:_HEADINGS_WITHIN]]
    for row, columns in zip(rows, found, strict=False):
        if any(column.meaning is Meaning.TEXT for column in columns):
            return _heading(row, columns, is_data=_is_data(row, columns, given))
    first = ", ".join(f'"{cell}"' for cell in rows[0].cells[:20] if cell.strip())
    raise TableUnreadable(
        "has no column with the texts of the replies" if not given else _missing(rows[0], given),
        f'the columns are {first}; say which one, as in --map text="Reply body" or text=2',
    )


def _missing(row: Row, given: Mapping[Meaning, str]) -> str:
    names = {_plain(cell) for cell in row.cells}
    absent = [f'"{name}"' for name in given.values() if _plain(name) not in names]
    if not absent:
        return "has no column with the texts of the replies"
    return "has no column " + ", ".join(absent)


def _is_data(row: Row, columns: Sequence[Column], given: Mapping[Meaning, str]) -> bool:
    """Whether the columns are known by their numbers alone."""
    numbers = {str(column.index + 1) for column in columns}
    is_numbered = all(column.meaning in given for column in columns)
    names = (_meanings(cell, None) for cell in row.cells)
    return is_numbered and {*given.values()} <= numbers and not any(any(name) for name in names)


def _heading(row: Row, columns: Sequence[Column], *, is_data: bool) -> Heading:
    if is_data:
        numbered = [replace(column, heading=str(column.index + 1)) for column in columns]
        above = Row(number=row.number - 1, cells=row.cells)
        return Heading(row=above, columns=tuple(numbered), unused=())
    used = {column.index for column in columns}
    unused = (cell.strip() for index, cell in enumerate(row.cells) if index not in used)
    return Heading(row=row, columns=tuple(columns), unused=tuple(one for one in unused if one))


def _columns(row: Row, given: Mapping[Meaning, str]) -> list[Column]:
    """The columns that are read: of several with one meaning and language the likeliest."""
    asked = {
        index: meaning
        for meaning, name in given.items()
        for index, cell in enumerate(row.cells)
        if _is_asked(name, cell, index, row.cells)
    }
    if len(set(asked.values())) < len(given):
        return []
    candidates = [
        (rank, Column(index=index, heading=cell.strip(), meaning=meaning, lang=lang))
        for index, cell in enumerate(row.cells)
        for meaning, rank, lang in _meanings(cell, asked.get(index))
        if meaning not in given or index in asked
    ]
    return sorted(_likeliest(candidates), key=lambda column: column.index)


def _is_asked(name: str, cell: str, index: int, cells: Iterable[str]) -> bool:
    if any(_plain(name) == _plain(other) for other in cells):
        return _plain(name) == _plain(cell)
    return name.strip() == str(index + 1)


def _likeliest(candidates: Iterable[tuple[int, Column]]) -> Iterator[Column]:
    taken: set[tuple[Meaning, str, str]] = set()
    for _, column in sorted(candidates, key=lambda one: (one[0], one[1].index)):
        number = re.search(r"\d+$", column.heading)
        place = (column.meaning, column.lang, number[0] if number else "")
        if column.meaning in _ALL_COLUMNS or place not in taken:
            taken.add(place)
            yield column


def _meanings(heading: str, asked: Meaning | None) -> Iterator[tuple[Meaning, int, str]]:
    """What a heading may mean, if anything, with how unusual a name for it that is."""
    words = _plain(heading).split()
    if asked is not None:
        yield asked, -1, next((tag for _, tag in _without_language(words)), "")
        return
    if words and words[-1].isdecimal():
        words.pop()
    name = " ".join(words)
    if name in _KNOWN:
        meaning, rank = _KNOWN[name]
        yield meaning, rank, ""
        return
    for rest, tag in _without_language(words):
        if rest in _KNOWN:
            meaning, rank = _KNOWN[rest]
            yield meaning, rank, tag
            return


def _without_language(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A heading without the language at its end or, by name, at its start, and that language."""
    for count in (2, 1):
        if len(words) > count and (tag := tag_of("-".join(words[-count:]))):
            yield " ".join(words[:-count]), tag
    if len(words) > 1 and is_name(words[0]) and (tag := tag_of(words[0])):
        yield " ".join(words[1:]), tag


def _plain(heading: str) -> str:
    text = _WORD_BREAK.sub(" ", unicodedata.normalize("NFKC", heading).strip())
    return " ".join(_BETWEEN_WORDS.sub(" ", text.casefold()).split())
