"""A library on disk: a folder of TOML files, or one file of JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from replies import json_lines, toml_files
from replies.findings import Finding, LibraryInvalid, errors_of
from replies.lint import find_errors, lint
from replies.sources import Loaded, Source
from replies.types import SavedReply

STARTER = Path(__file__).parent / "starter"
_WHERE_TO_START = "copy the starter library, or import one with: jawab library import"


def load(path: Path) -> tuple[SavedReply, ...]:
    """Read the saved replies of a folder or a JSON-lines file, in the order of the files.

    Raise LibraryInvalid with every finding, if one of them is an error or there is no reply.
    """
    loaded = _read(path)
    findings = _all_findings(path, loaded, find_errors(loaded.replies))
    if errors_of(findings):
        raise LibraryInvalid(findings)
    return tuple(loaded.replies)


def check(path: Path) -> list[Finding]:
    """Find everything wrong or doubtful in a library on disk, with file and line."""
    loaded = _read(path)
    return _all_findings(path, loaded, lint(loaded.replies))


def save(replies: Sequence[SavedReply], folder: Path) -> list[Path]:
    """Write the replies as TOML files, one per lane and topic; say which.

    Nothing is lost: what `load` reads from the folder equals what was written. Library files that
    were there and are not part of this library any more are removed; other files stay.
    """
    return toml_files.write(replies, folder)


def _read(path: Path) -> Loaded:
    if path.is_dir():
        return toml_files.read(path)
    if path.is_file():
        return json_lines.read(path)
    missing = Finding(
        message="there is no such folder or file", hint="see brand.library", path=path
    )
    return Loaded(replies=[], sources=[], findings=[missing])


def _all_findings(path: Path, loaded: Loaded, of_replies: Iterable[Finding]) -> list[Finding]:
    findings = [*loaded.findings, *_placed(of_replies, loaded.sources)]
    if not findings and not loaded.replies:
        return [Finding(message="holds no saved replies", hint=_WHERE_TO_START, path=path)]
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0))


def _placed(findings: Iterable[Finding], sources: Sequence[Source]) -> list[Finding]:
    """Say for each finding in which file and line its reply stands."""
    placed = []
    for finding in findings:
        if finding.entry is None:
            placed.append(finding)
            continue
        source = sources[finding.entry]
        placed.append(replace(finding, path=source.path, line=source.line_of(finding.field)))
    return placed
