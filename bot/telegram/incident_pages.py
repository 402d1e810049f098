"""How incidents look: the card that rings once, its cases, the list, the report."""

from __future__ import annotations

from datetime import datetime

from bot.domain.card import Choice, Drawn
from bot.domain.case import Status
from bot.domain.desk import Action, Verb
from bot.domain.incident_pages import (
    TIMELINE_SHOWN,
    IncidentCard,
    IncidentCasesPage,
    IncidentPage,
    IncidentPlace,
    IncidentReport,
    IncidentsPage,
)
from bot.domain.incidents import RECENT_MINUTES, Incident, Outcome, TimelineEntry
from bot.domain.masking import masked
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, Page, block, joined, line, link, quotation
from bot.telegram.links import comment_link, desk_link
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_NAME_UNITS = 40
_SAMPLE_UNITS = 200
_WORDS_UNITS = 100
_STATEMENT_UNITS = 500
_IN_A_ROW = 4

Row = tuple[Choice, ...]


def draw_incident_page(words: Wording, page: IncidentPage) -> Drawn:
    """Draw whatever it is in one desk's words."""
    match page:
        case IncidentCard():
            return _draw_card(words, page)
        case IncidentCasesPage():
            return _draw_cases(words, page)
        case IncidentsPage():
            return _draw_list(words, page)
        case _:
            return _draw_report(words, page)


# --- the card -----------------------------------------------------------------------------------


def _draw_card(words: Wording, card: IncidentCard) -> Drawn:
    incident, drawn = card.incident, Page()
    drawn.add(_head(words, incident, card.place), _begun(words, incident))
    drawn.add(_now(words, incident), _topic(words, incident))
    for sample in card.samples:
        said = masked(sample.text) or f"[{sample.media}]"
        url = comment_link(card.place.community, sample)
        name = link(url, line(sample.author.name, _NAME_UNITS))
        drawn.add(Html(f"{name}: {quotation(block(said, _SAMPLE_UNITS))}"))
    counts = card.counts
    drawn.add(
        words.say("incident-cases", count=counts.total, open=counts.open, answered=counts.answered)
    )
    if not incident.is_open:
        drawn.add(_ended(words, incident))
        return Drawn(html=drawn.html, rows=())
    drawn.add(words.say("incident-frozen"))
    if card.hold is not None:
        by = line(card.hold.by_name, _NAME_UNITS)
        drawn.add(words.say("incident-held", by=by, at=card.hold.at))
        drawn.add(_statement(words, card.hold.statement))
    return Drawn(html=drawn.html, rows=_buttons(words, card))


def _head(words: Wording, incident: Incident, place: IncidentPlace) -> Html:
    key = "incident-head" if incident.is_open else "incident-head-over"
    if incident.outcome is Outcome.FALSE_ALARM:
        key = "incident-head-false"
    return words.say(key, place=place_name(words, place))


def place_name(words: Wording, place: IncidentPlace) -> Html:
    """Where an incident is: the community, and the post if it is one's."""
    community = place.community
    title = words.label("community-private") if community.is_private else community.title
    parts = [line(title, _TITLE_UNITS)]
    if place.post:
        parts.append(line(place.post, _TITLE_UNITS))
    return joined(" › ", parts)


def _begun(words: Wording, incident: Incident) -> Html:
    if incident.is_by_hand:
        by = line(incident.by_name, _NAME_UNITS)
        return words.say("incident-begun-by", by=by, at=incident.opened_at)
    return words.say(
        "incident-begun",
        at=incident.since,
        count=incident.count,
        minutes=incident.window_minutes,
        usual=_rounded(incident.usual),
    )


def _now(words: Wording, incident: Incident) -> Html:
    total = words.say("incident-total", count=incident.total)
    peak = words.say("incident-peak", count=incident.peak, at=incident.peak_at)
    if not incident.is_open:
        return joined(" · ", [total, peak])
    recent = words.say("incident-recent", count=incident.recent, minutes=RECENT_MINUTES)
    return joined(" · ", [recent, total, peak])


def _topic(words: Wording, incident: Incident) -> Html:
    if not incident.words:
        return Html("")
    said = joined(", ", [line(word, _NAME_UNITS) for word in incident.words])
    return words.say("incident-about", words=said)


def _statement(words: Wording, statement: str) -> Html:
    if not statement:
        return Html("")
    return words.say("incident-statement", text=block(statement, _STATEMENT_UNITS))


def _ended(words: Wording, incident: Incident) -> Html:
    assert incident.closed_at is not None
    if not incident.closed_by:
        return words.say("incident-closed-itself", at=incident.closed_at)
    by = line(incident.closed_by, _NAME_UNITS)
    return words.say("incident-closed-by", by=by, at=incident.closed_at)


def _buttons(words: Wording, card: IncidentCard) -> tuple[Row, ...]:
    def choice(key: str, verb: Verb, slot: str = "") -> Choice:
        action = Action(verb=verb, number=card.incident.id, slot=slot)
        return Choice(label=words.label(key), action=action)

    is_held = card.hold is not None
    cases = Choice(
        label=words.label("label-incident-cases", count=card.counts.open),
        action=Action(verb=Verb.INCIDENT_CASES, number=card.incident.id),
    )
    return (
        (
            choice("label-incident-statement", Verb.INCIDENT_STATEMENT),
            choice("label-hold-lift", Verb.INCIDENT_LIFT)
            if is_held
            else choice("label-incident-hold", Verb.INCIDENT_HOLD),
        ),
        (cases,),
        (
            choice("label-incident-false", Verb.INCIDENT_END, Outcome.FALSE_ALARM.value),
            choice("label-incident-close", Verb.INCIDENT_END, Outcome.OVER.value),
        ),
    )


