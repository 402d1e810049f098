"""Measurements as Prometheus reads them; docs/OPERATIONS.md says what each one means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.domain.desk_state import DeskState
from bot.domain.lane import Lane
from bot.domain.outbox import Urgency
from bot.domain.sla import SlaKind
from bot.domain.vitals import UNSENT, share_of
from bot.services.desk_signs import DeskSigns
from bot.services.health import ProcessSigns, WatchedDesk

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_LAGS = {"median": 0.5, "p95": 0.95, "max": 1.0}

_Rows = Iterator[tuple[tuple[str, ...], float]]
_One = Callable[[DeskSigns, WatchedDesk, datetime], _Rows]


def exposition(signs: ProcessSigns) -> bytes:
    """Everything as text, in Prometheus' format."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Signs(signs))
    return generate_latest(registry)


class _Signs(Collector):
    def __init__(self, signs: ProcessSigns) -> None:
        self._signs = signs

    def collect(self) -> Iterator[Metric]:
        """Every metric, also those without a sample now: dashboards look for their names."""
        yield from _of_model(self._signs)
        for name, help_text, labels, rows in _GAUGES:
            yield self._family(GaugeMetricFamily, name, help_text, labels, rows)
        for name, help_text, labels, rows in _COUNTERS:
            yield self._family(CounterMetricFamily, name, help_text, labels, rows)

    def _family(
        self,
        kind: type[GaugeMetricFamily] | type[CounterMetricFamily],
        name: str,
        help_text: str,
        labels: tuple[str, ...],
        rows: _One,
    ) -> Metric:
        family = kind(name, help_text, labels=["desk", *labels])
        for desk, process in self._signs.desks:
            for values, number in rows(desk, process, self._signs.at):
                family.add_metric([desk.status.keys.desk, *values], number)
        return family


def _of_model(signs: ProcessSigns) -> Iterator[Metric]:
    model = signs.model
    ready = GaugeMetricFamily("jawab_model_ready", "Whether the model's weights were read.")
    if signs.needs_model:
        ready.add_metric([], model.is_ready)
    yield ready
    for name, help_text, numbers in (
        ("jawab_model_texts", "Texts that the model took.", model.texts),
        ("jawab_model_seconds", "Time that the model took for them.", model.seconds),
        ("jawab_model_failures", "Batches at which the model failed.", model.failures),
    ):
        counter = CounterMetricFamily(name, help_text, labels=["what"])
        counted: Mapping[str, float] = numbers
        for what, number in counted.items():
            counter.add_metric([what], number)
        yield counter


def _since(moment: datetime | None, now: datetime) -> float:
    """Seconds; 0 where nothing waits, so that an alert ends by itself."""
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())


def _number(value: Callable[[DeskSigns, WatchedDesk, datetime], float]) -> _One:
    def rows(desk: DeskSigns, process: WatchedDesk, now: datetime) -> _Rows:
        yield (), value(desk, process, now)

    return rows


