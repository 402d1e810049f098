"""Past comments as JSON lines of text, author, at and, where known, thread, media and links."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.domain.comment import MAIN_THREAD
from bot.domain.posts import post_name
from bot.services.replay import PastComment

_MOMENT = "2026-11-02T14:21:00+05:30"
_EXAMPLE = f'{{"text": "…", "author": "…", "at": "{_MOMENT}"}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line that is no comment."""

    line: int
    error: str


def read_lines(data: bytes, *, zone: tzinfo) -> tuple[list[PastComment], list[Broken]]:
    """Read what can be read, passing over blank lines; `zone` is that of moments without one."""
    comments: list[PastComment] = []
    broken: list[Broken] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            comments.append(_comment(line.decode("utf-8", errors="replace"), zone))
        except ValueError as error:
            broken.append(Broken(line=number, error=str(error)))
    return comments, broken


def _comment(line: str, zone: tzinfo) -> PastComment:
    """Raise ValueError with a sentence about what is wrong."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not valid JSON: {error}") from error
    match fields:
        case {"text": str(text), "author": str() | int() as author}:
            thread = fields.get("thread")
        case _:
            raise ValueError(f"not an object with text, author and at, such as {_EXAMPLE}")
    return PastComment(
        text=text,
        author=str(author),
        at=read_moment(fields.get("at"), zone),
        thread=MAIN_THREAD if thread is None else str(thread),
        media=str(fields.get("media") or ""),
        links=_texts(fields.get("links")),
        author_id=author if isinstance(author, int) else None,
        post=frozenset() if thread is None else frozenset({_post(str(thread))}),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _post(thread: str) -> str:
    """The name of a post, if that is what the thread is called by."""
    try:
        return post_name(thread)
    except ValueError:
        return thread


def read_moment(value: object, zone: tzinfo) -> datetime:
    """A moment as ISO 8601 or as seconds since 1970; raise ValueError."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        raise ValueError(f'"at" is not a moment such as "{_MOMENT}": {value!r}') from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
