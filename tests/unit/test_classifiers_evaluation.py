"""What `jawab evaluate` measures besides the tasks: confusion, queue load, baselines, the page."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from classifiers.evaluation.baselines import MEAN, measure_baselines, train_word_pieces
from classifiers.evaluation.challenge import ChallengeFigures
from classifiers.evaluation.day import JudgedDay, measure_day_load
from classifiers.evaluation.evaluate import mean_umsab
from classifiers.evaluation.figures import (
    BaselineFigures,
    ConfusionFigures,
    SpeedFigures,
    TaskFigures,
    UmsabFigures,
)
from classifiers.evaluation.queue_load import (
    SHARES,
    is_negative,
    measure_dev_load,
    measure_load,
    negative_chance,
)
from classifiers.evaluation.report import Report
from classifiers.training.corpus import Example, Label
from classifiers.training.progress import Silent
from classifiers.types import Sentiment, Signals, Verdict
from classifiers.wordbag import bag


def an_example(**labels: int) -> Example:
    return Example(
        text="a comment",
        original="a comment",
        lang="en",
        file="sentiment_en_umsab",
        labels={task: Label(value=v, weight=1.0, smoothing=0.0) for task, v in labels.items()},
    )


def a_verdict(*, negative: float = 0.1, complaint: float = 0.1, question: float = 0.1) -> Verdict:
    return Verdict(
        lang="en",
        sentiment=Sentiment(negative=negative, neutral=1 - negative, positive=0.0),
        signals=Signals(question=question, complaint=complaint, praise=0.0, toxic=0.0, spam=0.0),
        vector=b"",
        model_id="none",
    )


def task_figures(source: str, *, task: str = "sentiment", macro_f1: float = 0.5) -> TaskFigures:
    return TaskFigures(
        task=task,
        lang=source,
        texts=10,
        macro_f1=macro_f1,
        auroc=None,
        ece=0.0,
        precision=0.0,
        recall=0.0,
    )


def a_report(**changes: object) -> Report:
    empty: dict[str, object] = dict.fromkeys(
        ("tasks", "confusion", "queue_load", "challenge", "sources", "languages"), ()
    )
    speed = SpeedFigures(
        load_seconds=1.0, single_per_second=1.0, batched_per_second=1.0, resident_mb=1.0
    )
    fixed = {"model_id": "m", "limit": None, "umsab": None, "speed": speed}
    return Report(**{**empty, "retrieval": (), "day": (), **fixed, **changes})  # type: ignore[arg-type]


def write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


# --- queue load ---------------------------------------------------------------------------------


def test_a_perfect_ranking_shows_all_that_there_is_room_for() -> None:
    # given ten comments of which the two wanted ones rank first
    ranked = [(n < 2, 1 - n / 10) for n in range(10)]

    # when the queue is cut at each share
    curve = measure_load("dev rows", ranked, [])

    # then recall is what is possible, everything from a fifth on, and nothing is said of questions
    assert [f.share for f in curve] == list(SHARES)
    found = [f.negative_or_complaint for f in curve]
    assert [f and f.recall for f in found] == pytest.approx([0.5, 1, 1, 1, 1, 1])
    assert [f and f.possible for f in found] == pytest.approx([0.5, 1, 1, 1, 1, 1])
    assert {(f.texts, f.true) for f in found if f} == {(10, 2)}
    assert all(f.question is None for f in curve)


def test_without_labelled_comments_there_is_no_curve() -> None:
    assert measure_load("a day", [], []) == ()


def test_comments_rank_by_the_higher_of_negative_and_complaint() -> None:
    assert negative_chance(a_verdict(negative=0.2, complaint=0.7)) == 0.7
    assert negative_chance(a_verdict(negative=0.8, complaint=0.7)) == 0.8


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"sentiment": 0}, True),
        ({"sentiment": 2}, False),
        ({"sentiment": 1, "complaint": 1}, True),
        ({"complaint": 0}, None),
        ({"toxic": 1}, None),
    ],
)
def test_a_complaint_is_wanted_and_the_lack_of_one_tells_nothing(
    labels: dict[str, int], expected: bool | None
) -> None:
    assert is_negative(labels) is expected


def test_each_kind_is_ranked_among_the_rows_that_carry_its_label() -> None:
    # given rows of sentiment, of complaints and of questions
    judged = [
        (an_example(sentiment=0), a_verdict(negative=0.9)),
        (an_example(sentiment=2), a_verdict(negative=0.1)),
        (an_example(complaint=1), a_verdict(complaint=0.9)),
        (an_example(complaint=0), a_verdict(complaint=0.8)),
        (an_example(question=1), a_verdict(question=0.9)),
        (an_example(question=0), a_verdict(question=0.2)),
    ]

    # when the load curve is measured
    last = measure_dev_load(judged)[-1]

    # then each kind counts its own rows only
    assert last.negative_or_complaint is not None
    assert last.question is not None
    assert (last.negative_or_complaint.texts, last.negative_or_complaint.true) == (3, 2)
    assert (last.question.texts, last.question.true, last.question.recall) == (2, 1, 1.0)


def test_on_a_day_all_comments_are_ranked_labelled_or_not() -> None:
    # given a day of one complaint, one question, and chatter of which little is labelled
    day: JudgedDay = [
        ({"gold": {"complaint": 1}}, a_verdict(complaint=0.9)),
        ({"gold": {"question": 1}}, a_verdict(question=0.9)),
        ({"gold": {"spam": 0}}, a_verdict()),
        ({}, a_verdict()),
    ]

    # when its load curve is measured
    last = measure_day_load(day)[-1]

    # then each kind is looked for among all four
    assert last.negative_or_complaint is not None
    assert last.question is not None
    assert (last.negative_or_complaint.texts, last.negative_or_complaint.recall) == (4, 1.0)
    assert (last.question.texts, last.question.recall) == (4, 1.0)


# --- UMSAB --------------------------------------------------------------------------------------


def test_the_umsab_mean_gives_each_of_its_sets_the_same_say_and_no_other_set_any() -> None:
    sources = [
        task_figures("sentiment_en_umsab", macro_f1=0.8),
        task_figures("sentiment_de_umsab", macro_f1=0.6),
        task_figures("sentiment_ar_ajgt", macro_f1=0.1),
    ]

    mean = mean_umsab(sources)
    assert mean is not None
    assert mean.sets == ("sentiment_en_umsab", "sentiment_de_umsab")
    assert mean.macro_f1 == pytest.approx(0.7)
    assert mean_umsab(sources[2:]) is None


# --- baselines ----------------------------------------------------------------------------------


def test_word_pieces_learn_what_words_tell() -> None:
    # given comments of three classes, each with words of its own
    words = ("awful cold", "meeting tuesday", "lovely thanks")
    texts = [f"{words[n % 3]} {n}" for n in range(90)]
    classes = np.arange(90) % 3

    # when a baseline learns from them
    trained = train_word_pieces([bag(text) for text in texts], classes, 3)

    # then it tells comments apart that it has not seen, and answers one without any piece
    assert trained.classify([bag(f"so {two}") for two in words]).tolist() == [0, 1, 2]
    assert len(trained.classify([bag("")])) == 1


def test_baselines_learn_from_sets_that_may_train_and_stand_beside_the_model(
    tmp_path: Path,
) -> None:
    # given a set that may train, and one that may not and says the contrary
    words = {"idiot": 1, "tea": 0}
    said = [(f"{word} {n}", toxic) for n in range(40) for word, toxic in words.items()]
    rows: list[dict[str, object]] = [{"text": t, "toxic": toxic} for t, toxic in said]
    contrary: list[dict[str, object]] = [{"text": t, "toxic": 1 - toxic} for t, toxic in said]
    write_rows(tmp_path / "train" / "toxic_en_davidson.jsonl", rows)
    write_rows(tmp_path / "train" / "toxic_en_trac1.jsonl", contrary)
    write_rows(tmp_path / "dev" / "toxic_en_davidson.jsonl", rows[:10])
    write_rows(tmp_path / "dev" / "toxic_en_trac1.jsonl", rows[:10])
    model = [
        task_figures("toxic_en_davidson", task="toxic", macro_f1=0.8),
        task_figures("toxic_en_trac1 *", task="toxic", macro_f1=0.4),
    ]

    # when baselines are trained
    figures = measure_baselines(tmp_path, model, limit=None, progress=Silent())

    # then they have learnt from the first alone, and the mean comes before the sets
    found = [(f.source, f.texts, f.model, f.word_pieces) for f in figures]
    assert found == [
        (MEAN, 20, pytest.approx(0.6), 1.0),
        ("toxic_en_davidson", 10, 0.8, 1.0),
        ("toxic_en_trac1 *", 10, 0.4, 1.0),
    ]


def test_a_flat_folder_trains_no_baseline_on_what_it_would_be_measured_on(tmp_path: Path) -> None:
    write_rows(tmp_path / "toxic_en_davidson.jsonl", [{"text": "tea", "toxic": 0}])

    assert measure_baselines(tmp_path, [], limit=None, progress=Silent()) == ()


# --- the page -----------------------------------------------------------------------------------


def test_the_page_and_the_json_hold_every_new_kind_of_figure(tmp_path: Path) -> None:
    # given a report with one figure of each kind
    report = a_report(
        umsab=UmsabFigures(sets=("sentiment_en_umsab",), macro_f1=0.712),
        confusion=(ConfusionFigures(task="spam", classes=("no", "yes"), counts=((7, 1), (2, 9))),),
        queue_load=measure_load("dev rows", [(True, 0.9), (False, 0.1)], []),
        challenge=(
            ChallengeFigures(kind="dry_irony", lang="all", comments=5, labels=6, right=0.5),
            ChallengeFigures(kind="dry_irony", lang="ru", comments=2, labels=2, right=0.75),
        ),
        baselines=(
            BaselineFigures(
                task="spam", source="a set", texts=9, model=0.9, word_pieces=0.8, frozen=0.85
            ),
        ),
    )

    # when it is written
    page, figures = report.write(tmp_path)

    # then people and programs find them
    text = page.read_text(encoding="utf-8")
    assert "mean of the macro-F1 of 1 sets (en): **0.712**" in text
    assert "| spam: true | said no | said yes |\n|---|---|---|\n| no | 7 | 1 |" in text
    assert "| dev rows | 60% | 1.000 | 1.000 | – | – |" in text
    assert "## A challenge set of our own" in text
    assert "| kind | comments | labels | all | ru |" in text
    assert "| dry irony | 5 | 6 | 0.500 | 0.750 |" in text
    assert "| spam | a set | 9 | 0.900 | 0.800 | 0.850 |" in text
    stored = json.loads(figures.read_text(encoding="utf-8"))
    assert stored["confusion"][0]["counts"] == [[7, 1], [2, 9]]
    assert stored["queue_load"][0]["negative_or_complaint"]["true"] == 1
    assert {"umsab", "challenge", "baselines"} <= stored.keys()


def test_the_page_speaks_of_baselines_only_where_they_were_trained() -> None:
    assert "Beside a plain model" not in a_report().to_markdown()
