"""Excel workbooks (.xlsx) as a table: what the cells show, within bounds of size."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from openpyxl import Workbook, load_workbook

from replies.imports.rows import MAX_COLUMNS, MAX_ROWS, Row, Table, TableUnreadable, checked_size

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container begins that old Excel files use, and new ones with a password."""

MAX_UNPACKED = 100 * 1024 * 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EMPTY_ROWS_AT_END = 10_000
_SAVE_AS = "save it in Excel or LibreOffice as .xlsx or CSV"


def read_workbook(data: bytes, *, sheet: str | None = None) -> Table:
    """Read a sheet, the first that holds something unless one is named.

    A cell with a formula counts by the value it showed last. Raise TableUnreadable.
    """
    _refuse_other_formats(data)
    with _opened(data) as book:
        names = [one.title for one in book.worksheets]
        if sheet is not None and sheet not in names:
            raise TableUnreadable(f'has no sheet "{sheet}"', "there are " + ", ".join(names))
        for name in [sheet] if sheet is not None else names:
            rows = _rows(book, name)
            if rows:
                others = [other for other in names if other != name]
                return Table(rows=checked_size(rows), remarks=_remarks(name, others))
    return Table(rows=[])


def _remarks(name: str, others: Iterable[str]) -> list[str]:
    left = ", ".join(others)
    return [f'sheet "{name}"', *([f"not read: sheets {left} (--sheet)"] if left else [])]


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(COMPOUND):
        if _ENCRYPTED in data:
            raise TableUnreadable("is protected with a password", "remove the password in Excel")
        raise TableUnreadable("is an old Excel file (.xls)", _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise TableUnreadable("is a damaged Excel file", "export it again") from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.bin" in names or "mimetype" in names or "[Content_Types].xml" not in names:
        raise TableUnreadable("is no Excel workbook (.xlsx)", _SAVE_AS)
    # A reader of the archive unpacks no more of an entry than is declared here.
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        megabytes = MAX_UNPACKED // 1024**2
        raise TableUnreadable(f"unpacks to more than {megabytes} MB", "save its table as CSV")


@contextmanager
def _opened(data: bytes) -> Iterator[Workbook]:
    book = None
    try:
        with warnings.catch_warnings():
            # Styles and extensions that openpyxl does not know make no difference to the texts.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            yield book
    except TableUnreadable:
        raise
    except Exception as error:  # a damaged workbook fails in many ways
        raise TableUnreadable(f"is a damaged Excel file: {error}", "export it again") from error
    finally:
        if book is not None:
            book.close()


def _rows(book: Workbook, name: str) -> list[Row]:
    sheet = book[name]
    # What a file says of its own extent is often wrong, or far too much.
    sheet.reset_dimensions()
    rows: list[Row] = []
    values = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    for number, cells in enumerate(values, start=1):
        row = Row(number=number, cells=_trimmed(map(_shown, cells)))
        if not row.is_blank:
            rows.append(row)
        last = rows[-1].number if rows else 0
        if len(rows) > MAX_ROWS or number - last > _EMPTY_ROWS_AT_END:
            break
    return rows


def _trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells up to the last one that holds something."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def _shown(value: object) -> str:
    """A value as the sheet would show it, as far as that matters to texts."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "")
