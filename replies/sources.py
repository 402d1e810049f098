"""Where on disk each reply was read from, and what was wrong with the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from replies.findings import Finding
from replies.types import SavedReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file of one reply, its first line, and the lines of its keys as far as known."""

    path: Path
    line: int | None
    field_lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int | None:
        """The line of a key ("titles", "variants.0"), else that of the reply."""
        return self.field_lines.get(name, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Replies with their sources, side by side, and the findings of reading them."""

    replies: list[SavedReply]
    sources: list[Source]
    findings: list[Finding]


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
