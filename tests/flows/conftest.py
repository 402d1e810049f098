"""The running desk on a stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.stage import Stage, a_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage with the desk running."""
    async with a_stage(tmp_path) as stage:
        await stage.start()
        yield stage


@pytest.fixture
async def dark_stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage whose desk the test starts itself."""
    async with a_stage(tmp_path) as stage:
        yield stage
