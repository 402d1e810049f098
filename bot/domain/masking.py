"""Personal data in comments: numbers of cards and telephones, mail addresses, made unreadable."""

from __future__ import annotations

import re
from enum import StrEnum

_DOT = "•"
_KEPT_DIGITS = 2
_SEPARATED = r"[ .\u00a0()-]{0,2}"
_CARD = re.compile(rf"(?<![\w+])\d(?:{_SEPARATED}\d){{12,18}}(?!\w)")
_CARD_LENGTHS = range(13, 20)
_TELEPHONE = re.compile(
    rf"(?<![\w+])(?:"
    rf"(?:\+|00)[1-9](?:{_SEPARATED}\d){{7,14}}"  # international
    rf"|(?:0{_SEPARATED})?[6-9]\d{{4}}{_SEPARATED}\d{{5}}"  # India
    rf"|[78]{_SEPARATED}[3-9]\d{{2}}{_SEPARATED}\d{{3}}"  # Russia
    rf"{_SEPARATED}\d{{2}}{_SEPARATED}\d{{2}}"
    rf")(?!\w)"
)
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63})+)(?!\w)")


class PersonalData(StrEnum):
    """Kinds of data that nobody should leave standing in public."""

    CARD = "card"
    TELEPHONE = "telephone"
    MAIL = "mail"


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Which kinds a text holds, each once."""
    _, kinds = _masked(text)
    return tuple(kind for kind in PersonalData if kind in kinds)


def masked(text: str) -> str:
    """The text with all but the last digits, and the first letter of a mail address, as dots."""
    return _masked(text)[0]


def _masked(text: str) -> tuple[str, set[PersonalData]]:
    found: set[PersonalData] = set()

    def hide_card(match: re.Match[str]) -> str:
        if not _is_card_number(match[0]):
            return match[0]
        found.add(PersonalData.CARD)
        return _dotted(match[0])

    def hide_telephone(match: re.Match[str]) -> str:
        found.add(PersonalData.TELEPHONE)
        return _dotted(match[0])

    def hide_mail(match: re.Match[str]) -> str:
        found.add(PersonalData.MAIL)
        return f"{match[1][0]}{_DOT * 3}@{match[2]}"

    text = _MAIL.sub(hide_mail, text)
    text = _CARD.sub(hide_card, text)
    return _TELEPHONE.sub(hide_telephone, text), found


def _dotted(number: str) -> str:
    left = sum(character.isdigit() for character in number) - _KEPT_DIGITS
    shown = []
    for character in number:
        is_hidden = character.isdigit() and left > 0
        left -= character.isdigit()
        shown.append(_DOT if is_hidden else character)
    return "".join(shown)


def _is_card_number(written: str) -> bool:
    """Whether the digits pass the check of ISO/IEC 7812 (Luhn); most other numbers do not."""
    digits = [int(character) for character in written if character.isdigit()]
    if len(digits) not in _CARD_LENGTHS or len(set(digits)) == 1:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
