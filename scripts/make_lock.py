"""Write requirements.lock: what running Jawab installs, in the tested versions, with hashes.

$ .venv/bin/python scripts/make_lock.py

To be run in an environment where everything is installed, as `pip install -c constraints.txt .`
leaves it: what needs what is read from there. pip is asked which file it would install of each
package (a dry run, which needs the network), so the hashes are those of this Python on this kind
of machine. torch is left out: which of its builds is wanted differs from machine to machine, and
nothing but training, the second engine and models of others needs it.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[1]
LEFT_OUT = frozenset({"torch"})
HEADER = """\
# What running Jawab installs, with hashes: made by scripts/make_lock.py, not by hand.
# For CPython {python} on {system} {machine}; elsewhere make it anew.
# Without torch, which only training, classifiers.engine = "torch" and models of others need.
"""


def wanted() -> set[str]:
    """The packages of pyproject.toml, and what they bring along on this machine."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(one) for one in project["dependencies"]]
    found: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key in found or key[0] in LEFT_OUT:
            continue
        found.add(key)
        for extra in ("", *one.extras):
            waiting += [
                needed
                for needed in map(Requirement, distribution(one.name).requires or ())
                if needed.marker is None or needed.marker.evaluate({"extra": extra})
            ]
    return {name for name, _ in found}


def pinned() -> dict[str, str]:
    """Each package of constraints.txt with its version."""
    lines = (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {canonicalize_name(name): version for name, version in pairs}


def hashes_of(requirements: list[str]) -> dict[str, str]:
    """The hash of the file that pip would install for each."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps"]
    command += ["--ignore-installed", "--only-binary", ":all:", "--report", "-", *requirements]
    asked = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    report = json.loads(asked.stdout)
    return {
        canonicalize_name(one["metadata"]["name"]): one["download_info"]["archive_info"]["hashes"][
            "sha256"
        ]
        for one in report["install"]
    }


def main() -> None:
    """Write the file and say how many packages it has."""
    versions = pinned()
    names = sorted(wanted())
    hashes = hashes_of([f"{name}=={versions[name]}" for name in names])
    lines = [f"{name}=={versions[name]} --hash=sha256:{hashes[name]}\n" for name in names]
    header = HEADER.format(
        python=".".join(platform.python_version_tuple()[:2]),
        system=platform.system(),
        machine=platform.machine(),
    )
    (TOP / "requirements.lock").write_text(header + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} packages in requirements.lock")


if __name__ == "__main__":
    main()
