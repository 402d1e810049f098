"""The ways in: what Telegram hands over is on disk before it hears so."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import UpdateId
from bot.errors import (
    GatewayDown,
    JawabError,
    PollerConflict,
    RateLimited,
    StoreBusy,
    TokenRefused,
)
from bot.ports import RawUpdate
from bot.telegram.poller import Poller


class Moments:
    """A clock that sleeping moves; remembers how long it slept."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


class Script:
    """A gateway whose polls go as written; then the token is refused, which ends the loop."""

    def __init__(self, *polls: list[int] | JawabError | timedelta, clock: Moments) -> None:
        self.polls = list(polls)
        self.asked_after: list[int | None] = []
        self.clock = clock

    async def fetch_updates(
        self, *, after: UpdateId | None, wait: timedelta, limit: int
    ) -> list[RawUpdate]:
        self.asked_after.append(after)
        if not self.polls:
            raise TokenRefused("the end")
        match self.polls.pop(0):
            case JawabError() as failure:
                raise failure
            case timedelta() as quiet:
                self.clock.moment += quiet
                return []
            case numbers:
                return [RawUpdate(update_id=UpdateId(n), body="{}") for n in numbers]


@pytest.fixture
def clock() -> Moments:
    return Moments()


async def run(script: Script, store_updates, **options) -> None:
    with pytest.raises(TokenRefused):
        await Poller(script, store_updates, script.clock, jitter=lambda: 1.0, **options).run()


async def test_the_offset_moves_behind_what_was_stored(clock) -> None:
    stored: list[int] = []

    async def store(updates: Sequence[RawUpdate]) -> None:
        stored.extend(update.update_id for update in updates)

    script = Script([5, 7, 6], [], [8], clock=clock)
    await run(script, store)

    assert stored == [5, 7, 6, 8]
    assert script.asked_after == [None, 7, 7, 8]


async def test_the_offset_stays_while_storing_fails(clock) -> None:
    failures = [StoreBusy("locked"), StoreBusy("locked"), None]

    async def store(updates: Sequence[RawUpdate]) -> None:
        if (failure := failures.pop(0)) is not None:
            raise failure

    script = Script([5], [5], [5], clock=clock)
    await run(script, store)

    assert script.asked_after == [None, None, None, 5]
    assert clock.slept == [1, 2]


async def test_pauses_double_up_to_a_minute_and_start_anew_after_success(clock) -> None:
    async def store(updates: Sequence[RawUpdate]) -> None:
        pass

    down = [GatewayDown("no network") for _ in range(8)]
    await run(Script(*down, [1], GatewayDown("no network"), clock=clock), store)

    assert clock.slept == [1, 2, 4, 8, 16, 32, 60, 60, 1]


async def test_a_flood_is_waited_out_exactly_and_a_conflict_ever_more_slowly(clock) -> None:
    async def store(updates: Sequence[RawUpdate]) -> None:
        pass

    conflicts = [PollerConflict("two pollers") for _ in range(6)]
    flood = RateLimited(timedelta(seconds=17))
    await run(Script(flood, [1], *conflicts, clock=clock), store)

    assert clock.slept == [17, 3, 6, 12, 24, 30, 30]


async def test_every_poll_that_succeeds_is_reported(clock) -> None:
    polled: list[datetime] = []

    async def store(updates: Sequence[RawUpdate]) -> None:
        pass

    async def note(at: datetime) -> None:
        polled.append(at)

    start = clock.now()
    await run(Script([], GatewayDown("?"), [3], clock=clock), store, on_polled=note)

    assert polled == [start, start + timedelta(seconds=1.5)]


async def test_a_server_that_does_not_wait_is_not_asked_without_pause(clock) -> None:
    async def store(updates: Sequence[RawUpdate]) -> None:
        pass

    await run(Script([], [], [1], timedelta(seconds=25), clock=clock), store)

    assert clock.slept == [0.5, 0.5]


async def test_after_a_quiet_week_the_old_offset_is_forgotten(clock) -> None:
    async def store(updates: Sequence[RawUpdate]) -> None:
        pass

    script = Script([900_000], timedelta(days=5), timedelta(days=2), [12], clock=clock)
    await run(script, store)

    assert script.asked_after == [None, 900_000, 900_000, None, 12]


# --- webhook -------------------------------------------------------------------------------------
