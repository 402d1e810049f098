"""What every store promises about rows that cannot be read, once per adapter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.alike import AlikeGroup, Member, Membership
from bot.domain.author_lists import AuthorList, Listed
from bot.domain.case import Status
from bot.domain.comment import CommentState, CommunityMode
from bot.domain.desk import Action, DeskMessage, DeskRole, Verb
from bot.domain.ids import (
    AlikeId,
    CaseId,
    ChatId,
    CommentId,
    CommunityId,
    IncidentId,
    LadderId,
    MessageId,
    MessageRef,
    OutboxId,
    RingId,
    SanctionId,
    SweepId,
    UserId,
)
from bot.domain.incidents import Happening, Incident, TimelineEntry
from bot.domain.inspection import Damage
from bot.domain.ladder import Ladder, Notify, Ring, Subject, SubjectKind
from bot.domain.lane import Lane
from bot.domain.leases import Job
from bot.domain.mood import Place
from bot.domain.outbox import OutboxState
from bot.domain.privacy import Person, Pseudonym
from bot.domain.roster import Manager, Role
from bot.domain.sanctions import Sanction, SanctionKind
from bot.domain.sweeping import Sweep, Swept
from bot.domain.topics import DeskTopic
from bot.errors import DamagedRow
from bot.ports import Store, Transaction
from bot.storage.inspecting import inspect_database
from bot.storage.opening import engines_of, parsed_url
from bot.storage.schema import metadata
from replies.types import Library
from tests.contract.store_values import (
    ANNA,
    BOT,
    BRAND,
    DESK,
    DESK_CHAT,
    MINUTE,
    NOW,
    OWNER,
    RAHUL,
    SHOP,
    a_case,
    a_comment,
    a_community,
    a_public_reply,
    a_verdict,
    an_item,
    an_update,
)
from tests.contract.test_store_approvals import a_hold, a_request
from tests.contract.test_store_library import APOLOGY, BARE, IMPORT
from tests.contract.test_store_reports import a_report
from tests.contract.test_store_uses import a_use

HERE = CommunityId(1)
ELSEWHERE = ChatId(-1005)
LONG_AGO = NOW - timedelta(days=9)
NO_JSON = '{"half of a'
NO_TEXT = b"\xc3\x28 half of a letter"
NO_MOMENT = "yesterday"


class Bench:
    """The store, and hands that reach past it into its tables."""

    def __init__(self, store: Store, url: str, engine: AsyncEngine) -> None:
        self.store = store
        self._url = url
        self._engine = engine

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    async def run(self, sql: str, **values: object) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.text(sql), values)

    async def damage(self, table: str, column: str, value: object, where: str) -> None:
        as_is = ":value"
        if isinstance(value, bytes):
            as_is = "CAST(:value AS TEXT)"
        elif not self.is_sqlite and isinstance(metadata.tables[table].c[column].type, sa.JSON):
            as_is = "CAST(CAST(:value AS TEXT) AS JSON)"
        await self.run(f"UPDATE {table} SET {column} = {as_is} WHERE {where}", value=value)

    async def values(self, table: str, column: str, where: str = "true") -> list[str]:
        sql = f"SELECT CAST({column} AS TEXT) FROM {table} WHERE {where}"
        async with self._engine.connect() as connection:
            return list(await connection.scalars(sa.text(sql)))

    async def found(self) -> list[Damage]:
        """What `jawab db check` finds."""
        return list((await inspect_database(self._url, now=NOW)).damaged_rows)


@pytest.fixture
async def bench(
    store: Store, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Bench]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'jawab.db'}"
    if request.node.callspec.params["empty_store"] == "postgresql":
        url = request.getfixturevalue("postgres_url")
    engines = engines_of(parsed_url(url))
    yield Bench(store, url, engines.writer)
    await engines.dispose()


async def fill(store: Store) -> None:
    """Two rows of everything that can be damaged, the first of which will be."""
    async with store.writing() as tx:
        await tx.updates.add(BOT, [an_update(1), an_update(2)], at=NOW)
        await tx.directory.add_community(a_community(chat_id=ELSEWHERE))
        await tx.directory.save_manager(
            Manager(desk_id=DESK, user_id=UserId(7002), name="Ravi", role=Role.MANAGER)
        )
        for number in (1, 2):
            await _fill_with_cases(tx, number)
        for number in (1, 2):
            await _fill_around(tx, number)
        await tx.replies.replace(BRAND, Library(replies=(BARE, APOLOGY)), change=IMPORT)
        await tx.leases.take(Job.SENDER, "one", now=NOW)


async def _fill_with_cases(tx: Transaction, number: int) -> None:
    comment_id = await tx.comments.add(
        a_comment(
            message_ids=(MessageId(10 + number),),
            case_id=None,
            verdict=a_verdict(),
            lane=Lane.COMPLAINT,
        )
    )
    case_id = await tx.cases.add(
        a_case(
            focus_id=comment_id,
            due_at=NOW + number * MINUTE,
            at_risk_at=NOW,
            priority=80 - number,
            lease_until=NOW,
        )
    )
    known = await tx.comments.get(comment_id)
    await tx.comments.save(replace(known, case_id=case_id))
    await tx.outbox.add(an_item(case_id=case_id, payload=a_public_reply()))
    await tx.approvals.add(a_request(case_id, slots=(("name", "Rahul"),)))
    await tx.holds.add(a_hold(case_id, lane=Lane.QUESTION))
    await tx.sanctions.add(
        Sanction(
            id=SanctionId(0),
            owner=OWNER,
            community_id=HERE,
            author_key="user:1",
            author_name="Rahul",
            kind=SanctionKind.MUTE,
            at=NOW,
            until=None,
            by=ANNA,
            by_name="Anna",
        )
    )
    await tx.reports.add(a_report(1, number))
    await tx.author_lists.put(Listed(owner=OWNER, key=f"user:{number}", on=AuthorList.VIP, at=NOW))
    await tx.uses.show([a_use(comment_id=CommentId(1), reply_id=f"reply-{number}")])


async def _fill_around(tx: Transaction, number: int) -> None:
    message = DeskMessage(
        chat_id=DESK_CHAT,
        message_id=MessageId(number),
        role=DeskRole.CARD,
        case_id=CaseId(number),
        thread_id=MessageId(5),
    )
    await tx.desk.put(message)
    await tx.desk.put_action(f"token-{number}", Action(verb=Verb.NEXT), at=NOW)
    await tx.topics.put(
        DeskTopic(
            owner=OWNER,
            chat_id=DESK_CHAT,
            subject=f"lane-{number}",
            thread_id=MessageId(50 + number),
            title="A topic",
        )
    )
    incident = Incident(
        id=IncidentId(0),
        owner=OWNER,
        place=Place(community_id=HERE, thread_key=f"thread:{number}"),
        opened_at=NOW,
        since=NOW,
        peak_at=NOW,
    )
    incident = replace(incident, id=await tx.incidents.add(incident))
    for moment in (NOW, NOW + MINUTE):
        entry = TimelineEntry(at=moment, what=Happening.OPENED, by=None, by_name="", detail="")
        if number == 1:
            await tx.incidents.happened(incident, entry)
    ladder = Ladder(
        id=LadderId(0),
        owner=OWNER,
        subject=Subject(kind=SubjectKind.CASE, id=number),
        since=LONG_AGO,
        reason="urgent",
        priority=90,
        started_at=NOW,
        next_at=NOW,
    )
    await tx.ladders.add(ladder)
    ring = Ring(
        id=RingId(0),
        owner=OWNER,
        ladder_id=LadderId(1),
        step=0,
        notify=Notify.DESK,
        at=NOW,
        not_before=NOW,
    )
    await tx.ladders.add_ring(ring)
    sweep = Sweep(id=SweepId(0), owner=OWNER, anchor_id=CaseId(1), began_at=NOW)
    sweep = replace(sweep, id=await tx.sweeps.add(sweep))
    await tx.sweeps.put(
        replace(sweep, id=SweepId(1)),
        Swept(
            case_id=CaseId(number),
            comment_id=CommentId(number),
            community_id=HERE,
            lane=Lane.SPAM,
            probability=0.99,
            item_id=OutboxId(7),
            at=NOW,
        ),
    )
    await tx.alike.add(
        AlikeGroup(
            id=AlikeId(0),
            owner=OWNER,
            community_id=HERE,
            lane=Lane.QUESTION,
            anchor_id=CaseId(1),
            newest_at=NOW,
            members=tuple(
                Member(case_id=CaseId(n), state=Membership.WAITING, revision=1, joined_at=NOW)
                for n in (1, 2)
            ),
        )
    )


Look = Callable[[Transaction], Awaitable[Sequence[Any]]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How a row is damaged, and where it is missed."""

    table: str
    column: str
    value: object
    look: Look
    left: Sequence[Any]
    where: str = "id = 1"
    row: str = "1"
    sqlite_only: bool = False

    def __str__(self) -> str:
        return f"{self.table}-{self.column}-{str(self.value)[:12]!r}"


