"""`jawab rules test`: a rule on the past, with it and without it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.configuration import load_settings
from bot.domain.author_lists import AuthorList, Listed
from bot.domain.ids import UserId
from bot.domain.lane import Lane
from bot.domain.rules import Condition, Rule
from bot.seeding import seed_database
from bot.services.past import read_lines
from bot.services.replay import PastComment
from bot.services.rule_trial import RuleTrial, TrialCount
from bot.settings import Settings
from bot.telegram.exports import comments_of
from tests.contract.store_values import OWNER
from tests.databases import open_at
from tests.fakes import THRESHOLDS, WordClassifier
from tests.unit.jawab_command import Jawab, Outcome, command

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
RULES = (
    Rule(name="first", when=Condition(contains=("casino",)), stop=True),
    Rule(
        name="refunds",
        when=Condition(contains=("refund",)),
        lane=Lane.COMPLAINT,
        raise_by=10,
        tag="money",
        assign="Ravi",
        desk_topic="Money",
        dry_run=True,
    ),
    Rule(name="last", when=Condition(lanes=frozenset({Lane.COMPLAINT})), ladder=True),
)
TEXTS = ("my refund?", "refund, terrible", "refund please", "casino refund", "nice")


@pytest.fixture
def jawab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Jawab:
    return command(monkeypatch, capfd)


def played(name: str, comments: list[PastComment]) -> TrialCount:
    trial = RuleTrial(
        WordClassifier(),
        thresholds=THRESHOLDS,
        rules=RULES,
        name=name,
        lists={"user:9": AuthorList.IGNORE},
    )
    counted = TrialCount()
    for one in trial.run(comments):
        counted.add(one)
    return counted


def past(*texts: str, author_id: int | None = None) -> list[PastComment]:
    return [
        PastComment(
            text=text, author=f"{at}", at=NOON + timedelta(minutes=at), author_id=author_id
        )
        for at, text in enumerate(texts)
    ]


def test_a_dry_rule_is_played_as_if_it_were_switched_on() -> None:
    counted = played("refunds", past(*TEXTS))

    assert [one.comment.text for one in counted.held] == list(TEXTS[:3])
    assert counted.failing == {"contains": 1}
    assert counted.ended_by == {"first": 1}
    # what follows from it counts too: the last rule holds for what is a complaint now
    assert counted.lanes == {(Lane.QUESTION, Lane.COMPLAINT): 1, (Lane.NONE, Lane.COMPLAINT): 1}
    assert counted.calls == 2
    assert counted.work == [3, 4]
    assert counted.priorities == [10, 10, 10]
    assert (counted.tags, counted.holders) == ({"money": 3}, {"Ravi": 3})
    assert counted.topics == {"Money": 3}


def test_a_rule_that_is_on_is_held_against_a_day_without_it() -> None:
    counted = played("first", past("casino refund"))

    assert len(counted.held) == 1
    # without it the dry rule still does nothing
    assert counted.lanes == {}


def test_who_is_ignored_comes_to_no_rule() -> None:
    counted = played("refunds", past("my refund?", author_id=9))

    assert (counted.passed_over, counted.held) == (1, [])


def test_samples_come_from_the_whole_stretch() -> None:
    counted = played("refunds", past(*(f"refund {number}" for number in range(100))))

    texts = [one.comment.text for one in counted.samples(4)]
    assert texts == ["refund 0", "refund 25", "refund 50", "refund 75"]
    assert counted.samples(0) == []


def test_an_export_tells_author_chat_post_and_links() -> None:
    chat = {"id": 77, "name": "Chai", "type": "public_supergroup"}
    common = {"type": "message", "date": "2026-11-02T12:00:00", "from": "Rahul"}
    link = {"type": "link", "text": "bit.ly/x"}
    hidden = {"type": "text_link", "text": "here", "href": "https://evil.example"}
    messages = [
        {**common, "id": 5, "from_id": "user8", "text": ["see ", link, " and ", hidden]},
        {**common, "id": 6, "from_id": "channel9", "text": "ok", "reply_to_message_id": 5},
    ]

    first, second = comments_of({**chat, "messages": messages}, zone=UTC)

    assert first.links == ("bit.ly/x", "https://evil.example")
    assert (first.author_id, second.author_id) == (8, -1000000000009)
    assert first.chat_id == second.chat_id == -1000000000077
    assert (first.post, second.post) == (frozenset(), {"5", "c/77/5"})


def test_json_lines_may_tell_as_much() -> None:
    line = {
        "text": "a",
        "author": 5,
        "at": 0,
        "thread": "https://t.me/chai/7",
        "media": "photo",
        "links": ["https://bit.ly", 3],
    }

    ((one,), _) = read_lines(json.dumps(line).encode(), zone=UTC)

    assert (one.author_id, one.media, one.links) == (5, "photo", ("https://bit.ly",))
    assert one.post == {"chai/7"}


CONFIG = """
[[triage.rules]]
name = "Food safety"
when = { contains = ["hair"] }
priority = 95
dry_run = true

