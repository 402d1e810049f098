"""Where public replies come from, told by the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
REBUILDS = "storage"
"""Makes replies again of what the database holds."""


def makers_of(name: str) -> set[Path]:
    return {
        path.relative_to(BOT)
        for path in BOT.rglob("*.py")
        if path.relative_to(BOT).parts[0] != REBUILDS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    }


def test_only_an_approval_which_asks_the_voice_makes_a_public_reply() -> None:
    approving = BOT / "services/desk/approving.py"

    assert makers_of("PublicReply") == {Path("services/desk/approving.py")}
    assert "require_sendable" in approving.read_text(encoding="utf-8")


def test_only_warnings_and_confirmed_quotations_make_a_notice() -> None:
    assert makers_of("Notice") == {
        Path("services/desk/reposting.py"),
        Path("services/desk/sanctioning.py"),
    }
    sanctioning = BOT / "services/desk/sanctioning.py"
    assert "require_sendable" in sanctioning.read_text(encoding="utf-8")
