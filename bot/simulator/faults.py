"""What goes wrong on purpose: scripted call by call, or at random from a seed."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.simulator.state import Chat
from bot.simulator.wire import Params, as_integer


class Fault(StrEnum):
    """One way in which a call can go wrong."""

    LOST_ANSWER = "lost_answer"
    """The call takes effect, then the connection drops before the answer."""
    RESET = "reset"
    """The connection drops before the call takes effect."""
    SERVER_ERROR = "server_error"
    """500 without effect."""
    BAD_GATEWAY = "bad_gateway"
    """502 with an HTML page, without effect."""
    SLOW = "slow"
    """The call takes effect at once, the answer comes `seconds` later."""
    FLOOD = "flood"
    """429 with `retry_after`; the chat stays closed until then."""
    DUPLICATE = "duplicate"
    """getUpdates hands out its updates once more, although they get confirmed."""
    MALFORMED = "malformed"
    """The call takes effect, the answer is no JSON."""


@dataclass(slots=True, kw_only=True)
class Planned:
    """A fault that waits for its calls."""

    fault: Fault
    method: str
    chat_id: int | None = None
    times: int = 1
    seconds: float = 5.0
    retry_after: int = 5

    @property
    def delay(self) -> timedelta:
        """How long a flooded chat stays closed."""
        return timedelta(seconds=self.retry_after)

    def fits(self, method: str, params: Params) -> bool:
        """Say whether this call is meant."""
        if self.times < 1 or self.method not in {"*", method}:
            return False
        return self.chat_id is None or self.chat_id == as_integer(params.raw.get("chat_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    fault: Fault
    probability: float
    methods: frozenset[str]


class Faults:
    """The plan of what goes wrong; without a plan nothing does."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - faults are to repeat, not to be secret
        self._planned: list[Planned] = []
        self._rates: list[_Rate] = []

    def next(
        self,
        method: str,
        fault: Fault,
        *,
        chat: Chat | int | None = None,
        times: int = 1,
        seconds: float = 5.0,
        retry_after: int = 5,
    ) -> None:
        """Let the next `times` calls of `method` ("*" for any) go wrong, in `chat` if given."""
        self._planned.append(
            Planned(
                fault=fault,
                method=method,
                chat_id=chat.id if isinstance(chat, Chat) else chat,
                times=times,
                seconds=seconds,
                retry_after=retry_after,
            )
        )

    def randomly(self, fault: Fault, probability: float, *, methods: Iterable[str] = ()) -> None:
        """Let calls of `methods` (of any, when empty) go wrong with this probability."""
        self._rates.append(_Rate(fault=fault, probability=probability, methods=frozenset(methods)))

    def clear(self) -> None:
        """Let everything go well from now on."""
        self._planned.clear()
        self._rates.clear()

    def due(self, method: str, params: Params) -> Planned | None:
        """Return the fault for this call, taking it from the plan."""
        for planned in self._planned:
            if planned.fits(method, params):
                planned.times -= 1
                return planned
        for rate in self._rates:
            if rate.methods and method not in rate.methods:
                continue
            if self._random.random() < rate.probability:
                return Planned(fault=rate.fault, method=method)
        return None
