"""The unit for systemd, the container file and the alerts fit the program that they start."""

from __future__ import annotations

import json
import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest

from bot.cli.main import app
from bot.configuration import load_settings
from bot.domain.outbox import Urgency
from bot.domain.vitals import COMMENT_LATE, DUE_LATE, UNLOOKED_LATE, UPDATE_LATE
from bot.sla_sections import Ops

TOP = Path(__file__).parents[2]


def text_of(name: str) -> str:
    return (TOP / "ops" / name).read_text(encoding="utf-8")


@pytest.fixture
def unit() -> dict[str, list[str]]:
    found = defaultdict(list)
    for line in text_of("jawab.service").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[key].append(value)
    return found


@pytest.fixture
def container() -> dict[str, list[str]]:
    found = defaultdict(list)
    joined = re.sub(r"\\\n\s*", " ", text_of("Containerfile"))
    for line in joined.splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            found[word].append(rest)
    return found


def variables_of(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if word.startswith("JAWAB_"))


@pytest.mark.parametrize("which", ["unit", "container"])
def test_both_start_the_program_with_what_it_understands_and_with_a_place_to_write(
    which: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = request.getfixturevalue(which)
    if which == "unit":
        command, variables = shlex.split(given["ExecStart"][0]), {}
        page = (TOP / "docs/OPERATIONS.md").read_text(encoding="utf-8")
        config = re.search(r"```toml\n(\[database\].+?)```", page, re.DOTALL)[1]
        home = given["WorkingDirectory"][0]
        assert home == f"/var/lib/{given['StateDirectory'][0]}"
    else:
        config = ""
        command = ["jawab", *re.findall(r'"([^"]+)"', given["CMD"][0])]
        variables, home = variables_of(shlex.split(given["ENV"][0])), given["WORKDIR"][0]
        assert given["VOLUME"] == [home]
    (tmp_path / "config.toml").write_text(config)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    settings = load_settings(tmp_path / "config.toml")

    assert command[0].endswith("jawab")
    assert command[1] in {one.name or one.callback.__name__ for one in app.registered_commands}
    assert command[2:] == ["--config", "/etc/jawab/config.toml"]
    assert settings.ops.port is not None
    assert str(settings.database.file) == f"{home}/jawab.db"


def test_neither_runs_as_root_and_both_have_time_to_stop(unit, container) -> None:
    assert unit["User"] == ["jawab"]
    assert float(unit["TimeoutStopSec"][0]) > Ops().shutdown_seconds
    assert (unit["NoNewPrivileges"], unit["ProtectSystem"]) == (["yes"], ["strict"])
    assert int(container["USER"][-1]) > 0
    assert container["STOPSIGNAL"] == ["SIGTERM"]


def test_the_container_takes_along_what_is_there_and_asks_an_address_that_is_told(
    container,
) -> None:
    taken = [
        name
        for line in container["COPY"]
        if not line.startswith("--from")
        for name in line.split()[:-1]
    ]
    server = (TOP / "bot/web/ops_server.py").read_text(encoding="utf-8")

    assert [name for name in taken if not (TOP / name).exists()] == []
    assert {"bot", "classifiers", "replies", "constraints.txt"} <= set(taken)
    asks = json.loads(container["HEALTHCHECK"][0].partition("CMD ")[2])
    assert asks[:2] == ["python", "-c"]
    compile(asks[2], "HEALTHCHECK", "exec")
    assert re.search(r"\}(/\w+)", asks[2])[1] in re.findall(r'add_get\("(/\w+)"', server)


def test_alerts_and_the_live_check_mean_the_same_by_late() -> None:
    alerts = text_of("alerts.yml")

    def limit(words: str) -> float:
        return float(re.search(rf"expr: {words} > (\d+)", alerts)[1])

    assert limit("jawab_updates_oldest_seconds") == UPDATE_LATE.total_seconds()
    assert limit("jawab_comments_oldest_seconds") == COMMENT_LATE.total_seconds()
    assert limit("jawab_outbox_unknown_oldest_seconds") == UNLOOKED_LATE.total_seconds()
    for urgency, late in DUE_LATE.items():
        name = "escalation" if urgency is Urgency.ESCALATION else "moderation|reply"
        words = r"jawab_outbox_due_seconds\{urgency=~?" + f'"{re.escape(name)}"' + r"\}"
        assert limit(words) == late.total_seconds()
