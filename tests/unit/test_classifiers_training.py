from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from classifiers.encoder import Encoded
from classifiers.engine import load_classifier
from classifiers.evaluation.evaluate import evaluate
from classifiers.heads import COLUMNS
from classifiers.training.calibrate import choose_thresholds, fit_calibration, probabilities
from classifiers.training.corpus import (
    Example,
    Label,
    NoData,
    add_weak_labels,
    read_examples,
    roughen,
    training_examples,
    weak_question,
)
from classifiers.training.export import BadEncoder, export_encoder
from classifiers.training.features import FeatureCache
from classifiers.training.fit import Material, Recipe, fit_heads, targets_of
from classifiers.training.graph_writer import quantise_rows
from classifiers.training.progress import Silent
from classifiers.training.romanise import is_devanagari, romanise
from classifiers.training.sources import Licences, source_of
from classifiers.training.train import train
from classifiers.types import Utterance

ROWS = [
    {"text": "awful service, cold food", "lang": "en", "sentiment": "negative"},
    {"text": "best chai ever, thank you", "lang": "en", "sentiment": "positive"},
    {"text": "we meet at eight", "lang": "en", "sentiment": "neutral"},
]


def write_rows(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def an_example(text: str = "hello there", lang: str = "en", **labels: int) -> Example:
    return Example(
        text=text,
        original=text,
        lang=lang,
        file="sentiment_en_umsab",
        labels={task: Label(value=v, weight=1.0, smoothing=0.0) for task, v in labels.items()},
    )


class CountingEncoder:
    """Gives each text its length as its one feature; counts the texts."""

    feature_count = 1

    def __init__(self) -> None:
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Encoded:
        self.texts += len(texts)
        lengths = np.array([[len(text)] for text in texts], dtype=np.float32)
        return Encoded(vectors=lengths, features=lengths)


@pytest.mark.parametrize("name", ["dev/sentiment_en_umsab.jsonl.gz", "sentiment_en_umsab.jsonl"])
def test_a_folder_with_parts_and_a_flat_one_read_alike(tmp_path: Path, name: str) -> None:
    write_rows(tmp_path / name, ROWS)
    examples = read_examples(tmp_path, "dev")
    assert [e.labels["sentiment"].value for e in examples] == [0, 2, 1]
    assert all("spam" not in e.labels for e in examples)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoData, match="no labelled dev files"):
        read_examples(tmp_path, "dev")
    with pytest.raises(NoData, match="is not a folder"):
        read_examples(tmp_path / "missing", "dev")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "toxic_en_x.jsonl").write_text('{"text": "a", "toxic": 1}\n{oops\n')
    with pytest.raises(NoData, match=r"toxic_en_x\.jsonl:2 is not JSON"):
        read_examples(tmp_path, "dev")


def test_non_commercial_and_held_back_sets_never_train(tmp_path: Path) -> None:
    for name in ("toxic_en_trac1", "intent_en_banking77", "toxic_pt_hatebr"):
        write_rows(tmp_path / f"{name}.jsonl", [{"text": f"of {name}", "toxic": 1}])
    write_rows(tmp_path / "toxic_ru_vk_comments.jsonl", [{"text": "of vk", "toxic": 0}])
    write_rows(tmp_path / "toxic_de_germeval2018.jsonl", [{"text": "of germeval", "toxic": 0}])

    everything = training_examples(tmp_path, Licences.ALL, seed=1)
    openly = training_examples(tmp_path, Licences.OPEN, seed=1)

    assert {e.file for e in everything} == {"toxic_ru_vk_comments", "toxic_de_germeval2018"}
    assert {e.file for e in openly} == {"toxic_de_germeval2018"}


def test_no_more_rows_train_than_the_cap_of_their_set(tmp_path: Path) -> None:
    cap = source_of("toxic_en_paradetox").cap
    rows = [{"text": f"text number {n}", "toxic": n % 2} for n in range(cap + 50)]
    write_rows(tmp_path / "toxic_en_paradetox.jsonl", rows)
    assert len(training_examples(tmp_path, Licences.ALL, seed=1)) == cap


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is it open?", 1),
        ("खुला है क्या? 🙏", 1),
        ("we had tea.", 0),
        ("when they came we left", None),
        ("why? because.", None),
    ],
)
def test_marks_alone_tell_a_question_only_where_they_are_clear(
    text: str, asks: int | None
) -> None:
    assert weak_question(text) == asks


def test_weak_labels_follow_from_strong_ones_and_never_replace_them() -> None:
    praise = add_weak_labels(an_example("lovely", sentiment=2, toxic=1))
    assert praise.labels["complaint"].value == 0
    assert praise.labels["complaint"].weight < 1
    assert praise.labels["toxic"].value == 1
    assert "spam" not in praise.labels


def test_roughened_text_is_lower_case_without_a_closing_mark() -> None:
    assert roughen("Where IS it?!") == "where is it"


@pytest.mark.parametrize(
    ("hindi", "latin"),
    [
        ("आप रविवार को कितने बजे खुलते हैं", "aap ravivar ko kitne baje khulte hain"),
        ("ज़्यादा पैसे मत दो", "zyada paise mat do"),
        ("करना", "karna"),
        ("नहीं OK", "nahi OK"),
    ],
)
def test_hindi_is_written_in_latin_letters_as_people_type_it(hindi: str, latin: str) -> None:
    assert romanise(hindi) == latin


