"""The configuration that `jawab init` writes: short, with what has to be filled in next."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are easily taken for one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person who sets up the bot has said."""

    brand: str
    language: str
    time_zone: str
    token_file: str
    desk_chat_id: int | None = None
    communities: Sequence[int] = ()
    languages: Sequence[str] = ()
    mode: str = "live"


def new_lead_code() -> str:
    """A one-time code that can be typed, and not guessed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2))


def first_config(answers: Answers, lead_code: str) -> str:
    """The file's text."""
    return f"""\
# The configuration of Jawab. Every key is explained in docs/CONFIGURATION.md.
# "jawab check" says whether it works and what is still missing.

[telegram]
token_file = {_quoted(answers.token_file)}

[database]
url = "sqlite+aiosqlite:///var/jawab.db"

[brand]
name = {_quoted(answers.brand)}
# library = "replies"  # your own saved replies; without it the starter library

[private]
enabled = true
languages = {_listed(answers.languages)}

[desk]
{_desk_line(answers.desk_chat_id)}
language = {_quoted(answers.language)}
time_zone = {_quoted(answers.time_zone)}
# The first person who sends this code to the bot becomes its lead. It works once.
lead_code = {_quoted(lead_code)}

{_communities(answers)}
# [[managers]]
# user_id = 123456789
# name = "Asha"
# role = "manager"  # viewer, moderator, manager, approver or lead
"""


def _desk_line(chat_id: int | None) -> str:
    if chat_id is None:
        return "# chat_id = -100…  # the managers' group; or let the lead write /here there"
    return f"chat_id = {chat_id}"


def _communities(answers: Answers) -> str:
    if not answers.communities:
        example = _community("-100…", answers)
        return "".join(f"# {line}\n" for line in example.splitlines())
    return "\n".join(_community(str(chat_id), answers) for chat_id in answers.communities)


def _community(chat_id: str, answers: Answers) -> str:
    return (
        "[[communities]]\n"
        f"chat_id = {chat_id}\n"
        f"languages = {_listed(answers.languages)}\n"
        f"mode = {_quoted(answers.mode)}\n"
    )


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are valid there too."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
