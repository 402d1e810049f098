"""Mutes, bans and warnings: what an author gets, for how long, and what a warning leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.events import Sender, SenderKind
from bot.domain.ids import CaseId, CommunityId, Owner, SanctionId, UserId
from bot.domain.lane import Lane
from bot.domain.roster import Role

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DELETABLE_FOR = timedelta(hours=48)
"""How long after it was written Telegram lets a bot delete a message, admin or not."""
LEAST_AHEAD = timedelta(seconds=30)
"""Telegram takes a mute or ban that ends sooner for one without an end."""


_SAME_WITHIN = timedelta(minutes=5)
"""A second tap on the same button asks for nothing new, although time has passed."""


class SanctionKind(StrEnum):
    """What a moderator does to an author; each can be lifted."""

    WARNING = "warning"
    MUTE = "mute"
    BAN = "ban"


ROLE_NEEDED = {
    SanctionKind.WARNING: Role.MODERATOR,
    SanctionKind.MUTE: Role.MODERATOR,
    SanctionKind.BAN: Role.MANAGER,
}
"""Whose role reaches as far as giving a sanction, and as far as lifting it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A mute, ban or warning of one author in one community.

    It ends at `until`, or never without it; `lifted_at` is when somebody took it back.
    """

    id: SanctionId
    owner: Owner
    community_id: CommunityId
    author_key: str
    author_name: str
    kind: SanctionKind
    at: datetime
    until: datetime | None
    by: UserId
    by_name: str
    case_id: CaseId | None = None
    lifted_at: datetime | None = None

    def is_in_force(self, now: datetime) -> bool:
        """Whether it still holds: neither lifted nor over."""
        return self.lifted_at is None and (self.until is None or now < self.until)


def goes_with(other: Sanction, lifted: Sanction) -> bool:
    """Whether a sanction of the same author falls when another one is lifted."""
    if lifted.kind is not SanctionKind.WARNING:
        return other.kind is lifted.kind
    is_its_mute = other.kind is SanctionKind.MUTE and other.case_id == lifted.case_id
    return is_its_mute and other.at == lifted.at


def given_over(
    sanctions: Iterable[Sanction], case_id: CaseId, *, since: datetime, now: datetime
) -> list[Sanction]:
    """What was given over a case since it was opened (the last time), and holds."""
    return [
        one
        for one in sanctions
        if one.case_id == case_id and one.at >= since and one.is_in_force(now)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds for an author in a community; `muted_until` is None for a mute for good."""

    warning_count: int = 0
    is_muted: bool = False
    muted_until: datetime | None = None
    is_banned: bool = False

    def covers(self, kind: SanctionKind, until: datetime | None) -> bool:
        """Whether a mute or a ban up to then would change nothing."""
        if self.is_banned:
            return kind is not SanctionKind.WARNING
        if kind is not SanctionKind.MUTE or not self.is_muted:
            return False
        if self.muted_until is None or until is None:
            return self.muted_until is None
        return until <= self.muted_until + _SAME_WITHIN


CLEAR = Standing()
"""Nothing holds."""


def standing_of(sanctions: Iterable[Sanction], *, now: datetime) -> Standing:
    """What an author's sanctions in one community come to; of several mutes the longest holds."""
    held = [one for one in sanctions if one.is_in_force(now)]
    mutes = [one.until for one in held if one.kind is SanctionKind.MUTE]
    ends = [until for until in mutes if until is not None]
    return Standing(
        warning_count=sum(one.kind is SanctionKind.WARNING for one in held),
        is_muted=bool(mutes),
        muted_until=max(ends) if ends and len(ends) == len(mutes) else None,
        is_banned=any(one.kind is SanctionKind.BAN for one in held),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What a warning leads to: a mute as long as `mute`, or the offer of a ban."""

    mute: timedelta | None = None
    offers_ban: bool = False


LADDER = (Rung(), Rung(mute=HOUR), Rung(mute=DAY), Rung(offers_ban=True))
"""The first warning is only said, the second mutes for an hour, the third for a day."""


def rung_after(warning_count: int) -> Rung:
    """What the next warning leads to, with so many in force; the last rung has no end."""
    return LADDER[min(warning_count, len(LADDER) - 1)]


def is_a_person(author: Sender) -> bool:
    """Whether an author can be muted and warned; for channels Telegram has only a ban."""
    return author.kind is SenderKind.USER


def deletable_until(sent_at: datetime) -> datetime:
    """When Telegram's clock for deleting a message runs out."""
    return sent_at + DELETABLE_FOR


DENIED = {Lane.SPAM: "not_spam", Lane.ABUSE: "not_abuse"}
"""The lanes of which a moderator may say that they were wrong, and the name of that label."""
