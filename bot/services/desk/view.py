"""Gather what a card shows, and give its buttons their tokens."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, tzinfo

from bot.domain.alike import Membership
from bot.domain.approval import Approval, void_reason
from bot.domain.button_rows import fitting
from bot.domain.card import (
    AuthorLine,
    CardView,
    Choice,
    Drawn,
    Proposal,
    in_reading_order,
)
from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.desk import Action, Button, DeskMessage, DeskRole, Keyboard
from bot.domain.door import (
    KEY_FACT,
    LINK,
    can_have_door,
    door_link,
    door_token,
    leads_to_bot,
)
from bot.domain.events import SenderKind
from bot.domain.group_pages import Together
from bot.domain.holds import covering
from bot.domain.ids import CaseId, MessageRef, Owner
from bot.domain.naming import spoken_name
from bot.domain.reports import counting
from bot.domain.sanctions import standing_of
from bot.errors import CardOutdated
from bot.ports import CaseFacts, Library, SlotValues, Transaction
from bot.services.desk.deleted import deleted_text
from bot.services.desk.lessons import use_behind
from classifiers.types import UNDETERMINED
from replies.types import Suggestion

NOTE = "note"
"""Name of the audit action that keeps a manager's note."""
THREAD_PREFIX = "thread:"
"""Begins the key of a post with its comments, or of a chain of replies."""
_IS_NO_QUOTE = re.compile(r"[a-z_]*")
"""Title of a thread whose post has no words, but a "photo" or a "video_note"."""


class Viewer:
    """Knows what belongs on a card, and how a brand's replies are filled for a comment."""

    def __init__(
        self,
        *,
        library: Library,
        brand: str,
        links: Mapping[str, str],
        speaker: str = "",
        zone: tzinfo = UTC,
        username: Callable[[], str] = lambda: "",
    ) -> None:
        """`username` is the bot's, empty until Telegram has told it."""
        self._library = library
        self._brand = brand
        self._links = links
        self._speaker = speaker
        self._zone = zone
        self._username = username

    @property
    def knows_bot(self) -> bool:
        """Whether Telegram has told the bot's name, without which no link leads to it."""
        return bool(self._username())

    async def card(self, tx: Transaction, case_id: CaseId, *, at: datetime) -> CardView:
        """Everything the card of a case is drawn from, as it stands in this transaction.

        Dates in its suggestions are those of `at`; once it is closed, those of that moment.
        """
        case = await tx.cases.get(case_id)
        focus = await tx.comments.get(case.focus_id)
        comments = await tx.comments.of_case(case_id)
        replies = await tx.outbox.replies_of(case_id)
        notes = [one for one in await tx.cases.audit_of(case_id) if one.action == NOTE]
        return CardView(
            case=case,
            community=await community_of(tx, case),
            thread=await tx.comments.thread(case.community_id, case.thread_key),
            focus=focus,
            comments=tuple(comments) or (focus,),
            author=await self._author(tx, case, focus, at=at),
            proposals=await self.proposals(tx, case, focus, at=case.closed_at or at),
            reply=replies[-1] if replies else None,
            notes=tuple((note.by_name, note.detail) for note in notes),
            use=await use_behind(tx, case, replies[-1]) if replies else None,
            keeps_comments=await deleted_text(tx, case) is None,
            waits=await _waiting(tx, case, focus),
            holds=covering(await tx.holds.in_force(case.owner.desk_id), case),
            reports=tuple(counting(await tx.reports.of_case(case_id))),
            together=await _together(tx, case),
        )

    async def proposals(
        self, tx: Transaction, case: Case, focus: Comment, *, at: datetime
    ) -> tuple[Proposal, ...]:
        """The case's suggestions that have a text, filled as far as possible at that moment."""
        values = self.values(focus, {}, await self.facts(tx, case, at=at))
        found = [
            (suggestion, suggestion.text)
            for suggestion in case.suggestions
            if suggestion.text is not None
        ]
        return tuple(
            self._proposal(number, suggestion, text, values)
            for number, (suggestion, text) in enumerate(found, start=1)
        )

    def values(
        self, focus: Comment, prompted: Mapping[str, str], facts: CaseFacts | None = None
    ) -> SlotValues:
        """What is known for the slots of an answer to this comment."""
        return SlotValues(
            author=spoken_name(focus.author.name) if focus.author.kind is SenderKind.USER else "",
            brand=self._brand,
            speaker=self._speaker,
            links={**self._links, LINK: facts.door} if facts and facts.door else self._links,
            facts=facts,
            prompted=prompted,
        )

    async def facts(self, tx: Transaction, case: Case, *, at: datetime) -> CaseFacts:
        """What an answer that is given at that moment may say of its case."""
        community = await community_of(tx, case)
        post = await self._post(tx, case, community)
        return CaseFacts(
            community="" if community.is_private else in_reading_order(community.title),
            post=in_reading_order(post),
            number=str(case.id),
            at=at.astimezone(self._zone),
            door=await self.door(tx, case),
        )

    async def door(self, tx: Transaction, case: Case) -> str:
        """The address by which the author of a public case goes on in private, if there is one.

        It is the same each time. A configured link that leads elsewhere is left as it is.
        """
        username, secret = self._username(), await tx.directory.value(KEY_FACT)
        if not username or secret is None or not can_have_door(case):
            return ""
        if not leads_to_bot(self._links.get(LINK, ""), username):
            return ""
        if (await community_of(tx, case)).is_private:
            return ""
        return door_link(username, door_token(secret, case.id))

    async def _post(self, tx: Transaction, case: Case, community: Community) -> str:
        """How the post above a case begins; empty for a topic, or where a member began."""
        thread = await tx.comments.thread(community.id, case.thread_key)
        if thread is None or thread.root is None or not thread.key.startswith(THREAD_PREFIX):
            return ""
        root = MessageRef(chat_id=community.chat_id, message_id=thread.root)
        is_of_a_member = await tx.comments.at(root) is not None
        return "" if is_of_a_member or _IS_NO_QUOTE.fullmatch(thread.title) else thread.title

    def _proposal(
        self, number: int, suggestion: Suggestion, text: str, values: SlotValues
    ) -> Proposal:
        lang = suggestion.lang or "en"
        filled = self._library.fill(text, values, lang)
        return Proposal(
            number=number,
            reply_id=suggestion.reply_id,
            titles=suggestion.titles,
            fit=suggestion.fit,
            lang=lang,
            template=text,
            text=filled.text,
            tone=suggestion.tone,
            missing=filled.missing,
            has_other_words=suggestion.wordings > 1,
            step=suggestion.step,
        )

    async def _author(
        self, tx: Transaction, case: Case, focus: Comment, *, at: datetime
    ) -> AuthorLine:
        history = await tx.comments.history(case.owner.brand_id, case.author_key, before=focus.id)
        return AuthorLine(
            name=focus.author.name,
            username=focus.author.username,
            first_seen_at=history.first_seen_at,
            earlier_case_count=history.case_count,
            last_was_negative=history.last_was_negative,
            is_channel=focus.author.kind is not SenderKind.USER,
            standing=standing_of(
                await tx.sanctions.of_author(case.community_id, case.author_key), now=at
            ),
        )


