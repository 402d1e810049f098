"""A library as a folder of TOML files: reading, and writing such that nothing is lost."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from replies import toml_entries, toml_text
from replies.findings import Finding
from replies.sources import Loaded, Source, read_text
from replies.types import SavedReply

ROOT_KEY = "replies"
ANY_LANE = "any"
NO_TOPIC = "general"

_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_REPLY_HEADER = re.compile(r"\s*\[\[\s*replies\s*\]\]")
_VARIANT_HEADER = re.compile(r"\s*\[\[\s*replies\s*\.\s*variants\s*\]\]")
_TITLES_HEADER = re.compile(r"\s*\[\s*replies\s*\.\s*titles\s*\]")
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*(?:=|\.)")


def read(folder: Path) -> Loaded:
    """Read every TOML file under the folder, by name; what is wrong becomes findings."""
    loaded = Loaded(replies=[], sources=[], findings=[])
    for path in sorted(folder.rglob("*.toml")):
        text = read_text(path, loaded.findings)
        if text is not None:
            _read_file(path, text, loaded)
    return loaded


def write(replies: Sequence[SavedReply], folder: Path) -> list[Path]:
    """Write one file per lane and topic, each as a whole; remove library files of no use."""
    files: dict[Path, list[SavedReply]] = defaultdict(list)
    for reply in replies:
        files[folder / file_of(reply)].append(reply)
    stale = {path for path in folder.rglob("*.toml") if _is_library_file(path)} - files.keys()
    for path, entries in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".toml.new")
        unfinished.write_text(toml_text.dump(entries), encoding="utf-8", newline="\n")
        unfinished.replace(path)
    for path in stale:
        path.unlink()
    return sorted(files)


def file_of(reply: SavedReply) -> Path:
    """Where in the folder a reply is written: its first lane, then its topic."""
    lane = reply.lanes[0] if reply.lanes else ANY_LANE
    return Path(_file_name(lane, ANY_LANE), _file_name(reply.topic, NO_TOPIC) + ".toml")


def _file_name(text: str, otherwise: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or otherwise


def _read_file(path: Path, text: str, loaded: Loaded) -> None:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        loaded.findings.append(_syntax_finding(path, text, str(error)))
        return
    for key in table.keys() - {ROOT_KEY}:
        hint = "a library file holds [[replies]] only"
        line = _line_of_key(text, key)
        loaded.findings.append(
            Finding(message=f'unknown key "{key}"', hint=hint, path=path, line=line)
        )
    rows = table.get(ROOT_KEY, [])
    if not isinstance(rows, list):
        hint = "each reply begins with a line [[replies]]"
        loaded.findings.append(Finding(message='"replies" must be a list', hint=hint, path=path))
        return
    for row, source in zip(rows, _sources(path, text, len(rows)), strict=True):
        reply, findings = toml_entries.parse(row, source)
        loaded.findings.extend(findings)
        if reply is not None:
            loaded.replies.append(reply)
            loaded.sources.append(source)


def _syntax_finding(path: Path, text: str, message: str) -> Finding:
    place = _SYNTAX_PLACE.search(message)
    line = int(place[1]) if place else text.count("\n") + 1
    sentence = _SYNTAX_PLACE.sub("", message).removesuffix(" (at end of document)")
    hint = "look for a missing quote, comma or bracket there or just above"
    return Finding(message=f"is not TOML: {sentence}", hint=hint, path=path, line=line)


def _sources(path: Path, text: str, count: int) -> list[Source]:
    """Find the lines of the replies; tomllib does not tell them, the headers do."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _REPLY_HEADER.match(line)]
    if len(starts) != count:
        return [Source(path=path, line=None)] * count
    ends = [*starts[1:], len(lines)]
    return [
        Source(path=path, line=start + 1, field_lines=_field_lines(lines[start:end], start))
        for start, end in zip(starts, ends, strict=True)
    ]


def _field_lines(lines: Sequence[str], offset: int) -> Mapping[str, int]:
    found: dict[str, int] = {}
    variant_count = 0
    in_reply = True
    for number, line in enumerate(lines, start=offset + 1):
        if _VARIANT_HEADER.match(line):
            found[f"variants.{variant_count}"] = number
            variant_count += 1
            in_reply = False
        elif _TITLES_HEADER.match(line):
            found["titles"] = number
            in_reply = False
        elif in_reply and (key := _KEY.match(line)):
            found.setdefault(key[1], number)
    return found


def _line_of_key(text: str, key: str) -> int | None:
    pattern = re.compile(rf"^\s*\[?\[?\s*[\"']?{re.escape(key)}\b", re.MULTILINE)
    match = pattern.search(text)
    return text.count("\n", 0, match.end()) + 1 if match else None


def _is_library_file(path: Path) -> bool:
    """Whether a file holds saved replies and nothing else, so that it is ours to replace."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).keys() == {ROOT_KEY}
    except (OSError, ValueError):
        return False
