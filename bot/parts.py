"""What the composition root opens and hands to a desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.ladder import Notify
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
