"""`jawab rules test`: a rule on the past, with it and without it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.author_lists import AuthorList
from bot.domain.lane import Lane
from bot.domain.rules import Condition, Rule
from bot.services.past import read_lines
from bot.services.replay import PastComment
from bot.services.rule_trial import RuleTrial, TrialCount
from bot.telegram.exports import comments_of
from tests.fakes import THRESHOLDS, WordClassifier
from tests.unit.jawab_command import Jawab, command

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
