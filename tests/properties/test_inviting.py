"""Whatever somebody writes, it is an answer to a link or it is not; and links are read back."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.inviting import invite_link, mark_of, token_in

TOKENS = st.from_regex(r"[A-Za-z0-9_-]{1,57}", fullmatch=True)


@given(token=TOKENS)
def test_what_a_link_hands_over_is_its_token(token) -> None:
    _, _, parameter = invite_link("chai_bot", token).partition("?start=")

    assert len(parameter) <= 64
    assert token_in(f"/start {parameter}") == token
    assert token_in(f"/start@chai_bot {parameter}\n") == token


@given(text=st.text(st.characters(codec=None)))
def test_any_text_is_read_or_is_no_answer(text) -> None:
    token = token_in(text)

    assert token is None or re.fullmatch(r"[A-Za-z0-9_-]{1,57}", token)


@given(token=TOKENS, other=TOKENS)
def test_marks_tell_tokens_apart_and_do_not_hold_them(token, other) -> None:
    assert (mark_of(token) == mark_of(other)) == (token == other)
    assert re.fullmatch(r"[0-9a-f]{64}", mark_of(token))
