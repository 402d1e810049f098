"""The configuration: a TOML file, overruled by the environment, read once into frozen sections."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import PrivateAttr, SecretStr, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.contradictions import (
    across_faults,
    chat_faults,
    drafting_faults,
    list_faults,
    manager_faults,
    rule_faults,
    webhook_faults,
)
from bot.domain.ids import Keys
from bot.errors import SettingsInvalid
from bot.findings import Finding, Findings, describe
from bot.sections import (
    SQLITE_PREFIX,
    Alike,
    Approval,
    Brand,
    Classifiers,
    Database,
    Desk,
    Drafting,
    Incidents,
    ListedManager,
    Moderation,
    OtherModel,
    Privacy,
    Private,
    Reports,
    Telegram,
    ThresholdOverrides,
    Triage,
    WatchedCommunity,
)
from bot.several import SINGLE_OF, View, is_several, views_of
from bot.sla_sections import Escalation, Oncall, Ops, Sla

DEFAULT_FILE = Path("config.toml")
ENV_PREFIX = "JAWAB_"
_TOKEN = re.compile(r"\d+:\S+")
_SECRETS = (
    ("telegram", "token"),
    ("telegram", "webhook", "secret"),
    ("escalation", "email", "password"),
    ("escalation", "webhook", "secret"),
    ("drafting", "api_key"),
)
"""What the environment or a file of its own holds, never the configuration."""
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Settings(BaseSettings):
    """Everything that can be configured for one desk.

    Every key has a default, so commands work without a file. Paths are absolute once it was
    loaded.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    brand: Brand = Brand()
    communities: tuple[WatchedCommunity, ...] = ()
    private: Private = Private()
    desk: Desk = Desk()
    managers: tuple[ListedManager, ...] = ()
    triage: Triage = Triage()
    thresholds: ThresholdOverrides = ThresholdOverrides()
    sla: Sla = Sla()
    oncall: Oncall = Oncall()
    escalation: Escalation = Escalation()
    ops: Ops = Ops()
    moderation: Moderation = Moderation()
    reports: Reports = Reports()
    incidents: Incidents = Incidents()
    alike: Alike = Alike()
    privacy: Privacy = Privacy()
    approval: Approval = Approval()
    classifiers: Classifiers = Classifiers()
    drafting: Drafting = Drafting()
    _keys: Keys | None = PrivateAttr(default=None)

    @property
    def keys(self) -> Keys:
        """What brand, bot and desk are called, "main" where the file describes one of each."""
        return self._keys or Keys()

    @property
    def is_listed(self) -> bool:
        """Whether it is one of the desks of a file that lists them."""
        return self._keys is not None

    def named(self, keys: Keys | None) -> Settings:
        """The same under keys of a file that lists desks."""
        copy = self.model_copy()
        copy._keys = keys  # noqa: SLF001 - its own
        return copy

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file (handed to `__init__`), and nothing else."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def _bot_section(self) -> str:
        return "telegram" if self._keys is None else f"bots.{self._keys.bot}"

    def _variable(self, *names: str) -> str:
        """The variable that holds something of the bot."""
        return ENV_PREFIX + "__".join((*self._bot_section.split("."), *names)).upper()

    def bot_token(self) -> SecretStr:
        """The bot's token from the environment or its file; raise SettingsInvalid without one."""
        section = self._bot_section
        whose = "" if self._keys is None else f"bot {self._keys.bot}: "
        token = self.telegram.token or _secret_from(
            self.telegram.token_file, f"{section}.token_file"
        )
        if token is None:
            raise SettingsInvalid(
                f"{whose}no token: set {self._variable('token')}, or name a file that holds "
                f"it as {section}.token_file (@BotFather gives you one)"
            )
        if not _TOKEN.fullmatch(token.get_secret_value()):
            raise SettingsInvalid(
                f"{whose}the token does not look like one: @BotFather's are "
                "digits, a colon and letters"
            )
        return token

    @property
    def token_source(self) -> str:
        """What to do about a token that Telegram does not take, as a hint."""
        named = None if self.telegram.token else self.telegram.token_file
        where = named or self._variable("token")
        return f"@BotFather shows the one that holds; put it into {where}, then jawab run again"

    def webhook_secret(self) -> SecretStr:
        """What is sent along with each update; derived from the token if not given.

        Raise SettingsInvalid for one that Telegram would not take.
        """
        webhook, section = self.telegram.webhook, f"{self._bot_section}.webhook"
        given = webhook.secret or _secret_from(webhook.secret_file, f"{section}.secret_file")
        if given is not None:
            if not _WEBHOOK_SECRET.fullmatch(given.get_secret_value()):
                raise SettingsInvalid(
                    f"{section}.secret: Telegram takes 1 to 256 letters, digits, _ and -"
                )
            return given
        key = self.bot_token().get_secret_value().encode()
        return SecretStr(hmac.new(key, b"jawab webhook", hashlib.sha256).hexdigest())

    @property
    def webhook_path(self) -> str:
        """Where the bot's updates arrive; where a file lists bots, each has a path of its own."""
        own = "" if self._keys is None else f"/{self._keys.bot}"
        return self.telegram.webhook.path or f"/telegram{own}"

    def drafting_key(self) -> SecretStr | None:
        """What the drafting server wants to see, if anything; raise SettingsInvalid."""
        drafting = self.drafting
        return drafting.api_key or _secret_from(drafting.api_key_file, "drafting.api_key_file")

    def mail_password(self) -> SecretStr | None:
        """What the mail server wants to hear, if anything; raise SettingsInvalid."""
        mail = self.escalation.email
        return mail.password or _secret_from(mail.password_file, "escalation.email.password_file")

    def hook_secret(self) -> SecretStr | None:
        """What signs calls to another pager, if anything; raise SettingsInvalid."""
        hook = self.escalation.webhook
        return hook.secret or _secret_from(hook.secret_file, "escalation.webhook.secret_file")


