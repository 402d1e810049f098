"""Whatever members write, a card stays a card: valid, in bounds, and in our reading direction."""

import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.card import AuthorLine
from bot.domain.case import Status
from bot.domain.comment import Thread
from bot.domain.gathering import ON_THE_LIST, Gathered, UnsureList
from bot.domain.ids import CommentId, UserId
from bot.domain.outbox import OutboxState
from bot.simulator.entities import parse_html
from bot.telegram.cards import DeskRenderer
from bot.telegram.html import Html, Page, block, cut, disarm, disarm_line, line, quotation, units
from tests.card_views import (
    NOW,
    StillClock,
    a_case,
    a_comment,
    a_community,
    a_proposal,
    a_reply,
    a_report,
    a_sender,
    a_view,
    closed,
)

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
NASTY = (
    "<b>",
    "</blockquote>",
    "&amp;",
    '"><a href="tg://user?id=1">',
    "&#0;",
    "{ $text }",
    "$ask_x",
    "🇮🇳👩‍👩‍👧‍👦👍🏽",
    "क्षत्रिय",
    "a" + "\u0301" * 40,
    "\u200d" * 9,
    "\n\n\n\n",
    "\r\n\t\x00\x1b[31m",
    "\ud83d",
    *OVERRIDES,
)
member_text = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.lists(st.sampled_from(NASTY), max_size=12).map("".join),
    st.builds(lambda part, times: part * times, st.sampled_from(NASTY), st.integers(1, 4096)),
    st.just("😡" * 4096),
    st.just("<" * 4096),
)
RENDERERS = [
    DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True)
    for language in ("en", "hi", "ru")
]


def without_ours(shown: str) -> str:
    """A text without the pairs that keep right-to-left names apart: none open, none in another."""
    return re.sub("\u2068([^\u2066-\u2069\n]*)\u2069", r"\1", shown)


def check(html: str) -> str:
    """Telegram takes it: entities parse, it is short enough, and nothing turns it around."""
    shown = parse_html(html).text
    assert 0 < units(html) <= 4096
    assert not set(OVERRIDES) & set(without_ours(shown))
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    tags = re.findall(r"<(/?)(\w+)[^>]*>", html)
    opened = [name for slash, name in tags if not slash]
    assert sorted(opened) == sorted(name for slash, name in tags if slash)
    return shown


