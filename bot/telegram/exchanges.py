"""Who answered what in a chat export of Telegram Desktop: comments with a colleague's reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.telegram.exports import chats_of, is_channel_post, messages_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A member's comment and the reply of a colleague to it."""

    comment: str
    author: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanges:
    """The exchanges of an export; `repliers` counts who else replied to somebody, by name."""

    found: list[Exchange] = field(default_factory=list)
    repliers: Counter[str] = field(default_factory=Counter)


def exchanges_of(document: Mapping[str, object], *, colleagues: Collection[str]) -> Exchanges:
    """Find where a colleague replied to a member.

    Colleagues are those whose name or id (`user123`, or 123) is given, whoever writes as the
    group itself, which only its admins can, and the channels whose posts are discussed in it.
    """
    wanted = {_plain(one) for one in colleagues}
    exchanges = Exchanges()
    for chat in chats_of(document):
        _find(chat, wanted, exchanges)
    return exchanges


def _find(chat: Mapping[str, object], wanted: Collection[str], exchanges: Exchanges) -> None:
    messages = [one for one in messages_of(chat) if one.get("type") == "message"]
    posting = {_id(message) for message in messages if is_channel_post(message)}
    ours = {_plain(f"channel{chat.get('id')}"), *posting}
    by_id = {message.get("id"): message for message in messages}

    def is_colleague(message: Mapping[str, object]) -> bool:
        number = _id(message).removeprefix("user").removeprefix("channel")
        names = {_id(message), number, _plain(message.get("from"))}
        return _id(message) in ours or not names.isdisjoint(wanted)

    for message in messages:
        comment = by_id.get(message.get("reply_to_message_id"))
        if comment is None or is_colleague(comment) or is_channel_post(comment):
            continue
        if _id(message) == _id(comment):
            continue
        texts = text_of(comment).strip(), text_of(message).strip()
        if not all(texts):
            continue
        if is_colleague(message):
            author = str(comment.get("from") or "")
            exchanges.found.append(Exchange(comment=texts[0], author=author, answer=texts[1]))
        else:
            exchanges.repliers[str(message.get("from") or message.get("from_id"))] += 1


def _id(message: Mapping[str, object]) -> str:
    return _plain(message.get("from_id"))


def _plain(name: object) -> str:
    return " ".join(str(name or "").split()).casefold()
