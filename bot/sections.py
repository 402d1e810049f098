"""The sections of the configuration: frozen values, each checked on its own."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, cast, get_args
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from bot.domain.author_lists import AuthorList, key_named
from bot.domain.circumstances import ascii_domain
from bot.domain.comment import CommunityMode
from bot.domain.content_kinds import MEDIA
from bot.domain.lane import Lane
from bot.domain.load import MOST_CARDS, NEVER_MISSED, Budget
from bot.domain.posts import post_name
from bot.domain.roster import Role
from bot.domain.weekly import WeeklyHour
from bot.hours import WEEKDAYS, days_of, spans_of
from classifiers.types import Engine, ForeignModel, Task, Thresholds

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_LANGUAGE_NAMES = {
    "english": "en",
    "hindi": "hi",
    "hinglish": "hi-Latn",
    "russian": "ru",
    "spanish": "es",
}
SQLITE_PREFIX = "sqlite+aiosqlite:///"
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


LanguageTag = Annotated[str, AfterValidator(_language)]
GroupId = Annotated[int, AfterValidator(_group_id)]
PersonId = Annotated[int, AfterValidator(_user_id)]
Probability = Annotated[float, Field(ge=0, le=1)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Person = Annotated[str, BeforeValidator(_person)]
Needle = Annotated[str, Field(min_length=1)]


class Section(BaseModel):
    """A frozen part of the configuration that knows all of its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Webhook(Section):
    """Where updates are delivered when `telegram.mode` is "webhook" or "forwarded"."""

    url: str = ""
    secret: SecretStr | None = None
    secret_file: Path | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    path: Annotated[str, Field(pattern=r"^/\S*$")] | None = None


class Telegram(Section):
    """How the bot reaches Telegram."""

    library: Literal["aiogram", "python-telegram-bot"] = "aiogram"
    mode: Literal["polling", "webhook", "forwarded"] = "polling"
    api_base: Annotated[str, AfterValidator(_api_base)] = "https://api.telegram.org"
    token: SecretStr | None = None
    token_file: Path | None = None
    webhook: Webhook = Webhook()


class Database(Section):
    """Where everything is kept; the address may hold a password, so `repr` leaves it out."""

    url: Annotated[str, AfterValidator(_database_url), Field(repr=False)] = (
        "sqlite+aiosqlite:///var/jawab.db"
    )

    @property
    def file(self) -> Path | None:
        """The file that SQLite keeps everything in; None with PostgreSQL."""
        if not self.url.startswith(SQLITE_PREFIX):
            return None
        return Path(unquote(self.url.removeprefix(SQLITE_PREFIX).partition("?")[0]))


class Brand(Section):
    """Whose voice it is; no `library` means the starter library that comes with Jawab."""

    name: Annotated[str, Field(min_length=1, max_length=64)] = "Our brand"
    library: Path | None = None
    voice: Path | None = None
    gender: Literal["", "feminine", "masculine"] = ""
    links: Mapping[
        Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")],
        Annotated[str, AfterValidator(_link)],
    ] = {}


def _clock_time(value: object) -> object:
    """Hours as people write them; TOML's own times of day are taken as they are."""
    if isinstance(value, time):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f'{value!r} is no time of day (hint: "09:30")')
    return time(int(found[1]), int(found[2]))


ClockTime = Annotated[time, BeforeValidator(_clock_time)]


class Answered(Section):
    """What is spoken in a community, and how it is answered from the library."""

    languages: tuple[LanguageTag, ...] = ()
    answer_in: tuple[LanguageTag, ...] = ()
    topics: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    tone: str = ""


class CardBudget(Section):
    """How many cards a day a team can carry of a community, and what gets one anyway.

    From the probabilities in `always` on there is a card whatever the budget; of complaints the
    surest ones always have one.
    """

    cards_a_day: Annotated[int, Field(ge=1, le=MOST_CARDS)]
    always: Mapping[Literal["complaint", "abuse", "question"], Probability] = {}

    @property
    def budget(self) -> Budget:
        """The same as the desk keeps it."""
        given = {Lane(lane): least for lane, least in self.always.items()}
        surest = {lane: min(least, given.get(lane, least)) for lane, least in NEVER_MISSED.items()}
        return Budget(cards=self.cards_a_day, always=given | surest)


class WatchedCommunity(Answered):
    """A group that is watched; for a channel it is its discussion group."""

    chat_id: GroupId
    title: str = ""
    mode: Annotated[CommunityMode, Field(validate_default=True)] = CommunityMode.LIVE
    praise: bool = False
    budget: CardBudget | None = None


