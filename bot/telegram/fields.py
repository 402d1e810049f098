"""Reading JSON of unknown shape: each field is what it should be, or the update is unreadable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

Json = Mapping[str, object]

_LARGEST = 2**63 - 1
"""What fits into the database's integers; Telegram's ids have at most 52 significant bits."""


class UpdateUnreadable(ValueError):
    """The update is not what the Bot API promises; the text names the field, never its content."""


def as_object(value: object, name: str) -> Json:
    """The value as a JSON object; raise UpdateUnreadable if it is something else."""
    if not isinstance(value, dict):
        raise UpdateUnreadable(f"{name} is not an object")
    return value


def part(body: Json, name: str) -> Json | None:
    """An optional object; raise UpdateUnreadable if it is something else."""
    value = body.get(name)
    return None if value is None else as_object(value, name)


def needed_part(body: Json, name: str) -> Json:
    """An object that has to be there; raise UpdateUnreadable if it is not."""
    return as_object(body.get(name), name)


def parts(body: Json, name: str) -> list[Json]:
    """An optional list of objects; raise UpdateUnreadable if it is something else."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise UpdateUnreadable(f"{name} is not a list")
    return [as_object(item, name) for item in value]


def number(body: Json, name: str) -> int | None:
    """An optional whole number; raise UpdateUnreadable if it is something else."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise UpdateUnreadable(f"{name} is not a whole number")
    return value


def needed_number(body: Json, name: str) -> int:
    """A whole number that has to be there; raise UpdateUnreadable if it is not."""
    value = number(body, name)
    if value is None:
        raise UpdateUnreadable(f"{name} is missing")
    return value


def flag(body: Json, name: str) -> bool:
    """An optional yes or no."""
    return body.get(name) is True


def string(body: Json, name: str) -> str:
    """An optional text, fit for any database; raise UpdateUnreadable if it is something else."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UpdateUnreadable(f"{name} is not a text")
    return storable(value)


def storable(text: str) -> str:
    """The text without what UTF-8 or a database refuses: halves of surrogate pairs and NUL."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "")


def moment(body: Json, name: str) -> datetime | None:
    """An optional Unix time; raise UpdateUnreadable if it names no moment."""
    seconds = number(body, name)
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise UpdateUnreadable(f"{name} is not a moment") from error
