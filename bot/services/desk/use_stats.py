"""How saved replies are used, best and worst; and forgetting what was learnt of one."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.ids import Owner
from bot.domain.library import EntryKind, EntryRef
from bot.domain.library_pages import Use
from bot.domain.roster import Role
from bot.domain.uses import UseCounts
from bot.errors import NotAllowed
from bot.ports import AuditEntry, Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes

ON_A_PAGE = 8
STATS, UNLEARN = "stats", "unlearn"


class UseStats:
    """Answers `/replies stats` and `/replies unlearn`."""

    def __init__(self, *, owner: Owner, renderer: Renderer, notes: DeskNotes) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes

    async def use_of(self, tx: Transaction, ref: EntryRef) -> Use | None:
        """How an entry was used; only replies are counted."""
        if ref.kind is not EntryKind.REPLY:
            return None
        counts = await tx.uses.of_reply(self._owner.brand_id, ref.id)
        return Use(
            shown=counts.shown,
            sent=counts.sent,
            edited=counts.edited,
            last_used_at=counts.last_used_at,
        )

    async def show(self, tx: Transaction, asked: Asked) -> bool:
        """Carry out the command if it is one of these; raise NotAllowed."""
        name, _, rest = asked.words.partition(" ")
        if name == STATS and (not rest or rest.isdecimal()):
            html = await self._stats(tx, int(rest or 1))
        elif name == UNLEARN and rest:
            html = await self._unlearn(tx, rest.strip(), asked)
        else:
            return False
        await self._notes.answer(
            tx, Drawn(html=html), chat_id=asked.chat_id, reply_to=asked.message_id
        )
        return True

    async def _stats(self, tx: Transaction, number: int) -> str:
        """One page, the replies that are sent most of the times they are shown first."""
        counted = sorted(
            (await tx.uses.counts(self._owner.brand_id)).values(),
            key=lambda one: (-one.taken_share, -one.shown, one.reply_id),
        )
        if not counted:
            return self._renderer.say("uses-none")
        pages = -(-len(counted) // ON_A_PAGE)
        page = min(max(number, 1), pages)
        shown = counted[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        head = self._renderer.say("uses-head", page=page, pages=pages)
        return "\n".join((head, *map(self._line, shown)))

    def _line(self, one: UseCounts) -> str:
        line = self._renderer.say(
            "uses-line",
            reply=one.reply_id,
            shown=one.shown,
            sent=one.sent,
            edited=one.edited,
            changed=round(100 * one.mean_distance),
            passed=one.passed_over,
            taught=one.taught,
        )
        if one.last_used_at is None:
            return line
        return f"{line} · {self._renderer.clock_time(one.last_used_at)}"

    async def _unlearn(self, tx: Transaction, reply_id: str, asked: Asked) -> str:
        """Scores of the reply are as if nobody had ever decided on it."""
        manager = asked.manager
        if not manager.role.includes(Role.LEAD):
            raise NotAllowed(Role.LEAD)
        count = await tx.uses.unlearn(self._owner.brand_id, reply_id)
        await tx.cases.audit(
            AuditEntry(
                owner=self._owner,
                case_id=None,
                at=asked.at,
                by=manager.user_id,
                by_name=manager.name,
                action="reply_unlearnt",
                detail=f"{reply_id}: {count}",
            )
        )
        return self._renderer.say("uses-unlearnt", reply=reply_id, count=count)
