"""Several brands in one file: a view for each desk, or what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.configuration import load_configuration, load_settings
from bot.domain.ids import Keys
from bot.errors import SettingsInvalid
from tests.unit.conftest import Write

TWO = """
[sla]
first_answer_minutes = 20

[[brands]]
key = "chai"
name = "Chai & Co"
library = "chai-replies"

[[brands]]
key = "tea"
name = "Tea House"

[[bots]]
key = "chai_bot"
token_file = "chai.txt"

[[bots]]
key = "tea_bot"

[[desks]]
key = "chai"
brand = "chai"
bot = "chai_bot"
chat_id = -1001
language = "hi"

[[desks]]
key = "tea"
brand = "tea"
bot = "tea_bot"
chat_id = -1002

[desks.sla]
first_answer_minutes = 90

[[communities]]
desk = "tea"
chat_id = -2002

[[communities]]
desk = "chai"
chat_id = -2001

[[managers]]
desks = ["chai", "tea"]
user_id = 1
name = "Asha"
role = "lead"

[[managers]]
desks = ["tea"]
user_id = 2
name = "Ravi"
"""
ONE = '[[brands]]\nkey = "b"\n[[bots]]\nkey = "t"\n[[desks]]\nkey = "d"\n'


def refusal(path: Path) -> list[str]:
    with pytest.raises(SettingsInvalid) as caught:
        load_configuration(path)
    return str(caught.value).splitlines()


def test_each_desk_gets_its_own_brand_bot_people_and_communities(
    write: Write, tmp_path: Path
) -> None:
    chai, tea = load_configuration(write(TWO))

    assert chai.keys == Keys(brand="chai", bot="chai_bot", desk="chai")
    assert tea.keys == Keys(brand="tea", bot="tea_bot", desk="tea")
    assert (chai.brand.name, tea.brand.name) == ("Chai & Co", "Tea House")
    assert (chai.brand.library, tea.brand.library) == (tmp_path / "chai-replies", None)
    assert chai.telegram.token_file == tmp_path / "chai.txt"
    assert (chai.desk.language, tea.desk.language) == ("hi", "en")
    assert [one.chat_id for one in chai.communities] == [-2001]
    assert [one.chat_id for one in tea.communities] == [-2002]
    assert [one.name for one in chai.managers] == ["Asha"]
    assert [one.name for one in tea.managers] == ["Asha", "Ravi"]
    assert chai.database == tea.database


def test_a_section_in_a_desk_takes_the_place_of_the_shared_one(write: Write) -> None:
    chai, tea = load_configuration(write(TWO))

    assert chai.sla.first_answer_minutes == 20
    assert tea.sla.first_answer_minutes == 90


def test_a_file_of_one_desk_is_called_main(write: Write) -> None:
    (settings,) = load_configuration(write('[brand]\nname = "Chai"\n'))

    assert settings.keys == Keys()


def test_where_there_is_one_of_each_nothing_has_to_be_named(write: Write) -> None:
    (settings,) = load_configuration(write(f"{ONE}[[communities]]\nchat_id = -5\n"))

    assert settings.keys == Keys(brand="b", bot="t", desk="d")
    assert [one.chat_id for one in settings.communities] == [-5]


def test_tokens_come_from_the_environment_by_the_key_of_the_bot(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAWAB_BOTS__TEA_BOT__TOKEN", "654321:of-the-tea")
    monkeypatch.setenv("JAWAB_SLA__FIRST_ANSWER_MINUTES", "45")

    chai, tea = load_configuration(write(TWO))

    assert tea.bot_token().get_secret_value() == "654321:of-the-tea"
    assert chai.telegram.token is None
    assert chai.sla.first_answer_minutes == tea.sla.first_answer_minutes == 45


def test_a_bot_without_a_token_is_named(write: Write) -> None:
    _, tea = load_configuration(write(TWO))

    with pytest.raises(SettingsInvalid, match=r"bot tea_bot: no token: set JAWAB_BOTS__TEA_BOT__"):
        tea.bot_token()


def test_one_desk_is_chosen_by_its_key(write: Write) -> None:
    path = write(TWO)

    assert load_settings(path, desk="tea").brand.name == "Tea House"
    with pytest.raises(SettingsInvalid, match=r"several desks.*--desk chai; there are: chai, tea"):
        load_settings(path)
    with pytest.raises(SettingsInvalid, match=r'no desk "coffee" .*chai, tea'):
        load_settings(path, desk="coffee")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('brand = "tea"', 'brand = "teas"', 'desks[2].brand: "teas" is none of the brands'),
        ('brand = "tea"', "", "desks[2].brand: is missing: one of chai, tea"),
        ('bot = "tea_bot"', 'bot = "chai_bot"', "desks[2].bot: chai_bot works for another desk"),
        ('key = "tea_bot"', 'key = "Tea"', "bots[2].key: is a word of small letters"),
        ('key = "tea_bot"', "", "bots[2].key: is missing"),
        ('key = "tea_bot"', 'key = "chai_bot"', 'bots[2].key: there are two bots "chai_bot"'),
        ('key = "tea_bot"', 'key = "tea_bot"\ntoken = "1:a"', "bots[2].token: secrets do not"),
        ('key = "tea_bot"', 'key = "tea_bot"\nmode = "forwarded"', "bots[2].webhook.secret: "),
        (
            'key = "tea_bot"',
            'key = "tea_bot"\ntoken_file = "chai.txt"',
            "bots[2].token_file: the same as of bot chai_bot",
        ),
        ("chat_id = -1002", "chat_id = -1001", "desks[2].chat_id: is the desk chai already"),
        ("chat_id = -1002", "ring_at = 101", "desks[2].ring_at: must be at most 100"),
        ("chat_id = -1002", 'ring_at = "80"', "desks[2].ring_at: must be a whole number"),
        ("chat_id = -1002", "ring = 80", "desks[2].ring: is not a known key"),
        (
            "chat_id = -2002",
            "chat_id = -1001",
            "communities[1].chat_id: this chat is the desk chai",
        ),
        ("chat_id = -2002", "chat_id = 5", "communities[1].chat_id: group ids are negative"),
        ('desk = "tea"', "", "communities[1].desk: is missing: one of chai, tea"),
        ('desk = "tea"', 'desk = "te"', "communities[1].desk: "),
        ('desks = ["tea"]', "", "managers[2].desks: is missing: one of chai, tea"),
        ('desks = ["tea"]', 'desks = "tea"', "managers[2].desks: must be a list"),
        ('desks = ["tea"]\nuser_id = 2', 'desks = ["tea"]\nuser_id = 1', "managers[2].user_id: "),
        ("[desks.sla]\nfirst", "[desks.sla]\nfirts", "desks[2].sla.firts_answer_minutes: "),
        ("[desks.sla]", "[desks.database]", "desks[2].database: is the same for all desks"),
        ("[desks.sla]", "[desks.telegram]", "desks[2].telegram: cannot stand in a desk"),
        ("[sla]", '[brand]\nname = "x"\n[sla]', "brand: cannot stand beside lists"),
        ("first_answer_minutes = 20", "first_answer_minutes = 0", "sla.first_answer_minutes: "),
        ("[[brands]]", "[[brandies]]", "brands: is missing"),
        (
            '[[brands]]\nkey = "tea"',
            '[[brands]]\nkey = "rum"\n[[brands]]\nkey = "tea"',
            'brands[2]: no desk has it (hint: [[desks]] with brand = "rum")',
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(write: Write, old: str, new: str, found: str) -> None:
    assert old in TWO
    path = write(TWO.replace(old, new))

    assert any(line.startswith(f"{path}: {found}") for line in refusal(path))


def test_two_desks_of_one_brand_may_not_watch_one_community(write: Write) -> None:
    text = TWO.replace('brand = "tea"', 'brand = "chai"').replace("-2002", "-2001")

    (found,) = (line for line in refusal(write(text)) if "communities" in line)
    assert "communities[1].chat_id: the desk chai of the same brand watches it already" in found


@pytest.mark.parametrize(
    ("variable", "found"),
    [
        ("JAWAB_TELEGRAM__TOKEN", "cannot say whose"),
        ("JAWAB_DESK__RING_AT", "cannot say whose"),
        (
            "JAWAB_BOTS__COFFEE__TOKEN",
            "there is no bot coffee (hint: there are: chai_bot,",
        ),
        ("JAWAB_BOTS__TEA_BOT__MODE", "only secrets of bots come from here"),
        ("JAWAB_DESKS__TEA__RING_AT", "only secrets of bots come from here"),
    ],
)
def test_variables_that_no_desk_can_take_are_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch, variable: str, found: str
) -> None:
    monkeypatch.setenv(variable, "80")

    assert any(line.startswith(f"{variable}: {found}") for line in refusal(write(TWO)))


def test_the_variable_of_a_bot_is_refused_where_the_file_lists_none(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAWAB_BOTS__TEA__TOKEN", "1:a")

    assert refusal(write("")) == ["JAWAB_BOTS__TEA__TOKEN: the file has no [[bots]]"]


HOOKS = (
    ONE
    + """
