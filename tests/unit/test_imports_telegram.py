"""Replies proposed from a chat's history: who answered whom, and which answers are one."""

from __future__ import annotations

from bot.telegram.exchanges import exchanges_of
from replies.imports.telegram_pairs import EXAMPLES, Pair, Proposal, propose

LINKS = {"link_private": "https://t.me/chai_bot"}


def a_message(
    number: int, text: object, *, by: str = "Rahul Sharma", to: int | None = None, **more: object
) -> dict[str, object]:
    message = {"id": number, "type": "message", "date": "2026-11-02T14:21:00", "text": text}
    message |= {"from": by, "from_id": f"user-{by}"} | more
    return message if to is None else message | {"reply_to_message_id": to}


def a_chat(*messages: dict[str, object]) -> dict[str, object]:
    return {"name": "Chai Adda", "type": "public_supergroup", "id": 77, "messages": [*messages]}


def pairs(*exchanges: tuple[str, str], author: str = "Rahul Sharma") -> list[Pair]:
    return [Pair(question=q, answer=a, author=author) for q, a in exchanges]


def proposed(found: list[Pair], **more: int) -> list[Proposal]:
    return propose(found, links=LINKS, language_of=lambda _: "en", **more)


# --- who answered whom --------------------------------------------------------------------------


def test_a_reply_of_a_colleague_to_a_member_is_an_exchange() -> None:
    chat = a_chat(
        a_message(1, "When do you open?"),
        a_message(2, ["From ", {"type": "bold", "text": "8"}, " to 10"], by="Asha", to=1),
        a_message(3, "Thanks", to=2),
        a_message(4, "What?", by="Asha"),
        a_message(5, "Not me", by="Ravi", to=1),
    )

    exchanges = exchanges_of(chat, colleagues=["asha"])

    (found,) = exchanges.found
    assert (found.comment, found.author, found.answer) == (
        "When do you open?",
        "Rahul Sharma",
        "From 8 to 10",
    )
    assert exchanges.repliers == {"Ravi": 1}


def test_colleagues_are_named_by_their_id_too() -> None:
    chat = a_chat(
        a_message(1, "Open?", from_id="user5"),
        a_message(2, "From 8", by="Asha", to=1, from_id="user61"),
    )

    found = [exchanges_of(chat, colleagues=[name]).found for name in ("61", "user61", "6")]

    assert [len(one) for one in found] == [1, 1, 0]


def test_who_writes_as_the_group_or_its_channel_is_a_colleague() -> None:
    post = {"from_id": "channel5", "forwarded_from": "Chai & Co"}
    chat = a_chat(
        a_message(1, "New teas!", by="Chai & Co", **post),
        a_message(2, "How much?", to=1),
        a_message(3, "10 each", by="Chai Adda", to=2, from_id="channel77"),
        a_message(4, "See the menu", by="Chai & Co", to=2, from_id="channel5"),
        a_message(5, "Nice", to=1),
    )

    found = exchanges_of(chat, colleagues=[]).found

    assert [(one.comment, one.answer) for one in found] == [
        ("How much?", "10 each"),
        ("How much?", "See the menu"),
    ]


def test_an_export_of_many_chats_is_looked_through() -> None:
    chat = a_chat(a_message(1, "Open?"), a_message(2, "From 8", by="Asha", to=1))
    document = {"chats": {"list": [chat, {"name": "empty"}, "broken", chat]}}

    assert len(exchanges_of(document, colleagues=["Asha"]).found) == 2


# --- what is proposed ---------------------------------------------------------------------------


def test_answers_that_are_nearly_the_same_are_one_proposal() -> None:
    (found,) = proposed(
        pairs(
            ("When do you open?", "We are open from 8 to 10 every day."),
            ("opening hours pls", "We are open from 8 to 10, every day!"),
            ("When do you open?", "We are open from 8 to 10 every day."),
            ("Where is my order", "Sorry, write us your order number please"),
        )
    )

    assert found.count == 3
    assert found.reply.examples == ("When do you open?", "opening hours pls")
    assert [one.text for one in found.reply.variants] == ["We are open from 8 to 10 every day."]
    assert found.reply.id == "when-do-you-open"


def test_names_and_known_addresses_become_slots() -> None:
    (found,) = proposed(
        pairs(("late!", "Rahul, we are sorry. Write to https://t.me/chai_bot $1"))
        + pairs(
            ("late?", "Priya, we are sorry. Write to https://t.me/chai_bot $1"), author="Priya"
        )
    )

    text = found.reply.variants[0].text
    assert text == "$author, we are sorry. Write to $link_private $$1"
    assert found.doubts == ("holds numbers: of one order, or of all?",)


def test_a_handle_at_the_beginning_is_the_author() -> None:
    (found,) = proposed(
        pairs(
            ("late", "Hi @rahul_s, we are on it now"),
        ),
        at_least=1,
    )

    assert found.reply.variants[0].text == "Hi $author, we are on it now"


def test_what_needs_a_look_is_said() -> None:
    (found,) = proposed(
        pairs(("late", "Sunil, your order 4711 left, see https://track.in/4711")), at_least=1
    )

    assert found.doubts == (
        "names https://track.in/4711",
        "holds numbers: of one order, or of all?",
        "may begin with somebody's name",
    )


def test_small_talk_and_novels_are_no_answers() -> None:
    small = [("hi", "ok"), ("thanks", "you are"), ("", "Here is the menu"), ("x", "a b c " * 400)]

    assert proposed(pairs(*small, *small)) == []


def test_languages_are_kept_apart() -> None:
    answers = ("one two three", "один два три")
    found = propose(
        pairs(*(("q", answer) for answer in answers * 2)),
        links={},
        language_of=lambda text: "en" if text.isascii() else "ru",
    )

    assert sorted((one.reply.variants[0].lang, one.count) for one in found) == [
        ("en", 2),
        ("ru", 2),
    ]
    assert len({one.reply.id for one in found}) == 2


def test_the_most_frequent_come_first_and_examples_are_bounded() -> None:
    often = pairs(*((f"question number {n}", "the same long answer") for n in range(40)))
    seldom = pairs(("why", "quite another thing here"), ("how", "quite another thing here"))

    first, second = proposed(seldom + often)

    assert (first.count, second.count) == (40, 2)
    assert len(first.reply.examples) == EXAMPLES
