"""What becomes of a promise to come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.case import Status
from bot.domain.ids import UserId
from bot.domain.promises import PromiseState
from bot.domain.sla import Clocks
from bot.domain.speaking import spoken_language
from bot.errors import CaseTaken
from tests.card_views import a_case

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ASHA, RAVI = UserId(1), UserId(2)


def open_case():
    return replace(a_case(), status=Status.OPEN, due_at=NOW + timedelta(hours=3))


def promised(case):
    return case.promise_until(LATER, by=ASHA, name="Asha")


def answered(case, status: Status = Status.ANSWERED):
    return case.close(status, by=ASHA, name="Asha", at=NOW)


def test_an_answer_that_tells_of_it_does_not_end_it_and_the_next_one_does() -> None:
    case = answered(promised(open_case()))
    assert case.promise.state is PromiseState.SAID
    case = answered(case.reopen(at=NOW, clocks=Clocks()))
    assert case.promise.state is PromiseState.KEPT
    assert case.open_promise is None


def test_what_is_promised_after_an_answer_is_said_already() -> None:
    assert promised(answered(open_case())).promise.state is PromiseState.SAID


def test_an_answer_that_is_held_back_leaves_the_promise_as_it_was() -> None:
    case = promised(open_case())
    assert answered(case).take_back(at=NOW).promise == case.promise
    said = promised(answered(open_case()))
    kept = answered(said.reopen(at=NOW, clocks=Clocks()))
    assert kept.take_back(at=NOW).promise.state is PromiseState.SAID


def test_dismissing_ends_only_what_nobody_was_told_or_what_was_due() -> None:
    assert answered(promised(open_case()), Status.DISMISSED).open_promise is None
    said = promised(answered(open_case())).reopen(at=NOW, clocks=Clocks())
    assert answered(said, Status.DISMISSED).open_promise is not None
    due = promised(answered(open_case())).bring_back(at=LATER)
    assert answered(due, Status.DISMISSED).open_promise is None


def test_a_closed_case_comes_back_open_and_due_at_the_moment() -> None:
    back = promised(answered(open_case())).bring_back(at=LATER)
    assert (back.status, back.due_at, back.opened_at) == (Status.OPEN, LATER, LATER)
    assert back.promise.state is PromiseState.DUE


def test_an_open_case_stays_with_its_holder_and_is_due_no_later() -> None:
    held = promised(open_case().claim(by=ASHA, name="Asha", at=NOW)).snooze(
        until=LATER + timedelta(days=1), by=ASHA
    )
    back = held.bring_back(at=LATER)
    assert (back.status, back.holder_id, back.due_at) == (Status.CLAIMED, ASHA, LATER)
    assert back.snoozed_until is None
    assert back.lease_until is not None


def test_nobody_promises_for_a_colleague_who_holds_the_case() -> None:
    held = open_case().claim(by=RAVI, name="Ravi", at=NOW)
    with pytest.raises(CaseTaken):
        promised(held)


@pytest.mark.parametrize(
    ("chosen", "telegram", "spoken"),
    [
        ("hi", "ru", "hi"),
        ("", "ru", "ru"),
        ("", "ru-RU", "ru"),
        ("", "EN_us", "en"),
        ("", "es", "hi"),
        ("", "", "hi"),
        ("xx", "ru", "ru"),
    ],
)
def test_a_choice_goes_before_telegram_and_telegram_before_the_desk(
    chosen: str, telegram: str, spoken: str
) -> None:
    assert spoken_language(chosen=chosen, telegram=telegram, desk="hi") == spoken
