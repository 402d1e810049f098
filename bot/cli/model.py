"""`jawab train` and `jawab evaluate`: making and measuring the classifier."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.options import JsonOption
from bot.cli.output import tell, write
from bot.errors import InputUnreadable, OutputUnwritable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SECONDS_BETWEEN_LINES = 60.0

DataOption = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Labelled texts: a folder with train/ and dev/, or one flat folder.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(train)
    app.command()(evaluate)


def train(
    data: DataOption,
    *,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the model goes; name it classifiers.model.")
    ] = Path("model"),
    base: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The encoder to start from; else the shipped one."),
    ] = None,
    licences: Annotated[
        Literal["all", "open"],
        typer.Option(help="Learn from all sources, or only from those with open licences."),
    ] = "all",
    tune: Annotated[
        bool,
        typer.Option("--tune", help="Fine-tune the encoder in --base too; takes about an hour."),
    ] = False,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="With --tune: a model whose heads to begin with; else learnt first.",
        ),
    ] = None,
    cache: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where unfinished work is kept.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="So many texts in all, to try things out.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed makes the same model.")] = 7,
) -> None:
    """Train the classifier on labelled texts.

    [bold]Example[/bold]

      $ jawab train --data data/ --out my-model/
      $ jawab train --data data/ --out trial/ --limit 2000
      $ jawab train --data data/ --base multilingual-e5-small/ --tune --out my-model/
    """
    from bot.workbench import train_model

    with _bars() as bars:
        made = train_model(
            data,
            base=base,
            out=out,
            only_open=licences == "open",
            cache=cache,
            limit=limit,
            seed=seed,
            tune=tune,
            start=start,
            progress=bars,
        )
    write(f"Trained on {made.texts} texts of {len(made.sources)} sources: {made.folder}")
    write(f'To use it: classifiers.model = "{made.folder}" in the configuration.')


def evaluate(
    data: DataOption,
    *,
    task: Annotated[
        Literal["all", "retrieval"],
        typer.Option(help="Everything, or only how replies are found: half a minute."),
    ] = "all",
    model: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The model; else the shipped one.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="So many texts of each file, for a quick look.")
    ] = None,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Train plain models to compare with: minutes.")
    ] = False,
    frozen: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="An untuned encoder to compare with too: half an hour."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--write", metavar="DIR", help="Also write QUALITY.md and quality.json."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the classifier on labelled texts: per task, language and source, with speed.

    [bold]Example[/bold]

      $ jawab evaluate --data data/ --limit 200
      $ jawab evaluate --data data/ --json > figures.json
      $ jawab evaluate --data data/ --baselines --write docs/
      $ jawab evaluate --data data/ --task retrieval
    """
    from bot.workbench import evaluate_model

    if task == "retrieval":
        _find(data, model=model, frozen=frozen, folder=folder, as_json=as_json)
        return
    with _bars() as bars:
        report = evaluate_model(
            data,
            model=model,
            limit=limit,
            baselines=baselines,
            frozen=frozen,
            progress=bars,
        )
    if baselines and not report.baselines:
        tell("No baselines: they learn from a folder train/ beside dev/, and there is none.")
    write(report.to_json() if as_json else report.to_markdown())
    if folder is not None:
        with _writing(folder):
            report.write(folder)


def _find(
    data: Path, *, model: Path | None, frozen: Path | None, folder: Path | None, as_json: bool
) -> None:
    """Measure how replies are found, and set it into the page that is there."""
    from bot.workbench import find_replies

    with _bars() as bars:
        found = find_replies(data, model=model, frozen=frozen, progress=bars)
    if not found.figures:
        raise InputUnreadable(f"{data} holds no libraries and queries: retrieval_dev.jsonl.gz")
    write(found.to_json() if as_json else found.to_markdown())
    if folder is not None:
        with _writing(folder):
            found.write(folder)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputUnwritable(f"{folder} cannot be written: {error.strerror}") from error
    except ValueError as error:
        raise OutputUnwritable(f"{folder} holds figures that cannot be read: {error}") from error


class StepBars:
    """Draws the steps of long work as bars that say how long each will still take."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` units; 0 means that it has nothing to count."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(step, total=total or None)

    def advance(self, count: int) -> None:
        """Note that `count` further units of the step are done."""
        if self._task is not None:
            self._bars.advance(self._task, count)


class StepLines:
    """Tells the steps of long work line by line, for a log: each step, then where it stands."""

    def __init__(
        self, say: Callable[[str], None] = tell, clock: Callable[[], float] = monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._step = ""
        self._total = self._done = 0
        self._began = self._spoke = 0.0

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` units; 0 means that it has nothing to count."""
        self._step, self._total, self._done = step, total, 0
        self._began = self._spoke = self._clock()
        self._say(step)

    def advance(self, count: int) -> None:
        """Note that `count` further units are done; once a minute this is told."""
        self._done += count
        now = self._clock()
        if now - self._spoke < SECONDS_BETWEEN_LINES or not self._total:
            return
        self._spoke = now
        left = (now - self._began) / self._done * (self._total - self._done)
        minutes = f"{max(1, round(left / 60))} min left"
        self._say(f"{self._step}: {self._done} of {self._total}, {minutes}")


@contextmanager
def _bars() -> Iterator[StepBars | StepLines]:
    if not sys.stderr.isatty():
        yield StepLines()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        yield StepBars(bars)
