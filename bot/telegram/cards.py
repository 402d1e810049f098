"""How a case looks in the desk: a card to decide on, a receipt, a look-first, a closing line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.board import Board
from bot.domain.card import CardView, Choice, Drawn, SoloView
from bot.domain.case import Status
from bot.domain.comment import Comment, Community
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import DeskPage
from bot.domain.gaps import GapPage, GapsPage
from bot.domain.gathering import Gathered, UnsureList
from bot.domain.group_pages import GroupAnswers, GroupView
from bot.domain.library_pages import LibraryPage, TextFinding
from bot.domain.outbox import OutboxItem, OutboxState, PublicReply
from bot.domain.roster import Manager
from bot.domain.uses import Mark
from bot.ports import Clock
from bot.telegram import approval_lines, gap_pages, gathered_pages, solo_lines, voice_lines
from bot.telegram.board_pages import draw_board
from bot.telegram.card_lines import CardLines
from bot.telegram.desk_pages import draw_page
from bot.telegram.group_pages import GroupPages
from bot.telegram.html import Html, Page, block, disarm_line, line, link, quotation
from bot.telegram.library_pages import LibraryPages
from bot.telegram.links import comment_link, message_link
from bot.telegram.wording import Wording
from replies.types import VoiceFinding

_ANSWER_UNITS = 3000
_SENDS = 3

_CLOSED = {
    Status.MODERATED: "closed-moderated",
    Status.DISMISSED: "closed-dismissed",
    Status.ANSWERED_ELSEWHERE: "closed-answered-elsewhere",
    Status.ANSWERED: "closed-answered",
}

Rows = tuple[tuple[Choice, ...], ...]


class DeskRenderer:
    """Draws for one desk, in one language and its time zone; implements `bot.ports.Renderer`.

    `strict` raises for sentences that are missing from the locale, as tests want it.
    """

    def __init__(
        self,
        language: str,
        time_zone: str,
        clock: Clock,
        *,
        strict: bool = False,
    ) -> None:
        self._clock = clock
        self._time_zone = time_zone
        self._strict = strict
        self._others: dict[str, DeskRenderer] = {language: self}
        self._words = Wording(language, time_zone, clock, strict=strict)
        self._lines = CardLines(self._words)
        self._library = LibraryPages(self._words)
        self._groups = GroupPages(self._words, self._lines)

    @property
    def speaks(self) -> str:
        """The tag of its language."""
        return self._words.language

    def in_language(self, tag: str) -> DeskRenderer:
        """The same in another language; each is made once."""
        if tag not in self._others:
            other = DeskRenderer(tag, self._time_zone, self._clock, strict=self._strict)
            other._others = self._others
            self._others[tag] = other
        return self._others[tag]

    def say(self, key: str, /, **values: str | int | datetime) -> Html:
        """A sentence from the locale as HTML; values are escaped and disarmed."""
        return self._words.say(key, **values)

    def label(self, key: str, /, **values: str | int) -> str:
        """A sentence from the locale as plain text: button labels and toasts."""
        return self._words.label(key, **values)

    def preview(
        self,
        author: str,
        text: str,
        findings: Sequence[VoiceFinding],
        *,
        asks_to_override: bool = False,
    ) -> Html:
        """An answer as it would go out, and what the voice finds in it."""
        return voice_lines.preview(
            self._words, author, text, findings, asks_to_override=asks_to_override
        )

    def address(self, community: Community, comment: Comment) -> str:
        """Where a comment is found on t.me, empty where it has no address."""
        return comment_link(community, comment)

    def clock_time(self, moment: datetime, *, seconds: bool = False) -> str:
        """A moment as managers read it: 14:35, with the date where it is not today's."""
        return self._words.clock_time(moment, seconds=seconds)

    def board(self, board: Board) -> Drawn:
        """Draw the board."""
        return draw_board(self._words, board, self._clock)

    def page(self, page: DeskPage) -> Drawn:
        """Draw a page that was asked for: a list, what was found, figures, people."""
        return draw_page(self._words, self._lines, page)

    def library(self, page: LibraryPage) -> Drawn:
        """Draw a page of the library."""
        return self._library.draw(page)

    def text_findings(self, found: Sequence[TextFinding]) -> list[str]:
        """What the voice finds in texts of the library: rule, place, advice."""
        return [*voice_lines.of_texts(self._words, found)]

    def gaps(self, page: GapsPage) -> Drawn:
        """Draw the list of gaps of the library."""
        return gap_pages.draw_list(self._words, page)

    def gap(self, page: GapPage) -> Drawn:
        """Draw one gap, with what can be done about it."""
        return gap_pages.draw_gap(self._words, page)

    def language(self, tag: str) -> str:
        """The name of a language, as plain text."""
        return self._library.language(tag)

    def day(self, day: date) -> str:
        """A day as managers read it: 31 March, with the year where it is not this one."""
        return self._words.day(day)

    def title(self, titles: Mapping[str, str]) -> str:
        """The title of a saved reply in the desk's language, as plain text."""
        return disarm_line(self._lines.title(titles))

    def card(self, view: CardView) -> Drawn:
        """Draw a case as it stands; one that waits with others, in a few words."""
        if view.together is not None and _is_to_decide(view):
            return self._groups.stub(view)
        return self._card(view, Html(""))

    def group(self, view: GroupView) -> Drawn:
        """Draw the card of cases that ask the same, as they stand."""
        return self._groups.card(view)

    def group_answers(self, answers: GroupAnswers) -> Drawn:
        """Draw what each of them would be told, with the button that sends it."""
        return self._groups.answers(answers)

    def group_members(self, view: GroupView) -> Drawn:
        """Draw a list of those that wait, each with a button that takes it out."""
        return self._groups.members(view)

    def solo(self, view: SoloView) -> Drawn:
        """Draw the one card of a private chat, as the case stands, or that all is done."""
        top = solo_lines.outcome(self._words, view.above, view.reader)
        if view.card is None:
            return solo_lines.all_done(self._words, view, top)
        drawn = self._card(view.card, top)
        case = view.card.case
        is_with_others = case.status is Status.CLAIMED and case.holder_id != view.reader
        is_to_decide = _is_to_decide(view.card) and not is_with_others
        row = solo_lines.way_on(self._words, view, is_to_decide=is_to_decide)
        return replace(drawn, rows=(*drawn.rows, row))

    def _card(self, view: CardView, top: Html) -> Drawn:
        """The case as it stands, below a line that belongs to something else."""
        reply = view.reply
        if _is_to_decide(view):
            return self._to_decide(view, top)
        if reply is not None and reply.state is OutboxState.UNKNOWN:
            return self._look_first(view, reply, top)
        if view.case.status is not Status.ANSWERED or reply is None:
            return self._closed(view, top)
        return self._receipt(view, reply, top)

    def spam(self, cases: Sequence[Gathered], *, asks: bool = False) -> Drawn:
        """Draw the card of much spam, or (`asks`) the question whether to delete it."""
        return gathered_pages.draw_spam(self._words, cases, asks=asks)

    def unsure(self, page: UnsureList) -> Drawn:
        """Draw the list of unsure cases, each with its labels."""
        return gathered_pages.draw_unsure(self._words, page)

    def mention(self, manager: Manager) -> Html:
        """A manager's name as HTML that rings for them."""
        return link(f"tg://user?id={manager.user_id}", line(manager.name, 80))

    # --- what is still to be decided -----------------------------------------------------------

    def _to_decide(self, view: CardView, top: Html) -> Drawn:
        lines = self._lines
        page = _page_below(top)
        page.add(lines.failure(view), lines.header(view), lines.holder(view), lines.snoozed(view))
        page.add(lines.promise(view))
        page.add(approval_lines.waiting(self._words, view), approval_lines.held(self._words, view))
        page.add(lines.earlier_answer(view), *lines.comments(view))
        # what was said comes before where: a notification shows no more than two lines
        page.add(
            lines.author(view),
            lines.place(view),
            lines.reported(view),
            lines.reasons(view),
            lines.personal_data(view),
            lines.tags(view),
            *lines.notes(view),
        )
        page.gap()
        page.add(*lines.proposals(view, room=page.room))
        return Drawn(html=page.html, rows=self._decisions(view))

    def _decisions(self, view: CardView) -> Rows:
        sends = tuple(
            self._choice("label-send-number", view, Verb.SEND, number=shown.number)
            for shown in view.proposals[:_SENDS]
        )
        texts = [self._choice("label-edit", view, Verb.EDIT)] if sends else []
        texts.append(self._choice("label-write", view, Verb.WRITE))
        texts.append(self._choice("label-dismiss", view, Verb.DISMISS))
        is_claimed = view.case.status is Status.CLAIMED
        # nothing of what the menu offers can be done in a private chat
        is_public = not (view.community.is_private or view.focus.is_behind_door)
        last = [self._choice("label-hide", view, Verb.HIDE)] if is_public else []
        last.append(
            self._choice("label-release", view, Verb.RELEASE)
            if is_claimed
            else self._choice("label-claim", view, Verb.CLAIM)
        )
        last.append(self._choice("label-more", view, Verb.MORE))
        return tuple(row for row in (sends, tuple(texts), tuple(last)) if row)

    # --- what was decided ----------------------------------------------------------------------

    def _receipt(self, view: CardView, reply: OutboxItem, top: Html) -> Drawn:
        page = _page_below(top)
        page.add(self._receipt_head(view, reply), self._lines.promise(view))
        if _payload(reply).on_behalf_of:
            by = line(_payload(reply).on_behalf_of, 80)
            page.add(self.say("receipt-by-itself", by=by))
        page.add(self._context(view), self._answer(reply))
        return Drawn(html=page.html, rows=self._receipt_rows(view, reply))

    def _receipt_head(self, view: CardView, reply: OutboxItem) -> Html:
        by = line(_payload(reply).by_name, 80)
        which = self._lines.which(view, _payload(reply))
        match reply.state:
            case OutboxState.QUEUED:
                leaves = self._words.clock_time(reply.not_before, seconds=True)
                return self.say("receipt-queued", by=by, which=which, at=leaves)
            case OutboxState.SENDING:
                return self.say("receipt-sending", by=by, which=which)
            case _:
                sent_at = reply.sent_at or reply.not_before
                took = self._words.duration(sent_at - view.focus.sent_at)
                return self.say("receipt-sent", by=by, which=which, at=sent_at, took=took)

    def _receipt_rows(self, view: CardView, reply: OutboxItem) -> Rows:
        if reply.state is OutboxState.QUEUED:
            return ((self._choice("label-stop", view, Verb.STOP, reply=reply),),)
        if reply.state is not OutboxState.SENT:
            return ()
        # in a row of its own, so that no other button moves when its label changes
        return (
            *self._after_sending(view, reply),
            self._promising(view),
            *self._lesson(view, reply),
        )

    def _after_sending(self, view: CardView, reply: OutboxItem) -> Rows:
        if reply.sent_message_id is None:
            return ()
        rows = self._opening(message_link(view.community, view.focus, reply.sent_message_id))
        first = list(rows[0]) if rows else []
        if not self._lines.is_as_suggested(view, _payload(reply)):
            first.append(self._choice("label-save-reply", view, Verb.SAVE_REPLY, reply=reply))
        change = (
            self._choice("label-correct", view, Verb.CORRECT, reply=reply),
            self._choice("label-withdraw", view, Verb.WITHDRAW, reply=reply),
        )
        return (tuple(first), change) if first else (change,)

    def _promising(self, view: CardView) -> tuple[Choice, ...]:
        promise = self._choice("label-promise", view, Verb.PROMISE_ASK)
        if view.case.open_promise is None:
            return (promise,)
        return (self._choice("label-kept", view, Verb.KEPT), promise)

    def _lesson(self, view: CardView, reply: OutboxItem) -> Rows:
        """What a manager may say of the suggestion that was sent; nothing once it is forgotten."""
        if view.use is None or view.use.mark is Mark.UNLEARNT:
            return ()
        is_taught = view.use.mark is Mark.TAUGHT
        key, verb = ("label-unlearn", Verb.UNLEARN) if is_taught else ("label-learn", Verb.LEARN)
        return ((self._choice(key, view, verb, reply=reply),),)

    def _look_first(self, view: CardView, reply: OutboxItem, top: Html) -> Drawn:
        attempted_at, tries = reply.attempted_at or reply.not_before, reply.attempts
        which = self._lines.which(view, _payload(reply))
        page = _page_below(top)
        page.add(
            self.say(
                "receipt-unknown",
                at=attempted_at,
                by=line(_payload(reply).by_name, 80),
                which=which,
            )
        )
        page.add(self._context(view), self._answer(reply))
        answers = (
            self._choice("label-it-is-there", view, Verb.IT_IS_THERE, number=tries, reply=reply),
            self._choice("label-not-there", view, Verb.NOT_THERE, number=tries, reply=reply),
        )
        where = comment_link(view.community, view.focus)
        return Drawn(html=page.html, rows=(*self._opening(where), answers))

    def _closed(self, view: CardView, top: Html) -> Drawn:
        case = view.case
        at = case.closed_at or case.opened_at
        is_there = view.keeps_comments or case.status is not Status.MODERATED
        is_sanctioned = view.keeps_comments and case.status is Status.MODERATED
        page = _page_below(top)
        page.add(
            self.say(
                "closed-sanctioned" if is_sanctioned else _CLOSED[case.status],
                by=line(case.closed_by, 80),
                at=at,
                author=self._lines.author_name(view),
                place=self._lines.short_place(view, is_linked=is_there),
            )
        )
        return Drawn(html=page.html)

    def _context(self, view: CardView) -> Html:
        return self.say(
            "receipt-context",
            author=self._lines.author_name(view),
            place=self._lines.short_place(view),
            comment=self._lines.excerpt(view.focus),
        )

    def _answer(self, reply: OutboxItem) -> Html:
        return quotation(block(_payload(reply).text, _ANSWER_UNITS))

    def _opening(self, address: str) -> Rows:
        return ((Choice(label=self.label("label-open"), url=address),),) if address else ()

    def _choice(
        self,
        key: str,
        view: CardView,
        verb: Verb,
        *,
        number: int = 0,
        reply: OutboxItem | None = None,
    ) -> Choice:
        action = Action(
            verb=verb,
            case_id=view.case.id,
            revision=view.case.revision,
            number=number,
            outbox_id=reply.id if reply is not None else None,
        )
        return Choice(label=self.label(key, number=number), action=action)


def _is_to_decide(view: CardView) -> bool:
    """Whether a decision is still to be made: the case is open, or its answer did not get out."""
    reply = view.reply
    if reply is not None and reply.state is OutboxState.UNKNOWN:
        return False
    if not view.case.status.is_closed:
        return True
    is_answered = view.case.status is Status.ANSWERED and reply is not None
    return is_answered and reply is not None and reply.state is OutboxState.FAILED


def _page_below(top: Html) -> Page:
    page = Page()
    page.add(top)
    page.gap()
    return page


def _payload(reply: OutboxItem) -> PublicReply:
    assert isinstance(reply.payload, PublicReply)
    return reply.payload
