"""How the commands that check something show what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.output import flush, write

if TYPE_CHECKING:
    from bot.services.doctor import Finding

SIGNS = {"ok": "✓", "note": "·", "failure": "✗"}


def show(finding: Finding) -> None:
    """A finding, and under it what to do."""
    write(f"{SIGNS[finding.level]} {finding.subject}: {finding.message}")
    if finding.remedy:
        write(f"    → {finding.remedy}")
    flush()
