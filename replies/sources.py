"""Where on disk each entry was read from, and what was wrong with the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from replies.findings import Finding
from replies.types import Library, Playbook, SavedReply, Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file of one entry, its first line, and the lines of its keys as far as known."""

    path: Path
    line: int | None
    field_lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int | None:
        """The line of a key ("titles", "variants.0"), else that of the entry."""
        return self.field_lines.get(name, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Entries with their sources by kind, side by side, and the findings of reading them."""

    replies: list[SavedReply] = field(default_factory=list)
    snippets: list[Snippet] = field(default_factory=list)
    playbooks: list[Playbook] = field(default_factory=list)
    sources: dict[str, list[Source]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)

    def add(self, entry: SavedReply | Snippet | Playbook, source: Source) -> None:
        """Keep an entry that was read there."""
        match entry:
            case SavedReply():
                self.replies.append(entry)
                self.sources["reply"].append(source)
            case Snippet():
                self.snippets.append(entry)
                self.sources["snippet"].append(source)
            case Playbook():
                self.playbooks.append(entry)
                self.sources["playbook"].append(source)

    @property
    def library(self) -> Library:
        """All that was read."""
        return Library(
            replies=tuple(self.replies),
            snippets=tuple(self.snippets),
            playbooks=tuple(self.playbooks),
        )

    def placed(self, finding: Finding) -> Finding:
        """Say in which file and line the entry of a finding stands."""
        if finding.entry is None:
            return finding
        source = self.sources[finding.kind][finding.entry]
        return replace(finding, path=source.path, line=source.line_of(finding.field))


def read_text(path: Path, findings: list[Finding]) -> str | None:
    """Read a UTF-8 file; what prevents it becomes a finding."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        hint = "save it again as UTF-8"
        findings.append(Finding(message="is not UTF-8 text", hint=hint, path=path, line=line))
    except OSError as error:
        reason = error.strerror or "unreadable"
        findings.append(Finding(message=f"cannot be read: {reason}", path=path))
    return None