def test_text_is_devanagari_by_most_of_its_letters() -> None:
    assert is_devanagari("यह phone अच्छा है")
    assert not is_devanagari("phone अच्छा and very good")
    assert not is_devanagari("🔥")


def test_an_interrupted_extraction_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    FeatureCache(tmp_path, first).features(["a", "bb", "bb"], Silent())  # type: ignore[arg-type]
    again = FeatureCache(tmp_path, second).features(["ccc", "bb", "a"], Silent())  # type: ignore[arg-type]
    assert first.texts == 2
    assert second.texts == 1
    assert again[:, 0].tolist() == [3, 2, 1]


def test_rounding_to_eight_bits_keeps_each_row_within_half_a_step() -> None:
    matrix = np.random.default_rng(1).normal(size=(6, 50)).astype(np.float32)
    matrix[2] *= 1000
    rounded, scales = quantise_rows(matrix)
    assert (np.abs(rounded * scales - matrix) <= scales / 2 + 1e-6).all()


def test_heads_learn_what_is_labelled_and_nothing_from_what_is_not() -> None:
    # given texts whose first feature tells toxicity and of which none has a spam label
    rng = np.random.default_rng(1)
    inputs = rng.normal(size=(400, 4)).astype(np.float16)
    examples = [an_example(toxic=int(row[0] > 0)) for row in inputs]
    bags = [np.array([], dtype=np.int32)] * len(examples)

    # when heads are trained on them
    material = Material(inputs=inputs, bags=bags)
    recipe = Recipe(hidden=8, epochs=10, batch=80, rate=3e-2)
    heads = fit_heads(material, targets_of(examples), recipe, Silent())

    # then they tell toxicity, and say of spam neither yes nor no
    scores = heads.scores(inputs.astype(np.float32), bags)
    assert ((scores[:, COLUMNS["toxic"]][:, 0] > 0) == (inputs[:, 0] > 0)).mean() > 0.95
    assert np.abs(scores[:, COLUMNS["spam"]]).max() < np.abs(scores[:, COLUMNS["toxic"]]).max() / 5


def test_calibration_takes_back_overconfidence_and_thresholds_lie_inside() -> None:
    # given scores that are sure of themselves and right in three of four cases
    rng = np.random.default_rng(1)
    true = rng.integers(0, 2, 2000)
    is_right = rng.random(2000) < 0.75
    scores = np.zeros((2000, 7), dtype=np.float32)
    scores[:, COLUMNS["toxic"]] = (np.where(is_right, true, 1 - true) * 12 - 6)[:, None]
    examples = [an_example(toxic=int(value)) for value in true]

    # when they are calibrated
    calibration = fit_calibration(scores, examples)
    found = probabilities(scores, ["de"] * 2000, calibration)[:, COLUMNS["toxic"]]

    # then "sure" has become three of four
    assert found.max() == pytest.approx(0.75, abs=0.05)
    thresholds = choose_thresholds(probabilities(scores, ["de"] * 2000, calibration), examples)
    assert 0.3 <= thresholds.toxic <= 0.95


def test_a_folder_that_holds_no_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadEncoder, match=r"config\.json is missing"):
        export_encoder(tmp_path, tmp_path / "out")
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    with pytest.raises(BadEncoder, match="BERT"):
        export_encoder(tmp_path, tmp_path / "out")


def test_a_model_trained_anew_loads_judges_and_is_measured(tmp_path: Path) -> None:
    # given a small flat folder of labelled comments
    data = tmp_path / "data"
    rows = [{**row, "text": f"{row['text']} {n}"} for n in range(12) for row in ROWS]
    write_rows(data / "sentiment_en_umsab.jsonl", rows)
    day = [{"text": "awful, cold food", "bucket": "negative", "gold": {"sentiment": "negative"}}]
    write_rows(data / "sample_community_day.jsonl", day)
    entries = [
        {"kind": "entry", "library": "x", "id": "x/a", "title": "opening hours", "examples": []},
        {"kind": "entry", "library": "x", "id": "x/b", "title": "refund", "examples": ["money"]},
        {"kind": "query", "library": "x", "text": "when do you open?", "answer": "x/a"},
    ]
    write_rows(data / "retrieval_dev.jsonl.gz", entries)

    # when heads are trained on the shipped encoder and measured
    trained = train(data, out=tmp_path / "model", cache=tmp_path / "cache")
    report = evaluate(data, model=trained.folder)

    # then the model works, and the report holds every kind of figure
    assert trained.sources == ("sentiment_en_umsab",)
    (verdict,) = load_classifier(trained.folder).judge(
        [Utterance(text="awful service, cold food")]
    )
    assert verdict.sentiment.negative > verdict.sentiment.positive
    assert "sentiment_en_umsab | 36 | Apache-2.0" in (trained.folder / "README.md").read_text()
    assert {f.task for f in report.tasks} == {"sentiment"}
    assert report.retrieval[0].top1 == 1
    assert report.day[0].comments == 1
    page, figures = report.write(tmp_path / "docs")
    assert page.read_text().startswith("# Quality of the classifiers")
    assert json.loads(figures.read_text())["model_id"] == trained.manifest.model_id
