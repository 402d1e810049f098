"""A URL of PostgreSQL that cannot be used is told in one sentence, which repeats no secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.errors import SettingsInvalid
from bot.storage.opening import parsed_url
from bot.storage.postgres_options import drivers_options_of, options_of, without_options
from tests.unit.jawab_command import Jawab, command

SERVER = "postgresql+asyncpg://jawab:pass-5f1e@127.0.0.1:1/jawab"
WRONG = {
    "an unknown option": (f"{SERVER}?foo=pass-5f1e", 'no option "foo" (hint: there are ssl'),
    "one of other programs": (f"{SERVER}?sslmode=require", "hint: did you mean ssl?"),
    "a slip": (f"{SERVER}?statment_cache_size=5", "did you mean statement_cache_size?"),
    "no such mode": (f"{SERVER}?ssl=pass-5f1e", '"ssl" must be one of disable, allow'),
    "no such server": (f"{SERVER}?target_session_attrs=best", "must be one of any, primary"),
    "time limits, which are ours": (f"{SERVER}?timeout=5", 'no option "timeout"'),
    "no count": (f"{SERVER}?statement_cache_size=-1", "must be a whole number, 0 or more"),
    "twice": (f"{SERVER}?ssl=allow&ssl=prefer", '"ssl" is there more than once'),
    "no port": ("postgresql+asyncpg://jawab:secret:pass-5f1e@x:y/z", "the port is no number"),
}


@pytest.fixture
def jawab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Jawab:
    monkeypatch.chdir(tmp_path)
    return command(monkeypatch, capfd)


@pytest.mark.parametrize(("url", "told"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("words", [("status",), ("db", "upgrade"), ("--debug", "db", "check")])
def test_what_is_wrong_with_the_url_is_one_sentence(
    jawab: Jawab, tmp_path: Path, url: str, told: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")

    outcome = jawab(*words)

    assert outcome.code == 1
    assert told in outcome.err
    assert "fault in jawab" not in outcome.err
    assert "pass-5f1e" not in outcome.out + outcome.err


@pytest.mark.parametrize(("url", "told"), WRONG.values(), ids=WRONG)
def test_the_doctor_names_it_and_looks_on(
    jawab: Jawab, tmp_path: Path, url: str, told: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")

    outcome, at_work = jawab("check", "--offline"), jawab("check", "--live")

    assert (outcome.code, at_work.code) == (1, 1)
    for out in (outcome.out, at_work.out):
        (line,) = (line for line in out.splitlines() if line.startswith("✗ database: "))
        assert told in line
    assert "✗ managers: nobody is the lead" in outcome.out
    assert "pass-5f1e" not in outcome.out + outcome.err


def test_options_become_what_the_driver_wants() -> None:
    url = parsed_url(
        f"{SERVER}?ssl=require&statement_cache_size=7&prepared_statement_cache_size=0&host=/run"
    )

    assert options_of(url) == {
        "ssl": "require",
        "statement_cache_size": 7,
        "prepared_statement_cache_size": 0,
    }
    assert drivers_options_of(url) == {"ssl": "require", "statement_cache_size": 7}
    assert without_options(url).query == {"host": "/run"}


def test_a_server_may_be_a_folder_with_a_socket() -> None:
    url = parsed_url("postgresql+asyncpg://jawab@/jawab?host=/var/run/postgresql")

    assert without_options(url) == make_url(str(url))


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsInvalid, match="there is no port 65536"):
        parsed_url("postgresql+asyncpg://jawab@x:65536/jawab")