class Private(Answered):
    """The bot's private chats as a community; `greeting` meets authors led there."""

    enabled: bool = True
    greeting: Mapping[LanguageTag, Annotated[str, Field(max_length=300)]] = {
        "en": "Hello! Write to us here, only our team reads it.",
        "hi": "नमस्ते! यहाँ लिखिए, इसे सिर्फ़ हमारी टीम पढ़ती है।",
        "hi-Latn": "Namaste! Yahan likhiye, ise sirf hamari team padhti hai.",
        "ru": "Здравствуйте! Напишите здесь, это прочитает только наша команда.",
    }


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


class Desk(Section):
    """The managers' chat; whoever sends the bot the `lead_code` first becomes its lead."""

    chat_id: GroupId | None = None
    language: Literal["en", "hi", "ru"] = "en"
    time_zone: TimeZone = "UTC"
    ring_at: Annotated[int, Field(ge=0, le=100)] = 80
    undo_seconds: Annotated[int, Field(ge=0, le=600)] = 10
    stale_guard: Literal["", "quote"] = ""
    topics: Literal["", "lanes", "communities"] = ""
    unsure_at: Annotated[tuple[ClockTime, ...], Field(min_length=1)] = (time(11), time(17))
    report_at: Annotated[WeeklyHour | None, BeforeValidator(_weekly)] = WeeklyHour(
        day=0, hour=time(10)
    )
    lead_code: Annotated[str, Field(pattern=r"^(|\S{8,64})$", repr=False)] = ""


class ListedManager(Section):
    """A person with a role at the desk."""

    user_id: PersonId
    name: Annotated[str, Field(min_length=1)]
    role: Role = Role.MANAGER


