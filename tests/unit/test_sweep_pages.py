"""What the desk reads of deleting by itself, in every language and at its longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.communities import CommunityLine, Load
from bot.domain.desk import Verb
from bot.domain.ids import CaseId, OutboxId, SweepId
from bot.domain.lane import Lane
from bot.domain.sweeping import (
    DELAY,
    ON_A_PAGE,
    Fate,
    Sweep,
    SweepPage,
    SweepReceipt,
    Swept,
    SweptLine,
    SwitchPage,
    would_go,
)
from bot.telegram.cards import DeskRenderer
from bot.telegram.html import MESSAGE_UNITS, units
from tests.card_views import NOW, OWNER, StillClock, a_comment, a_view

NAME = "Нᴏᴀʜ <b>\u202e" + "ж" * 200
TEXT = "buy & <win> 4111 1111 1111 1111 " * 200
LANGUAGES = ["en", "hi", "ru"]


def a_line(number: int, fate: Fate = Fate.GOES, *, waits: bool = False) -> SweptLine:
    known = a_view()
    case = replace(known.case, id=CaseId(number), author_name=NAME, lane=Lane.SPAM)
    comment = a_comment(TEXT)
    return SweptLine(
        swept=Swept(
            case_id=case.id,
            comment_id=comment.id,
            community_id=case.community_id,
            lane=Lane.SPAM if number % 2 else Lane.ABUSE,
            probability=0.9899,
            item_id=OutboxId(number),
            at=NOW,
            fate=fate,
        ),
        case=case,
        comment=comment,
        community=replace(known.community, title=NAME),
        waits=waits,
    )


SWEEP = Sweep(id=SweepId(3), owner=OWNER, anchor_id=CaseId(1), began_at=NOW)


def drawn(language: str, page: SweepReceipt | SweepPage | SwitchPage):
    return DeskRenderer(language, "Asia/Kolkata", StillClock(NOW)).page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_tells_of_a_hundred_and_offers_to_stop_while_something_waits(
    language: str,
) -> None:
    # given a flood with everything that can become of it
    fates = [*Fate, Fate.GOES]
    lines = tuple(a_line(n, fates[n % 5], waits=n % 5 == 4) for n in range(1, 101))

    # when it is told
    message = drawn(language, SweepReceipt(sweep=SWEEP, lines=lines))

    # then it fits, masks what is private, and can be stopped and looked at
    assert units(message.html) <= MESSAGE_UNITS
    assert "4111 1111" not in message.html
    assert "<win>" not in message.html
    assert [c.action.verb for row in message.rows for c in row if c.action] == [
        Verb.SWEEP_STOP,
        Verb.SWEEP_LOOK,
    ]
    done = tuple(replace(one, waits=False) for one in lines)
    message = drawn(language, SweepReceipt(sweep=SWEEP, lines=done))
    assert [c.action.verb for row in message.rows for c in row if c.action] == [Verb.SWEEP_LOOK]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_a_button_for_each_that_can_still_be_decided(language: str) -> None:
    # given a second page of three
    fates = (Fate.GOES, Fate.DENIED, Fate.STOPPED, Fate.FAILED, Fate.GOES)
    lines = tuple(a_line(n, fate) for n, fate in enumerate(fates, start=6))
    page = SweepPage(sweep=SWEEP, lines=lines, number=2, page_count=3)

    # when it is drawn
    message = drawn(language, page)

    # then it fits, is numbered through, and turns both ways
    assert len(lines) == ON_A_PAGE
    assert units(message.html) <= MESSAGE_UNITS
    verbs = [[c.action.verb for c in row if c.action] for row in message.rows]
    assert verbs == [
        [Verb.SWEEP_DENY],
        [Verb.REPOST],
        [Verb.SWEEP_DENY],
        [Verb.SWEEP_LOOK, Verb.SWEEP_LOOK],
    ]
    assert "6." in message.rows[0][0].label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_marks_what_holds_and_offers_to_end_it(language: str) -> None:
    # given spam that goes from 0.98 on
    seen = [(Lane.SPAM, 0.999), (Lane.SPAM, 0.985), (Lane.ABUSE, 0.96)]
    page = SwitchPage(
        line=CommunityLine(community=replace(a_view().community, title=NAME), load=Load()),
        number=1,
        thresholds={Lane.SPAM: 0.98},
        by=NAME,
        counts=would_go(seen),
        samples=(a_comment(TEXT),) * 3,
    )

    # when the page is drawn
    message = drawn(language, page)

    # then the chosen one is marked, it can be ended, and the page leads back
    assert units(message.html) <= MESSAGE_UNITS
    labels = [[c.label for c in row] for row in message.rows]
    assert [len(row) for row in labels] == [3, 1, 3, 1]
    assert [one.startswith("✅") for one in labels[0]] == [False, True, False]
    assert all(len(c.label) <= 64 for row in message.rows for c in row)


def test_a_deletion_can_be_stopped_for_a_minute() -> None:
    assert a_line(1).swept.goes_at == NOW + DELAY
    assert SWEEP.takes(NOW + timedelta(minutes=9))
    assert not SWEEP.takes(NOW + timedelta(minutes=10))
