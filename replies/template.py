"""Slots and forms in a reply's text: finding, filling, and what happens without a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, pairwise, product

from replies.forms import SPEAKER, Form, FormBroken, read_form

AUTHOR = "author"
PROMPT_PREFIX = "ask_"
LINK_PREFIX = "link_"
SNIPPET_PREFIX = "snippet_"
CASE_FACTS = frozenset({"community", "post", "case", "date", "time", "weekday"})
UNCLOSED = "{"
"""Name of the slot that an opened brace without its end is."""
PLAIN_SLOTS = CASE_FACTS | {AUTHOR, "brand"}
UNREADABLE = frozenset({"{", "["})
"""Names of what looks like the beginning of a slot or a form and is none."""
MOST_WORDINGS = 256
"""How many ways to take the forms of one text are looked at."""

_HONORIFIC = r"(?:[ \t]+(?:ji|Ji|जी)(?!\w))?"
_AUTHOR_SLOT = rf"\$(?:author(?![\w])|\{{author\}}){_HONORIFIC}"
_SENTENCE_END = r"[.!?…।\n]"
_FORM = r"\$\[[^\[\]]*\]"
_NAMELESS = re.compile(
    rf"(?P<kept>\$\$|{_FORM}|\$\{{(?!author\}})[^{{}}\s]+\}}|\$[ \t,]+)"
    rf"|(?P<opening>(?:\A|(?<={_SENTENCE_END}))\s*){_AUTHOR_SLOT}"
    r"[ \t]*[,:!—–-]*[ \t]*(?P<next>\w?)"
    rf"|[ \t]*,?[ \t]*{_AUTHOR_SLOT}"
)


class SlotsMissing(ValueError):
    """A text was to be rendered while some of its slots had no value; `names` lists them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__("no value for " + ", ".join(f"${name}" for name in self.names))


_SLOT = re.compile(
    r"""
    \$(?:
      (?P<escaped>\$)
    | \{(?P<braced>[^{}\s]+)\}
    | \[(?P<form>[^\[\]]*)\]
    | (?P<named>[^\W\d]\w*|[{\[])
    )
    """,
    re.VERBOSE,
)
"""`$name` or `${name}` is a slot, `$[…]` a form, `$$` a dollar sign; any other `$` is itself.

A name may be of any script, so that a slot translated by mistake is found, not published. A brace
or a bracket that does not close is a slot too, for the same reason, and so is a form that cannot
be read.
"""


def find_slots(text: str) -> tuple[str, ...]:
    """Name the slots of a text, and those that its forms are chosen by, in the order they come."""
    names = (_name(match) for match in _SLOT.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name))


def find_said_slots(text: str) -> tuple[str, ...]:
    """Name the slots that are said in a text, without those that only choose forms."""
    names = (m["named"] or m["braced"] for m in _SLOT.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name))


def find_forms(text: str) -> tuple[str, ...]:
    """What stands between `$[` and `]`, whether it can be read or not."""
    return tuple(m["form"] for m in _SLOT.finditer(text) if m["form"] is not None)


def is_known(slot: str) -> bool:
    """Whether a slot of this name may stand in a saved reply."""
    if not slot.isascii() or not slot.islower():
        return False
    prefixes = (PROMPT_PREFIX, LINK_PREFIX, SNIPPET_PREFIX)
    prefixed = any(slot.startswith(p) and len(slot) > len(p) for p in prefixes)
    return slot in PLAIN_SLOTS or prefixed


def is_template(text: str) -> bool:
    """Whether a text has a slot of ours, or a form."""
    forms = (_form(match) for match in _SLOT.finditer(text))
    return any(map(is_known, find_slots(text))) or any(forms)


