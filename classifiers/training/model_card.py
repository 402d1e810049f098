"""The model card: what is in a model folder, from which data, for what it is good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from classifiers import surface
from classifiers.manifest import Manifest
from classifiers.training.calibrate import GROUPS

CARD = "README.md"

_HEADER = """\
# The shipped classifier

Multilingual comment classifier: sentiment (negative, neutral, positive), question, complaint,
toxic, spam, and a sentence vector of unit length for reply finding, in one forward pass on a CPU.

- **Encoder:** multilingual-e5-small (MIT licence, Copyright (c) 2023 Intfloat contributors), its
  vocabulary trimmed to 78,000 pieces; 12 layers, 384 dimensions. Stored in 8 bits with one scale a
  row (`encoder.onnx`). {tuned}
- **Heads:** one hidden layer over the token means after layers 3, 6, 9 and 12 and {signs} signs of
  the surface (question marks and words, emoji, links, scripts), and a weight for each hashed word
  and piece of a word, for what the encoder reads poorly; `heads.safetensors`. Praise is positive
  sentiment. Half of the Hindi texts were learnt in Latin letters too, written so by rule.
- **Calibration:** Platt scaling on dev data, with one of its own for each of {groups}, where there
  were enough of them.
- **Id:** `{model_id}`
"""

_FROZEN = "It was not fine-tuned: the heads are trained on the frozen encoder."
_TUNED = """\
It was fine-tuned together with the heads, after
  those had been trained on the frozen encoder, with a term that brings texts of one intent
  together and keeps others where the untouched encoder had them. Its heads are joined with others
  that were trained on the tuned encoder; the scores are the mean. What vectors of all kinds of
  texts have in common is taken from the sentence vector."""

_LIMITS = """\
## Limits

- Complaint is labelled in English and Hindi only; elsewhere it works by transfer, and negative
  sentiment is to be read beside it.
- Toxic means offensive, abusive, aggressive or hateful, as each set defines it. Text on a group,
  reclaimed slurs and dialects are judged too harshly, as known from these sets.
- Natural spam was there in Russian and English only. Question labels stem largely from telephone
  and meeting transcripts and from encyclopaedic questions.
- Irony without a sign of it is mostly missed. Languages outside training work by transfer.
- The sets are rude, political and personal; nothing of their text is shipped. "not stated" means
  that the publisher names no licence; `jawab train --licences open` makes a model from openly
  licensed sets alone.
- The figures are in `docs/QUALITY.md`, made by `jawab evaluate`.
"""


def write_model_card(folder: Path, manifest: Manifest) -> None:
    """Write the card of a model from its manifest."""
    parts = [
        _HEADER.format(
            model_id=manifest.model_id,
            signs=surface.COUNT,
            groups=", ".join(GROUPS),
            tuned=_TUNED if "tuning" in manifest.training else _FROZEN,
        ),
        _thresholds(manifest),
        _data(manifest.training),
        _LIMITS,
    ]
    (folder / CARD).write_text("\n".join(parts), encoding="utf-8")


def _thresholds(manifest: Manifest) -> str:
    rows = [f"| {lane} | {value:.3f} |" for lane, value in asdict(manifest.thresholds).items()]
    return "\n".join(["## Thresholds", "", "| lane | from |", "|---|--:|", *rows, ""])


def _data(training: Mapping[str, object]) -> str:
    lines = [
        "## Training data",
        "",
        f"{training.get('texts')} texts, licences: {training.get('licences')}, seed"
        f" {training.get('seed')}. Non-commercial sets never train.",
        "",
    ]
    tuning, sources = _part(training, "tuning"), _part(training, "sources")
    if tuning:
        tuned = _part(tuning, "sources")
        lines += [
            f"Encoder and heads were tuned together on {tuning['texts']} of these, repeats counted"
            f" (batches of {tuning['batch']}, rate {tuning['rate']}).",
            "",
            "| set | texts | tuned | licence |",
            "|---|--:|--:|---|",
            *(
                f"| {name} | {s['texts']} | {tuned.get(name, 0)} | {s['licence']} |"
                for name, s in sources.items()
            ),
            "",
            "Sentence vectors also learnt from the intents of:",
            "",
            *(f"- {name} ({terms})" for name, terms in _part(tuning, "intents").items()),
        ]
    else:
        lines += ["| set | texts | licence |", "|---|--:|---|"]
        lines += [f"| {name} | {s['texts']} | {s['licence']} |" for name, s in sources.items()]
    return "\n".join([*lines, ""])


def _part(story: Mapping[str, object], name: str) -> Mapping[str, Any]:
    part = story.get(name)
    return part if isinstance(part, dict) else {}
