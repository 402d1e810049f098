"""Which step of a playbook comes next."""

from __future__ import annotations

from replies.playbooks import Playbooks
from replies.types import Playbook, Step

LATE = Playbook(id="late", titles={"en": "Late order"}, steps=("sorry", "ask", "offer"))
PLAYBOOKS = Playbooks((LATE,), {"sorry", "ask", "offer", "thanks"})


def a_step(number: int) -> Step:
    return Step(titles=LATE.titles, number=number, count=3)


def test_a_reply_that_begins_a_playbook_says_so() -> None:
    assert PLAYBOOKS.begun_by("sorry") == a_step(1)
    assert PLAYBOOKS.begun_by("ask") is None


def test_after_a_step_comes_the_next_one() -> None:
    assert PLAYBOOKS.next_after(("sorry",)) == ("ask", a_step(2))
    assert PLAYBOOKS.next_after(("sorry", "ask")) == ("offer", a_step(3))


def test_a_playbook_ends_and_can_be_left() -> None:
    assert PLAYBOOKS.next_after(()) is None
    assert PLAYBOOKS.next_after(("sorry", "ask", "offer")) is None
    assert PLAYBOOKS.next_after(("sorry", "thanks")) is None


def test_a_step_that_was_sent_out_of_turn_does_not_come_again() -> None:
    assert PLAYBOOKS.next_after(("ask", "sorry")) == ("offer", a_step(3))


def test_a_playbook_with_a_step_that_is_gone_is_not_begun() -> None:
    broken = Playbooks((LATE,), {"sorry", "ask"})

    assert broken.begun_by("sorry") is None
    assert broken.next_after(("sorry",)) is None
