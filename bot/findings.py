"""What is wrong with a configuration, told so that it can be mended: file, key, hint."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.errors import SettingsInvalid

Place = tuple[str | int, ...]

_UNKNOWN = "extra_forbidden"
_TOO_FEW = "too_short"
_SENTENCES = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": 'must be a text in quotes ("…")',
    "path_type": 'must be a path in quotes ("…")',
    "tuple_type": "must be a list ([…])",
    "dict_type": "must be a table",
    "mapping_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "string_too_short": "must not be empty",
}
_LIMITS = {
    "less_than_equal": ("must be at most", "le"),
    "greater_than_equal": ("must be at least", "ge"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    place: Place
    message: str
    is_type: bool = False


class Findings:
    """Everything found in one file and the environment; the first word on each place counts."""

    def __init__(self, file: str, env_prefix: str) -> None:
        self.env_prefix = env_prefix
        self._file = file
        self._lines: dict[str, str] = {}

    def add(self, place: Place, message: str, *, shown: Place | None = None) -> None:
        """Note what is wrong at a key of the file, or of the variable that overrules it.

        `shown` is where it stands in the file, if that is elsewhere.
        """
        key = dotted(shown or place)
        variable = self._variable_behind(place)
        where = variable or (f"{self._file}: {key}" if self._file else key)
        self._lines.setdefault(key, f"{where}: {message}")

    def add_for_variable(self, variable: str, message: str) -> None:
        """Note what is wrong with an environment variable."""
        self._lines.setdefault(variable, f"{variable}: {message}")

    def raise_if_any(self) -> None:
        """Raise SettingsInvalid with all of them, one on a line."""
        if self._lines:
            raise SettingsInvalid("\n".join(self._lines.values()))

    def _variable_behind(self, place: Place) -> str:
        names = [str(part) for part in place]
        while names:
            variable = self.env_prefix + "__".join(names).upper()
            if variable in os.environ:
                return variable
            names.pop()
        return ""


def describe(
    error: ValidationError, model: type[BaseModel], *, prefix: Place = ()
) -> Iterator[Finding]:
    """Turn pydantic's errors into findings in plain words; values are never repeated."""
    details = error.errors(include_url=False, include_context=True, include_input=False)
    for detail in details:
        kind = detail["type"]
        if kind == _TOO_FEW and any(_is_within(one["loc"], detail["loc"]) for one in details):
            continue  # only because those that are there are wrong
        place = _known_part((*prefix, *detail["loc"]), model)
        if kind == _UNKNOWN:
            yield Finding(place, f"is not a known key{_similar(place, model)}")
        elif kind in {"literal_error", "enum"}:
            yield Finding(place, f"must be one of {detail['ctx']['expected']}")
        elif kind == _TOO_FEW:
            yield Finding(place, f"must not have fewer entries than {detail['ctx']['min_length']}")
        elif kind in _LIMITS:
            words, limit = _LIMITS[kind]
            yield Finding(place, f"{words} {detail['ctx'][limit]:g}")
        elif kind == "value_error":
            yield Finding(place, str(detail["ctx"]["error"]))
        else:
            message = _SENTENCES.get(kind, _lower(detail["msg"]))
            yield Finding(place, message, is_type=kind in _SENTENCES and kind != "missing")


def dotted(place: Place) -> str:
    """`("communities", 0, "chat_id")` as `communities[1].chat_id`: people count from one."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def keys_of(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Every key that a configuration may hold, dotted, tables before what is in them."""
    for name, field in model.model_fields.items():
        key = f"{prefix}{name}"
        yield key
        inner = _model_in(field.annotation)
        if inner is not None:
            yield from keys_of(inner, f"{key}.")


def _known_part(place: Place, model: type[BaseModel]) -> Place:
    """Leave out what pydantic adds for the branches of a union ("int", "function-before[…]")."""
    current: type[BaseModel] | None = model
    kept: list[str | int] = []
    for part in place:
        if current is None and isinstance(part, str) and _is_branch(part):
            break
        kept.append(part)
        if current is not None and isinstance(part, str):
            field = current.model_fields.get(part)
            current = _model_in(field.annotation) if field is not None else None
    return tuple(kept)


def _is_within(inner: Place, outer: Place) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _is_branch(part: str) -> bool:
    return re.match(r"(int|str|float|constrained|function|\[key\])", part) is not None


def _similar(place: Place, model: type[BaseModel]) -> str:
    current: type[BaseModel] | None = model
    for part in place[:-1]:
        if current is not None and isinstance(part, str):
            field = current.model_fields.get(part)
            current = _model_in(field.annotation) if field is not None else None
    if current is None:
        return ""
    close = get_close_matches(str(place[-1]), current.model_fields, n=1, cutoff=0.6)
    return f" (hint: did you mean {close[0]}?)" if close else _elsewhere(str(place[-1]), model)


def _elsewhere(name: str, model: type[BaseModel]) -> str:
    homes = [key for key in keys_of(model) if key.rpartition(".")[2] == name]
    return f" (hint: did you mean {homes[0]}?)" if homes else ""


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The section that an annotation is about, also inside a tuple, union or Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType, Annotated):
        found = (_model_in(argument) for argument in get_args(annotation))
        return next((model for model in found if model is not None), None)
    return None


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
