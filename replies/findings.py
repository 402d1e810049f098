"""What is wrong with a library: one finding each, collected before anybody is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """An error keeps a library from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong: what, how to mend it, and where.

    `entry` counts the library's entries of that `kind` ("reply", "snippet" or "playbook") from 0,
    `reply_id` is its id, `field` the key concerned, `variants.2` for the third variant. `path` and
    `line` are there where the library came from files, `row` and `column` (its heading) where it
    came from a table.
    """

    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    reply_id: str = ""
    entry: int | None = None
    kind: str = "reply"
    field: str = ""
    path: Path | None = None
    line: int | None = None
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = f"{self.path or 'library'}{f':{self.line}' if self.line else ''}"
        place += f", row {self.row}" if self.row else ""
        place += f', column "{self.column}"' if self.column else ""
        reply = f" [{self.reply_id}]" if self.reply_id else ""
        hint = f" — {self.hint}" if self.hint else ""
        return f"{place}: {self.severity}:{reply} {self.message}{hint}"


class LibraryInvalid(Exception):
    """A library cannot be used; `findings` lists everything found, in the order of the files."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that stop a library from being used."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
