"""How it looks to somebody who starts work: short lists, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import ShiftLine, ShiftPage, Shown, Which
from bot.domain.ids import CaseId
from bot.domain.lane import Lane
from bot.domain.masking import masked
from bot.domain.promises import PromiseState
from bot.telegram.board_pages import case_link
from bot.telegram.card_lines import SYMBOLS, CardLines
from bot.telegram.html import Html, Page, bold, joined, line
from bot.telegram.wording import Wording

_NAME_UNITS = 30
_PLACE_UNITS = 30
_NOTE_UNITS = 100
_IN_A_ROW = 4
_MOST_BUTTONS = 12


def draw_shift(words: Wording, lines: CardLines, page: ShiftPage) -> Drawn:
    """Open, due soon, promised, put off, handed over, noted; an empty list is left out."""
    drawn = Page()
    drawn.add(words.say("shift-head", name=line(page.name, _NAME_UNITS)), _open(words, page))

    def add(key: str, found: Sequence[ShiftLine], detail: Callable[[ShiftLine], Html]) -> None:
        if found:
            drawn.gap()
            drawn.add(bold(words.say(key)))
            drawn.add(*(_line(words, lines, one, detail(one)) for one in found))

    add("shift-handed", page.handed, lambda one: _by(words, "shift-from", one))
    add("shift-due", page.due, lambda one: _due(words, one))
    add("shift-promised", page.promised, lambda one: _promised(words, one))
    add("shift-put-off", page.put_off, lambda one: _put_off(words, one))
    add("shift-urgent", page.urgent, lambda one: _waited(words, one))
    if page.noted:
        drawn.gap()
        drawn.add(bold(words.say("shift-noted")))
        drawn.add(
            *(
                words.say(
                    "shift-note",
                    number=str(one.case.id),
                    author=line(one.case.author_name, _NAME_UNITS),
                    by=line(one.by, _NAME_UNITS),
                    text=line(masked(one.text), _NOTE_UNITS),
                )
                for one in page.noted
            )
        )
    return Drawn(html=drawn.html, rows=_rows(words, page))


def _open(words: Wording, page: ShiftPage) -> Html:
    counted = [Html(f"{SYMBOLS[lane]}{page.lanes[lane]}") for lane in Lane if page.lanes.get(lane)]
    if not counted:
        return words.say("shift-nothing-open")
    return words.say("shift-open", lanes=joined(" ", counted))


def _line(words: Wording, lines: CardLines, one: ShiftLine, detail: Html) -> Html:
    case = one.line.case
    return words.say(
        "shift-line",
        symbol=SYMBOLS[case.lane],
        number=str(case.id),
        author=case_link(one.line.card, case, _NAME_UNITS),
        place=lines.community(one.line.community),
        detail=detail,
    )


def _by(words: Wording, key: str, one: ShiftLine) -> Html:
    return words.say(key, by=line(one.by, _NAME_UNITS))


def _due(words: Wording, one: ShiftLine) -> Html:
    at = one.line.case.due_at
    if at is None:
        return Html("")
    return words.say("card-was-due" if words.is_past(at) else "card-answer-by", at=at)


def _promised(words: Wording, one: ShiftLine) -> Html:
    promise = one.line.case.open_promise
    if promise is None:
        return Html("")
    key = "shift-promise-due" if promise.state is PromiseState.DUE else "shift-promise"
    return words.say(key, at=promise.until, by=line(promise.by, _NAME_UNITS))


def _put_off(words: Wording, one: ShiftLine) -> Html:
    at = one.line.case.snoozed_until
    if at is None:
        return Html("")
    back = words.say("shift-back", at=at)
    return joined(", ", [back, line(one.by, _NAME_UNITS) if one.by else Html("")])


def _waited(words: Wording, one: ShiftLine) -> Html:
    if one.line.waited.total_seconds() < 60:
        return words.say("queue-just-came")
    return words.say("queue-waiting", time=words.duration(one.line.waited))


def _rows(words: Wording, page: ShiftPage) -> tuple[tuple[Choice, ...], ...]:
    rows: list[tuple[Choice, ...]] = []
    if page.opens:
        lists = (page.handed, page.due, page.promised, page.put_off, page.urgent)
        numbers = dict.fromkeys(one.line.case.id for found in lists for one in found)
        choices = [_opening(number) for number in list(numbers)[:_MOST_BUTTONS]]
        rows += [tuple(choices[at : at + _IN_A_ROW]) for at in range(0, len(choices), _IN_A_ROW)]
    mine = Action(verb=Verb.QUEUE, slot=Which(shown=Shown.HELD).slot)
    rows.append(
        (
            Choice(label=words.label("label-next"), action=Action(verb=Verb.NEXT)),
            Choice(label=words.label("label-mine"), action=mine),
            Choice(label=words.label("label-queue"), action=Action(verb=Verb.QUEUE)),
        )
    )
    return tuple(rows)


def _opening(number: CaseId) -> Choice:
    return Choice(label=f"#{number}", action=Action(verb=Verb.SHOW, case_id=number))
