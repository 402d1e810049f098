"""How deleting by itself looks: the switch, the message that tells of it, the comments in it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.masking import masked
from bot.domain.sanctions import DENIED
from bot.domain.sweeping import (
    LISTED,
    ON_A_PAGE,
    SWEPT_LANES,
    THRESHOLDS,
    Fate,
    SweepingPage,
    SweepPage,
    SweepReceipt,
    SweptLine,
    SwitchPage,
)
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, Page, block, joined, line, quotation
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_NAME_UNITS = 40
_SAMPLE_UNITS = 160
_WHOLE_UNITS = 500

Row = tuple[Choice, ...]


def draw_sweeping(words: Wording, page: SweepingPage) -> Drawn:
    """Draw whatever it is in one desk's words."""
    match page:
        case SwitchPage():
            return _draw_switch(words, page)
        case SweepReceipt():
            return _draw_receipt(words, page)
        case SweepPage():
            return _draw_list(words, page)


def _draw_switch(words: Wording, page: SwitchPage) -> Drawn:
    drawn = Page()
    title = line(page.line.community.title, _TITLE_UNITS)
    drawn.add(words.say("sweeping-ask", title=title))
    if page.by:
        drawn.add(words.say("sweeping-by", by=line(page.by, _NAME_UNITS)))
    drawn.gap()
    drawn.add(words.say("sweeping-week"))
    for lane in SWEPT_LANES:
        counts = page.counts[lane]
        parts = [
            words.say("sweeping-count", percent=_percent(each), count=counts[each])
            for each in THRESHOLDS
        ]
        drawn.add(Html(f"{SYMBOLS[lane]} {joined(' · ', parts)}"))
    if page.samples:
        drawn.add(words.say("sweeping-samples"))
    for sample in page.samples:
        drawn.add(quotation(block(masked(sample.text) or f"[{sample.media}]", _SAMPLE_UNITS)))
    about = Action(verb=Verb.SET_SWEEP, text=str(page.line.community.id), number=page.number)
    rows: list[Row] = []
    for lane in SWEPT_LANES:
        now = page.thresholds.get(lane)
        rows.append(
            tuple(
                Choice(
                    label=words.label(
                        "label-sweep-chosen" if each == now else "label-sweep-from",
                        symbol=SYMBOLS[lane],
                        percent=_percent(each),
                    ),
                    action=replace(about, slot=f"{lane}={each}"),
                )
                for each in THRESHOLDS
            )
        )
        if now is not None:
            off = words.label("label-sweep-off", lane=words.label(f"lane-{lane}"))
            rows.append((Choice(label=off, action=replace(about, slot=f"{lane}=")),))
    back = replace(about, verb=Verb.COMMUNITY)
    rows.append((Choice(label=words.label("label-sweep-back"), action=back),))
    return Drawn(html=drawn.html, rows=tuple(rows))


def _draw_receipt(words: Wording, page: SweepReceipt) -> Drawn:
    lines, drawn = page.lines, Page()
    waiting = [one for one in lines if one.waits]
    gone = [one for one in lines if not one.waits and one.swept.fate is Fate.GOES]
    drawn.add(words.say("sweep-head", lanes=_lanes(lines)))
    if waiting:
        until = max(one.swept.goes_at for one in waiting)
        drawn.add(words.say("sweep-waits", count=len(waiting), at=until))
    told = [words.say("sweep-gone", count=len(gone))] if gone else []
    for fate in (Fate.STOPPED, Fate.DENIED, Fate.FAILED):
        count = sum(one.swept.fate is fate for one in lines)
        told += [words.say(f"sweep-{fate}", count=count)] if count else []
    drawn.add(joined(" · ", told))
    quoted = [_quoted(one) for one in lines[:LISTED]]
    if len(lines) > LISTED:
        quoted.append(words.say("sweep-more", count=len(lines) - LISTED))
    drawn.add(quotation(joined("\n", quoted)))
    look = Action(verb=Verb.SWEEP_LOOK, text=str(page.sweep.id))
    row = [Choice(label=words.label("label-spam-look"), action=look)]
    if waiting:
        stop = Action(verb=Verb.SWEEP_STOP, number=page.sweep.id)
        label = words.label("label-sweep-stop", count=len(waiting))
        row.insert(0, Choice(label=label, action=stop))
    return Drawn(html=drawn.html, rows=(tuple(row),))


def _draw_list(words: Wording, page: SweepPage) -> Drawn:
    drawn, rows = Page(), []
    drawn.add(
        words.say(
            "sweep-list",
            at=page.sweep.began_at,
            page=page.number,
            pages=page.page_count,
        )
    )
    first = (page.number - 1) * ON_A_PAGE + 1
    for number, one in enumerate(page.lines, start=first):
        drawn.gap()
        drawn.add(_entry(words, number, one))
        said = masked(one.comment.text) or f"[{one.comment.media}]"
        drawn.add(quotation(block(said, _WHOLE_UNITS)))
        rows.append(_decision(words, page, number, one))
    rows.append(
        page_turns(
            words,
            page.number,
            page.page_count,
            lambda number: Action(verb=Verb.SWEEP_LOOK, text=str(page.sweep.id), number=number),
        )
    )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def _entry(words: Wording, number: int, one: SweptLine) -> Html:
    fate = "waits" if one.waits else one.swept.fate
    return words.say(
        "sweep-entry",
        number=number,
        symbol=SYMBOLS[one.swept.lane],
        author=line(one.case.author_name, _NAME_UNITS),
        community=line(one.community.title, _TITLE_UNITS),
        at=one.comment.sent_at,
        percent=_percent(one.swept.probability),
        fate=words.label(f"sweep-fate-{fate}"),
    )


def _decision(words: Wording, page: SweepPage, number: int, one: SweptLine) -> Row:
    case = one.case
    about = Action(
        verb=Verb.SWEEP_DENY,
        case_id=case.id,
        revision=case.revision,
        text=str(page.sweep.id),
        number=page.number,
    )
    if one.swept.fate is Fate.GOES:
        name = DENIED[one.swept.lane].replace("_", "-")
        label = words.label("label-sweep-deny", number=number, what=words.label(f"label-{name}"))
        return (Choice(label=label, action=about),)
    if one.swept.fate is Fate.DENIED:
        label = words.label("label-sweep-repost", number=number)
        return (Choice(label=label, action=replace(about, verb=Verb.REPOST)),)
    return ()


def _lanes(lines: tuple[SweptLine, ...]) -> Html:
    counts = [(lane, sum(one.swept.lane is lane for one in lines)) for lane in SWEPT_LANES]
    return Html(" ".join(f"{SYMBOLS[lane]}{count}" for lane, count in counts if count))


def _quoted(one: SweptLine) -> Html:
    said = line(masked(one.comment.text) or f"[{one.comment.media}]", _SAMPLE_UNITS)
    return Html(f"{line(one.case.author_name, _NAME_UNITS)}: {said}")


def _percent(probability: float) -> int:
    return int(probability * 100 + 1e-9)
