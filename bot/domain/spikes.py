"""Spikes: many more negative comments in a place than it usually has at that hour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HOURS_OF_DAY = 24
LOOKS_BACK_HOURS = 28 * HOURS_OF_DAY
WINDOWS: Mapping[int, float] = {6: 8e-5, 8: 1.6e-4, 10: 3.2e-4, 20: 4e-5, 60: 8e-7}
"""Lengths in minutes over which comments are counted, all at once, each with how rare a count has
to be by chance alone; chosen by `benchmarks.spikes --choosing`."""
LEAST_COUNT = 6
LEAST_FACTOR = 2.0
ACTIVITY_MINUTES = 60
"""How far back the other comments say how busy the place is today."""
MOST_STRICT, LEAST_STRICT = 2.0, -0.5
"""How far a place's labelled alarms move what is rare enough, in powers of ten."""

_HALVES_AFTER_DAYS = 10.0
_SAME_WEEKDAY = 3.0
_KERNEL_HOURS = 1.5
"""How far from its own middle an hour still says something."""
_PRIOR_WEIGHT = 0.5
_PRIOR_AN_HOUR = 4.0
_SCATTER = 0.065
"""Variance of the true rate around the expected one, as a share of its square."""
_CALM_OTHERS = 20.0
_SHARE_OF_ACTIVITY = 0.7
"""How far negatives follow the other comments: anger itself makes a place busier."""
_ACTIVITY_AT_LEAST, _ACTIVITY_AT_MOST = 0.6, 6.0
_OUTLIER = 3.0
_FALSE_ALARM, _TRUE_ALARM = 0.4, -0.1
_FORGETS_AFTER_DAYS = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Comments of one place in one stretch of time."""

    negative: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a place usually has in an hour like this one.

    `rests_on` is the weight of the hours that say so, counted in comments: few make it doubtful.
    """

    negative_an_hour: float
    other_an_hour: float
    rests_on: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A count that chance does not explain."""

    window_minutes: int
    count: int
    usual: float
    chance: float

    @property
    def factor(self) -> float:
        """How many times the usual it is."""
        return self.count / self.usual


def baseline_of(hours: Sequence[Counts], *, minute: float = 30.0) -> Baseline:
    """What is usual at a minute of the hour after these whole hours, the latest last.

    Only the last four weeks count, the same hour of the day most, more so on the same weekday and
    lately. Hours that stand out, such as those of an old incident, are cut down first. Where there
    is no such hour yet, the place's own mean and then a cautious guess take its place.
    """
    recent = hours[-LOOKS_BACK_HOURS:]
    weighted = _hours_alike(len(recent), minute)
    negatives = [recent[index].negative for index, _ in weighted]
    others = [recent[index].other for index, _ in weighted]
    weights = [weight for _, weight in weighted]
    negative, weight = _mean(negatives, weights, _mean_of([one.negative for one in recent]))
    other, _ = _mean(others, weights, _mean_of([one.other for one in recent]))
    return Baseline(
        negative_an_hour=negative, other_an_hour=other, rests_on=max(1.0, weight * negative)
    )


def find_spike(
    minutes: Sequence[Counts], baseline: Baseline, *, strictness: float = 0.0, places: int = 1
) -> Spike | None:
    """The least likely spike at the end of these whole minutes, the latest last.

    `strictness` is what earlier alarms of the place have taught (`stricter`); `places` is how
    many are watched beside each other, which share the false alarms that may happen.
    """
    leeway = 10.0**-strictness / max(1, places)
    activity, doubt = _activity(minutes, baseline)
    found: Spike | None = None
    for window, rarity in WINDOWS.items():
        if len(minutes) < window:
            break
        count = sum(one.negative for one in minutes[-window:])
        usual = baseline.negative_an_hour * activity * window / 60
        if count < LEAST_COUNT or count < LEAST_FACTOR * usual:
            continue
        scatter = _SCATTER + 1 / baseline.rests_on + doubt
        chance = tail(count, mean=usual, scatter=scatter)
        if chance <= rarity * leeway and (found is None or chance < found.chance):
            found = Spike(window_minutes=window, count=count, usual=usual, chance=chance)
    return found


def stricter(strictness: float, *, was_false: bool, days_since: float) -> float:
    """What a place's strictness becomes after an alarm that a manager labelled.

    What was learnt before fades with the days since then; the result stays within bounds.
    """
    moved = faded(strictness, days_since) + (_FALSE_ALARM if was_false else _TRUE_ALARM)
    return min(MOST_STRICT, max(LEAST_STRICT, moved))


def faded(strictness: float, days_since: float) -> float:
    """What is left of a strictness that was learnt so many days ago."""
    return strictness * math.pow(0.5, max(0.0, days_since) / _FORGETS_AFTER_DAYS)


def tail(count: int, *, mean: float, scatter: float) -> float:
    """How likely `count` or more is, where the mean itself is gamma-distributed around `mean`.

    That is a negative binomial; its variance is mean + scatter × mean².
    """
    if count <= 0:
        return 1.0
    size = 1 / scatter
    share = mean / (mean + size)
    log_term = (
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1)
        + size * math.log1p(-share)
        + count * math.log(share)
    )
    term, total, at = math.exp(log_term), 0.0, count
    while term > total * 1e-9 or at < mean:
        total += term
        term *= share * (at + size) / (at + 1)
        at += 1
        if term == 0.0 and at >= mean:
            break
    return min(1.0, total)


def _hours_alike(count: int, minute: float) -> list[tuple[int, float]]:
    """Which of so many past hours resemble that minute of the next one, each with its weight."""
    off_middle = minute / 60 - 0.5
    shares = [(by, 1 - abs(by - off_middle) / _KERNEL_HOURS) for by in (-1, 0, 1)]
    alike: list[tuple[int, float]] = []
    for day in range(1, LOOKS_BACK_HOURS // HOURS_OF_DAY + 1):
        middle = count - day * HOURS_OF_DAY
        weight = math.pow(0.5, day / _HALVES_AFTER_DAYS) * (_SAME_WEEKDAY if day % 7 == 0 else 1.0)
        alike += [
            (middle + by, weight * share)
            for by, share in shares
            if 0 <= middle + by < count and share > 0
        ]
    return alike


def _mean(values: list[int], weights: list[float], prior: float) -> tuple[float, float]:
    """The mean without outliers, drawn to `prior` where little is known, and its weight."""
    total = sum(weights)
    if not total:
        return prior, 0.0
    middle = sorted(values)[len(values) // 2]
    most = middle + _OUTLIER * math.sqrt(middle + 1) + 0.5 * middle
    cut = sum(min(value, most) * weight for value, weight in zip(values, weights, strict=True))
    return (cut + _PRIOR_WEIGHT * prior) / (total + _PRIOR_WEIGHT), total


def _mean_of(values: list[int]) -> float:
    """The place's own mean, which a guess stands in for as long as it is new."""
    return (sum(values) + HOURS_OF_DAY * _PRIOR_AN_HOUR) / (len(values) + HOURS_OF_DAY)


def _activity(minutes: Sequence[Counts], baseline: Baseline) -> tuple[float, float]:
    """How busy the place is beside its usual, by its other comments; and how doubtful that is."""
    looked_at = minutes[-ACTIVITY_MINUTES:]
    others = sum(one.other for one in looked_at)
    usual = baseline.other_an_hour * len(looked_at) / 60
    activity = math.pow((others + _CALM_OTHERS) / (usual + _CALM_OTHERS), _SHARE_OF_ACTIVITY)
    bounded = min(_ACTIVITY_AT_MOST, max(_ACTIVITY_AT_LEAST, activity))
    return bounded, 1 / (usual + _CALM_OTHERS) / 2
