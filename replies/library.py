"""A library on disk: a folder of TOML files, or one file of JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from replies import json_lines, toml_files, voice_lint
from replies.doubts import doubts_of
from replies.findings import Finding, LibraryInvalid, errors_of
from replies.sources import Loaded
from replies.types import Library
from replies.voice import Voice
from replies.wholeness import find_all_errors

STARTER = Path(__file__).parent / "starter"
_WHERE_TO_START = "copy the starter library, or import one with: jawab library import"


def load(path: Path) -> Library:
    """Read the library of a folder or of a JSON-lines file, in the order of the files.

    Raise LibraryInvalid with every finding, if one of them is an error or there is no reply.
    """
    loaded = _read(path)
    library = loaded.library
    findings = _all_findings(path, loaded, find_all_errors(library))
    if errors_of(findings):
        raise LibraryInvalid(findings)
    return library


def check(
    path: Path,
    *,
    links: Collection[str] | None = None,
    voice: Voice | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> list[Finding]:
    """Find everything wrong or doubtful in a library on disk, with file and line.

    `links` are the names of the links there are, where that is known. A `voice` looks at the
    texts too. `done` is told how many texts were compared.
    """
    loaded = _read(path)
    library = loaded.library
    findings = [*find_all_errors(library), *doubts_of(library, links=links, done=done)]
    if voice is not None:
        findings += voice_lint.findings_of(library, voice)
    return _all_findings(path, loaded, findings)


def save(library: Library, folder: Path) -> list[Path]:
    """Write the library as TOML files, replies one file per lane and topic; say which.

    Nothing is lost: what `load` reads from the folder equals what was written. Library files that
    were there and are not part of this library any more are removed; other files stay.
    """
    return toml_files.write(library, folder)


def _read(path: Path) -> Loaded:
    if path.is_dir():
        return toml_files.read(path)
    if path.is_file():
        return json_lines.read(path)
    missing = Finding(
        message="there is no such folder or file", hint="see brand.library", path=path
    )
    return Loaded(findings=[missing])


def _all_findings(path: Path, loaded: Loaded, of_entries: Iterable[Finding]) -> list[Finding]:
    findings = [*loaded.findings, *map(loaded.placed, of_entries)]
    if not findings and not loaded.replies:
        return [Finding(message="holds no saved replies", hint=_WHERE_TO_START, path=path)]
    return sorted(findings, key=lambda finding: (str(finding.path), finding.line or 0))
