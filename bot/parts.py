"""What the composition root opens and hands to a desk."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.ladder import Notify
from bot.domain.leases import EVERY_JOB, Job
from bot.ports import Clock, Drafter, Gateway, Heart, Pager, Store, Voice
from bot.settings import Settings
from classifiers.types import Classifier
from replies.types import Library


class SystemClock:
    """Time as everybody knows it."""

    def now(self) -> datetime:
        """The moment, aware UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(max(0.0, seconds))


def process_name() -> str:
    """A name that no other process has, and that tells where to look for it."""
    return f"{socket.gethostname()[:64]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a desk is made of, opened by the composition root."""

    settings: Settings
    store: Store
    gateway: Gateway
    clock: Clock
    classifier: Classifier
    load_model: Callable[[], object]
    """Reads the weights; called in a thread once the desk hears what is written."""
    starter: Callable[[], Library]
    voice: Voice
    drafter: Drafter | None = None
    """None where no language model is configured."""
    pagers: Mapping[Notify, Pager] = field(default_factory=dict)
    """Other ways of calling somebody, as far as they are configured."""
    heart: Heart | None = None
    """None where nobody is given a sign of life."""
    is_mounted: bool = False
    """Whether another bot, in whose process the desk runs, brings the updates."""
    jobs: frozenset[Job] = EVERY_JOB
    """What this process is there for."""
    process: str = field(default_factory=process_name)
    """Names this process among those that share a database."""
