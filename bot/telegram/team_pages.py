"""How the managers look to a lead who changes roles."""

from __future__ import annotations

from itertools import groupby

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.roster import Manager, Role
from bot.domain.team import PeoplePage, PersonPage
from bot.telegram.html import Html, Page, cut, disarm_line, line
from bot.telegram.wording import Wording

_NAME_UNITS = 50
_LABEL_UNITS = 30
_MOST_SHOWN = 40
_IN_A_ROW = 2


def draw_people(words: Wording, page: PeoplePage) -> Drawn:
    """Everybody with a role, role by role, with a button for each."""
    drawn = Page()
    shown = page.people[:_MOST_SHOWN]
    drawn.add(words.say("team-head", count=len(page.people)))
    for role, people in groupby(shown, key=lambda one: one.role):
        drawn.gap()
        drawn.add(Html(f"<b>{words.say(f'role-{role}')}</b>"))
        drawn.add(*(line(one.name, _NAME_UNITS) for one in people))
    drawn.gap()
    drawn.add(words.say("team-how"))
    return Drawn(
        html=drawn.html,
        rows=tuple(
            tuple(_person(one) for one in shown[at : at + _IN_A_ROW])
            for at in range(0, len(shown), _IN_A_ROW)
        ),
    )


def draw_person(words: Wording, page: PersonPage) -> Drawn:
    """One manager, the roles they could have, and the way out."""
    person = page.manager
    role = words.label(f"role-{person.role}")
    name = line(person.name, _NAME_UNITS)
    back = Choice(label=words.label("label-team"), action=Action(verb=Verb.TEAM))
    if page.asks_to_remove:
        html = words.say("team-remove-ask", name=name, role=role)
        removal = _change(words, "label-remove-yes", Verb.REMOVE, person)
        return Drawn(html=html, rows=((removal, back),))
    roles = tuple(
        (
            Choice(
                label=words.label("label-make", role=words.label(f"role-{each}")),
                action=Action(verb=Verb.SET_ROLE, number=person.user_id, text=each.value),
            ),
        )
        for each in Role
        if each is not person.role
    )
    removal = _change(words, "label-remove", Verb.REMOVE_ASK, person)
    html = words.say("team-person", name=name, role=role)
    return Drawn(html=html, rows=(*roles, (removal, back)))


def _person(person: Manager) -> Choice:
    return Choice(
        label=cut(disarm_line(person.name), _LABEL_UNITS),
        action=Action(verb=Verb.TEAMMATE, number=person.user_id),
    )


def _change(words: Wording, key: str, verb: Verb, person: Manager) -> Choice:
    return Choice(label=words.label(key), action=Action(verb=verb, number=person.user_id))
