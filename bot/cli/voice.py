"""`jawab voice`: trying the brand's voice out on texts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import Entry, opened, read_entries
from bot.cli.options import ConfigOption, DeskOption, bot_settings, require_language
from bot.cli.output import count_of, flush, write
from bot.domain.lane import Lane
from replies.types import Outgoing, VoiceFinding, Weight

_WARN, _BLOCK = "warn", "block"

group = typer.Typer(name="voice", help="Try out the brand's voice.")


def register(app: typer.Typer) -> None:
    """Add the group."""
    group.command()(check)
    app.add_typer(group, no_args_is_help=True)


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-",
            help="One reply a line, as text or as JSON with a text key; - is standard input.",
        ),
    ] = "-",
    *,
    voice: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="A voice.toml; without it brand.voice, else only what holds for every brand.",
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(metavar="xx", help="Language of the texts, where they leave a doubt.")
    ] = "",
    lane: Annotated[
        Lane | None, typer.Option(help="The lane of the comments that they answer.")
    ] = None,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Hold replies against the voice, one a line; exit code 1 if any would be stopped.

    A line may also be JSON: {"text": …, "lang": …, "lane": …}. Findings name line and place, the
    rule, and a way to mend it, in the desk's language.

    [bold]Example[/bold]

      $ echo "We guarantee it" | jawab voice check --voice replies/starter/voice.toml
      1:4-12: block: promises: “guarantee” is not ours: say it in other words — …
    """
    from bot.workbench import open_voice, open_wording_of_voice

    require_language(lang)
    settings = bot_settings(config, desk)
    against, told = open_voice(settings, voice), open_wording_of_voice(settings)
    counts: Counter[str] = Counter()
    with opened(file) as descriptor:
        for batch in read_entries(descriptor):
            for entry in batch:
                if entry.error:
                    write(f"{entry.number}: {entry.error}")
                elif entry.text.strip():
                    findings = against.check(_outgoing(entry, lang, lane.value if lane else ""))
                    for one in findings:
                        write(f"{_place(entry, one)}: {_weight(one)}: {told(one)}")
                    counts[_weight(findings[0]) if findings else "fine"] += 1
            flush()
    write(
        f"{count_of(counts.total(), 'text')}: {counts[_BLOCK]} stopped, "
        f"{counts[_WARN]} with doubts, {counts['fine']} fine"
    )
    if counts[_BLOCK]:
        raise typer.Exit(1)


def _outgoing(entry: Entry, lang: str, lane: str) -> Outgoing:
    fields = entry.fields or {}
    return Outgoing(
        text=entry.text,
        lang=str(fields.get("lang") or lang),
        lane=str(fields.get("lane") or lane),
    )


def _place(entry: Entry, finding: VoiceFinding) -> str:
    if finding.end == 0:
        return f"{entry.number}"
    return f"{entry.number}:{finding.start + 1}-{finding.end}"


def _weight(finding: VoiceFinding) -> str:
    return _WARN if finding.weight is Weight.WARN else _BLOCK
