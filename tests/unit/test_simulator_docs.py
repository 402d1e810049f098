"""The simulator's page names everything that a script can use."""

import re
from pathlib import Path

import pytest

from bot.simulator.faults import Fault
from bot.simulator.media import KINDS
from bot.simulator.methods.table import METHODS
from bot.simulator.simulator import Simulator

_PAGE = (Path(__file__).parents[2] / "docs" / "SIMULATOR.md").read_text(encoding="utf-8")
_SCRIPT = [name for name in dir(Simulator) if not name.startswith("_")]


@pytest.mark.parametrize("name", [*_SCRIPT, *METHODS, *KINDS, *(fault.name for fault in Fault)])
def test_the_page_names_it(name: str) -> None:
    assert re.search(rf"\b{name}\b", _PAGE)
