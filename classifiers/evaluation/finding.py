"""Reply finding by several ways on the same libraries, as figures and a table beside the others.

What finds is not of this package: whoever composes the two hands the figures in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

TITLE: Final = "Finding replies, each part for itself and all together"
PAGE: Final = "QUALITY.md"
FIGURES: Final = "quality.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFigures:
    """How one way finds the replies of one library.

    `first` and `in_three` are shares of the answerable queries. Of those without an answer,
    `scope_auroc` says how well the best score tells them apart, `silent` on how many nothing is
    proposed; `kept_in_three` is the share of answerable ones whose reply is really proposed. These
    two are missing for a way without thresholds.
    """

    way: str
    library: str
    queries: int
    first: float
    in_three: float
    scope_auroc: float | None
    silent: float | None = None
    kept_in_three: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReport:
    """The figures of all ways and libraries, for a page of its own or within the whole report."""

    figures: tuple[FindingFigures, ...]

    def to_json(self) -> str:
        """Write all figures as JSON."""
        return json.dumps([asdict(f) for f in self.figures], ensure_ascii=False, indent=1)

    def to_markdown(self) -> str:
        """Write the table."""
        return finding_section(self.figures)

    def write(self, folder: Path) -> None:
        """Put table and figures into the `QUALITY.md` and `quality.json` that are there.

        Raise ValueError where the figures there cannot be read.
        """
        folder.mkdir(parents=True, exist_ok=True)
        page, numbers = folder / PAGE, folder / FIGURES
        text = page.read_text(encoding="utf-8") if page.is_file() else "# Quality\n"
        known = json.loads(numbers.read_text(encoding="utf-8")) if numbers.is_file() else {}
        known["finding"] = [asdict(f) for f in self.figures]
        page.write_text(_with_section(text, self.to_markdown()), encoding="utf-8")
        written = json.dumps(known, ensure_ascii=False, indent=1)
        numbers.write_text(written + "\n", encoding="utf-8")


def finding_section(figures: Sequence[FindingFigures]) -> str:
    """Write the table: a row a library, a column a way, the last way's thresholds beside it."""
    ways = list(dict.fromkeys(f.way for f in figures))
    found = {(f.way, f.library): f for f in figures}
    head = ("library", "queries", *ways, "silent", "kept in 3")
    rows = [head, ("---",) * len(head)]
    for library in dict.fromkeys(f.library for f in figures):
        of_ways = [found[way, library] for way in ways]
        whole = of_ways[-1]
        cells = [f"{f.first:.3f} / {f.in_three:.3f}" for f in of_ways]
        ends = (_number(whole.silent), _number(whole.kept_in_three))
        rows.append((library, str(whole.queries), *cells, *ends))
        if whole.scope_auroc is not None:
            aurocs = [_number(f.scope_auroc) for f in of_ways]
            rows.append((f"{library}: AUROC in scope", str(whole.queries), *aurocs, "", ""))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"## {TITLE}", "", _NOTE, *lines, ""])


def _with_section(page: str, section: str) -> str:
    """The page with this section in place of an older one, else at the end."""
    older = re.compile(rf"^## {re.escape(TITLE)}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if older.search(page):
        return older.sub(lambda _: f"{section}\n", page).rstrip() + "\n"
    return f"{page.rstrip()}\n\n{section}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


_NOTE = """\
The right reply first / among the first three, of the answerable queries, each searched in its own
library. BM25 knows words only; an encoder alone takes the mean of the nearest example and the
middle of all; the library takes all of it, calibrated, and proposes nothing below its threshold:
"silent" is the share of queries without an answer on which it does so, "kept in 3" the share of
answerable ones for which the right reply is then really shown. Made by
`jawab evaluate --task retrieval`.
"""
