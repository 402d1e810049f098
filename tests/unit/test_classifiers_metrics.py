from __future__ import annotations

import numpy as np
import pytest

from classifiers.evaluation.metrics import (
    auroc,
    confusion,
    macro_f1,
    precision_recall,
    recall_when_shown,
)


def test_macro_f1_gives_every_class_the_same_say() -> None:
    true, said = np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0])
    assert macro_f1(true, true) == 1
    assert macro_f1(true, said) == pytest.approx((6 / 7 + 0) / 2)


def test_auroc_counts_ties_half_and_needs_both_classes() -> None:
    true = np.array([0, 0, 1, 1])
    assert auroc(true, np.array([0.1, 0.2, 0.3, 0.4])) == 1
    assert auroc(true, np.array([0.4, 0.3, 0.2, 0.1])) == 0
    assert auroc(true, np.full(4, 0.5)) == 0.5
    assert auroc(np.ones(4, dtype=np.int64), np.full(4, 0.5)) is None


def test_precision_and_recall_are_zero_where_nothing_is_said_or_there() -> None:
    yes, no = np.array([True, True]), np.array([False, False])
    assert precision_recall(yes, np.array([True, False])) == (1.0, 0.5)
    assert precision_recall(yes, no) == (0.0, 0.0)
    assert precision_recall(no, yes) == (0.0, 0.0)


def test_confusion_has_a_row_for_each_true_class_and_a_column_for_each_said() -> None:
    true, said = np.array([0, 0, 0, 2]), np.array([0, 1, 1, 0])
    assert confusion(true, said, 3) == ((1, 2, 0), (0, 0, 0), (1, 0, 0))


def test_a_perfect_ranking_shows_everything_once_there_is_room_and_the_worst_nothing() -> None:
    true, chances = np.array([True, False, True, False]), np.array([0.9, 0.2, 0.8, 0.1])
    assert recall_when_shown(true, chances, 0.25) == 0.5
    assert recall_when_shown(true, chances, 0.5) == 1
    assert recall_when_shown(true, -chances, 0.5) == 0


def test_equal_chances_show_as_much_as_the_share_whatever_the_order() -> None:
    true, alike = np.array([True, True, False, False]), np.full(4, 0.5)
    assert recall_when_shown(true, alike, 0.25) == pytest.approx(0.25)
    assert recall_when_shown(true[::-1], alike, 0.25) == pytest.approx(0.25)


def test_recall_is_zero_where_nothing_is_there_to_be_shown() -> None:
    assert recall_when_shown(np.array([False, False]), np.array([0.9, 0.1]), 0.5) == 0