[[triage.rules]]
name = "food prices"
when = { contains = ["price"] }
tag = "money"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    rows = [
        {"text": "There was a hair in my tea, awful!", "author": "A", "at": 0},
        {"text": "What is the price of the masala chai?", "author": "B", "at": 60},
    ]
    (tmp_path / "past.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_the_command_reads_for_people_and_for_programs(jawab: Jawab, config: Path) -> None:
    past_day = config.parent / "past.jsonl"
    told = jawab("rules", "test", "food SAFETY", "--on", past_day, "-c", config)
    asked = jawab(
        *("rules", "test", "food prices", "--json", "-c", config),
        *("--on", past_day),
    )

    assert told.code == asked.code == 0
    assert '"Food safety" (a dry run so far): priority 95' in told.out
    assert "It holds for 1 of 2 comments (50%)." in told.out
    assert "what did not hold first: contains 1" in told.out
    assert "There was a hair in my tea" in told.out
    held, last = asked.rows
    assert (held["without"]["tags"], held["with"]["tags"]) == ([], ["money"])
    assert last["summary"]["held"] == 1
    assert last["summary"]["dry_run"] is False


@pytest.mark.parametrize(
    ("rule", "file", "sentence"),
    [
        ("food savety", "past.jsonl", 'did you mean "Food safety"'),
        ("x", "past.jsonl", 'there are "Food safety", "food prices"'),
        ("food safety", "none.jsonl", "cannot be read: No such file"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    jawab: Jawab, config: Path, rule: str, file: str, sentence: str
) -> None:
    outcome = jawab("rules", "test", rule, "--on", config.parent / file, "--config", config)

    assert outcome.code == 1
    assert sentence in outcome.err


def test_a_configuration_without_rules_says_so(jawab: Jawab, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[brand]\nname = "Chai"\n')

    outcome = jawab("rules", "test", "x", "--on", path, "--config", path)

    assert "no [[triage.rules]]" in outcome.err


LISTS = """
[triage.lists]
vip = ["5", "@rahul"]
quiet = ["@uma"]
ignore = ["6", "7"]

[[triage.rules]]
name = "angry"
when = { contains = ["terrible"] }
tag = "angry"
"""


def a_listed(key: str, on: AuthorList | None, same_as: str = "") -> Listed:
    return Listed(owner=OWNER, key=key, on=on, at=NOON, by=UserId(1), same_as=same_as)


async def keep(file: Path, settings: Settings, *listed: Listed) -> None:
    """A database as the desk leaves it behind, with what was decided in the chat."""
    store = await open_at(file)
    await seed_database(settings, store, OWNER)
    async with store.of_bot(OWNER.bot_id).writing() as tx:
        for one in listed:
            await tx.author_lists.put(one)
    await store.close()


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """A configuration with lists, a database to be, and a comment of each author 5 to 9."""
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "sqlite+aiosqlite:///jawab.db"\n{LISTS}')
    rows = [{"text": "terrible chai", "author": author, "at": author} for author in range(5, 10)]
    (tmp_path / "past.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def tried(jawab: Jawab, config: Path, *options: str) -> Outcome:
    past_day = config.parent / "past.jsonl"
    return jawab("rules", "test", "angry", "--on", past_day, "--config", config, *options)


def test_without_a_database_the_lists_of_the_file_count_and_it_is_said(
    jawab: Jawab, listing: Path
) -> None:
    outcome = tried(jawab, listing)

    assert outcome.code == 0
    assert "not tried for 2: their author is on the list ignore" in outcome.out
    assert "vip 1, ignore 2, from the configuration alone (there is no database" in outcome.out
    assert "known by a user name alone, which does not count: 2" in outcome.out
    assert not (listing.parent / "jawab.db").exists()


def test_with_a_database_the_lists_are_those_that_the_chat_has_made(
    jawab: Jawab, listing: Path
) -> None:
    # given a desk that took 6 off the list ignore, put 8 on it, and has met @rahul: it is 9
    asyncio.run(
        keep(
            listing.parent / "jawab.db",
            load_settings(listing),
            a_listed("user:6", None),
            a_listed("user:8", AuthorList.IGNORE),
            a_listed("name:rahul", AuthorList.VIP, same_as="user:9"),
            a_listed("user:9", AuthorList.IGNORE),
        )
    )

    # when the rule is tried, then the database rules over the file
    outcome = tried(jawab, listing)
    assert "It holds for 2 of 5 comments" in outcome.out
    assert "not tried for 3: their author is on the list ignore" in outcome.out
    assert "Lists of authors: vip 1, ignore 3, from the database." in outcome.out
    assert "known by a user name alone, which does not count: 1" in outcome.out

    # and programs read which they were
    *_, last = tried(jawab, listing, "--json").rows
    assert last["summary"]["lists"] == {
        "from": "database",
        "vip": 1,
        "quiet": 0,
        "ignore": 3,
        "by_name": 1,
    }


def test_a_database_that_cannot_be_read_stops_no_trial(jawab: Jawab, listing: Path) -> None:
    (listing.parent / "jawab.db").write_bytes(b"this is no database" * 100)

    outcome = tried(jawab, listing)

    assert outcome.code == 0
    assert "from the configuration alone (" in outcome.out
