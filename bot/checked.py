"""Values in the configuration, each checked as people write it, with a hint where it is wrong."""

from __future__ import annotations

import re
import zoneinfo
from datetime import time
from difflib import get_close_matches
from typing import Annotated, cast

from pydantic import AfterValidator, BeforeValidator, Field

from bot.domain.author_lists import key_named
from bot.domain.circumstances import ascii_domain
from bot.domain.content_kinds import MEDIA
from bot.domain.posts import post_name
from bot.domain.weekly import WeeklyHour
from bot.hours import WEEKDAYS, days_of, spans_of

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_LANGUAGE_NAMES = {
    "english": "en",
    "hindi": "hi",
    "hinglish": "hi-Latn",
    "russian": "ru",
    "spanish": "es",
}
_TAG = re.compile(r"[\w-]{1,40}")
_GROUP = re.compile(r"@[a-z0-9_]{3,40}|-[0-9]{1,20}")


def _language(tag: str) -> str:
    if _LANGUAGE.fullmatch(tag):
        return tag
    hint = _LANGUAGE_NAMES.get(tag.casefold(), "en, hi, hi-Latn, ru, …")
    raise ValueError(f'"{tag}" is not a language tag (hint: {hint})')


def _group_id(chat_id: int) -> int:
    if chat_id < 0:
        return chat_id
    raise ValueError(f"group ids are negative (hint: did you mean -100{chat_id}?)")


def _user_id(user_id: int) -> int:
    if user_id > 0:
        return user_id
    raise ValueError("user ids are positive (hint: negative ids belong to groups and channels)")


def _time_zone(name: str) -> str:
    known = zoneinfo.available_timezones()
    if name in known:
        return name
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    hint = f"did you mean {close[0]}?" if close else "a name such as Asia/Kolkata or UTC"
    raise ValueError(f'"{name}" is not a time zone (hint: {hint})')


def _api_base(url: str) -> str:
    url = url.rstrip("/")
    if not re.match(r"https?://[^/\s]+", url):
        raise ValueError('not a web address (hint: "https://host")')
    if re.search(r"/bot[^/]*$", url):
        raise ValueError('ends in "/bot…" (hint: only "https://host", the rest is added)')
    return url


def _model_base(url: str) -> str:
    url = url.rstrip("/")
    if not url:
        return url
    if not re.match(r"https?://[^/\s]", url):
        raise ValueError('not a web address (hint: "http://127.0.0.1:8080/v1")')
    if re.match(r"https?://[^/]*@", url):
        raise ValueError("holds a password (hint: set JAWAB_DRAFTING__API_KEY)")
    if "?" in url or "#" in url or url.endswith("/chat/completions"):
        raise ValueError('not the base (hint: "https://host/v1", the rest is added)')
    return url


def _link(url: str) -> str:
    if re.fullmatch(r"(https?://|tg://|mailto:)\S+", url):
        return url
    raise ValueError('not an address (hint: "https://…")')


def _database_url(url: str) -> str:
    if re.match(r"sqlite\+aiosqlite:///.|postgresql\+asyncpg://.", url):
        return url
    close = {"sqlite": "sqlite+aiosqlite:///var/jawab.db", "postgres": "postgresql+asyncpg://…"}
    hint = next((to for start, to in close.items() if url.startswith(start)), close["sqlite"])
    raise ValueError(f"neither SQLite nor PostgreSQL as Jawab opens them (hint: {hint})")


def _pattern(pattern: str) -> str:
    import regex  # noqa: PLC0415 - only where a rule has a pattern

    try:
        regex.compile(pattern)
    except regex.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


def _priority(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,3}", value):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return value
    raise ValueError('not a priority (hint: 0–100, or "+10" to raise it, "-10" to lower it)')


def _tag(value: str) -> str:
    if value and not _TAG.fullmatch(value):
        raise ValueError("a tag is one word of letters, digits, - and _")
    return value


def _post(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError('not a post (hint: "https://t.me/your_channel/57")')  # noqa: TRY004
    return post_name(str(value))


def _person(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError('not a person (hint: "@name", or a number)')  # noqa: TRY004
    key_named(str(value))
    return str(value)


def _domain(value: str) -> str:
    domain = "*" if value.strip() == "*" else ascii_domain(value)
    if domain == "*" or re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", domain):
        return domain
    raise ValueError(f'"{value}" is no domain (hint: "bit.ly"; "*" is any link)')


def _media(value: str) -> str:
    if value in MEDIA:
        return value
    close = get_close_matches(value.casefold(), MEDIA, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else "photo, video, voice, document, sticker, …"
    raise ValueError(f'"{value}" is no kind of media (hint: {hint})')


def _spans(words: str) -> str:
    if not spans_of(words):
        raise ValueError('no hours (hint: "18:00-09:00")')
    return words


def _days(name: str) -> str:
    days_of(name)
    return name


def _clock_time(value: object) -> object:
    """Hours as people write them; TOML's own times of day are taken as they are."""
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f'{value!r} is no time of day (hint: "09:30")')
    return time(int(found[1]), int(found[2]))


def _weekly(value: object) -> object:
    """A weekday and a time of day, "mon 09:00"; empty for never."""
    if value is None or isinstance(value, WeeklyHour):
        return value
    if value == "":
        return None
    day, _, hour = value.partition(" ") if isinstance(value, str) else ("", "", "")
    if day not in WEEKDAYS:
        raise ValueError(f'{value!r} is no time in a week (hint: "mon 09:00", or "" for never)')
    return WeeklyHour(day=WEEKDAYS.index(day), hour=cast("time", _clock_time(hour)))


def _group(value: str) -> str:
    """A group as it is named: its user name with an at sign, or its chat id."""
    name = value.strip().casefold()
    if not _GROUP.fullmatch(name):
        raise ValueError('name a group as "@its_name" or by its chat id, as "-1001234567890"')
    return name


Probability = Annotated[float, Field(ge=0, le=1)]
Needle = Annotated[str, Field(min_length=1)]
LanguageTag = Annotated[str, AfterValidator(_language)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
WeekTime = Annotated[WeeklyHour | None, BeforeValidator(_weekly)]
Days = Annotated[str, AfterValidator(_days)]
Spans = Annotated[str, AfterValidator(_spans)]
GroupId = Annotated[int, AfterValidator(_group_id)]
GroupName = Annotated[str, AfterValidator(_group)]
PersonId = Annotated[int, AfterValidator(_user_id)]
Person = Annotated[str, BeforeValidator(_person)]
Post = Annotated[str, BeforeValidator(_post)]
ApiBase = Annotated[str, AfterValidator(_api_base)]
ModelBase = Annotated[str, AfterValidator(_model_base)]
Link = Annotated[str, AfterValidator(_link)]
Domain = Annotated[str, AfterValidator(_domain)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Priority = Annotated[int | str | None, BeforeValidator(_priority)]
Tag = Annotated[str, AfterValidator(_tag)]
Media = Annotated[str, AfterValidator(_media)]
