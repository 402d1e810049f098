"""Two bots, brands and desks in one database, whose chats and message numbers are the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.case import Status
from bot.domain.comment import author_key
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.desk_pages import Shown, Which
from bot.domain.ids import (
    NO_CHAT,
    BotId,
    BrandId,
    CaseId,
    ChatId,
    CommunityId,
    DeskId,
    MessageId,
    MessageRef,
    Owner,
    UpdateId,
    UserId,
)
from bot.domain.inviting import Invite, InviteState
from bot.domain.lane import Lane
from bot.domain.outbox import Drawing, OutboxState
from bot.domain.roster import Manager, Role
from bot.ports import Store
from tests.contract.store_values import (
    ANNA,
    NOW,
    OWNER,
    RAHUL,
    SHOP,
    a_case,
    a_comment,
    a_community,
    a_public_reply,
    a_seed,
    an_item,
    an_update,
)

OTHERS = Owner(bot_id=BotId(43), brand_id=BrandId(2), desk_id=DeskId(2))
PRIVATE = ChatId(5_000_000_001)
"""A person's private chat has the same id whichever bot it is with."""
MOVED = ChatId(-1005)
TEN = MessageId(10)
SINCE = NOW - timedelta(days=1)
SINCE_THEN = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two."""

    owner: Owner
    store: Store
    community_id: CommunityId
    case_id: CaseId


@pytest.fixture
async def both(empty_store: Store) -> tuple[Side, Side]:
    """Each bot watches the same group, and heard the same message there."""
    return await _begun(empty_store, OWNER, "Anna"), await _begun(empty_store, OTHERS, "Boris")


async def _begun(store: Store, owner: Owner, lead: str) -> Side:
    store = store.of_bot(owner.bot_id)
    lead_of_it = Manager(desk_id=owner.desk_id, user_id=ANNA, name=lead, role=Role.LEAD)
    async with store.writing() as tx:
        await tx.directory.seed(
            a_seed(owner=owner, communities=(a_community(owner=owner),), managers=(lead_of_it,))
        )
        (community,) = await tx.directory.communities(owner.bot_id)
        comment = a_comment(
            owner=owner, community_id=community.id, album_id="a", lane=Lane.COMPLAINT
        )
        comment_id = await tx.comments.add(comment)
        case_id = await tx.cases.add(
            a_case(owner=owner, community_id=community.id, focus_id=comment_id)
        )
        await tx.comments.save(replace(comment, id=comment_id, case_id=case_id))
    return Side(owner=owner, store=store, community_id=community.id, case_id=case_id)


# --- by chat and message ------------------------------------------------------------------------


async def test_a_store_for_no_bot_in_particular_refuses_to_look_by_chat(empty_store) -> None:
    async with empty_store.reading() as tx:
        ref = MessageRef(chat_id=SHOP, message_id=TEN)
        for ask in (
            partial(tx.comments.at, ref),
            partial(tx.desk.get, ref),
            partial(tx.desk.action, "token"),
            partial(tx.directory.value, "key"),
            partial(tx.invites.get, "mark"),
        ):
            with pytest.raises(RuntimeError, match="of_bot"):
                await ask()


async def test_one_message_is_a_comment_of_each_bot_that_heard_it(both) -> None:
    for side in both:
        async with side.store.reading() as tx:
            heard = await tx.comments.at(MessageRef(chat_id=SHOP, message_id=TEN))
            album = await tx.comments.album(SHOP, "a")

        assert heard is not None
        assert heard.owner == side.owner
        assert album == heard


async def test_messages_of_two_bots_in_private_chats_of_one_person_stay_apart(both) -> None:
    # given a message of the same number in the chat of one person with each bot
    ours, theirs = both
    ref = MessageRef(chat_id=PRIVATE, message_id=TEN)
    for side, role in ((ours, DeskRole.CARD), (theirs, DeskRole.NOTE)):
        async with side.store.writing() as tx:
            await tx.desk.put(
                DeskMessage(chat_id=PRIVATE, message_id=TEN, role=role, case_id=side.case_id)
            )

    # when one of them is removed
    async with ours.store.writing() as tx:
        shown = await tx.desk.get(ref)
        assert shown is not None
        assert (shown.role, shown.case_id) == (DeskRole.CARD, ours.case_id)
        assert await tx.desk.of_case(ours.case_id, (DeskRole.CARD,)) == [shown]
        assert await tx.desk.of_case(theirs.case_id, (DeskRole.NOTE,)) == []
        await tx.desk.drop(ref)

    # then the other one stands
    async with theirs.store.reading() as tx:
        assert await tx.desk.of_case(ours.case_id, (DeskRole.CARD, DeskRole.NOTE)) == []
        (shown,) = await tx.desk.in_chat(PRIVATE, DeskRole.NOTE)
        assert (shown.role, shown.case_id) == (DeskRole.NOTE, theirs.case_id)
    async with ours.store.reading() as tx:
        assert await tx.desk.get(ref) is None


async def test_a_reply_under_a_message_is_the_bots_own(both) -> None:
    # given a public reply of each, with the same number in the same chat
    ids = []
    for side in both:
        async with side.store.writing() as tx:
            item = an_item(
                owner=side.owner, chat_id=PRIVATE, case_id=side.case_id, payload=a_public_reply()
            )
            ids.append(item_id := await tx.outbox.add(item))
            await tx.outbox.start(item_id, at=NOW)
            await tx.outbox.finish(item_id, OutboxState.SENT, at=NOW, message_id=TEN)

    # then each finds its own, and has spent its own budget only
    for side, item_id in zip(both, ids, strict=True):
        async with side.store.reading() as tx:
            found = await tx.outbox.reply_at(MessageRef(chat_id=PRIVATE, message_id=TEN))
            spent = await tx.outbox.spent(side.owner.bot_id, since=SINCE)
        assert found is not None
        assert found.id == item_id
        assert len(spent) == 1


async def test_waiting_drawings_of_two_bots_do_not_merge(both) -> None:
    ours, theirs = both
    async with ours.store.writing() as tx:
        first = await tx.outbox.add(an_item(payload=Drawing(), case_id=ours.case_id))
        second = await tx.outbox.add(
            an_item(owner=theirs.owner, payload=Drawing(), case_id=theirs.case_id)
        )
        due = await tx.outbox.due(OWNER.bot_id, now=NOW, limit=9)

    assert first != second
    assert [one.id for one in due] == [first]


async def test_a_group_that_moves_is_followed_by_the_bot_that_was_told(both) -> None:
    # given a card that each of them is about to draw
    ours, theirs = both
    for side in both:
        async with side.store.writing() as tx:
            await tx.outbox.add(an_item(owner=side.owner, chat_id=SHOP, case_id=side.case_id))

    # when one bot is told that the group has a new id
    async with ours.store.writing() as tx:
        await tx.directory.move_chat(SHOP, MOVED)

    # then the other one waits until it is told, too
    for side, chat_id in ((ours, MOVED), (theirs, SHOP)):
        async with side.store.writing() as tx:
            (community,) = await tx.directory.communities(side.owner.bot_id)
            (item,) = await tx.outbox.due(side.owner.bot_id, now=NOW, limit=9)
            again = await tx.outbox.add(
                an_item(owner=side.owner, chat_id=chat_id, case_id=side.case_id)
            )
            assert await tx.directory.moved_to(SHOP) == chat_id
        assert community.chat_id == item.chat_id == chat_id
        assert again == item.id


async def test_of_two_desks_without_a_chat_one_moves_in(empty_store) -> None:
    # given two desks that have no chat yet
    for owner in (OWNER, OTHERS):
        async with empty_store.of_bot(owner.bot_id).writing() as tx:
            seed = a_seed(owner=owner, desk_chat_id=NO_CHAT, communities=(), managers=())
            await tx.directory.seed(seed)

    # when a lead of one says where it is
    async with empty_store.of_bot(OWNER.bot_id).writing() as tx:
        await tx.directory.move_chat(NO_CHAT, MOVED)

        # then the other one has none still
        assert (await tx.directory.desk(OWNER.desk_id)).chat_id == MOVED
        assert (await tx.directory.desk(OTHERS.desk_id)).chat_id == NO_CHAT
        assert await tx.directory.desk_chats() == {MOVED}


# --- buttons, invitations, facts ----------------------------------------------------------------


async def test_a_button_means_nothing_to_another_bot(both) -> None:
    ours, theirs = both
    async with ours.store.writing() as tx:
        await tx.desk.put_action("t", Action(verb=Verb.CLAIM, case_id=ours.case_id), at=NOW)
        await tx.desk.put_action("u", Action(verb=Verb.TEAM), at=NOW)

    async with theirs.store.reading() as tx:
        assert [await tx.desk.action(token) for token in ("t", "u")] == [None, None]
    async with ours.store.reading() as tx:
        assert await tx.desk.action("u") == Action(verb=Verb.TEAM)


async def test_an_invitation_to_one_desk_opens_no_other(both) -> None:
    ours, theirs = both
    invite = Invite(
        mark="m",
        owner=ours.owner,
        role=Role.LEAD,
        by=ANNA,
        by_name="Anna",
        expires_at=NOW,
    )
    async with ours.store.writing() as tx:
        await tx.invites.add(invite)

    async with theirs.store.writing() as tx:
        assert await tx.invites.get("m") is None
        came = replace(invite, state=InviteState.CAME)
        assert not await tx.invites.move(came, expected=InviteState.OPEN)
    async with ours.store.reading() as tx:
        assert await tx.invites.get("m") == invite


async def test_facts_are_the_bots_unless_they_are_shared(both) -> None:
    ours, theirs = both
    for side, value in ((ours, "1"), (theirs, "2")):
        async with side.store.writing() as tx:
            await tx.directory.set_value("limited:7", value)
    async with ours.store.writing() as tx:
        await tx.directory.set_value("removed:1:7", "x", is_shared=True)
        await tx.directory.drop_value("limited:7")

    async with theirs.store.reading() as tx:
        assert await tx.directory.values("limited:") == {"7": "2"}
        assert await tx.directory.value("removed:1:7") is None
        assert await tx.directory.value("removed:1:7", is_shared=True) == "x"
        assert await tx.directory.values("removed:", is_shared=True) == {"1:7": "x"}
    async with ours.store.writing() as tx:
        assert await tx.directory.value("limited:7") is None
        await tx.directory.drop_value("removed:1:7", is_shared=True)
        assert await tx.directory.value("removed:1:7", is_shared=True) is None


async def test_a_desk_keeps_its_people_and_its_chat_when_another_bot_serves_it(
    empty_store,
) -> None:
    # given a desk, and later a token of another bot
    later = replace(OWNER, bot_id=OTHERS.bot_id)
    for owner in (OWNER, later):
        async with empty_store.of_bot(owner.bot_id).writing() as tx:
            await tx.directory.seed(a_seed(owner=owner, communities=()))

    # when the desk's group gets a new id
    async with empty_store.of_bot(later.bot_id).writing() as tx:
        before = await tx.directory.desk(OWNER.desk_id)
        await tx.directory.move_chat(before.chat_id, MOVED)

        # then the new bot's desk has followed
        assert (await tx.directory.desk(OWNER.desk_id)).chat_id == MOVED
        assert [one.name for one in await tx.directory.managers(OWNER.desk_id)] == ["Anna"]


# --- by desk, by brand --------------------------------------------------------------------------


async def test_each_desk_has_its_own_people_queue_and_figures(both) -> None:
    for side, name in zip(both, ("Anna", "Boris"), strict=True):
        desk_id, bot_id = side.owner.desk_id, side.owner.bot_id
        async with side.store.writing() as tx:
            await tx.updates.add(bot_id, [an_update(1)], at=NOW)
            assert [one.name for one in await tx.directory.managers(desk_id)] == [name]
            assert [one.id for one in await tx.cases.open(desk_id, limit=9)] == [side.case_id]
            assert await tx.lookups.open_cases(desk_id, Which(shown=Shown.ALL), limit=9) == [
                side.case_id
            ]
            free = await tx.cases.next_free(desk_id)
            assert free is not None
            assert free.id == side.case_id
            assert (await tx.tally.waiting(desk_id)).lanes == {Lane.COMPLAINT: 1}
            figures = await tx.tally.figures(side.owner, since=SINCE)
            assert (figures.comments, figures.opened) == (
                {Lane.COMPLAINT: 1},
                {Lane.COMPLAINT: 1},
            )
            assert list(await tx.tally.loads(bot_id, since=SINCE)) == [side.community_id]
            assert len(await tx.updates.waiting(bot_id, now=NOW, limit=9)) == 1


async def test_counts_are_of_all_or_of_one_desk_and_its_bot(both) -> None:
    # given that the second bot has heard more, the latest of it later
    theirs = both[1]
    async with theirs.store.writing() as tx:
        await tx.updates.add(OWNER.bot_id, [an_update(1)], at=NOW)
        await tx.updates.add(OTHERS.bot_id, [an_update(1), an_update(2)], at=NOW + SINCE_THEN)
        await tx.updates.bury(OTHERS.bot_id, UpdateId(2), error="x")
        await tx.comments.add(
            a_comment(
                owner=OTHERS,
                community_id=theirs.community_id,
                message_ids=(MessageId(11),),
                lane=Lane.SPAM,
            )
        )
        await tx.outbox.add(an_item(owner=OTHERS, case_id=theirs.case_id))

        # then each is counted for itself
        one, other, all_ = [await tx.counts(of) for of in (OWNER, OTHERS, None)]

    assert (one.updates, other.updates, all_.updates) == (1, 2, 3)
    assert (one.dead_letters, other.dead_letters) == (0, 1)
    assert (one.comments, other.comments, all_.comments) == (1, 2, 3)
    assert (one.lanes[Lane.SPAM], other.lanes[Lane.SPAM]) == (0, 1)
    assert (one.cases[Status.OPEN], all_.cases[Status.OPEN]) == (1, 2)
    assert (one.outbox[OutboxState.QUEUED], other.outbox[OutboxState.QUEUED]) == (0, 1)
    assert (one.last_update_at, other.last_update_at) == (NOW, NOW + SINCE_THEN)


async def test_one_person_at_two_desks_has_a_role_at_each(both) -> None:
    ours, theirs = both
    async with theirs.store.writing() as tx:
        (boris,) = await tx.directory.managers(theirs.owner.desk_id)
        await tx.directory.save_manager(replace(boris, role=Role.VIEWER))
        await tx.directory.remove_manager(
            Manager(desk_id=theirs.owner.desk_id, user_id=UserId(1), name="", role=Role.VIEWER)
        )
    async with ours.store.reading() as tx:
        (anna,) = await tx.directory.managers(ours.owner.desk_id)

    assert (anna.user_id, anna.name, anna.role) == (boris.user_id, "Anna", Role.LEAD)


async def test_what_is_known_of_an_author_stays_within_the_brand(both) -> None:
    key = author_key(RAHUL)
    for side in both:
        brand_id = side.owner.brand_id
        async with side.store.reading() as tx:
            assert await tx.lookups.cases_of(brand_id, key, limit=9) == [side.case_id]
            (found,) = await tx.lookups.comments_with(brand_id, "order", limit=9)
            assert (await tx.comments.get(found)).owner == side.owner
            assert await tx.lookups.first_seen(brand_id, key) == (NOW, 1)
            assert sum((await tx.lookups.outcomes_of(brand_id, key)).values()) == 1


async def test_two_desks_of_one_brand_share_what_is_known_of_an_author(empty_store) -> None:
    # given a second desk of the same brand, with a bot of its own
    second = replace(OTHERS, brand_id=OWNER.brand_id)
    sides = [
        await _begun(empty_store, OWNER, "Anna"),
        await _begun(empty_store, second, "Boris"),
    ]

    # then the history is one, and the queues are two
    key = author_key(RAHUL)
    for side in sides:
        async with side.store.reading() as tx:
            known = await tx.lookups.cases_of(OWNER.brand_id, key, limit=9)
            queued = await tx.cases.open(side.owner.desk_id, limit=9)
        assert sorted(known) == [one.case_id for one in sides]
        assert [one.id for one in queued] == [side.case_id]
