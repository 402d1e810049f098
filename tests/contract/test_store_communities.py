"""What every store promises about communities, the team and invitations, once per adapter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.comment import CommentState
from bot.domain.communities import Load
from bot.domain.ids import ChatId, CommunityId, MessageId, UserId
from bot.domain.inviting import Invite, InviteState, mark_of
from bot.domain.lane import Lane
from bot.domain.outbox import DeskNote
from bot.domain.roster import Manager, Role
from tests.contract.store_values import (
    ANNA,
    BOT,
    DESK,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    SHOP,
    a_comment,
    a_community,
    an_item,
)

NEW = ChatId(-1005550001111)


async def test_a_community_is_added_once(store) -> None:
    async with store.writing() as tx:
        given = await tx.directory.add_community(a_community(chat_id=NEW, title="New"))
        again = await tx.directory.add_community(a_community(chat_id=NEW, title="Other"))

    async with store.reading() as tx:
        known = {one.id: one.title for one in await tx.directory.communities(BOT)}
    assert given is not None
    assert again is None
    assert known[given] == "New"


async def test_a_group_that_moved_is_added_where_it_is_now(store) -> None:
    async with store.writing() as tx:
        await tx.directory.move_chat(ChatId(-77), NEW)
        await tx.directory.add_community(a_community(chat_id=ChatId(-77)))

        assert await tx.directory.moved_to(ChatId(-77)) == NEW
        assert await tx.directory.moved_to(SHOP) == SHOP
        assert NEW in [one.chat_id for one in await tx.directory.communities(BOT)]


async def test_a_manager_is_removed_from_one_desk(store) -> None:
    zoya = Manager(desk_id=DESK, user_id=UserId(7), name="Zoya", role=Role.MODERATOR)
    async with store.writing() as tx:
        before = await tx.directory.managers(DESK)
        await tx.directory.save_manager(zoya)
        await tx.directory.remove_manager(zoya)

        assert await tx.directory.managers(DESK) == before


async def test_a_dropped_fact_is_unknown(store) -> None:
    async with store.writing() as tx:
        await tx.directory.set_value("gone:1", "")
        assert await tx.directory.value("gone:1") == ""
        await tx.directory.drop_value("gone:1")

        assert await tx.directory.value("gone:1") is None


async def test_a_load_counts_comments_by_lane_and_cards_by_author_and_thread(store) -> None:
    # given a community that wants praise and one that does not
    lanes = (Lane.COMPLAINT, Lane.QUESTION, Lane.PRAISE, Lane.SPAM, Lane.NONE, Lane.UNSURE)
    async with store.writing() as tx:
        other = await tx.directory.add_community(a_community(chat_id=NEW, wants_praise=True))
        for number, lane in enumerate(lanes):
            comment = a_comment(
                message_ids=(MessageId(number + 1),),
                lane=lane,
                state=CommentState.TRIAGED,
                sent_at=NOW,
            )
            await tx.comments.add(comment)
            await tx.comments.add(
                replace(
                    comment,
                    community_id=other,
                    chat_id=NEW,
                    author=replace(RAHUL, id=RAHUL.id + number),
                )
            )
        # and what is older, or not judged yet
        await tx.comments.add(
            a_comment(message_ids=(MessageId(50),), lane=Lane.COMPLAINT, sent_at=NOW - 2 * MINUTE)
        )
        await tx.comments.add(a_comment(message_ids=(MessageId(51),), sent_at=NOW))

    async with store.reading() as tx:
        loads = await tx.tally.loads(BOT, since=NOW - MINUTE)

    counts = dict.fromkeys(lanes, 1)
    assert loads == {
        CommunityId(1): Load(comments=counts, card_count=1),
        other: Load(comments=counts, card_count=3),
    }


def an_invite(token: str = "token") -> Invite:
    return Invite(
        mark=mark_of(token),
        owner=OWNER,
        role=Role.MANAGER,
        by=ANNA,
        by_name="Anna",
        expires_at=NOW + timedelta(hours=48),
    )


async def test_an_invitation_is_used_by_one_person(store) -> None:
    invite = an_invite()
    first = replace(
        invite, state=InviteState.CAME, guest=UserId(9), guest_name="Zoya", guest_username="zoya"
    )
    async with store.writing() as tx:
        await tx.invites.add(invite)
        assert await tx.invites.get(invite.mark) == invite

        assert await tx.invites.move(first, expected=InviteState.OPEN)
        second = replace(first, guest=UserId(10))
        assert not await tx.invites.move(second, expected=InviteState.OPEN)

        assert await tx.invites.get(invite.mark) == first
        assert await tx.invites.get(mark_of("other")) is None


async def test_old_invitations_are_forgotten(store) -> None:
    async with store.writing() as tx:
        await tx.invites.add(an_invite("a"))
        await tx.invites.add(replace(an_invite("b"), expires_at=NOW))

        assert await tx.invites.forget(before=NOW + MINUTE) == 1
        assert await tx.invites.get(mark_of("b")) is None
        assert await tx.invites.get(mark_of("a")) is not None


async def test_the_words_of_a_secret_note_can_be_dropped(store) -> None:
    note = DeskNote(html="a secret link", silent=False)
    async with store.writing() as tx:
        item_id = await tx.outbox.add(an_item(payload=note))
        await tx.outbox.drop_words(item_id)

        kept = await tx.outbox.get(item_id)
    assert kept.payload == replace(note, html="")
