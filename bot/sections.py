"""The sections of the configuration: frozen values, each checked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import unquote

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.checked import (
    ApiBase,
    ClockTime,
    DatabaseUrl,
    GroupId,
    GroupName,
    LanguageTag,
    Link,
    ModelBase,
    Needle,
    PersonId,
    Probability,
    TimeZone,
    WeekTime,
)
from bot.domain.comment import CommunityMode
from bot.domain.lane import Lane
from bot.domain.load import MOST_CARDS, NEVER_MISSED, Budget
from bot.domain.roster import Role
from bot.domain.weekly import WeeklyHour
from classifiers.types import Engine, ForeignModel, Task

SQLITE_PREFIX = "sqlite+aiosqlite:///"


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
    api_base: ApiBase = "https://api.telegram.org"
    token: SecretStr | None = None
    token_file: Path | None = None
    webhook: Webhook = Webhook()


class Database(Section):
    """Where everything is kept; the address may hold a password, so `repr` leaves it out."""

    url: Annotated[DatabaseUrl, Field(repr=False)] = "sqlite+aiosqlite:///var/jawab.db"

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
        Link,
    ] = {}


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
    report_at: WeekTime = WeeklyHour(day=0, hour=time(10))
    lead_code: Annotated[str, Field(pattern=r"^(|\S{8,64})$", repr=False)] = ""


class ListedManager(Section):
    """A person with a role at the desk."""

    user_id: PersonId
    name: Annotated[str, Field(min_length=1)]
    role: Role = Role.MANAGER


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
    off_in: tuple[GroupName, ...] = ()


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

    base_url: ModelBase = ""
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
