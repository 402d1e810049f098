"""Rules that never apply, contradict, or take back what others do; and no other is blamed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, time
from pathlib import Path

import pytest

from bot.domain.author_lists import AuthorList
from bot.domain.lane import Lane
from bot.domain.roster import Role
from bot.domain.rule_troubles import Trouble, covers, troubles_of
from bot.domain.rules import Condition, Rule
from bot.domain.sla import Calendar, Span
from bot.rules import rule_lines
from bot.services.doctor_rules import examine_rules
from tests.unit.jawab_command import Jawab, command

ALL = Condition()
REFUND = Condition(contains=("refund",))
REFUNDS = Condition(contains=("refunds", "a refund"))
QUESTIONS = Condition(lanes=frozenset({Lane.QUESTION}))
COMPLAINTS = Condition(lanes=frozenset({Lane.COMPLAINT}))


def rule(name: str, when: Condition = ALL, **effects: object) -> Rule:
    return replace(Rule(name=name, when=when), **effects)  # type: ignore[arg-type]


def told(*rules: Rule, ignored: frozenset[int] = frozenset()) -> list[tuple[str, str, str]]:
    return [
        (one.rule.name, one.kind.value, one.other.name if one.other else "")
        for one in troubles_of(rules, ignored=ignored)
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (rule("a", stop=True), rule("b", REFUND, raise_by=5)),
        (rule("a", REFUND, ignore=True), rule("b", REFUND, raise_by=5)),
        (rule("a", REFUND, stop=True), rule("b", REFUNDS, raise_by=5)),
        (rule("a", QUESTIONS, stop=True), rule("b", QUESTIONS, raise_by=5)),
        (rule("a", REFUND, stop=True), rule("b", REFUNDS, raise_by=5, dry_run=True)),
    ],
)
def test_what_comes_after_a_stop_that_holds_for_all_its_comments_never_applies(
    first: Rule, second: Rule
) -> None:
    assert told(first, second) == [("b", Trouble.NEVER, "a")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (rule("a", REFUNDS, stop=True), rule("b", REFUND, raise_by=5)),
        (rule("a", stop=True, dry_run=True), rule("b", REFUND, raise_by=5)),
        (rule("a", QUESTIONS, stop=True), rule("b", REFUND, raise_by=5)),
        (rule("a", QUESTIONS, stop=True), rule("b", COMPLAINTS, raise_by=5)),
        (rule("a", Condition(pattern="x"), stop=True), rule("b", REFUND, raise_by=5)),
        (rule("a", Condition(at_least={"spam": 0.5}), stop=True), rule("b", raise_by=5)),
    ],
)
def test_what_may_still_apply_is_not_blamed(first: Rule, second: Rule) -> None:
    assert told(first, second) == []


def test_a_rule_between_that_moves_comments_may_bring_some_past_the_stop() -> None:
    stop = rule("stop", QUESTIONS, stop=True)
    move = rule("move", COMPLAINTS, lane=Lane.QUESTION)
    late = rule("late", QUESTIONS, raise_by=5)

    assert told(stop, late) == [("late", Trouble.NEVER, "stop")]
    assert told(stop, move, late) == []


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ({"lane": Lane.COMPLAINT}, {"lane": Lane.QUESTION}, "lane complaint, then question"),
        ({"priority": 90}, {"priority": 10}, "priority 90, then 10"),
        ({"raise_by": 10}, {"raise_by": -10}, "priority +10, then -10"),
        ({"raise_by": 10}, {"priority": 50}, "priority +10, then 50"),
        ({"assign": "Ravi"}, {"assign": "Mira"}, "assign Ravi, then Mira"),
        ({"desk_topic": "Money"}, {"desk_topic": "Legal"}, "desk_topic Money, then Legal"),
        ({"ladder": True}, {"ignore": True}, "ladder, then ignore"),
        ({"desk_topic": "Money"}, {"ignore": True}, "topic Money, then ignore"),
    ],
)
def test_opposite_effects_for_the_same_comments_contradict(
    first: dict[str, object], second: dict[str, object], what: str
) -> None:
    (found,) = troubles_of([rule("a", REFUND, **first), rule("b", REFUND, **second)])

    assert (found.kind, found.what) == (Trouble.CONTRADICTS, (what,))
    # but on a dry run, or when the first one ends the list, nothing is taken back
    trial = [rule("a", REFUND, **first), rule("b", REFUND, **second, dry_run=True)]
    assert list(troubles_of(trial)) == []
    if not second.get("ignore"):
        ends = [rule("a", REFUND, **first, stop=True), rule("b", **second)]
        assert list(troubles_of(ends)) == []


def test_a_wider_rule_after_it_takes_back_and_a_narrower_one_is_an_exception() -> None:
    narrow = rule("narrow", REFUNDS, priority=95)
    wide = rule("wide", REFUND, priority=50)

    assert told(narrow, wide) == [("narrow", Trouble.UNDONE, "wide")]
    assert told(wide, narrow) == []


def test_moving_a_comment_to_and_fro_is_found() -> None:
    there = rule("there", QUESTIONS, lane=Lane.COMPLAINT)
    back = rule("back", COMPLAINTS, lane=Lane.QUESTION)

    assert told(there, back) == [("there", Trouble.UNDONE, "back")]


def test_rules_that_add_up_or_lie_side_by_side_are_fine() -> None:
    assert told(rule("a", REFUND, raise_by=5), rule("b", REFUND, raise_by=10)) == []
    assert told(rule("a", REFUND, tag="x"), rule("b", REFUND, tag="y", stop=True)) == []
    assert told(rule("a", REFUND, priority=50), rule("b", REFUND, raise_by=-5)) == []


def test_ignoring_and_doing_more_is_against_itself() -> None:
    assert told(rule("a", ignore=True, assign="Ravi", ladder=True)) == [
        ("a", Trouble.AGAINST_ITSELF, "")
    ]


def test_a_rule_for_authors_who_are_passed_over_never_applies() -> None:
    when = Condition(authors=frozenset({7, 8}))

    both = frozenset({7, 8, 9})
    assert told(rule("a", when, raise_by=5), ignored=both) == [("a", Trouble.PASSED_OVER, "")]
    assert told(rule("a", when, raise_by=5), ignored=frozenset({7})) == []


def at_night(*days: int, begins: int = 22, ends: int = 8) -> Calendar:
    spans = (Span(begins=time(begins), ends=time(ends)),)
    return Calendar(zone=UTC, week=tuple(spans if day in days else () for day in range(7)))


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        (Condition(hours=at_night(4, 5)), Condition(hours=at_night(4))),
        (Condition(hours=at_night(6)), Condition(hours=at_night(0, begins=1, ends=7))),
        (Condition(domains=frozenset({"bit.ly"})), Condition(domains=frozenset({"a.bit.ly"}))),
        (Condition(domains=frozenset({"*"})), Condition(domains=frozenset({"bit.ly"}))),
        (Condition(at_least={"spam": 0.5}), Condition(at_least={"spam": 0.6, "toxic": 0.1})),
        (
            Condition(lists=frozenset({AuthorList.VIP, AuthorList.QUIET})),
            Condition(lists=frozenset({AuthorList.VIP})),
        ),
        (Condition(pattern="a+"), Condition(pattern="a+", media=frozenset({"photo"}))),
    ],
)
def test_the_wider_of_two_conditions_is_known(wide: Condition, narrow: Condition) -> None:
    assert covers(wide, narrow)
    assert covers(Condition(), wide)
    assert not covers(narrow, wide)


def test_findings_say_where_what_and_how_to_mend() -> None:
    team = {"Ravi": Role.MANAGER, "Vera": Role.VIEWER}
    rules = [
        rule("first", REFUND, stop=True, assign="ravi"),
        rule("dead", REFUND, raise_by=5, assign="Ravy"),
        rule("reader", assign="Vera"),
    ]

    found = list(examine_rules(rules, team, place_of=lambda one: f"line of {one.name}"))

    assert [(one.subject, one.level.value, one.message, one.remedy) for one in found] == [
        (
            "line of dead",
            "failure",
            'assigns to nobody: at the desk nobody is called "Ravy"',
            "did you mean Ravi?",
        ),
        (
            "line of reader",
            "failure",
            "assigns to nobody: Vera is a viewer and cannot hold a case",
            "a lead changes the role with /team",
        ),
        (
            "line of dead",
            "failure",
            "never applies: line of first ends the list for all that it holds for",
            'put it before "first", or narrow that one down',
        ),
    ]
    (fine,) = examine_rules(rules[:1], team, place_of=lambda one: one.name)
    assert fine.message == "1, none in another's way"


CONFIG = """
[brand]
name = "Chai"

[[triage.rules]]
when = { contains = ["refund"] }
name = "refunds # all"   # the first
stop = true

[[ triage . rules ]]
name = 'late'
when = { contains = ["refunds"] }
priority = "+5"
"""


def test_rules_are_found_by_their_line() -> None:
    assert rule_lines(CONFIG) == {"refunds # all": 5, "late": 10}
    assert rule_lines(CONFIG + CONFIG) == {}


def test_the_check_names_file_line_and_remedy(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    jawab: Jawab = command(monkeypatch, capfd)
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)

    outcome = jawab("check", "--offline", "--config", path)

    assert outcome.code == 1
    assert (
        f'✗ {path}:10: rule "late": never applies: {path}:5: rule "refunds # all" ends the list '
        "for all that it holds for\n"
        '    → put it before "refunds # all", or narrow that one down\n'
    ) in outcome.out
