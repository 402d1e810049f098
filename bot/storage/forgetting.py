"""Taking a person's words, names and traces out of every table, and what is older than kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping, and_, delete, func, or_, select, update

from bot.domain.comment import CommentState, content_hash
from bot.domain.ids import BrandId
from bot.domain.lane import Lane
from bot.domain.outbox import (
    Amendment,
    DeskNote,
    Notice,
    OutboxState,
    Payload,
    PublicReply,
)
from bot.domain.privacy import (
    FORGOTTEN_MEDIA,
    FORGOTTEN_NAME,
    LONG_AGO,
    NO_MESSAGE,
    Person,
    Pseudonym,
    as_compared,
    own_words,
)
from bot.storage.fields import Fields, as_texts
from bot.storage.payload_codec import PayloadKind, payload_reader, payload_to_json
from bot.storage.persons import (
    Rows,
    SqlPersons,
    answers_one_of,
    in_force,
    lists_of,
    rows_of,
    sanctions_of,
)
from bot.storage.reading import readable
from bot.storage.schema import (
    actions,
    alike_groups,
    alike_members,
    approvals,
    audit,
    author_lists,
    cases,
    comment_parts,
    comments,
    communities,
    desks,
    doors,
    entry_versions,
    facts,
    invites,
    library_entries,
    library_revisions,
    outbox,
    reply_uses,
    reply_vectors,
    reports,
    sanctions,
    threads,
    updates,
    use_revisions,
)
from bot.storage.updates import EMPTY, HANDLED

_ABOUT_PEOPLE = ("telegram-language:", "private-chat:", "invite-told:")
"""Beginnings of facts whose keys end with a user's id."""


