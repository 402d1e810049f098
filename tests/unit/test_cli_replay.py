"""`jawab replay`: exports and JSON lines as the desk would have seen them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.lane import Lane
from bot.services.judging import NOTHING_FOUND, Judge
from bot.services.past import read_lines
from bot.services.replay import PastComment, Queue, Replay, Replayed
from bot.telegram.exports import comments_of
from tests.fakes import THRESHOLDS, WordClassifier
from tests.unit.jawab_command import Jawab, command

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def jawab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Jawab:
    return command(monkeypatch, capfd)


def said(text: str, *, minutes: int = 0, author: str = "Rahul", thread: str = "1") -> PastComment:
    return PastComment(
        text=text, author=author, at=NOON + timedelta(minutes=minutes), thread=thread
    )


def replayed(comments: Sequence[PastComment]) -> list[Replayed]:
    judge = Judge(WordClassifier(), thresholds=THRESHOLDS)
    return list(Replay(judge, lambda _: NOTHING_FOUND).run(comments))


def message(number: int, text: object = "", **fields: object) -> dict[str, object]:
    return {
        "id": number,
        "type": "message",
        "date": f"2026-11-02T12:00:{number % 60:02d}",
        "from": "Rahul",
        "from_id": "user5",
        "text": text,
        **fields,
    }


def export(*messages: dict[str, object], **fields: object) -> list[PastComment]:
    chat = {"name": "Chai Adda", "type": "private_supergroup", "id": 77, **fields}
    return comments_of({**chat, "messages": list(messages)}, zone=UTC)


# --- triage on the past --------------------------------------------------------------------------


def test_comments_of_one_author_in_one_thread_are_one_case() -> None:
    found = replayed(
        [
            said("terrible service"),
            said("where is my order?", minutes=1),
            said("terrible", minutes=2, thread="2"),
            said("terrible", minutes=3, author="Asha"),
            said("nice weather", minutes=4, author="Ravi"),
        ]
    )

    assert [one.case for one in found] == [1, 1, 2, 3, None]
    assert [one.opens_case for one in found] == [True, False, True, True, False]


def test_comments_are_taken_in_the_order_of_their_moments() -> None:
    found = replayed([said("later", minutes=9), said("earlier", minutes=1)])

    assert [one.comment.text for one in found] == ["earlier", "later"]


def test_who_was_angry_before_comes_sooner() -> None:
    first, second = replayed([said("terrible"), said("terrible", minutes=1)])

    assert "angry before" not in first.routing.reasons
    assert "angry before" in second.routing.reasons


def test_the_queue_grows_hour_by_hour() -> None:
    queue = Queue(UTC)
    for one in replayed(
        [
            said("terrible"),
            said("awful idiot", minutes=70, author="Asha"),
            said("where?", minutes=75, author="Ravi"),
            said("nice", minutes=200, author="Mina"),
        ]
    ):
        queue.add(one)

    assert [(hour.comments, hour.waiting) for hour in queue.hours()] == [(1, 1), (2, 3), (1, 3)]
    assert queue.lanes[Lane.COMPLAINT] == 2
    assert queue.worst()[0].starts_at == NOON + timedelta(hours=1)
    assert queue.worst()[0].most_urgent.comment.author == "Asha"
    assert len(queue.worst()) == 2


# --- exports of Telegram Desktop -----------------------------------------------------------------


def test_a_text_of_parts_is_put_together() -> None:
    (one,) = export(message(1, ["Where is ", {"type": "bold", "text": "my order"}, "?"]))

    assert one.text == "Where is my order?"


def test_only_what_members_wrote_counts() -> None:
    found = export(
        {"id": 1, "type": "service", "action": "pin_message", "date": "2026-11-02T12:00:00"},
        message(2, "Offer", **{"from": "Shop", "from_id": "channel9", "forwarded_from": "Shop"}),
        message(3, "from an anonymous admin", **{"from": "Chai Adda", "from_id": "channel77"}),
        message(4, "from a member"),
        message(5, "from another channel", **{"from": "News", "from_id": "channel8"}),
        message(6, "without a date", date="yesterday"),
    )

    assert [one.text for one in found] == ["from a member", "from another channel"]


def test_a_chain_of_replies_is_one_thread() -> None:
    found = export(
        message(1, "a"),
        message(2, "b", reply_to_message_id=1),
        message(3, "c", reply_to_message_id=2),
        message(4, "d"),
    )

    assert found[1].thread == found[2].thread == "thread:1"
    assert found[0].thread == found[3].thread == "main"


def test_replies_in_a_circle_end() -> None:
    found = export(message(1, "a", reply_to_message_id=2), message(2, "b", reply_to_message_id=1))

    assert len(found) == 2


def test_an_album_is_one_comment() -> None:
    moment = {"date_unixtime": "1793595900"}
    found = export(
        message(1, "", photo="a.jpg", **moment),
        message(2, "look", photo="b.jpg", **moment),
        message(3, "", photo="c.jpg", **moment),
        message(4, "another", photo="d.jpg"),
    )

    assert [(one.text, one.media) for one in found] == [("look", "photo"), ("another", "photo")]


def test_an_export_of_several_chats_keeps_their_threads_apart() -> None:
    chats = [
        {"id": 1, "name": "A", "messages": [message(1, "x")]},
        {"id": 2, "name": "B", "messages": [message(1, "y")]},
    ]

    found = comments_of({"chats": {"list": chats}}, zone=UTC)

    assert [one.thread for one in found] == ["A/main", "B/main"]


def test_a_deleted_account_keeps_its_number() -> None:
    (one,) = export(message(1, "x", **{"from": None, "from_id": "user8"}))

    assert one.author == "user8"


# --- JSON lines and the command ------------------------------------------------------------------


def test_moments_without_a_zone_are_in_the_given_one() -> None:
    lines = (
        b'{"text": "a", "author": 5, "at": "2026-11-02T12:00:00"}\n\n'
        b'{"text": "b", "author": "x", "at": 0}'
    )

    (first, second), broken = read_lines(lines, zone=UTC)

    assert (first.at, first.author, first.thread) == (NOON, "5", "main")
    assert second.at.year == 1970
    assert broken == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"[]", "not an object"),
        (b'{"text": "a"}', "author"),
        (b'{"text": "a", "author": "x", "at": "soon"}', "not a moment"),
        (b'{"text": "a", "author": "x"}', "not a moment"),
        (b'{"text": "a", "author": "x", "at": 1e99}', "not a moment"),
        (b"{", "not valid JSON"),
    ],
)
def test_a_line_that_is_no_comment_says_why(line: bytes, sentence: str) -> None:
    comments, (broken,) = read_lines(b"\n" + line, zone=UTC)

    assert comments == []
    assert broken.line == 2
    assert sentence in broken.error


def test_the_command_tells_each_comment_and_ends_with_a_summary(
    jawab: Jawab, tmp_path: Path
) -> None:
    past = tmp_path / "past.jsonl"
    rows = [
        {
            "text": "My order came an hour late and cold, awful service",
            "author": "A",
            "at": "2026-11-02T12:00:00Z",
            "thread": 4,
        },
        {"text": "Lovely tea, thank you!", "author": "B", "at": "2026-11-02T11:00:00Z"},
    ]
    past.write_text("".join(json.dumps(row) + "\n" for row in rows) + "broken\n")

    outcome = jawab("replay", past, "--json")

    *lines, last = outcome.rows
    assert outcome.code == 0
    assert [line["author"] for line in lines] == ["B", "A"]
    assert list(lines[1]) == [
        "text",
        "author",
        "at",
        "lane",
        "priority",
        "reasons",
        "suggestions",
        "case",
    ]
    assert (lines[1]["lane"], lines[1]["case"]) == ("complaint", 1)
    assert last["summary"]["comments"] == 2
    assert last["summary"]["lanes"]["complaint"] == 1
    assert "line 3" in outcome.err


def test_the_report_reads_for_people(jawab: Jawab, tmp_path: Path) -> None:
    past = tmp_path / "result.json"
    messages = [message(1, "Worst tea ever, I want my money back!")]
    past.write_text(
        json.dumps({"type": "private_supergroup", "id": 7, "messages": messages}, indent=1)
    )

    outcome = jawab("replay", past)

    assert outcome.code == 0
    assert "1 comment between 2026-11-02 12:00" in outcome.out
    assert "The queue hour by hour" in outcome.out
    assert 'Rahul: "Worst tea ever' in outcome.out


def test_what_members_wrote_does_nothing_to_the_terminal(jawab: Jawab, tmp_path: Path) -> None:
    # given a comment that would clear a screen, and a name that would turn the line round
    past = tmp_path / "result.json"
    one = message(1, "Worst tea ever \x1b[2J\x9b2J\x07 I want my money back!")
    past.write_text(
        json.dumps(
            {
                "type": "private_supergroup",
                "id": 7,
                "messages": [one | {"from": "\u202eluhaR"}],
            },
            indent=1,
        )
    )

    # when it is told to people and to programs
    report = jawab("replay", past)
    told = jawab("replay", past, "--json")

    # then nothing of it reaches the terminal, and programs get what was written
    for outcome in (report, told):
        assert outcome.code == 0
        assert not set("\x1b\x9b\x07\u202e") & set(outcome.out + outcome.err)
    assert "\\u001b[2J" in report.out
    assert any("\x9b2J" in json.dumps(row, ensure_ascii=False) for row in told.rows)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{\n "name": "Chai",\n "messages": [\n', "cut off or damaged"),
        (b"\x89PNG\r\n\x1a\n", "no comments that can be read"),
    ],
)
def test_a_file_that_is_no_past_is_refused(
    jawab: Jawab, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "file").write_bytes(content)

    outcome = jawab("replay", tmp_path / "file")

    assert outcome.code == 1
    assert sentence in outcome.err


def test_an_empty_file_says_so(jawab: Jawab, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    outcome = jawab("replay", tmp_path / "file")

    assert (outcome.code, outcome.out) == (0, "There are no comments in this file.\n")