async def of(found: Awaitable[Sequence[Any]], name: str = "id") -> list[Any]:
    return [getattr(one, name) for one in await found]


async def ripe(tx: Transaction) -> Sequence[Any]:
    return await of(tx.comments.ripe(BOT, now=NOW, limit=1))


async def queue(tx: Transaction) -> Sequence[Any]:
    return await of(tx.cases.open(DESK, limit=1))


async def next_free(tx: Transaction) -> Sequence[Any]:
    found = await tx.cases.next_free(DESK)
    return [] if found is None else [found.id]


async def one_of(asked: Awaitable[Any]) -> Sequence[Any]:
    found = await asked
    return [] if found is None else [found]


def case(column: str, value: object, look: Look, **more: Any) -> Kind:
    return Kind(table="cases", column=column, value=value, look=look, left=[2], **more)


def comment(column: str, value: object, look: Look, **more: Any) -> Kind:
    return Kind(table="comments", column=column, value=value, look=look, left=[2], **more)


async def _traffic(tx: Transaction) -> Sequence[Any]:
    seen = await tx.comments.traffic(HERE, since=LONG_AGO, limit=9)
    return [2 for _ in seen]


async def _missed(tx: Transaction) -> Sequence[Any]:
    return [one.case.id for one in await tx.sla.missed(DESK, now=NOW, limit=1)]


