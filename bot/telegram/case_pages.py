"""How lists of cases look: the queue and its filters, comments found, an author."""

from __future__ import annotations

from bot.domain.card import Choice, Drawn
from bot.domain.case import Case, Status
from bot.domain.case_line import CaseLine
from bot.domain.comment import Community
from bot.domain.desk import Action, DeskMessage, Verb
from bot.domain.desk_pages import (
    AuthorPage,
    FoundComment,
    QueuePage,
    SearchPage,
    Shown,
    Which,
)
from bot.domain.lane import Lane
from bot.domain.sanctions import Standing
from bot.telegram.author_pages import list_buttons, list_line
from bot.telegram.board_pages import case_link
from bot.telegram.card_lines import SYMBOLS, CardLines
from bot.telegram.html import Html, Page, bold, joined, line, link
from bot.telegram.links import author_link, comment_link, desk_link
from bot.telegram.turning import page_turns
from bot.telegram.wording import Wording

_NAME_UNITS = 60
_WORDS_UNITS = 100
_IN_A_ROW = 4


class CasePages:
    """Draws lists of cases in one desk's words."""

    def __init__(self, words: Wording, lines: CardLines) -> None:
        self._words = words
        self._lines = lines

    # --- the queue ------------------------------------------------------------------------------

    def queue(self, page: QueuePage) -> Drawn:
        """Open cases, filters, turning, `Next`."""
        drawn = Page()
        drawn.add(self._queue_head(page), *(self.case_line(one, page) for one in page.lines))
        turns = page_turns(
            self._words,
            page.number,
            page.page_count,
            lambda number: Action(verb=Verb.QUEUE, number=number, slot=page.which.slot),
        )
        following = self._choice("label-next", Action(verb=Verb.NEXT))
        rows = (*_openings(page), *self._filters(page), (*turns, following))
        return Drawn(html=drawn.html, rows=rows)

    def _queue_head(self, page: QueuePage) -> Html:
        if not page.lines:
            match page.which.shown:
                case Shown.ALL:
                    return self._words.say("queue-empty")
                case Shown.HELD:
                    name = line(page.holder_name, _NAME_UNITS)
                    return self._words.say("queue-nothing-held", name=name)
                case _:
                    return self._words.say("queue-none-of-these")
        title = self._words.say(
            "queue-title", count=page.count, page=page.number, pages=page.page_count
        )
        return joined(" · ", [title, self._which(page)])

    def _which(self, page: QueuePage) -> Html:
        match page.which.shown:
            case Shown.LANE:
                return self._words.say(f"lane-{page.which.lane}")
            case Shown.FREE:
                return self._words.say("queue-free")
            case Shown.PUT_OFF:
                return self._words.say("queue-put-off-ones")
            case Shown.HELD:
                name = line(page.holder_name, _NAME_UNITS)
                return self._words.say("queue-held-by", name=name)
            case _:
                return Html("")

    def case_line(self, one: CaseLine, page: QueuePage) -> Html:
        """An open case in one line, linked to its card where that has an address."""
        case = one.case
        said = [self._words.say("queue-waiting", time=self._words.duration(one.waited))]
        if one.waited.total_seconds() < 60:
            said = [self._words.say("queue-just-came")]
        if case.status is Status.CLAIMED:
            said.append(self._holder(case, is_mine=page.which.shown is Shown.HELD))
        if case.snoozed_until is not None:
            said.append(self._words.say("queue-put-off", at=case.snoozed_until))
        if case.open_promise is not None:
            said.append(self._words.say("queue-promised", at=case.open_promise.until))
        return self._words.say(
            "queue-line",
            symbol=SYMBOLS[case.lane],
            priority=case.priority,
            number=str(case.id),
            author=case_link(one.card, case, _NAME_UNITS),
            community=self._lines.community(one.community),
            said=joined(" · ", said),
            excerpt=self._lines.excerpt(one.focus),
        )

    def _holder(self, case: Case, *, is_mine: bool) -> Html:
        if is_mine:
            return self._words.say("queue-since", at=case.claimed_at or case.opened_at)
        return self._words.say("queue-with", holder=line(case.holder_name, _NAME_UNITS))

    def _filters(self, page: QueuePage) -> tuple[tuple[Choice, ...], ...]:
        """A lane that has no case any more stays while it is chosen."""
        lanes = [lane for lane in Lane if page.lanes.get(lane) or lane == page.which.lane]
        choices = [
            self._filter(Which(), self._words.label("label-all"), page),
            *(
                self._filter(
                    Which(shown=Shown.LANE, lane=lane),
                    f"{SYMBOLS[lane]} {page.lanes.get(lane, 0)}",
                    page,
                )
                for lane in lanes
            ),
            self._filter(Which(shown=Shown.HELD), self._words.label("label-mine"), page),
            self._filter(Which(shown=Shown.FREE), self._words.label("label-free"), page),
            self._filter(Which(shown=Shown.PUT_OFF), self._words.label("label-put-off"), page),
        ]
        return tuple(
            tuple(choices[start : start + _IN_A_ROW])
            for start in range(0, len(choices), _IN_A_ROW)
        )

    def _filter(self, which: Which, label: str, page: QueuePage) -> Choice:
        is_chosen = (which.shown, which.lane) == (page.which.shown, page.which.lane)
        action = Action(verb=Verb.QUEUE, number=1, slot=which.slot)
        return Choice(label=f"✓ {label}" if is_chosen else label, action=action)

    # --- what was found -------------------------------------------------------------------------

    def search(self, page: SearchPage) -> Drawn:
        """Comments that hold the words."""
        words = line(page.words, _WORDS_UNITS)
        if not page.found:
            return Drawn(html=self._words.say("search-nothing", words=words))
        drawn = Page()
        drawn.add(self._words.say("search-head", words=words, page=page.number))
        for one in page.found:
            drawn.add(self._found(one, has_author=True))
        turns = page_turns(
            self._words,
            page.number,
            page.number + page.has_more,
            lambda number: Action(verb=Verb.SEARCH, number=number, text=page.words),
        )
        return Drawn(html=drawn.html, rows=(turns,) if turns else ())

    def _found(self, one: FoundComment, *, has_author: bool) -> Html:
        at = Html(self._words.clock_time(one.comment.sent_at))
        place = link(
            comment_link(one.community, one.comment), self._lines.community(one.community)
        )
        author = line(one.comment.author.name, _NAME_UNITS) if has_author else Html("")
        case = Html("")
        if one.case is not None:
            case = self._case(one.case, one.card) if has_author else Html(f"#{one.case.id}")
        head = joined(" · ", [at, author, place, case])
        excerpt = self._words.say("found-excerpt", excerpt=self._lines.excerpt(one.comment))
        return Html(f"{head}\n{excerpt}")

    def _case(self, case: Case, card: DeskMessage | None) -> Html:
        address = desk_link(card.chat_id, card.message_id) if card is not None else ""
        number = link(address, Html(f"#{case.id}"))
        status = self._status(case.status)
        by = case.closed_by if case.status.is_closed else case.holder_name
        return joined(", ", [Html(f"{number} {SYMBOLS[case.lane]} {status}"), _name(by)])

    # --- an author ------------------------------------------------------------------------------

    def author(self, page: AuthorPage) -> Drawn:
        """What is known of an author."""
        sender = page.newest.comment.author
        name = bold(link(author_link(sender), line(sender.name, _NAME_UNITS)))
        username = line(f"@{sender.username}", _NAME_UNITS) if sender.username else Html("")
        drawn = Page()
        drawn.add(joined(" · ", [name, username, Html(f"<code>{sender.id}</code>")]))
        drawn.add(
            joined(
                " · ",
                [
                    self._words.say("author-since", at=page.first_seen_at),
                    self._words.say("author-comments", count=page.comment_count),
                ],
            )
        )
        drawn.add(list_line(self._words, page))
        drawn.add(self._outcomes(page))
        for community, standing in page.standings:
            drawn.add(self._standing(community, standing))
        drawn.add(*(self._case(case, card) for case, card in page.cases))
        drawn.gap()
        drawn.add(*(self._found(one, has_author=False) for one in page.comments))
        return Drawn(html=drawn.html, rows=list_buttons(self._words, page))

    def _outcomes(self, page: AuthorPage) -> Html:
        if not page.outcomes:
            return self._words.say("author-no-cases")
        counted = [
            Html(f"{self._status(status)} {page.outcomes[status]}")
            for status in Status
            if page.outcomes.get(status)
        ]
        return self._words.say("author-cases", outcomes=joined(", ", counted))

    def _standing(self, community: Community, standing: Standing) -> Html:
        parts = []
        if standing.warning_count:
            parts.append(self._words.say("author-warnings", count=standing.warning_count))
        if standing.is_banned:
            parts.append(self._words.say("author-banned"))
        elif standing.muted_until is not None:
            parts.append(self._words.say("author-muted-until", at=standing.muted_until))
        elif standing.is_muted:
            parts.append(self._words.say("author-muted"))
        return Html(f"⚠️ {self._lines.community(community)}: {joined(', ', parts)}")

    def _status(self, status: Status) -> Html:
        return self._words.say(f"case-{status.replace('_', '-')}")

    def _choice(self, key: str, action: Action) -> Choice:
        return Choice(label=self._words.label(key), action=action)


def _openings(page: QueuePage) -> tuple[tuple[Choice, ...], ...]:
    """A button for each case of the list, where it can be shown in the same chat."""
    choices = [
        Choice(label=f"#{one.case.id}", action=Action(verb=Verb.SHOW, case_id=one.case.id))
        for one in (page.lines if page.opens else ())
    ]
    return tuple(
        tuple(choices[start : start + _IN_A_ROW]) for start in range(0, len(choices), _IN_A_ROW)
    )


def _name(name: str) -> Html:
    return line(name, _NAME_UNITS) if name else Html("")
