"""Blanks of other tools (`{{first_name}}`, `[Order number]`, `%name%`) as slots of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile

import regex

from replies.forms import FormBroken, read_form
from replies.template import AUTHOR, PROMPT_PREFIX, is_known

_WORDS = r"[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _.\-]{0,39}"
_BLANK = regex.compile(
    rf"""
      (?P<ours>\$\$)
    | (?P<sign>\$(?=\{{\{{|\{{!|\*\||\[|%|<))
    | \$\{{(?P<dollar_braces>[^{{}}\n]{{1,60}})\}}
    | \$(?P<dollar>[^\W\d]\w*)
    | \{{\{{\{{?\s*(?P<mustache>[^{{}}\n]{{1,120}}?)\s*\}}\}}\}}?
    | \{{!(?P<salesforce>[^{{}}\n]{{1,60}})\}}
    | \*\|(?P<mailchimp>\w{{1,40}})\|\*
    | \{{%?\s*(?P<brace>{_WORDS})\s*%?\}}
    | %%(?P<percents>{_WORDS})%%
    | %(?P<percent>[\p{{L}}_][\p{{L}}\p{{M}}\p{{N}}_]{{1,39}})%
    | \[\[?\s*(?P<square>(?=\p{{L}}){_WORDS})\s*\]?\](?!\()
    | <(?P<angle>(?=\p{{L}}){_WORDS})>
    """,
    regex.VERBOSE,
)
_FORM = re.compile(r"\$\[(?P<inside>[^\[\]]*)\]")
_FULL_NAME = regex.compile(r"\$author[ \t]+\$author\b")
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split("|"))


_ABOUT_THE_AUTHOR = _listed(
    "ticket|requester|customer|user|contact|client|visitor|member|recipient|subscriber|buyer|"
    "conversation|person|lead|their|your|guest"
)
_NAMES = _listed(
    "name|first name|firstname|fname|last name|lastname|lname|full name|fullname|username|"
    "author|display name|naam|имя|имя клиента|имя пользователя|клиент|фамилия|नाम|ग्राहक का नाम|"
    "nombre|vorname|prénom|nom"
)
_BRANDS = _listed(
    "brand|brand name|company|company name|shop|shop name|store|store name|business name|"
    "organization name|account name|бренд|компания|название компании|магазин|ब्रांड|कंपनी"
)
_KNOWN_PROMPTS: Mapping[str, str] = {
    "номер заказа": "order_number",
    "заказ": "order_number",
    "дата": "date",
    "сумма": "amount",
    "адрес": "address",
    "город": "city",
    "телефон": "phone",
    "ссылка": "link",
    "товар": "product",
    "время": "time",
    "менеджер": "agent_name",
    "ऑर्डर नंबर": "order_number",
    "तारीख": "date",
    "राशि": "amount",
    "पता": "address",
    "शहर": "city",
    "फ़ोन": "phone",
    "लिंक": "link",
    "समय": "time",
}
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэё", "abvgdeziyklmnoprstufyee", strict=True)),
    **dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "sch", "yu", "ya"), strict=True)),
    **dict.fromkeys("ъь", ""),
}
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A text with slots of ours, and which blanks a manager will have to fill.

    `prompts` maps each such blank, as it was written, to its slot.
    """

    text: str
    prompts: Mapping[str, str]


def convert_blanks(text: str) -> Converted:
    """Put `$author` and `$brand` where a blank means them, `$ask_…` for every other blank.

    Slots and forms of ours stay. A dollar sign that begins none is kept as such, before a blank
    too: it is a sum of money.
    """
    prompts: dict[str, str] = {}

    def slot_of(match: regex.Match[str]) -> str:
        found: str = match[0]
        if match["ours"]:
            return found
        if match["sign"]:
            return "$" if _begins_form(text[match.start() :]) else "$$"
        slot = _slot(match)
        if slot.startswith(PROMPT_PREFIX) and found != f"${slot}":
            prompts[found] = f"${slot}"
        follows = text[match.end() : match.end() + 1]
        return f"${{{slot}}}" if regex.match(r"\w", follows) else f"${slot}"

    converted: str = _FULL_NAME.sub("$author", _BLANK.sub(slot_of, text))
    return Converted(text=converted, prompts=prompts)


def _begins_form(text: str) -> bool:
    """Whether a text begins with a form of ours, which stays as it is."""
    match = _FORM.match(text)
    if match is None:
        return False
    try:
        read_form(match["inside"])
    except FormBroken:
        return False
    return True


def _slot(match: regex.Match[str]) -> str:
    kind = match.lastgroup or ""
    inside: str = match[kind]
    if kind.startswith("dollar") and is_known(inside):
        return inside
    words = _words(inside)
    told = [*dropwhile(_ABOUT_THE_AUTHOR.__contains__, words[:-1]), *words[-1:]]
    if " ".join(told) in _NAMES:
        return AUTHOR
    phrase = " ".join(words)
    return "brand" if phrase in _BRANDS else PROMPT_PREFIX + _latin(phrase)


def _words(inside: str) -> list[str]:
    """The words of a blank; what a tool is told besides (`| fallback: "there"`) is left out."""
    name = _WORD_BREAK.sub(" ", inside.partition("|")[0])
    words: str = _BETWEEN_WORDS.sub(" ", name.casefold())
    return words.split()


def _latin(phrase: str) -> str:
    """A name for a slot: lower case and ASCII."""
    if phrase in _KNOWN_PROMPTS:
        return _KNOWN_PROMPTS[phrase]
    letters = "".join(_LATIN.get(character, character) for character in phrase)
    name = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:_LONGEST_NAME].strip("_")
    return name or "detail"
