"""Tags on cases: short words that a team sorts its work by."""

from __future__ import annotations

import re

MOST_TAGS = 8
LONGEST_TAG = 24
_TAG = re.compile(r"[^\W_][\w\u0900-\u097f-]*")


def read_tags(words: str) -> tuple[str, ...]:
    """The tags that somebody wrote, with or without "#"; empty where one of them is none."""
    parts = words.replace(",", " ").casefold().split()
    tags = [part.removeprefix("#") for part in parts]
    if any(len(tag) > LONGEST_TAG or _TAG.fullmatch(tag) is None for tag in tags):
        return ()
    return tuple(dict.fromkeys(tags))