def load_settings(path: Path | None = None, *, desk: str | None = None) -> Settings:
    """Read the file (none: defaults) and the environment, for the desk of that key.

    Raise SettingsInvalid as `load_configuration`, for a key that is not there, and without a key
    where there are several desks.
    """
    desks = load_configuration(path)
    keys = [one.keys.desk for one in desks]
    if desk is None and len(desks) > 1:
        raise SettingsInvalid(
            f"{path} has several desks: say which one is meant (hint: --desk {keys[0]}; "
            f"there are: {', '.join(keys)})"
        )
    if desk is not None and desk not in keys:
        raise SettingsInvalid(f'there is no desk "{desk}" (hint: there are: {", ".join(keys)})')
    return desks[0 if desk is None else keys.index(desk)]


def load_configuration(path: Path | None = None) -> tuple[Settings, ...]:
    """Read the file (none: defaults) and the environment: one view for each desk, in their order.

    Raise SettingsInvalid with every finding in its text: one line each with file, key and hint.
    """
    name = str(path) if path is not None else ""
    document = _read(path) if path is not None else {}
    findings = Findings(name, ENV_PREFIX)
    _refuse_secrets(document, findings)
    _refuse_unknown_variables(document, findings)
    views = (
        views_of(document, findings, sections=Settings.model_fields)
        if is_several(document)
        else [View(document=document)]
    )
    found = [(view, _settings_of(view, findings)) for view in views]
    read = [(view, settings) for view, settings in found if settings is not None]
    resolved = [_resolved(settings.named(view.keys), path) for view, settings in read]
    for at, place, message in across_faults(resolved):
        findings.add(place, message, shown=read[at][0].in_file(place))
    findings.raise_if_any()
    return tuple(resolved)


def _settings_of(view: View, findings: Findings) -> Settings | None:
    """The view as settings; None if they cannot be read."""
    _check_types(view, findings)
    try:
        settings = Settings(**view.document)  # type: ignore[arg-type] # checked in there
    except SettingsError as error:
        _blame_json(error, findings)
        return None
    except ValidationError as error:
        _add_all(describe(error, Settings), view, findings)
        return None
    _check_contradictions(settings, view, findings)
    return settings


def _add_all(found: Iterable[Finding], view: View, findings: Findings) -> None:
    for one in found:
        findings.add(one.place, one.message, shown=view.in_file(one.place))


def fault_of(key: str, value: object) -> str:
    """What is wrong with a value under a key such as "desk.language"; empty if nothing is."""
    section, _, name = key.partition(".")
    try:
        TypeAdapter[object](Settings.model_fields[section].annotation).validate_python(
            {name: value}
        )
    except ValidationError as error:
        return next(describe(error, Settings, prefix=(section,))).message
    return ""


