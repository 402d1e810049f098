"""A town on the wall clock, whose program the test starts itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulator.simulator import Simulator
from tests.e2e.program import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Simulator() as telegram:
        town = Town(tmp_path, telegram)
        yield town
        if town.program.is_running:
            await town.program.kill()
