"""Everything that is raised on purpose.

JawabError
├── SettingsInvalid          the configuration cannot be used; names file, key and a hint
├── LibraryUnusable          the reply library cannot be used
├── VoiceUnusable            the file of the brand's voice cannot be used
├── ModelUnusable            the classifier's files are missing or damaged
├── InputUnreadable          a file that a command should work on cannot be read
│   └── ExportUnreadable     the export of a chat is cut off, damaged, or holds no comments
├── OutputUnwritable         a file that a command should make cannot be written
├── StoreFailure             the database does not do what it is asked
│   ├── StoreBusy            locked by somebody else for too long; trying again may help
│   ├── StoreUnusable        missing, read-only, full, corrupt, or of a newer version
│   ├── CaseConflict         the case is no longer what the caller saw
│   └── EntryConflict        the entry of the library is no longer what the caller saw
├── DamagedRow               a row of the database cannot be read; names table, row and column
├── Refused                  a manager's wish that is not granted; the desk says why
│   ├── NotAllowed           the presser's role does not reach that far
│   ├── CaseTaken            somebody else holds the case
│   ├── CaseClosed           the case was already decided
│   ├── CardOutdated         the case changed after the card was drawn
│   ├── AuthorExempt         the author cannot be muted, warned or banned
│   ├── VoiceForbids         the text breaks rules of the brand's voice that stop it
│   ├── SecondYesNeeded      the text needs a second yes of an approver
│   ├── OwnAnswer            who wrote an answer cannot give it the second yes
│   ├── RepliesHeld          no reply goes out there now but an approved statement
│   ├── EntryOffVoice        a text of the library breaks rules of the brand's voice that stop it
│   ├── EntryChanged         somebody changed the entry of the library meanwhile
│   ├── LastLead             the desk would be left without a lead
│   ├── EntryNeeded          the library would not be whole without the entry, or with that version
│   └── NothingWaiting       the queue is empty
├── PagerFailed              an e-mail, webhook or sign of life did not get through
├── DraftingFailure          no draft could be made; the desk works on without it
│   ├── DrafterDown          the server was not reached, was too slow, or failed
│   ├── DrafterRefused       the server does not accept the request: key, model or address
│   └── DraftUnreadable      what came back is no draft
└── GatewayFailure           Telegram did not do what it was asked
    ├── GatewayDown          not reached, or it answered with a server error; nothing happened
    ├── OutcomeUnknown       the request left, no answer came: it may have happened
    ├── RateLimited          too many requests; says how long to wait
    ├── ChatMoved            the group became a supergroup; says its new id
    ├── ChatGone             the bot was removed or blocked, or the chat does not exist
    ├── NoRights             the bot lacks a right in that chat
    │   └── TopicClosed      nobody but admins may write in that topic
    ├── AuthorProtected      who is to be muted or banned is an admin or the owner of that chat
    ├── ReplyTargetGone      the comment to be answered was deleted or changed
    │   └── TopicGone        the topic to write into was deleted
    ├── MessageGone          the message to be edited or deleted is not there, or too old
    ├── QueryTooOld          the press can no longer be answered
    ├── RequestRefused       Telegram finds the request itself wrong
    │   └── NoTopics         the chat has no topics, or none any more
    ├── TokenRefused         the token is not (or no longer) valid
    └── PollerConflict       somebody else reads this bot's updates, or a webhook is set
"""

from __future__ import annotations

from datetime import datetime, timedelta


class JawabError(Exception):
    """Base of everything that is raised on purpose; its text is one sentence for a person."""


class SettingsInvalid(JawabError):
    """The configuration cannot be used."""


class PagerFailed(JawabError):
    """An e-mail, a webhook or a sign of life did not get through."""


class LibraryUnusable(JawabError):
    """The reply library cannot be used."""


class VoiceUnusable(JawabError):
    """The file of the brand's voice cannot be used."""


class ModelUnusable(JawabError):
    """The classifier's files are missing or damaged."""


class InputUnreadable(JawabError):
    """A file that a command should work on cannot be read."""


class ExportUnreadable(InputUnreadable):
    """The export of a chat is cut off, damaged, or holds no comments."""


class OutputUnwritable(JawabError):
    """A file that a command should make cannot be written."""


class StoreFailure(JawabError):
    """The database does not do what it is asked."""


class StoreBusy(StoreFailure):
    """Locked by somebody else for too long."""


class StoreUnusable(StoreFailure):
    """Missing, read-only, full, corrupt, or written by a newer version."""


class CaseConflict(StoreFailure):
    """The case is no longer at the version that the caller saw."""


class EntryConflict(StoreFailure):
    """The entry of the library is no longer at the version that the caller saw."""


