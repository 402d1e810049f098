"""Delimited text (CSV) as a table, whichever delimiter and encoding it has."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from replies.findings import Finding
from replies.imports.decoding import Undecodable, decode
from replies.imports.rows import MAX_ROWS, Row, Table, TableUnreadable, checked_size

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {"\t": "tab"}
_SAMPLED_ROWS = 50
_SAID_FIRST = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTES = 'a cell that holds quotes stands in quotes, those inside doubled: "say ""hi"""'


def read_delimited(data: bytes) -> Table:
    """Read a table; rows whose quotes do not fit are findings. Raise TableUnreadable."""
    try:
        decoded = decode(data)
    except Undecodable as error:
        raise TableUnreadable(str(error), "save it again as CSV in UTF-8, or as .xlsx") from error
    text, first_row = decoded.text, 1
    said = _SAID_FIRST.match(text)
    if said:
        text, first_row = text[said.end() :], 2
    delimiter = said[1] if said else _likeliest_delimiter(text)
    name = _NAMES.get(delimiter, delimiter)
    table = Table(rows=[], remarks=[f"read as {decoded.encoding}, delimiter {name}"])
    for number, cells in enumerate(_records(text, delimiter), start=first_row):
        if isinstance(cells, csv.Error):
            table.findings.append(Finding(message=_complaint(cells), hint=_QUOTES, row=number))
        elif any(cell.strip() for cell in cells):
            table.rows.append(Row(number=number, cells=tuple(map(_with_plain_ends, cells))))
        if len(table.rows) > MAX_ROWS:
            break
    checked_size(table.rows)
    return table


def _records(text: str, delimiter: str) -> Iterator[list[str] | csv.Error]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _likeliest_delimiter(text: str) -> str:
    """The one that cuts most of the first rows into as many cells as the heading has."""

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in islice(_records(text, delimiter), _SAMPLED_ROWS) if row]
        widths = [0 if isinstance(row, csv.Error) else len(row) for row in rows]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=evenness)


def _complaint(error: csv.Error) -> str:
    match str(error):
        case "unexpected end of data":
            return "a quote is opened and never closed"
        case message if "field larger" in message:
            return "a cell is far too long; perhaps a quote is not closed"
        case _:
            return "the quotes do not fit"


def _with_plain_ends(cell: str) -> str:
    """A cell whose lines end as everywhere else."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")