# --- its cases ----------------------------------------------------------------------------------


def _draw_cases(words: Wording, page: IncidentCasesPage) -> Drawn:
    place = place_name(words, page.place)
    if not page.lines:
        return Drawn(html=words.say("incident-no-cases", place=place))
    drawn = Page()
    drawn.add(
        words.say(
            "incident-cases-head",
            place=place,
            count=page.count,
            page=page.number,
            pages=page.page_count,
        )
    )
    for case, focus in page.lines:
        said = masked(focus.text) or f"[{focus.media}]"
        drawn.add(
            words.say(
                "incident-case-line",
                symbol=SYMBOLS[case.lane],
                priority=case.priority,
                number=str(case.id),
                author=line(case.author_name, _NAME_UNITS),
                words=line(said, _WORDS_UNITS),
            )
        )
    opened: list[Choice] = []
    if page.opens:
        opened = [
            Choice(label=f"#{case.id}", action=Action(verb=Verb.SHOW, case_id=case.id))
            for case, _ in page.lines
        ]
    rows = [tuple(opened[at : at + _IN_A_ROW]) for at in range(0, len(opened), _IN_A_ROW)]
    rows.append(
        page_turns(
            words,
            page.number,
            page.page_count,
            lambda number: Action(
                verb=Verb.INCIDENT_CASES, number=page.incident.id, text=str(number)
            ),
        )
    )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


# --- the list -----------------------------------------------------------------------------------


def _draw_list(words: Wording, page: IncidentsPage) -> Drawn:
    drawn = Page()
    if not page.open:
        drawn.add(words.say("incidents-none"))
    for incident, place in page.open:
        card = incident.card
        url = desk_link(card.chat_id, card.message_id) if card is not None else ""
        title = link(url, place_name(words, place))
        drawn.add(words.say("incidents-open-line", place=title, at=incident.since))
    if page.closed:
        drawn.gap()
        drawn.add(words.say("incidents-closed-head"))
    for incident, place in page.closed:
        key = "incidents-closed-line"
        if incident.outcome is Outcome.FALSE_ALARM:
            key = "incidents-false-line"
        drawn.add(
            words.say(
                key, number=incident.id, place=place_name(words, place), at=incident.opened_at
            )
        )
    drawn.gap()
    drawn.add(words.say("incidents-how"))
    row = tuple(
        Choice(
            label=words.label("label-incident-report", number=incident.id),
            action=Action(verb=Verb.INCIDENT_REPORT, number=incident.id),
        )
        for incident, _ in page.closed
    )
    rows = [row[at : at + _IN_A_ROW] for at in range(0, len(row), _IN_A_ROW)]
    return Drawn(html=drawn.html, rows=tuple(rows))


# --- the report ---------------------------------------------------------------------------------


def _draw_report(words: Wording, report: IncidentReport) -> Drawn:
    incident, counts, drawn = report.incident, report.counts, Page()
    drawn.add(words.say("incident-report-head", place=place_name(words, report.place)))
    ended_at = incident.closed_at or incident.opened_at
    drawn.add(
        words.say(
            "incident-report-lasted",
            since=incident.since,
            until=ended_at,
            length=words.duration(ended_at - incident.since),
        ),
        joined(
            " · ",
            [
                words.say("incident-total", count=incident.total),
                words.say("incident-peak", count=incident.peak, at=incident.peak_at),
            ],
        ),
        words.say(
            "incident-cases", count=counts.total, open=counts.open, answered=counts.answered
        ),
    )
    if report.median is not None:
        drawn.add(words.say("incident-report-median", length=words.duration(report.median)))
    drawn.add(_topic(words, incident), _statement(words, incident.statement))
    if report.doings:
        drawn.gap()
        drawn.add(words.say("incident-report-doings"))
    for name, by_status in report.doings:
        done = [
            words.say("incident-report-doing", what=words.label(_status(status)), count=count)
            for status, count in sorted(by_status.items())
        ]
        who = line(name, _NAME_UNITS) if name else words.say("incident-report-nobody")
        drawn.add(Html(f"{who}: {joined(', ', done)}"))
    if report.timeline:
        drawn.gap()
        drawn.add(words.say("incident-report-timeline"))
    for entry in report.timeline[:TIMELINE_SHOWN]:
        drawn.add(_entry(words, entry))
    return Drawn(html=drawn.html, rows=())


def _status(status: Status) -> str:
    return f"status-{status.replace('_', '-')}"


def _entry(words: Wording, entry: TimelineEntry) -> Html:
    what = words.say(f"incident-timeline-{entry.what.replace('_', '-')}", detail=_detail(entry))
    by = line(entry.by_name, _NAME_UNITS) if entry.by_name else Html("")
    return joined(" · ", [_moment(words, entry.at), what, by])


def _detail(entry: TimelineEntry) -> Html:
    return line(entry.detail, _WORDS_UNITS) if entry.detail else Html("")


def _moment(words: Wording, at: datetime) -> Html:
    return line(words.clock_time(at), _NAME_UNITS)


def _rounded(usual: float) -> str:
    """Usual counts are means: below three the tenths tell something."""
    return f"{usual:.1f}" if usual < 3 else str(round(usual))
