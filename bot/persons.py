"""What `jawab forget` and `jawab export-person` work with."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.ids import BotId, BrandId, Owner
from bot.domain.privacy import Footprint, Person, Pseudonym, author_key_named
from bot.errors import InputUnreadable, OutputUnwritable, SettingsInvalid
from bot.parts import SystemClock
from bot.seeding import owner_at
from bot.services.forgetting import Forgetting
from bot.telegram.cards import DeskRenderer
from bot.workbench import bot_id_of, opened

if TYPE_CHECKING:
    from bot.settings import Settings

_USERNAME = re.compile(r"[A-Za-z0-9_]{1,40}")
BY_COMMAND = "jawab forget"
"""Stands in the audit for whoever gave the command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A person whom a brand knows."""

    settings: Settings
    owner: Owner
    person: Person
    footprint: Footprint


async def find_person(several: Sequence[Settings], named: str) -> list[Found]:
    """Whoever is meant by a number or a @name, once for each brand that keeps something of them.

    Raise InputUnreadable (it is neither), SettingsInvalid (the token) or StoreFailure.
    """
    found: dict[BrandId, Found] = {}
    _require_person(named)
    async with opened(several[0]) as store:
        for settings in several:
            owner = await owner_at(store, _bot_of(settings), settings.keys)
            if owner.brand_id in found:
                continue
            async with store.of_bot(owner.bot_id).reading() as tx:
                key = author_key_named(named) or await tx.lookups.author_named(
                    owner.brand_id, _username(named)
                )
                if key is None:
                    continue
                person = Person(brand_id=owner.brand_id, author_key=key)
                footprint = await tx.persons.footprint(person, at=datetime.now(UTC))
            if footprint is not None:
                found[owner.brand_id] = Found(
                    settings=settings, owner=owner, person=person, footprint=footprint
                )
    return list(found.values())


def _require_person(named: str) -> None:
    if author_key_named(named) is None:
        _username(named)


async def forget_person(found: Found) -> Pseudonym:
    """Forget somebody for good, also while the bot runs; raise StoreFailure."""
    settings, clock = found.settings, SystemClock()
    renderer = DeskRenderer(settings.desk.language, settings.desk.time_zone, clock)
    forgetting = Forgetting(owner=found.owner, clock=clock, renderer=renderer)
    async with opened(settings) as store, store.of_bot(found.owner.bot_id).writing() as tx:
        return await forgetting.forget(tx, found.person, by=None, by_name=BY_COMMAND)


async def export_of(found: Found) -> dict[str, list[dict[str, object]]]:
    """All that is kept of somebody, by kind; raise StoreFailure."""
    async with opened(found.settings) as store, store.reading() as tx:
        return await tx.persons.everything(found.person)


def backups_of(settings: Settings) -> list[tuple[Path, datetime]]:
    """Copies of the database beside it, the newest first, with when they were made."""
    file = settings.database.file
    if file is None:
        return []
    copies = [
        (path, datetime.fromtimestamp(path.stat().st_mtime, UTC))
        for path in file.parent.glob(f"{file.name}.*backup")
    ]
    return sorted(copies, key=lambda copy: copy[1], reverse=True)


def write_private(path: Path, told: Mapping[str, object]) -> None:
    """Write JSON into a new file that its owner alone may read; raise OutputUnwritable."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except FileExistsError as error:
        raise OutputUnwritable(f"{path} is there already: name a file that is not") from error
    except OSError as error:
        raise OutputUnwritable(f"{path} cannot be written: {error.strerror}") from error


def _username(named: str) -> str:
    """Of `@rahul`; raise InputUnreadable for what is neither a name nor a number."""
    name = named.removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise InputUnreadable(f'"{named}" is no person (hint: 123456789 or @name)')
    return name


def _bot_of(settings: Settings) -> BotId:
    bot_id = bot_id_of(settings)
    if bot_id is None:
        settings.bot_token()  # says what is missing
        raise SettingsInvalid("the token does not begin with the bot's number")
    return bot_id