async def card_of(tx: Transaction, case_id: CaseId) -> DeskMessage | None:
    """The message that shows a case at the desk: its card, or that of the group it waits in."""
    return (await cards_of(tx, [case_id])).get(case_id)


async def cards_of(tx: Transaction, case_ids: Collection[CaseId]) -> dict[CaseId, DeskMessage]:
    """The same for several cases, as far as something shows them."""
    cards = await tx.desk.newest_of(case_ids, DeskRole.CARD)
    without = [case_id for case_id in case_ids if case_id not in cards]
    anchors = await tx.alike.anchors_of(without) if without else {}
    if not anchors:
        return cards
    groups = await tx.desk.newest_of(set(anchors.values()), DeskRole.GROUP)
    shown = {one: groups[anchor] for one, anchor in anchors.items() if anchor in groups}
    return {**cards, **shown}


async def _together(tx: Transaction, case: Case) -> Together | None:
    group = await tx.alike.of_case(case.id)
    member = group.member(case.id) if group is not None else None
    if group is None or member is None or member.state is not Membership.WAITING:
        return None
    cards = await tx.desk.of_case(group.anchor_id, (DeskRole.GROUP,))
    return Together(
        group_id=group.id,
        message=cards[-1] if cards else None,
    )


async def _waiting(tx: Transaction, case: Case, focus: Comment) -> Approval | None:
    """The request for a second yes, as long as it is about the case as it is now."""
    waiting = await tx.approvals.waiting_for(case.id)
    standing = [one for one in waiting if void_reason(one, case, focus.content_hash) is None]
    return standing[-1] if standing else None


def language_of(case: Case, focus: Comment, reply_id: str) -> str:
    """The language of an answer: that of the suggestion it was made of, else the comment's."""
    for suggestion in case.suggestions:
        if suggestion.reply_id == reply_id and suggestion.lang:
            return suggestion.lang
    known = focus.verdict.lang if focus.verdict is not None else UNDETERMINED
    return known if known != UNDETERMINED else "en"


async def community_of(tx: Transaction, case: Case) -> Community:
    """The community that a case belongs to."""
    communities = await tx.directory.communities(case.owner.bot_id)
    return next(one for one in communities if one.id == case.community_id)


async def community_named(tx: Transaction, owner: Owner, action: Action) -> Community:
    """The community whose number is in a button's `text`; raise CardOutdated if it is gone."""
    for community in await tx.directory.communities(owner.bot_id):
        if str(community.id) == action.text:
            return community
    raise CardOutdated("there is no such community any more")


def fingerprint(drawn: Drawn) -> str:
    """Tells whether a message would look and act the same as the one that stands."""
    return hashlib.sha256(repr((drawn.html, drawn.rows)).encode()).hexdigest()[:32]


async def keyboard(tx: Transaction, drawn: Drawn, *, at: datetime) -> Keyboard:
    """Keep the meaning of every button under an opaque token, in rows that fit a phone."""
    kept: dict[str, Action] = {}
    rows = tuple(tuple(_button(choice, kept) for choice in row) for row in fitting(drawn.rows))
    await tx.desk.put_actions(kept, at=at)
    return rows


def _button(choice: Choice, kept: dict[str, Action]) -> Button:
    if choice.action is None:
        return Button(label=choice.label, url=choice.url)
    token = secrets.token_urlsafe(9)
    kept[token] = choice.action
    return Button(label=choice.label, token=token)
