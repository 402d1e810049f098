"""Reading JSON objects field by field, checked: a damaged row is named, not believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Row

JsonObject = dict[str, object]


E = TypeVar("E", bound=StrEnum)


def member(kind: type[E], word: str) -> E | None:
    """What a word stands for; None for one that nobody knows, as in a damaged row."""
    try:
        return kind(word)
    except ValueError:
        return None


def counted(kind: type[E], found: Iterable[Row[str, int]]) -> dict[E, int]:
    """Rows of a word and a count, those left out whose word nobody knows."""
    known = ((member(kind, word), count) for word, count in found)
    return {one: count for one, count in known if one is not None}


class Fields:
    """A JSON object; fields that an older version did not write yet take the default.

    Every reader raises ValueError where the value has another type.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise ValueError(f"not a JSON object: {value!r}")  # noqa: TRY004 (the value is at fault)
        self._values: Mapping[str, object] = value

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self._values.get(name, default)
        if not isinstance(value, str):
            raise self._odd(name)
        return value

    def maybe_text(self, name: str) -> str | None:
        """A string or null."""
        return None if self._values.get(name) is None else self.text(name)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        value = self._values.get(name, default)
        if not isinstance(value, int):
            raise self._odd(name)
        return value

    def maybe_number(self, name: str) -> int | None:
        """A whole number or null."""
        return None if self._values.get(name) is None else self.number(name)

    def real(self, name: str, default: float = 0.0) -> float:
        """A number."""
        value = self._values.get(name, default)
        if not isinstance(value, int | float):
            raise self._odd(name)
        return float(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            raise self._odd(name)
        return value

    def items(self, name: str) -> list[object]:
        """A list of anything."""
        return as_list(self._values.get(name, []))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        return as_texts(self.items(name))

    def mapping(self, name: str) -> dict[str, str]:
        """An object whose values are strings."""
        inner = Fields(self._values.get(name, {}))
        return {key: inner.text(key) for key in inner._values}

    def require(self, *names: str) -> None:
        """Raise ValueError where one of these fields, which every version wrote, is not there."""
        for name in names:
            if name not in self._values:
                raise ValueError(f"{name} is not there")

    def has(self, name: str) -> bool:
        """Whether there is such a field, and it is not null."""
        return self._values.get(name) is not None

    def nested(self, name: str) -> Fields:
        """An object inside this one."""
        return Fields(self._values.get(name))

    def _odd(self, name: str) -> ValueError:
        return ValueError(f"{name} is not as it was written: {self._values.get(name)!r}")


def as_list(value: object) -> list[object]:
    """Take a JSON value for a list; raise ValueError if it is none."""
    if not isinstance(value, list):
        raise ValueError(f"not a JSON list: {value!r}")  # noqa: TRY004 (as above)
    return value


def as_texts(value: object) -> tuple[str, ...]:
    """Take a JSON value for a list of strings; raise ValueError if it is none."""
    found = as_list(value)
    if not all(isinstance(each, str) for each in found):
        raise ValueError(f"not a JSON list of strings: {value!r}")
    return tuple(str(each) for each in found)


def as_numbers(value: object) -> tuple[int, ...]:
    """Take a JSON value for a list of whole numbers; raise ValueError if it is none."""
    numbers = tuple(each for each in as_list(value) if isinstance(each, int))
    if len(numbers) != len(as_list(value)):
        raise ValueError(f"not a JSON list of numbers: {value!r}")
    return numbers
