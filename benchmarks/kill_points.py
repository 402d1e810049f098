"""Kill the program again and again, and count what that cost.

    python -m benchmarks.kill_points --points 200 --seed 1 --database sqlite
    python -m benchmarks.kill_points --points 200 --seed 1 --database postgresql

Each point is a process of its own, made of the program's parts (words instead of the model, as in
the tests), that is ended by SIGKILL: three of four at a named step of intake, triage, card,
approval or sending, the others at any moment. Meanwhile people complain under posts, a manager
sends what is suggested, presses again where nothing happens, and looks where an answer is in
doubt; the simulated Telegram fails now and then (500, 502, resets before and after the effect,
broken answers, 429, updates twice).

Twenty points happen to one town and one database, on a clock that runs twenty times as fast
(ten times with PostgreSQL), one life after the other, with aiogram and python-telegram-bot in
turn. Then the faults end, one more life goes on, and when everything is answered the database,
the journal of what was committed and Telegram are compared. PostgreSQL's server is started here
(or JAWAB_TEST_POSTGRES_URL is used, whose tables are emptied). Points of a town where anything
was broken do not count as survived.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from contextlib import nullcontext

from tests import postgres
from tests.kills.trial import Result, a_trial, drawn_steps
from tests.kills.witness import RANDOM

POINTS_A_TOWN = 20


async def try_towns(points: int, seed: int, database: str) -> list[tuple[int, Result]]:
    """Run all towns one after the other; the seed of each is the first one's and its number."""
    chance = random.Random(seed)
    steps = drawn_steps(points, chance)
    results: list[tuple[int, Result]] = []
    for number, first in enumerate(range(0, points, POINTS_A_TOWN)):
        town_seed = seed * 1000 + number
        async with a_trial(seed=town_seed, postgres=database) as trial:
            result = await trial.run(steps[first : first + POINTS_A_TOWN])
        results.append((town_seed, result))
        print(
            f"town {number + 1}: {len(result.points)} points, {result.comments} comments,"
            f" {len(result.failures)} promises broken",
            flush=True,
        )
        for failure in result.failures:
            print(f"  {failure.kind}: {failure.what}")
        if result.failures:
            print("  steps:", " · ".join(f"{one.life} {one.step}" for one in result.points))
    return results


def report(results: list[tuple[int, Result]], seconds: float) -> bool:
    """Print what was counted; return whether everything held."""
    kinds = Counter(one.kind for _, result in results for one in result.failures)
    points = [one for _, result in results for one in result.points]
    survived = sum(len(result.points) for _, result in results if not result.failures)
    named = [one for one in points if one.step != RANDOM]
    print(f"survived {survived} of {len(points)} points ({seconds:.0f} s)")
    print(f"lost {kinds['lost']}, duplicated {kinds['duplicated']}")
    print(
        f"in doubt without a reason {kinds['doubt']}, limits overstepped {kinds['limit']},"
        f" towns not come to rest {kinds['unsettled']},"
        f" deeds that nobody watched {kinds['unwatched']}"
    )
    print(
        f"named steps reached {sum(one.was_reached for one in named)} of {len(named)};"
        f" comments {sum(result.comments for _, result in results)},"
        f" answers in doubt {sum(result.in_doubt for _, result in results)}"
    )
    missed = Counter(one.step for one in named if not one.was_reached)
    if missed:
        told = ", ".join(f"{step} ({count})" for step, count in missed.most_common())
        print(f"not reached, and killed anywhere: {told}")
    for seed, result in results:
        if result.failures:
            print(f"broken: the town of seed {seed}")
    return not kinds


def main() -> None:
    """Read the options, run, and end with 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description="Kill the program again and again.")
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    if asked.database == "postgresql" and (missing := postgres.what_is_missing()):
        sys.exit(missing)
    server = postgres.server() if asked.database == "postgresql" else nullcontext("")
    started = time.monotonic()
    with server as url:
        results = asyncio.run(try_towns(asked.points, asked.seed, url))
    if not report(results, time.monotonic() - started):
        sys.exit(1)


if __name__ == "__main__":
    main()
