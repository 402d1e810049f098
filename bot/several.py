"""Several brands in one file: `[[brands]]`, `[[bots]]`, `[[desks]]` as a document per desk."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.domain.ids import Keys
from bot.findings import Findings, Place
from bot.sections import Desk

SINGLE_OF = {"brands": "brand", "bots": "telegram", "desks": "desk"}
"""Each list with the section that stands for one of it in the document of a desk."""
_ROWS = ("communities", "managers")
_LISTED = {
    **{single: plural for plural, single in SINGLE_OF.items()},
    **{name: name for name in _ROWS},
}
"""What has lists of its own, by the name of the section."""
_FOR_ALL = ("database", "classifiers", "drafting")
"""Sections of which a process has one; all others may stand in a desk as well."""
_SECRETS = {("TOKEN",): ("token",), ("WEBHOOK", "SECRET"): ("webhook", "secret")}
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST_KEY = 32

Table = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a file says about one desk, as if it were the only one.

    `keys` is None where the file describes one desk without keys. `sections` tells where in the
    file a section comes from, `rows` which table of the file each community and manager is.
    """

    document: Table
    keys: Keys | None = None
    sections: Mapping[str, Place] = field(default_factory=dict)
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def in_file(self, place: Place) -> Place:
        """Where in the file that is which stands here in the document."""
        first, *rest = place
        if first in self.rows and rest and isinstance(rest[0], int):
            return (first, self.rows[str(first)][rest[0]], *rest[1:])
        return (*self.sections.get(str(first), (first,)), *rest)


def is_several(document: Mapping[str, object]) -> bool:
    """Whether the file lists brands, bots or desks."""
    return any(name in document for name in SINGLE_OF)


def views_of(document: Table, findings: Findings, *, sections: Collection[str]) -> list[View]:
    """One view for each desk of a file that lists them; what is wrong goes to `findings`.

    `sections` are the names of all sections that a document may have.
    """
    reader = _Reader(document, findings, sections)
    return list(reader.views())


