"""Typed access to the tables of a `voice.toml`; whatever does not fit becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import regex

from replies.findings import Finding
from replies.lint import LANES, is_language
from replies.types import Weight

_HEADER = regex.compile(r"\s*(\[{1,2})\s*([\w.\-\"' ]+?)\s*\]")
_KEY = regex.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:=|\.)")
ANY_LANGUAGE = ""


class LineIndex:
    """The lines on which tables and keys of a TOML text stand; tomllib does not tell them."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        counts: dict[str, int] = {}
        place = ""
        for number, line in enumerate(text.split("\n"), start=1):
            if header := _HEADER.match(line):
                place = regex.sub(r"[\"' ]", "", header[2])
                if header[1] == "[[":
                    counts[place] = counts.get(place, -1) + 1
                    place = f"{place}.{counts[place]}"
                else:
                    root, _, rest = place.partition(".")
                    place = f"{root}.{counts[root]}.{rest}" if root in counts else place
                self._lines.setdefault(place, number)
            elif key := _KEY.match(line):
                self._lines.setdefault(f"{place}.{key[1]}" if place else key[1], number)

    def of(self, place: str, key: str) -> int | None:
        """The line of a key in a table, else that of the table."""
        whole = f"{place}.{key}" if place else key
        return self._lines.get(whole, self._lines.get(place))


class Table:
    """One table of the file, at its place ("words.0")."""

    def __init__(
        self,
        row: Mapping[str, object],
        found: list[Finding],
        *,
        lines: LineIndex,
        path: Path | None,
        place: str = "",
    ) -> None:
        self._row = row
        self._found = found
        self._lines = lines
        self._path = path
        self._place = place

    def find(self, message: str, hint: str, key: str) -> None:
        """Note that something is wrong."""
        within = f"[{self._place.partition('.')[0]}] " if self._place else ""
        self._found.append(
            Finding(
                message=within + message,
                hint=hint,
                field=key,
                path=self._path,
                line=self._lines.of(self._place, key),
            )
        )

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Find keys that mean nothing here."""
        for key in self._row:
            if key not in known:
                self.find(f'unknown key "{key}"', "known are " + ", ".join(known), key)

    def has(self, *keys: str) -> bool:
        """Whether any of the keys is given."""
        return any(key in self._row for key in keys)

    def table(self, key: str) -> Table | None:
        """A table of its own, if it is there."""
        value = self._row.get(key)
        if value is None or isinstance(value, dict):
            return None if value is None else self._inner(value, key)
        self.find(f'"{key}" must be a table', f"it begins with a line [{key}]", key)
        return None

    def tables(self, key: str) -> list[Table]:
        """All tables of a list."""
        rows = self._row.get(key, [])
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return [self._inner(row, f"{key}.{number}") for number, row in enumerate(rows)]
        self.find(f'"{key}" must be a list of tables', f"each begins with a line [[{key}]]", key)
        return []

    def text(self, key: str) -> str:
        """A text, empty where it is not given."""
        value = self._row.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.find(f'"{key}" must be a text', f'{key} = "…"', key)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        return self._listed(self._row.get(key, []), key)

    def phrases(self, key: str) -> tuple[str, ...]:
        """Texts to look for, `*` at the end of a word being any ending."""
        return self._phrases(self._row.get(key, []), key)

    def phrases_by_language(self, key: str) -> dict[str, tuple[str, ...]]:
        """Phrases by language, or a list that holds in any language."""
        value = self._row.get(key, [])
        if isinstance(value, dict):
            for language in value:
                if not is_language(language):
                    self.find(f'unknown language "{language}"', '"en", "hi-Latn", …', key)
            named = {language: self._phrases(each, key) for language, each in value.items()}
            return {language: phrases for language, phrases in named.items() if phrases}
        phrases = self._phrases(value, key)
        return {ANY_LANGUAGE: phrases} if phrases else {}

    def by_language(self, key: str) -> dict[str, str]:
        """A text by the language of its reader; a single one is for everybody."""
        value = self._row.get(key, "")
        if isinstance(value, str):
            return {"en": value.strip()} if value.strip() else {}
        if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
            if "en" in value:
                return dict(value)
            self.find(f'"{key}" lacks an English text', f'{key} = {{ en = "…" }}', key)
            return {}
        self.find(f'"{key}" must be a text, or texts by language', f'{key} = "…"', key)
        return {}

    def patterns(self, key: str) -> tuple[str, ...]:
        """Regular expressions that compile."""
        good = []
        for pattern in self.texts(key):
            try:
                regex.compile(pattern)
            except (regex.error, RecursionError, OverflowError) as error:
                hint = r"a backslash is written twice, or the text in 'single quotes'"
                self.find(f'"{pattern}" is no regular expression: {error}', hint, key)
            else:
                good.append(pattern)
        return tuple(good)

    def lanes(self, key: str) -> tuple[str, ...]:
        """Lanes."""
        return self._known(key, LANES, "lane")

    def languages(self, key: str) -> tuple[str, ...]:
        """Languages."""
        for one in (given := self.texts(key)):
            if not is_language(one):
                self.find(f'unknown language "{one}"', 'such as "en", "hi", "hi-Latn", "ru"', key)
        return given

    def one_of(self, key: str, known: tuple[str, ...], *, otherwise: str) -> str:
        """A text out of some."""
        value = self.text(key) or otherwise
        if value in known:
            return value
        self.find(f'"{value}" is no {key}', "one of " + ", ".join(known), key)
        return otherwise

    def count(self, key: str, *, otherwise: int = 0) -> int:
        """A whole number from 0."""
        value = self._row.get(key, otherwise)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.find(f'"{key}" must be a whole number, 0 or more', f"{key} = 2", key)
        return otherwise

    def weight(self, otherwise: Weight) -> Weight:
        """How grave what the rule finds is."""
        known = (Weight.BLOCK.value, Weight.WARN.value)
        return Weight(self.one_of("severity", known, otherwise=otherwise.value))

    def _inner(self, row: Mapping[str, object], key: str) -> Table:
        place = f"{self._place}.{key}" if self._place else key
        return Table(row, self._found, lines=self._lines, path=self._path, place=place)

    def _known(self, key: str, known: tuple[str, ...], what: str) -> tuple[str, ...]:
        for one in (given := self.texts(key)):
            if one not in known:
                self.find(f'unknown {what} "{one}"', "one of " + ", ".join(known), key)
        return given

    def _listed(self, values: object, key: str) -> tuple[str, ...]:
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self.find(f'"{key}" must be a list of texts', f'{key} = ["…", "…"]', key)
            return ()
        if not all(one.strip() for one in values):
            self.find(f'an entry of "{key}" is empty', "remove it", key)
        return tuple(one for one in values if one.strip())

    def _phrases(self, values: object, key: str) -> tuple[str, ...]:
        phrases = self._listed(values, key)
        for phrase in phrases:
            if not phrase.strip("* "):
                self.find(f'"{phrase}" would be found everywhere', 'such as "guarantee*"', key)
            elif regex.search(r"\*\S", phrase):
                self.find(f'"{phrase}": a * ends a word', 'such as "guarantee*"', key)
        return phrases