@st.composite
def views(draw):
    focus = a_comment(
        draw(member_text),
        media=draw(st.sampled_from(["", "photo", "voice"])),
        reply_to_text=draw(member_text),
        edited_at=NOW,
        author=a_sender(draw(member_text), username=draw(member_text)),
    )
    others = [a_comment(draw(member_text), id=CommentId(9 + n)) for n in range(3)]
    missing = draw(st.sampled_from([(), ("ask_x",)]))
    proposals = tuple(
        a_proposal(
            number,
            text=draw(member_text),
            missing=missing,
            titles={"en": draw(member_text)},
            lang=draw(st.sampled_from(["en", "hi-Latn", "xx<"])),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    )
    reply = draw(st.none() | st.builds(a_reply, st.sampled_from(list(OutboxState)), member_text))
    case = a_case(reasons=tuple(draw(st.lists(member_text, max_size=6))))
    name = draw(member_text)
    case = draw(
        st.sampled_from(
            [
                case,
                case.claim(by=UserId(5), name=name, at=NOW),
                closed(case, Status.ANSWERED),
                closed(case, Status.MODERATED),
            ]
        )
    )
    return a_view(
        case=case,
        focus=focus,
        comments=(*others, focus),
        community=a_community(title=draw(member_text), username=draw(member_text)),
        thread=Thread(key="thread:300", title=draw(member_text)),
        author=AuthorLine(
            name=draw(member_text),
            username=draw(member_text),
            first_seen_at=NOW,
            earlier_case_count=3,
            last_was_negative=True,
            is_channel=True,
        ),
        proposals=proposals,
        reply=reply,
        notes=tuple(draw(st.lists(st.tuples(member_text, member_text), max_size=4))),
        reports=tuple(
            a_report(number, by_name=draw(member_text))
            for number in range(draw(st.integers(0, 5)))
        ),
    )


@settings(max_examples=150, deadline=None)
@given(view=views(), renderer=st.sampled_from(RENDERERS))
def test_nothing_that_members_write_breaks_a_card(view, renderer) -> None:
    drawn = renderer.card(view)

    check(drawn.html)
    assert all(units(choice.label) <= 64 for row in drawn.rows for choice in row)


@settings(max_examples=100, deadline=None)
@given(view=views(), renderer=st.sampled_from(RENDERERS))
def test_every_suggestion_that_can_be_sent_is_on_the_card(view, renderer) -> None:
    drawn = renderer.card(view)

    labels = [choice.label for choice in (drawn.rows[0] if drawn.rows else ())]
    for number in range(1, 4):
        if any(label.endswith(str(number)) for label in labels):
            assert re.search(rf"^{number} ", parse_html(drawn.html).text, re.MULTILINE)


@pytest.mark.parametrize("flood", ["<" * 4096, "😡" * 4096, "क्षत्रिय " * 500, "&" * 4096])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_the_fullest_card_still_shows_every_part(renderer, flood) -> None:
    focus = a_comment(
        flood,
        media="photo",
        message_ids=tuple(range(1, 11)),
        reply_to_text=flood,
        edited_at=NOW - timedelta(days=400),
        author=a_sender(flood, id=9_999_999_999),
    )
    long_ago = NOW - timedelta(days=400)
    case = a_case(reasons=(flood,) * 6, priority=100, due_at=long_ago)
    case = case.claim(by=UserId(5), name=flood, at=long_ago)
    view = a_view(
        case=case,
        focus=focus,
        comments=(
            *(a_comment(flood, id=CommentId(9 + n), media="video") for n in range(9)),
            focus,
        ),
        community=a_community(title=flood, username="a" * 32),
        thread=Thread(key="thread:300", title=flood),
        author=AuthorLine(
            name=flood,
            username="a" * 32,
            first_seen_at=NOW - timedelta(days=400),
            earlier_case_count=1000,
            last_was_negative=True,
            is_channel=True,
        ),
        proposals=tuple(
            a_proposal(n, text=flood, titles={"en": flood}, lang="hi-Latn", missing=("ask_x",))
            for n in (1, 2, 3)
        ),
        reply=a_reply(OutboxState.FAILED, error="no-rights"),
        notes=((flood, flood), (flood, flood)),
    )

    shown = check(renderer.card(view).html)

    assert all(mark in shown for mark in ("❗", "🔴", "👤", "📝", "▢", "↪", "× 10"))
    heads = re.findall(r"^([123]) .*\((?:fits|सही|подходит), .*\)\n(.*)", shown, re.MULTILINE)
    assert [number for number, _ in heads] == ["1", "2", "3"]
    assert all(len(text) > 15 for _, text in heads)


@given(by=member_text, text=member_text)
def test_nothing_that_people_write_breaks_a_sentence(by, text) -> None:
    check(RENDERERS[0].say("card-note", by=by, text=text))


@given(by=member_text, text=member_text)
def test_a_toast_is_plain_and_short(by, text) -> None:
    label = RENDERERS[0].label("card-note", by=by, text=text)

    assert units(label) <= 200
    assert not set(OVERRIDES) & set(without_ours(label))


@given(text=member_text, room=st.integers(1, 500))
def test_text_is_cut_to_its_room_and_never_inside_a_character(text, room) -> None:
    whole = disarm(text)

    shortened = cut(whole, room)

    assert units(block(text, room)) <= max(room, 1)
    if shortened != whole:
        assert shortened.endswith("…")
        assert whole.startswith(shortened[:-1].rstrip())


@given(text=member_text)
def test_a_name_is_one_visible_line(text) -> None:
    name = disarm_line(text)

    assert "\n" not in name
    assert name.strip()


@given(text=member_text)
def test_disarming_twice_changes_nothing_more(text) -> None:
    assert disarm(disarm(text)) == disarm(text)


@given(lines=st.lists(member_text, max_size=30))
def test_a_page_never_outgrows_a_message(lines) -> None:
    page = Page()
    for text in lines:
        page.add(quotation(block(text, 900)))
        page.gap()

    assert units(page.html) <= 4096
    parse_html(page.html)


def test_characters_that_people_see_as_one_stay_whole() -> None:
    family = "👩‍👩‍👧‍👦"

    assert cut(family * 3, 30) == family * 2 + "…"
    assert cut("नमस्ते", 3) == "न…" or cut("नमस्ते", 3).startswith("नम")


def test_hindi_joiners_and_emoji_survive_disarming() -> None:
    text = "क्‍ष 👩‍👩‍👧‍👦 می‌خواهم 👍🏽"

    assert disarm(text) == text


def test_a_name_of_blanks_is_a_question_mark() -> None:
    assert [disarm_line(name) for name in ("", " \u3164\u2800", "\u202e\u200b", "\u200d")] == [
        "?"
    ] * 4


def test_piles_of_marks_are_cut_down() -> None:
    assert disarm("Z" + "\u0335" * 50) == "Z" + "\u0335" * 4


def test_markup_of_our_own_is_not_escaped_twice() -> None:
    assert line("a & b", 20) == Html("a &amp; b")


@st.composite
def gathered(draw):
    return Gathered(
        case=replace(a_case(), author_name=draw(member_text)),
        focus=a_comment(draw(member_text), media=draw(st.sampled_from(["", "photo", "dice"]))),
        community=a_community(),
    )


@settings(deadline=None, max_examples=40)
@given(gathered(), st.integers(1, 12), st.booleans())
def test_spam_and_unsure_comments_together_stay_in_bounds(one, count, asks) -> None:
    cases = [one] * count
    for renderer in RENDERERS:
        check(renderer.spam(cases, asks=asks).html)
        page = UnsureList(cases=tuple(cases[:ON_THE_LIST]), more=len(cases))
        drawn = renderer.unsure(page)
        check(drawn.html)
        assert all(len(row) <= 8 for row in drawn.rows)
