"""The manifest of a model folder: checksums, thresholds, calibration, how it was trained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from classifiers import normalise
from classifiers.calibration import Calibration, Platt
from classifiers.errors import ModelDamaged, ModelTooNew
from classifiers.types import Thresholds

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ENCODER: Final = "encoder.onnx"
TOKENIZER: Final = "tokenizer.json"
SHIPPED_MODEL: Final = Path(__file__).parent / "model"
HEADS: Final = "heads.safetensors"

_REMEDY = "restore the folder from the repository (git checkout), or train anew with `jawab train`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a model folder says of itself; `training` tells data, licences, seed and figures."""

    model_id: str
    files: Mapping[str, str]
    thresholds: Thresholds
    calibration: Calibration
    training: Mapping[str, object] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest into a model folder."""
        content = {"format": FORMAT, "normalise": normalise.VERSION, **asdict(self)}
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest and check the files that it names.

    Raises:
        ModelDamaged: a file is missing or is not the one the manifest names.
        ModelTooNew: the model was made for another version of this program.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        manifest = _parse(content, path)
    except FileNotFoundError as error:
        raise ModelDamaged(f"{path} is missing: {_REMEDY}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelDamaged(f"{path} cannot be read ({error}): {_REMEDY}") from error
    for name, checksum in manifest.files.items():
        check_file(folder / name, checksum)
    return manifest


def check_file(path: Path, checksum: str) -> None:
    """Compare a file with its checksum.

    Raises:
        ModelDamaged: the file is missing or differs.
    """
    if not path.is_file():
        raise ModelDamaged(f"{path} is missing: {_REMEDY}")
    if sha256(path) != checksum:
        raise ModelDamaged(f"{path} does not match its checksum in {MANIFEST}: {_REMEDY}")


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parse(content: dict[str, object], path: Path) -> Manifest:
    found = (content["format"], content["normalise"])
    if found != (FORMAT, normalise.VERSION):
        raise ModelTooNew(
            f"{path}: format {found[0]}, normalisation {found[1]}; this version reads"
            f" {FORMAT} and {normalise.VERSION}: use the model of this release, or train anew"
        )
    unnamed = {ENCODER, TOKENIZER, HEADS} - _mapping(content["files"]).keys()
    if unnamed:
        raise ValueError(f"it has no checksum of {', '.join(sorted(unnamed))}")
    return Manifest(
        model_id=str(content["model_id"]),
        files={k: str(v) for k, v in _mapping(content["files"]).items()},
        thresholds=Thresholds(
            **{k: float(str(v)) for k, v in _mapping(content["thresholds"]).items()}
        ),
        calibration=_calibration(content["calibration"]),
        training=_mapping(content["training"]),
    )


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"a table was expected, not {value!r}")
    return value


def _calibration(value: object) -> Calibration:
    content = _mapping(value)
    by_language = _mapping(content["by_language"])
    return Calibration(
        tasks=_platts(content["tasks"]),
        by_language={lang: _platts(tasks) for lang, tasks in by_language.items()},
    )


def _platts(value: object) -> dict[str, Platt]:
    platts = {}
    for task, entry in _mapping(value).items():
        numbers = _mapping(entry)
        shift = numbers["shift"]
        if not isinstance(shift, list):
            raise TypeError(f"a list was expected, not {shift!r}")
        platts[task] = Platt(
            scale=float(str(numbers["scale"])), shift=tuple(float(number) for number in shift)
        )
    return platts
