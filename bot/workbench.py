"""What the commands besides `run` and `demo` work with: texts, libraries, models, the database.

Like `bot.app` it puts adapters together, and imports each only where it is needed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import (
    library_path,
    load_library,
    load_voice,
    open_classifier,
    open_drafter,
    open_gateway,
)
from bot.domain.author_lists import AuthorList, is_by_name, key_named
from bot.domain.ids import BotId
from bot.errors import (
    ExportUnreadable,
    InputUnreadable,
    JawabError,
    LibraryUnusable,
    ModelUnusable,
    SettingsInvalid,
    StoreFailure,
    VoiceUnusable,
)
from bot.services import doctor
from bot.services.author_lists import ListsUsed, lists_used
from bot.services.desk_status import DeskStatus, look_at
from bot.services.doctor import Finding as Examined
from bot.services.doctor_budgets import examine_budgets
from bot.services.doctor_drafting import examine_drafting
from bot.services.doctor_oncall import examine_oncall
from bot.services.doctor_rules import examine_lists, examine_rules
from bot.services.doctor_telegram import examine_telegram
from bot.sla_rules import weekly_shifts

if TYPE_CHECKING:
    from bot.domain.rules import Rule
    from bot.ports import Counts, Store
    from bot.services.judging import Judge, Search
    from bot.services.past import Broken
    from bot.services.replay import PastComment
    from bot.services.rule_trial import RuleTrial
    from bot.settings import Settings
    from classifiers.evaluation.finding import FindingReport
    from classifiers.evaluation.report import Report
    from classifiers.training.progress import Progress
    from classifiers.training.train import Trained
    from classifiers.types import Classifier
    from replies.findings import Finding
    from replies.types import Encoder, Library, VoiceFinding
    from replies.voice import Voice


def open_judge(settings: Settings, classifier: Classifier) -> Judge:
    """Triage of single texts with the configured thresholds and rules."""
    from bot.rules import triage_rules
    from bot.services.judging import Judge

    return Judge(
        classifier,
        thresholds=settings.thresholds.over(classifier.thresholds),
        rules=triage_rules(settings),
        lists=_lists_of(settings),
    )


def open_trial(
    settings: Settings, classifier: Classifier, rule: Rule, lists: ListsUsed
) -> RuleTrial:
    """One of the configured rules, to be played on past comments by authors on these lists."""
    from bot.rules import triage_rules
    from bot.services.rule_trial import RuleTrial

    return RuleTrial(
        classifier,
        thresholds=settings.thresholds.over(classifier.thresholds),
        rules=triage_rules(settings),
        name=rule.name,
        lists=lists.by_key,
    )


def rule_named(settings: Settings, name: str) -> Rule:
    """The rule of that name, whatever the case of its letters; raise SettingsInvalid."""
    from bot.rules import triage_rules

    rules = {one.name.casefold(): one for one in triage_rules(settings)}
    if name.casefold() in rules:
        return rules[name.casefold()]
    if not rules:
        raise SettingsInvalid("the configuration has no [[triage.rules]]")
    close = get_close_matches(name.casefold(), rules, n=3, cutoff=0.5)
    names = ", ".join(f'"{rules[one].name}"' for one in close or rules)
    hint = f"did you mean {names}?" if close else f"there are: {names}"
    raise SettingsInvalid(f'there is no rule "{name}" (hint: {hint})')


def _lists_of(settings: Settings) -> dict[str, AuthorList]:
    """Whom the configuration puts on lists, by key."""
    return {
        key_named(person): on
        for on, people in settings.triage.lists.by_list.items()
        for person in people
    }


async def lists_at(settings: Settings) -> ListsUsed:
    """Lists of authors as the desk has them; without a database those of the configuration."""
    configured = _lists_of(settings)
    try:
        async with opened(settings) as store, store.reading() as tx:
            keys = settings.keys
            brand_id, _ = await tx.directory.numbers(brand_key=keys.brand, desk_key=keys.desk)
            return lists_used(configured, await tx.author_lists.everybody(brand_id))
    except StoreFailure as error:
        return ListsUsed(by_key=configured, not_read=str(error))


def open_reasons(classifier: Classifier) -> Callable[[str], dict[str, tuple[str, ...]]]:
    """A function that names the words behind each signal of a text."""
    from classifiers.reasons import words_behind
    from classifiers.types import Utterance

    return lambda text: words_behind(classifier, Utterance(text=text))


def lint_library(
    path: Path,
    settings: Settings,
    *,
    voice: Voice | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> list[Finding]:
    """Everything wrong or doubtful in a library on disk, held against the configured links.

    A `voice` looks at the texts too; `done` is told how many texts were compared.
    """
    from replies import library

    return library.check(path, links=settings.brand.links, voice=voice, done=done)


def open_voice(settings: Settings, path: Path | None) -> Voice:
    """The voice in a file, without one that of the brand; raise VoiceUnusable."""
    if path is None:
        return load_voice(settings)
    brand = settings.brand.model_copy(update={"voice": path})
    return load_voice(settings.model_copy(update={"brand": brand}))


def open_wording_of_voice(settings: Settings) -> Callable[[VoiceFinding], str]:
    """A function that says what the voice found, in the desk's language."""
    from bot.parts import SystemClock
    from bot.telegram.voice_lines import rule_name, sentence
    from bot.telegram.wording import Wording

    words = Wording(settings.desk.language, settings.desk.time_zone, SystemClock())
    return lambda finding: f"{rule_name(words, finding)}: {sentence(words, finding)}"