[[brands]]
key = "b2"
[[bots]]
key = "t2"
mode = "webhook"
[bots.webhook]
url = "https://x.example/2"
[[desks]]
key = "d2"
brand = "b2"
bot = "t2"
"""
)
CALLED = 'key = "t"\nmode = "webhook"\n[bots.webhook]\nurl = "https://x.example/1"\n'


def test_webhooks_of_several_bots_have_paths_and_secrets_of_their_own(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given two bots with a webhook, and tokens
    text = HOOKS.replace('key = "t"\n', CALLED).replace(
        'key = "d"\n', 'key = "d"\nbrand = "b"\nbot = "t"\n'
    )
    for key, token in (("T", "1:a"), ("T2", "2:b")):
        monkeypatch.setenv(f"JAWAB_BOTS__{key}__TOKEN", token)

    # then they differ where nothing is said
    first, second = load_configuration(write(text))
    assert (first.webhook_path, second.webhook_path) == ("/telegram/t", "/telegram/t2")
    assert first.webhook_secret() != second.webhook_secret()

    # and are told when they do not
    clash = text.replace('2"\n[[desks]]', '1"\npath = "/telegram/t"\n[[desks]]')
    assert [line.split(": ", 1)[1] for line in refusal(write(clash))] == [
        "bots[2].webhook.path: is that of bot t already (hint: one of its own for each bot)",
        "bots[2].webhook.url: is that of bot t already (hint: one of its own for each bot)",
    ]


def test_a_bot_that_a_host_forwards_to_needs_a_secret_by_its_own_variable(write: Write) -> None:
    (said,) = refusal(write(ONE.replace('key = "t"\n', 'key = "t"\nmode = "forwarded"\n')))

    assert "JAWAB_BOTS__T__WEBHOOK__SECRET" in said
