from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

from classifiers.encoder import Encoder
from classifiers.engine import load_classifier
from classifiers.evaluation.evaluate import evaluate
from classifiers.evaluation.frozen import measure_frozen
from classifiers.heads import COLUMNS, Heads
from classifiers.manifest import ENCODER, HEADS, SHIPPED_MODEL, TOKENIZER
from classifiers.surface import describe
from classifiers.training.corpus import Example, Label
from classifiers.training.export import BadEncoder, export_encoder
from classifiers.training.fit import Material, Recipe, fit_heads, targets_of
from classifiers.training.meanings import Meanings, read_meanings
from classifiers.training.progress import Silent
from classifiers.training.sources import Licences
from classifiers.training.train import Tuning, train
from classifiers.training.tune import CHECKPOINT, Lesson, TuneRecipe, tune
from classifiers.types import Utterance
from classifiers.wordbag import bag

RUDE = ("rude words", "so very rude", "rude rude rude", "what a rude thing", "be rude")
KIND = ("kind words", "so very kind", "kind kind kind", "what a kind thing", "be kind")
INTENTS = {
    "hours": ["when are you open", "opening hours", "open on sunday", "what are your hours"],
    "refund": ["money back", "i want a refund", "refund my order", "pay me back"],
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformers directory with a small encoder of random weights."""
    folder = tmp_path_factory.mktemp("base") / "small-encoder"
    folder.mkdir()
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=78_000,
        hidden_size=32,
        num_hidden_layers=4,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        pad_token_id=1,
    )
    weights = BertModel(config, add_pooling_layer=False).state_dict()
    save_file(
        {n: w.contiguous() for n, w in weights.items() if n != "embeddings.position_ids"},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    config.save_pretrained(folder)
    shutil.copyfile(SHIPPED_MODEL / TOKENIZER, folder / "tokenizer.json")
    return folder


def examples() -> list[Example]:
    return [
        Example(
            text=text,
            original=text,
            lang="en",
            file="toxic_ru_vk_comments",
            labels={"toxic": Label(value=value, weight=1.0, smoothing=0.0)},
        )
        for value, texts in ((1, RUDE), (0, KIND))
        for text in texts
        for _ in range(24)
    ]


def material(learn: Sequence[Example], encoder: Encoder) -> Material:
    signs = np.stack([describe(e.text, e.original) for e in learn])
    features = encoder.encode([e.text for e in learn]).features
    inputs = np.concatenate([features, signs], axis=1).astype(np.float16)
    return Material(inputs=inputs, bags=[bag(e.text) for e in learn])


def toxic_scores(heads: Heads, encoder: Encoder) -> np.ndarray:
    given = material(examples(), encoder)
    return heads.scores(given.inputs.astype(np.float32), given.bags)[:, COLUMNS["toxic"]][:, 0]


def gap(scores: np.ndarray, is_rude: np.ndarray) -> float:
    """How much higher the mean score of rude texts is than that of kind ones."""
    return float(scores[is_rude].mean() - scores[~is_rude].mean())


class Interrupted(Exception):
    """The run is ended from outside."""


class StopsAt:
    """Progress that ends the run after so many steps, and counts the steps of a run."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.total = 0

    def start(self, step: str, total: int) -> None:
        self.total = total

    def advance(self, count: int) -> None:
        self.left -= count
        if self.left == 0:
            raise Interrupted


@pytest.fixture(scope="module")
def start(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Heads, Encoder]:
    """Heads that have learnt next to nothing, and the encoder that they read."""
    folder = tmp_path_factory.mktemp("frozen")
    export_encoder(base, folder)
    encoder = Encoder(folder / ENCODER, folder / TOKENIZER)
    learn = examples()
    recipe = Recipe(hidden=8, epochs=1, batch=80)
    return fit_heads(material(learn, encoder), targets_of(learn), recipe, Silent()), encoder


def a_lesson(encoder: Encoder) -> Lesson:
    meanings = Meanings(intents=[INTENTS], kept=["good morning", "see you", "it rains", "tea"] * 5)
    return Lesson(examples=examples(), meanings=meanings, old=encoder)


RECIPE = TuneRecipe(batch=8, rate=1e-3, head_rate=3e-3, checkpoint_steps=5, pairs=2)


def test_tuning_teaches_encoder_and_heads_together(
    base: Path, start: tuple[Heads, Encoder], tmp_path: Path
) -> None:
    # given heads that know next to nothing
    heads, encoder = start

    # when they are tuned together with the encoder, and the encoder is exported
    tuned = tune(base, heads, a_lesson(encoder), RECIPE, out=tmp_path / "t", progress=Silent())
    export_encoder(tmp_path / "t", tmp_path / "m")
    after = Encoder(tmp_path / "m" / ENCODER, tmp_path / "m" / TOKENIZER)

    # then the exported pair tells rude from kind nearly always, and far more surely than before
    is_rude = np.array([e.labels["toxic"].value == 1 for e in examples()])
    old, new = toxic_scores(heads, encoder), toxic_scores(tuned, after)
    assert ((new > 0) == is_rude).mean() >= 0.9
    assert gap(new, is_rude) > 5 * gap(old, is_rude) > 0


def test_texts_of_one_intent_come_nearer_to_each_other_than_to_others(
    base: Path, start: tuple[Heads, Encoder], tmp_path: Path
) -> None:
    heads, encoder = start
    tune(base, heads, a_lesson(encoder), RECIPE, out=tmp_path / "t", progress=Silent())
    export_encoder(tmp_path / "t", tmp_path / "m")
    after = Encoder(tmp_path / "m" / ENCODER, tmp_path / "m" / TOKENIZER)

    def gap(reader: Encoder) -> float:
        hours, refund = (reader.encode(texts).vectors for texts in INTENTS.values())
        return float((hours @ hours.T).mean() - (hours @ refund.T).mean())

    assert gap(after) > gap(encoder)


def test_an_interrupted_tuning_goes_on_from_its_checkpoint_and_a_finished_one_is_kept(
    base: Path, start: tuple[Heads, Encoder], tmp_path: Path
) -> None:
    # given a run of 30 steps that ended after 12, two after its latest checkpoint
    heads, encoder = start
    lesson, out = a_lesson(encoder), tmp_path / "t"
    with pytest.raises(Interrupted):
        tune(base, heads, lesson, RECIPE, out=out, progress=StopsAt(12))
    assert (out / CHECKPOINT).is_file()

    # when it is started again
    again = StopsAt(1000)
    resumed = tune(base, heads, lesson, RECIPE, out=out, progress=again)

    # then only what was missing is done, as if nothing had happened
    assert again.total == 20
    whole = tune(base, heads, lesson, RECIPE, out=tmp_path / "w", progress=Silent())
    assert resumed.output_weight == pytest.approx(whole.output_weight, abs=1e-3)
    # and a third start has nothing to do
    kept = StopsAt(1)
    assert tune(base, heads, lesson, RECIPE, out=out, progress=kept).output_bias.shape == (7,)
    assert kept.total == 0


def write_lines(path: Path, rows: Sequence[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_intents_of_held_back_sets_and_out_of_scope_texts_are_never_learnt(
    tmp_path: Path,
) -> None:
    rows = [{"text": f"{i} {n}", "intent": i} for i in ("a", "oos") for n in range(5)]
    for name in ("intent_en_clinc150", "intent_en_banking77", "intent_en_hint3_curekart"):
        write_lines(tmp_path / "train" / f"{name}.jsonl", rows)
    meanings = read_meanings(tmp_path, Licences.ALL, [], rng=random.Random(1))
    assert meanings.sources == ("intent_en_clinc150",)
    assert {name for group in meanings.intents for name in group} == {"a"}


def test_a_tuned_model_loads_and_its_card_says_what_it_learnt_from(
    base: Path, tmp_path: Path
) -> None:
    # given labelled comments and intents
    data = tmp_path / "data"
    rows = [{"text": f"{t} {n}", "lang": "en", "toxic": 1} for t in RUDE for n in range(6)]
    rows += [{"text": f"{t} {n}", "lang": "en", "toxic": 0} for t in KIND for n in range(6)]
    intents = [{"text": t, "intent": name} for name, ts in INTENTS.items() for t in ts]
    for part in ("train", "dev"):
        write_lines(data / part / "toxic_ru_vk_comments.jsonl", rows)
        write_lines(data / part / "intent_en_clinc150.jsonl", intents)

    # when a model is trained with tuning
    trained = train(
        data,
        base,
        tmp_path / "model",
        tuning=Tuning(epochs=1),
        cache=tmp_path / "cache",
    )

    # then it judges, and its card tells of tuning and sets
    (verdict,) = load_classifier(trained.folder).judge([Utterance(text="so very rude")])
    assert verdict.model_id.startswith("small-encoder-tuned-int8@")
    card = (trained.folder / "README.md").read_text(encoding="utf-8")
    assert "fine-tuned together with the heads" in card
    assert "| toxic_ru_vk_comments | 60 | 120 | not stated |" in card
    assert "intent_en_clinc150 (CC BY 3.0)" in card
    assert (trained.folder / HEADS).is_file()


def test_heads_on_the_untuned_encoder_are_measured_beside_a_model(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given labelled comments and the report of the shipped model on them
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rows = [{"text": f"{t} {n}", "lang": "en", "toxic": 1} for t in RUDE for n in range(8)]
    rows += [{"text": f"{t} {n}", "lang": "en", "toxic": 0} for t in KIND for n in range(8)]
    for part in ("train", "dev"):
        write_lines(tmp_path / part / "toxic_ru_vk_comments.jsonl", rows)
    report = evaluate(tmp_path).with_baselines(tmp_path, Silent())

    # when heads are trained on another, untuned encoder, and measured
    frozen = measure_frozen(tmp_path, base, limit=None, progress=Silent())
    mean, row = report.with_frozen(frozen).baselines

    # then their figure stands beside those of the model and of word pieces
    assert row.source == "toxic_ru_vk_comments"
    assert row.frozen == frozen.sources[0].macro_f1
    assert row.word_pieces == report.baselines[1].word_pieces
    assert mean.frozen == row.frozen


def test_tuning_without_an_encoder_to_tune_says_what_to_name(tmp_path: Path) -> None:
    write_lines(tmp_path / "toxic_ru_vk_comments.jsonl", [{"text": "rude", "toxic": 1}])
    with pytest.raises(BadEncoder, match="--base"):
        train(
            tmp_path,
            out=tmp_path / "model",
            tuning=Tuning(start=SHIPPED_MODEL),
            cache=tmp_path / "cache",
        )
