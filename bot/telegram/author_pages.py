"""How lists of authors look, and the buttons that change them."""

from __future__ import annotations

from bot.domain.author_lists import AuthorList, ListedLine, ListedPage
from bot.domain.card import Choice, Drawn
from bot.domain.comment import author_key
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import AuthorPage
from bot.telegram.html import Html, Page, cut, disarm_line, line
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_BUTTON_UNITS = 24
_IN_A_ROW = 3

Row = tuple[Choice, ...]


def list_line(words: Wording, page: AuthorPage) -> Html:
    """Which list somebody is on, and what that means."""
    return words.say(f"author-on-{page.on}") if page.on is not None else Html("")


def list_buttons(words: Wording, page: AuthorPage) -> tuple[Row, ...]:
    """A button for each list; that of the one they are on takes them off it."""
    key = author_key(page.newest.comment.author)
    buttons = tuple(_button(words, key, one, page.on) for one in AuthorList)
    return (buttons, (_to_lists(words),))


def draw_listed(words: Wording, page: ListedPage) -> Drawn:
    """Who is on a list, with a button to each who wrote."""
    drawn = Page()
    drawn.add(words.say("author-needed"))
    drawn.gap()
    if not page.lines:
        drawn.add(words.say("authors-none"))
        return Drawn(html=drawn.html)
    drawn.add(words.say("authors-head", page=page.number, pages=page.page_count))
    shown: AuthorList | None = None
    for one in page.lines:
        if one.listed.on is not shown:
            shown = one.listed.on
            count = dict(page.counts)[AuthorList(shown or "")]
            drawn.add(words.say(f"authors-{shown}", count=count))
        drawn.add(_line(words, one))
    buttons = [_person(one) for one in page.lines if one.name]
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    rows.append(
        page_turns(
            words,
            page.number,
            page.page_count,
            lambda number: Action(verb=Verb.AUTHORS, number=number),
        )
    )
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def _line(words: Wording, one: ListedLine) -> Html:
    if not one.name:
        return words.say("authors-unseen", who=line(one.listed.shown_key, _NAME_UNITS))
    by = one.listed.by_name
    key = "authors-person" if by else "authors-person-configured"
    return words.say(
        key, name=line(one.name, _NAME_UNITS), by=line(by, _NAME_UNITS), at=one.listed.at
    )


def _button(words: Wording, key: str, one: AuthorList, on: AuthorList | None) -> Choice:
    is_theirs = one is on
    verb = Verb.AUTHOR_IGNORE if one is AuthorList.IGNORE else Verb.AUTHOR_LIST
    return Choice(
        label=words.label(f"label-list-{one}-off" if is_theirs else f"label-list-{one}"),
        action=Action(verb=verb, text=key, slot="" if is_theirs else one.value),
    )


def _person(one: ListedLine) -> Choice:
    label = cut(disarm_line(one.name), _BUTTON_UNITS)
    return Choice(label=label, action=Action(verb=Verb.AUTHOR, text=one.listed.key))


def _to_lists(words: Wording) -> Choice:
    return Choice(label=words.label("label-authors"), action=Action(verb=Verb.AUTHORS, number=1))
