"""`/author`: what is known of somebody who comments."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.card import Drawn
from bot.domain.desk_pages import AuthorPage
from bot.domain.ids import BrandId, MessageRef, Owner
from bot.domain.privacy import author_key_named
from bot.domain.sanctions import Standing, standing_of
from bot.ports import Renderer, Transaction
from bot.services.author_lists import list_of, page_of_lists
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.searching import found_comments
from bot.services.desk.view import card_of

CASES_SHOWN = 6
COMMENTS_SHOWN = 4
_USERNAME = re.compile(r"@?([A-Za-z0-9_]{1,40})")


class Authors(DeskPart):
    """Gathers what is known of an author."""

    def __init__(self, *, owner: Owner, renderer: Renderer, notes: DeskNotes) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self.commands = {"author": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/author @name`, `/author 12345`, or `/author` as a reply to a card."""
        if not asked.words and asked.message.reply_to is None:
            drawn = self._renderer.page(await page_of_lists(tx, self._owner, number=1))
        else:
            key = await author_asked_for(tx, self._owner.brand_id, asked)
            page = await self.page(tx, key, at=asked.at) if key is not None else None
            drawn = self._renderer.page(page) if page is not None else self._unknown(asked)
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    def _unknown(self, asked: Asked) -> Drawn:
        if not asked.words:
            return Drawn(html=self._renderer.say("author-needed"))
        return Drawn(html=self._renderer.say("author-unknown", who=asked.words[:60]))

    async def page(self, tx: Transaction, key: str, *, at: datetime) -> AuthorPage | None:
        """What is known of an author; None if they never wrote."""
        brand_id = self._owner.brand_id
        newest = await tx.lookups.comments_of(brand_id, key, limit=COMMENTS_SHOWN)
        first_seen_at, comment_count = await tx.lookups.first_seen(brand_id, key)
        if not newest or first_seen_at is None:
            return None
        comments = await found_comments(tx, newest)
        if not comments:
            return None
        ids = await tx.lookups.cases_of(brand_id, key, limit=CASES_SHOWN)
        cases = [(one, await card_of(tx, one.id)) for one in await tx.cases.several(ids)]
        standings = []
        for community in await tx.directory.communities(self._owner.bot_id):
            given = await tx.sanctions.of_author(community.id, key)
            standing = standing_of(given, now=at)
            if standing != Standing():
                standings.append((community, standing))
        return AuthorPage(
            newest=comments[0],
            first_seen_at=first_seen_at,
            comment_count=comment_count,
            outcomes=await tx.lookups.outcomes_of(brand_id, key),
            cases=tuple(cases),
            comments=comments,
            standings=tuple(standings),
            on=await list_of(tx, brand_id, comments[0].comment.author),
        )


async def author_asked_for(tx: Transaction, brand_id: BrandId, asked: Asked) -> str | None:
    """Who is meant by `@name`, a number, or a reply to a card, as comments name their authors."""
    if not asked.words:
        return await _of_card(tx, asked)
    numbered = author_key_named(asked.words)
    if numbered is not None:
        return numbered
    username = _USERNAME.fullmatch(asked.words)
    return None if username is None else await tx.lookups.author_named(brand_id, username[1])


async def _of_card(tx: Transaction, asked: Asked) -> str | None:
    replied_to = asked.message.reply_to
    if replied_to is None:
        return None
    ref = MessageRef(chat_id=asked.chat_id, message_id=replied_to.message_id)
    shown = await tx.desk.get(ref)
    if shown is None or shown.case_id is None:
        return None
    return (await tx.cases.get(shown.case_id)).author_key
