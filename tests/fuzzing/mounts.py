"""Updates as a host's bot hands them on: through the types of either library and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import telegram
from aiogram.types import Update
from pydantic import ValidationError

from bot.simulator.wire import JsonObject
from bot.telegram import aiogram_mount, ptb_mount
from bot.telegram.mounted import made_by
from tests.fuzzing.findings import Findings


class Mounts:
    """What a library itself cannot take is the host's affair, and only counted."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._bot = telegram.Bot("123456:TEST")

    def bodies_of(self, body: JsonObject) -> Iterator[tuple[str, JsonObject]]:
        """The update itself, and what the mounts make of it, by name."""
        yield "directly", body
        try:
            ours = Update.model_validate(body)
        except ValidationError:
            self._findings.counts["not taken by aiogram"] += 1
        else:
            yield from self._made("by aiogram", lambda: aiogram_mount.raw_of(ours))
        try:
            theirs = telegram.Update.de_json(body, self._bot)
        except Exception:  # noqa: BLE001 - it has no error of its own for this
            self._findings.counts["not taken by python-telegram-bot"] += 1
        else:
            yield from self._made("by ptb", lambda: ptb_mount.raw_of(theirs))

    def _made(
        self, name: str, raw_of: Callable[[], JsonObject]
    ) -> Iterator[tuple[str, JsonObject]]:
        made = made_by(raw_of)
        if made is None:
            self._findings.counts[f"lost {name}"] += 1
        else:
            yield name, made
