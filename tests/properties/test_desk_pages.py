"""Whatever people are called and write, the board and the pages of commands stay messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.author_lists import AuthorList
from bot.domain.board import Answer, Board, DueCase
from bot.domain.case import Case, Status
from bot.domain.case_line import CaseLine
from bot.domain.desk import DeskMessage, DeskRole
from bot.domain.desk_pages import (
    AuthorPage,
    Closing,
    DeskPage,
    Figures,
    FoundComment,
    QueuePage,
    SearchPage,
    ShiftLine,
    ShiftNote,
    ShiftPage,
    Shown,
    StatsPage,
    Teammate,
    TeamPage,
    Which,
    which_of,
)
from bot.domain.ids import CaseId, ChatId, DeskId, MessageId, UserId
from bot.domain.lane import Lane
from bot.domain.promises import Promise, PromiseState
from bot.domain.roster import Manager, Role
from bot.domain.sanctions import Standing
from bot.services.desk import authors, queue, searching, shifts
from bot.telegram.html import units
from bot.telegram.wording import LOCALES
from tests.card_views import NOW, a_case, a_comment, a_community, a_sender
from tests.properties.test_card_builder import RENDERERS, check, member_text

CARD = DeskMessage(
    chat_id=ChatId(-1002233445566), message_id=MessageId(2**31 - 1), role=DeskRole.CARD
)
counts = st.dictionaries(st.sampled_from(Lane), st.integers(0, 99_999))
cards = st.sampled_from([None, CARD])
minutes = st.integers(0, 99_999).map(lambda count: timedelta(minutes=count))
whiches = st.one_of(
    st.just(Which()),
    st.just(Which(shown=Shown.FREE)),
    st.just(Which(shown=Shown.PUT_OFF)),
    st.builds(Which, shown=st.just(Shown.LANE), lane=st.sampled_from(Lane)),
    st.builds(Which, shown=st.just(Shown.HELD), holder=st.none() | st.just(UserId(2**52 - 1))),
)


promises = st.builds(
    Promise, until=st.just(NOW), by=member_text, state=st.sampled_from(PromiseState)
)


@st.composite
def some_cases(draw: st.DrawFn) -> Case:
    case = a_case(
        draw(st.sampled_from(Lane)),
        id=CaseId(draw(st.integers(1, 10**12))),
        author_name=draw(member_text),
        due_at=NOW + draw(minutes),
        snoozed_until=draw(st.sampled_from([None, NOW])),
        promise=draw(st.none() | promises),
    )
    name = draw(member_text)
    holder = UserId(draw(st.integers(1, 99)))
    case = draw(st.sampled_from([case, case.claim(by=holder, name=name, at=NOW)]))
    if case.status is Status.CLAIMED and draw(st.booleans()):
        return case.close(Status.DISMISSED, by=holder, name=name, at=NOW)
    return case


@st.composite
def case_lines(draw: st.DrawFn) -> CaseLine:
    return CaseLine(
        case=draw(some_cases()),
        community=a_community(title=draw(member_text)),
        focus=a_comment(draw(member_text)),
        waited=draw(minutes),
        card=draw(cards),
    )


@st.composite
def boards(draw: st.DrawFn) -> Board:
    held = draw(st.lists(some_cases(), max_size=25))
    answer = Answer(
        case_id=CaseId(1),
        lane=Lane.SPAM,
        by=UserId(1),
        by_name=draw(member_text),
        waited=draw(st.none() | minutes),
    )
    due = DueCase(case=draw(some_cases()), place=draw(member_text), card=draw(cards))
    return Board(
        lanes=draw(counts),
        put_off_count=draw(st.integers(0, 9)),
        oldest_at=NOW - draw(minutes),
        next_due=draw(st.sampled_from([None, due])),
        held=tuple(held),
        look_first_count=draw(st.integers(0, 9)),
        dead_letter_count=draw(st.integers(0, 9)),
        answered=draw(st.sampled_from([(), (answer,) * 41])),
        may_not_pin=draw(st.booleans()),
    )


@st.composite
def found_comments(draw: st.DrawFn) -> FoundComment:
    return FoundComment(
        comment=a_comment(
            draw(member_text), author=a_sender(draw(member_text), username=draw(member_text))
        ),
        community=a_community(title=draw(member_text), username=draw(member_text)),
        case=draw(st.none() | some_cases()),
        card=draw(cards),
    )


@st.composite
def queues(draw: st.DrawFn) -> QueuePage:
    lines = draw(st.lists(case_lines(), max_size=queue.PAGE))
    return QueuePage(
        which=draw(whiches),
        lines=tuple(lines),
        count=draw(st.integers(0, 9999)),
        number=2,
        page_count=3,
        lanes=draw(counts),
        holder_name=draw(member_text),
        opens=draw(st.booleans()),
    )


@st.composite
def shift_pages(draw: st.DrawFn) -> ShiftPage:
    def some() -> tuple[ShiftLine, ...]:
        found = draw(st.lists(case_lines(), max_size=shifts.SHORT))
        return tuple(ShiftLine(line=one, by=draw(member_text)) for one in found)

    noted = [
        ShiftNote(case=draw(some_cases()), by=draw(member_text), at=NOW, text=draw(member_text))
        for _ in range(draw(st.integers(0, shifts.SHORT)))
    ]
    return ShiftPage(
        name=draw(member_text),
        lanes=draw(counts),
        urgent=some(),
        due=some(),
        put_off=some(),
        promised=some(),
        handed=some(),
        noted=tuple(noted),
        opens=draw(st.booleans()),
    )


@st.composite
def author_pages(draw: st.DrawFn) -> AuthorPage:
    newest = draw(found_comments())
    standing = Standing(warning_count=2, is_muted=True, muted_until=NOW)
    comments = draw(st.lists(found_comments(), max_size=authors.COMMENTS_SHOWN))
    cases = draw(st.lists(some_cases(), max_size=authors.CASES_SHOWN))
    return AuthorPage(
        newest=newest,
        first_seen_at=NOW,
        comment_count=len(comments),
        outcomes=draw(st.dictionaries(st.sampled_from(Status), st.integers(1, 99))),
        cases=tuple((case, CARD) for case in cases),
        comments=tuple(comments),
        standings=draw(st.sampled_from([(), ((newest.community, standing),)])),
        on=draw(st.none() | st.sampled_from(AuthorList)),
    )


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    people = draw(st.lists(member_text, max_size=60))
    answers = [
        Answer(
            case_id=CaseId(number),
            lane=draw(st.sampled_from(Lane)),
            by=UserId(number),
            by_name=name,
            waited=draw(st.none() | minutes),
        )
        for number, name in enumerate(people)
    ]
    closing = Closing(
        lane=Lane.SPAM, status=Status.MODERATED, by=None, by_name=draw(member_text), count=3
    )
    return Figures(
        comments=draw(counts), opened=draw(counts), answers=tuple(answers), closings=(closing,)
    )


@st.composite
def teams(draw: st.DrawFn) -> TeamPage:
    names = draw(st.lists(member_text, max_size=60))
    team = [
        Teammate(
            manager=Manager(
                desk_id=DeskId(1),
                user_id=UserId(number),
                name=name,
                role=draw(st.sampled_from(Role)),
            ),
            held_count=number,
            active_at=draw(st.sampled_from([None, NOW])),
            can_be_rung=draw(st.booleans()),
        )
        for number, name in enumerate(names)
    ]
    return TeamPage(team=tuple(team), may_not_pin=draw(st.booleans()))


pages = st.one_of(
    queues(),
    author_pages(),
    shift_pages(),
    teams(),
    st.builds(StatsPage, today=figures(), week=figures()),
    st.builds(
        SearchPage,
        words=member_text,
        found=st.lists(found_comments(), max_size=searching.PAGE).map(tuple),
        number=st.integers(1, 999),
        has_more=st.booleans(),
    ),
)


@settings(deadline=None, max_examples=60)
@given(page=pages, renderer=st.sampled_from(RENDERERS))
def test_nothing_that_people_write_breaks_a_page(page: DeskPage, renderer) -> None:
    drawn = renderer.page(page)
    choices = [choice for row in drawn.rows for choice in row]

    check(drawn.html)
    assert all(row for row in drawn.rows)
    assert all(0 < units(choice.label) <= 100 and "\n" not in choice.label for choice in choices)


@settings(deadline=None, max_examples=60)
@given(board=boards(), renderer=st.sampled_from(RENDERERS))
def test_nothing_that_people_write_breaks_the_board(board: Board, renderer) -> None:
    drawn = renderer.board(board)

    check(drawn.html)
    assert len(drawn.html.splitlines()) <= 8
    assert len(drawn.rows[0]) == 3


@settings(deadline=None)
@given(page=queues(), renderer=st.sampled_from(RENDERERS))
def test_every_case_of_a_page_is_on_it(page: QueuePage, renderer) -> None:
    lines = tuple(
        replace(line, case=replace(line.case, id=CaseId(10**9 + number)))
        for number, line in enumerate(page.lines)
    )

    html = renderer.page(replace(page, lines=lines)).html

    assert all(f"#{line.case.id} " in html for line in lines)


@given(which=whiches)
def test_what_a_button_filters_by_is_read_as_it_was_written(which: Which) -> None:
    assert which_of(which.slot) == which


@pytest.mark.parametrize("slot", ["lane:", "lane:nowhere", "held:x", "some"])
def test_a_filter_that_nobody_wrote_is_refused(slot: str) -> None:
    with pytest.raises(ValueError, match=r"not a valid|invalid literal"):
        which_of(slot)


def test_every_language_has_the_same_sentences() -> None:
    keys = [
        {
            line.partition(" =")[0]
            for name in ("overview", "private", "shift")
            for line in (LOCALES / language / f"{name}.ftl").read_text("utf-8").splitlines()
            if line[:1].isalpha() and " =" in line
        }
        for language in ("en", "hi", "ru")
    ]
    assert keys[0] == keys[1] == keys[2]
