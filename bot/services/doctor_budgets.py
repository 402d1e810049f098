"""What `jawab check` finds in budgets of cards: set twice, for nobody, or not to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain.comment import Community
from bot.domain.lane import Lane
from bot.domain.load import NEVER_MISSED, Budget, Picked
from bot.services.doctor import Finding, Memory, fine, note
from bot.settings import Settings

_BY_THE_CHAT = "the database rules after the first start; a lead changes it with /communities"
_WHEN_BACK = "nothing is picked for it; it holds again when the bot is back in that group"
_DOES_NOTHING = "it does nothing: what managers write makes no cards"


def examine_budgets(settings: Settings, memory: Memory, *, at: datetime) -> Iterator[Finding]:
    """Compare those of the file with those that a lead set, and all with what traffic asks for.

    What traffic asks for is what the bot picked last; without a database there is nothing to say.
    """
    known = {one.id: one for one in memory.communities}
    for community_id in memory.budgets.keys() - known.keys():
        yield note(
            f"budget of community {community_id}",
            "is kept, and the database does not know that community",
            "it does nothing; if the community should be there, restore a backup",
        )
    in_file = {one.chat_id: one.budget for one in settings.communities if one.budget}
    for community in known.values():
        section = in_file.get(community.chat_id)
        wanted = section.budget if section is not None else None
        yield from _compared(community, wanted, memory)
        budget = memory.budgets.get(community.id)
        if budget is not None:
            yield _standing(community, budget, memory, at)


def _compared(community: Community, wanted: Budget | None, memory: Memory) -> Iterator[Finding]:
    """Where the file says one thing and the database another."""
    subject = _subject(community)
    if community.id not in memory.budgets:
        if wanted is not None:
            yield note(
                subject,
                f"{_said(wanted)} in the file, not taken over yet",
                "jawab run does that when it starts",
            )
        return
    kept = memory.budgets[community.id]
    if kept != wanted:
        message = f"{_said(wanted)} in the file, {_said(kept)} in the database"
        yield note(subject, message, _BY_THE_CHAT)


def _standing(community: Community, budget: Budget, memory: Memory, at: datetime) -> Finding:
    """Whether anything comes of it, and whether recent traffic can meet it."""
    subject, said = _subject(community), _said(budget)
    if memory.desk is not None and memory.desk.chat_id == community.chat_id:
        return note(subject, f"{said}, and the group is the managers' desk now", _DOES_NOTHING)
    if community.id in memory.gone:
        return note(subject, f"{said}, and the bot is not in it any more", _WHEN_BACK)
    picked = memory.picked.get(community.id)
    if picked is None or picked.budget != budget:
        return note(
            subject, f"{said}; thresholds are not picked yet", "jawab run does that at once"
        )
    if picked.cut is None:
        few = f"too few comments so far ({picked.comment_count})"
        return fine(subject, f"{said}; {few}, so the ordinary thresholds hold")
    return _met(subject, said, picked, at)


def _met(subject: str, said: str, picked: Picked, at: datetime) -> Finding:
    expected, usual = round(picked.expected), round(picked.usual)
    then = f", as of {picked.at:%Y-%m-%d}" if picked.is_old(at) else ""
    if picked.is_within:
        return fine(subject, f"{said}: {expected} expected, {usual} without it{then}")
    return note(
        subject,
        f"{said}, but {expected} expected{then}: what must never be missed is more than that",
        f"a lead raises it to {expected} with /communities, or takes lanes out of budget.always",
    )


def _subject(community: Community) -> str:
    return f"budget of {community.title or community.chat_id}"


def _said(budget: Budget | None) -> str:
    """The same for file and database: "20 cards a day (complaint from 70 % always)"."""
    if budget is None:
        return "no limit"
    always = [
        f"{lane} from {least:.0%}"
        for lane, least in sorted(budget.always.items())
        if NEVER_MISSED.get(Lane(lane)) != least
    ]
    return f"{budget.cards} cards a day" + (f" ({', '.join(always)} always)" if always else "")