def find_file(path: Path | None) -> Path | None:
    """The file to read: the one asked for, else `config.toml` here, if there is one."""
    if path is not None:
        return path
    return DEFAULT_FILE if DEFAULT_FILE.is_file() else None


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsInvalid(
            f"{path}: there is no such file (hint: jawab init writes one)"
        ) from error
    except OSError as error:
        raise SettingsInvalid(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid(f"{path}: is not UTF-8 text (at byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        # besides broken TOML: numbers of thousands of digits, lists in thousands of lists
        raise SettingsInvalid(f"{path}: not valid TOML: {_with_hint(str(error))}") from error


def _with_hint(message: str) -> str:
    if "Invalid value" in message:
        return f'{message} (hint: texts need quotes, as in name = "Chai & Co")'
    return message


def _refuse_secrets(document: dict[str, object], findings: Findings) -> None:
    for *place, key in _SECRETS:
        table: object = document
        for name in place:
            table = table.get(name) if isinstance(table, dict) else None
        if isinstance(table, dict):
            _refuse_secret(table, key, tuple(place), findings)


def _refuse_secret(
    table: dict[str, object], key: str, place: tuple[str, ...], findings: Findings
) -> None:
    if table.pop(key, None) is not None:
        variable = ENV_PREFIX + "__".join((*place, key)).upper()
        findings.add(
            (*place, key),
            f"secrets do not belong in this file (hint: set {variable}, or use {key}_file)",
        )


def _refuse_unknown_variables(document: Mapping[str, object], findings: Findings) -> None:
    known = {*Settings.model_fields, *(SINGLE_OF if is_several(document) else ())}
    for variable in os.environ:
        section, delimiter, _ = variable.removeprefix(ENV_PREFIX).lower().partition("__")
        if variable.startswith(ENV_PREFIX) and delimiter and section not in known:
            message = (
                f"the file has no [[{section}]]"
                if section in SINGLE_OF
                else f"there is no section {section}"
            )
            findings.add_for_variable(variable, message)


def _check_types(view: View, findings: Findings) -> None:
    """Refuse `ring_at = "80"` in a file, although in the environment everything is text."""
    for key, value in view.document.items():
        field: FieldInfo | None = Settings.model_fields.get(key)
        if field is None:
            continue
        try:
            TypeAdapter[object](field.annotation).validate_json(
                json.dumps(value, default=str), strict=True
            )
        except ValidationError as error:
            wrong = [found for found in describe(error, Settings, prefix=(key,)) if found.is_type]
            _add_all(wrong, view, findings)


def _blame_json(error: SettingsError, findings: Findings) -> None:
    for section in Settings.model_fields:
        if f'"{section}"' in str(error):
            variable = f"{ENV_PREFIX}{section.upper()}"
            findings.add_for_variable(variable, "not valid JSON (arrays and tables are JSON here)")


def _check_contradictions(settings: Settings, view: View, findings: Findings) -> None:
    secret = settings.named(view.keys)._variable("webhook", "secret")  # noqa: SLF001 - its own
    faults = (
        *webhook_faults(settings.telegram, secret),
        *drafting_faults(settings.drafting),
        *chat_faults(settings.communities, settings.desk),
        *manager_faults(settings.managers),
        *rule_faults(settings.triage.rules),
        *list_faults(settings.triage.lists),
    )
    for place, message in faults:
        findings.add(place, message, shown=view.in_file(place))


def _resolved(settings: Settings, path: Path | None) -> Settings:
    """Paths in a file are meant from the file's folder; without a file, from where we stand."""
    base = path.resolve().parent if path is not None else Path.cwd()
    telegram, webhook = settings.telegram, settings.telegram.webhook
    webhook = webhook.model_copy(update={"secret_file": _from(base, webhook.secret_file)})
    return settings.model_copy(
        update={
            "telegram": telegram.model_copy(
                update={"token_file": _from(base, telegram.token_file), "webhook": webhook}
            ),
            "database": Database(url=_database_from(base, settings.database.url)),
            "brand": settings.brand.model_copy(
                update={
                    "library": _from(base, settings.brand.library),
                    "voice": _from(base, settings.brand.voice),
                }
            ),
            "classifiers": _classifiers_from(base, settings.classifiers),
            "drafting": settings.drafting.model_copy(
                update={"api_key_file": _from(base, settings.drafting.api_key_file)}
            ),
        }
    )


def _classifiers_from(base: Path, section: Classifiers) -> Classifiers:
    others: dict[str, OtherModel] = {
        model.task: getattr(section, model.task).model_copy(
            update={"model": _place_from(base, model.model)}
        )
        for model in section.foreign
    }
    return section.model_copy(update={"model": _from(base, section.model), **others})


def _place_from(base: Path, model: str) -> str:
    """A directory as a path; what is none and does not look like one is a name on the Hub."""
    path = base / Path(model).expanduser()
    return str(path) if path.is_dir() or model.startswith(("/", ".", "~")) else model


def _from(base: Path, path: Path | None) -> Path | None:
    return base / path.expanduser() if path is not None else None


def _database_from(base: Path, url: str) -> str:
    if not url.startswith(SQLITE_PREFIX):
        return url
    file, question, query = url.removeprefix(SQLITE_PREFIX).partition("?")
    # a folder's name is no part of a URL yet
    folder = Path(str(base).replace("%", "%25").replace("?", "%3F"))
    return f"{SQLITE_PREFIX}{folder / file}{question}{query}"


def _secret_from(path: Path | None, key: str) -> SecretStr | None:
    if path is None:
        return None
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsInvalid(f"{key}: {path} cannot be read: {reason}") from error
    if not secret:
        raise SettingsInvalid(f"{key}: {path} is empty")
    return SecretStr(secret)
