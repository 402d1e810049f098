"""The second engine answers as the first, and foreign models answer for one task each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    PreTrainedTokenizerFast,
)

from bot.app import open_classifier, prepare_classifier, read_weights_of
from bot.configuration import load_settings
from bot.errors import ModelUnusable, SettingsInvalid
from classifiers.encoder import Encoder, Floats
from classifiers.engine import load_classifier
from classifiers.errors import ForeignModelUnusable
from classifiers.foreign_labels import NO, YES, LabelsUnclear, meanings_of
from classifiers.heads import BINARY_TASKS
from classifiers.late import LateClassifier
from classifiers.manifest import ENCODER, SHIPPED_MODEL, TOKENIZER
from classifiers.torch_engine import TorchEncoder
from classifiers.training.graph import Shape, write_graph
from classifiers.types import Classifier, ForeignModel, Task, Utterance, Verdict
from classifiers.weights import Layout, read_layout, read_weights

TEXTS = (
    "Where is my order? It has been two hours",
    "I love this coffee, best in town!",
    "Worst service ever, I want a refund",
    "you are all idiots and thieves",
    "EARN 5000$ A DAY, write me in private t.me/easy_money",
    "ok",
    "🔥🔥🔥",
    "Great, another hour in the queue. Just great.",
    "मेरा ऑर्डर कब आएगा?",
    "चाय बहुत अच्छी थी, धन्यवाद",
    "खाना ठंडा था और देर से आया",
    "40 min se wait kar raha hu, order nahi aaya",
    "bahut accha hai yaar, maza aa gaya",
    "kya aap sunday ko khule ho?",
    "Когда привезут мой заказ?",
    "Отвратительное обслуживание, верните деньги",
    "Спасибо, всё очень вкусно",
    "¿Cuándo abren mañana?",
    "Wann kommt meine Bestellung an?",
    "We waited for an hour, and then the tea was cold. " * 40,
)
SENTIMENT_LABELS = ("negative", "neutral", "positive")

Kind = Literal["multi_label_classification"] | None


@pytest.fixture(scope="module")
def torch_encoder() -> TorchEncoder:
    return TorchEncoder(SHIPPED_MODEL / ENCODER, SHIPPED_MODEL / TOKENIZER)


@pytest.fixture(scope="module")
def own() -> Classifier:
    return load_classifier()


def said(*texts: str) -> list[Utterance]:
    return [Utterance(text=text) for text in texts]


def cosines(left: Floats, right: Floats) -> Floats:
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    found: Floats = np.sum(left * right, axis=1) / lengths
    return found


def likeliest(verdict: Verdict) -> tuple[str, ...]:
    sentiment, signals = verdict.sentiment, verdict.signals
    tone = max(SENTIMENT_LABELS, key=lambda name: getattr(sentiment, name))
    return tone, *(task for task in BINARY_TASKS if getattr(signals, task) > 0.5)


def save_model(folder: Path, labels: Sequence[str], *, favourite: int, kind: Kind = None) -> Path:
    """A tiny model of random weights, whose answer is nearly always one of its labels."""
    config = BertConfig(
        vocab_size=78_000,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
        problem_type=kind,
    )
    torch.manual_seed(1)
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias[favourite] += 4.0
    model.save_pretrained(folder)
    save_tokenizer(folder)
    return folder


def save_tokenizer(folder: Path) -> None:
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(SHIPPED_MODEL / TOKENIZER), pad_token="<pad>", unk_token="<unk>"
    )
    tokenizer.save_pretrained(folder)


def a_model(folder: Path, task: Task = "sentiment", **labels: str) -> ForeignModel:
    return ForeignModel(task=task, model=str(folder), labels=labels)


def refusal(model: ForeignModel) -> str:
    with pytest.raises(ForeignModelUnusable) as caught:
        load_classifier(foreign=[model])
    return str(caught.value)


# --- the second engine --------------------------------------------------------------------------


def test_both_engines_make_the_same_vectors_and_features(torch_encoder: TorchEncoder) -> None:
    # given the encoder on onnxruntime
    onnx_encoder = Encoder(SHIPPED_MODEL / ENCODER, SHIPPED_MODEL / TOKENIZER)

    # when both read the same texts
    first, second = onnx_encoder.encode(TEXTS), torch_encoder.encode(TEXTS)

    # then they say the same, but for what onnxruntime rounds (without VNNI a little more)
    assert np.mean(cosines(first.vectors, second.vectors)) >= 0.99
    assert np.mean(cosines(first.features, second.features)) >= 0.998
    assert torch_encoder.dimensions == onnx_encoder.dimensions
    assert torch_encoder.feature_count == onnx_encoder.feature_count


def test_both_engines_judge_alike(own: Classifier) -> None:
    # given the shipped model on torch
    other = load_classifier(engine="torch")

    # when both judge the same comments
    first, second = own.judge(said(*TEXTS)), other.judge(said(*TEXTS))

    # then their labels are the same
    assert [likeliest(verdict) for verdict in second] == [likeliest(v) for v in first]
    assert other.model_id == own.model_id


def test_on_torch_a_text_is_read_alike_whatever_stands_beside_it(
    torch_encoder: TorchEncoder,
) -> None:
    together = torch_encoder.encode(TEXTS)
    alone = [torch_encoder.encode([text]).vectors[0] for text in TEXTS]

    assert together.vectors == pytest.approx(np.stack(alone), abs=1e-4)


def test_on_torch_no_texts_give_no_rows(torch_encoder: TorchEncoder) -> None:
    assert torch_encoder.encode([]).vectors.shape == (0, torch_encoder.dimensions)


def test_weights_are_read_as_floats_by_their_names_in_transformers() -> None:
    weights = read_weights(SHIPPED_MODEL / ENCODER)

    hidden = weights["embeddings.LayerNorm.weight"].shape[0]
    assert weights["encoder.layer.0.attention.self.key.weight"].shape == (hidden, hidden)
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape[1] == hidden
    assert {values.dtype for values in weights.values()} == {np.dtype(np.float32)}


def test_weights_and_layers_come_back_as_training_wrote_them(tmp_path: Path) -> None:
    # given an encoder that was exported
    shape = Shape(layers=3, hidden=32, heads=2, positions=20, taps=(1, 3))
    bert = BertModel(
        BertConfig(
            vocab_size=50,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=64,
            max_position_embeddings=shape.positions,
            type_vocab_size=1,
        ),
        add_pooling_layer=False,
    )
    written = {name: values.numpy() for name, values in bert.state_dict().items()}
    path = tmp_path / ENCODER
    path.write_bytes(write_graph(written, shape).SerializeToString())

    # when it is read back
    weights, layout = read_weights(path), read_layout(path)

    # then every weight is there, but for rounding; positions have taken up the token type
    assert weights.keys() == written.keys()
    for name, values in written.items():
        if not name.startswith("embeddings."):
            assert weights[name] == pytest.approx(values, abs=float(np.abs(values).max()) / 100)
    assert layout == Layout(heads=shape.heads, taps=shape.taps)


def test_torch_is_not_imported_where_it_is_not_chosen() -> None:
    program = (
        "import sys; from classifiers.late import LateClassifier; LateClassifier(engine='torch');"
        "import classifiers.engine;"
        "print(sorted(set(sys.modules) & {'torch', 'transformers', 'onnx', 'onnxruntime'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- foreign models -----------------------------------------------------------------------------


def test_a_foreign_model_answers_its_task_and_the_own_one_everything_else(
    own: Classifier, tmp_path: Path
) -> None:
    # given a sentiment model whose labels stand in an order of their own
    save_model(tmp_path, ("Positive", "Negative", "Neutral"), favourite=1)
    mixed = load_classifier(foreign=[a_model(tmp_path)])

    # when comments are judged
    found, before = mixed.judge(said(*TEXTS)), own.judge(said(*TEXTS))

    # then sentiment, and praise with it, is the foreign model's; the rest stays as it was
    for verdict, plain in zip(found, before, strict=True):
        sentiment = verdict.sentiment
        assert sentiment.negative > 0.9
        assert sentiment.negative + sentiment.neutral + sentiment.positive == pytest.approx(1)
        assert verdict.signals.praise == sentiment.positive
        for task in BINARY_TASKS:
            assert getattr(verdict.signals, task) == getattr(plain.signals, task)
        assert (verdict.lang, verdict.vector) == (plain.lang, plain.vector)
    assert mixed.embed(TEXTS[:2]) == own.embed(TEXTS[:2])
    assert (mixed.model_id, mixed.thresholds) == (own.model_id, own.thresholds)


def test_a_foreign_model_answers_alike_whatever_stands_beside_a_text(tmp_path: Path) -> None:
    save_model(tmp_path, SENTIMENT_LABELS, favourite=1)
    mixed = load_classifier(foreign=[a_model(tmp_path)])

    together = [verdict.sentiment.neutral for verdict in mixed.judge(said(*TEXTS))]
    alone = [mixed.judge(said(text))[0].sentiment.neutral for text in TEXTS]

    assert together == pytest.approx(alone, abs=1e-4)


def test_a_text_without_content_is_not_shown_to_a_foreign_model(tmp_path: Path) -> None:
    save_model(tmp_path, SENTIMENT_LABELS, favourite=0)

    empty, broken = load_classifier(foreign=[a_model(tmp_path)]).judge(said("", "\ud800 why?"))

    assert empty.sentiment.neutral == 1.0
    assert broken.sentiment.negative > 0.9


def test_several_tasks_have_a_foreign_model_each(tmp_path: Path) -> None:
    # given one for spam and one that tells kinds of insults, which do not exclude each other
    spam = save_model(tmp_path / "spam", ("ham", "spam"), favourite=1)
    kinds = ("toxicity", "insult", "threat")
    toxic = save_model(tmp_path / "toxic", kinds, favourite=2, kind="multi_label_classification")
    foreign = [a_model(spam, "spam"), a_model(toxic, "toxic")]

    # when a harmless text is judged
    (verdict,) = load_classifier(foreign=foreign).judge(said("Good morning"))

    # then each task has its own model's answer
    assert verdict.signals.spam > 0.9
    assert verdict.signals.toxic > 0.9


def test_labels_that_say_nothing_are_refused_until_a_mapping_names_them(tmp_path: Path) -> None:
    # given a model with the names that transformers gives
    save_model(tmp_path, ("LABEL_0", "LABEL_1", "LABEL_2"), favourite=0)

    # then it is refused, with the way out
    found = refusal(a_model(tmp_path))
    assert found.startswith(f'classifiers.sentiment.model: "{tmp_path}": ')
    assert 'labels = { "LABEL_0" = "…"' in found
    assert "negative, neutral, positive" in found

    # but not once its labels have names
    names = {"LABEL_0": "negative", "LABEL_1": "neutral", "LABEL_2": "positive"}
    mapped = load_classifier(foreign=[a_model(tmp_path, "sentiment", **names)])
    assert mapped.judge(said("Hello"))[0].sentiment.negative > 0.9


@pytest.mark.parametrize(
    ("task", "labels", "meanings"),
    [
        ("sentiment", ("NEG", "NEU", "POS"), SENTIMENT_LABELS),
        ("sentiment", ("very negative", "positive"), ("negative", "positive")),
        ("toxic", ("non-toxic", "toxic"), (NO, YES)),
        ("toxic", ("nothate", "hate"), (NO, YES)),
        ("toxic", ("neutral", "offensive", "hate_speech"), (NO, YES, YES)),
        ("spam", ("ham", "spam"), (NO, YES)),
        ("spam", ("spam", "not_spam"), (YES, NO)),
        ("question", ("statement", "question"), (NO, YES)),
        ("complaint", ("NotComplaint", "Complaint"), (NO, YES)),
        ("complaint", ("no", "yes"), (NO, YES)),
    ],
)
def test_labels_are_read_by_name(
    task: Task, labels: tuple[str, ...], meanings: tuple[str, ...]
) -> None:
    assert meanings_of(labels, task, {}, exclusive=True) == meanings


@pytest.mark.parametrize(
    ("task", "labels", "renamed", "reason"),
    [
        ("sentiment", ("joy", "anger"), {}, "mean is not known: joy, anger"),
        ("sentiment", ("negative", "neutral"), {}, 'means "positive"'),
        ("spam", ("shameful", "spam"), {}, "not known: shameful"),
        ("toxic", ("toxic", "insult"), {}, 'means "not toxic"'),
        ("spam", ("ham", "spam"), {"LABEL_0": "ham"}, "no label LABEL_0"),
    ],
)
def test_labels_that_leave_a_doubt_are_refused(
    task: Task, labels: tuple[str, ...], renamed: dict[str, str], reason: str
) -> None:
    with pytest.raises(LabelsUnclear) as caught:
        meanings_of(labels, task, renamed, exclusive=True)

    assert reason in str(caught.value)
    assert "(hint: " in str(caught.value)


def test_a_missing_directory_is_refused_before_any_weights_are_read(tmp_path: Path) -> None:
    with pytest.raises(ForeignModelUnusable, match="no such directory"):
        LateClassifier(foreign=[a_model(tmp_path / "nowhere")])


def test_a_directory_without_a_model_is_refused(tmp_path: Path) -> None:
    assert "cannot be read as a text-classification model" in refusal(a_model(tmp_path))


def test_a_model_that_classifies_no_texts_is_refused(tmp_path: Path) -> None:
    # given an encoder without a classifier on top
    config = BertConfig(
        vocab_size=100,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        id2label=dict(enumerate(SENTIMENT_LABELS)),
    )
    BertModel(config).save_pretrained(tmp_path)
    save_tokenizer(tmp_path)

    # then it is not taken with a classifier of random weights
    assert "is not a text-classification model" in refusal(a_model(tmp_path))


class Exploding:
    """Runs a command wherever it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.mark,)


