"""Whom to answer first, whose cases never ring, whom to pass over."""

from __future__ import annotations

import pytest

from bot.domain.author_lists import AuthorList, is_quiet, key_named, relisted
from bot.domain.lane import Lane
from bot.domain.rules import Condition, Rule
from bot.services.doctor_rules import examine_lists
from tests.unit.test_routing import a_verdict, routed


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("@Rahul_7", "name:rahul_7"),
        ("rahul", "name:rahul"),
        ("5000000001", "user:5000000001"),
        ("-1001234567890", "chat:-1001234567890"),
    ],
)
def test_people_are_named_by_user_name_or_number(words: str, key: str) -> None:
    assert key_named(words) == key


@pytest.mark.parametrize("words", ["", "@", "Rahul Kumar", "0", "12.5", "https://t.me/rahul"])
def test_what_names_nobody_is_refused_with_a_hint(words: str) -> None:
    with pytest.raises(ValueError, match="hint"):
        key_named(words)


def test_a_vip_goes_first_and_it_is_a_term() -> None:
    plain = routed(a_verdict(question=0.9))
    vip = routed(a_verdict(question=0.9), on=AuthorList.VIP)

    assert vip.priority > plain.priority
    assert vip.reasons[1] == "VIP"
    assert sum(term.points for term in vip.terms) == vip.priority
    # but neither spam nor chatter becomes work by it
    for verdict in (a_verdict(spam=0.9), a_verdict()):
        assert routed(verdict, on=AuthorList.VIP) == routed(verdict)


def test_who_is_ignored_is_in_no_lane_whatever_rules_say() -> None:
    rule = Rule(name="all", when=Condition(), lane=Lane.COMPLAINT, priority=99, ladder=True)

    ignored = routed(a_verdict(complaint=0.9), rules=(rule,), on=AuthorList.IGNORE)

    assert (ignored.lane, ignored.priority) == (Lane.NONE, 0)
    assert ignored.reasons == ("ignore list",)
    assert not ignored.escalates
    assert ignored.hits == ()


def test_who_is_quiet_is_as_urgent_as_ever_and_says_so() -> None:
    plain = routed(a_verdict(complaint=0.9))
    quiet = routed(a_verdict(complaint=0.9), on=AuthorList.QUIET)

    assert quiet.priority == plain.priority
    assert is_quiet(quiet.reasons)
    assert not is_quiet(("rule: quiet list",))


def test_a_rule_can_look_at_the_list() -> None:
    rule = Rule(
        name="vips", when=Condition(lists=frozenset({AuthorList.VIP})), lane=Lane.COMPLAINT
    )

    assert routed(a_verdict(question=0.9), rules=(rule,)).tried[0].failing == "lists"
    vip = routed(a_verdict(question=0.9), rules=(rule,), on=AuthorList.VIP)
    assert vip.lane is Lane.COMPLAINT


def test_an_open_case_follows_its_author_from_list_to_list_and_back() -> None:
    was = (("complaint (sure)", "rule: refunds"), 60)

    vip = relisted(*was, AuthorList.VIP)
    quiet = relisted(*vip, AuthorList.QUIET)

    assert vip == (("VIP", *was[0]), 72)
    assert relisted(*vip, AuthorList.VIP) == vip
    assert quiet == (("quiet list", *was[0]), 60)
    assert relisted(*quiet, None) == was


def test_where_file_and_database_differ_is_said() -> None:
    configured = {AuthorList.VIP: ("@rahul", "7"), AuthorList.QUIET: (), AuthorList.IGNORE: ("8",)}
    known = {"name:rahul": None, "user:7": AuthorList.VIP}

    (found,) = examine_lists(configured, known)

    assert found.message == "@rahul is on it in the file, on no list in the database"
