from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from classifiers.calibration import Calibration, Platt, expected_calibration_error
from classifiers.engine import load_classifier
from classifiers.errors import ModelDamaged, ModelTooNew
from classifiers.heads import Heads
from classifiers.late import LateClassifier
from classifiers.manifest import ENCODER, HEADS, MANIFEST, SHIPPED_MODEL, TOKENIZER, read_manifest
from classifiers.types import Utterance

MAX_BYTES = 60_000_000


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the shipped model; the large file is a link."""
    for name in (TOKENIZER, HEADS, MANIFEST):
        shutil.copy(SHIPPED_MODEL / name, tmp_path / name)
    (tmp_path / ENCODER).symlink_to(SHIPPED_MODEL / ENCODER)
    return tmp_path


def test_the_shipped_model_is_whole_and_small_enough() -> None:
    manifest = read_manifest(SHIPPED_MODEL)
    assert set(manifest.files) == {ENCODER, TOKENIZER, HEADS}
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.iterdir()) < MAX_BYTES
    assert manifest.model_id.endswith(manifest.files[ENCODER][:12])


def test_the_shipped_model_was_trained_on_no_non_commercial_or_held_back_set() -> None:
    names = set(read_manifest(SHIPPED_MODEL).training["sources"])  # type: ignore[call-overload]
    for forbidden in ("trac1", "hatebr", "dailydialog", "banking77", "hint3"):
        assert not [name for name in names if forbidden in name]


@pytest.mark.parametrize("name", [TOKENIZER, HEADS, ENCODER])
def test_a_changed_file_is_refused_by_name_with_a_remedy(model: Path, name: str) -> None:
    (model / name).unlink()
    (model / name).write_bytes(b"not the weights")
    with pytest.raises(ModelDamaged, match=f"{name} does not match.*restore the folder"):
        load_classifier(model)


@pytest.mark.parametrize("name", [TOKENIZER, HEADS, MANIFEST])
def test_a_missing_file_is_refused_by_name(model: Path, name: str) -> None:
    (model / name).unlink()
    with pytest.raises(ModelDamaged, match=f"{name} is missing"):
        load_classifier(model)


def test_a_manifest_that_leaves_a_file_unchecked_is_refused(model: Path) -> None:
    content = json.loads((model / MANIFEST).read_text(encoding="utf-8"))
    del content["files"][ENCODER]
    (model / MANIFEST).unlink()
    (model / MANIFEST).write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ModelDamaged, match=f"no checksum of {ENCODER}"):
        load_classifier(model)


def test_a_manifest_that_is_no_json_is_refused(model: Path) -> None:
    (model / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(ModelDamaged, match="cannot be read"):
        load_classifier(model)


def test_a_model_of_another_format_is_refused(model: Path) -> None:
    content = json.loads((model / MANIFEST).read_text(encoding="utf-8"))
    content["format"] = 99
    (model / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelTooNew, match="format 99"):
        load_classifier(model)


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = read_manifest(SHIPPED_MODEL)
    for name in manifest.files:
        (tmp_path / name).symlink_to(SHIPPED_MODEL / name)
    manifest.write(tmp_path)
    assert read_manifest(tmp_path) == manifest


def test_calibrated_chances_sum_to_one_and_keep_their_order() -> None:
    scores = np.array([[2.0, 0.0, -1.0], [0.0, 5.0, 0.0]])
    chances = Platt(scale=0.5, shift=(0.0, 0.0, 0.0)).apply(scores)
    assert chances.sum(axis=1) == pytest.approx([1, 1])
    assert (chances.argmax(axis=1) == scores.argmax(axis=1)).all()


def test_extreme_scores_stay_chances() -> None:
    chances = Platt().apply(np.array([[-1e6], [0.0], [1e6]]))
    assert chances[:, 0].tolist() == [0.0, 0.5, 1.0]


def test_a_language_without_its_own_calibration_takes_the_common_one() -> None:
    common, own = Platt(scale=2.0), Platt(scale=3.0)
    calibration = Calibration(tasks={"toxic": common}, by_language={"hi": {"toxic": own}})
    assert calibration.for_language("toxic", "hi") is own
    assert calibration.for_language("toxic", "de") is common


def test_calibration_error_is_the_distance_between_sure_and_right() -> None:
    sure = np.full(100, 0.9)
    assert expected_calibration_error(sure, np.arange(100) < 90, bins=1) == pytest.approx(0)
    assert expected_calibration_error(sure, np.arange(100) < 40, bins=1) == pytest.approx(0.5)


def a_bag(*pieces: int) -> np.ndarray:
    return np.array(pieces, dtype=np.int32)


def test_heads_come_back_from_disk_within_half_precision(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    heads = Heads(
        mean=rng.normal(size=5).astype(np.float32),
        spread=np.ones(5, dtype=np.float32),
        hidden_weight=rng.normal(size=(5, 4)).astype(np.float32),
        hidden_bias=np.zeros(4, dtype=np.float32),
        output_weight=rng.normal(size=(9, 7)).astype(np.float32),
        output_bias=np.zeros(7, dtype=np.float32),
        bag_weight=rng.normal(size=(10, 7)).astype(np.float32),
    )
    inputs, bags = rng.normal(size=(3, 5)).astype(np.float32), [a_bag(1, 2), a_bag(), a_bag(9)]
    heads.save(tmp_path / HEADS)
    again = Heads.load(tmp_path / HEADS)
    assert again.scores(inputs, bags) == pytest.approx(heads.scores(inputs, bags), abs=0.05)


def some_heads(seed: int, hidden: int) -> Heads:
    rng = np.random.default_rng(seed)
    shapes = {
        "mean": (5,),
        "hidden_weight": (5, hidden),
        "hidden_bias": (hidden,),
        "output_weight": (hidden + 5, 7),
        "output_bias": (7,),
        "bag_weight": (10, 7),
    }
    weights = {n: rng.normal(size=shape).astype(np.float32) for n, shape in shapes.items()}
    return Heads(spread=rng.uniform(1, 2, 5).astype(np.float32), **weights)


def test_joined_heads_score_the_mean_of_both() -> None:
    first, second = some_heads(1, hidden=4), some_heads(2, hidden=6)
    inputs = np.random.default_rng(3).normal(size=(3, 5)).astype(np.float32)
    bags = [a_bag(1, 2), a_bag(), a_bag(9)]
    mean = (first.scores(inputs, bags) + second.scores(inputs, bags)) / 2
    assert first.joined(second).scores(inputs, bags) == pytest.approx(mean, abs=1e-4)


def test_a_late_classifier_tells_its_thresholds_before_it_reads_its_weights() -> None:
    # given a model whose files were only checked
    late = LateClassifier()
    manifest = read_manifest(SHIPPED_MODEL)
    assert (late.model_id, late.thresholds) == (manifest.model_id, manifest.thresholds)

    # when it is asked
    (verdict,) = late.judge([Utterance(text="Where is my order?")])

    # then it judges as the same model read at once does
    assert verdict == load_classifier().judge([Utterance(text="Where is my order?")])[0]
    assert late.load() is late.load()
