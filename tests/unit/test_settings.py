"""The configuration: file and environment in, frozen sections or a list of what is wrong out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.configuration import load_settings
from bot.errors import SettingsInvalid
from bot.findings import keys_of
from bot.settings import Settings
from bot.storage.opening import parsed_url, path_of
from bot.triage_sections import ThresholdOverrides
from classifiers.types import Thresholds
from tests.unit.conftest import Write

TOP = Path(__file__).parents[2]
TOKEN = "123456:very-secret-token"


def refusal(path: Path | None) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(path)
    return str(caught.value)


def test_without_a_file_everything_has_a_default() -> None:
    settings = load_settings()

    assert settings.telegram.mode == "polling"
    assert settings.desk.ring_at == 80
    assert settings.communities == ()


def test_paths_count_from_the_folder_of_the_file(write: Write, tmp_path: Path) -> None:
    path = write('[brand]\nlibrary = "mine"\n[telegram]\ntoken_file = "/etc/token"\n')

    settings = load_settings(path)

    assert settings.brand.library == tmp_path / "mine"
    assert settings.telegram.token_file == Path("/etc/token")
    assert settings.database.url == f"sqlite+aiosqlite:///{tmp_path}/var/jawab.db"
    assert settings.database.file == tmp_path / "var" / "jawab.db"


def test_a_file_of_any_name_in_a_folder_of_any_name_is_one_for_everybody(tmp_path: Path) -> None:
    # given a folder whose name looks like a part of a URL, and a file named as URLs do it
    folder = tmp_path / "a%20b ?"
    folder.mkdir()
    file = folder / "config.toml"
    file.write_text('[database]\nurl = "sqlite+aiosqlite:///my%20data.db"\n', encoding="utf-8")

    database = load_settings(file).database

    assert database.file == folder / "my data.db"
    assert path_of(parsed_url(database.url)) == database.file


def test_the_environment_overrules_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("[desk]\nchat_id = -1001\nring_at = 60\n[[communities]]\nchat_id = -1002\n")
    monkeypatch.setenv("JAWAB_DESK__CHAT_ID", "-1005")
    monkeypatch.setenv("JAWAB_COMMUNITIES", '[{"chat_id": -1003, "languages": ["ru"]}]')

    settings = load_settings(path)

    assert (settings.desk.chat_id, settings.desk.ring_at) == (-1005, 60)
    assert [(one.chat_id, one.languages) for one in settings.communities] == [(-1003, ("ru",))]


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path / "nowhere.toml")


def test_broken_toml_names_the_line(write: Write) -> None:
    found = refusal(write('[brand]\nname = "Chai"\nlinks = {\n'))

    assert "not valid TOML" in found
    assert re.search(r"line \d", found)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"[brand]\nname = \xff\xfe")

    assert "is not UTF-8" in refusal(path)


@pytest.mark.parametrize(
    "text", ["[desk]\nring_at = " + "9" * 5000, "x = " + "[" * 5000 + "]" * 5000]
)
def test_a_number_or_a_list_beyond_all_measure_is_refused(write: Write, text: str) -> None:
    assert "not valid TOML" in refusal(write(text))


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("[desk]\nchatid = 1", "desk.chatid", "did you mean chat_id?"),
        ("[deskk]\nchat_id = 1", "deskk", "did you mean desk?"),
        ("[desk]\nchat_id = 1234567", "desk.chat_id", "did you mean -1001234567?"),
        ('[desk]\nring_at = "80"', "desk.ring_at", "must be a whole number"),
        ("[desk]\nring_at = true", "desk.ring_at", "must be a whole number"),
        ("[desk]\nring_at = 101", "desk.ring_at", "must be at most 100"),
        ("[desk]\nundo_seconds = -1", "desk.undo_seconds", "must be at least 0"),
        ('[desk]\nlanguage = "fr"', "desk.language", "'en', 'hi' or 'ru'"),
        ('[desk]\ntime_zone = "Asia/Kolkatta"', "desk.time_zone", "Asia/Kolkata"),
        ("[private]\nenabled = 1", "private.enabled", "true or false"),
        ("[brand]\nname = 5", "brand.name", "text in quotes"),
        ('[brand]\nlinks = { menu = "x" }', "brand.links.menu", "https://"),
        ('[private]\nlanguages = ["hinglish"]', "private.languages[1]", "hi-Latn"),
        ('[telegram]\nlibrary = "aiogran"', "telegram.library", "'aiogram'"),
        ('[telegram]\napi_base = "https://x.org/bot1:a"', "telegram.api_base", "https://host"),
        ('[telegram]\nmode = "webhook"', "telegram.webhook.url", "missing"),
        ('[telegram]\nmode = "forwarded"', "telegram.webhook.secret", "send it from the host"),
        ('[telegram]\ntoken = "1:a"', "telegram.token", "JAWAB_TELEGRAM__TOKEN"),
        ('[database]\nurl = "sqlite:///x.db"', "database.url", "sqlite+aiosqlite"),
        ("[thresholds]\nspam = 2", "thresholds.spam", "at most 1"),
        ("[[communities]]\nmode = 'live'", "communities[1].chat_id", "is missing"),
        ("[[managers]]\nuser_id = -5\nname = 'A'", "managers[1].user_id", "positive"),
        ("[[triage.rules]]\nname = 'x'", "triage.rules[1]", "changes nothing"),
        (
            "[[triage.rules]]\nname = 'x'\npriority = 'high'",
            "triage.rules[1].priority",
            '"+10"',
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { pattern = '(' }",
            "triage.rules[1].when.pattern",
            "regular expression",
        ),
        ("[triage.lists]\nvip = ['Rahul Kumar']", "triage.lists.vip[1]", '"@name"'),
        (
            "[triage.lists]\nvip = [7]\nignore = ['@x_y', '7']",
            "triage.lists.ignore[2]",
            "7 is on the list vip already",
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { posts = ['the offer'] }",
            "triage.rules[1].when.posts[1]",
            "https://t.me/your_channel/57",
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { link_domains = ['a/b'] }",
            "triage.rules[1].when.link_domains[1]",
            '"bit.ly"',
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { media = ['foto'] }",
            "triage.rules[1].when.media[1]",
            "did you mean photo?",
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { days = ['weekend'] }",
            "triage.rules[1].when.days[1]",
            "mon-fri",
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\nwhen = { hours = ['night'] }",
            "triage.rules[1].when.hours[1]",
            '"09:00-18:00"',
        ),
    ],
)
def test_a_mistake_is_told_with_file_key_and_hint(
    write: Write, text: str, key: str, hint: str
) -> None:
    path = write(text)

    found = refusal(path)

    assert found.startswith(f"{path}: {key}: ")
    assert hint in found
    assert "\n" not in found


def test_all_mistakes_are_told_at_once(write: Write) -> None:
    found = refusal(write("[desk]\nring_at = 200\nfoo = 1\n[brand]\nname = 1\n"))

    assert len(found.splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "[desk]\nchat_id = -1001\n[[communities]]\nchat_id = -1001",
            "communities[1].chat_id",
        ),
        (
            "[[communities]]\nchat_id = -1001\n[[communities]]\nchat_id = -1001",
            "communities[2].chat_id",
        ),
        (
            "[[managers]]\nuser_id = 1\nname = 'A'\n[[managers]]\nuser_id = 1\nname = 'B'",
            "managers[2].user_id",
        ),
        (
            "[[triage.rules]]\nname = 'x'\nstop = true\n[[triage.rules]]\nname = 'x'\nstop = true",
            "triage.rules[2].name",
        ),
    ],
)
def test_contradictions_are_refused(write: Write, text: str, key: str) -> None:
    assert f": {key}: " in refusal(write(text))


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("JAWAB_COMMUNITIES", "[{", "not valid JSON"),
        ("JAWAB_DESK__RING_AT", "loud", "must be a whole number"),
        ("JAWAB_DEKS__RING_AT", "80", "there is no section deks"),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, hint: str
) -> None:
    monkeypatch.setenv(variable, value)

    found = refusal(None)

    assert found.startswith(f"{variable}: ")
    assert hint in found


def test_secrets_show_nowhere(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAWAB_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("JAWAB_DATABASE__URL", "postgresql+asyncpg://me:pass-word@host/db")
    path = write('[desk]\nlead_code = "AB12C-DE34F"\n')

    settings = load_settings(path)
    monkeypatch.setenv("JAWAB_TELEGRAM__MODE", "pigeon")
    complaint = refusal(path)

    for secret in ("very-secret-token", "pass-word", "AB12C"):
        assert secret not in repr(settings) + str(settings) + complaint
    assert settings.bot_token().get_secret_value() == TOKEN


def test_the_token_comes_from_its_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text(f"{TOKEN}\n")

    settings = load_settings(write('[telegram]\ntoken_file = "token.txt"\n'))

    assert settings.bot_token().get_secret_value() == TOKEN


@pytest.mark.parametrize("content", ["", "not a token", None])
def test_a_token_that_is_none_is_refused(
    write: Write, tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "token.txt").write_text(content)
    settings = load_settings(write('[telegram]\ntoken_file = "token.txt"\n'))

    with pytest.raises(SettingsInvalid, match="token"):
        settings.bot_token()


@pytest.mark.parametrize("secret", ["with space", "секрет", "x" * 257])
def test_a_webhook_secret_that_telegram_would_not_take_is_said_so(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setenv("JAWAB_TELEGRAM__WEBHOOK__SECRET", secret)

    with pytest.raises(SettingsInvalid, match="letters, digits") as refused:
        load_settings().webhook_secret()
    assert secret not in str(refused.value)


def test_without_a_webhook_secret_a_steady_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAWAB_TELEGRAM__TOKEN", TOKEN)

    first, second = load_settings().webhook_secret(), load_settings().webhook_secret()

    assert first == second
    assert re.fullmatch(r"[\w-]{1,256}", first.get_secret_value())
    assert TOKEN not in first.get_secret_value()


def test_thresholds_of_the_file_take_the_place_of_the_models() -> None:
    shipped = Thresholds(
        spam=0.9, complaint=0.5, negative=0.6, toxic=0.7, question=0.5, praise=0.8, unsure=0.3
    )

    used = ThresholdOverrides(spam=0.95).over(shipped)

    assert (used.spam, used.complaint, used.unsure) == (0.95, 0.5, 0.3)


def test_the_configuration_at_the_top_works_and_shows_every_key(tmp_path: Path) -> None:
    text = (TOP / "config.toml").read_text(encoding="utf-8")
    load_settings(TOP / "config.toml")

    # when all that it only shows is put to use
    uncommented = re.sub(r"(?m)^# (?=\[\[?[a-z.]+\]\]?|[a-z_]+ = )", "", text)
    (tmp_path / "config.toml").write_text(uncommented, encoding="utf-8")
    settings = load_settings(tmp_path / "config.toml")

    # then it is still right, and no key is left out
    assert settings.managers
    assert settings.telegram.webhook.url
    words = set(re.findall(r"[a-z_]+", text))
    assert [key for key in keys_of(Settings) if key.rpartition(".")[2] not in words] == []


def test_the_documentation_names_every_key() -> None:
    text = (TOP / "docs" / "CONFIGURATION.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_.]+)`", text))
    every = set(keys_of(Settings))
    tables = {key.rpartition(".")[0] for key in every} - {""}

    assert every - tables - named == set()
    unknown = {key for key in named - every if "." in key and key.partition(".")[0] in tables}
    assert unknown == set()


# --- drafts -------------------------------------------------------------------------------------

SERVER = 'base_url = "http://127.0.0.1:8080/v1"\n'


def test_drafts_are_off_unless_server_and_model_are_named(write: Write) -> None:
    assert not load_settings().drafting.is_on
    assert load_settings(write(f'[drafting]\n{SERVER}model = "tiny"\n')).drafting.is_on


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (SERVER, "drafting.model: missing"),
        ('model = "tiny"', "drafting.base_url: missing"),
        ('base_url = "localhost:8080"\nmodel = "m"', "not a web address"),
        ('base_url = "https://me:pass@host/v1"\nmodel = "m"', "JAWAB_DRAFTING__API_KEY"),
        ('base_url = "https://host/v1/chat/completions"\nmodel = "m"', "the rest is added"),
        ('base_url = "https://host/v1?key=x"\nmodel = "m"', "the rest is added"),
        ('api_key = "sk-secret"', "secrets do not belong in this file"),
        ("timeout_seconds = 0", "at least"),
        ("timeout_seconds = 600", "at most"),
        ("min_evidence = 1.5", "at most"),
        ("max_tokens = 1", "at least"),
    ],
)
def test_a_wrong_drafting_section_is_refused_with_a_hint(
    write: Write, lines: str, said: str
) -> None:
    told = refusal(write(f"[drafting]\n{lines}\n"))

    assert said in told
    assert "sk-secret" not in told
    assert "me:pass" not in told


def test_the_drafting_key_comes_from_the_environment_or_a_file_and_does_not_show(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a file that holds it
    path = write(f'[drafting]\n{SERVER}model = "tiny"\napi_key_file = "key.txt"\n')
    (tmp_path / "key.txt").write_text("sk-from-file\n")
    settings = load_settings(path)
    assert settings.drafting_key().get_secret_value() == "sk-from-file"

    # when the environment has another
    monkeypatch.setenv("JAWAB_DRAFTING__API_KEY", "sk-from-environment")
    settings = load_settings(path)

    # then that one counts, and nothing shows it
    assert settings.drafting_key().get_secret_value() == "sk-from-environment"
    assert "sk-" not in repr(settings)
    assert "sk-" not in str(settings.model_dump())


def test_a_key_file_that_is_missing_or_empty_is_named(write: Write, tmp_path: Path) -> None:
    path = write(f'[drafting]\n{SERVER}model = "tiny"\napi_key_file = "key.txt"\n')

    with pytest.raises(SettingsInvalid, match=r"drafting\.api_key_file: .*cannot be read"):
        load_settings(path).drafting_key()
    (tmp_path / "key.txt").write_text(" \n")
    with pytest.raises(SettingsInvalid, match=r"drafting\.api_key_file: .*is empty"):
        load_settings(path).drafting_key()


def test_no_key_is_needed_where_the_server_wants_none() -> None:
    assert load_settings().drafting_key() is None
