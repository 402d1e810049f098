from __future__ import annotations

import numpy as np
import pytest

from classifiers.evaluation.metrics import auroc, macro_f1, precision_recall


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
