"""`/search`: comments that hold some words, the newest first."""

from __future__ import annotations

from bot.domain.card import Drawn
from bot.domain.comment import Comment
from bot.domain.desk import Action, Verb
from bot.domain.desk_pages import FoundComment, SearchPage
from bot.domain.ids import CommentId, Owner
from bot.ports import Renderer, Transaction
from bot.services.desk.asked import Asked
from bot.services.desk.notes import DeskNotes
from bot.services.desk.part import DeskPart
from bot.services.desk.press import Press, Told
from bot.services.desk.view import card_of
from bot.services.whole import whole

PAGE = 6
LONGEST_WORDS = 100
MOST_WORDS = 6


class Searching(DeskPart):
    """Looks for words in the comments of a brand."""

    verbs = frozenset({Verb.SEARCH})

    def __init__(self, *, owner: Owner, renderer: Renderer, notes: DeskNotes) -> None:
        self._owner = owner
        self._renderer = renderer
        self._notes = notes
        self.commands = {"search": self.show}

    async def show(self, tx: Transaction, asked: Asked) -> None:
        """Answer `/search words`."""
        words = " ".join(asked.words[:LONGEST_WORDS].split()[:MOST_WORDS])
        drawn = (
            await self._page(tx, words, 1)
            if words
            else Drawn(html=self._renderer.say("search-words-needed"))
        )
        await self._notes.answer(tx, drawn, chat_id=asked.chat_id, reply_to=asked.message_id)

    async def press(self, tx: Transaction, action: Action, press: Press) -> Told:
        """Turn to another page."""
        drawn = await self._page(tx, action.text, action.number)
        await self._notes.answer(tx, drawn, chat_id=press.chat_id, edits=press.message_id)
        return "toast-done", {}

    async def _page(self, tx: Transaction, words: str, number: int) -> Drawn:
        ids = await tx.lookups.comments_with(
            self._owner.brand_id, words, limit=PAGE + 1, offset=(number - 1) * PAGE
        )
        page = SearchPage(
            words=words,
            found=await found_comments(tx, ids[:PAGE]),
            number=number,
            has_more=len(ids) > PAGE,
        )
        return self._renderer.page(page)


async def found_comments(tx: Transaction, ids: list[CommentId]) -> tuple[FoundComment, ...]:
    """These comments with their communities, cases and cards."""
    known = await tx.comments.several(ids)
    return tuple([await _found(tx, known[one]) for one in ids if one in known])


async def _found(tx: Transaction, comment: Comment) -> FoundComment:
    communities = await tx.directory.communities(comment.owner.bot_id)
    community = next(one for one in communities if one.id == comment.community_id)
    if comment.case_id is None:
        return FoundComment(comment=comment, community=community)
    return FoundComment(
        comment=comment,
        community=community,
        case=await whole(tx.cases.get(comment.case_id)),
        card=await card_of(tx, comment.case_id),
    )