class DamagedRow(JawabError):
    """A row of the database cannot be read; the others can, so the store has not failed."""

    def __init__(self, table: str, row: str, column: str) -> None:
        super().__init__(f"{table} {row} is damaged in {column}: `jawab db check` tells more")
        self.table = table
        self.row = row
        self.column = column


class Refused(JawabError):
    """A manager's wish that is not granted."""


class NotAllowed(Refused):
    """The role does not reach that far."""

    def __init__(self, needed: str) -> None:
        super().__init__(f"this needs the role {needed}")
        self.needed = needed


class CaseTaken(Refused):
    """Somebody else holds the case."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"the case is with {holder}")
        self.holder = holder


class CaseClosed(Refused):
    """The case was already decided."""

    def __init__(self, status: str, by: str) -> None:
        super().__init__(f"the case was already {status} by {by}")
        self.status = status
        self.by = by


class CardOutdated(Refused):
    """The case changed after the card was drawn."""


class AuthorExempt(Refused):
    """The author cannot be muted, warned or banned; `why` is "ours" or "channel"."""

    def __init__(self, why: str) -> None:
        super().__init__(f"not for this author: {why}")
        self.why = why


class VoiceForbids(Refused):
    """The text breaks rules of the brand's voice; `rules` names them."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__("the text is not in the brand's voice: " + ", ".join(rules))
        self.rules = rules


class SecondYesNeeded(Refused):
    """The text needs a second yes; `reasons` are those of `needs_second_yes`."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("the text needs a second yes: " + ", ".join(reasons))
        self.reasons = reasons


class OwnAnswer(Refused):
    """Who wrote an answer cannot give it the second yes."""


class RepliesHeld(Refused):
    """No reply goes out there now but the `statement`, if there is one."""

    def __init__(self, by: str, since: datetime, statement: str) -> None:
        super().__init__(f"replies are held by {by}")
        self.by = by
        self.since = since
        self.statement = statement


class EntryOffVoice(Refused):
    """A text to be kept in the library breaks rules of the brand's voice; `rules` names them."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__("the saved text is not in the brand's voice: " + ", ".join(rules))
        self.rules = rules


class EntryChanged(Refused):
    """Somebody changed the entry of the library after it was shown."""

    def __init__(self, by: str) -> None:
        super().__init__(f"the entry was changed by {by}")
        self.by = by


class EntryNeeded(Refused):
    """The library would not be whole without the entry, or with that version of it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the library would not be whole: {what}")
        self.what = what


class LastLead(Refused):
    """The desk would be left without a lead."""


class NothingWaiting(Refused):
    """The queue is empty."""


class DraftingFailure(JawabError):
    """No draft could be made."""


class DrafterDown(DraftingFailure):
    """The server was not reached, was too slow, or failed."""


class DrafterRefused(DraftingFailure):
    """The server does not accept the request: key, model or address."""


class DraftUnreadable(DraftingFailure):
    """What came back is no draft."""


class GatewayFailure(JawabError):
    """Telegram did not do what it was asked."""


class GatewayDown(GatewayFailure):
    """Not reached, or a server error; nothing happened."""


class OutcomeUnknown(GatewayFailure):
    """The request left and no answer came: it may have happened."""


class RateLimited(GatewayFailure):
    """Too many requests."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"Telegram asks to wait {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class ChatMoved(GatewayFailure):
    """The group became a supergroup."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"the group is now the supergroup {new_chat_id}")
        self.new_chat_id = new_chat_id


class ChatGone(GatewayFailure):
    """The bot was removed or blocked, or the chat does not exist."""


class NoRights(GatewayFailure):
    """The bot lacks a right in that chat."""


class TopicClosed(NoRights):
    """Nobody but admins may write in that topic."""


class AuthorProtected(GatewayFailure):
    """Who is to be muted or banned is an admin or the owner of that chat."""


class ReplyTargetGone(GatewayFailure):
    """The comment to be answered was deleted or changed."""


class TopicGone(ReplyTargetGone):
    """The topic to write into was deleted."""


class MessageGone(GatewayFailure):
    """The message to be edited or deleted is not there, or too old."""


class QueryTooOld(GatewayFailure):
    """The press can no longer be answered."""


class RequestRefused(GatewayFailure):
    """Telegram finds the request itself wrong (text too long, broken entities, …)."""


class NoTopics(RequestRefused):
    """The chat has no topics, or none any more."""


class TokenRefused(GatewayFailure):
    """The token is not (or no longer) valid."""


class PollerConflict(GatewayFailure):
    """Somebody else reads this bot's updates, or a webhook is set."""
