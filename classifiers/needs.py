"""torch may be left out where nothing needs it; what does says so before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from classifiers.errors import PackageMissing
from classifiers.types import Engine, ForeignModel


def require_for_judging(engine: Engine, foreign: Sequence[ForeignModel]) -> None:
    """Raise PackageMissing where an engine or a foreign model cannot run."""
    if engine == "torch":
        require_torch('classifiers.engine = "torch"')
    for model in foreign:
        require_torch(f"classifiers.{model.task}")


def require_torch(what: str) -> None:
    """Raise PackageMissing unless torch is there for `what`."""
    if find_spec("torch") is None:
        raise PackageMissing(
            f"{what} needs the package torch, which is not installed:"
            " pip install -c constraints.txt torch"
        )
