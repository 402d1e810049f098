"""The lock: what running needs, in the versions that were tested together, each with its hash."""

from __future__ import annotations

import platform
import re
import runpy
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
LOCK = (TOP / "requirements.lock").read_text(encoding="utf-8").splitlines()
LINES = [line for line in LOCK if not line.startswith("#")]
MAKER = runpy.run_path(str(TOP / "scripts/make_lock.py"))


def test_every_line_is_one_version_with_a_hash() -> None:
    for line in LINES:
        assert re.fullmatch(r"[a-z0-9-]+==\S+ --hash=sha256:[0-9a-f]{64}", line), line


def test_the_versions_are_those_that_were_tested_together() -> None:
    versions = MAKER["pinned"]()
    locked = dict(line.split()[0].split("==") for line in LINES)

    assert locked == {name: versions[name] for name in locked}


@pytest.mark.skipif(
    (sys.version_info[:2], sys.platform, platform.machine()) != ((3, 11), "linux", "x86_64"),
    reason="elsewhere other packages are needed, and another lock",
)
def test_nothing_that_running_needs_is_missing_and_nothing_else_is_there() -> None:
    assert {line.split("==")[0] for line in LINES} == MAKER["wanted"]()
