from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from onnxruntime import InferenceSession as Session
from transformers import BertConfig, BertModel

from classifiers.encoder import pad
from classifiers.training.graph import Shape, write_graph

SHAPE = Shape(layers=2, hidden=64, heads=4, positions=40, taps=(1, 2))
TEXTS = [[5, 9, 31, 7], [2, 40, 41, 42, 77, 8, 3, 99, 61], [12], [*range(10, 38)]]


@pytest.fixture(scope="module")
def bert() -> BertModel:
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=100,
        hidden_size=SHAPE.hidden,
        num_hidden_layers=SHAPE.layers,
        num_attention_heads=SHAPE.heads,
        intermediate_size=4 * SHAPE.hidden,
        max_position_embeddings=SHAPE.positions,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.eval()  # type: ignore[no-untyped-call]
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, mean=parameter.mean().item(), std=0.2)
    return model


NEAR = 0.98
"""Without VNNI a processor adds products up in 16 bits, too few for weights like these."""


@pytest.fixture(scope="module")
def session(bert: BertModel, tmp_path_factory: pytest.TempPathFactory) -> Session:
    path: Path = tmp_path_factory.mktemp("graph") / "encoder.onnx"
    weights = {name: values.numpy() for name, values in bert.state_dict().items()}
    path.write_bytes(write_graph(weights, SHAPE).SerializeToString())
    return Session(str(path), providers=["CPUExecutionProvider"])


def run(session: Session, texts: list[list[int]]) -> list[NDArray[np.float32]]:
    ids, mask = pad(texts)
    return list(session.run(["vector", "features"], {"input_ids": ids, "attention_mask": mask}))


def test_the_graph_in_eight_bits_says_what_the_encoder_says(
    bert: BertModel, session: Session
) -> None:
    for text in TEXTS:
        with torch.no_grad():
            states = bert(torch.tensor([text]), output_hidden_states=True).hidden_states
        means = [states[tap].mean(1)[0].numpy() for tap in SHAPE.taps]
        vector, features = run(session, [text])
        assert vector[0] @ means[-1] / np.linalg.norm(means[-1]) >= NEAR
        expected = np.concatenate(means)
        cosine = features[0] @ expected / np.linalg.norm(features[0]) / np.linalg.norm(expected)
        assert cosine >= NEAR


def test_vectors_have_unit_length(session: Session) -> None:
    vectors, _ = run(session, TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_what_all_vectors_share_is_taken_away_and_the_features_stay(
    bert: BertModel, session: Session
) -> None:
    # given the mean of the vectors of some texts
    vectors, features = run(session, TEXTS)
    centre = vectors.mean(axis=0)

    # when the same encoder is written with this centre
    weights = {name: values.numpy() for name, values in bert.state_dict().items()}
    model = write_graph(weights, SHAPE, centre).SerializeToString()
    centred, same_features = run(Session(model, providers=["CPUExecutionProvider"]), TEXTS)

    # then vectors point away from it, with unit length, and the heads read what they read before
    expected = (vectors - centre) / np.linalg.norm(vectors - centre, axis=1, keepdims=True)
    assert centred == pytest.approx(expected, abs=1e-4)
    assert same_features == pytest.approx(features, abs=1e-5)


def test_a_text_comes_out_the_same_alone_and_in_any_batch(session: Session) -> None:
    together = run(session, TEXTS)
    for row, text in enumerate(TEXTS):
        for alone, batch in zip(run(session, [text]), together, strict=True):
            assert np.abs(alone[0] - batch[row]).max() < 1e-5


def test_rows_of_zeros_stay_numbers(bert: BertModel) -> None:
    # given an encoder of which every matrix and bias is zero
    weights = {name: np.zeros_like(v.numpy()) for name, v in bert.state_dict().items()}
    model = write_graph(weights, SHAPE).SerializeToString()
    zero = Session(model, providers=["CPUExecutionProvider"])

    # then it says zero, not "not a number"
    _, features = run(zero, TEXTS)
    assert (features == 0).all()