async def _replies(tx: Transaction) -> Sequence[Any]:
    return [one.id for one in (await tx.replies.library(BRAND)).replies]


async def _members(tx: Transaction) -> Sequence[Any]:
    group = await tx.alike.get(AlikeId(2))
    assert group is not None
    return [one.case_id for one in group.members]


async def proposed(tx: Transaction) -> Sequence[Any]:
    texts = await tx.cases.proposed_to_others(HERE, "thread:3", "user:9", limit=9)
    return [2] if texts == frozenset() else []


HALF = '"half of a"'

KINDS = [
    comment("links", HALF, ripe),
    comment("verdict", HALF, ripe),
    comment("verdict", '{"lang": 7}', ripe),
    comment("author_kind", "nonsense", ripe),
    comment("lane", "nonsense", ripe),
    comment("links", NO_JSON, ripe, sqlite_only=True),
    comment("text", NO_TEXT, ripe, sqlite_only=True),
    comment("sent_at", NO_MOMENT, ripe, sqlite_only=True),
    comment("links", HALF, lambda tx: of(tx.comments.claim(BOT, now=NOW, until=NOW, limit=1))),
    comment("links", HALF, lambda tx: of(tx.comments.sent_between(BOT, LONG_AGO, NOW + MINUTE))),
    comment(
        "links",
        HALF,
        lambda tx: of(tx.comments.of_author(HERE, "user:5000000001", since=LONG_AGO)),
    ),
    comment("verdict", HALF, _traffic),
    case("lane", "nonsense", queue),
    case("status", "nonsense", queue),
    case("suggestions", HALF, queue),
    case("suggestions", '[{"fit": "nonsense"}]', queue),
    case("lack", HALF, queue),
    case("reasons", HALF, queue),
    case("tags", HALF, queue),
    case("suggestions", NO_JSON, queue, sqlite_only=True),
    case("author_name", NO_TEXT, queue, sqlite_only=True),
    case("opened_at", NO_MOMENT, queue, sqlite_only=True),
    case("lack", HALF, next_free),
    case("lack", HALF, lambda tx: of(tx.cases.several([CaseId(1), CaseId(2)]))),
    case("lack", HALF, lambda tx: of(tx.cases.run_out(BOT, now=NOW, limit=1))),
    case("lack", HALF, lambda tx: of(tx.cases.rising(DESK, after=CaseId(0), limit=1))),
    case("suggestions", HALF, proposed),
    case("lack", HALF, lambda tx: of(one_of(tx.tally.next_due(DESK)))),
    case(
        "lack",
        HALF,
        lambda tx: of(
            tx.cases.gathered(DESK, Lane.COMPLAINT, after=CaseId(0), limit=1),
        ),
    ),
    case("lack", HALF, lambda tx: of(tx.ladders.urgent_without(DESK, from_priority=1, limit=1))),
    case("lack", HALF, _missed),
    Kind(
        table="outbox",
        column="payload",
        value=HALF,
        look=lambda tx: of(tx.outbox.due(BOT, now=NOW, limit=1)),
        left=[2],
    ),
    Kind(
        table="outbox",
        column="payload",
        value="{}",
        look=lambda tx: of(tx.outbox.replies_of(CaseId(1))),
        left=[],
    ),
    Kind(
        table="outbox",
        column="kind",
        value="nonsense",
        look=lambda tx: of(tx.outbox.in_state(BOT, OutboxState.QUEUED)),
        left=[2],
    ),
    Kind(
        table="outbox",
        column="payload",
        value='{"text": 7}',
        look=lambda tx: of(tx.outbox.said_in_thread(HERE, "thread:3")),
        left=[2],
    ),
    Kind(
        table="updates",
        column="received_at",
        value=NO_MOMENT,
        look=lambda tx: of(tx.updates.waiting(BOT, now=NOW, limit=1), "update_id"),
        left=[2],
        where="seq = 1",
        sqlite_only=True,
    ),
    Kind(
        table="approvals",
        column="slots",
        value=HALF,
        look=lambda tx: of(tx.approvals.waiting(DESK)),
        left=[2],
    ),
    Kind(
        table="desk_messages",
        column="role",
        value="nonsense",
        look=lambda tx: one_of(
            tx.desk.get(MessageRef(chat_id=DESK_CHAT, message_id=MessageId(1)))
        ),
        left=[],
    ),
    Kind(
        table="actions",
        column="body",
        value='{"verb": "nonsense"}',
        look=lambda tx: one_of(tx.desk.action("token-1")),
        left=[],
        where="token = 'token-1'",
        row="token-1",
    ),
    Kind(
        table="incidents",
        column="words",
        value=HALF,
        look=lambda tx: of(tx.incidents.open_ones(DESK)),
        left=[2],
    ),
    Kind(
        table="incident_timeline",
        column="what",
        value="nonsense",
        look=lambda tx: of(tx.incidents.timeline(IncidentId(1)), "at"),
        left=[NOW + MINUTE],
    ),
    Kind(
        table="ladders",
        column="outcome",
        value="nonsense",
        look=lambda tx: of(tx.ladders.running(DESK, limit=1)),
        left=[2],
    ),
    Kind(
        table="rings",
        column="state",
        value="nonsense",
        look=lambda tx: of(tx.ladders.rings_of(LadderId(1))),
        left=[2],
    ),
    Kind(
        table="sanctions",
        column="kind",
        value="nonsense",
        look=lambda tx: of(tx.sanctions.of_author(HERE, "user:1")),
        left=[2],
    ),
    Kind(
        table="reports",
        column="outcome",
        value="nonsense",
        look=lambda tx: of(tx.reports.of_comment(CommentId(1)), "by"),
        left=[2],
    ),
    Kind(
        table="author_lists",
        column="list",
        value="nonsense",
        look=lambda tx: of(tx.author_lists.everybody(BRAND), "key"),
        left=["user:2"],
        where="key = 'user:1'",
        row="1/user:1",
    ),
    Kind(
        table="author_lists",
        column="list",
        value="nonsense",
        look=lambda tx: one_of(tx.author_lists.get(BRAND, "user:1")),
        left=[],
        where="key = 'user:1'",
        row="1/user:1",
    ),
    Kind(
        table="swept",
        column="fate",
        value="nonsense",
        look=lambda tx: of(tx.sweeps.of_sweep(SweepId(1)), "case_id"),
        left=[2],
        where="case_id = 1",
    ),
    Kind(
        table="desk_topics",
        column="state",
        value="nonsense",
        look=lambda tx: of(tx.topics.of_chat(DESK_CHAT), "subject"),
        left=["lane-2"],
        where="subject = 'lane-1'",
        row=f"{BOT}/{DESK_CHAT}/lane-1",
    ),
    Kind(
        table="managers",
        column="role",
        value="nonsense",
        look=lambda tx: of(tx.directory.managers(DESK), "user_id"),
        left=[7002],
        where=f"user_id = {ANNA}",
        row=f"{ANNA}/{DESK}",
    ),
    Kind(
        table="library_entries",
        column="body",
        value=HALF,
        look=_replies,
        left=["b-apology"],
        where="id = 'a-bare'",
        row="1/reply/a-bare",
    ),
    Kind(
        table="reply_uses",
        column="outcome",
        value="nonsense",
        look=lambda tx: of(tx.uses.of_comment(CaseId(1), CommentId(1)), "reply_id"),
        left=[],
        where="reply_id = 'reply-2'",
        row="1/1/reply-2",
    ),
    Kind(
        table="alike_groups",
        column="lane",
        value="nonsense",
        look=lambda tx: of(tx.alike.fresh(HERE, since=LONG_AGO)),
        left=[2],
    ),
    Kind(
        table="alike_members",
        column="state",
        value="nonsense",
        look=_members,
        left=[2],
        where="case_id = 1 AND group_id = 2",
        row="2/1",
    ),
]


