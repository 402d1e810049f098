"""A voice that follows its file: a new version holds from the next text on, a broken one never."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from replies.findings import LibraryInvalid
from replies.types import Outgoing, SavedReply, Snippet, VoiceFinding
from replies.voice import Voice
from replies.voice_file import load

Stamp = tuple[int, int] | None


class FollowedVoice:
    """The voice of a file as it is when a text is checked.

    Where the file was spoilt or is gone, the last good version stays in force, and `on_broken` is
    told once for each broken version. Raise LibraryInvalid when the first version is broken.
    """

    def __init__(
        self, path: Path, *, links: tuple[str, ...], on_broken: Callable[[LibraryInvalid], None]
    ) -> None:
        self._path = path
        self._links = links
        self._on_broken = on_broken
        self._stamp = self._current_stamp()
        self._voice = load(path, links=links)

    def check(self, outgoing: Outgoing) -> tuple[VoiceFinding, ...]:
        """What is wrong with a text, by the newest good version."""
        return self._newest().check(outgoing)

    def check_texts(self, entry: SavedReply | Snippet) -> tuple[tuple[VoiceFinding, ...], ...]:
        """What would be wrong with each text of an entry, by the newest good version."""
        return self._newest().check_texts(entry)

    def _newest(self) -> Voice:
        stamp = self._current_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._voice = load(self._path, links=self._links)
            except LibraryInvalid as broken:
                self._on_broken(broken)
        return self._voice

    def _current_stamp(self) -> Stamp:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
