"""Measure how soon spikes of negative comments are found, and how often there is a false alarm.

$ python -m benchmarks.spikes              the figures that docs/PERFORMANCE.md gives
$ python -m benchmarks.spikes --choosing   with the seeds by which constants were chosen

A simulated community has negative and other comments, four others for each negative one. Their
rate follows the hour of the day and the weekday (evenings 1.8 times the mean, nights a quarter,
weekends a quarter more), drifts slowly, and rises by posts of different size (three to eight a
day, fading over an hour). Each minute's count is negative binomial. Several times a week a burst
of friendly comments multiplies the other comments by four for half an hour.

Quiet days: 28 days are learnt from, then each minute of 200 days is looked at. Days with an
incident: 28 days are learnt from, then negatives rise by a factor for an hour, other comments by
15 % of that; the community is of the size that makes its usual rate at that moment the named one.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from bot.domain.spikes import LOOKS_BACK_HOURS, Counts, baseline_of, find_spike

RATES = (2, 5, 10, 15, 30, 60, 120)
FACTORS = (2, 3, 4, 6, 10)
DAYS = 200
LEARNT_HOURS = LOOKS_BACK_HOURS
OTHERS_PER_NEGATIVE = 4
COOLDOWN_MINUTES = 120
INCIDENT_MINUTES = 60
STEP_MINUTES = 10
"""How often within an hour it is asked what is usual."""
HOUR_SHAPE = 0.25 + 1.55 * np.exp(
    -0.5 * ((np.minimum(abs(np.arange(24) - 19), 24 - abs(np.arange(24) - 19))) / 4.5) ** 2
)
DAY_SHAPE = np.array([1, 0.95, 0.95, 1, 1.05, 1.25, 1.25])
MINUTE_SCATTER = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figures of one usual rate."""

    rate: int
    false_a_week: float
    found: dict[int, float]
    found_in_20: dict[int, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--choosing", action="store_true", help="the other seeds")
    parser.add_argument("--days", type=int, default=DAYS)
    options = parser.parse_args()
    seed = 100 if options.choosing else 20_000
    print(
        "| usual, an hour | false alarms a week | " + " | ".join(f"× {f}" for f in FACTORS) + " |"
    )
    print("|---" * (2 + len(FACTORS)) + "|")
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [(rate, seed + rate, options.days) for rate in RATES]
        for line in pool.map(measure, jobs):
            found = " | ".join(
                f"{line.found[one]:.0%} ({line.found_in_20[one]:.0%})" for one in FACTORS
            )
            print(f"| {line.rate} | {line.false_a_week:.2f} | {found} |", flush=True)


def measure(job: tuple[int, int, int]) -> Line:
    """All figures of one usual rate."""
    rate, seed, days = job
    rng = np.random.default_rng(seed)
    delays = {factor: _delays(rng, rate, factor, days) for factor in FACTORS}
    return Line(
        rate=rate,
        false_a_week=_false_alarms(rng, rate, days) / (days / 7),
        found={one: float(np.mean(delays[one] <= 10)) for one in FACTORS},
        found_in_20={one: float(np.mean(delays[one] <= 20)) for one in FACTORS},
    )


def _season(minutes: np.ndarray) -> np.ndarray:
    """The usual rate at these minutes beside the mean of the week, hours passing smoothly."""
    shape = np.outer(DAY_SHAPE, HOUR_SHAPE).ravel()
    shape = shape / shape.mean()
    at = minutes / 60 - 0.5
    low = np.floor(at).astype(int)
    share = at - low
    return shape[low % 168] * (1 - share) + shape[(low + 1) % 168] * share


def _busyness(rng: np.random.Generator, count: int) -> np.ndarray:
    """Drift and posts: what multiplies all comments alike."""
    days = count // 1440 + 2
    drift = np.exp(np.cumsum(rng.normal(0, 0.03, days)))
    drift /= drift.mean()
    level = np.interp(np.arange(count), np.arange(days) * 1440, drift)
    busy = np.full(count, 0.9)
    for start in np.flatnonzero(rng.random(count) < 5.5 / 1440):
        length = min(300, count - start)
        size = 0.4 * rng.lognormal(0, 0.5)
        busy[start : start + length] += size * np.exp(-np.arange(length) / 60)
    return level * busy


def _drawn(rng: np.random.Generator, means: np.ndarray) -> np.ndarray:
    shape = 1 / MINUTE_SCATTER
    return rng.poisson(means * rng.gamma(shape, 1 / shape, len(means)))


def _community(
    rng: np.random.Generator, mean_rate: float, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """The expected negative and other comments of each minute, benign bursts included."""
    negatives = mean_rate / 60 * _season(np.arange(count)) * _busyness(rng, count)
    others = negatives * OTHERS_PER_NEGATIVE
    for start in np.flatnonzero(rng.random(count) < 4 / 10080):
        others[start : start + 30] *= 4
    return negatives, others


def _hours(negatives: np.ndarray, others: np.ndarray) -> list[Counts]:
    per_hour = [one[: len(one) // 60 * 60].reshape(-1, 60).sum(1) for one in (negatives, others)]
    return [Counts(negative=int(a), other=int(b)) for a, b in zip(*per_hour, strict=True)]


def _minutes(negatives: np.ndarray, others: np.ndarray) -> list[Counts]:
    return [Counts(negative=int(a), other=int(b)) for a, b in zip(negatives, others, strict=True)]


def _false_alarms(rng: np.random.Generator, rate: int, days: int) -> int:
    count = (LEARNT_HOURS + days * 24) * 60
    means = _community(rng, rate, count)
    drawn = _drawn(rng, means[0]), _drawn(rng, means[1])
    hours, minutes = _hours(*drawn), _minutes(*drawn)
    alarms, calm_until = 0, 0
    for hour in range(LEARNT_HOURS, LEARNT_HOURS + days * 24):
        learnt = hours[hour - LEARNT_HOURS : hour]
        for end in range(hour * 60, hour * 60 + 60):
            if end % STEP_MINUTES == 0:
                baseline = baseline_of(learnt, minute=end % 60 + STEP_MINUTES / 2)
            if end >= calm_until and find_spike(minutes[end - 60 : end], baseline):
                alarms, calm_until = alarms + 1, end + COOLDOWN_MINUTES
    return alarms


def _delays(rng: np.random.Generator, rate: int, factor: int, days: int) -> np.ndarray:
    """Minutes from each incident's beginning to its alarm; infinite where there is none."""
    return np.array([_delay(rng, rate, factor) for _ in range(days)])


def _delay(rng: np.random.Generator, rate: int, factor: int) -> float:
    start = LEARNT_HOURS * 60 + int(rng.integers(0, 7 * 1440))
    count = start + INCIDENT_MINUTES
    negatives, others = _community(rng, 1.0, count)
    at_start = float(_season(np.array([start]))[0])
    negatives, others = negatives * rate / at_start, others * rate / at_start
    negatives[start:] *= factor
    others[start:] *= 1 + 0.15 * (factor - 1)
    drawn = _drawn(rng, negatives), _drawn(rng, others)
    hours = _hours(*drawn)
    minutes = _minutes(drawn[0][start - 60 :], drawn[1][start - 60 :])
    for minute in range(1, INCIDENT_MINUTES + 1):
        hour, into = divmod(start + minute, 60)
        into = into // STEP_MINUTES * STEP_MINUTES
        baseline = baseline_of(
            hours[max(0, hour - LEARNT_HOURS) : hour], minute=into + STEP_MINUTES / 2
        )
        if find_spike(minutes[minute : 60 + minute], baseline):
            return minute
    return float("inf")


if __name__ == "__main__":
    main()