def test_neither_pickled_weights_nor_code_beside_them_are_ever_run(tmp_path: Path) -> None:
    # given a model of which the weights are a pickle, and code that it asks to be loaded with
    ran, folder = tmp_path / "ran", tmp_path / "model"
    save_model(folder, SENTIMENT_LABELS, favourite=0)
    (folder / "model.safetensors").unlink()
    torch.save({"weights": Exploding(ran)}, folder / "pytorch_model.bin")
    (folder / "evil.py").write_text(f"open({str(ran)!r}, 'w')", encoding="utf-8")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["auto_map"] = {"AutoModelForSequenceClassification": "evil.Model"}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")

    # then it is refused, and nothing has run
    assert "cannot be read as a text-classification model" in refusal(a_model(folder))
    assert not ran.exists()


def test_a_name_on_the_hub_is_not_fetched_unasked() -> None:
    found = refusal(ForeignModel(task="toxic", model="nobody/no-such-model"))

    assert "neither a directory nor among the models downloaded before" in found
    assert "classifiers.toxic.allow_download = true" in found


# --- the configuration --------------------------------------------------------------------------


def test_the_configuration_chooses_engine_and_foreign_models(tmp_path: Path) -> None:
    # given a directory beside the file, and a name on the Hub
    (tmp_path / "mine").mkdir()
    path = tmp_path / "config.toml"
    path.write_text(
        '[classifiers]\nengine = "torch"\n'
        '[classifiers.sentiment]\nmodel = "mine"\nlabels = { LABEL_0 = "negative" }\n'
        '[classifiers.spam]\nmodel = "somebody/spam"\nallow_download = true\n'
    )

    # when it is read
    chosen = load_settings(path).classifiers

    # then directories count from the file, and names stay names
    assert chosen.engine == "torch"
    assert chosen.foreign == (
        ForeignModel(
            task="sentiment", model=str(tmp_path / "mine"), labels={"LABEL_0": "negative"}
        ),
        ForeignModel(task="spam", model="somebody/spam", allow_download=True),
    )


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ('[classifiers]\nengine = "tensorflow"', "classifiers.engine", "'onnx' or 'torch'"),
        ("[classifiers.toxic]\nallow_download = true", "classifiers.toxic.model", "is missing"),
        ('[classifiers.toxic]\nmodle = "x"\nmodel = "x"', "classifiers.toxic.modle", "model?"),
        ('[classifiers.praise]\nmodel = "x"', "classifiers.praise", "not a known key"),
        (
            '[classifiers.spam]\nmodel = "x"\nlabels = { a = 1 }',
            "classifiers.spam.labels.a",
            "text in quotes",
        ),
    ],
)
def test_a_mistake_there_is_told_with_file_key_and_hint(
    tmp_path: Path, text: str, key: str, hint: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)

    with pytest.raises(SettingsInvalid) as caught:
        load_settings(path)

    assert str(caught.value).startswith(f"{path}: {key}: ")
    assert hint in str(caught.value)


def test_a_configured_model_that_cannot_be_used_is_said_plainly(tmp_path: Path) -> None:
    # given a directory that is not there, and one that holds nothing
    (tmp_path / "empty").mkdir()
    path = tmp_path / "config.toml"

    # then the first is refused at once, for commands and for the desk
    path.write_text('[classifiers.spam]\nmodel = "./nowhere"\n')
    for opened in (open_classifier, prepare_classifier):
        with pytest.raises(ModelUnusable, match=r"classifiers\.spam\.model: .*nowhere"):
            opened(load_settings(path))

    # and the second when the desk reads its weights
    path.write_text('[classifiers.spam]\nmodel = "empty"\n')
    late = prepare_classifier(load_settings(path))
    with pytest.raises(ModelUnusable, match="cannot be read as a text-classification model"):
        read_weights_of(late)