class SqlForgetting(SqlPersons):
    """Takes people out of the tables, and what is older than it has to be."""

    async def forget(self, person: Person, pseudonym: Pseudonym, *, at: datetime) -> None:
        """Put a pseudonym in a person's place, and take away what they wrote and what tells them.

        Sanctions that hold stay under the person's key, without the name: they are what they are
        told by at Telegram. Public replies stay in the chats.
        """
        theirs = rows_of(person)
        said = list(
            await self._connection.scalars(select(comments.c.text).where(theirs.of_comments))
        )
        await self._forget_quotations(theirs)
        await self._forget_as_reporter(person)
        await self._forget_in_library(person.brand_id, own_words(said))
        await self._forget_sanctions(person, pseudonym, at)
        await self._connection.execute(delete(author_lists).where(lists_of(person)))
        await self._connection.execute(
            delete(reply_uses).where(reply_uses.c.case_id.in_(theirs.case_ids))
        )
        await self._connection.execute(
            update(use_revisions)
            .where(use_revisions.c.brand_id == person.brand_id)
            .values(number=use_revisions.c.number + 1)
        )
        if not await self.is_manager(person):
            await self._forget_user(person)
        await self._forget_updates(person)
        await self._scrub(theirs, pseudonym)

    async def expire(self, brand_id: BrandId, *, before: datetime, limit: int) -> int:
        """Take away the words and names of comments and cases that are older.

        A case counts from when it was closed, and its comments with it. At most `limit` of each;
        return how many there were.
        """
        is_younger = select(cases.c.id).where(
            or_(cases.c.is_open.is_(True), cases.c.closed_at >= before)
        )
        old_comments = list(
            await self._connection.scalars(
                select(comments.c.id)
                .where(
                    comments.c.brand_id == brand_id,
                    comments.c.received_at < before,
                    comments.c.media != FORGOTTEN_MEDIA,
                    or_(comments.c.case_id.is_(None), comments.c.case_id.not_in(is_younger)),
                )
                .limit(limit)
            )
        )
        old_cases = list(
            await self._connection.scalars(
                select(cases.c.id)
                .where(
                    cases.c.brand_id == brand_id,
                    cases.c.closed_at < before,
                    cases.c.is_open.is_(False),
                    cases.c.author_name.not_like(f"{FORGOTTEN_NAME}%"),
                )
                .limit(limit)
            )
        )
        if not old_comments and not old_cases:
            return 0
        old = Rows(of_comments=comments.c.id.in_(old_comments), of_cases=cases.c.id.in_(old_cases))
        await self._forget_quotations(old)
        await self._scrub(old, LONG_AGO)
        await self._expire_rest(brand_id, before)
        return len(old_comments) + len(old_cases)

    async def _expire_rest(self, brand_id: BrandId, before: datetime) -> None:
        """What hangs on no case: sanctions that are over, reports, notes that were sent."""
        run = self._connection.execute
        await run(
            update(sanctions)
            .where(sanctions.c.brand_id == brand_id, sanctions.c.at < before, ~in_force(before))
            .values(author_key=LONG_AGO.key, author_name=LONG_AGO.name)
        )
        await run(delete(reports).where(reports.c.brand_id == brand_id, reports.c.at < before))
        await run(
            delete(outbox).where(
                outbox.c.brand_id == brand_id,
                outbox.c.case_id.is_(None),
                outbox.c.created_at < before,
                outbox.c.state.in_([OutboxState.SENT.value, OutboxState.FAILED.value]),
            )
        )

    async def _scrub(self, old: Rows, pseudonym: Pseudonym) -> None:
        """What hangs on the comments and cases first: they are found by them."""
        run = self._connection.execute
        for table in (comment_parts, reports):
            await run(delete(table).where(table.c.comment_id.in_(old.comment_ids)))
        for table in (actions, doors):
            await run(delete(table).where(table.c.case_id.in_(old.case_ids)))
        # what would be said to several names all of them
        groups = select(alike_members.c.group_id).where(alike_members.c.case_id.in_(old.case_ids))
        anchors = select(alike_groups.c.anchor_id).where(alike_groups.c.id.in_(groups))
        await run(delete(actions).where(actions.c.case_id.in_(anchors)))
        await run(
            update(approvals)
            .where(approvals.c.case_id.in_(old.case_ids))
            .values(text="", slots=[], seal="")
        )
        await run(update(audit).where(audit.c.case_id.in_(old.case_ids)).values(detail=""))
        await self._scrub_outbox(old)
        await run(
            update(comments)
            .where(old.of_comments)
            .values(
                **_author_columns(pseudonym),
                text="",
                captions=[],
                media=FORGOTTEN_MEDIA,
                album_id=None,
                message_ids=[NO_MESSAGE],
                reply_to=None,
                reply_to_text="",
                links=[],
                content_hash=content_hash("", FORGOTTEN_MEDIA),
                state=CommentState.TRIAGED.value,
                lane=func.coalesce(comments.c.lane, Lane.NONE.value),
                vector=None,
                verdict=None,
            )
        )
        await run(
            update(cases)
            .where(old.of_cases)
            .values(
                author_key=pseudonym.key,
                author_name=pseudonym.name,
                suggestions=[],
                lack=None,
                version=cases.c.version + 1,
                revision=cases.c.revision + 1,
            )
        )

    async def _scrub_outbox(self, old: Rows) -> None:
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.case_id.in_(old.case_ids), outbox.c.state == OutboxState.QUEUED.value
            )
        )
        is_theirs = outbox.c.case_id.in_(old.case_ids)
        kept = select(outbox.c.id, outbox.c.kind, outbox.c.payload).where(is_theirs)
        found = await readable(self._connection, kept, outbox, _payload_of)
        for item_id, was in found:
            left = _without_words(was)
            if left != was:
                await self._connection.execute(
                    update(outbox)
                    .where(outbox.c.id == item_id)
                    .values(payload=payload_to_json(left))
                )
        if await self._count(select(func.count(outbox.c.id)).where(is_theirs)) > len(found):
            # words may stand in what cannot be read
            is_read = outbox.c.id.in_([item_id for item_id, _ in found])
            await self._connection.execute(
                update(outbox).where(is_theirs, ~is_read).values(payload={})
            )
        # a private chat has its user's number
        await self._connection.execute(
            update(outbox)
            .where(
                outbox.c.case_id.in_(old.case_ids),
                outbox.c.kind == PayloadKind.PUBLIC_REPLY.value,
                outbox.c.chat_id > 0,
            )
            .values(chat_id=0)
        )
        await self._connection.execute(
            update(comments).where(old.of_comments, comments.c.chat_id > 0).values(chat_id=0)
        )

    async def _forget_quotations(self, old: Rows) -> None:
        """What others' comments and the names of threads repeat of theirs.

        Who only agreed with them has their vector.
        """
        theirs = comments.alias()
        vectors = select(theirs.c.vector).where(
            theirs.c.id.in_(old.comment_ids), theirs.c.vector.is_not(None)
        )
        await self._connection.execute(
            update(comments)
            .where(answers_one_of(old), comments.c.vector.in_(vectors))
            .values(verdict=None, vector=None)
        )
        await self._connection.execute(
            update(comments).where(answers_one_of(old)).values(reply_to_text="")
        )
        begins = (
            select(comment_parts.c.message_id)
            .join(communities, communities.c.chat_id == comment_parts.c.chat_id)
            .where(
                comment_parts.c.comment_id.in_(old.comment_ids),
                communities.c.id == threads.c.community_id,
                comment_parts.c.message_id == threads.c.root,
            )
            .exists()
        )
        await self._connection.execute(update(threads).where(begins).values(title=""))

    async def _forget_sanctions(self, person: Person, pseudonym: Pseudonym, at: datetime) -> None:
        mine = sanctions_of(person)
        await self._connection.execute(
            update(sanctions).where(mine).values(author_name=pseudonym.name)
        )
        await self._connection.execute(
            update(sanctions).where(mine, ~in_force(at)).values(author_key=pseudonym.key)
        )

    async def _forget_as_reporter(self, person: Person) -> None:
        await self._connection.execute(
            delete(reports).where(
                reports.c.brand_id == person.brand_id, reports.c.by_id == person.telegram_id
            )
        )

    async def _forget_user(self, person: Person) -> None:
        """What is kept of whoever wrote to the bot, or used a link to become a manager."""
        number = person.telegram_id
        bots = select(desks.c.bot_id).where(desks.c.brand_id == person.brand_id)
        await self._connection.execute(
            delete(facts).where(
                facts.c.bot_id.in_(bots),
                facts.c.key.in_([f"{prefix}{number}" for prefix in _ABOUT_PEOPLE]),
            )
        )
        await self._connection.execute(
            update(invites)
            .where(invites.c.brand_id == person.brand_id, invites.c.guest_id == number)
            .values(guest_id=None, guest_name="", guest_username="")
        )
        await self._connection.execute(
            delete(doors).where(
                doors.c.brand_id == person.brand_id, doors.c.author_key == person.author_key
            )
        )
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.brand_id == person.brand_id,
                outbox.c.chat_id == number,
                outbox.c.kind == PayloadKind.DESK_NOTE.value,
                outbox.c.state != OutboxState.SENDING.value,
            )
        )

    async def _forget_updates(self, person: Person) -> None:
        """Empty the updates that tell of them; the rows stay: they say how far we have read."""
        number = person.telegram_id
        bots = select(desks.c.bot_id).where(desks.c.brand_id == person.brand_id)
        found = await self._connection.execute(
            select(updates.c.seq, updates.c.body).where(
                updates.c.bot_id.in_(bots), updates.c.body.contains(str(number))
            )
        )
        telling = [seq for seq, body in found.all() if _may_tell_of(body, number)]
        for some in _portions(telling):
            await self._connection.execute(
                update(updates)
                .where(updates.c.seq.in_(some))
                .values(body=EMPTY, error="", state=HANDLED)
            )

    async def _forget_in_library(self, brand_id: BrandId, said: frozenset[str]) -> None:
        """Take examples out of saved replies that are their very words, older versions too."""
        if not said:
            return
        has_changed = False
        for table in (library_entries, entry_versions):
            keys = list(table.primary_key.columns)
            found = await readable(
                self._connection,
                select(*keys, table.c.body).where(table.c.brand_id == brand_id),
                table,
                lambda row: (row, _without_examples(row["body"], said)),
            )
            for row, kept in found:
                if kept != row["body"]:
                    is_it = and_(*(column == row[column.name] for column in keys))
                    await self._connection.execute(update(table).where(is_it).values(body=kept))
                    has_changed = True
        if not has_changed:
            return
        texts = await self._connection.execute(
            select(reply_vectors.c.text_hash, reply_vectors.c.text).where(
                reply_vectors.c.brand_id == brand_id
            )
        )
        gone = [text_hash for text_hash, text in texts.all() if as_compared(text) in said]
        for some in _portions(gone):
            await self._connection.execute(
                delete(reply_vectors).where(
                    reply_vectors.c.brand_id == brand_id, reply_vectors.c.text_hash.in_(some)
                )
            )
        await self._connection.execute(
            update(library_revisions)
            .where(library_revisions.c.brand_id == brand_id)
            .values(number=library_revisions.c.number + 1)
        )