def open_search(library: Library, encoder: Encoder, *, top: int) -> Search:
    """Make a library ready to be searched; this embeds all of its examples."""
    from replies.composing import compose
    from replies.search import LibraryIndex

    return partial(LibraryIndex.build(compose(library), encoder).suggest, top=top)


def read_past(data: bytes, zone: tzinfo) -> tuple[list[PastComment], list[Broken]]:
    """Past comments of a Telegram Desktop export or of JSON lines, and the lines that are none.

    Raise ExportUnreadable for an export that was cut off.
    """
    from bot.services.past import read_lines
    from bot.telegram import exports

    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"{\n", b"{\r\n", b"{\r")):
            raise ExportUnreadable(f"this export is cut off or damaged: {error}") from error
        return read_lines(data, zone=zone)
    if not exports.is_export(document):
        return read_lines(data, zone=zone)
    return exports.comments_of(document, zone=zone), []


def train_model(
    data: Path,
    *,
    base: Path | None,
    out: Path,
    only_open: bool,
    cache: Path | None,
    limit: int | None,
    seed: int,
    tune: bool,
    start: Path | None,
    progress: Progress,
) -> Trained:
    """Make a model folder from labelled texts; raise InputUnreadable or ModelUnusable."""
    from classifiers.training.sources import Licences
    from classifiers.training.train import Tuning, train

    with _model_errors():
        return train(
            data,
            base=base,
            out=out,
            licences=Licences.OPEN if only_open else Licences.ALL,
            tuning=Tuning(start=start) if tune else None,
            cache=cache,
            limit=limit,
            seed=seed,
            progress=progress,
        )


def evaluate_model(
    data: Path,
    *,
    model: Path | None,
    limit: int | None,
    baselines: bool,
    frozen: Path | None,
    progress: Progress,
) -> Report:
    """Measure a model on labelled texts, beside plain ones if these `baselines` are wanted.

    `frozen` is an encoder on which one more baseline is trained, as it is.
    Raise InputUnreadable or ModelUnusable.
    """
    from classifiers.evaluation.evaluate import evaluate
    from classifiers.evaluation.frozen import measure_frozen
    from classifiers.needs import require_torch

    with _model_errors():
        if frozen:
            require_torch("--frozen")
        report = evaluate(data, model=model, limit=limit, progress=progress)
        if baselines or frozen:
            report = report.with_baselines(data, progress)
        if frozen:
            beside = measure_frozen(data, frozen, limit=limit, progress=progress)
            report = report.with_frozen(beside)
        found = find_replies(data, model=model, frozen=frozen, progress=progress)
        return report.with_finding(found.figures)


