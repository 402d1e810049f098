"""What happens in the two chats, told line by line as it happens."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.demo.scene import Scene
from bot.simulator.state import Chat, Message, User

_NEVER_SECONDS = 3600.0
_NEW_LINES = 3
_REMEMBERED = 8
_LONG_LINE = 100
_BEGINNING = 60
_MEDIA = {"photo": "[photo]", "sticker": "[sticker]", "voice": "[voice message]"}


class Side(StrEnum):
    """Which of the two chats."""

    COMMUNITY = "community"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened: who did it, and what, over one or more lines."""

    at: datetime
    side: Side
    place: str
    who: str
    text: str
    is_ours: bool = False
    """Whether the brand spoke."""


Tell = Callable[[Entry], None]


class Transcript:
    """Watches the community's group and the desk, and tells what is new there."""

    def __init__(self, scene: Scene, tell: Tell) -> None:
        self._scene = scene
        self._tell = tell
        self._shown: dict[Message, tuple[int, bool, str]] = {}
        self._told: deque[str] = deque(maxlen=_REMEMBERED)
        self._long_lines: set[str] = set()

    async def run(self) -> None:
        """Tell everything, for ever."""
        while True:
            for entry in await self._scene.telegram.wait_for(self._news, _NEVER_SECONDS):
                self._tell(entry)

    def pressed(self, who: User, card: Message, label: str) -> None:
        """Tell of a press."""
        self._note(who.first_name, f"presses [{label}] under #{card.message_id}")

    def toasted(self, who: User, text: str) -> None:
        """Tell what the presser of a button read."""
        if text:
            self._note(f"{who.first_name} reads", text)

    def _note(self, who: str, text: str) -> None:
        for entry in self._news():
            self._tell(entry)
        at = self._scene.clock.now()
        self._tell(Entry(at=at, side=Side.DESK, place="desk", who=who, text=text))

    def _news(self) -> list[Entry]:
        community = self._changes(self._scene.group, self._in_community)
        desk = self._changes(self._scene.desk, self._at_desk)
        return [*community, *desk]

    def _changes(
        self, chat: Chat, describe: Callable[[Message, str | None], Entry | None]
    ) -> Iterator[Entry]:
        for message in chat.messages:
            before = self._shown.get(message)
            if before is None or before[:2] != (message.edited_count, message.is_deleted):
                text = _words(message)
                self._shown[message] = (message.edited_count, message.is_deleted, text)
                entry = describe(message, before[2] if before else None)
                if entry is not None:
                    yield entry

    def _in_community(self, message: Message, before: str | None) -> Entry | None:
        text = _words(message)
        if message.is_service or _is_later_part(message):
            return None
        if message.is_deleted:
            text = "(deleted) " + text if message.is_by_bot else "(this comment was deleted)"
        elif before is not None:
            text = (
                "(edited) " + text if text != before else "(an edit that left the text as it was)"
            )
        return Entry(
            at=self._scene.clock.now(),
            side=Side.COMMUNITY,
            place=self._scene.day.group,
            who=self._author(message),
            text=text,
            is_ours=message.is_by_bot,
        )

    def _author(self, message: Message) -> str:
        speaker = message.sent_by
        if isinstance(speaker, User):
            name = speaker.first_name
        elif message.is_automatic_forward:
            return f"{speaker.title if speaker else ''} (post)"
        else:
            name = f"{speaker.title if speaker else ''} (anonymous admin)"
        parent = message.reply_to
        if parent is None or parent.is_automatic_forward or not isinstance(parent.sent_by, User):
            return name
        return f"{name} → {parent.sent_by.first_name}"

    def _at_desk(self, message: Message, before: str | None) -> Entry | None:
        if message.is_service or (before is not None and is_board(message)):
            # the board changes all the time, and says nothing that was not told where it happened
            return None
        number = f"#{message.message_id}"
        if message.is_deleted:
            who, text = number, "(removed)"
        elif not message.is_by_bot:
            who = self._author(message).partition(" →")[0]
            text = self._shortened(_words(message))
        elif before is None:
            kind = "card" if is_card(message) else "bot"
            who, text = f"{kind} {number}", self._shortened(_words(message))
        else:
            who, text = f"{number} now reads", self._what_is_new(message, before)
            if not text:
                return None
        return Entry(
            at=self._scene.clock.now(),
            side=Side.DESK,
            place="desk",
            who=who,
            text=text,
            is_ours=message.is_by_bot,
        )

    def _shortened(self, text: str) -> str:
        """Cut the long lines that the desk has shown before: texts on their way to the public."""
        lines = text.splitlines()
        shown = [_beginning(line) if line in self._long_lines else line for line in lines]
        self._long_lines.update(line for line in lines if len(line) > _LONG_LINE)
        return "\n".join(shown)

    def _what_is_new(self, message: Message, before: str) -> str:
        """The first of the new lines and all new buttons: the rest was told when it was written.

        A preview that became a receipt says the same as its card; that is told once.
        """
        after = _words(message)
        if after in self._told:
            return ""
        self._told.append(after)
        known = set(before.splitlines())
        lines = [line for line in after.splitlines() if line.strip() and line not in known]
        words = [line for line in lines if not line.startswith("[")]
        shown = words[: _NEW_LINES if is_card(message) else 1]
        return "\n".join((*shown, *(line for line in lines if line.startswith("["))))


def is_card(message: Message) -> bool:
    """Whether it shows a case that is to be decided."""
    return message.is_by_bot and bool({"Dismiss", "Hide"} & set(message.labels))


def is_board(message: Message) -> bool:
    """Whether it is the overview that is edited all the time."""
    return message.is_by_bot and {"Mine", "Queue"} <= set(message.labels)


def _beginning(line: str) -> str:
    return line[:_BEGINNING].rsplit(" ", 1)[0] + " …"


def _is_later_part(message: Message) -> bool:
    return bool(message.album_id) and not message.text


def _words(message: Message) -> str:
    media = next((shown for kind, shown in _MEDIA.items() if kind in message.media), "")
    if message.album_id:
        media = "[3 photos]"
    rows = (" ".join(f"[{button.label}]" for button in row) for row in message.buttons)
    return "\n".join(filter(None, (f"{media} {message.text}".strip(), *rows)))