def _author_columns(pseudonym: Pseudonym) -> dict[str, object]:
    author = pseudonym.author
    return {
        "author_key": pseudonym.key,
        "author_kind": author.kind.value,
        "author_id": author.id,
        "author_name": author.name,
        "author_username": "",
        "author_language": "",
    }


def _payload_of(row: RowMapping) -> tuple[int, Payload]:
    return row["id"], payload_reader(row["kind"])(Fields(row["payload"]))


def _without_words(payload: Payload) -> Payload:
    match payload:
        case PublicReply():
            return replace(payload, text="", quote="", comment_hash="", reply_to=NO_MESSAGE)
        case Amendment():
            return replace(payload, text="")
        case DeskNote() | Notice():
            return replace(payload, html="")
        case _:
            return payload


def _without_examples(body: object, said: frozenset[str]) -> object:
    if not isinstance(body, dict) or "examples" not in body:
        return body
    examples = as_texts(body["examples"])
    return {**body, "examples": [one for one in examples if as_compared(one) not in said]}


def _may_tell_of(body: str, number: int) -> bool:
    """The same of an update as it came; one that cannot be read is taken to tell of them."""
    try:
        return _tells_of(json.loads(body), number)
    except ValueError:
        return True


def _tells_of(value: object, number: int) -> bool:
    """Whether somewhere in an update a user or chat has that id."""
    if isinstance(value, dict):
        return value.get("id") == number or any(_tells_of(one, number) for one in value.values())
    return isinstance(value, list) and any(_tells_of(one, number) for one in value)


def _portions(values: Sequence[object], size: int = 500) -> Iterable[Sequence[object]]:
    return (values[at : at + size] for at in range(0, len(values), size))
