"""Texts that are nearly the same are found as if each was compared with each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from replies.likeness import twins
from replies.words import tokens

texts = st.lists(st.sampled_from([f"w{n}" for n in range(9)]), max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(texts, st.integers(0, 4)), max_size=25),
    st.sampled_from([0.5, 0.75, 0.9, 1.0]),
)
def test_the_short_way_finds_what_the_long_way_finds(
    found: list[tuple[str, int]], likeness: float
) -> None:
    sets = [frozenset(tokens(text)) for text, _ in found]
    groups = [group for _, group in found]

    def are_alike(one: int, other: int) -> bool:
        shared, both = len(sets[one] & sets[other]), len(sets[one] | sets[other])
        return bool(both) and groups[one] != groups[other] and shared / both >= likeness

    pairs = list(twins([text for text, _ in found], groups, likeness=likeness))

    assert all(are_alike(later, earlier) and earlier < later for later, earlier in pairs)
    assert [later for later, _ in pairs] == [
        one for one in range(len(found)) if any(are_alike(one, other) for other in range(one))
    ]