def find_replies(
    data: Path, *, model: Path | None, frozen: Path | None, progress: Progress
) -> FindingReport:
    """Measure how replies are found, and how by an encoder that is not tuned; empty without data.

    Raise InputUnreadable or ModelUnusable.
    """
    from bot.finding import measure_finding
    from classifiers.engine import load_classifier
    from classifiers.evaluation.finding import FindingReport
    from classifiers.evaluation.frozen import UntunedEncoder

    with _model_errors():
        untuned = UntunedEncoder(frozen) if frozen else None
        figures = measure_finding(data, load_classifier(model), untuned, progress)
    return FindingReport(figures=figures)


@contextmanager
def _model_errors() -> Iterator[None]:
    from classifiers.errors import ClassifierError
    from classifiers.training.corpus import NoData

    try:
        yield
    except NoData as error:
        raise InputUnreadable(str(error)) from error
    except ClassifierError as error:
        raise ModelUnusable(str(error)) from error


async def look_at_desks(configuration: Sequence[Settings]) -> tuple[Counts, list[DeskStatus]]:
    """What a database holds, and how each desk of a file stands, running or not.

    Raise StoreFailure.
    """
    async with opened(configuration[0]) as store:
        async with store.reading() as tx:
            counts = await tx.counts()
        now = datetime.now(UTC)
        return counts, [await look_at(store, one.keys, now=now) for one in configuration]


async def back_up(settings: Settings, target: Path | None) -> Path:
    """Copy the database to a file, by default one beside it; raise StoreFailure."""
    from bot.storage.opening import backup

    if target is None:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = Path(f"{settings.database.file or 'jawab.db'}.{moment}.backup")
    await backup(settings.database.url, target)
    return target


async def upgrade_database(settings: Settings) -> Path | None:
    """Bring the database to this version; return where a copy of before is, if one was needed."""
    from bot.storage.opening import upgrade

    return await upgrade(settings.database.url)


async def examine(
    settings: Settings, *, offline: bool, file: Path | None = None
) -> AsyncIterator[Examined]:
    """Look at everything that a bot needs, one thing after the other, whatever is wrong before.

    `file` is where the settings come from.
    """
    yield await asyncio.to_thread(_examine_library, settings)
    if settings.brand.voice is not None:
        yield await asyncio.to_thread(_examine_voice, settings, settings.brand.voice)
    yield await asyncio.to_thread(_examine_model, settings)
    memory = doctor.Memory()
    try:
        memory = await _remember(settings)
        yield doctor.fine("database", "opens, and is of this version")
    except StoreFailure as error:
        yield doctor.examine_missing_database(settings, error)
    except SettingsInvalid as error:
        yield doctor.failure("database", str(error), "mend database.url")
    for finding in (*_examine_desk(settings, memory), *_examine_triage(settings, memory, file)):
        yield finding
    if settings.drafting.is_on:
        yield await _examine_drafting(settings, offline=offline)
    try:
        gateway = open_gateway(settings)
    except JawabError as error:
        yield doctor.failure(
            "Telegram", str(error), "mend [telegram]; tokens come from @BotFather"
        )
        return
    try:
        if offline:
            yield doctor.note("Telegram", "not asked, because of --offline")
            return
        async for finding in examine_telegram(gateway, settings, memory):
            yield finding
    finally:
        await gateway.close()


async def _examine_drafting(settings: Settings, *, offline: bool) -> Examined:
    try:
        drafter = open_drafter(settings)
    except SettingsInvalid as error:
        return doctor.failure("drafting", str(error), "mend [drafting]")
    assert drafter is not None
    try:
        if offline:
            return doctor.note("drafting", f"{settings.drafting.model}, not asked: --offline")
        return await examine_drafting(drafter, settings.drafting)
    finally:
        await drafter.close()


