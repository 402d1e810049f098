"""How the gaps of the library look in the chat."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.gaps import Gap, GapPage, GapsPage
from bot.telegram.html import Html, Page, block, bold, cut, disarm_line, line, quotation
from bot.telegram.links import desk_link
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
    drawn.add(words.say("gaps-weekly" if page.is_weekly else "gaps-head", count=page.count))
    for number, gap in enumerate(page.gaps, start=1):
        drawn.gap()
        drawn.add(_head(words, gap, number=number), _quoted(gap.example.text))
    buttons = [
        (
            Choice(
                label=words.label("gap-label", number=number, name=_name(gap)),
                action=_action(Verb.GAP, gap),
            ),
        )
        for number, gap in enumerate(page.gaps, start=1)
    ]
    return Drawn(html=drawn.html, rows=tuple(buttons))


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
    return Drawn(
        html=drawn.html,
        rows=(
            (Choice(label=words.label("label-gap-reply"), action=_action(Verb.GAP_REPLY, gap)),),
            (
                Choice(label=words.label("label-gap-aside"), action=_action(Verb.GAP_ASIDE, gap)),
                *opening,
            ),
            (Choice(label=words.label("label-gaps"), action=Action(verb=Verb.GAPS)),),
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
    return Html(f"“{line(text, _EXAMPLE_UNITS)}”")


def _action(verb: Verb, gap: Gap) -> Action:
    return Action(verb=verb, comment_ids=(gap.example.comment_id,))
