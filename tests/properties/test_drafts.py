"""Whatever a model gives back is a draft or is said to be none."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.brief import Written
from bot.drafting import read_draft
from bot.errors import DraftUnreadable

anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
drafts = st.fixed_dictionaries(
    {"text": anything, "used": st.lists(st.text()) | anything, "enough": st.booleans() | anything}
)


@given(st.text() | drafts.map(json.dumps) | anything.map(json.dumps))
def test_any_answer_is_a_draft_or_unreadable(content: str) -> None:
    try:
        written = read_draft(content)
    except DraftUnreadable:
        return

    assert isinstance(written.text, str)
    assert isinstance(written.is_enough, bool)
    assert all(isinstance(one, str) for one in written.used)


@given(
    st.text(),
    st.lists(st.text(), max_size=5),
    st.booleans(),
    st.sampled_from(["{}", "```json\n{}\n```", "<think>{{x</think>{}", "Sure: {} Bye!"]),
)
def test_a_draft_is_read_as_it_was_written(
    text: str, used: list[str], is_enough: bool, around: str
) -> None:
    content = around.format(json.dumps({"text": text, "used": used, "enough": is_enough}))

    assert read_draft(content) == Written(
        text=text, used=tuple(dict.fromkeys(used)), is_enough=is_enough
    )
