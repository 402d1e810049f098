"""Secrets do not show where values are printed, and libraries do not tell them either."""

from __future__ import annotations

import io
import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from bot.configuration import load_settings
from bot.errors import JawabError, SettingsInvalid
from bot.logs import write_log
from bot.pagers import Heart, HookPager
from bot.settings import Settings
from bot.simulator.simulator import Simulator
from bot.storage.opening import open_store
from bot.telegram.aiogram_gateway import AiogramGateway
from bot.telegram.ptb_gateway import PtbGateway
from bot.telegram.webhook import _Entrance
from tests.unit.jawab_command import command

CANARY = "canary-5f1e"
TOKEN = f"123456:{CANARY}"
CONFIG = f"""\
[database]
url = "postgresql+asyncpg://jawab:{CANARY}@127.0.0.1:1/jawab"
[desk]
lead_code = "{CANARY}"
[telegram]
api_base = "http://127.0.0.1:1"
[drafting]
base_url = "http://127.0.0.1:1/v1"
model = "tiny"
[ops]
heartbeat_url = "https://alive.example/{CANARY}"
[escalation.webhook]
url = "https://hooks.example/{CANARY}"
"""
VARIABLES = {
    "JAWAB_TELEGRAM__TOKEN": TOKEN,
    "JAWAB_TELEGRAM__WEBHOOK__SECRET": CANARY,
    "JAWAB_ESCALATION__EMAIL__PASSWORD": CANARY,
    "JAWAB_ESCALATION__WEBHOOK__SECRET": CANARY,
    "JAWAB_DRAFTING__API_KEY": CANARY,
}
GATEWAYS = {"aiogram": AiogramGateway, "ptb": PtbGateway}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG, encoding="utf-8")
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    return load_settings(file)


async def _receive(_update: object) -> bool:
    return False


def test_settings_can_be_printed(settings: Settings) -> None:
    assert settings.bot_token().get_secret_value() == TOKEN
    for printed in (repr(settings), str(settings), f"{settings.desk} {settings.escalation}"):
        assert CANARY not in printed


@pytest.mark.parametrize("variable", VARIABLES)
def test_secrets_are_not_taken_from_the_configuration(tmp_path: Path, variable: str) -> None:
    *place, key = variable.removeprefix("JAWAB_").lower().split("__")
    file = tmp_path / "config.toml"
    file.write_text(f'[{".".join(place)}]\n{key} = "{CANARY}"\n', encoding="utf-8")

    with pytest.raises(SettingsInvalid) as refused:
        load_settings(file)

    assert variable in str(refused.value)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("gateway", GATEWAYS.values(), ids=GATEWAYS)
async def test_whoever_holds_a_secret_can_be_printed(gateway) -> None:
    secret = SecretStr(CANARY)

    telegram = gateway(TOKEN)
    holders = (
        telegram,
        telegram._carrier,
        HookPager(f"https://hooks.example/{CANARY}", secret=secret),
        Heart(f"https://alive.example/{CANARY}"),
        _Entrance(receive=_receive, secret=CANARY.encode(), whose={}),
    )
    try:
        for holder in holders:
            assert CANARY not in f"{holder!r} {holder}"
    finally:
        await telegram.close()


@pytest.mark.parametrize("gateway", GATEWAYS.values(), ids=GATEWAYS)
async def test_what_is_sent_to_telegram_is_not_logged_on_the_way(gateway, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    async with Simulator() as telegram:
        telegram.add_bot(token=TOKEN, username="chai_bot", name="Chai")
        calls = gateway(TOKEN, telegram.base_url)
        await calls.set_webhook("https://bots.example/jawab", secret=CANARY)
        await calls.set_commands({"next": CANARY})
        await calls.close()

        assert [call.method for call in telegram.calls] == ["setWebhook", "setMyCommands"]
    assert CANARY not in caplog.text


async def test_a_database_that_refuses_names_no_password(settings: Settings, caplog) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(JawabError) as failure:
        await open_store(settings.database.url)

    assert CANARY not in "".join(traceback.format_exception(failure.value)) + caplog.text


@pytest.mark.parametrize("words", [("check",), ("status",), ("--debug", "status", "--json")])
def test_commands_that_find_everything_shut_tell_no_secret(
    settings: Settings, tmp_path: Path, monkeypatch, capfd, words: tuple[str, ...]
) -> None:
    outcome = command(monkeypatch, capfd)(*words, "--config", tmp_path / "config.toml")

    assert outcome.code == 1
    assert outcome.out + outcome.err
    assert CANARY not in outcome.out + outcome.err


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as the program writes it."""
    root, before = logging.getLogger(), structlog.get_config()
    level = root.level
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    write_log()
    (ours,) = root.handlers
    yield sys.stderr
    root.removeHandler(ours)
    root.setLevel(level)
    structlog.configure(**before)


def test_a_line_of_the_log_is_one_line_and_moves_no_terminal(written: io.StringIO) -> None:
    structlog.get_logger().warning(
        "telegram.not_granted",
        reason="no\n2026-01-01 [info] forged",
        seen="\x1b[2J\x9bJ\u202eon\x07",
    )

    told = written.getvalue()

    assert told.count("\n") == 1
    assert not set("\x1b\x9b\u202e\x07") & set(told)
    assert "2J" in told


def test_what_a_library_warns_of_is_told_without_its_words(written: io.StringIO) -> None:
    library = logging.getLogger("some.library")
    try:
        int(CANARY)
    except ValueError:
        library.exception("this came: %s", CANARY)
    library.warning("this came: %s", CANARY)

    told = written.getvalue()

    assert CANARY not in told
    assert told.count("library.said") == told.count("some.library") == 2
    assert "ValueError" in told
    assert "test_secrets.py" in told