async def test_a_damaged_row_is_set_aside_named_and_noted(
    bench: Bench, subtests: pytest.Subtests
) -> None:
    await fill(bench.store)
    assert await bench.found() == []
    for kind in KINDS:
        if bench.is_sqlite or not kind.sqlite_only:  # PostgreSQL refuses such a value
            with subtests.test(msg=str(kind)):
                await _set_aside(bench, kind)


async def _set_aside(bench: Bench, kind: Kind) -> None:
    # given a row that cannot be read, at the head of a list
    damage = Damage(table=kind.table, row=kind.row, column=kind.column, bot_id=BOT)
    (was,) = await bench.values(kind.table, kind.column, kind.where)
    await bench.damage(kind.table, kind.column, kind.value, kind.where)

    # when the list is read, then the others are there, within its limit too
    async with bench.store.writing() as tx:
        assert list(await kind.look(tx)) == list(kind.left)

    # and the check names it
    assert await bench.found() == [damage]

    # and so does the note that is kept of it
    await bench.store.note_damage()
    async with bench.store.writing() as tx:
        assert await tx.damage.untold() == [damage]
        assert (await tx.counts(OWNER)).damaged_rows == 1
        assert (await tx.vitals.of(OWNER, now=NOW)).damaged_rows == 1
        await tx.damage.told([damage])
        assert await tx.damage.untold() == []
        assert not await tx.damage.is_mended(damage)

    # when it is mended, then nothing is left of it
    await bench.damage(kind.table, kind.column, was, kind.where)
    async with bench.store.writing() as tx:
        assert await tx.damage.is_mended(damage)
        await tx.damage.forget(damage)
        assert await tx.damage.noted() == []
    assert await bench.found() == []


