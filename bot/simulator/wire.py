"""What travels over HTTP: parameters in any encoding, refusals in Telegram's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

JsonObject = dict[str, object]

_FREE_TEXT = frozenset({"text", "caption", "name"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file that came in a multipart body."""

    name: str
    content: bytes


class Refused(Exception):
    """The Bot API says no: an error code, a description and perhaps parameters."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(what: str) -> Refused:
    """Return a 400 in Telegram's wording."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """Return a 403 in Telegram's wording."""
    return Refused(403, f"Forbidden: {what}")


def utf16_length(text: str) -> int:
    """Return the length of `text` in the units in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Params:
    """The parameters of one call; in forms, numbers, flags and objects come as strings."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self.raw = dict(raw)

    def has(self, name: str) -> bool:
        """Say whether `name` was given a value."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self.raw.get(name)
        if value is None:
            return default
        if isinstance(value, dict | list | UploadedFile):
            raise bad_request(f'field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number, or `default` when it was not given."""
        value = self.raw.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'invalid integer value of parameter "{name}" specified') from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; absent is no."""
        return as_flag(self.raw.get(name))

    def mapping(self, name: str) -> JsonObject | None:
        """Return a JSON object, or None when it was not given."""
        value = self._decoded(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")

    def array(self, name: str) -> list[object] | None:
        """Return a JSON array, or None when it was not given."""
        value = self._decoded(name)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON array")

    def file(self, name: str) -> UploadedFile | None:
        """Return the uploaded file of this name, following `attach://` as Telegram does."""
        value = self.raw.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.raw.get(value.removeprefix("attach://"))
        return value if isinstance(value, UploadedFile) else None

    def _decoded(self, name: str) -> object:
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return decoded

    def printable(self) -> JsonObject:
        """Return the parameters as plain values, objects decoded, files as their names."""
        return {name: self._shown(name) for name in self.raw}

    def _shown(self, name: str) -> object:
        value = self.raw[name]
        if isinstance(value, UploadedFile):
            return f"file:{value.name}"
        if isinstance(value, str) and value[:1] in {"{", "["} and name not in _FREE_TEXT:
            try:
                value = json.loads(value)
            except ValueError:
                return value
        return value


def as_flag(value: object) -> bool:
    """Read a yes or no from JSON or from a form."""
    return value is True or (isinstance(value, str) and value.lower() in {"true", "1", "yes"})


def as_integer(value: object) -> int | None:
    """Read a whole number from JSON or from a string; anything else is None."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None
