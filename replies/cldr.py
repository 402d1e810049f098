"""What CLDR tells of a language: how words agree with a number, how dates are written."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

OTHER = "other"
"""The category of every number that has no other one."""

_GROUPED = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d{1,9})?")
"""1,000 and 1,00,000, where a comma is no decimal sign."""
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,9})?")
_RANGE = re.compile(r"(?P<start>\d[^–—-]*?)\s*[–—-]\s*(?P<end>\d[^–—-]*)")
_LIKE_ENGLISH = "hi-Latn"
"""Whoever writes Hindi in Latin letters says dates in English."""
_DATES_OF = {"en": "en-001"}
"""English of no one country: 24 November."""


def categories(lang: str) -> frozenset[str]:
    """The categories of number that a language tells apart; `other` is always one."""
    locale = _locale(lang)
    return frozenset({OTHER, *(locale.plural_form.tags if locale else ())})


def category(value: str, lang: str) -> str:
    """The category of a number as people write it; `other` for what is no number.

    Digits may be of any script, thousands may be set apart; of a range ("3-4") the end counts.
    """
    locale = _locale(lang)
    between = _RANGE.fullmatch(value.strip())
    number = _number(between["end"] if between else value, locale)
    if locale is None or number is None or (between and _number(between["start"], locale) is None):
        return OTHER
    return str(locale.plural_form(number))


def day(moment: datetime, lang: str) -> str:
    """The day and month of a moment: 24 November, 24 ноября, 24 नवंबर."""
    return str(format_skeleton("MMMMd", moment, locale=_for_dates(lang)))


def weekday(moment: datetime, lang: str) -> str:
    """The day of the week of a moment: Tuesday, вторник, मंगलवार."""
    return str(format_date(moment, "EEEE", locale=_for_dates(lang)))


def clock_time(moment: datetime, lang: str) -> str:
    """Hours and minutes of a moment, in twenty-four hours: 14:05."""
    return str(format_skeleton("Hm", moment, locale=_for_dates(lang)))


def _for_dates(lang: str) -> Locale:
    english = _DATES_OF["en"]
    tag = english if lang == _LIKE_ENGLISH else _DATES_OF.get(lang, lang)
    return _locale(tag) or Locale.parse(english, sep="-")


@lru_cache(maxsize=256)
def _locale(lang: str) -> Locale | None:
    """What is known of a language; none of a country's custom leaves that of the language."""
    for tag in (lang, lang.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-", resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _number(value: str, locale: Locale | None) -> Decimal | None:
    """The number that a text is, if it is one."""
    plain = _GROUPED.sub("", value.strip())
    if _COMMAS.fullmatch(plain) and not _has_decimal_comma(locale):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def _has_decimal_comma(locale: Locale | None) -> bool:
    symbols = locale.number_symbols.get("latn", {}) if locale else {}
    return bool(symbols.get("decimal") == ",")