async def test_who_asks_for_a_damaged_row_alone_is_told_which_it_is(bench: Bench) -> None:
    # given a case, a comment, a sanction, an incident and a ladder that cannot be read
    await fill(bench.store)
    for table, column in (
        ("cases", "lane"),
        ("comments", "author_kind"),
        ("sanctions", "kind"),
        ("incidents", "outcome"),
        ("ladders", "outcome"),
    ):
        await bench.damage(table, column, "nonsense", "id = 1")

    # when they are asked for, then each says so
    async with bench.store.reading() as tx:
        for asked, table, column in (
            (tx.cases.get(CaseId(1)), "cases", "lane"),
            (tx.comments.get(CommentId(1)), "comments", "author_kind"),
            (
                tx.comments.at(MessageRef(chat_id=SHOP, message_id=MessageId(11))),
                "comments",
                "author_kind",
            ),
            (tx.sanctions.get(SanctionId(1)), "sanctions", "kind"),
            (tx.incidents.get(IncidentId(1)), "incidents", "outcome"),
            (tx.ladders.newest(Subject(kind=SubjectKind.CASE, id=1)), "ladders", "outcome"),
        ):
            with pytest.raises(DamagedRow) as damaged:
                await asked
            known = damaged.value
            assert (known.table, known.row, known.column) == (table, "1", column)

        # and the author's next comment in that thread finds the case before
        assert await tx.cases.latest(HERE, "thread:3", a_case().author_key) is not None


