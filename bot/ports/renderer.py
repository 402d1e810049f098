"""How things look and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.board import Board
from bot.domain.card import CardView, Drawn, SoloView
from bot.domain.comment import Comment, Community
from bot.domain.desk_pages import DeskPage
from bot.domain.gaps import GapPage, GapsPage
from bot.domain.gathering import Gathered, UnsureList
from bot.domain.group_pages import GroupAnswers, GroupView
from bot.domain.library_pages import LibraryPage, TextFinding
from bot.domain.roster import Manager
from replies.types import VoiceFinding


class Renderer(Protocol):
    """How things look and read, in one language and the desk's time zone."""

    @property
    def speaks(self) -> str:
        """The tag of that language."""

    def in_language(self, tag: str) -> Renderer:
        """The same in another language."""

    def card(self, view: CardView) -> Drawn:
        """Draw a case as it stands: a card, a receipt, or a "look first"."""

    def say(self, key: str, /, **values: str | int | datetime) -> str:
        """A sentence from the locale as HTML; values are escaped and neutralised."""

    def label(self, key: str, /, **values: str | int) -> str:
        """A sentence from the locale as plain text: button labels and toasts."""

    def solo(self, view: SoloView) -> Drawn:
        """Draw the one card of a private chat, as the case stands, or that all is done."""

    def spam(self, cases: Sequence[Gathered], *, asks: bool = False) -> Drawn:
        """Draw the card of much spam, or (`asks`) the question whether to delete it."""

    def unsure(self, page: UnsureList) -> Drawn:
        """Draw the list of unsure cases, each with its labels."""

    def group(self, view: GroupView) -> Drawn:
        """Draw the card of cases that ask the same, as they stand."""

    def group_answers(self, answers: GroupAnswers) -> Drawn:
        """Draw what each of them would be told, with the button that sends it."""

    def group_members(self, view: GroupView) -> Drawn:
        """Draw a list of those that wait, each with a button that takes it out."""

    def mention(self, manager: Manager) -> str:
        """A manager's name as HTML that rings for them."""

    def board(self, board: Board) -> Drawn:
        """Draw the board."""

    def page(self, page: DeskPage) -> Drawn:
        """Draw a page that was asked for: a list, what was found, figures, people."""

    def title(self, titles: Mapping[str, str]) -> str:
        """The title of a saved reply in the desk's language, as plain text."""

    def library(self, page: LibraryPage) -> Drawn:
        """Draw a page of the library: a shelf, an entry, a choice, a history."""

    def text_findings(self, found: Sequence[TextFinding]) -> list[str]:
        """What the voice finds in texts of the library, in lines of HTML: rule, place, advice."""

    def gaps(self, page: GapsPage) -> Drawn:
        """Draw the list of gaps of the library."""

    def gap(self, page: GapPage) -> Drawn:
        """Draw one gap, with what can be done about it."""

    def language(self, tag: str) -> str:
        """The name of a language, as plain text."""

    def day(self, day: date) -> str:
        """A day as managers read it: 31 March, with the year where it is not this one."""

    def preview(
        self,
        author: str,
        text: str,
        findings: Sequence[VoiceFinding],
        *,
        asks_to_override: bool = False,
    ) -> str:
        """An answer as it would go out, and what the voice finds in it, as HTML."""

    def address(self, community: Community, comment: Comment) -> str:
        """Where a comment is found on t.me, empty where it has no address."""

    def clock_time(self, moment: datetime, *, seconds: bool = False) -> str:
        """A moment as managers read it: 14:35, with the date where it is not today's."""
