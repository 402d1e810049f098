"""Comments are put together by meaning, and a group is named by what it is about."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from replies.grouping import MEAN_THE_SAME, group, name_group
from replies.space import Floats, unit


def rows(*angles: float) -> Floats:
    """Unit vectors in a plane, at so many degrees."""
    turns = np.radians(angles)
    return np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)


def test_near_ones_are_together_and_the_largest_group_is_first() -> None:
    assert group(rows(0, 90, 95, 5, 92, 180), 0.9) == [[4, 1, 2], [0, 3], [5]]


def test_the_most_typical_comes_first() -> None:
    ((first, *_),) = group(rows(-20, 0, 20), 0.8)

    assert first == 1


def test_nothing_is_grouped_of_nothing() -> None:
    assert group(np.zeros((0, 2), dtype=np.float32), 0.8) == []


@given(
    arrays(np.float32, st.tuples(st.integers(1, 12), st.just(3)), elements=st.integers(-5, 5)),
    st.floats(0.1, 0.99),
)
def test_each_is_in_exactly_one_group(vectors: Floats, threshold: float) -> None:
    groups = group(unit(vectors), threshold)

    assert sorted(at for members in groups for at in members) == list(range(len(vectors)))
    assert [len(members) for members in groups] == sorted(map(len, groups), reverse=True)


@given(st.permutations(range(6)))
def test_clear_groups_do_not_depend_on_the_order(order: list[int]) -> None:
    vectors = rows(0, 3, 6, 120, 123, 240)[order]

    found = {frozenset(order[at] for at in one) for one in group(vectors, MEAN_THE_SAME)}

    assert found == {frozenset({0, 1, 2}), frozenset({3, 4}), frozenset({5})}


GLUTEN = ["Is there gluten in the biscuit?", "gluten in your biscuits??", "biscuits and gluten"]


def test_a_group_is_named_by_the_words_that_others_lack() -> None:
    others = ["Is there sugar in the tea?", "when does the shop open", "shop closed again"]

    assert name_group(GLUTEN, among=[*GLUTEN, *others]) == ("biscuits", "gluten")


def test_a_word_in_one_comment_alone_names_nothing() -> None:
    assert name_group(["gluten", "sugar"], among=["gluten", "sugar"]) == ()


def test_hindi_and_russian_name_groups_too() -> None:
    assert name_group(["बिस्किट में ग्लूटेन है?", "ग्लूटेन है क्या"], among=["दुकान बंद"]) == ("ग्लूटेन",)
    assert name_group(["есть ли глютен", "много глютена?"], among=["где магазин"]) == ("глютена",)
