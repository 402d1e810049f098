"""Options in the URL of PostgreSQL: which there are, and what asyncpg wants each to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from sqlalchemy import URL

from bot.errors import SettingsInvalid

_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SESSIONS = ("any", "primary", "standby", "read-write", "read-only", "prefer-standby")
_PLACES = ("host", "port")
"""They say where the server is, and stay in the URL."""


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return value

    return read


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise ValueError("a whole number, 0 or more")
    return int(value)


_READ: Mapping[str, Callable[[str], object]] = {
    "ssl": _one_of(*_SSL_MODES),
    "statement_cache_size": _count,
    "prepared_statement_cache_size": _count,
    "passfile": str,
    "target_session_attrs": _one_of(*_SESSIONS),
}
_OF_SQLALCHEMY = {"prepared_statement_cache_size"}
_OTHER_NAMES = {"sslmode": "ssl"}
"""What other programs call them."""


def options_of(url: URL) -> dict[str, object]:
    """What the options say, as the engine takes it; raise SettingsInvalid.

    Their values are never repeated: one may be a password.
    """
    options: dict[str, object] = {}
    for name, value in url.query.items():
        if name in _PLACES:
            continue
        if name not in _READ:
            raise SettingsInvalid(f'database.url: there is no option "{name}" ({_hint(name)})')
        if not isinstance(value, str):
            raise SettingsInvalid(f'database.url: the option "{name}" is there more than once')
        try:
            options[name] = _READ[name](value)
        except ValueError as error:
            raise SettingsInvalid(f'database.url: the option "{name}" must be {error}') from None
    return options


def drivers_options_of(url: URL) -> dict[str, object]:
    """The same for a connection that asyncpg makes without an engine."""
    return {name: one for name, one in options_of(url).items() if name not in _OF_SQLALCHEMY}


def without_options(url: URL) -> URL:
    """The URL with nothing but where to find the server, and whom to let in."""
    return url.set(query={name: url.query[name] for name in _PLACES if name in url.query})


def _hint(name: str) -> str:
    close = _OTHER_NAMES.get(name) or next(iter(get_close_matches(name, _READ, n=1)), None)
    return f"hint: did you mean {close}?" if close else f"hint: there are {', '.join(_READ)}"
