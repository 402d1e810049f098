"""How a notification, and the roster, look."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.ids import UserId
from bot.domain.ladder import Outcome
from bot.domain.ladder_pages import FetchPage, OncallPage, RingPage
from bot.domain.moments import tomorrow_morning, tonight
from bot.domain.oncall import Stretch
from bot.domain.roster import Manager
from bot.telegram.board_pages import case_link
from bot.telegram.card_lines import SYMBOLS, CardLines
from bot.telegram.html import Html, Page, cut, disarm_line, joined, line, link
from bot.telegram.incident_pages import place_name
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_LABEL_UNITS = 30
_IN_A_ROW = 2
_MOST_PEOPLE = 30
_MOST_STRETCHES = 24


def draw_ring(words: Wording, lines: CardLines, page: RingPage) -> Drawn:
    """Who is called, for what, why, and how it stands."""
    drawn = Page()
    ladder = page.ladder
    if page.mentions and ladder.is_running and not page.held:
        drawn.add(joined(" ", [_mention(one) for one in page.mentions]))
    drawn.add(_head(words, page), *_subject(words, lines, page))
    if not ladder.is_running:
        drawn.add(_ended(words, page))
        return Drawn(html=drawn.html)
    if page.held:
        drawn.add(
            words.say(
                "ring-held",
                by=line(ladder.held_by, _NAME_UNITS),
                at=ladder.held_until or ladder.next_at,
            )
        )
    return Drawn(html=drawn.html, rows=_buttons(words, page))


def draw_fetch(words: Wording, page: FetchPage) -> Drawn:
    """Whom to fetch instead."""
    choices = [
        Choice(
            label=cut(disarm_line(one.name), _LABEL_UNITS),
            action=Action(verb=Verb.FETCH, number=page.ladder.id, text=str(one.user_id)),
        )
        for one in page.people[:_MOST_PEOPLE]
    ]
    if not choices:
        return Drawn(html=words.say("fetch-nobody"))
    return Drawn(html=words.say("fetch-whom"), rows=_in_rows(choices))


def draw_oncall(words: Wording, page: OncallPage) -> Drawn:
    """Who is on call now, the week to come, and the buttons that take a shift."""
    names = {one.user_id: one.name for one in page.team}
    drawn = Page()
    drawn.add(_now(words, page, names))
    ahead = page.stretches[1 : _MOST_STRETCHES + 1]
    if ahead and not page.is_empty:
        drawn.gap()
        drawn.add(*(_stretch(words, one, names) for one in ahead))
    if page.cannot_be_rung:
        drawn.gap()
        silent = joined(", ", [line(one.name, _NAME_UNITS) for one in page.cannot_be_rung])
        drawn.add(words.say("oncall-cannot-be-rung", names=silent))
    if page.asks_for_whom:
        drawn.gap()
        drawn.add(words.say("oncall-for-whom"))
        return Drawn(html=drawn.html, rows=_people(words, page))
    return Drawn(html=drawn.html, rows=_takings(words, page))


# --- a notification -----------------------------------------------------------------------------


def _head(words: Wording, page: RingPage) -> Html:
    ladder = page.ladder
    said = [words.say(f"ring-reason-{ladder.reason.replace(' ', '-').partition(':')[0]}")]
    if ladder.is_running and not page.held:
        number = min(page.ring.step + 1, page.step_count)
        said.append(words.say("ring-step", number=number, count=page.step_count))
    if page.is_again:
        said.append(words.say("ring-again"))
    return words.say("ring-head", said=joined(" · ", said))


def _subject(words: Wording, lines: CardLines, page: RingPage) -> list[Html]:
    if page.incident is not None:
        incident = page.incident.incident
        return [
            words.say(
                "ring-incident",
                place=place_name(words, page.incident.place),
                count=incident.total or incident.count,
                since=incident.since,
            )
        ]
    assert page.case is not None
    case = page.case.case
    told = [words.say(f"lane-{case.lane}"), Html(str(case.priority))]
    if case.due_at is not None:
        key = "card-was-due" if words.is_past(case.due_at) else "card-answer-by"
        told.append(words.say(key, at=case.due_at))
    return [
        joined(" ", [Html(SYMBOLS[case.lane]), joined(" · ", told)]),
        words.say(
            "ring-case",
            number=str(case.id),
            author=case_link(page.case.card, case, _NAME_UNITS),
            community=lines.community(page.case.community),
        ),
        lines.excerpt(page.case.focus),
    ]


def _ended(words: Wording, page: RingPage) -> Html:
    if page.ladder.outcome is Outcome.RUN_OUT:
        return words.say("ring-run-out")
    return words.say("ring-done", by=line(page.settled_by, _NAME_UNITS) or Html("—"))


def _buttons(words: Wording, page: RingPage) -> tuple[tuple[Choice, ...], ...]:
    ladder = page.ladder
    rows: list[tuple[Choice, ...]] = [
        (
            Choice(
                label=words.label("label-acknowledge"),
                action=Action(verb=Verb.ACKNOWLEDGE, number=ladder.id),
            ),
            Choice(
                label=words.label("label-fetch"),
                action=Action(verb=Verb.FETCH_ASK, number=ladder.id),
            ),
        )
    ]
    if page.is_private and page.case is not None:
        shown = Action(verb=Verb.SHOW, case_id=page.case.case.id)
        rows.append((Choice(label=words.label("label-open-case"), action=shown),))
    return tuple(rows)


def _mention(one: Manager) -> Html:
    return link(f"tg://user?id={one.user_id}", line(one.name, _NAME_UNITS))


# --- the roster ---------------------------------------------------------------------------------


def _now(words: Wording, page: OncallPage, names: dict[UserId, str]) -> Html:
    current = page.stretches[0]
    if page.is_empty:
        return words.say("oncall-empty")
    if not current.people:
        return words.say("oncall-nobody", at=current.ends_at)
    first, *others = [line(names.get(one, "?"), _NAME_UNITS) for one in current.people]
    if not others:
        return words.say("oncall-now", name=first, at=current.ends_at)
    return words.say("oncall-now-and", name=first, others=joined(", ", others), at=current.ends_at)


def _stretch(words: Wording, one: Stretch, names: dict[UserId, str]) -> Html:
    people = [line(names.get(user_id, "?"), _NAME_UNITS) for user_id in one.people]
    who = joined(", ", people) or words.say("oncall-leads")
    return words.say("oncall-line", begins=one.begins_at, ends=one.ends_at, who=who)


def _takings(words: Wording, page: OncallPage) -> tuple[tuple[Choice, ...], ...]:
    choices = [
        Choice(label=label, action=Action(verb=Verb.ONCALL_TAKE, text=until.isoformat()))
        for label, until in _moments(words, page.now)
    ]
    rest = (
        Choice(label=words.label("label-oncall-give"), action=Action(verb=Verb.ONCALL_GIVE)),
        Choice(label=words.label("label-oncall-other"), action=Action(verb=Verb.ONCALL_ASK)),
    )
    return (*_in_rows(choices), rest)


def _people(words: Wording, page: OncallPage) -> tuple[tuple[Choice, ...], ...]:
    """A lead puts somebody on call until tomorrow morning."""
    until = tomorrow_morning(page.now, words.zone).isoformat()
    choices = [
        Choice(
            label=cut(disarm_line(one.name), _LABEL_UNITS),
            action=Action(verb=Verb.ONCALL_TAKE, text=until, slot=str(one.user_id)),
        )
        for one in page.team[:_MOST_PEOPLE]
    ]
    back = Choice(label=words.label("label-oncall-back"), action=Action(verb=Verb.ONCALL))
    return (*_in_rows(choices), (back,))


def _moments(words: Wording, now: datetime) -> list[tuple[str, datetime]]:
    found = [
        (words.label("label-oncall-hours", count=count), now + timedelta(hours=count))
        for count in (2, 4)
    ]
    evening = tonight(now, words.zone)
    if evening is not None:
        found.append((words.label("label-oncall-tonight"), evening))
    found.append((words.label("label-oncall-morning"), tomorrow_morning(now, words.zone)))
    return found


def _in_rows(choices: list[Choice]) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[at : at + _IN_A_ROW]) for at in range(0, len(choices), _IN_A_ROW))
