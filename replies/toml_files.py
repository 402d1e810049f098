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
from replies.types import Library, SavedReply

SNIPPETS_FILE = Path("snippets.toml")
PLAYBOOKS_FILE = Path("playbooks.toml")
ANY_LANE = "any"
NO_TOPIC = "general"
VOICE_FILE = "voice.toml"
"""Holds the brand's voice, no saved replies."""

_SYNTAX_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_KINDS = "|".join(toml_entries.ROOT_KEYS)
_ENTRY_HEADER = re.compile(rf"\s*\[\[\s*(?P<root>{_KINDS})\s*\]\]")
_VARIANT_HEADER = re.compile(rf"\s*\[\[\s*(?:{_KINDS})\s*\.\s*variants\s*\]\]")
_TITLES_HEADER = re.compile(rf"\s*\[\s*(?:{_KINDS})\s*\.\s*titles\s*\]")
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*(?:=|\.)")


def read(folder: Path) -> Loaded:
    """Read every TOML file under the folder, by name; what is wrong becomes findings."""
    loaded = Loaded()
    for path in sorted(folder.rglob("*.toml")):
        if path.name == VOICE_FILE:
            continue
        text = read_text(path, loaded.findings)
        if text is not None:
            _read_file(path, text, loaded)
    return loaded


def write(library: Library, folder: Path) -> list[Path]:
    """Write one file per lane and topic, each as a whole; remove library files of no use."""
    files: dict[Path, list[toml_entries.Entry]] = defaultdict(list)
    for reply in library.replies:
        files[folder / file_of(reply)].append(reply)
    if library.snippets:
        files[folder / SNIPPETS_FILE].extend(library.snippets)
    if library.playbooks:
        files[folder / PLAYBOOKS_FILE].extend(library.playbooks)
    stale = {path for path in folder.rglob("*.toml") if _is_library_file(path)} - files.keys()
    for path, entries in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".toml.new")
        try:
            unfinished.write_text(toml_text.dump(entries), encoding="utf-8", newline="\n")
            unfinished.replace(path)
        finally:  # of a disk that is full nothing is left behind
            unfinished.unlink(missing_ok=True)
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
    except (ValueError, RecursionError) as error:
        loaded.findings.append(syntax_finding(path, text, str(error)))
        return
    for key in sorted(table.keys() - set(toml_entries.ROOT_KEYS)):
        hint = "a library file holds [[replies]], [[snippets]] and [[playbooks]] only"
        line = _line_of_key(text, key)
        loaded.findings.append(
            Finding(message=f'unknown key "{key}"', hint=hint, path=path, line=line)
        )
    for root, parse in toml_entries.ROOT_KEYS.items():
        rows = table.get(root, [])
        if not isinstance(rows, list):
            hint = f"each one begins with a line [[{root}]]"
            loaded.findings.append(
                Finding(message=f'"{root}" must be a list', hint=hint, path=path)
            )
            continue
        for row, source in zip(rows, _sources(path, text, root, len(rows)), strict=True):
            entry, findings = parse(row, source)
            loaded.findings.extend(findings)
            if entry is not None:
                loaded.add(entry, source)


def syntax_finding(path: Path, text: str, message: str) -> Finding:
    """Say where and why a file is not TOML."""
    place = _SYNTAX_PLACE.search(message)
    line = int(place[1]) if place else text.count("\n") + 1
    sentence = _SYNTAX_PLACE.sub("", message).removesuffix(" (at end of document)")
    hint = "look for a missing quote, comma or bracket there or just above"
    return Finding(message=f"is not TOML: {sentence}", hint=hint, path=path, line=line)


def _sources(path: Path, text: str, root: str, count: int) -> list[Source]:
    """Find the lines of the entries; tomllib does not tell them, the headers do."""
    lines = text.split("\n")
    found = ((number, _ENTRY_HEADER.match(line)) for number, line in enumerate(lines))
    headers = [(number, header["root"]) for number, header in found if header]
    ends = [*(number for number, _ in headers[1:]), len(lines)]
    places = [
        (start, end) for (start, name), end in zip(headers, ends, strict=False) if name == root
    ]
    if len(places) != count:
        return [Source(path=path, line=None)] * count
    return [
        Source(path=path, line=start + 1, field_lines=_field_lines(lines[start:end], start))
        for start, end in places
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
    """Whether a file holds entries and nothing else, so that it is ours to replace."""
    try:
        keys = tomllib.loads(path.read_text(encoding="utf-8")).keys()
    except (OSError, ValueError, RecursionError):
        return False
    return bool(keys) and keys <= toml_entries.ROOT_KEYS.keys()
