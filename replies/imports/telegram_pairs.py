"""Saved replies proposed from what colleagues answered in the past: never used as they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz, process

from replies.imports.cells import id_of
from replies.template import find_slots
from replies.types import Library, SavedReply, Variant
from replies.unfilling import unfill
from replies.words import normalise

ALIKE = 85
"""Percent of likeness, by rapidfuzz, from which two answers are one."""
FEWEST_WORDS = 3
"""An answer of fewer words ("ok", "thank you") answers nothing."""
EXAMPLES = 12
TOPIC = "from history"

_LONGEST_QUESTION = 300
_LONGEST_ANSWER = 1500
_TITLE_LENGTH = 60
_ADDRESS = regex.compile(r"(?:https?://|t\.me/|www\.)\S+|(?<![\w@])@\w{4,}", regex.IGNORECASE)
_GREETING = regex.compile(
    r"\A(?P<greeting>(?:hi|hello|hey|dear|namaste|नमस्ते|привет|здравствуйте|добрый день)?[ ,]*)"
    r"@(?P<handle>\w{4,})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A member's comment and what a colleague answered to it."""

    question: str
    answer: str
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A saved reply as history suggests it, how often it was given, and what to look at in it."""

    reply: SavedReply
    count: int
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Group:
    """Answers that are nearly the same, in one language."""

    lang: str
    answers: Counter[str] = field(default_factory=Counter)
    questions: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.answers.total()


def propose(
    pairs: Iterable[Pair],
    *,
    links: Mapping[str, str],
    language_of: Callable[[str], str],
    at_least: int = 2,
    done: Callable[[int], None] = lambda _: None,
) -> list[Proposal]:
    """Make a proposal of every answer that was given so often, the most frequent first.

    The author's name and the addresses in `links` (by the name of the slot) become slots. `done`
    is told of every pair that was looked at.
    """
    groups: dict[str, list[_Group]] = defaultdict(list)
    keys: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        done(1)
        answer = _unfilled(pair, links)
        if not _answers(pair, answer):
            continue
        lang = language_of(pair.answer)
        group = _group_of(normalise(answer), lang, groups[lang], keys[lang])
        group.answers[answer] += 1
        group.questions[" ".join(pair.question.split())] += 1
    wanted = [one for of_lang in groups.values() for one in of_lang if one.count >= at_least]
    return list(_proposals(sorted(wanted, key=lambda group: -group.count)))


def library_of(proposals: Sequence[Proposal]) -> Library:
    """The proposals as a library to look through."""
    return Library(replies=tuple(proposal.reply for proposal in proposals))


def _answers(pair: Pair, answer: str) -> bool:
    """Whether an exchange is worth learning from."""
    return (
        len(normalise(answer).split()) >= FEWEST_WORDS
        and len(answer) <= _LONGEST_ANSWER
        and 0 < len(normalise(pair.question)) <= _LONGEST_QUESTION
    )


def _unfilled(pair: Pair, links: Mapping[str, str]) -> str:
    """The answer with slots for the author's name, the whole or the first one, and known links."""
    first, *_ = pair.author.split() or [""]
    names = {pair.author.strip(), first} if len(first) > 1 else {pair.author.strip()}
    values = [*(("author", name) for name in names), *links.items()]
    answer = unfill(pair.answer.strip(), values)
    greeted: str = _GREETING.sub(r"\g<greeting>$author", answer)
    return greeted


def _group_of(key: str, lang: str, groups: list[_Group], keys: list[str]) -> _Group:
    """The group of an answer, a new one if it is like no other."""
    found = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found is not None:
        return groups[found[2]]
    groups.append(_Group(lang=lang))
    keys.append(key)
    return groups[-1]


def _proposals(groups: Iterable[_Group]) -> Iterator[Proposal]:
    taken: set[str] = set()
    for group in groups:
        # Of answers given equally often the longest says most.
        text, _ = max(group.answers.items(), key=lambda one: (one[1], len(one[0])))
        questions = [question for question, _ in group.questions.most_common(EXAMPLES)]
        title = _title(min(questions, key=lambda question: (len(question) < 12, len(question))))
        reply = SavedReply(
            id=_free_id(id_of(title), taken),
            titles={"en": title},
            topic=TOPIC,
            examples=tuple(questions),
            variants=(Variant(lang=group.lang, text=text),),
        )
        yield Proposal(reply=reply, count=group.count, doubts=tuple(_doubts(text)))


def _title(question: str) -> str:
    if len(question) <= _TITLE_LENGTH:
        return question
    return question[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


def _free_id(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _doubts(text: str) -> Iterator[str]:
    for address in _ADDRESS.findall(text):
        yield f"names {address}"
    if any(character.isdigit() for character in _ADDRESS.sub("", text)):
        yield "holds numbers: of one order, or of all?"
    if "author" not in find_slots(text) and text[:1].isupper() and _is_called(text):
        yield "may begin with somebody's name"


def _is_called(text: str) -> bool:
    """Whether it begins with one capitalised word and a comma: "Rahul, …"."""
    return bool(regex.match(r"\p{Lu}[\p{L}\p{M}]+(?: ji| जी)?,", text))
