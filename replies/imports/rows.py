"""A table as it stands in a file: rows of cells, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field

from replies.findings import Finding

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000


class TableUnreadable(ValueError):
    """No table can be read from the bytes; `hint` says what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with its number as spreadsheet programs show it, counted from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows in which something is written, and what is worth knowing about the reading.

    `findings` name rows that could not be read, `remarks` say how the rest was.
    """

    rows: list[Row]
    findings: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def checked_size(rows: list[Row]) -> list[Row]:
    """The rows, if there are not more of them than a library may have; raise TableUnreadable."""
    if len(rows) > MAX_ROWS:
        raise TableUnreadable(f"has more than {MAX_ROWS} rows", "bring them in several files")
    if any(len(row.cells) > MAX_COLUMNS for row in rows):
        raise TableUnreadable(f"has more than {MAX_COLUMNS} columns", "is it really a table?")
    return rows
