"""The page on which a lead lets a saved reply answer by itself."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.automatic import CAPS, THRESHOLDS, as_words, with_present
from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.library_pages import AUTOMATIC, AutomaticPage, Notice
from bot.telegram import voice_lines
from bot.telegram.html import Html, bold, line
from bot.telegram.library_lines import LibraryLines
from bot.telegram.library_texts import Rows, about, with_texts
from bot.telegram.wording import Wording
from replies.types import Auto

_HINDRANCE_UNITS = 200
_HINDRANCES_SHOWN = 3


def draw_automatic(words: Wording, lines: LibraryLines, page: AutomaticPage) -> Drawn:
    """Draw the page: whether it does, with which words and numbers, and what to choose."""
    head = [*_news(words, lines, page), _title(words, lines, page), *_state(words, lines, page)]
    foot = _hindrances(words, page)
    if not page.hindrances:
        foot.append(words.say("entry-auto-how"))
    if page.auto is not None:
        foot.append(words.say("entry-auto-rows"))
    back = Choice(label=words.label("label-back"), action=about(page, Action(verb=Verb.ENTRY)))
    return Drawn(
        html=with_texts(lines, page.stored.entry, head, foot), rows=(*_rows(words, page), (back,))
    )


def _news(words: Wording, lines: LibraryLines, page: AutomaticPage) -> list[Html]:
    if page.notice is Notice.NONE:
        return []
    stored = page.stored
    key = f"entry-notice-{page.notice}"
    return [words.say(key, number=stored.version, by=lines.by(stored.changed))]


def _title(words: Wording, lines: LibraryLines, page: AutomaticPage) -> Html:
    return words.say("entry-auto-title", title=bold(line(lines.title(page.stored.entry), 80)))


def _state(words: Wording, lines: LibraryLines, page: AutomaticPage) -> list[Html]:
    where = words.say("entry-auto-where", count=page.community_count)
    if page.auto is None:
        return [words.say("entry-auto-is-off"), where]
    today = words.say("entry-auto-today", count=page.answered_today)
    return [lines.auto(page.auto), where, today]


def _hindrances(words: Wording, page: AutomaticPage) -> list[Html]:
    said = [
        words.say("entry-auto-cannot", what=line(one, _HINDRANCE_UNITS))
        for one in page.hindrances[:_HINDRANCES_SHOWN]
    ]
    if page.doubts and not page.hindrances:
        said += [words.say("entry-auto-doubts"), *voice_lines.of_texts(words, page.doubts)]
    return said


def _rows(words: Wording, page: AutomaticPage) -> Rows:
    auto = page.auto
    if auto is None:
        if page.hindrances:
            return ()
        return ((_set(page, words.label("label-automatic-yes"), page.proposed),),)
    thresholds = with_present(THRESHOLDS, auto.threshold)
    caps = with_present(CAPS, auto.daily_cap)
    return (
        tuple(_threshold(words, page, auto, one) for one in thresholds),
        tuple(_cap(words, page, auto, int(one)) for one in caps),
        (_set(page, words.label("label-automatic-off"), None),),
    )


def _threshold(words: Wording, page: AutomaticPage, auto: Auto, threshold: float) -> Choice:
    label = words.label("label-auto-from", percent=round(threshold * 100))
    mark = "✓ " if threshold == auto.threshold else ""
    return _set(page, f"{mark}{label}", replace(auto, threshold=threshold))


def _cap(words: Wording, page: AutomaticPage, auto: Auto, cap: int) -> Choice:
    label = words.label("label-auto-cap", count=cap)
    mark = "✓ " if cap == auto.daily_cap else ""
    return _set(page, f"{mark}{label}", replace(auto, daily_cap=cap))


def _set(page: AutomaticPage, label: str, auto: Auto | None) -> Choice:
    action = Action(
        verb=Verb.ENTRY_AUTO, slot=AUTOMATIC, text="" if auto is None else as_words(auto)
    )
    return Choice(label=label, action=about(page, action))
