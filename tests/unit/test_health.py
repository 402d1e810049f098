"""What those who watch the program are told, and that dashboard and alerts speak of it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml

from bot.configuration import load_configuration
from bot.domain.ids import MAIN, Keys
from bot.domain.vitals import share_of
from bot.errors import SettingsInvalid
from bot.ops import place_of
from bot.ports import Store
from bot.services.absence import alive_key
from bot.services.health import Health
from bot.services.meters import LimitMeter, MeasuredClassifier, ModelMeter
from bot.services.token_watch import REFUSED_AT
from bot.settings import Settings
from bot.sla_sections import Ops
from bot.storage.opening import open_store
from bot.web.metrics import exposition
from bot.web.ops_server import OpsServer
from classifiers.types import Utterance
from tests.contract.store_values import BOT, NOW, a_seed
from tests.databases import open_at
from tests.fakes import WordClassifier
from tests.unit.conftest import Write

TOP = Path(__file__).parents[2]
A_METRIC = re.compile(r"\b(?:jawab|process)_[a-z0-9_]+\b")


class HandClock:
    """Time that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        self._at += by

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nobody waits here")


class OneDesk:
    """A desk of this process, as far as it is watched."""

    def __init__(self) -> None:
        self.keys = Keys(brand=MAIN, bot=MAIN, desk=MAIN)
        self.limits = LimitMeter()
        self.standing: list[str] = []

    def standing_still(self) -> list[str]:
        return self.standing


@pytest.fixture
async def store(tmp_path: Path):
    shared = await open_at(tmp_path / "jawab.db")
    async with shared.of_bot(BOT).writing() as tx:
        await tx.directory.seed(a_seed())
    yield shared
    await shared.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


def health_of(store: Store, clock: HandClock, desk: OneDesk, model: ModelMeter) -> Health:
    return Health(store=store, clock=clock, desks=[desk], model=model, needs_model=True)


async def note(store: Store, key: str, value: str) -> None:
    async with store.of_bot(BOT).writing() as tx:
        await tx.directory.set_value(key, value)


