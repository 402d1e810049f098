"""What stands around a case in a private chat: the outcome of the last one, and the way on."""

from __future__ import annotations

from bot.domain.card import CardView, Choice, Drawn, SoloView
from bot.domain.case import Status
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import Shown, Which
from bot.domain.ids import UserId
from bot.domain.outbox import OutboxState
from bot.telegram.html import Html, Page, joined, line
from bot.telegram.wording import Wording

_NAME_UNITS = 40
_CLOSED = {
    Status.MODERATED: "solo-moderated",
    Status.DISMISSED: "solo-dismissed",
    Status.ANSWERED_ELSEWHERE: "solo-answered-elsewhere",
}
_REPLIES = {
    OutboxState.QUEUED: "solo-leaves",
    OutboxState.SENDING: "solo-leaving",
    OutboxState.UNKNOWN: "solo-unknown",
    OutboxState.FAILED: "solo-failed",
}
_TO_LOOK_AT = frozenset({OutboxState.UNKNOWN, OutboxState.FAILED})


def outcome(words: Wording, view: CardView | None, reader: UserId) -> Html:
    """One line about the case that was decided before this one."""
    if view is None:
        return Html("")
    case, reply = view.case, view.reply
    who = {"number": str(case.id), "author": line(view.author.name, _NAME_UNITS)}
    if view.waits is not None:
        return words.say("solo-waits-for-yes", **who)
    if reply is not None and (case.status is Status.ANSWERED or reply.state in _TO_LOOK_AT):
        if reply.state in _REPLIES:
            leaves = words.clock_time(reply.not_before, seconds=True)
            return words.say(_REPLIES[reply.state], at=leaves, **who)
        return words.say("solo-answered", at=reply.sent_at or reply.not_before, **who)
    if case.status in _CLOSED:
        return words.say(_CLOSED[case.status], **who)
    if case.snoozed_until is not None:
        return words.say("solo-put-off", at=case.snoozed_until, **who)
    if case.status is Status.CLAIMED and case.holder_id != reader:
        return words.say("solo-handed-over", to=line(case.holder_name, _NAME_UNITS), **who)
    return Html("")


def way_on(words: Wording, view: SoloView, *, is_to_decide: bool) -> tuple[Choice, ...]:
    """The last row: hold the last answer back, or look at it again, and the next case."""
    row = []
    above = view.above
    reply = above.reply if above is not None else None
    if above is not None and reply is not None:
        number = str(above.case.id)
        if reply.state is OutboxState.QUEUED:
            stop = Action(verb=Verb.STOP, case_id=above.case.id, outbox_id=reply.id)
            row.append(Choice(label=words.label("label-stop-number", number=number), action=stop))
        elif reply.state in _TO_LOOK_AT:
            show = Action(verb=Verb.SHOW, case_id=above.case.id)
            row.append(Choice(label=f"#{number}", action=show))
    if is_to_decide and view.card is not None:
        skip = Action(verb=Verb.SKIP, case_id=view.card.case.id)
        row.append(Choice(label=words.label("label-skip"), action=skip))
    else:
        row.append(Choice(label=words.label("label-next"), action=Action(verb=Verb.NEXT)))
    return tuple(row)


def all_done(words: Wording, view: SoloView, top: Html) -> Drawn:
    """Nothing is left that nobody holds or has put off."""
    page = Page()
    page.add(top)
    page.gap()
    page.add(words.say("solo-all-done"))
    page.add(
        joined(
            " · ",
            [
                words.say("solo-put-off-count", count=view.put_off_count)
                if view.put_off_count
                else Html(""),
                words.say("solo-held-count", count=view.held_count)
                if view.held_count
                else Html(""),
            ],
        )
    )
    lists = []
    if view.held_count:
        mine = Action(verb=Verb.QUEUE, slot=Which(shown=Shown.HELD).slot)
        lists.append(Choice(label=words.label("label-mine"), action=mine))
    if view.put_off_count:
        put_off = Action(verb=Verb.QUEUE, slot=Which(shown=Shown.PUT_OFF).slot)
        lists.append(Choice(label=words.label("label-put-off"), action=put_off))
    rows = (way_on(words, view, is_to_decide=False), tuple(lists))
    return Drawn(html=page.html, rows=tuple(row for row in rows if row))