class Condition(Section):
    """When a rule applies: everything that is given must hold, of a list any one entry.

    Words and pattern are looked for regardless of case; `at_least` keys are probabilities. `days`
    and `hours` are those of the desk's time zone; hours that go over midnight belong to the day
    on which they begin.
    """

    contains: tuple[Needle, ...] = ()
    pattern: Annotated[str, AfterValidator(_pattern)] = ""
    communities: tuple[int, ...] = ()
    posts: tuple[Annotated[str, BeforeValidator(_post)], ...] = ()
    authors: tuple[int, ...] = ()
    lists: tuple[Literal["vip", "quiet"], ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    lanes: tuple[Lane, ...] = ()
    link_domains: tuple[Annotated[str, AfterValidator(_domain)], ...] = ()
    media: tuple[Annotated[str, AfterValidator(_media)], ...] = ()
    days: tuple[Annotated[str, AfterValidator(lambda name: days_of(name) and name)], ...] = ()
    hours: tuple[Annotated[str, AfterValidator(_spans)], ...] = ()
    negative_at_least: Probability | None = None
    question_at_least: Probability | None = None
    complaint_at_least: Probability | None = None
    praise_at_least: Probability | None = None
    toxic_at_least: Probability | None = None
    spam_at_least: Probability | None = None


class TriageRule(Section):
    """One rule: its name stands among the reasons of every comment that it changes."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    when: Condition = Condition()
    lane: Lane | None = None
    priority: Annotated[int | str | None, BeforeValidator(_priority)] = None
    tag: Annotated[str, AfterValidator(_tag)] = ""
    assign: Annotated[str, Field(max_length=60)] = ""
    desk_topic: Annotated[str, Field(max_length=50)] = ""
    ignore: bool = False
    stop: bool = False
    ladder: bool = False
    dry_run: bool = False

    @property
    def has_effect(self) -> bool:
        """Whether the rule changes anything at all."""
        does = (self.lane, self.tag, self.assign, self.desk_topic)
        return self.priority is not None or any(does) or self.ignore or self.stop or self.ladder


class ListedAuthors(Section):
    """Whom to answer first, whose cases never ring, whom to pass over: by @name or by number."""

    vip: tuple[Person, ...] = ()
    quiet: tuple[Person, ...] = ()
    ignore: tuple[Person, ...] = ()

    @property
    def by_list(self) -> Mapping[AuthorList, tuple[str, ...]]:
        """The same by the name of the list."""
        return {on: getattr(self, on.value) for on in AuthorList}


class Triage(Section):
    """Rules in the order in which they are tried, lists of authors, whether reactions count."""

    reactions: bool = False
    rules: tuple[TriageRule, ...] = ()
    lists: ListedAuthors = ListedAuthors()


class ThresholdOverrides(Section):
    """Probabilities to use in place of those that came with the model; absent ones stay."""

    spam: Probability | None = None
    complaint: Probability | None = None
    negative: Probability | None = None
    toxic: Probability | None = None
    question: Probability | None = None
    praise: Probability | None = None
    unsure: Probability | None = None

    @property
    def given(self) -> frozenset[str]:
        """The names of those that the file sets."""
        return frozenset(self.model_dump(exclude_none=True))

    def over(self, thresholds: Thresholds) -> Thresholds:
        """The model's thresholds with these in their place."""
        given = self.model_dump(exclude_none=True)
        return Thresholds(**{name: given.get(name, getattr(thresholds, name)) for name in _NAMES})


_NAMES = tuple(ThresholdOverrides.model_fields)


def _group(value: str) -> str:
    """A group as it is named: its user name with an at sign, or its chat id."""
    name = value.strip().casefold()
    if not _GROUP.fullmatch(name):
        raise ValueError('name a group as "@its_name" or by its chat id, as "-1001234567890"')
    return name


class Moderation(Section):
    """How long a warning counts, and what is said to whom it is given, by language."""

    warning_days: Annotated[int, Field(ge=1, le=366)] = 30
    warning: Mapping[LanguageTag, Annotated[str, Field(max_length=1000)]] = {
        "en": "please keep it friendly here. This is a warning.",
        "hi": "कृपया यहाँ शिष्टता बनाए रखें। यह एक चेतावनी है।",
        "hi-Latn": "please yahan tameez se baat karein. Yeh ek warning hai.",
        "ru": "пожалуйста, соблюдайте здесь вежливость. Это предупреждение.",
    }


class Reports(Section):
    """Members who answer a comment with /report: how many it takes, and whose count."""

    threshold: Annotated[int, Field(ge=1, le=50)] = 2
    a_day: Annotated[int, Field(ge=1, le=100)] = 5
    known_for_hours: Annotated[int, Field(ge=0, le=720)] = 24
    delete_command: bool = True


class Incidents(Section):
    """Alarms for many negative comments at once: whether, from how many on, and where not."""

    enabled: bool = True
    minimum: Annotated[int, Field(ge=3, le=1000)] = 6
    off_in: tuple[Annotated[str, AfterValidator(_group)], ...] = ()


class Alike(Section):
    """Comments that ask or complain of the same: how many make one card, within which time."""

    enabled: bool = True
    least: Annotated[int, Field(ge=2, le=20)] = 3
    hours: Annotated[float, Field(gt=0, le=72)] = 6


class Privacy(Section):
    """How long words and names of members are kept; 0 days: for ever."""

    keep_days: Annotated[int, Field(ge=0, le=3650)] = 400


class Approval(Section):
    """Which answers need a second yes; none by default."""

    lanes: tuple[Lane, ...] = ()
    words: tuple[Needle, ...] = ()
    replies: tuple[Needle, ...] = ()


class OtherModel(Section):
    """A text-classification model, a directory or a name on the Hub, for one of the questions."""

    model: Annotated[str, Field(min_length=1)]
    labels: Mapping[str, Needle] = {}
    allow_download: bool = False


class Classifiers(Section):
    """Which model judges comments, and on what; none named means the one that comes with Jawab."""

    model: Path | None = None
    engine: Engine = "onnx"
    sentiment: OtherModel | None = None
    question: OtherModel | None = None
    complaint: OtherModel | None = None
    toxic: OtherModel | None = None
    spam: OtherModel | None = None

    @property
    def foreign(self) -> tuple[ForeignModel, ...]:
        """The models that answer in the place of the one above, each for its task."""
        given = {task: getattr(self, task) for task in get_args(Task)}
        return tuple(
            ForeignModel(task=task, **other.model_dump()) for task, other in given.items() if other
        )


class Drafting(Section):
    """A language model that drafts answers from saved replies; off unless it is named.

    `min_evidence` is how probable it must be that the best saved reply answers the comment.
    """

    base_url: Annotated[str, AfterValidator(_model_base)] = ""
    model: str = ""
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    timeout_seconds: Annotated[int, Field(ge=1, le=120)] = 20
    max_tokens: Annotated[int, Field(ge=50, le=8000)] = 600
    min_evidence: Probability = 0.4

    @property
    def is_on(self) -> bool:
        """Whether drafts can be asked for."""
        return bool(self.base_url and self.model)