class _Reader:
    def __init__(self, document: Table, findings: Findings, sections: Collection[str]) -> None:
        self._document = document
        self._findings = findings
        self._sections = sections
        self._tables = {name: self._keyed(name) for name in SINGLE_OF}
        for key, (index, table) in self._tables["bots"].items():
            self._refuse_secrets(key, index, table)
        for variable, value in os.environ.items():
            prefix, _, name = variable.upper().partition("_")
            if f"{prefix}_" == findings.env_prefix:
                self._read_variable(variable, name.split("__"), value)

    def views(self) -> Iterator[View]:
        for plural, single in SINGLE_OF.items():
            if single in self._document:
                self._findings.add(
                    (single,), f"cannot stand beside lists (hint: make it a table of [[{plural}]])"
                )
        shared = {
            name: value
            for name, value in self._document.items()
            if name not in (*SINGLE_OF, *SINGLE_OF.values(), *_ROWS)
        }
        rows = {name: self._rows_by_desk(name) for name in _ROWS}
        used: dict[str, set[str]] = {"brands": set(), "bots": set()}
        for key, (index, desk) in self._tables["desks"].items():
            place: Place = ("desks", index)
            chosen = {
                plural: self._chosen(desk.pop(name, None), plural, (*place, name))
                for plural, name in (("brands", "brand"), ("bots", "bot"))
            }
            brand, bot = chosen["brands"], chosen["bots"]
            if bot is not None and bot in used["bots"]:
                self._findings.add(
                    (*place, "bot"),
                    f"{bot} works for another desk already (hint: a bot of its own for each desk)",
                )
            for plural, name in chosen.items():
                used[plural] |= {name} if name is not None else set()
            if brand is None or bot is None:
                continue
            yield self._view(Keys(brand=brand, bot=bot, desk=key), shared, rows)
        for plural, names in used.items():
            for key, (index, _) in self._tables[plural].items():
                if key not in names and self._tables["desks"]:
                    hint = f'[[desks]] with {plural[:-1]} = "{key}"'
                    self._findings.add((plural, index), f"no desk has it (hint: {hint})")

    def _view(
        self, keys: Keys, shared: Table, rows: Mapping[str, Mapping[str, list[tuple[int, Table]]]]
    ) -> View:
        index, table = self._tables["desks"][keys.desk]
        desk = dict(table)
        own = {
            name: desk.pop(name)
            for name in [*desk]
            if name in self._sections and name not in Desk.model_fields
        }
        for name in [one for one in own if one in (*_FOR_ALL, *_LISTED)]:
            message = "is the same for all desks (hint: put it at the top)"
            if name in _LISTED:
                message = f"cannot stand in a desk (hint: [[{_LISTED[name]}]])"
            self._findings.add(("desks", index, name), message)
            del own[name]
        brand_index, brand = self._tables["brands"][keys.brand]
        bot_index, bot = self._tables["bots"][keys.bot]
        mine = {name: rows[name].get(keys.desk, []) for name in _ROWS}
        return View(
            keys=keys,
            document={
                **shared,
                **own,
                "brand": brand,
                "telegram": bot,
                "desk": desk,
                **{name: [one for _, one in found] for name, found in mine.items()},
            },
            sections={
                **{name: ("desks", index, name) for name in own},
                "brand": ("brands", brand_index),
                "telegram": ("bots", bot_index),
                "desk": ("desks", index),
            },
            rows={name: [at for at, _ in found] for name, found in mine.items()},
        )

    def _keyed(self, name: str) -> dict[str, tuple[int, Table]]:
        """The tables of a list by their keys, with their places in it."""
        if not self._document.get(name):
            message = f"is missing: a desk needs a bot and a brand (hint: [[{name}]] with a key)"
            self._findings.add((name,), message)
            return {}
        found: dict[str, tuple[int, Table]] = {}
        for index, table in self._listed(name):
            key = table.pop("key", None)
            place: Place = (name, index, "key")
            if key is None:
                self._findings.add(place, f'is missing (hint: key = "{name[:-1]}_{index + 1}")')
            elif not isinstance(key, str) or len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
                self._findings.add(
                    place, "is a word of small letters and digits, joined by single _"
                )
            elif key in found:
                self._findings.add(place, f'there are two {name} "{key}"')
            else:
                found[key] = (index, table)
        return found

    def _listed(self, name: str) -> Iterator[tuple[int, Table]]:
        given = self._document.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._findings.add((name,), f"must be a list of tables (hint: [[{name}]])")
            return
        for index, table in enumerate(given):
            yield index, dict(table)

    def _rows_by_desk(self, name: str) -> dict[str, list[tuple[int, Table]]]:
        """Communities or managers by the desk that they name."""
        found: dict[str, list[tuple[int, Table]]] = {}
        word = "desk" if name == "communities" else "desks"
        for index, table in self._listed(name):
            place: Place = (name, index, word)
            given = table.pop(word, None)
            if word == "desks" and given is not None and not (isinstance(given, list) and given):
                self._findings.add(place, 'must be a list (hint: desks = ["…"])')
                continue
            wanted = given if isinstance(given, list) else [given]
            for one in dict.fromkeys(map(_hashable, wanted)):
                key = self._chosen(one, "desks", place)
                if key is not None:
                    found.setdefault(key, []).append((index, dict(table)))
        return found

    def _chosen(self, given: object, plural: str, place: Place) -> str | None:
        """The key that is named; the only one there is need not be."""
        known = self._tables[plural]
        if given is None:
            if len(known) > 1:
                self._findings.add(place, f"is missing: one of {', '.join(known)}")
            return next(iter(known)) if len(known) == 1 else None
        if isinstance(given, str) and given in known:
            return given
        if not isinstance(given, str):
            self._findings.add(place, 'must be a key in quotes ("…")')
            return None
        close = get_close_matches(given, known, n=1, cutoff=0.6)
        hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(known) or 'none'}"
        self._findings.add(place, f'"{given}" is none of the {plural} (hint: {hint})')
        return None

    def _refuse_secrets(self, key: str, index: int, bot: Table) -> None:
        for names, path in _SECRETS.items():
            table: object = bot
            for name in path[:-1]:
                table = table.get(name) if isinstance(table, dict) else None
            if isinstance(table, dict) and table.pop(path[-1], None) is not None:
                variable = self._variable(key, names)
                self._findings.add(
                    ("bots", index, *path),
                    "secrets do not belong in this file "
                    f"(hint: set {variable}, or use {path[-1]}_file)",
                )

    def _read_variable(self, variable: str, names: Sequence[str], value: str) -> None:
        """Take a bot's secret from JAWAB_BOTS__KEY__TOKEN, refuse what could be any desk's."""
        section, key = names[0].lower(), "".join(names[1:2]).lower()
        if section in _LISTED:
            self._findings.add_for_variable(
                variable, "cannot say whose, where a file lists desks (hint: write it there)"
            )
        if section not in SINGLE_OF:
            return
        path = _SECRETS.get(tuple(names[2:]))
        if section != "bots" or path is None:
            example = self._variable("KEY", ("TOKEN",))
            message = f"only secrets of bots come from here (hint: {example})"
            self._findings.add_for_variable(variable, message)
        elif key not in self._tables["bots"]:
            there = ", ".join(self._tables["bots"]) or "none"
            message = f"there is no bot {key} (hint: there are: {there})"
            self._findings.add_for_variable(variable, message)
        else:
            table = self._tables["bots"][key][1]
            for name in path[:-1]:
                inner = table.setdefault(name, {})
                if not isinstance(inner, dict):
                    return
                table = inner
            table[path[-1]] = value

    def _variable(self, key: str, names: Sequence[str]) -> str:
        return self._findings.env_prefix + "__".join(("BOTS", key.upper(), *names))


def _hashable(value: object) -> object:
    return value if isinstance(value, str | None) else str(value)
