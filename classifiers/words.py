"""Word lists kept as text beside the code; a line that starts with # says what they are."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


def read_words(name: str) -> frozenset[str]:
    """Read a list by its name."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
