"""`jawab classify` and `jawab suggest`: comments in, one line of JSON out for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.lines import Entry, opened, read_entries
from bot.cli.options import ConfigOption, DeskOption, InputArgument, plain_settings
from bot.cli.output import flush, progress, write_json

if TYPE_CHECKING:
    from bot.services.judging import Judge, Judgement
    from replies.types import Found, Suggestion

Answer = Callable[["Judgement"], dict[str, object]]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(classify)
    app.command()(suggest)


def classify(
    file: InputArgument = "-",
    *,
    why: Annotated[
        bool, typer.Option("--why", help="Name the words behind each signal; ten times slower.")
    ] = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge comments: language, sentiment, signals, and the lane and priority they would get.

    One line of JSON comes out for every line that goes in, blank ones too. Numbers are
    probabilities, the priority is 0-100. Rules and thresholds come from --config, if given.

    [bold]Example[/bold]

      $ echo "40 min se wait kar raha hu, order nahi aaya" | jawab classify
      {"text": "40 min se…", "lang": "hi-Latn", "sentiment": {…}, "signals": {…},
       "lane": "complaint", "priority": 79, "reasons": ["complaint (sure)"]}
      $ jawab classify comments.txt --why
    """
    from bot.app import open_classifier
    from bot.workbench import open_judge, open_reasons

    settings = plain_settings(config, desk)
    with opened(file) as descriptor:
        classifier = open_classifier(settings)
        judge = open_judge(settings, classifier)
        explain = open_reasons(classifier)
        _answer_all(
            descriptor,
            judge,
            lambda one: (
                {**classified(one), "why": explain(one.remark.text)} if why else classified(one)
            ),
        )


def suggest(
    file: InputArgument = "-",
    library: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="A library folder, or a JSON-lines file of id, title, examples and text; "
            "without it the configured one, else the starter library.",
        ),
    ] = None,
    *,
    top: Annotated[int, typer.Option(min=1, max=50, help="At most so many suggestions.")] = 3,
    lang: Annotated[
        str,
        typer.Option(metavar="xx", help="Language of the answers; else that of each comment."),
    ] = "",
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Look for saved replies that answer comments; nothing fits: "abstained" and an empty list.

    The score is the probability that the reply answers the comment; best_score is always there.
    Where nothing fits, "lacking" are words that the library does not know, "closest" a title.

    [bold]Example[/bold]

      $ echo "Where is my refund?" | jawab suggest --top 1
      {"text": "Where is my refund?", "suggestions": [{"id": "refund-status", "score": 0.91,
       "lang": "en", "text": "…"}], "abstained": false, "best_score": 0.91,
       "lacking": [], "closest": null}
    """
    from bot.app import library_path, load_library, open_classifier
    from bot.services.judging import look_up
    from bot.workbench import open_judge, open_search

    settings = plain_settings(config, desk)
    _require_language(lang)
    replies = load_library(library or library_path(settings))
    with opened(file) as descriptor:
        classifier = open_classifier(settings)
        search = open_search(replies, classifier, top=top)
        judge = open_judge(settings, classifier)
        _answer_all(descriptor, judge, lambda one: suggested(one, look_up(one, search, lang=lang)))


def _require_language(lang: str) -> None:
    from bot.configuration import fault_of

    fault = fault_of("private.languages", [lang]) if lang else ""
    if fault:
        raise typer.BadParameter(fault, param_hint="--lang")


def classified(judgement: Judgement) -> dict[str, object]:
    """A judgement as `jawab classify` prints it."""
    sentiment, signals = judgement.verdict.sentiment, judgement.verdict.signals
    return {
        "text": judgement.remark.text,
        "lang": judgement.verdict.lang,
        "sentiment": {
            name: round(getattr(sentiment, name), 4)
            for name in ("negative", "neutral", "positive")
        },
        "signals": {
            name: round(getattr(signals, name), 4)
            for name in ("question", "complaint", "praise", "toxic", "spam")
        },
        "lane": str(judgement.routing.lane),
        "priority": judgement.routing.priority,
        "reasons": list(judgement.routing.reasons),
    }


def suggested(judgement: Judgement, found: Found) -> dict[str, object]:
    """What a library has to say, as `jawab suggest` prints it."""
    return {
        "text": judgement.remark.text,
        "suggestions": suggestions_of(found.suggestions),
        "abstained": found.abstained,
        "best_score": round(found.best_score, 4),
        "lacking": list(found.lack.words) if found.lack else [],
        "closest": found.lack.closest["en"] if found.lack else None,
    }


def suggestions_of(suggestions: Iterable[Suggestion]) -> list[dict[str, object]]:
    """Suggestions as every command prints them."""
    return [
        {"id": one.reply_id, "score": round(one.score, 4), "lang": one.lang, "text": one.text}
        for one in suggestions
    ]


def _answer_all(descriptor: int, judge: Judge, answer: Answer) -> None:
    """Answer every line in its place, batch by batch as they arrive."""
    with progress("Judging", os.fstat(descriptor).st_size or None) as done:
        for batch in read_entries(descriptor):
            for line in _answers(batch, judge, answer):
                write_json(line)
            flush()
            done(sum(one.size for one in batch))


def _answers(batch: list[Entry], judge: Judge, answer: Answer) -> Iterable[dict[str, object]]:
    from bot.services.judging import Remark

    now = datetime.now(UTC)  # rules may look at the hour
    remarks = [Remark(text=entry.text, at=now) for entry in batch if not entry.error]
    judgements = iter(judge.judge(remarks))
    return [entry.as_error() if entry.error else answer(next(judgements)) for entry in batch]
