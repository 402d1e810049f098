"""The running desk on a stage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.stage import Stage, a_stage


@pytest.fixture
def library(request: pytest.FixtureRequest) -> str:
    """What speaks to Telegram; modules with the mark of `with_both_libraries` run twice."""
    return str(getattr(request, "param", "aiogram"))


@pytest.fixture
async def dark_stage(tmp_path: Path, library: str) -> AsyncIterator[Stage]:
    """A stage whose desk the test starts itself."""
    async with a_stage(tmp_path) as stage:
        stage.library = library
        yield stage


@pytest.fixture
async def stage(dark_stage: Stage) -> Stage:
    """A stage with the desk running."""
    await dark_stage.start()
    return dark_stage