def _states(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for state in DeskState:
        yield (state.value,), float(desk.status.state is state)


def _alive(desk: DeskSigns, _process: WatchedDesk, now: datetime) -> _Rows:
    if desk.status.alive_at is not None:
        yield (), _since(desk.status.alive_at, now)


def _loops(_desk: DeskSigns, process: WatchedDesk, _now: datetime) -> _Rows:
    standing = process.standing_still()
    for loop in ("intake", "triage", "outbox"):
        yield (loop,), float(loop in standing)


def _open_cases(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for lane in Lane:
        yield (lane.value,), desk.vitals.open_cases.get(lane, 0)


def _lags(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for name, share in _LAGS.items():
        lag = share_of(desk.vitals.card_lags, share)
        if lag is not None:
            yield (name,), lag.total_seconds()


def _outbox(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for state in UNSENT:
        for urgency in Urgency:
            count = desk.vitals.outbox.get((state, urgency), 0)
            yield (state.value, urgency.name.lower()), count


def _due(desk: DeskSigns, _process: WatchedDesk, now: datetime) -> _Rows:
    for urgency in Urgency:
        yield (urgency.name.lower(),), _since(desk.vitals.due_since.get(urgency), now)


def _sent(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for urgency in Urgency:
        yield (urgency.name.lower(),), desk.vitals.sent.get(urgency, 0)


def _missed(desk: DeskSigns, _process: WatchedDesk, _now: datetime) -> _Rows:
    for kind in SlaKind:
        yield (kind.value,), desk.vitals.missed.get(kind, 0)


_GAUGES: tuple[tuple[str, str, tuple[str, ...], _One], ...] = (
    ("jawab_desk_state", "1 for the state that the desk is in.", ("state",), _states),
    ("jawab_updates_fetched_age_seconds", "Since the bot last got updates.", (), _alive),
    (
        "jawab_loop_stands_still",
        "1 for a loop of this process that works on one thing for too long.",
        ("loop",),
        _loops,
    ),
    (
        "jawab_updates_waiting",
        "Updates that are on disk and not handled.",
        (),
        _number(lambda desk, _, __: desk.vitals.waiting_updates),
    ),
    (
        "jawab_updates_oldest_seconds",
        "Age of the oldest of them.",
        (),
        _number(lambda desk, _, now: _since(desk.vitals.oldest_update_at, now)),
    ),
    (
        "jawab_dead_letters",
        "Updates whose handling failed five times.",
        (),
        _number(lambda desk, _, __: desk.vitals.dead_letters),
    ),
    (
        "jawab_damaged_rows",
        "Rows of the database that could not be read and are set aside.",
        (),
        _number(lambda desk, _, __: desk.vitals.damaged_rows),
    ),
    (
        "jawab_comments_waiting",
        "Comments that are not judged yet.",
        (),
        _number(lambda desk, _, __: desk.vitals.waiting_comments),
    ),
    (
        "jawab_comments_oldest_seconds",
        "Age of the oldest of them.",
        (),
        _number(lambda desk, _, now: _since(desk.vitals.oldest_comment_at, now)),
    ),
    ("jawab_cases_open", "Open cases.", ("lane",), _open_cases),
    (
        "jawab_cases_oldest_seconds",
        "Age of the oldest open case that is not put off.",
        (),
        _number(lambda desk, _, now: _since(desk.vitals.oldest_case_at, now)),
    ),
    (
        "jawab_cases_overdue",
        "Open cases past the moment of their first answer.",
        (),
        _number(lambda desk, _, __: desk.vitals.overdue_cases),
    ),
    ("jawab_card_lag_seconds", "From a comment to its card, lately.", ("of",), _lags),
    ("jawab_outbox", "Messages that are not sent.", ("state", "urgency"), _outbox),
    ("jawab_outbox_due_seconds", "How long the oldest is due.", ("urgency",), _due),
    (
        "jawab_outbox_unknown_oldest_seconds",
        "How long somebody should have looked at what may have been sent.",
        (),
        _number(lambda desk, _, now: _since(desk.vitals.oldest_unknown_at, now)),
    ),
    ("jawab_sent_lately", "Messages of the last 15 minutes.", ("urgency",), _sent),
    (
        "jawab_chats_limited",
        "Chats in which Telegram wants silence now.",
        (),
        _number(lambda desk, _, __: desk.limited_chats),
    ),
    (
        "jawab_ladders_running",
        "Ladders that call somebody.",
        (),
        _number(lambda desk, _, __: desk.vitals.running_ladders),
    ),
    (
        "jawab_incidents_open",
        "Incidents that are not closed.",
        (),
        _number(lambda desk, _, __: desk.vitals.open_incidents),
    ),
)

_COUNTERS: tuple[tuple[str, str, tuple[str, ...], _One], ...] = (
    (
        "jawab_telegram_limits_hit",
        "How often Telegram made the bot wait.",
        (),
        _number(lambda _, process, __: process.limits.hit_count),
    ),
    (
        "jawab_telegram_limit_seconds",
        "How long it was made to wait in all.",
        (),
        _number(lambda _, process, __: process.limits.waited.total_seconds()),
    ),
    ("jawab_sla_deadlines", "Deadlines that came near or were missed.", ("kind",), _missed),
)
