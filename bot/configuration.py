"""The configuration read once: a TOML file, overruled by the environment, or all its mistakes."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import SettingsError

from bot.contradictions import (
    across_faults,
    chat_faults,
    drafting_faults,
    list_faults,
    manager_faults,
    rule_faults,
    webhook_faults,
)
from bot.errors import SettingsInvalid
from bot.findings import Finding, Findings, describe
from bot.sections import SQLITE_PREFIX, Classifiers, Database, OtherModel
from bot.settings import ENV_PREFIX, Settings
from bot.several import SINGLE_OF, View, is_several, views_of

DEFAULT_FILE = Path("config.toml")
_SECRETS = (
    ("telegram", "token"),
    ("telegram", "webhook", "secret"),
    ("escalation", "email", "password"),
    ("escalation", "webhook", "secret"),
    ("drafting", "api_key"),
)
"""What the environment or a file of its own holds, never the configuration."""


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
    secret = settings.named(view.keys).variable("webhook", "secret")
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
