"""What every store promises about a desk's numbers, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.ids import BotId, CommentId, DeskId, MessageId, Owner
from bot.domain.lane import Lane
from bot.domain.outbox import Drawing, OutboxState, Urgency
from bot.domain.vitals import RECENT, Vitals
from bot.ports import Store
from tests.contract.store_values import (
    BOT,
    MINUTE,
    NOW,
    OWNER,
    a_case,
    a_comment,
    a_public_reply,
    an_item,
    an_update,
)


async def test_what_waits_is_counted_with_the_age_of_the_oldest(store: Store) -> None:
    # given a desk at which something waits in every place
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1), an_update(2), an_update(3)], at=NOW - 5 * MINUTE)
        await tx.updates.finish(BOT, [an_update(1).update_id])
        await tx.updates.bury(BOT, an_update(2).update_id, error="broken")
        await tx.comments.add(a_comment(received_at=NOW - 4 * MINUTE))
        for changes in (
            {"opened_at": NOW - 9 * MINUTE, "snoozed_until": NOW + MINUTE},
            {"opened_at": NOW - 7 * MINUTE, "due_at": NOW - MINUTE},
            {"opened_at": NOW - 6 * MINUTE, "due_at": NOW + MINUTE, "lane": Lane.QUESTION},
        ):
            await tx.cases.add(a_case(**changes))
        waiting = an_item(urgency=Urgency.REPLY, payload=a_public_reply())
        await tx.outbox.add(replace(waiting, not_before=NOW - 3 * MINUTE))
        await tx.outbox.add(replace(waiting, not_before=NOW + MINUTE))
        unknown = await tx.outbox.add(waiting)
        await tx.outbox.start(unknown, at=NOW - 2 * MINUTE)
        await tx.outbox.finish(unknown, OutboxState.UNKNOWN, at=NOW)

    # when its numbers are asked for
    async with store.reading() as tx:
        seen = await tx.vitals.of(OWNER, now=NOW)
        elsewhere = await tx.vitals.of(
            Owner(bot_id=BotId(43), brand_id=OWNER.brand_id, desk_id=DeskId(2)), now=NOW
        )

    # then each is there, and another desk has none of it
    assert seen == Vitals(
        waiting_updates=1,
        oldest_update_at=NOW - 5 * MINUTE,
        dead_letters=1,
        waiting_comments=1,
        oldest_comment_at=NOW - 4 * MINUTE,
        open_cases={Lane.COMPLAINT: 2, Lane.QUESTION: 1},
        oldest_case_at=NOW - 7 * MINUTE,
        overdue_cases=1,
        card_lags=[],
        outbox={
            (OutboxState.QUEUED, Urgency.REPLY): 2,
            (OutboxState.UNKNOWN, Urgency.REPLY): 1,
        },
        due_since={Urgency.REPLY: NOW - 3 * MINUTE},
        oldest_unknown_at=NOW - 2 * MINUTE,
    )
    assert elsewhere == Vitals(card_lags=[])


async def test_a_card_is_late_by_what_its_first_comment_waited(store: Store) -> None:
    # given a case of two comments with two cards, one that was asked for, and an old one
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        for number, seconds in ((1, 50), (2, 20)):
            comment = a_comment(
                message_ids=(MessageId(number),),
                received_at=NOW - timedelta(seconds=seconds),
            )
            await tx.comments.add(comment)
            await tx.comments.save(
                replace(comment, id=CommentId(number), case_id=case_id, lane=Lane.COMPLAINT)
            )
        other = await tx.cases.add(a_case(thread_key="thread:9"))
        for case, urgency, at in (
            (case_id, Urgency.CARD, NOW - timedelta(seconds=10)),
            (case_id, Urgency.CARD, NOW),
            (other, Urgency.ANSWER, NOW),
        ):
            item_id = await tx.outbox.add(
                an_item(case_id=case, urgency=urgency, payload=Drawing())
            )
            await tx.outbox.start(item_id, at=at)
            await tx.outbox.finish(item_id, OutboxState.SENT, at=at, message_id=MessageId(5))

    async with store.reading() as tx:
        seen = await tx.vitals.of(OWNER, now=NOW)
        later = await tx.vitals.of(OWNER, now=NOW + RECENT + MINUTE)

    assert list(seen.card_lags) == [timedelta(seconds=40)]
    assert seen.sent == {Urgency.CARD: 2, Urgency.ANSWER: 1}
    assert (list(later.card_lags), later.sent) == ([], {})