def missing_slots(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Name the slots that keep a text from being sent.

    A blank value is no value, save for `$author`: whose name is blank is addressed without it.
    Who speaks need not be known to choose a form.
    """
    missing = (_name(m) for m in _SLOT.finditer(text) if _is_open(m, values))
    return tuple(dict.fromkeys(name for name in missing if name))


def render(text: str, values: Mapping[str, str], lang: str = "en") -> str:
    """Fill the slots and choose the forms; what stands in a value is never read as a slot again.

    `lang` is the language of the text: the forms of a number are its own. Raise SlotsMissing when
    any slot has no value.
    """
    missing = missing_slots(text, values)
    if missing:
        raise SlotsMissing(missing)
    return render_known(text, values, lang)


def render_known(text: str, values: Mapping[str, str], lang: str = "en") -> str:
    """As `render`, with slots and forms that have no value left as they are written.

    A brace that does not close keeps all as it is: a value after it would make another slot of it.
    """
    given = {name: " ".join(value.split()) for name, value in values.items()}

    def word(form: Form) -> str | None:
        if form.slot != SPEAKER and not given.get(form.slot):
            return None
        return form.said(form.key_of(given.get(form.slot, ""), lang))

    def value(match: re.Match[str]) -> str:
        name = _name(match)
        if name is None:
            return "$"
        if not _is_open(match, given):
            return given[name]
        return _written(name, match) if match["braced"] else match[0]

    if UNCLOSED in find_slots(text):
        return text
    text = _with_forms(text, word)
    if AUTHOR in given and not given[AUTHOR]:
        text = without_author(text)
    return _SLOT.sub(value, text)


def wordings(text: str) -> Iterator[str]:
    """The texts that a text becomes with its forms taken in one way or another, slots kept."""
    keys: dict[str, set[str]] = {}
    for match in _SLOT.finditer(text):
        form = _form(match)
        if form is not None:
            keys.setdefault(form.slot, set()).update(form.words)
    for chosen in islice(product(*map(sorted, keys.values())), MOST_WORDINGS):
        yield _with_forms(text, _said_by(dict(zip(keys, chosen, strict=True))))


def without_author(text: str) -> str:
    """Take `$author` out of a text, with comma and honorific, and mend the sentence's start."""
    return _NAMELESS.sub(_drop_author, text)


def is_made_from(posted: str, text: str) -> bool:
    """Whether a posted message is this text, its slots and forms filled in some way."""
    posted = " ".join(posted.split())
    return any(
        _fits_pieces(posted, way)
        for wording in wordings(text)
        for way in {wording, without_author(wording)}
    )


def _form(match: re.Match[str]) -> Form | None:
    """The form that stands there, if it can be read."""
    if match["form"] is None:
        return None
    try:
        return read_form(match["form"])
    except FormBroken:
        return None


def _name(match: re.Match[str]) -> str | None:
    """The slot that stands there, or that a form there is chosen by; None for a dollar sign."""
    if match["form"] is None:
        return match["named"] or match["braced"]
    form = _form(match)
    return form.slot if form is not None else "["


def _is_open(match: re.Match[str], values: Mapping[str, str]) -> bool:
    """Whether what stands there lacks a value."""
    name = _name(match)
    if name is None or (name == AUTHOR and name in values):
        return False
    if name == SPEAKER:
        return match["form"] is None
    return name in UNREADABLE or not values.get(name, "").strip()


def _said_by(keys: Mapping[str, str]) -> Callable[[Form], str]:
    return lambda form: form.said(keys[form.slot])


def _with_forms(text: str, word: Callable[[Form], str | None]) -> str:
    """A text with words in place of its forms; one that there is no word for stays.

    Slots get braces: the word after them must not become a part of their name.
    """

    def said(match: re.Match[str]) -> str:
        form = _form(match)
        if form is not None:
            return word(form) or match[0]
        name = match["named"]
        return match[0] if name is None or name in UNREADABLE else f"${{{name}}}"

    return _SLOT.sub(said, text)


def _written(name: str, match: re.Match[str]) -> str:
    """A slot as it is written most simply; in braces where it would be read as something else."""
    follows = match.string[match.end() : match.end() + 1]
    is_plain = re.fullmatch(r"[^\W\d]\w*", name) and not re.match(r"[\w$]", follows)
    return f"${name}" if is_plain else f"${{{name}}}"


def _drop_author(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    if match["opening"] is None:
        return ""
    return match["opening"] + match["next"].upper()


def _fits_pieces(posted: str, text: str) -> bool:
    """Compare from piece to piece between the slots, in one pass over the message."""
    pieces = [" ".join(piece.split()) for piece in _literal_pieces(text)]
    if len(pieces) == 1 or not any(pieces):
        return posted == " ".join(text.replace("$$", "$").split())
    first, *middle, last = pieces
    if not posted.startswith(first):
        return False
    position = len(first)
    for piece in middle:
        found = posted.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return posted.endswith(last) and len(posted) - len(last) >= position


def _literal_pieces(text: str) -> list[str]:
    slots = [m.span() for m in _SLOT.finditer(text) if m["escaped"] is None]
    bounds = [(0, 0), *slots, (len(text), len(text))]
    return [text[end:start].replace("$$", "$") for (_, end), (start, _) in pairwise(bounds)]