async def test_it_lives_while_it_can_write_and_its_loops_turn(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    desk = OneDesk()
    health = health_of(store, clock, desk, ModelMeter())

    # given all in order
    assert (await health.alive()).is_well

    # when a loop stands still
    desk.standing = ["triage"]
    assert not (await health.alive()).is_well
    assert (await health.alive()).facts["standing_still"] == {MAIN: ["triage"]}
    desk.standing = []

    # when the database cannot be written for a while
    impatient = await open_store(
        f"sqlite+aiosqlite:///{tmp_path / 'jawab.db'}", patience=timedelta(milliseconds=20)
    )
    health = health_of(impatient, clock, desk, ModelMeter())
    with closing(sqlite3.connect(tmp_path / "jawab.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not (await health.alive()).is_well
    # then that is remembered a few seconds, and passes
    assert not (await health.alive()).is_well
    clock.advance(timedelta(seconds=6))
    assert (await health.alive()).is_well
    await impatient.close()


async def test_it_is_ready_once_the_model_is_read_and_every_desk_gets_updates(
    store: Store, clock: HandClock
) -> None:
    model = ModelMeter()
    health = health_of(store, clock, OneDesk(), model)
    assert (await health.ready()).facts == {"model_ready": False, "desks": {MAIN: "new"}}

    model.is_ready = True
    await note(store, alive_key(BOT), NOW.isoformat())
    assert (await health.ready()).is_well

    clock.advance(timedelta(minutes=3))
    assert (await health.ready()).facts["desks"] == {MAIN: "away"}
    await note(store, REFUSED_AT, NOW.isoformat())
    assert (await health.ready()).facts["desks"] == {MAIN: "refused"}


async def test_a_clock_that_is_set_back_hides_nothing(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    # given a desk that was well, by a clock that was hours ahead
    impatient = await open_store(
        f"sqlite+aiosqlite:///{tmp_path / 'jawab.db'}", patience=timedelta(milliseconds=20)
    )
    model = ModelMeter()
    model.is_ready = True
    health = health_of(impatient, clock, OneDesk(), model)
    await note(store, alive_key(BOT), NOW.isoformat())
    assert (await health.alive()).is_well
    assert (await health.ready()).is_well

    # when the clock is set back, nothing fetches, and the database cannot be written any more
    clock.advance(-timedelta(hours=5))
    with closing(sqlite3.connect(tmp_path / "jawab.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        # then what was so later counts for nothing
        assert not (await health.alive()).is_well
    assert (await health.ready()).facts["desks"] == {MAIN: "away"}
    await impatient.close()


async def test_the_port_answers_with_codes_that_machines_understand(
    store: Store, clock: HandClock
) -> None:
    desk, model = OneDesk(), ModelMeter()
    desk.limits.note(timedelta(seconds=7))
    measured = MeasuredClassifier(WordClassifier(), model)
    measured.judge([Utterance(text="my chai was cold"), Utterance(text="thanks")])

    async with (
        OpsServer(health_of(store, clock, desk, model), host="127.0.0.1", port=0) as server,
        aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session,
    ):
        async with session.get("/healthz") as answer:
            assert (answer.status, json.loads(await answer.text())["ok"]) == (200, True)
        async with session.get("/readyz") as answer:
            assert answer.status == 503
        async with session.get("/metrics") as answer:
            text = await answer.text()
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        # and no second one listens there
        with pytest.raises(SettingsInvalid, match=r"ops\.port"):
            async with OpsServer(
                health_of(store, clock, desk, model), host="127.0.0.1", port=server.port
            ):
                pass

    assert 'jawab_telegram_limit_seconds_total{desk="main"} 7.0' in text
    assert 'jawab_model_texts_total{what="judge"} 2.0' in text
    assert 'jawab_desk_state{desk="main",state="new"} 1.0' in text


async def test_dashboard_alerts_and_the_page_speak_of_what_is_exported_and_of_all_of_it(
    store: Store, clock: HandClock
) -> None:
    await note(store, alive_key(BOT), NOW.isoformat())
    signs = await health_of(store, clock, OneDesk(), ModelMeter()).signs()
    families = re.findall(r"(?m)^# TYPE (\S+)", exposition(signs).decode())
    exported = {name for name in families if name.startswith("jawab_")}
    alerts = yaml.safe_load((TOP / "ops/alerts.yml").read_text(encoding="utf-8"))
    rules = [rule for group in alerts["groups"] for rule in group["rules"]]
    board = json.loads((TOP / "ops/grafana-dashboard.json").read_text(encoding="utf-8"))
    shown = {target["expr"] for panel in board["panels"] for target in panel.get("targets", [])}
    page = (TOP / "docs/OPERATIONS.md").read_text(encoding="utf-8")

    def named(text: str) -> set[str]:
        return {one for one in A_METRIC.findall(text) if one.startswith("jawab_")}

    assert named(" ".join(rule["expr"] for rule in rules)) <= exported
    assert named(" ".join(shown)) == exported
    assert named(page) == exported
    assert {rule["alert"] for rule in rules} == set(re.findall(r"`(Jawab[A-Z]\w+)`", page))
    assert len({(one["gridPos"]["x"], one["gridPos"]["y"]) for one in board["panels"]}) == len(
        board["panels"]
    )


def test_a_process_listens_at_one_place(write: Write) -> None:
    none, some = Settings(), Settings(ops=Ops(port=9187))
    other = Settings(ops=Ops(port=9188))

    assert place_of([none]) is None
    assert place_of([none, some, some]) == ("127.0.0.1", 9187)
    with pytest.raises(SettingsInvalid, match=r"ops\.port"):
        place_of([some, other])
    (settings,) = load_configuration(write('[ops]\nhost = "0.0.0.0"\nport = 9187\n'))
    assert place_of([settings]) == ("0.0.0.0", 9187)


def test_a_share_is_the_nearest_lag_that_really_was() -> None:
    lags = [timedelta(seconds=number) for number in (4, 1, 3, 2)]

    assert share_of([], 0.5) is None
    assert share_of(lags, 0.5) == timedelta(seconds=2)
    assert share_of(lags, 0.95) == share_of(lags, 1.0) == timedelta(seconds=4)
    assert share_of(lags[:1], 0.5) == timedelta(seconds=4)
