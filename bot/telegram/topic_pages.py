"""How the desk's topics look to a lead who switches them."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.topics import DeskTopic, TopicMode, TopicsPage, TopicState
from bot.telegram.html import Html, Page, line, link
from bot.telegram.links import desk_link
from bot.telegram.wording import Wording

_TITLE_UNITS = 60
_MOST_SHOWN = 20


def draw_topics(words: Wording, page: TopicsPage) -> Drawn:
    """The mode and what it means, what it needs, the topics that stand, and the other modes."""
    drawn = Page()
    drawn.add(words.say(f"topics-head-{page.mode}"))
    if page.refusal is not None:
        drawn.gap()
        drawn.add(words.say(f"topics-{page.refusal}"))
        if page.tries_again:
            drawn.add(words.say("topics-tries-again"))
    if page.topics:
        drawn.gap()
        drawn.add(words.say("topics-standing", count=len(page.topics)))
        drawn.add(*(_line(words, page, one) for one in page.topics[:_MOST_SHOWN]))
    if len(page.topics) > _MOST_SHOWN:
        drawn.add(words.say("topics-more", count=len(page.topics) - _MOST_SHOWN))
    drawn.gap()
    if not page.topics and page.refusal is None:
        drawn.add(words.say("topics-need"))
    drawn.add(words.say("topics-stay"))
    return Drawn(html=drawn.html, rows=tuple((_choice(words, page, one),) for one in TopicMode))


def _line(words: Wording, page: TopicsPage, topic: DeskTopic) -> Html:
    title = line(topic.title, _TITLE_UNITS)
    address = desk_link(page.chat_id, topic.thread_id)
    shown = link(address, title) if address else title
    if topic.state is TopicState.CLOSED:
        return words.say("topics-closed-one", topic=shown)
    return Html(f"· {shown}")


def _choice(words: Wording, page: TopicsPage, mode: TopicMode) -> Choice:
    label = words.label(f"label-topics-{mode}")
    return Choice(
        label=f"✓ {label}" if mode is page.mode else label,
        action=Action(verb=Verb.SET_TOPICS, text=mode.value),
    )
