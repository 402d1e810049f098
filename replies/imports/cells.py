"""What single cells hold: texts that no spreadsheet runs, lanes, days, names for ids."""

from __future__ import annotations

import re
from datetime import date

import regex

_RUNS = re.compile(r"[=+\-@\t\r]")
_FAILED = r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NULL!|NUM!)\s*"
_ERROR = re.compile(rf"\s*{_FAILED}")
_SHIELDED = re.compile(rf"'+(?:[=+\-@\t\r]|\s*{_FAILED}\Z)")
_EXAMPLE_ENDS = re.compile(r"\s*[\n;|]\s*")
_LANE_ENDS = re.compile(r"\s*[,;|/\n]\s*")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][\d:.]+)?(?:Z|[+-]\d\d:\d\d)?")
_NO_NAME = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LONGEST_ID = 60

_LANES = {
    **dict.fromkeys(("complaints", "negative", "negative review", "claim"), "complaint"),
    **dict.fromkeys(("жалоба", "жалобы", "претензия", "негатив"), "complaint"),
    **dict.fromkeys(("शिकायत", "शिकायतें"), "complaint"),
    **dict.fromkeys(("questions", "inquiry", "вопрос", "вопросы", "सवाल", "प्रश्न"), "question"),
    **dict.fromkeys(("insult", "toxic", "оскорбление", "оскорбления", "गाली"), "abuse"),
    **dict.fromkeys(("thanks", "positive", "похвала", "благодарность", "तारीफ़"), "praise"),
    **dict.fromkeys(("спам", "स्पैम"), "spam"),
}


class NoDay(ValueError):
    """A cell holds no day, or one that could be read in two ways."""


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell, or may have been meant to."""
    return bool(_RUNS.match(cell))


def is_error(cell: str) -> bool:
    """Whether a formula of the spreadsheet failed here."""
    return bool(_ERROR.fullmatch(cell))


def shielded(text: str) -> str:
    """A text as a cell that spreadsheets show and never run: ' stands before what they would."""
    is_taken = is_formula(text) or is_error(text) or _SHIELDED.match(text)
    return f"'{text}" if is_taken else text


def unshielded(cell: str) -> str:
    """The text that was shielded."""
    return cell[1:] if _SHIELDED.match(cell) else cell


def examples_in(cell: str) -> tuple[str, ...]:
    """Several comments in one cell, one a line or between ; or |."""
    return tuple(example for example in _EXAMPLE_ENDS.split(cell.strip()) if example)


def lanes_in(cell: str) -> tuple[str, ...]:
    """The lanes of a cell; words that name none stay as they are."""
    words = (word.strip() for word in _LANE_ENDS.split(cell) if word.strip())
    return tuple(dict.fromkeys(_LANES.get(word.casefold(), word.casefold()) for word in words))


def day_in(cell: str) -> date:
    """A day, as 2027-03-31 or, where only one reading is possible, 31.3.2027; raise NoDay."""
    written = cell.strip()
    iso, parts = _ISO_DAY.fullmatch(written), _DAY.fullmatch(written)
    try:
        if iso:
            return date.fromisoformat(iso[1])
        if parts is None:
            raise NoDay(f'"{written}" is no day')
        first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
        if parts[2] == "." or first > 12 or first == second:
            return date(year, second, first)
        if second > 12:
            return date(year, first, second)
    except ValueError as error:
        raise NoDay(f'"{written}" is no day') from error
    raise NoDay(f'"{written}" could be two different days')


def id_of(title: str) -> str:
    """An id made of a title: its words, in whatever script, with dashes."""
    return _NO_NAME.sub("-", title.casefold())[:_LONGEST_ID].strip("-") or "reply"
