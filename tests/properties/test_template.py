"""Slots hold for every text and every value."""

import string

from hypothesis import example, given
from hypothesis import strategies as st

from replies.template import (
    SlotsMissing,
    find_slots,
    is_made_from,
    missing_slots,
    render,
    without_author,
)

pieces = st.sampled_from(
    [
        "$author",
        "${brand}",
        "$ask_x",
        "$$",
        "$",
        "${",
        "$имя",
        "{",
        "}",
        " ",
        ",",
        ". ",
        "जी",
        "ji",
    ]
)
texts = st.lists(pieces | st.text(max_size=8), max_size=12).map("".join)
values = st.dictionaries(
    st.sampled_from(["author", "brand", "ask_x", "имя"]), st.text(max_size=12), max_size=4
)


def rendered_or_missing(text: str, given_values: dict[str, str]) -> str | tuple[str, ...]:
    try:
        return render(text, given_values)
    except SlotsMissing as missing:
        return missing.names


@given(texts, values)
def test_a_text_is_rendered_whole_or_not_at_all(text: str, given_values: dict[str, str]) -> None:
    outcome = rendered_or_missing(text, given_values)

    slots = set(find_slots(text))
    assert isinstance(outcome, str) == (not missing_slots(text, given_values))
    if isinstance(outcome, str):
        assert slots <= given_values.keys()
    else:
        assert set(outcome) <= slots


@given(texts)
def test_without_values_no_slot_gets_out(text: str) -> None:
    slots = find_slots(text)

    assert not slots or rendered_or_missing(text, {}) == slots


@given(st.text(alphabet=string.ascii_letters + "$ {}_,", min_size=1).filter(lambda v: v.strip()))
def test_a_value_comes_through_as_it_is(value: str) -> None:
    assert render("[$author]", {"author": value}) == f"[{' '.join(value.split())}]"


@example("${$author}")
@given(texts)
def test_taking_the_author_out_leaves_the_other_slots(text: str) -> None:
    assert set(find_slots(without_author(text))) == set(find_slots(text)) - {"author"}


@given(
    st.lists(
        st.text(alphabet=string.ascii_lowercase + " .", min_size=1).filter(lambda t: t.strip()),
        min_size=2,
        max_size=5,
    ),
    st.text(alphabet=string.ascii_letters + " $", min_size=1).filter(lambda v: v.strip()),
)
def test_what_was_rendered_is_recognised(literals: list[str], value: str) -> None:
    text = " $ask_x ".join(literals)

    assert is_made_from(render(text, {"ask_x": value}), text)
