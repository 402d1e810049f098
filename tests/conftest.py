"""What holds for all tests."""

from __future__ import annotations

import functools
import gc
import ssl
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

# how long an example takes depends on what else the machine does
settings.register_profile("whatever the machine does", deadline=None)
settings.load_profile("whatever the machine does")

# tracebacks drawn with every local take seconds, in which a desk under test does nothing else
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ]
)

# every HTTP client reads the authorities anew, of which no test asks any
ssl.create_default_context = functools.cache(ssl.create_default_context)


@pytest.fixture(autouse=True)
def _log_is_as_before() -> Iterator[None]:
    """A command that is run inside a test sends the log to an output that is closed afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


# what takes longest begins first, so that no process is left with it when the others are done
_FIRST = (
    "tests/e2e/test_",
    "tests/unit/test_classifiers_t",
    "tests/flows/test_demo",
    "tests/contract/test_versions",
    "tests/flows/",
    "tests/unit/test_c",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long ones in front; otherwise the order is left to chance, which finds more."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    return next((at for at, start in enumerate(_FIRST) if nodeid.startswith(start)), len(_FIRST))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported stays: nobody has to look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
