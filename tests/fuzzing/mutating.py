"""Damage for updates, drawn from a seeded generator: the same seed, the same damage.

What a member can write is in `WILD_TEXTS`; what only a broken or hostile server could send are the
other changes. `CANARY` is in many texts: it may leave only escaped.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from bot.simulator.wire import JsonObject

CANARY = "<b>&canary"

WILD_TEXTS = (
    CANARY,
    f'"><a href="tg://user?id=1">{CANARY}</a>',
    f"</blockquote></b>{CANARY}<blockquote expandable>",
    "&lt;b&gt;&amp;canary &#60;b&#62; &quot;",
    "\u202egnorw\u202c \u2066left\u2069 \u061c\u200f\u200e " + CANARY,
    "\u0627\u0644\u0634\u0627\u064a \u0628\u0627\u0631\u062f \u202b" + CANARY,
    "\U0001f621" * 4096,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 300,
    "Z" + "\u0350\u0351\u0352\u0353" * 500,
    "\u0915\u094d\u0937\u093f" * 900,
    "\x00\x01\x07\x1b[31m\x7f\x85\u2028\u2029" + CANARY,
    "half \ud83d of a pair \ude21",
    "\ufeff\u200b\u2060\u00ad\u180e",
    "\ue000\U000f0000\ufffe\uffff\U0010ffff",
    "terrible cold chai? " + CANARY,
    "where is my order, you idiot? $author $link_menu %s {0} {author.__class__}",
    "casino " * 700,
    "\n" * 4000 + "awful",
    "a" * 4096,
    "<" * 4096,
    "&" * 4096,
    "/report " + CANARY,
    "/start case_1 " + CANARY,
    "https://evil.example/" + "a" * 4000,
    "I agree",
    "+1",
    "' OR 1=1; DROP TABLE cases; --",
    "",
    " ",
)
WILD_NUMBERS = (
    0, 1, -1, 7, -1001, 2**31 - 1, 2**31, 2**52, 2**53, 2**63 - 1, 2**63, -(2**63), 2**64, 10**30,
    253402300799, 253402300800, 1.0, 1.5, -0.0, 1e308,
)  # fmt: skip
DEEP = 60
_LARGE = 20_000


def damaged(update: JsonObject, chance: random.Random) -> None:
    """Change an update in one to four places; its number stays, so that it can be told apart."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        places = [place for place in _places(update) if place[1] != "update_id"]
        if places:
            holder, key = chance.choice(places)
            chance.choice(_CHANGES)(holder, key, chance)


def written_in(update: JsonObject, chance: random.Random) -> None:
    """Put wild words where people write: texts, captions, names, titles, quotes."""
    places = [
        (holder, key)
        for holder, key in _places(update)
        if isinstance(holder, dict) and key in _WRITTEN and isinstance(holder[key], str)
    ]
    for holder, key in chance.sample(places, min(len(places), chance.randint(1, 3))):
        holder[key] = wild_text(chance)


def wild_text(chance: random.Random) -> str:
    """One of the texts, or two together."""
    text = chance.choice(WILD_TEXTS)
    return text + chance.choice(WILD_TEXTS) if chance.random() < 0.2 else text


_WRITTEN = frozenset(
    {
        "text", "caption", "first_name", "last_name", "title", "name", "question", "emoji",
        "url", "explanation", "author_signature", "custom_title", "file_name",
    }
)  # fmt: skip


def _places(body: object) -> list[tuple[dict | list, str | int]]:
    """Every place in a value, the deepest too."""
    found: list[tuple[dict | list, str | int]] = []
    waiting = [body]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict | list):
            keys = list(holder) if isinstance(holder, dict) else range(len(holder))
            found += [(holder, key) for key in keys]
            waiting += [holder[key] for key in keys]
    return found


def _drop(holder: dict | list, key: str | int, chance: random.Random) -> None:
    del holder[key]


def _null(holder: dict | list, key: str | int, chance: random.Random) -> None:
    holder[key] = None


def _retype(holder: dict | list, key: str | int, chance: random.Random) -> None:
    holder[key] = chance.choice(
        (
            {},
            [],
            "",
            "words",
            True,
            False,
            5,
            -5,
            0.5,
            [[]],
            {"id": "x"},
            [None],
            "-1001",
            [1, "a"],
        )
    )


def _renumber(holder: dict | list, key: str | int, chance: random.Random) -> None:
    holder[key] = chance.choice(WILD_NUMBERS)


def _reword(holder: dict | list, key: str | int, chance: random.Random) -> None:
    holder[key] = wild_text(chance)


def _duplicate(holder: dict | list, key: str | int, chance: random.Random) -> None:
    """The value once more: a longer list, or under the name of another field."""
    value = holder[key]
    if isinstance(holder, list):
        holder.insert(0, value)
    else:
        holder[chance.choice(list(holder))] = value


def _rename(holder: dict | list, key: str | int, chance: random.Random) -> None:
    if isinstance(holder, dict):
        holder[wild_text(chance)[:40]] = holder.pop(key)


def _oversize(holder: dict | list, key: str | int, chance: random.Random) -> None:
    value = holder[key]
    match value:
        case str():
            holder[key] = (value or "x") * (1 + _LARGE // max(1, len(value)))
        case list() if value:
            holder[key] = value * 300
        case dict():
            value.update({f"field_{number}": number for number in range(300)})
        case _:
            holder[key] = 10**40


def _nest(holder: dict | list, key: str | int, chance: random.Random) -> None:
    """Put the value into many of its kind: lists, objects, or messages that answer messages."""
    value = holder[key]
    within = chance.choice(("reply_to_message", "text", "blocks", ""))
    for _ in range(DEEP):
        value = {within: value} if within else [value]
    holder[key] = value


_CHANGES: tuple[Callable[[dict | list, str | int, random.Random], None], ...] = (
    _drop, _drop, _null, _retype, _renumber, _reword, _reword, _duplicate, _rename, _oversize,
    _nest,
)  # fmt: skip
