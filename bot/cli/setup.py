"""`jawab init` and `jawab check`: from nothing to a bot that works."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.findings import SIGNS, show
from bot.cli.options import ConfigOption, DeskOption, finish
from bot.cli.output import write
from bot.errors import OutputUnwritable, SettingsInvalid

if TYPE_CHECKING:
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(check)


def init(
    *,
    brand: Annotated[
        str | None, typer.Option(help="The brand's name, as customers know it.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="What managers read: en, hi or ru.", metavar="xx")
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="The managers' time zone, such as Asia/Kolkata.")
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file that holds (or will hold) the bot's token."),
    ] = None,
    desk: Annotated[
        int | None, typer.Option(metavar="ID", help="The managers' group, if its id is known.")
    ] = None,
    community: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="A group to watch; may be repeated.")
    ] = None,
    languages: Annotated[
        str, typer.Option(metavar="xx,yy", help="What the communities speak: en,hi,hi-Latn.")
    ] = "",
    watch: Annotated[
        bool, typer.Option("--watch", help="Only count at first; nothing is shown or sent.")
    ] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write.")
    ] = Path("config.toml"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write a configuration; asks for what the options do not say.

    It ends with a one-time code: whoever sends it to the bot first becomes the lead.

    [bold]Example[/bold]

      $ jawab init
      $ jawab init --brand "Chai & Co" --time-zone Asia/Kolkata --token-file token.txt
    """
    from bot.first_config import Answers, first_config, new_lead_code

    if output.exists() and not force:
        raise SettingsInvalid(f"{output} is there already (hint: --force overwrites it)")
    answers = Answers(
        brand=_ask("The brand's name, as customers know it", brand, "Our brand", "brand.name"),
        language=_ask("What managers read (en, hi, ru)", language, "en", "desk.language"),
        time_zone=_ask("The managers' time zone", time_zone, _zone_here(), "desk.time_zone"),
        token_file=str(token_file or "token.txt"),
        desk_chat_id=desk,
        communities=community or (),
        languages=[tag.strip() for tag in languages.split(",") if tag.strip()],
        mode="watch" if watch else "live",
    )
    code = new_lead_code()
    _write_checked(output, first_config(answers, code))
    token_path = output.resolve().parent / answers.token_file
    _ask_for_token(token_path)
    _explain(output, token_path, code)


def check(
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Telegram.")] = False,
    live: Annotated[
        bool, typer.Option("--live", help="Look at the bot at work instead: is it, is it stuck.")
    ] = False,
    desk: DeskOption = None,
    config: ConfigOption = None,
) -> None:
    """Look at everything a bot needs and say how to mend what is wrong.

    Configuration, library, database, model; token, privacy mode, the bot's rights in each
    community and in the desk, linked channel, topics. Exit code 1 if something has to be mended.

    With --live it looks at the bot that runs, through its database and the port of ops.port: does
    it get updates, how old is what waits, what is stuck. Telegram is not asked.

    [bold]Example[/bold]

      $ jawab check
      ✓ configuration: config.toml: Chai & Co, 1 community, 2 managers
      ✗ community Chai Adda: the bot may not delete messages
          → allow it in the group's administrators
      $ jawab check --live
    """
    from bot.configuration import find_file, load_configuration, load_settings

    path = find_file(config)
    try:
        desks = load_configuration(path) if desk is None else (load_settings(path, desk=desk),)
    except SettingsInvalid as error:
        for line in str(error).splitlines():
            write(f"{SIGNS['failure']} {line}")
        write("\nThe rest can be looked at once the configuration can be read.")
        raise typer.Exit(1) from error
    failures = finish(_examine_live(desks)) if live else _examine_all(desks, path, offline=offline)
    if failures:
        write(f"\n{failures} to mend.")
        raise typer.Exit(1)
    write("\nAll is well.")


def _examine_all(desks: Sequence[Settings], path: Path | None, *, offline: bool) -> int:
    failures = 0
    for settings in desks:
        if len(desks) > 1:
            write(f"\n{settings.keys.desk}:")
        write(f"{SIGNS['ok']} configuration: {_told(settings, path)}")
        failures += finish(_examine(settings, offline=offline, file=path))
    return failures


async def _examine(settings: Settings, *, offline: bool, file: Path | None) -> int:
    from bot.workbench import examine

    failures = 0
    async for finding in examine(settings, offline=offline, file=file):
        show(finding)
        failures += finding.level == "failure"
    return failures


async def _examine_live(desks: Sequence[Settings]) -> int:
    from bot.live import examine_live

    failures = 0
    async for finding in examine_live(desks):
        show(finding)
        failures += finding.level == "failure"
    return failures


def _told(settings: Settings, path: Path | None) -> str:
    source = str(path) if path is not None else "no file, so defaults and the environment"
    communities = len(settings.communities)
    return (
        f"{source}: {settings.brand.name}, "
        f"{communities} {'community' if communities == 1 else 'communities'}"
    )


def _ask(question: str, given: str | None, default: str, key: str) -> str:
    """The option's value or what is typed; asks again until it may stand under that key."""
    from bot.configuration import fault_of

    if given is not None or not sys.stdin.isatty():
        answer = default if given is None else given
        fault = fault_of(key, answer)
        if fault:
            raise SettingsInvalid(f"{key}: {fault}")
        return answer
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        fault = fault_of(key, answer)
        if not fault:
            return answer
        write(f"  {fault}")


def _zone_here() -> str:
    """The time zone of this computer, as far as it tells."""
    from bot.configuration import fault_of

    _, found, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if found and not fault_of("desk.time_zone", name) else "UTC"


def _write_checked(output: Path, text: str) -> None:
    """Write the file only if it can be used; raise SettingsInvalid otherwise."""
    from bot.configuration import load_settings

    unfinished = output.with_name(f"{output.name}.new")
    try:
        _write_private(unfinished, text)
        load_settings(unfinished)
        unfinished.replace(output)
    except SettingsInvalid as error:
        raise SettingsInvalid(str(error).replace(str(unfinished), str(output))) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _ask_for_token(path: Path) -> None:
    if path.exists() or not sys.stdin.isatty():
        return
    token = str(
        typer.prompt(
            "The token from @BotFather (empty: later)",
            default="",
            hide_input=True,
            show_default=False,
        )
    )
    if token.strip():
        _write_private(path, f"{token.strip()}\n")


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read: it holds a secret."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OutputUnwritable(f"{path} cannot be written: {error.strerror}") from error


def _explain(output: Path, token_path: Path, code: str) -> None:
    steps: Sequence[str] = (
        *([] if token_path.exists() else [f"put the token from @BotFather into {token_path}"]),
        "jawab run",
        f"send the bot in a private chat: /start {code}\n     (works once; you are the lead then)",
        "add the bot to the managers' group and write /here there",
        "add the bot to the communities, as an administrator: you are asked about each",
        "jawab check, in another terminal: it says what is still missing",
    )
    write(f"\nWritten to {output}. Next:\n")
    for number, step in enumerate(steps, start=1):
        write(f"  {number}. {step}")
