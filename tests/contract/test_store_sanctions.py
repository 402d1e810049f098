"""What every store promises about mutes, bans and warnings, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.ids import CommunityId, MessageId, SanctionId
from bot.domain.sanctions import Sanction, SanctionKind
from tests.contract.store_values import ANNA, MINUTE, NOW, OWNER, a_case, a_comment

AUTHOR = "user:5000000001"
SHOP = CommunityId(1)


def a_sanction(**changes: Any) -> Sanction:
    values: dict[str, Any] = {
        "id": SanctionId(0),
        "owner": OWNER,
        "community_id": SHOP,
        "author_key": AUTHOR,
        "author_name": "Rahul",
        "kind": SanctionKind.MUTE,
        "at": NOW,
        "until": NOW + timedelta(hours=1),
        "by": ANNA,
        "by_name": "Anna",
    }
    return Sanction(**values | changes)


async def test_sanctions_come_back_by_author_and_by_case(store) -> None:
    async with store.writing() as tx:
        case_id = await tx.cases.add(a_case())
        mute = a_sanction(case_id=case_id)
        ban = a_sanction(kind=SanctionKind.BAN, until=None)
        other = a_sanction(author_key="chat:-1001")
        mute = replace(mute, id=await tx.sanctions.add(mute))
        ban = replace(ban, id=await tx.sanctions.add(ban))
        await tx.sanctions.add(other)

    async with store.reading() as tx:
        assert await tx.sanctions.of_author(SHOP, AUTHOR) == [mute, ban]
        assert await tx.sanctions.of_case(case_id) == [mute]
        assert await tx.sanctions.get(ban.id) == ban
        assert await tx.sanctions.get(SanctionId(99)) is None


async def test_a_sanction_is_lifted_once_and_can_be_restored(store) -> None:
    async with store.writing() as tx:
        mute_id = await tx.sanctions.add(a_sanction())

        assert await tx.sanctions.lift(mute_id, at=NOW + MINUTE)
        assert not await tx.sanctions.lift(mute_id, at=NOW + 2 * MINUTE)
        assert (await tx.sanctions.get(mute_id)).lifted_at == NOW + MINUTE

        await tx.sanctions.restore(mute_id)
        assert (await tx.sanctions.get(mute_id)).lifted_at is None


async def test_an_authors_comments_are_found_in_one_community_since_a_moment(store) -> None:
    async with store.writing() as tx:
        for number, minutes in enumerate((-5, 5, 2)):
            await tx.comments.add(
                a_comment(message_ids=(MessageId(number),), sent_at=NOW + minutes * MINUTE)
            )

        found = await tx.comments.of_author(SHOP, AUTHOR, since=NOW)
        elsewhere = await tx.comments.of_author(CommunityId(2), AUTHOR, since=NOW)

    assert [one.message_ids for one in found] == [(MessageId(2),), (MessageId(1),)]
    assert elsewhere == []
