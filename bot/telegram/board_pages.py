"""How the board looks, and the pages of figures and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import groupby

from bot.domain.board import IN_LISTS, Answer, Board, DueCase, median_wait
from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.desk import Action, DeskMessage, Verb
from bot.domain.desk_pages import Closing, Figures, Shown, StatsPage, TeamPage, Which
from bot.domain.ids import UserId
from bot.domain.lane import Lane
from bot.domain.sla import SlaKind
from bot.ports import Clock
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, Page, joined, line, link
from bot.telegram.links import desk_link
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_PLACE_UNITS = 40
_HOLDERS_SHOWN = 8
_PEOPLE_SHOWN = 40


def draw_board(words: Wording, board: Board, clock: Clock) -> Drawn:
    """The board; a line that has nothing to say is left out."""
    page = Page()
    page.add(_waiting(words, board, clock))
    if board.incident_count:
        page.add(words.say("board-incidents", count=board.incident_count))
    if board.next_due is not None:
        page.add(_next_due(words, board.next_due))
    page.add(_lists(words, board), _held(words, board.held), _odd(words, board))
    page.add(_today(words, board.answered))
    if board.automatic_count:
        page.add(words.say("board-automatic", count=board.automatic_count))
    if board.sweeping_count:
        page.add(words.say("board-sweeping", count=board.sweeping_count))
    if board.may_not_pin:
        page.add(words.say("board-may-not-pin"))
    mine = Action(verb=Verb.QUEUE, slot=Which(shown=Shown.HELD).slot)
    row = (
        Choice(label=words.label("label-next"), action=Action(verb=Verb.NEXT)),
        Choice(label=words.label("label-mine"), action=mine),
        Choice(label=words.label("label-queue"), action=Action(verb=Verb.QUEUE)),
    )
    return Drawn(html=page.html, rows=(row,))


def case_link(card: DeskMessage | None, case: Case, room: int = _NAME_UNITS) -> Html:
    """The author's name, linked to the card of the case where that has an address."""
    address = desk_link(card.chat_id, card.message_id) if card is not None else ""
    return link(address, line(case.author_name, room))


def _waiting(words: Wording, board: Board, clock: Clock) -> Html:
    counted = [
        Html(f"{SYMBOLS[lane]}{board.lanes[lane]}")
        for lane in Lane
        if lane not in IN_LISTS and board.lanes.get(lane)
    ]
    if not counted:
        return words.say("board-nothing")
    parts = [Html(f"📌 {joined(' ', counted)}")]
    if board.oldest_at is not None:
        # in whole minutes, so that the board is not edited for seconds
        waited = max(clock.now() - board.oldest_at, timedelta(minutes=1))
        parts.append(words.say("board-oldest", time=words.duration(waited)))
    return joined(" · ", parts)


def _next_due(words: Wording, due: DueCase) -> Html:
    assert due.case.due_at is not None
    place = line(due.place, _PLACE_UNITS) if due.place else Html("")
    who = joined(", ", [case_link(due.card, due.case), place])
    key = "board-overdue" if words.is_past(due.case.due_at) else "board-next-due"
    return words.say(key, at=due.case.due_at, who=who)


def _lists(words: Wording, board: Board) -> Html:
    counts = (
        ("board-spam", board.lanes.get(Lane.SPAM, 0)),
        ("board-unsure", board.lanes.get(Lane.UNSURE, 0)),
        ("board-put-off", board.put_off_count),
    )
    return joined(" · ", [words.say(key, count=count) for key, count in counts if count])


def _held(words: Wording, held: Iterable[Case]) -> Html:
    """Who holds what; of several cases the one that is held longest."""
    by_holder: dict[UserId | None, list[Case]] = {}
    for case in held:
        by_holder.setdefault(case.holder_id, []).append(case)
    shown = [_of_holder(words, cases) for cases in list(by_holder.values())[:_HOLDERS_SHOWN]]
    left = len(by_holder) - len(shown)
    return joined(" · ", [*shown, Html(f"+{left}" if left > 0 else "")])


def _of_holder(words: Wording, cases: list[Case]) -> Html:
    first = cases[0]
    held = words.say(
        "board-held",
        name=line(first.holder_name, _NAME_UNITS),
        author=line(first.author_name, _NAME_UNITS),
        at=first.claimed_at or first.opened_at,
    )
    return Html(f"{held} +{len(cases) - 1}" if len(cases) > 1 else held)


def _odd(words: Wording, board: Board) -> Html:
    counts = (
        ("board-look-first", board.look_first_count),
        ("board-dead-letters", board.dead_letter_count),
    )
    return joined(" · ", [words.say(key, count=count) for key, count in counts if count])


