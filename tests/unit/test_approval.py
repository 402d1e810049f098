"""Which answers need a second yes, what voids one, and what a hold lets pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.approval import (
    Approval,
    SecondYesRules,
    VoidReason,
    needs_second_yes,
    seal_of,
    void_reason,
)
from bot.domain.case import Case, Status
from bot.domain.holds import Hold, blocking
from bot.domain.ids import (
    ApprovalId,
    BotId,
    BrandId,
    CaseId,
    CommentId,
    CommunityId,
    DeskId,
    HoldId,
    Owner,
    UserId,
)
from bot.domain.lane import Lane
from bot.rules import second_yes_rules
from bot.sections import Approval as ApprovalSection

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
OWNER = Owner(bot_id=BotId(1), brand_id=BrandId(1), desk_id=DeskId(1))
RAVI, ASHA = UserId(7), UserId(8)
RULES = second_yes_rules(
    ApprovalSection(lanes=(Lane.COMPLAINT,), words=("Refund", "ДЕНЬГИ"), replies=("recall",))
)
TEXT, HASH = "You get your money back", "h1"


def asks(text: str, *, lane: Lane = Lane.QUESTION, reply_id: str = "", saved: str = "") -> list:
    return list(needs_second_yes(text, lane, reply_id, saved_text=saved, rules=RULES))


def a_case(**changes: object) -> Case:
    case = Case(
        id=CaseId(1),
        owner=OWNER,
        community_id=CommunityId(1),
        thread_key="thread:5",
        author_key="user:1",
        author_name="Rahul",
        focus_id=CommentId(1),
        lane=Lane.COMPLAINT,
        priority=80,
        reasons=(),
        opened_at=NOW,
    )
    return replace(case.claim(by=RAVI, name="Ravi", at=NOW), **changes)


def a_request() -> Approval:
    return Approval(
        id=ApprovalId(1),
        owner=OWNER,
        case_id=CaseId(1),
        text=TEXT,
        reply_id="",
        slots=(),
        reasons=(),
        seal=seal_of(TEXT, HASH, 1),
        by=RAVI,
        by_name="Ravi",
        at=NOW,
    )


def a_hold(**changes: object) -> Hold:
    hold = Hold(
        id=HoldId(1),
        owner=OWNER,
        case_id=CaseId(1),
        community_id=CommunityId(1),
        thread_key="thread:5",
        by=ASHA,
        by_name="Asha",
        at=NOW,
    )
    return replace(hold, **changes)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("We are on it", []),
        ("Your REFUND is on its way", ["word: refund"]),
        ("Prerefunded", ["word: refund"]),
        ("Деньги вернутся", ["word: деньги"]),
    ],
)
def test_a_listed_word_anywhere_asks_in_whatever_case(text, reasons) -> None:
    assert asks(text) == reasons


def test_nothing_asks_by_default() -> None:
    rules = SecondYesRules()
    assert needs_second_yes("refund", Lane.COMPLAINT, "r", saved_text="", rules=rules) == ()


def test_a_lane_asks_unless_a_saved_text_goes_out_unchanged() -> None:
    assert asks("Sorry", lane=Lane.COMPLAINT) == ["lane: complaint"]
    assert asks("Sorry", lane=Lane.COMPLAINT, reply_id="sorry", saved="Sorry") == []


def test_a_saved_text_may_hold_a_word_but_what_is_filled_in_may_not() -> None:
    saved = "Your refund is on its way"
    assert asks(saved, reply_id="sorry", saved=saved) == []
    assert asks("Order: refund", reply_id="order", saved="Order: $ask_order") == ["word: refund"]


def test_a_listed_reply_always_asks() -> None:
    assert asks("Recall", reply_id="recall", saved="Recall") == ["reply: recall"]


@pytest.mark.parametrize(
    ("case", "comment_hash", "why"),
    [
        (a_case(), HASH, None),
        (a_case(), "h2", VoidReason.CHANGED),
        (a_case(revision=2), HASH, VoidReason.CHANGED),
        (a_case(holder_id=ASHA), HASH, VoidReason.NOT_HELD),
        (a_case(status=Status.OPEN, holder_id=None), HASH, VoidReason.NOT_HELD),
        (a_case(status=Status.DISMISSED), HASH, VoidReason.CLOSED),
    ],
)
def test_a_request_holds_as_long_as_all_is_as_its_writer_saw_it(case, comment_hash, why) -> None:
    assert void_reason(a_request(), case, comment_hash) is why


def test_other_words_have_another_seal() -> None:
    other = replace(a_request(), text=TEXT + ".")
    assert void_reason(other, a_case(), HASH) is VoidReason.CHANGED


@pytest.mark.parametrize(
    ("hold", "is_blocked"),
    [
        (a_hold(), True),
        (a_hold(thread_key="thread:6"), False),
        (a_hold(community_id=CommunityId(2)), False),
        (a_hold(lane=Lane.COMPLAINT, community_id=CommunityId(2)), True),
        (a_hold(lane=Lane.QUESTION), False),
        (a_hold(statement=TEXT), False),
        (a_hold(statement=TEXT + "."), True),
    ],
)
def test_a_hold_blocks_its_place_but_for_its_statement(hold, is_blocked) -> None:
    assert (blocking([hold], a_case(), TEXT) is hold) is is_blocked


def test_of_two_holds_each_must_let_a_text_pass() -> None:
    lane = a_hold(lane=Lane.COMPLAINT, statement="Soon more")
    assert blocking([a_hold(statement=TEXT), lane], a_case(), TEXT) is lane


def test_two_holds_of_a_lane_are_of_one_place_whatever_the_thread() -> None:
    lane = a_hold(lane=Lane.COMPLAINT)
    assert lane.is_of_same_place(replace(lane, thread_key="thread:9"))
    assert not lane.is_of_same_place(a_hold())
