"""Send wild and broken updates through both Telegram libraries and the desk.

$ python -m benchmarks.fuzz_updates --count 100000 --seed 1

All go through both gateways, both mounts and the reader; one of `--whole-every` goes on through
intake, triage, the desk and the outbox (some 40 statements on the database each). Every two
thousand updates a new desk begins, with the next seed: so a long run may be done in parts,
`--count 2000 --seed 7` being the seventh round of a run from seed 1. It ends with 1 where
anything was wrong; Ctrl+C ends it early, with the figures so far.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzzing.findings import Findings
from tests.fuzzing.rig import a_rig

ROUND = 2_000


async def fuzz(findings: Findings, count: int, seed: int, whole_every: int) -> None:
    for number, start in enumerate(range(0, count, ROUND)):
        known = len(findings.wrong)
        with tempfile.TemporaryDirectory() as folder:
            async with a_rig(Path(folder), seed=seed + number, findings=findings) as rig:
                await rig.feed(min(ROUND, count - start), whole_every=whole_every)
        print(f"{min(start + ROUND, count)} updates, {len(findings.wrong)} wrong", flush=True)
        for wrong in findings.wrong[known:]:
            print(f"WRONG with seed {seed + number}: {wrong}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole-every", type=int, default=8)
    options = parser.parse_args()
    began = time.monotonic()
    findings = Findings()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(fuzz(findings, options.count, options.seed, options.whole_every))
    for what, count in sorted(findings.counts.items()):
        print(f"{count:>9}  {what}")
    print(f"{len(findings.wrong)} wrong, {time.monotonic() - began:.0f} s")
    sys.exit(bool(findings.wrong))


if __name__ == "__main__":
    main()
