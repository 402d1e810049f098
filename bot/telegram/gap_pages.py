"""How the gaps of the library look in the chat."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.gaps import Gap, GapPage, GapsPage
from bot.domain.masking import masked
from bot.telegram.html import Html, Page, block, bold, cut, disarm_line, line, quotation
from bot.telegram.links import desk_link
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_EXAMPLE_UNITS = 160
_ANSWER_UNITS = 800
_EXAMPLES_SHOWN = 4


def draw_list(words: Wording, page: GapsPage) -> Drawn:
    """The gaps, each with one comment, and a button for each."""
    if not page.gaps:
        return Drawn(html=words.say("gaps-none"))
    drawn = Page()
    drawn.add(
        words.say(
            "gaps-weekly" if page.is_weekly else "gaps-head",
            count=page.count,
            page=page.number,
            pages=page.page_count,
        )
    )
    numbered = list(enumerate(page.gaps, start=page.first))
    for number, gap in numbered:
        drawn.gap()
        drawn.add(_head(words, gap, number=number), _quoted(gap.example.text))
    openings = [
        Choice(
            label=words.label("gap-label", number=number, name=_name(gap)),
            action=_action(Verb.GAP, gap, number=page.number),
        )
        for number, gap in numbered
    ]
    rows = (*((opening,) for opening in openings), _turns(words, page))
    return Drawn(html=drawn.html, rows=tuple(row for row in rows if row))


def _turns(words: Wording, page: GapsPage) -> tuple[Choice, ...]:
    """The ways to the gaps that are not on the page."""
    turns = page_turns(
        words, page.number, page.page_count, lambda number: Action(verb=Verb.GAPS, number=number)
    )
    if not page.is_weekly or page.count <= len(page.gaps):
        return turns
    every = Action(verb=Verb.GAPS, number=1)
    return (Choice(label=words.label("label-gaps-all"), action=every), *turns)


def draw_gap(words: Wording, page: GapPage) -> Drawn:
    """One gap: examples, the usual answer, and what can be done about it."""
    gap = page.gap
    drawn = Page()
    drawn.add(_head(words, gap))
    drawn.add(*(_quoted(text) for text in gap.texts[:_EXAMPLES_SHOWN]))
    drawn.gap()
    answered = gap.answered
    if answered:
        drawn.add(words.say("gap-answered", count=len(answered)))
        drawn.add(quotation(block(answered[0].answer, _ANSWER_UNITS)))
    else:
        drawn.add(words.say("gap-unanswered"))
    address = desk_link(page.card.chat_id, page.card.message_id) if page.card else ""
    opening = (Choice(label=words.label("label-gap-example"), url=address),) if address else ()

    def act(key: str, verb: Verb) -> Choice:
        return Choice(label=words.label(key), action=_action(verb, gap, number=page.number))

    back = Action(verb=Verb.GAPS, number=page.number)
    return Drawn(
        html=drawn.html,
        rows=(
            (act("label-gap-reply", Verb.GAP_REPLY),),
            (act("label-gap-aside", Verb.GAP_ASIDE), *opening),
            (Choice(label=words.label("label-gaps"), action=back),),
        ),
    )


def _head(words: Wording, gap: Gap, *, number: int = 0) -> Html:
    name = bold(line(_name(gap), _NAME_UNITS))
    return words.say(
        "gap-head",
        name=Html(f"{number} {name}" if number else name),
        count=len(gap.comments),
        people=gap.author_count,
    )


def _name(gap: Gap) -> str:
    return cut(disarm_line(", ".join(gap.words) or gap.example.text), _NAME_UNITS)


def _quoted(text: str) -> Html:
    return Html(f"“{line(masked(text), _EXAMPLE_UNITS)}”")


def _action(verb: Verb, gap: Gap, *, number: int) -> Action:
    """An action about a gap, from where the way back leads to the page with that number."""
    return Action(verb=verb, number=number, comment_ids=(gap.example.comment_id,))
