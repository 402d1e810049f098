"""The record of what the bots called and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from bot.simulator.faults import Fault
from bot.simulator.wire import JsonObject, Refused

_THE_WORLD_MOVED_ON = (
    "Conflict:",
    "Forbidden:",
    "Bad Request: QUOTE_TEXT_INVALID",
    "Bad Request: group chat was upgraded",
    "Bad Request: message to ",
    "Bad Request: message thread not found",
    "Bad Request: query is too old",
)


@dataclass(eq=False, kw_only=True)
class RecordedCall:
    """One call of a bot, with what came of it."""

    method: str
    params: JsonObject
    at: datetime
    bot_id: int
    result: object = None
    refusal: Refused | None = None
    fault: Fault | None = None

    @property
    def is_violation(self) -> bool:
        """Whether the caller could have known better.

        What a scripted fault caused is not its doing, nor is a message that has gone meanwhile.
        """
        if self.refusal is None or self.fault is not None:
            return False
        return not self.refusal.description.startswith(_THE_WORLD_MOVED_ON)