def _today(words: Wording, answers: tuple[Answer, ...]) -> Html:
    median = median_wait(answers)
    if median is None:
        return words.say("board-today", count=len(answers)) if answers else Html("")
    time = words.duration(median)
    return words.say("board-today-median", count=len(answers), time=time)


# --- figures ------------------------------------------------------------------------------------


def draw_stats(words: Wording, page: StatsPage) -> Drawn:
    """Today beside seven days: totals, lanes, people."""
    drawn = Page()
    for key, figures in (("stats-today", page.today), ("stats-week", page.week)):
        drawn.add(words.say(key))
        drawn.add(*totals(words, figures), *_lanes(words, figures), *_people(words, figures))
        drawn.gap()
    return Drawn(html=drawn.html)


def totals(words: Wording, figures: Figures) -> list[Html]:
    """How much was said and decided, how soon, and what came too late."""
    comments, cards = sum(figures.comments.values()), sum(figures.opened.values())
    lines = [
        joined(
            " · ",
            [
                words.say("stats-comments", count=comments),
                words.say("stats-cards", count=cards),
            ],
        ),
        joined(
            " · ",
            [
                words.say("stats-answered", count=len(figures.answers)),
                words.say("stats-dismissed", count=_closed(figures.closings, Status.DISMISSED)),
                words.say("stats-hidden", count=_closed(figures.closings, Status.MODERATED)),
            ],
        ),
    ]
    median = median_wait(figures.answers)
    if median is not None:
        lines.append(words.say("stats-median", time=words.duration(median)))
    late, unsettled = (
        figures.missed.get(kind, 0) for kind in (SlaKind.FIRST_ANSWER, SlaKind.RESOLUTION)
    )
    if late or unsettled:
        lines.append(words.say("stats-missed", answers=late, ends=unsettled))
    return lines


def _lanes(words: Wording, figures: Figures) -> list[Html]:
    lines = []
    for lane in Lane:
        opened = figures.opened.get(lane, 0)
        answers = [one for one in figures.answers if one.lane is lane]
        if not opened and not answers:
            continue
        median = median_wait(answers)
        parts = [
            words.say("stats-cards", count=opened),
            words.say("stats-answered", count=len(answers)),
            words.say("stats-lane-median", time=words.duration(median)) if median else Html(""),
        ]
        lines.append(Html(f"{SYMBOLS[lane]} {joined(' · ', parts)}"))
    return lines


def _people(words: Wording, figures: Figures) -> list[Html]:
    names = _names(figures)
    lines = []
    for by in sorted(names, key=lambda one: names[one].casefold())[:_PEOPLE_SHOWN]:
        closings = [one for one in figures.closings if one.by == by]
        counts = (
            ("stats-answered", sum(one.by == by for one in figures.answers)),
            ("stats-dismissed", _closed(closings, Status.DISMISSED)),
            ("stats-hidden", _closed(closings, Status.MODERATED)),
        )
        said = joined(" · ", [words.say(key, count=count) for key, count in counts if count])
        lines.append(words.say("stats-person", name=line(names[by], _NAME_UNITS), did=said))
    return lines


def _names(figures: Figures) -> Mapping[UserId, str]:
    names = {one.by: one.by_name for one in figures.closings if one.by is not None}
    return names | {one.by: one.by_name for one in figures.answers}


def _closed(closings: Iterable[Closing], status: Status) -> int:
    return sum(one.count for one in closings if one.status is status)


# --- people -------------------------------------------------------------------------------------


def draw_team(words: Wording, page: TeamPage) -> Drawn:
    """Everybody with a role, role by role, and whom the bot cannot ring."""
    drawn = Page()
    drawn.add(words.say("team-head", count=len(page.team)))
    for role, people in groupby(page.team[:_PEOPLE_SHOWN], key=lambda one: one.manager.role):
        drawn.gap()
        drawn.add(Html(f"<b>{words.say(f'role-{role}')}</b>"))
        for one in people:
            active = (
                words.say("team-active", at=one.active_at)
                if one.active_at is not None
                else words.say("team-never-active")
            )
            held = words.say("team-holds", count=one.held_count) if one.held_count else Html("")
            name = line(one.manager.name, _NAME_UNITS)
            drawn.add(
                joined(" · ", [Html(f"{'' if one.can_be_rung else '🔕 '}{name}"), held, active])
            )
    drawn.gap()
    if any(not one.can_be_rung for one in page.team):
        drawn.add(words.say("team-cannot-be-rung"))
    if page.may_not_pin:
        drawn.add(words.say("board-may-not-pin"))
    shift = Choice(label=words.label("label-shift"), action=Action(verb=Verb.SHIFT))
    return Drawn(html=drawn.html, rows=((shift,),))