def _examine_library(settings: Settings) -> Examined:
    from replies.findings import errors_of

    path = library_path(settings)
    findings = lint_library(path, settings)
    errors = errors_of(findings)
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return doctor.failure("library", f"{errors[0]}{more}", f"jawab library lint {path}")
    count = f"{len(load_library(path).replies)} saved replies in {path}"
    if findings:
        return doctor.note("library", f"{count}, {len(findings)} doubts", "jawab library lint")
    return doctor.fine("library", count)


def _examine_triage(
    settings: Settings, memory: doctor.Memory, file: Path | None
) -> Iterator[Examined]:
    """Rules and lists of authors; each rule by its line, where that can be told."""
    from bot.rules import rule_lines, triage_rules

    rules = triage_rules(settings)
    lines = rule_lines(file.read_text(encoding="utf-8-sig")) if file is not None else {}

    def place_of(rule: Rule) -> str:
        line = lines.get(rule.name)
        where = f"{file}:{line}" if line else "triage.rules"
        return f'{where}: rule "{rule.name}"'

    team = memory.managers or settings.managers
    passed_over = frozenset(
        int(key.partition(":")[2])
        for key, on in {**_lists_of(settings), **memory.listed}.items()
        if on is AuthorList.IGNORE and not is_by_name(key)
    )
    yield from examine_rules(
        rules, {one.name: one.role for one in team}, ignored=passed_over, place_of=place_of
    )
    yield from examine_lists(settings.triage.lists.by_list, memory.listed)


def _examine_desk(settings: Settings, memory: doctor.Memory) -> Iterator[Examined]:
    """What needs neither Telegram nor a model."""
    yield from doctor.examine_settings(settings, memory)
    yield from doctor.examine_second_yes(settings, _reply_ids(settings, memory))
    if memory.desk is not None:
        weekly, now = weekly_shifts(settings), datetime.now(UTC)
        yield from examine_budgets(settings, memory, at=now)
        yield from examine_oncall(weekly, memory.managers, memory.can_be_rung, at=now)


def _reply_ids(settings: Settings, memory: doctor.Memory) -> frozenset[str]:
    """Of the saved replies: the database rules, the folder counts before the first start."""
    if memory.reply_ids or not settings.approval.replies:
        return memory.reply_ids
    try:
        return frozenset(one.id for one in load_library(library_path(settings)).replies)
    except LibraryUnusable:
        return frozenset(settings.approval.replies)  # said already, and nobody can tell


def _examine_voice(settings: Settings, path: Path) -> Examined:
    try:
        voice = load_voice(settings)
    except VoiceUnusable as error:
        first, *more = str(error).splitlines()
        rest = f" (and {len(more)} more)" if more else ""
        return doctor.failure("voice", f"{first}{rest}", f"mend {path}, or take brand.voice out")
    return doctor.fine("voice", f"{len(voice.rules)} rules in {path}")


def _examine_model(settings: Settings) -> Examined:
    from classifiers.types import Utterance

    try:
        classifier = open_classifier(settings)
    except ModelUnusable as error:
        return doctor.failure("model", str(error), "mend [classifiers], or put the files back")
    (verdict,) = classifier.judge([Utterance(text="Where is my order?")])
    return doctor.fine("model", f"{verdict.model_id} judges")


async def _remember(settings: Settings) -> doctor.Memory:
    bot_id = bot_id_of(settings)
    async with opened(settings) as shared:
        store = shared if bot_id is None else shared.of_bot(bot_id)
        async with store.reading() as tx:
            keys = settings.keys
            brand_id, desk_id = await tx.directory.numbers(
                brand_key=keys.brand, desk_key=keys.desk
            )
            return await doctor.recall(tx, brand_id=brand_id, desk_id=desk_id, bot_id=bot_id)


def bot_id_of(settings: Settings) -> BotId | None:
    """The bot's id stands in its token."""
    try:
        return BotId(int(settings.bot_token().get_secret_value().partition(":")[0]))
    except SettingsInvalid:
        return None


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """A database that is there already, to be looked at."""
    from bot.storage.opening import open_store

    store = await open_store(settings.database.url, prepare=False)
    try:
        yield store
    finally:
        await store.close()
