"""What a bot is told, in order, until it confirms having heard."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports import Clock
from bot.simulator.wire import JsonObject, Refused

ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, kw_only=True)
class Pending:
    """An update that the bot has not confirmed."""

    update_id: int
    body: JsonObject
    at: datetime


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Where updates are pushed."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str = ""


@dataclass(slots=True, kw_only=True)
class _Poll:
    """A getUpdates that waits; it ends early with a refusal."""

    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    refusal: Refused | None = None


class UpdateQueue:
    """The updates of one bot, with the semantics of getUpdates."""

    def __init__(self, clock: Clock, *, first_id: int, kept_for: timedelta) -> None:
        self._clock = clock
        self._next_id = first_id
        self._kept_for = kept_for
        self._pending: list[Pending] = []
        self._arrived = asyncio.Event()
        self._poll: _Poll | None = None
        self._repeated: list[Pending] = []
        self.allowed: frozenset[str] | None = None
        self.webhook: Webhook | None = None
        self.webhook_changed = asyncio.Event()

    @property
    def pending(self) -> list[Pending]:
        """What is not confirmed and not too old."""
        oldest = self._clock.now() - self._kept_for
        self._pending = [update for update in self._pending if update.at >= oldest]
        return self._pending

    def wants(self, kind: str) -> bool:
        """Say whether the bot asked for updates of this kind."""
        if self.allowed is None:
            return kind not in ON_REQUEST_ONLY
        return kind in self.allowed

    def allow(self, kinds: list[object] | None) -> None:
        """Remember `allowed_updates`: absent keeps what was, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(str(kind) for kind in kinds) or None

    def put(self, kind: str, body: JsonObject) -> None:
        """Queue an update if the bot wants its kind."""
        if self.wants(kind):
            self.put_raw({kind: body})

    def put_raw(self, update: JsonObject) -> int:
        """Queue an update as it is, giving it an id if it has none, and return the id."""
        given = update.get("update_id")
        update_id = given if isinstance(given, int) else self._next_id
        self._next_id = max(self._next_id, update_id + 1)
        body = {"update_id": update_id, **update}
        self._pending.append(Pending(update_id=update_id, body=body, at=self._clock.now()))
        self._arrived.set()
        return update_id

    def repeat(self, update_ids: list[int]) -> None:
        """Hand these updates out once more, even after they are confirmed."""
        self._repeated += [update for update in self.pending if update.update_id in update_ids]

    def confirm(self, offset: int) -> None:
        """Forget what comes before `offset`; a negative one counts from the end."""
        if offset < 0:
            self._pending = self.pending[offset:]
        elif offset > 0:
            self._pending = [u for u in self.pending if u.update_id >= offset]

    def clear(self) -> None:
        """Forget everything."""
        self._pending = []

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[JsonObject]:
        """Confirm, then wait for updates.

        Raise Refused: 409 when a webhook is set or another poll takes over, else as `hang_up`.
        """
        if self.webhook is not None:
            raise _conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.hang_up()
        poll = self._poll = _Poll()
        try:
            self.confirm(offset)
            if not self._ready() and seconds > 0:
                await self._wait(poll.is_over, seconds)
            if poll.refusal is not None:
                raise poll.refusal
            return self._take(limit)
        finally:
            if self._poll is poll:
                self._poll = None

    def hang_up(self, why: Refused | None = None) -> None:
        """End a running poll, if there is one: with 409, or with what is given."""
        if self._poll is not None:
            self._poll.refusal = why or _conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
            self._poll.is_over.set()

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Push to this address from now on, or stop pushing; a running poll ends with 409."""
        self.webhook = webhook
        self.webhook_changed.set()
        if webhook is not None:
            self.hang_up()

    async def wait_for_arrival(self) -> None:
        """Wait until something is pending."""
        while not self._ready():
            self._arrived.clear()
            await self._arrived.wait()

    def _ready(self) -> bool:
        return bool(self._repeated or self.pending)

    def _take(self, limit: int) -> list[JsonObject]:
        again, self._repeated = self._repeated, []
        return [update.body for update in [*again, *self.pending]][:limit]

    async def _wait(self, is_over: asyncio.Event, seconds: float) -> None:
        waits = [
            asyncio.ensure_future(self.wait_for_arrival()),
            asyncio.ensure_future(is_over.wait()),
            asyncio.ensure_future(self._clock.sleep(seconds)),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)


def _conflict(what: str) -> Refused:
    return Refused(409, f"Conflict: {what}")
