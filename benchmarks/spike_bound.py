"""Measure how soon spikes could be found by whoever knew the true rate of every minute.

$ python -m benchmarks.spike_bound

The days are those of `benchmarks.spikes`, drawn anew. Nothing has to be learnt or estimated here:
the expected count of each minute is taken from the generator itself. The windows' counts are
compared with it by likelihood, and the threshold is the lowest one with no more than one false
alarm a week on 200 quiet days. What is not found so is not found by any choice of constants.
"""

from __future__ import annotations

import numpy as np

from benchmarks.spikes import COOLDOWN_MINUTES, DAYS, _community, _drawn, _season
from bot.domain.spikes import LEAST_COUNT, LEAST_FACTOR, WINDOWS

RATES = (10, 30, 60, 120)
FACTOR = 4
WITHIN_MINUTES = 10
INCIDENTS = 1000
SEED = 20_000


def main() -> None:
    print(f"| usual, an hour | false alarms a week | x {FACTOR} found in {WITHIN_MINUTES} min |")
    print("|---:|---:|---:|")
    for rate in RATES:
        alarms, found = measure(rate)
        print(f"| {rate} | {alarms:.2f} | {found:.0%} |", flush=True)


def measure(rate: int) -> tuple[float, float]:
    """False alarms a week at the threshold, and the share of incidents that reach it in time."""
    rng = np.random.default_rng(SEED + rate)
    means, _ = _community(rng, rate, DAYS * 1440)
    quiet = _evidence(_drawn(rng, means), means)
    best = [_best_in_time(rng, rate) for _ in range(INCIDENTS)]
    for threshold in np.arange(3, 20, 0.05):
        alarms = _alarms(quiet, threshold) / (DAYS / 7)
        if alarms <= 1:
            return alarms, float(np.mean(np.array(best) > threshold))
    raise AssertionError("no threshold is high enough")


def _best_in_time(rng: np.random.Generator, rate: int) -> float:
    start = int(rng.integers(1440, 8 * 1440))
    means, _ = _community(rng, 1.0, start + WITHIN_MINUTES)
    means = means * rate / float(_season(np.array([start]))[0])
    true = means.copy()
    true[start:] *= FACTOR
    near = slice(start - 120, None)
    return float(_evidence(_drawn(rng, true)[near], means[near])[-WITHIN_MINUTES:].max())


def _evidence(counts: np.ndarray, means: np.ndarray) -> np.ndarray:
    """The best logarithm of the likelihood ratio over the windows, at the end of each minute."""
    best = np.zeros(len(counts))
    for window in WINDOWS:
        count, mean = (np.convolve(one, np.ones(window))[: len(one)] for one in (counts, means))
        stands_out = (count >= LEAST_COUNT) & (count >= LEAST_FACTOR * mean)
        ratio = np.log(np.maximum(count, 1e-9) / mean)
        best = np.maximum(best, np.where(stands_out, count * ratio - (count - mean), 0))
    return best


def _alarms(evidence: np.ndarray, threshold: float) -> int:
    alarms, calm_until = 0, 0
    for minute in np.flatnonzero(evidence > threshold):
        if minute >= calm_until:
            alarms, calm_until = alarms + 1, minute + COOLDOWN_MINUTES
    return alarms


if __name__ == "__main__":
    main()
