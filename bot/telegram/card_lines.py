"""The lines that cards are made of, each within a budget of its own.

The budgets leave room for the suggestions, which share what the other lines have not used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.agreeing import AGREES
from bot.domain.card import OPEN_SLOT, CardView, Proposal, in_words, with_open_slots
from bot.domain.case import Status
from bot.domain.comment import Comment, Community
from bot.domain.lane import Lane
from bot.domain.masking import PersonalData, masked, personal_data
from bot.domain.outbox import OutboxState, PublicReply
from bot.domain.promises import PromiseState
from bot.domain.sanctions import Standing
from bot.telegram.html import (
    Html,
    block,
    bold,
    disarm_line,
    italic,
    joined,
    line,
    link,
    quotation,
    units,
)
from bot.telegram.links import author_link, comment_link
from bot.telegram.wording import Wording
from replies.types import Lack

SYMBOLS: Mapping[Lane, str] = {
    Lane.SPAM: "🗑",
    Lane.COMPLAINT: "🔴",
    Lane.ABUSE: "⛔",
    Lane.QUESTION: "❓",
    Lane.PRAISE: "💚",
    Lane.UNSURE: "🤔",
    Lane.NONE: "▫️",
}

_FOCUS_UNITS = 800
_OTHER_UNITS = 120
_OTHERS_SHOWN = 2
_PARENT_UNITS = 120
_EXCERPT_UNITS = 120
_ANSWER_UNITS = 160
_NAME_UNITS = 50
_PLACE_UNITS = 50
_TITLE_UNITS = 30
_REASON_UNITS = 50
_REPORTERS_SHOWN = 3
_REASONS_SHOWN = 4
_NOTE_UNITS = 90
_NOTES_SHOWN = 2
_PROPOSAL_UNITS = 700
_PROPOSAL_MARKUP_UNITS = 40
_PROPOSAL_TITLE_UNITS = 50
_PROPOSALS_SHOWN = 3
_TONE_UNITS = 20
_LACKING_UNITS = 60

_NOT_A_KEY = re.compile(r"[^a-z]+")
_SHORT_SENTENCE = re.compile(r".{8,28}?[.!?।](?=\s)")


class CardLines:
    """Writes the parts of a card in one desk's words."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def header(self, view: CardView) -> Html:
        """Symbol, lane, priority, by when an answer is due, and the number of the case."""
        case = view.case
        title = bold(Html(f"{self._words.say(f'lane-{case.lane}')} · {case.priority}"))
        parts = [Html(f"{SYMBOLS[case.lane]} {title}")]
        if case.due_at is not None:
            key = "card-was-due" if self._words.is_past(case.due_at) else "card-answer-by"
            parts.append(self._words.say(key, at=case.due_at))
        parts.append(Html(f"#{case.id}"))
        return joined(" · ", parts)

    def place(self, view: CardView) -> Html:
        """Community, thread, and a link to the comment."""
        if view.community.is_private:
            return self._words.say("card-private-chat")
        return joined(
            " › ",
            [
                self.community(view.community),
                _thread_title(view),
                self._words.say("card-in-private")
                if view.focus.is_behind_door
                else link(
                    comment_link(view.community, view.focus), self._words.say("card-comment")
                ),
            ],
        )

    def short_place(self, view: CardView, *, is_linked: bool = True) -> Html:
        """The thread, or the community where it has no title, linked to the comment."""
        name = _thread_title(view) or self.community(view.community)
        if view.focus.is_behind_door:
            return joined(" › ", [name, self._words.say("card-in-private")])
        return link(comment_link(view.community, view.focus), name) if is_linked else name

    def community(self, community: Community) -> Html:
        """The name of a community."""
        if community.is_private:
            return self._words.say("card-private-chat")
        return line(community.title, _PLACE_UNITS)

    def comments(self, view: CardView) -> list[Html]:
        """What the author wrote, the comment in question in full, and what it answers."""
        others = [comment for comment in view.comments if comment.id != view.focus.id]
        shown = others[-_OTHERS_SHOWN:]
        lines = []
        if len(others) > len(shown):
            lines.append(self._words.say("card-more-comments", count=len(others) - len(shown)))
        if view.focus.reply_to_text:
            parent = line(masked(view.focus.reply_to_text), _PARENT_UNITS)
            lines.append(self._words.say("card-answers-to", text=parent))
        for comment in sorted([*shown, view.focus], key=lambda one: (one.sent_at, one.id)):
            room = _FOCUS_UNITS if comment.id == view.focus.id else _OTHER_UNITS
            lines.append(quotation(self._content(comment, room)))
        if view.focus.edited_at is not None:
            lines.append(italic(self._words.say("card-edited", at=view.focus.edited_at)))
        return lines

    def excerpt(self, comment: Comment) -> Html:
        """A comment in one line."""
        words = line(masked(comment.text), _EXCERPT_UNITS) if comment.text else Html("")
        return joined(" ", [self._media(comment), words])

    def author_name(self, view: CardView) -> Html:
        """The author, linked to the profile."""
        return link(author_link(view.focus.author), line(view.author.name, _NAME_UNITS))

    def author(self, view: CardView) -> Html:
        """Who wrote, and what is known of them."""
        author, words = view.author, self._words
        known = [bold(self.author_name(view))]
        if author.username:
            known.append(line(f"@{author.username}", _NAME_UNITS))
        if author.is_channel:
            known.append(words.say("card-author-not-a-person"))
        if author.first_seen_at is None:
            known.append(words.say("card-author-new"))
        elif words.is_today(author.first_seen_at):
            known.append(words.say("card-author-new-today"))
        else:
            known.append(
                words.say("card-author-seen-since", month=words.month(author.first_seen_at))
            )
        if author.earlier_case_count:
            known.append(words.say("card-author-earlier", count=author.earlier_case_count))
        if author.last_was_negative:
            known.append(words.say("card-author-last-angry"))
        return joined(", ", [*known, *self._standing(author.standing)])

    def _standing(self, standing: Standing) -> list[Html]:
        """What moderators gave an author that still holds."""
        words, lines = self._words, []
        if standing.warning_count:
            lines.append(words.say("card-author-warnings", count=standing.warning_count))
        if standing.is_banned:
            lines.append(words.say("card-author-banned"))
        elif standing.is_muted and standing.muted_until is None:
            lines.append(words.say("card-author-muted-for-good"))
        elif standing.muted_until is not None:
            lines.append(words.say("card-author-muted", until=standing.muted_until))
        return [bold(line) for line in lines]

    def reasons(self, view: CardView) -> Html:
        """Why the case is there."""
        if not view.case.reasons:
            return Html("")
        shown = [self.reason(reason) for reason in view.case.reasons[:_REASONS_SHOWN]]
        return self._words.say("card-why", reasons=joined(", ", shown))

    def reported(self, view: CardView) -> Html:
        """How many members reported it, and who; each counts once."""
        names = [one.by_name for one in view.reports]
        if not names:
            return Html("")
        shown = [line(name, _REASON_UNITS) for name in names[:_REPORTERS_SHOWN]]
        if len(names) > len(shown):
            shown.append(self._words.say("card-reported-more", count=len(names) - len(shown)))
        return self._words.say("card-reported", count=len(names), names=joined(", ", shown))

    def personal_data(self, view: CardView) -> Html:
        """What the comments hold that had better not stand in public."""
        if view.community.is_private:
            return Html("")
        said = [one for one in (*view.comments, view.focus) if not one.is_behind_door]
        held = {kind for one in said for kind in personal_data(one.text)}
        named = [self._words.say(f"personal-{kind}") for kind in PersonalData if kind in held]
        return self._words.say("card-personal", kinds=joined(", ", named)) if named else Html("")

    def holder(self, view: CardView) -> Html:
        """Who has claimed the case, and since when."""
        case = view.case
        if case.status is not Status.CLAIMED:
            return Html("")
        since = case.claimed_at or case.opened_at
        return self._words.say("card-holder", name=line(case.holder_name, _NAME_UNITS), at=since)

    def snoozed(self, view: CardView) -> Html:
        """Until when the case was put off."""
        until = view.case.snoozed_until
        return Html("") if until is None else self._words.say("card-snoozed", at=until)

    def promise(self, view: CardView) -> Html:
        """What the author may expect, and by when."""
        promise = view.case.open_promise
        if promise is None:
            return Html("")
        key = "card-promise-due" if promise.state is PromiseState.DUE else "card-promise"
        return self._words.say(key, at=promise.until, by=line(promise.by, _NAME_UNITS))

    def tags(self, view: CardView) -> Html:
        """What the team sorts its cases by."""
        tags = " ".join(f"#{tag}" for tag in view.case.tags)
        return self._words.say("card-tags", tags=tags) if tags else Html("")

    def earlier_answer(self, view: CardView) -> Html:
        """That the author was answered before, with what, and came back."""
        reply = view.reply
        if reply is None or reply.state is not OutboxState.SENT or reply.sent_at is None:
            return Html("")
        assert isinstance(reply.payload, PublicReply)
        by = line(reply.payload.by_name, _NAME_UNITS)
        text = line(reply.payload.text, _ANSWER_UNITS)
        return self._words.say("card-answered-before", by=by, at=reply.sent_at, text=text)

    def failure(self, view: CardView) -> Html:
        """Why the last answer did not get out."""
        reply = view.reply
        if reply is None or reply.state is not OutboxState.FAILED:
            return Html("")
        key = f"card-failed-{reply.error}"
        if not self._words.has(key):
            key = "card-failed"
        return bold(self._words.say(key))

    def notes(self, view: CardView) -> list[Html]:
        """What managers noted."""
        return [
            self._words.say("card-note", by=line(name, _NAME_UNITS), text=line(text, _NOTE_UNITS))
            for name, text in view.notes[-_NOTES_SHOWN:]
        ]

    def title(self, titles: Mapping[str, str]) -> str:
        """The title of a saved reply in this language, else in English."""
        return titles.get(self._words.language) or titles["en"]

    def proposals(self, view: CardView, *, room: int) -> list[Html]:
        """The numbered suggestions in the room that is left, or that there is none."""
        if not view.proposals:
            if view.case.lane is Lane.SPAM:
                return []
            return self._lack(view.case.lack)
        shown = view.proposals[:_PROPOSALS_SHOWN]
        hint = Html("")
        if any(proposal.missing for proposal in shown):
            hint = italic(self._words.say("card-slots-will-be-asked", slot=OPEN_SLOT))
        share = (room - units(hint)) // len(shown)
        return [*(self._proposal(proposal, share) for proposal in shown), hint]

    def which(self, view: CardView, reply: PublicReply) -> Html:
        """Which suggestion an answer came from, if from one of them."""
        for proposal in view.proposals:
            if reply.reply_id and proposal.reply_id == reply.reply_id:
                key = (
                    "receipt-reply-number"
                    if _is_as_suggested(reply.text, proposal)
                    else "receipt-reply-number-changed"
                )
                return self._words.say(key, number=proposal.number)
        return self._words.say(
            "receipt-reply-saved" if reply.reply_id else "receipt-reply-own-words"
        )

    def is_as_suggested(self, view: CardView, reply: PublicReply) -> bool:
        """Whether an answer is one of the suggestions, word for word."""
        return any(
            proposal.reply_id == reply.reply_id and _is_as_suggested(reply.text, proposal)
            for proposal in view.proposals
        )

    def _lack(self, lack: Lack | None) -> list[Html]:
        """Say that nothing fits, on what there is nothing, and what comes closest."""
        if lack is None:
            return [italic(self._words.say("card-no-suggestions"))]
        named = line(", ".join(lack.words), _LACKING_UNITS)
        missing = (
            self._words.say("card-nothing-on", words=named)
            if lack.words
            else self._words.say("card-no-suggestions")
        )
        title = line(self.title(lack.closest), _PROPOSAL_TITLE_UNITS)
        return [italic(missing), italic(self._words.say("card-closest", title=title))]

    def _proposal(self, proposal: Proposal, share: int) -> Html:
        title = self.title(proposal.titles)
        tone = line(proposal.tone, _TONE_UNITS) if proposal.tone else Html("")
        head = self._words.say(
            f"card-suggestion-{proposal.fit}",
            number=proposal.number,
            title=bold(line(title, _PROPOSAL_TITLE_UNITS)),
            lang=joined(", ", [self._words.language_name(proposal.lang), tone]),
        )
        step = self._step(proposal)
        head = Html(f"{head}\n{step}") if step else head
        room = min(_PROPOSAL_UNITS, share - units(head) - _PROPOSAL_MARKUP_UNITS)
        text = block(with_open_slots(proposal.text, proposal.missing), max(room, 1))
        return Html(f"{head}\n{quotation(text)}")

    def _step(self, proposal: Proposal) -> Html:
        """Where in a playbook a suggestion stands."""
        step = proposal.step
        if step is None:
            return Html("")
        title = line(self.title(step.titles), _PROPOSAL_TITLE_UNITS)
        return self._words.say("card-step", number=step.number, count=step.count, title=title)

    def _content(self, comment: Comment, room: int) -> Html:
        words = block(masked(comment.text), room) if comment.text else Html("")
        said = joined(" ", [self._media(comment), words]) or Html("…")
        if not comment.is_behind_door:
            return said
        return joined(" ", [italic(self._words.say("card-said-in-private")), said])

    def _media(self, comment: Comment) -> Html:
        if not comment.media:
            return Html("")
        key = f"media-{comment.media.replace('_', '-')}"
        kind = self._words.say(key if self._words.has(key) else "media-other")
        count = len(comment.message_ids)
        name = Html(f"{kind} × {count}") if count > 1 else kind
        return italic(Html(f"[{name}]"))

    def reason(self, reason: str) -> Html:
        """A reason in the desk's language; the detail after the colon stays as it is."""
        phrase, _, detail = reason.partition(": ")
        key = "reason-" + _NOT_A_KEY.sub("-", phrase.lower()).strip("-")
        if not self._words.has(key):
            return line(reason, _REASON_UNITS)
        said = self._words.say(key)
        if not detail:
            return said
        kind = f"{'lane' if phrase == AGREES else 'media'}-{detail.replace('_', '-')}"
        shown = self._words.say(kind) if self._words.has(kind) else line(detail, _REASON_UNITS)
        return Html(f"{said}: {shown}")


def _thread_title(view: CardView) -> Html:
    """What a thread is about: its first sentence if that is short, else its first words."""
    title = disarm_line(view.thread.title) if view.thread is not None and view.thread.title else ""
    sentence = _SHORT_SENTENCE.match(title)
    return line(sentence[0] if sentence else title, _TITLE_UNITS) if title else Html("")


def _is_as_suggested(text: str, proposal: Proposal) -> bool:
    """Whether an answer is the suggestion to the letter, its open slots filled with anything."""
    pattern = with_open_slots(proposal.text, proposal.missing)
    for slot in sorted(proposal.missing, key=len, reverse=True):
        pattern = pattern.replace(f"{OPEN_SLOT} {in_words(slot)}", OPEN_SLOT)
    parts = pattern.split(OPEN_SLOT)
    found = 0
    for part in parts:
        found = text.find(part, found) + len(part)
        if found < len(part):
            return False
    return text.startswith(parts[0]) and text.endswith(parts[-1])
