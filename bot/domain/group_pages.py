"""What the card of cases that ask the same shows, gathered from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.case import Case
from bot.domain.comment import Comment, Community
from bot.domain.desk import DeskMessage
from bot.domain.ids import AlikeId, CaseId
from bot.domain.outbox import OutboxItem
from replies.types import Fit, VoiceFinding, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A case of the group, its comment under the post named `thread`, and what answers it."""

    case: Case
    member: Member
    focus: Comment
    thread: str = ""
    item: OutboxItem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProposal:
    """A saved reply that was found for several of them: `text` as the first would read it."""

    number: int
    reply_id: str
    titles: Mapping[str, str]
    fit: Fit
    lang: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Everything the card is drawn from; `lines` in the order in which they came."""

    group: AlikeGroup
    community: Community
    lines: tuple[GroupLine, ...]
    proposals: tuple[GroupProposal, ...] = ()

    @property
    def waiting(self) -> tuple[GroupLine, ...]:
        """Those that are still to be answered."""
        return tuple(one for one in self.lines if one.member.state is Membership.WAITING)

    @property
    def answered(self) -> tuple[GroupLine, ...]:
        """Those that the group's approvals answered."""
        return tuple(one for one in self.lines if one.member.state is Membership.ANSWERED)

    @property
    def author_count(self) -> int:
        """How many people are in it."""
        return len({one.case.author_key for one in self.lines})

    @property
    def priority(self) -> int:
        """That of the most urgent one that waits."""
        return max((one.case.priority for one in self.waiting), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswer:
    """What one of them would be told, word for word, at the revision that its case has."""

    case_id: CaseId
    revision: int
    author: str
    template: str
    text: str
    lang: str
    findings: tuple[VoiceFinding, ...] = ()

    @property
    def is_stopped(self) -> bool:
        """Whether the brand's voice does not let it out."""
        return any(one.weight is not Weight.WARN for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswers:
    """What is looked at before it is sent: `without` a fitting text are these authors.

    `later_count` more are told when these are done: a message has no room for their words.
    """

    group_id: AlikeId
    anchor_id: CaseId
    reply_id: str
    answers: tuple[GroupAnswer, ...]
    without: tuple[str, ...] = ()
    later_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Where a case stands that waits with others: on the card in `message`, once it is there."""

    group_id: AlikeId
    message: DeskMessage | None = None
