"""Measure what judging a comment costs, beside transformers pipelines on the same texts.

$ python -m benchmarks.classify --texts 60 comments.jsonl

Each engine runs in a process of its own, once for each number of threads: `xlm-r base` is a
transformers text-classification pipeline with a model of XLM-RoBERTa base's size, `own size` one
with a model of the shipped encoder's size, `jawab` the shipped classifier with all that belongs
to a verdict: normalising, encoding, five tasks, calibration, language. The pipelines' weights are
random, which changes nothing about their speed, and nothing is downloaded; all use the shipped
tokenizer and read at most as many tokens. The engine of jawab uses one thread, whatever it gets.

Milliseconds are medians for one text by the clock, "processor" the same in processor time, which
other work on the machine disturbs less; "faster" compares processor time with `xlm-r base`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from classifiers.encoder import MAX_TOKENS
from classifiers.engine import load_classifier
from classifiers.manifest import SHIPPED_MODEL, TOKENIZER
from classifiers.types import Utterance

DEMO: Final = Path(__file__).parents[1] / "bot" / "demo" / "day.toml"
ENGINES: Final = ("xlm-r base", "own size", "jawab")
BATCH: Final = 16
PADDING: Final = "<pad>"
_THREAD_VARIABLES: Final = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_ROUNDS = 3

Judge = Callable[[list[str]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one engine took: milliseconds a text, and megabytes of resident memory at most."""

    single_ms: float
    single_processor_ms: float
    batched_ms: float
    batched_processor_ms: float
    resident_mb: float


def main() -> None:
    options = _parser().parse_args()
    if options.worker:
        texts = json.load(sys.stdin)
        figures = measure(build(options.worker, options.model, options.threads[0]), texts)
        print(json.dumps(asdict(figures)))
        return
    texts = read_texts(options.file)[: options.texts]
    print(f"{len(texts)} texts, batches of {BATCH}\n\n{_HEADER}")
    for threads in options.threads:
        base: Figures | None = None
        for engine in ENGINES:
            figures = measure_apart(engine, threads, options.model, texts)
            base = base or figures
            print(line(engine, threads, figures, base), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="texts: JSON lines with `text`, or one a line; .gz or plain; else the demo day's",
    )
    parser.add_argument("--texts", type=int, default=60, help="how many to read (60)")
    parser.add_argument("--model", type=Path, help="a model folder in place of the shipped one")
    parser.add_argument(
        "--threads", type=int, nargs="+", default=[1, 2], help="numbers of threads (1 2)"
    )
    parser.add_argument("--worker", choices=ENGINES, help=argparse.SUPPRESS)
    return parser


def read_texts(file: Path | None) -> list[str]:
    """Read the texts of a file, or the comments of the demo day."""
    if file is None:
        events = tomllib.loads(DEMO.read_text(encoding="utf-8"))["events"]
        return [event["text"] for event in events if "by" in event and event.get("text")]
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    lines = [each for each in content.decode("utf-8").splitlines() if each.strip()]
    if ".jsonl" in file.name:
        return [json.loads(each)["text"] for each in lines]
    return lines


def measure_apart(engine: str, threads: int, model: Path | None, texts: Sequence[str]) -> Figures:
    """Measure an engine in a process of its own, so that memory and threads are its own."""
    command = [sys.executable, "-m", "benchmarks.classify"]
    command += ["--worker", engine, "--threads", str(threads)]
    command += ["--model", str(model)] if model else []
    limits = dict.fromkeys(_THREAD_VARIABLES, str(threads))
    done = subprocess.run(  # noqa: S603
        command,
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **limits},
    )
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def build(engine: str, model: Path | None, threads: int) -> Judge:
    """Make an engine ready: a function from texts to whatever it says of them."""
    if engine == "jawab":
        classifier = load_classifier(model)
        return lambda texts: classifier.judge([Utterance(text=text) for text in texts])
    return _pipeline(engine, (model or SHIPPED_MODEL) / TOKENIZER, threads)


def _pipeline(engine: str, words: Path, threads: int) -> Judge:
    # loaded here, so that the memory of an engine is its own; neither library is typed throughout
    torch: Any = import_module("torch")
    hub: Any = import_module("transformers")
    torch.set_num_threads(threads)
    tokenizer = hub.PreTrainedTokenizerFast(tokenizer_file=str(words), pad_token=PADDING)
    if engine == "xlm-r base":
        config = hub.XLMRobertaConfig(
            vocab_size=250_002, max_position_embeddings=514, type_vocab_size=1, num_labels=3
        )
    else:
        config = hub.BertConfig(
            vocab_size=len(tokenizer), hidden_size=384, intermediate_size=1536, num_labels=3
        )
    model = hub.AutoModelForSequenceClassification.from_config(config).eval()
    classify = hub.pipeline("text-classification", model=model, tokenizer=tokenizer, device="cpu")
    return lambda texts: classify(
        texts, batch_size=len(texts), truncation=True, max_length=MAX_TOKENS
    )


def measure(judge: Judge, texts: Sequence[str]) -> Figures:
    """Time an engine text by text, then in batches, after a first call of each kind."""
    ones = [[text] for text in texts]
    batches = [list(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    single, single_processor = _time(judge, ones)
    batched, batched_processor = _time(judge, batches)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Figures(
        single_ms=single,
        single_processor_ms=single_processor,
        batched_ms=batched,
        batched_processor_ms=batched_processor,
        resident_mb=peak / (1024 * 1024 if sys.platform == "darwin" else 1024),
    )


def _time(judge: Judge, calls: Sequence[list[str]]) -> tuple[float, float]:
    """Give the median milliseconds a text, by the clock and in processor time."""
    judge(calls[0])
    clock, processor = [], []
    for texts in [*calls] * _ROUNDS:
        started, used = time.perf_counter(), time.process_time()
        judge(texts)
        clock.append(1000 * (time.perf_counter() - started) / len(texts))
        processor.append(1000 * (time.process_time() - used) / len(texts))
    return statistics.median(clock), statistics.median(processor)


_COLUMNS = (
    "engine",
    "threads",
    "one text ms",
    "processor ms",
    "per second",
    "faster",
    "in batches ms",
    "processor ms",
    "per second",
    "faster",
    "memory MB",
)
_HEADER = f"| {' | '.join(_COLUMNS)} |\n|---|{'---:|' * (len(_COLUMNS) - 1)}"


def line(engine: str, threads: int, figures: Figures, base: Figures) -> str:
    """Write one engine's row of the table."""
    cells = [
        engine,
        f"{threads}",
        f"{figures.single_ms:.1f}",
        f"{figures.single_processor_ms:.1f}",
        f"{1000 / figures.single_ms:.0f}",
        f"{base.single_processor_ms / figures.single_processor_ms:.1f}×",
        f"{figures.batched_ms:.1f}",
        f"{figures.batched_processor_ms:.1f}",
        f"{1000 / figures.batched_ms:.0f}",
        f"{base.batched_processor_ms / figures.batched_processor_ms:.1f}×",
        f"{figures.resident_mb:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
