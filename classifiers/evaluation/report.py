"""What an evaluation found, as values, JSON and a page of markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from classifiers.evaluation.baselines import measure_baselines, with_means
from classifiers.evaluation.challenge import ChallengeFigures
from classifiers.evaluation.figures import (
    BaselineFigures,
    ConfusionFigures,
    DayFigures,
    LanguageFigures,
    QueueLoadFigures,
    RetrievalFigures,
    SpeedFigures,
    TaskFigures,
    UmsabFigures,
)
from classifiers.evaluation.finding import FIGURES, PAGE, FindingFigures
from classifiers.evaluation.page import write_page
from classifiers.training.progress import Progress

__all__ = ["LanguageFigures", "Report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that an evaluation found; `limit` is the most rows read of each file."""

    model_id: str
    limit: int | None
    tasks: tuple[TaskFigures, ...]
    umsab: UmsabFigures | None
    confusion: tuple[ConfusionFigures, ...]
    queue_load: tuple[QueueLoadFigures, ...]
    challenge: tuple[ChallengeFigures, ...]
    sources: tuple[TaskFigures, ...]
    languages: tuple[LanguageFigures, ...]
    retrieval: tuple[RetrievalFigures, ...]
    day: tuple[DayFigures, ...]
    speed: SpeedFigures
    baselines: tuple[BaselineFigures, ...] = ()
    finding: tuple[FindingFigures, ...] = ()

    def with_baselines(self, data: Path, progress: Progress) -> Report:
        """Train plain models on `data` and set their figures beside the model's.

        Raises:
            NoData: a labelled file of the training part cannot be read.
        """
        figures = measure_baselines(data, self.sources, limit=self.limit, progress=progress)
        return replace(self, baselines=figures)

    def with_frozen(self, frozen: Report) -> Report:
        """Set the figures of heads on the untuned encoder beside those of the baselines."""
        found = {(f.task, f.lang): f.macro_f1 for f in frozen.sources}
        figures = [replace(f, frozen=found.get((f.task, f.source))) for f in self.baselines]
        return replace(self, baselines=tuple(with_means(figures)))

    def with_finding(self, figures: Sequence[FindingFigures]) -> Report:
        """Set beside it how replies are found with the vectors."""
        return replace(self, finding=tuple(figures))

    def to_json(self) -> str:
        """Write all figures as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def to_markdown(self) -> str:
        """Write all figures as a page of tables."""
        return write_page(self)

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write `QUALITY.md` and `quality.json` into a folder and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        page, figures = folder / PAGE, folder / FIGURES
        page.write_text(self.to_markdown(), encoding="utf-8")
        figures.write_text(self.to_json() + "\n", encoding="utf-8")
        return page, figures