async def test_a_damaged_community_is_watched_and_a_damaged_hold_holds_more(bench: Bench) -> None:
    # given a community whose mode nobody knows, and a hold whose lane nobody knows
    await fill(bench.store)
    await bench.damage("communities", "mode", "nonsense", "id = 1")
    await bench.damage("communities", "languages", HALF, "id = 1")
    await bench.damage("holds", "lane", "nonsense", "id = 1")

    # when they are asked for
    async with bench.store.reading() as tx:
        communities = {one.id: one for one in await tx.directory.communities(BOT)}
        holds = await tx.holds.in_force(DESK)

    # then nothing more is done there than before: comments are kept, and replies are held
    assert communities[HERE].mode is CommunityMode.WATCH
    assert communities[HERE].languages == ()
    assert [one.lane for one in holds] == [None, Lane.QUESTION]

    # and each is noted
    await bench.store.note_damage()
    async with bench.store.writing() as tx:
        assert [(one.table, one.column) for one in await tx.damage.noted()] == [
            ("communities", "languages"),
            ("holds", "lane"),
        ]

        # and whoever decides about the community mends it
        await tx.directory.save_community(replace(communities[HERE], mode=CommunityMode.LIVE))
    async with bench.store.reading() as tx:
        mended = [await tx.damage.is_mended(one) for one in await tx.damage.noted()]
    assert mended == [True, False]


async def test_counts_leave_out_words_that_nobody_knows(bench: Bench) -> None:
    # given rows whose lane, state, kind or urgency is none
    await fill(bench.store)
    for table, column in (("cases", "lane"), ("comments", "lane"), ("outbox", "state")):
        await bench.damage(table, column, "nonsense", "id = 1")
    await bench.damage("outbox", "urgency", 99, "id = 2")

    # when everything is counted, then the others are
    async with bench.store.reading() as tx:
        assert (await tx.tally.waiting(DESK)).lanes == {Lane.COMPLAINT: 1}
        assert (await tx.vitals.of(OWNER, now=NOW)).open_cases == {Lane.COMPLAINT: 1}
        assert (await tx.tally.figures(OWNER, since=LONG_AGO)).opened == {Lane.COMPLAINT: 1}
        assert (await tx.counts(OWNER)).lanes[Lane.COMPLAINT] == 1
        outcomes = await tx.lookups.outcomes_of(BRAND, a_case().author_key)
        assert outcomes == {Status.OPEN: 2}


