"""How cases that ask the same look on one card, and what each of them would be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.card import CardView, Choice, Drawn
from bot.domain.desk import Action, Verb
from bot.domain.group_pages import GroupAnswer, GroupAnswers, GroupLine, GroupView
from bot.domain.outbox import OutboxState
from bot.telegram.card_lines import SYMBOLS, CardLines
from bot.telegram.html import Html, Page, block, bold, joined, line, link, quotation
from bot.telegram.links import comment_link, desk_link
from bot.telegram.voice_lines import told_of
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_TITLE_UNITS = 60
_THREAD_UNITS = 30
_TEXT_UNITS = 380
_LINES_SHOWN = 8
_MEMBERS_SHOWN = 20
_NAMED = 12
_NAMES_UNITS = 120
_WITHOUT_UNITS = 300
_ANSWER_UNITS = 3200
_FINDINGS_UNITS = 600
_STATES = {
    OutboxState.QUEUED: "⏳",
    OutboxState.SENDING: "⏳",
    OutboxState.SENT: "✅",
    OutboxState.WITHDRAWN: "↩️",
}
_LIST = "list"


class GroupPages:
    """Draws in one desk's words."""

    def __init__(self, words: Wording, lines: CardLines) -> None:
        self._words = words
        self._lines = lines

    def card(self, view: GroupView) -> Drawn:
        """Who asks, what was found for them, and what was answered so far."""
        page = Page()
        waiting, answered = view.waiting, view.answered
        if not view.lines:
            return Drawn(html=self._words.say("group-settled"))
        page.add(self._head(view))
        page.add(self._lines.community(view.community))
        if answered:
            page.add(*self._told(answered))
        if waiting:
            page.gap()
            if answered:
                page.add(self._words.say("group-since", count=len(waiting)))
            page.add(*(self._line(view, one) for one in waiting[:_LINES_SHOWN]))
            if len(waiting) > _LINES_SHOWN:
                page.add(self._words.say("group-more", count=len(waiting) - _LINES_SHOWN))
            page.gap()
            page.add(*self._proposals(view))
        return Drawn(html=page.html, rows=self._rows(view))

    def answers(self, found: GroupAnswers) -> Drawn:
        """Each different text once, whole, with the names of those who get it."""
        page = Page()
        page.add(self._words.say("group-preview", count=len(found.answers)))
        for answers in _by_template(found.answers):
            page.gap()
            names = ", ".join(one.author for one in answers)
            if len(answers) > 1:
                names = f"{len(answers)}: {names}"
            first = answers[0]
            page.add(self._answer(names, first))
        page.gap()
        if found.without:
            names = ", ".join(found.without[:_NAMED])
            page.add(self._words.say("group-without", names=line(names, _WITHOUT_UNITS)))
        if found.later_count:
            page.add(self._words.say("group-later", count=found.later_count))
        sendable = [one for one in found.answers if not one.is_stopped]
        send = Action(
            verb=Verb.GROUP_SEND,
            case_id=found.anchor_id,
            number=found.group_id,
            reply_id=found.reply_id,
            slots=tuple((f"{one.case_id}:{one.revision}", one.text) for one in sendable),
        )
        cancel = Action(verb=Verb.GROUP_CANCEL, number=found.group_id)
        row = [Choice(label=self._words.label("label-cancel"), action=cancel)]
        if sendable:
            label = self._words.label("label-group-send", count=len(sendable))
            row.insert(0, Choice(label=label, action=send))
        return Drawn(html=page.html, rows=(tuple(row),))

    def _answer(self, names: str, first: GroupAnswer) -> Html:
        """A text as the first of them would read it, and what the voice finds in it."""
        head = bold(line(names, _NAMES_UNITS))
        text = quotation(block(first.text, _ANSWER_UNITS))
        found = told_of(self._words, first.findings, room=_FINDINGS_UNITS)
        return Html("\n".join(part for part in (head, text, found) if part))

    def members(self, view: GroupView) -> Drawn:
        """Those that wait, each with a button."""
        if not view.waiting:
            return Drawn(html=self._words.say("group-nobody"))
        page = Page()
        page.add(self._words.say("group-members"))
        shown = view.waiting[:_MEMBERS_SHOWN]
        page.add(*(Html(f"{at} {self._line(view, one)}") for at, one in enumerate(shown, start=1)))
        rows = tuple(
            (
                Choice(
                    label=self._words.label(
                        "label-group-out-name", number=at, author=one.case.author_name
                    ),
                    action=replace(_action(Verb.GROUP_OUT, view), case_id=one.case.id, slot=_LIST),
                ),
            )
            for at, one in enumerate(shown, start=1)
        )
        return Drawn(html=page.html, rows=rows)

    def stub(self, view: CardView) -> Drawn:
        """What a case's own card says while it waits on the card of others."""
        together = view.together
        assert together is not None
        place = together.message
        address = desk_link(place.chat_id, place.message_id) if place else ""
        html = self._words.say(
            "group-stub",
            author=self._lines.author_name(view),
            comment=self._lines.excerpt(view.focus),
        )
        out = Action(verb=Verb.GROUP_OUT, number=together.group_id, case_id=view.case.id)
        row = [Choice(label=self._words.label("label-group-out"), action=out)]
        if address:
            row.insert(0, Choice(label=self._words.label("label-open"), url=address))
        return Drawn(html=html, rows=(tuple(row),))

    def _head(self, view: GroupView) -> Html:
        lane = view.group.lane
        key = f"group-head-{lane}"
        count = len(view.lines)
        parts = [Html(f"{SYMBOLS[lane]} {self._words.say(key, count=view.author_count)}")]
        if count > view.author_count:
            parts.append(self._words.say("group-comments", count=count))
        if view.waiting:
            parts.append(Html(str(view.priority)))
            due = min((one.case.due_at for one in view.waiting if one.case.due_at), default=None)
            if due is not None:
                late = self._words.is_past(due)
                parts.append(self._words.say("card-was-due" if late else "card-answer-by", at=due))
        return joined(" · ", parts)

    def _line(self, view: GroupView, one: GroupLine) -> Html:
        name = link(
            comment_link(view.community, one.focus), line(one.case.author_name, _NAME_UNITS)
        )
        said = self._lines.excerpt(one.focus)
        threads = {other.case.thread_key for other in view.lines}
        thread = (
            Html(f" › {line(one.thread, _THREAD_UNITS)}")
            if len(threads) > 1 and one.thread
            else ""
        )
        return Html(f"{name}{thread}: {said} · #{one.case.id}")

    def _told(self, answered: Sequence[GroupLine]) -> list[Html]:
        """How far the answers have come, a name each."""
        items = [one.item for one in answered if one.item is not None]
        by = next((one.case.closed_by for one in reversed(answered)), "")
        sent = sum(one.state is OutboxState.SENT for one in items)
        told = [
            self._words.say(
                "group-answered", by=line(by, _NAME_UNITS), count=len(answered), sent=sent
            )
        ]
        queued = [one.not_before for one in items if one.state is OutboxState.QUEUED]
        if queued:
            last = self._words.clock_time(max(queued), seconds=True)
            told.append(self._words.say("group-leaves", at=last))
        names = [
            Html(
                f"{_STATES.get(one.item.state, '') if one.item else ''} "
                f"{line(one.case.author_name, _NAME_UNITS)} #{one.case.id}"
            )
            for one in answered[-_NAMED:]
        ]
        return [*told, joined(" · ", names)]

    def _proposals(self, view: GroupView) -> list[Html]:
        if not view.proposals:
            return [self._words.say("card-no-suggestions")]
        shown = []
        for one in view.proposals:
            head = self._words.say(
                f"card-suggestion-{one.fit}",
                number=one.number,
                title=bold(line(self._lines.title(one.titles), _TITLE_UNITS)),
                lang=self._words.language_name(one.lang),
            )
            shown.append(Html(f"{head}\n{quotation(block(one.text, _TEXT_UNITS))}"))
        return shown

    def _rows(self, view: GroupView) -> tuple[tuple[Choice, ...], ...]:
        say = self._words.label
        rows: list[tuple[Choice, ...]] = []
        is_stoppable = any(
            one.item is not None and one.item.state is OutboxState.QUEUED for one in view.answered
        )
        if is_stoppable:
            stop = Choice(label=say("label-group-stop"), action=_action(Verb.GROUP_STOP, view))
            rows.append((stop,))
        if not view.waiting:
            return tuple(rows)
        preview_it = _action(Verb.GROUP_PREVIEW, view)
        if view.answered and view.group.reply_id:
            again = replace(preview_it, reply_id=view.group.reply_id)
            rows.append((Choice(label=say("label-group-these-too"), action=again),))
        elif view.proposals:
            rows.append(
                tuple(
                    Choice(
                        label=say("label-group-answer", number=one.number),
                        action=replace(preview_it, reply_id=one.reply_id),
                    )
                    for one in view.proposals
                )
            )
        rows.append(
            (
                Choice(label=say("label-write"), action=_action(Verb.GROUP_WRITE, view)),
                Choice(label=say("label-group-out"), action=_action(Verb.GROUP_OUT_ASK, view)),
                Choice(label=say("label-group-apart"), action=_action(Verb.GROUP_APART, view)),
            )
        )
        return tuple(rows)


def _action(verb: Verb, view: GroupView) -> Action:
    return Action(verb=verb, number=view.group.id)


def _by_template(answers: Sequence[GroupAnswer]) -> list[list[GroupAnswer]]:
    """Those that differ by names alone stand together, in the order of the first of them."""
    found: dict[str, list[GroupAnswer]] = {}
    for answer in answers:
        found.setdefault(answer.template, []).append(answer)
    return list(found.values())
