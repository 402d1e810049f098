"""How communities look: the list, one of them, groups to decide about, what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.card import Choice, Drawn
from bot.domain.comment import Community, CommunityMode
from bot.domain.communities import (
    NEEDED_RIGHTS,
    CommunitiesPage,
    CommunityLine,
    CommunityPage,
    Newcomer,
    OfferPage,
    WatchedPage,
)
from bot.domain.desk import Action, Verb
from bot.domain.lane import Lane
from bot.telegram.budget_pages import say_budget
from bot.telegram.card_lines import SYMBOLS
from bot.telegram.html import Html, Page, cut, disarm_line, joined, line
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_TITLE_UNITS = 80
_LABEL_UNITS = 30

Row = tuple[Choice, ...]


def draw_communities(words: Wording, page: CommunitiesPage) -> Drawn:
    """Each community with its mode and load, then the groups that are none yet."""
    drawn = Page()
    drawn.add(
        words.say("communities-head", count=page.count, page=page.number, pages=page.page_count)
    )
    for one in page.lines:
        drawn.gap()
        drawn.add(_head(words, one), _seen(words, one), _lanes(one))
    rows: list[Row] = [
        (
            Choice(
                label=words.label("label-community", title=_short(_title(words, one.community))),
                action=_about(Verb.COMMUNITY, one.community, number=page.number),
            ),
        )
        for one in page.lines
    ]
    if page.newcomers:
        drawn.gap()
        drawn.add(words.say("communities-newcomers"))
    for newcomer in page.newcomers:
        drawn.add(Html(f"· {line(newcomer.title, _TITLE_UNITS)}"))
        rows.append(_decisions(words, newcomer, is_named=True))
    rows.append(
        page_turns(
            words,
            page.number,
            page.page_count,
            lambda number: Action(verb=Verb.COMMUNITIES, number=number),
        )
    )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def draw_community(words: Wording, page: CommunityPage) -> Drawn:
    """One community, what its mode means, and what can be done."""
    one = page.line
    drawn = Page()
    if page.is_back:
        drawn.add(words.say("community-back", title=_title(words, one.community)))
        drawn.gap()
    drawn.add(_head(words, one), _seen(words, one), _lanes(one))
    drawn.gap()
    if page.asks_to_leave:
        drawn.add(words.say("community-leave-ask", title=_title(words, one.community)))
        rows: tuple[Row, ...] = (
            (
                _choice(words, "label-leave", Verb.LEAVE, one.community, number=page.number),
                _choice(words, "label-stay", Verb.COMMUNITY, one.community, number=page.number),
            ),
        )
    elif page.asks_automatic:
        title = _title(words, one.community)
        drawn.add(words.say("community-automatic-ask", title=title, count=page.auto_count))
        yes = _about(Verb.SET_AUTOMATIC, one.community, number=page.number)
        rows = (
            (
                Choice(label=words.label("label-automatic-yes"), action=replace(yes, slot="on")),
                _choice(
                    words, "label-automatic-no", Verb.COMMUNITY, one.community, number=page.number
                ),
            ),
        )
    else:
        drawn.add(words.say(f"community-means-{_state(one)}"))
        if page.answers_for:
            drawn.add(words.say("community-automatic-on", by=line(page.answers_for, _TITLE_UNITS)))
        if page.sweeps:
            drawn.add(words.say("community-sweeping-on", lanes=_swept(words, page.sweeps)))
        if page.budget is not None:
            drawn.add(say_budget(words, page.budget, page.picked))
        if _can_be_reported_in(one):
            key = "community-reports-on" if page.takes_reports else "community-reports-off"
            drawn.add(words.say(key))
        rows = (
            _modes(words, one, page.number),
            _reports(words, page),
            _automatic(words, page),
            _sweeping(words, page),
            _budget(words, page),
            _last(words, one, page.number),
        )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def draw_offer(words: Wording, page: OfferPage) -> Drawn:
    """A group that the bot was added to, with the rights that it lacks."""
    drawn = Page()
    drawn.add(words.say("offer-head", group=page.newcomer.title, by=page.newcomer.added_by))
    lacks = [right for right in NEEDED_RIGHTS if right in page.newcomer.lacks]
    if lacks:
        drawn.add(words.say("offer-lacks"))
        drawn.add(*(words.say(f"right-{right.replace('_', '-')}") for right in lacks))
    else:
        drawn.add(words.say("offer-lacks-nothing"))
    drawn.gap()
    drawn.add(words.say("offer-means"))
    if page.may_be_desk:
        drawn.add(words.say("offer-may-be-desk"))
    return Drawn(html=drawn.html, rows=(_decisions(words, page.newcomer),))


def draw_watched(words: Wording, page: WatchedPage) -> Drawn:
    """What was seen of a community so far, and the way to answer there."""
    one = page.line
    drawn = Page()
    drawn.add(words.say(f"watched-{page.span}", title=_title(words, one.community)))
    drawn.add(_seen(words, one), _lanes(one))
    surest = [counts[max(counts)] for counts in page.would_go.values() if counts]
    if any(surest):
        drawn.add(words.say("watched-would-go", count=sum(surest)))
    live = _mode_choice(words, one.community, CommunityMode.LIVE, number=1)
    more = _choice(words, "label-more-choices", Verb.COMMUNITY, one.community, number=1)
    return Drawn(html=drawn.html, rows=((live, more),))


def _head(words: Wording, one: CommunityLine) -> Html:
    return words.say(
        f"community-{_state(one)}", title=line(_title(words, one.community), _TITLE_UNITS)
    )


def _state(one: CommunityLine) -> str:
    return "gone" if one.is_gone else one.community.mode.value


def _seen(words: Wording, one: CommunityLine) -> Html:
    is_live = one.community.mode is CommunityMode.LIVE and not one.is_gone
    comments = words.say("community-comments", count=one.load.comment_count)
    cards = words.say(
        "community-cards" if is_live else "community-would-be-cards", count=one.load.card_count
    )
    return joined(", ", [comments, cards])


def _lanes(one: CommunityLine) -> Html:
    counts = one.load.comments
    return Html(" ".join(f"{SYMBOLS[lane]}{counts[lane]}" for lane in Lane if counts.get(lane)))


def _title(words: Wording, community: Community) -> str:
    return words.label("community-private") if community.is_private else community.title


def _modes(words: Wording, one: CommunityLine, number: int) -> Row:
    """The modes that the community does not have."""
    if one.is_gone:
        return ()
    return tuple(
        _mode_choice(words, one.community, mode, number=number)
        for mode in (CommunityMode.LIVE, CommunityMode.WATCH, CommunityMode.PAUSED)
        if mode is not one.community.mode
    )


def _can_be_reported_in(one: CommunityLine) -> bool:
    return not one.is_gone and not one.community.is_private


def _reports(words: Wording, page: CommunityPage) -> Row:
    """The switch for `/report`."""
    if not _can_be_reported_in(page.line):
        return ()
    slot = "off" if page.takes_reports else "on"
    action = _about(Verb.SET_REPORTS, page.line.community, number=page.number)
    return (Choice(label=words.label(f"label-reports-{slot}"), action=replace(action, slot=slot)),)


def _automatic(words: Wording, page: CommunityPage) -> Row:
    """The switch for answers that leave by themselves; only switching it on is asked twice."""
    if not _can_be_reported_in(page.line):
        return ()
    community, number = page.line.community, page.number
    if not page.answers_for:
        return (_choice(words, "label-automatic", Verb.AUTOMATIC_ASK, community, number=number),)
    off = replace(_about(Verb.SET_AUTOMATIC, community, number=number), slot="off")
    return (Choice(label=words.label("label-automatic-off"), action=off),)


def _sweeping(words: Wording, page: CommunityPage) -> Row:
    """The way to what is deleted by itself."""
    if not _can_be_reported_in(page.line):
        return ()
    community = page.line.community
    return (_choice(words, "label-sweeping", Verb.SWEEP_ASK, community, number=page.number),)


def _budget(words: Wording, page: CommunityPage) -> Row:
    """The way to the budget of cards."""
    if not _can_be_reported_in(page.line):
        return ()
    community = page.line.community
    return (_choice(words, "label-budget", Verb.BUDGET_ASK, community, number=page.number),)


def _swept(words: Wording, sweeps: Mapping[Lane, float]) -> Html:
    parts = [
        words.say(
            "sweeping-from",
            lane=words.label(f"lane-{lane}"),
            percent=round(threshold * 100),
        )
        for lane, threshold in sweeps.items()
    ]
    return joined(", ", parts)


def _last(words: Wording, one: CommunityLine, number: int) -> Row:
    back = Choice(
        label=words.label("label-communities"),
        action=Action(verb=Verb.COMMUNITIES, number=number),
    )
    if one.is_gone or one.community.is_private:
        return (back,)
    leave = _choice(words, "label-leave", Verb.LEAVE_ASK, one.community, number=number)
    return (leave, back)


def _decisions(words: Wording, newcomer: Newcomer, *, is_named: bool = False) -> Row:
    key = "label-watch-named" if is_named else "label-watch-it"
    return (
        Choice(
            label=words.label(key, title=_short(newcomer.title)),
            action=Action(verb=Verb.ADOPT, number=newcomer.chat_id),
        ),
        Choice(
            label=words.label("label-leave"),
            action=Action(verb=Verb.TURN_DOWN, number=newcomer.chat_id),
        ),
    )


def _short(title: str) -> str:
    return cut(disarm_line(title), _LABEL_UNITS)


def _mode_choice(
    words: Wording, community: Community, mode: CommunityMode, *, number: int
) -> Choice:
    action = Action(verb=Verb.SET_MODE, text=str(community.id), slot=mode.value, number=number)
    return Choice(label=words.label(f"label-mode-{mode}"), action=action)


def _choice(words: Wording, key: str, verb: Verb, community: Community, *, number: int) -> Choice:
    return Choice(label=words.label(key), action=_about(verb, community, number=number))


def _about(verb: Verb, community: Community, *, number: int) -> Action:
    return Action(verb=verb, text=str(community.id), number=number)