async def test_a_moment_that_is_none_stops_no_clock(bench: Bench) -> None:
    if not bench.is_sqlite:
        pytest.skip("PostgreSQL refuses such a value")
    # given moments that are none in rows that something waits in
    await fill(bench.store)
    for table, column in (
        ("comments", "ripe_at"),
        ("comments", "received_at"),
        ("cases", "opened_at"),
        ("outbox", "not_before"),
    ):
        await bench.damage(table, column, "", "id = 1")
    await bench.run("UPDATE leases SET until = ''")

    # when loops ask how long they may wait, then they get an answer
    async with bench.store.writing() as tx:
        await tx.comments.next_ripe_at(BOT)
        await tx.outbox.next_due_at(BOT, now=NOW)
        await tx.tally.waiting(DESK)
        await tx.vitals.of(OWNER, now=NOW)
        await tx.counts(OWNER)

        # and a lease whose end is none is taken by whoever comes, with a token of its own
        lease = await tx.leases.take(Job.SENDER, "another", now=NOW)
        assert lease is not None
        assert lease.token == 2


async def test_many_damaged_rows_at_the_head_hide_none_behind_them(bench: Bench) -> None:
    # given more damaged comments than are read at once
    async with bench.store.writing() as tx:
        for number in range(1, 42):
            await tx.comments.add(a_comment(message_ids=(MessageId(number),)))
    await bench.damage("comments", "links", HALF, "id <= 40")

    # when a few are read, then the sound one is among them
    async with bench.store.reading() as tx:
        assert await of(tx.comments.ripe(BOT, now=NOW, limit=8)) == [41]


async def test_what_is_read_with_a_damaged_row_is_left_out_with_it(bench: Bench) -> None:
    # given two decisions and two cases, and a comment of one of them that cannot be read
    await fill(bench.store)
    async with bench.store.writing() as tx:
        await tx.uses.show([a_use(case_id=CaseId(2), comment_id=CommentId(2))])
    await bench.run("UPDATE reply_uses SET outcome = 'sent'")
    await bench.damage("comments", "verdict", HALF, "id = 1")

    # when they are read together with their comments, then the other is there
    async with bench.store.reading() as tx:
        assert await of(tx.alike.candidates([CaseId(1), CaseId(2)]), "case_id") == [2]
        learnt = await tx.uses.vectors(BRAND, a_verdict().model_id)
        assert [one.use.comment_id for one in learnt] == [2]
        unanswered = await tx.gaps.unanswered(BRAND, since=LONG_AGO)
        assert 1 not in [one.comment_id for one in unanswered]


async def test_a_person_is_forgotten_whatever_is_damaged_of_theirs(bench: Bench) -> None:
    # given damaged rows of a person
    await fill(bench.store)
    await bench.damage("outbox", "payload", '{"text": 7, "words": "theirs"}', "id = 1")
    await bench.damage("cases", "lack", HALF, "id = 2")
    await bench.damage("comments", "verdict", HALF, "id = 2")
    await bench.damage("updates", "body", NO_JSON + str(RAHUL.id), "seq = 1")
    await bench.run("UPDATE outbox SET state = 'sent'")

    # when they are forgotten, or their time is over
    async with bench.store.writing() as tx:
        person = Person(brand_id=BRAND, author_key=a_case().author_key)
        await tx.persons.forget(person, Pseudonym(number=5), at=NOW)
        await tx.persons.expire(BRAND, before=NOW + MINUTE, limit=100)

    # then no words of theirs are left
    async with bench.store.reading() as tx:
        assert await tx.persons.footprint(person, at=NOW) is None
    assert "theirs" not in str(await bench.values("outbox", "payload"))
    assert str(RAHUL.id) not in str(await bench.values("updates", "body"))


async def test_a_comment_that_waits_is_read_again_once_it_is_mended(bench: Bench) -> None:
    # given a comment that cannot be read
    await fill(bench.store)
    await bench.damage("comments", "links", HALF, "id = 1")
    async with bench.store.reading() as tx:
        assert await ripe(tx) == [2]

    # when somebody mends it, then it comes first again
    await bench.damage("comments", "links", "[]", "id = 1")
    async with bench.store.reading() as tx:
        found = await tx.comments.ripe(BOT, now=NOW, limit=1)
    assert [(one.id, one.state) for one in found] == [(1, CommentState.WAITING)]
