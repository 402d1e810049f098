"""Gather what the card of cases that ask the same shows, and what each of them would be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, tzinfo
from html import escape

from bot.domain.alike import AlikeGroup
from bot.domain.card import Proposal
from bot.domain.case import Case
from bot.domain.comment import Comment
from bot.domain.group_pages import (
    GroupAnswer,
    GroupAnswers,
    GroupLine,
    GroupProposal,
    GroupView,
)
from bot.domain.ids import CaseId
from bot.ports import Library, Transaction
from bot.services.asking import inquiry_about
from bot.services.desk.view import Viewer, community_of, language_of
from bot.services.desk.voicing import Voicing
from bot.services.whole import with_focus
from replies.types import Suggestion

PROPOSED = 3
ROOM = 3200
"""Units that the different texts may take together: who approves them reads them whole."""
NAMES_ROOM = 200
"""Of these, what stands around each text: the names of those who get it."""
FINDINGS_ROOM = 650
"""The same for what the brand's voice finds in it."""
MOST_TYPED = 2300
"""Characters of an answer to several that a manager writes."""


class GroupViewer:
    """Knows what belongs on the card, and which words of a reply are whose."""

    def __init__(
        self, *, library: Library, viewer: Viewer, voicing: Voicing, zone: tzinfo
    ) -> None:
        self._library = library
        self._viewer = viewer
        self._voicing = voicing
        self._zone = zone

    async def view(self, tx: Transaction, group: AlikeGroup, *, at: datetime) -> GroupView:
        """Everything the card of a group is drawn from, as it stands in this transaction."""
        lines = []
        for member in group.members:
            if member.case_id not in group.case_ids:
                continue
            known = await with_focus(tx, await tx.cases.several([member.case_id]))
            if not known:
                continue
            case, focus = known[0]
            thread = await tx.comments.thread(case.community_id, case.thread_key)
            lines.append(
                GroupLine(
                    case=case,
                    member=member,
                    focus=focus,
                    thread=thread.title if thread is not None else "",
                    item=await tx.outbox.get(member.item_id) if member.item_id else None,
                )
            )
        view = GroupView(
            group=group,
            community=await community_of(tx, await tx.cases.get(group.anchor_id)),
            lines=tuple(lines),
        )
        return replace(view, proposals=await self._proposals(tx, view.waiting, at=at))

    async def _proposals(
        self, tx: Transaction, lines: Collection[GroupLine], *, at: datetime
    ) -> tuple[GroupProposal, ...]:
        """What was found for most of them; what asks for a detail of each is not among it."""
        scores: dict[str, float] = defaultdict(float)
        first: dict[str, Proposal] = {}
        for one in lines:
            known = {found.reply_id: found.score for found in one.case.suggestions}
            for proposal in await self._viewer.proposals(tx, one.case, one.focus, at=at):
                if not proposal.missing and proposal.step is None:
                    scores[proposal.reply_id] += known[proposal.reply_id]
                    first.setdefault(proposal.reply_id, proposal)
        best = sorted(scores, key=lambda reply_id: (-scores[reply_id], reply_id))[:PROPOSED]
        return tuple(
            GroupProposal(
                number=number,
                reply_id=reply_id,
                titles=first[reply_id].titles,
                fit=first[reply_id].fit,
                lang=first[reply_id].lang,
                text=first[reply_id].text,
            )
            for number, reply_id in enumerate(best, start=1)
        )

    async def answers(
        self, tx: Transaction, group: AlikeGroup, *, reply_id: str, at: datetime
    ) -> GroupAnswers:
        """What each would be told with a saved reply: own language, own words, own name."""
        found, without = [], []
        taken: dict[str, set[str]] = defaultdict(set)
        for member in group.waiting:
            known = await with_focus(tx, await tx.cases.several([member.case_id]))
            if not known:
                continue
            case, focus = known[0]
            in_thread = taken[case.thread_key]
            wording = await self.wording(tx, case, focus, reply_id, in_thread, at=at)
            if wording is None or wording.text is None:
                without.append(case.author_name)
                continue
            lang = wording.lang or language_of(case, focus, reply_id)
            answer = await self._answer(tx, case, focus, wording.text, lang, at=at)
            if answer is None:
                without.append(case.author_name)
                continue
            in_thread.add(wording.text)
            found.append(answer)
        return within_room(group, reply_id, found, without)

    async def typed(
        self, tx: Transaction, group: AlikeGroup, text: str, *, at: datetime
    ) -> GroupAnswers:
        """What each would be told in words that a manager wrote; `$author` is each one's own."""
        found, without = [], []
        for member in group.waiting:
            known = await with_focus(tx, await tx.cases.several([member.case_id]))
            if not known:
                continue
            case, focus = known[0]
            lang = language_of(case, focus, "")
            answer = await self._answer(tx, case, focus, text, lang, at=at, is_typed=True)
            if answer is None:
                without.append(case.author_name)
            else:
                found.append(answer)
        return within_room(group, "", found, without)

    async def wording(
        self,
        tx: Transaction,
        case: Case,
        focus: Comment,
        reply_id: str,
        taken: Collection[str],
        *,
        at: datetime,
    ) -> Suggestion | None:
        """The text of a reply for one of them; what others of the thread get comes last."""
        if focus.verdict is None:
            return None
        community = await community_of(tx, case)
        inquiry = await inquiry_about(
            tx, focus, community, focus.verdict, lane=case.lane, at=at, zone=self._zone
        )
        wording = self._library.wording(reply_id, replace(inquiry, proposed=frozenset(taken)))
        known = next((one for one in case.suggestions if one.reply_id == reply_id), None)
        if wording is None or known is None:
            return wording
        return replace(known, lang=wording.lang, tone=wording.tone, text=wording.text)

    async def _answer(
        self,
        tx: Transaction,
        case: Case,
        focus: Comment,
        template: str,
        lang: str,
        *,
        at: datetime,
        is_typed: bool = False,
    ) -> GroupAnswer | None:
        facts = await self._viewer.facts(tx, case, at=at)
        values = self._viewer.values(focus, {}, facts)
        filled = self._library.fill(template, values, lang, is_typed=is_typed)
        if filled.missing:
            return None
        return GroupAnswer(
            case_id=CaseId(case.id),
            revision=case.revision,
            author=case.author_name,
            template=template,
            text=filled.text,
            lang=lang,
            findings=await self._voicing.findings(tx, case, filled.text),
        )


def within_room(
    group: AlikeGroup, reply_id: str, found: list[GroupAnswer], without: list[str]
) -> GroupAnswers:
    """As many as can be read whole in one message, the first in any case."""
    shown: list[GroupAnswer] = []
    texts: dict[str, int] = {}
    for answer in found:
        wider = {**texts, answer.template: texts.get(answer.template, _room_of(answer))}
        if shown and sum(wider.values()) > ROOM:
            continue
        texts = wider
        shown.append(answer)
    return GroupAnswers(
        group_id=group.id,
        anchor_id=group.anchor_id,
        reply_id=reply_id,
        answers=tuple(shown),
        without=tuple(without),
        later_count=len(found) - len(shown),
    )


def _room_of(answer: GroupAnswer) -> int:
    """What a text takes in a message: escaped, in Telegram's units, with what stands around it."""
    units = len(escape(answer.text).encode("utf-16-le", "surrogatepass")) // 2
    return NAMES_ROOM + units + (FINDINGS_ROOM if answer.findings else 0)
