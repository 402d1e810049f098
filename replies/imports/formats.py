"""Which format a file with saved replies has, told by what is in it rather than by its name."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import PurePath

from replies.imports.delimited import read_delimited
from replies.imports.rows import Row, Table, TableUnreadable, checked_size
from replies.imports.workbooks import COMPOUND, ZIP, read_workbook

TABLE_NAMES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"}
)
MAX_BYTES = 50 * 1024 * 1024
_STARTS_OF_TEXT = b"\xef\xbb\xbf \t\r\n"


class Format(StrEnum):
    """What a file may be."""

    JSON_LINES = "JSON lines"
    OBJECTS = "a list of JSON objects"
    EXPORT = "a chat export of Telegram Desktop"
    WORKBOOK = "an Excel workbook"
    DELIMITED = "delimited text"

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns."""
        return self in {Format.OBJECTS, Format.WORKBOOK, Format.DELIMITED}


def format_of(name: str, data: bytes) -> Format:
    """Tell the format of a file; a broken one counts as what it begins as."""
    if data.startswith((ZIP, COMPOUND)):
        return Format.WORKBOOK
    start = data.lstrip(_STARTS_OF_TEXT)
    if start.startswith(b"["):
        return Format.OBJECTS if _is_json(start.partition(b"\n")[0], name) else Format.DELIMITED
    if start.startswith(b"{"):
        first = start.partition(b"\n")[0].strip()
        is_line = PurePath(name).suffix.lower() in {".jsonl", ".ndjson"} or first.endswith(b"}")
        is_export = b'"messages"' in first or b'"chats"' in first
        return Format.JSON_LINES if is_line and not is_export else Format.EXPORT
    suffix = PurePath(name).suffix.lower()
    return Format.JSON_LINES if suffix in {".jsonl", ".ndjson"} else Format.DELIMITED


def read_table(data: bytes, kind: Format, *, sheet: str | None = None) -> Table:
    """Read the rows of a file that has some; raise TableUnreadable."""
    if len(data) > MAX_BYTES:
        raise TableUnreadable(f"is larger than {MAX_BYTES // 1024**2} MB", "bring it in parts")
    if kind is Format.WORKBOOK:
        return read_workbook(data, sheet=sheet)
    return _read_objects(data) if kind is Format.OBJECTS else read_delimited(data)


def _is_json(first: bytes, name: str) -> bool:
    return PurePath(name).suffix.lower() == ".json" or first.strip() == b"[" or b"{" in first


def _read_objects(data: bytes) -> Table:
    """A list of objects, as tools give it to programs: the keys are the headings."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TableUnreadable(f"is not JSON: {error}", "export it again") from error
    objects = [one for one in document if isinstance(one, dict)]
    keys = list(dict.fromkeys(key for one in objects for key in one))
    rows = [Row(number=1, cells=tuple(keys))]
    for number, one in enumerate(objects, start=2):
        rows.append(Row(number=number, cells=tuple(_cell(one.get(key)) for key in keys)))
    return Table(rows=checked_size(rows) if objects else [])


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return "\n".join(map(_cell, value))
        case dict():
            return json.dumps(value, ensure_ascii=True)
        case _:
            return str(value)
