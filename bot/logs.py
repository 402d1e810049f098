"""What the running bot writes to its log: events, never what people wrote, nor who they are.

An exception's message can hold anything, a comment or an address with the token in it; so only
failures that were raised on purpose are quoted, of all others the kind and the place are told. The
same goes for what libraries log: who said it, and where.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.domain.terminal import harmless
from bot.errors import JawabError

_FRAMES = 6
"""How many places of a traceback are named, counted from where it was raised."""


def write_log() -> None:
    """Send the log to standard error, from "info" upwards; of libraries, from "warning" on."""
    logging.basicConfig(handlers=[_Retelling()], level=logging.WARNING, force=True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_messages,
            _harmless,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@contextmanager
def said_of(**whose: str) -> Iterator[None]:
    """Name something in every line that is logged inside the block, and in tasks begun there.

    Threads that `asyncio.to_thread` starts name it too.
    """
    with structlog.contextvars.bound_contextvars(**whose):
        yield


def without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put the kind and the place of an exception where its whole text would stand."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["failure"] = type(error).__name__
        if isinstance(error, JawabError):
            event["reason"] = str(error)
        event["at"] = _places(error.__traceback__)
    return event


def retelling(*usual: type[BaseException]) -> logging.Logger:
    """A logger to give to a library whose failures quote what strangers sent.

    Only their kind and place are told, and of `usual` failures, which any stranger can bring
    about as often as he likes, nothing above "debug".
    """
    logger = logging.Logger("strangers")  # noqa: LOG001 - nobody else shall hear of it
    logger.addHandler(_Retelling(usual))
    return logger


class _Retelling(logging.Handler):
    """Says as an event of ours that a library logged something, without its words."""

    def __init__(self, usual: tuple[type[BaseException], ...] = ()) -> None:
        super().__init__()
        self._usual = usual

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a record at its own level."""
        failure = record.exc_info[1] if record.exc_info else None
        level = logging.DEBUG if isinstance(failure, self._usual) else record.levelno
        place = f"{record.pathname}:{record.lineno}"
        told = without_messages(
            None, "", {"by": record.name, "said_at": place, "exc_info": failure}
        )
        structlog.get_logger(__name__).log(level, "library.said", **told)


def _harmless(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """What Telegram or a file says may hold what a member wrote."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = harmless(value)
    return event


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return " < ".join(f"{one.filename}:{one.lineno}" for one in reversed(frames))
