"""From evidence to probability: strict where a library is tight, lenient across languages."""

from __future__ import annotations

import numpy as np
import pytest

from replies.backdrop import BACKDROP_TEXTS
from replies.foreignness import Foreignness
from replies.head import MOST_TEXTS, Head
from replies.scoring import FITS_FROM, MAYBE_FROM, Evidence, fit_of, probabilities
from replies.space import Space, matrix, unit
from replies.tightness import LOOSEST, USUAL, tightness
from replies.types import Fit
from tests.ngram_encoder import NgramEncoder

ENCODER = NgramEncoder()
BACKDROP = dict(zip(BACKDROP_TEXTS, ENCODER.embed(BACKDROP_TEXTS), strict=True))


def evidence(
    *meaning: float, foreignness: float = 0.0, tightness: float = USUAL, words: float = 0.0
) -> Evidence:
    values = np.array(meaning, dtype=np.float32)
    return Evidence(
        meaning=values,
        words=np.full(len(values), words, dtype=np.float32),
        nearness=values,
        foreignness=foreignness,
        tightness=tightness,
    )


def best(of: Evidence) -> float:
    return float(probabilities(of).max(initial=0.0))


def test_the_nearer_the_likelier_and_who_is_behind_loses() -> None:
    first, second, third = probabilities(evidence(0.7, 0.6, 0.4)).tolist()

    assert 0 < third < second < first < 1
    assert first == pytest.approx(best(evidence(0.7)))


def test_the_same_nearness_says_less_where_examples_lie_closer_together() -> None:
    assert best(evidence(0.6, tightness=0.8)) < MAYBE_FROM < best(evidence(0.6, tightness=USUAL))


def test_a_foreign_comment_is_judged_less_strictly() -> None:
    assert best(evidence(0.5)) < best(evidence(0.5, foreignness=1.0))


def test_nothing_is_likely_by_its_language_alone() -> None:
    assert best(evidence(0.2, foreignness=1.0, tightness=LOOSEST)) < MAYBE_FROM


def test_no_replies_have_no_probabilities() -> None:
    assert probabilities(evidence()).size == 0


@pytest.mark.parametrize(
    ("probability", "fit"),
    [(1.0, Fit.FITS), (FITS_FROM, Fit.FITS), (MAYBE_FROM, Fit.MAYBE), (0.0, None)],
)
def test_what_is_unlikely_fits_not_at_all(probability: float, fit: Fit | None) -> None:
    assert fit_of(probability) is fit


def test_tightness_is_that_of_the_examples_and_a_guess_for_want_of_them() -> None:
    rows = unit(np.ones((40, 8), dtype=np.float32))
    apart = unit(np.eye(40, dtype=np.float32))
    starts = np.arange(0, 40, 4)

    assert tightness(rows, starts) > 0.85
    assert tightness(apart, starts) == LOOSEST
    assert tightness(rows[:2], np.array([0])) == pytest.approx(USUAL)


def a_library(*texts: str) -> Foreignness:
    vectors = matrix(ENCODER.embed(texts))
    return Foreignness(Space(vectors, BACKDROP), vectors, texts)


def foreignness(library: Foreignness, text: str) -> float:
    return library.of(matrix(ENCODER.embed([text]))[0], text)


def test_a_comment_is_foreign_in_a_language_that_the_library_is_not_in() -> None:
    english = a_library("where is my order", "when do you open", "is this tea sweet")

    assert foreignness(english, "где мой заказ") == 1.0
    assert foreignness(english, "mera order kahan hai") == 1.0
    assert foreignness(english, "where is my tea") < 1.0


def test_a_comment_in_one_of_the_librarys_languages_is_not_foreign_by_its_words() -> None:
    both = a_library("where is my order", "mera order kahan hai", "chai kab milegi bhai")

    assert foreignness(both, "mera order kab milega") < 1.0


def test_nothing_is_foreign_to_an_empty_library() -> None:
    nothing = Foreignness(Space(np.zeros((0, 0), dtype=np.float32), BACKDROP), matrix([]), ())

    assert foreignness(nothing, "где мой заказ") == 0.0


@pytest.mark.parametrize(
    ("replies", "texts_each"), [(1, 6), (4, 6), (50, 1), (50, 2), (MOST_TEXTS, 2)]
)
def test_a_head_is_not_trusted_where_there_is_little_to_learn_or_too_much(
    replies: int, texts_each: int
) -> None:
    rows = unit(np.random.default_rng(1).normal(size=(replies * texts_each, 8)).astype("f4"))
    head = Head(rows, np.arange(0, replies * texts_each, texts_each))

    assert head.trust == 0.0
    assert not head.lift(rows[0]).any()


def test_a_head_lifts_the_reply_whose_examples_are_like_the_comment() -> None:
    # given replies with examples around a middle of their own
    random = np.random.default_rng(2)
    middles = random.normal(size=(20, 16))
    noise = random.normal(size=(20, 5, 16)) / 2
    rows = unit((middles[:, None] + noise).reshape(100, 16).astype("f4"))
    head = Head(rows, np.arange(0, 100, 5))

    # then a comment near such a middle lifts its reply
    lifted = [int(head.lift(middle).argmax()) for middle in unit(middles.astype("f4"))]
    assert head.trust == 1.0
    assert lifted == list(range(20))
