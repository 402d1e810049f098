"""The demo: its script, its clock, its people and how it is shown."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from bot.app import started_desk
from bot.demo.clock import AcceleratedClock
from bot.demo.community import live_through
from bot.demo.day import play
from bot.demo.reading import read
from bot.demo.scene import Scene, set_scene, settings_of
from bot.demo.script import Kind, Trick, load_day
from bot.demo.summary import Summary
from bot.demo.transcript import Entry, Side, Transcript
from bot.demo.view import PlainView, RichView
from bot.domain.case import Status
from bot.domain.lane import Lane
from bot.simulator.entities import FormattedText
from bot.simulator.simulator import Simulator
from bot.simulator.state import Message, User

MORNING = datetime(2026, 8, 14, 3, 30, tzinfo=UTC)
DAY = load_day()


class StoppedWatch:
    """A wall clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


# --- the script ---------------------------------------------------------------------------------


def test_the_day_has_about_eighty_comments_of_every_kind() -> None:
    kinds = Counter(comment.kind for comment in DAY.comments)

    assert 75 <= len(DAY.comments) <= 95
    assert kinds[Kind.QUESTION] >= 20
    assert kinds[Kind.REVIEW] >= 20
    for kind in Kind:
        assert kinds[kind] >= 3, kind


def test_the_day_is_spoken_in_five_languages() -> None:
    languages = Counter(comment.lang for comment in DAY.comments)

    assert languages["en"] >= 20
    assert languages["hi-Latn"] >= 20
    for lang, least in {"hi": 6, "ru": 6, "es": 3}.items():
        assert languages[lang] >= least, lang


def test_the_day_holds_everything_that_is_hard_on_a_desk() -> None:
    events = [happening for _, happening in DAY.events]
    media = {happening.media for happening in events}
    burst = Counter((at.replace(second=0), one.by) for at, one in DAY.events if one.by)

    assert {"album", "sticker", "voice"} <= media
    assert any(one.edit and one.text for one in events)
    assert any(one.edit and not one.text for one in events)
    assert any(one.delete for one in events)
    assert any(one.admin for one in events)
    assert max(burst.values()) == 4
    assert len([one for one in events if one.post]) == 3
    assert {trick for _, trick in DAY.tricks} == set(Trick)


def test_the_day_runs_in_order_and_refers_to_what_was_said_before() -> None:
    known: set[str] = set()
    for _, one in DAY.events:
        for key in filter(None, (one.on, one.to, one.edit, one.delete)):
            assert key in known
        known |= {one.key or one.post}
    assert [at for at, _ in DAY.events] == sorted(at for at, _ in DAY.events)


def test_a_manager_has_words_of_their_own_for_every_question_and_review() -> None:
    for one in DAY.comments:
        waits = one.kind in {Kind.QUESTION, Kind.REVIEW, Kind.IRONY}
        if waits and one.by != "Kavita" and one.key != "nikhil":
            assert DAY.about(f'Complaint · 80\n"{one.text}"\nWhy: …').answer == one.answer


def test_a_manager_has_no_words_for_a_comment_that_is_not_in_the_script() -> None:
    assert not DAY.about('Question · 50\n"what is the capital of Peru?"').answer


def test_a_card_is_read_without_the_words_that_its_comment_answers() -> None:
    card = (
        "🗑 Spam · 26\n↪ to “chai vs coffee. let's fight ☕”\n"
        "Hello friends I made 2 lakh last month with this bot, "
        "ask me how 👉 t.me/easy_income_queen"
    )

    assert DAY.is_unwanted(card)
    assert not DAY.is_unwanted("🤔 Unsure · 24\nchai vs coffee. let's fight ☕")


# --- the clock ----------------------------------------------------------------------------------


def test_the_clock_runs_faster_by_its_factor() -> None:
    watch = StoppedWatch()
    clock = AcceleratedClock(30, MORNING, seconds=watch)

    watch.seconds += 2

    assert clock.now() == MORNING + timedelta(minutes=1)


async def test_a_leap_wakes_those_who_are_due_and_nobody_else() -> None:
    # given two sleepers on a clock that stands still
    clock = AcceleratedClock(1, MORNING, seconds=StoppedWatch())
    early = asyncio.create_task(clock.sleep(60))
    late = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0.01)

    # when it leaps to where the first is due
    clock.skip_to(MORNING + timedelta(minutes=1))

    # then the first wakes and the second sleeps on
    await asyncio.wait_for(early, 1)
    assert not late.done()
    clock.skip_to(MORNING + timedelta(hours=1))
    await asyncio.wait_for(late, 1)


def test_the_clock_does_not_leap_back() -> None:
    clock = AcceleratedClock(1, MORNING, seconds=StoppedWatch())

    clock.skip_to(MORNING - timedelta(hours=1))

    assert clock.now() == MORNING


async def test_an_appointment_is_known_until_it_is_kept() -> None:
    clock = AcceleratedClock(1, MORNING, seconds=StoppedWatch())
    noon = MORNING + timedelta(hours=3)
    kept = asyncio.create_task(clock.keep_appointment(noon))
    await asyncio.sleep(0.01)
    assert clock.next_appointment == noon

    clock.skip_to(noon)

    await asyncio.wait_for(kept, 1)
    assert clock.next_appointment is None


# --- the people ---------------------------------------------------------------------------------


def a_card(text: str, *rows: tuple[str, ...]) -> Message:
    chat = Simulator().add_group(title="desk")
    keyboard = [[{"text": label, "callback_data": label} for label in row] for row in rows]
    return Message(
        chat=chat,
        message_id=1,
        date=MORNING,
        sender=User(id=1, first_name="bot", is_bot=True),
        content=FormattedText(text),
        reply_markup={"inline_keyboard": keyboard},
    )


def test_a_manager_reads_lane_and_suggestions_off_the_card() -> None:
    card = a_card(
        "🔴 Complaint · 86 · answer by 14:35\n"
        "Chai Adda › Monsoon offer\n"
        '"2 hours (maybe, who knows)"\n'
        "1 Apology (fits, Hinglish)\nRahul ji, …\n"
        "2 Refund time (fits, Hinglish)\n…\n"
        "3 Delay (maybe, English)\n…",
        ("Send 1", "Send 2", "Send 3"),
        ("Edit", "Write", "Dismiss"),
        ("Hide", "Claim"),
    )

    reading = read(card)

    assert reading.lane == "complaint"
    assert [(one.number, one.title, one.fits) for one in reading.offered] == [
        (1, "Apology", True),
        (2, "Refund time", True),
        (3, "Delay", False),
    ]
    assert not reading.is_unwanted
    assert "Claim" in reading.labels


@pytest.mark.parametrize(
    ("lang", "wanted", "chosen"),
    [("hi-Latn", (), 1), ("hi-Latn", ("Late",), 2), ("en", ("Late",), 0), ("en", (), 0)],
)
def test_a_manager_sends_only_what_is_right_and_in_the_authors_language(
    lang: str, wanted: tuple[str, ...], chosen: int
) -> None:
    card = a_card("🔴 Complaint · 86\n1 Apology (fits, Hinglish)\n…\n2 Late (maybe, Hinglish)\n…")

    assert read(card).choose(lang, wanted) == chosen


@pytest.mark.parametrize("lane", ["Spam", "Abuse"])
def test_spam_and_abuse_are_read_as_unwanted(lane: str) -> None:
    assert read(a_card(f"⚫ {lane} · 40\n…", ("Hide", "Dismiss"))).is_unwanted


async def test_the_community_says_everything_in_the_script() -> None:
    # given the stage, and nobody at the desk
    clock = AcceleratedClock(1, DAY.opens_at, seconds=StoppedWatch())
    scene = set_scene(DAY, clock, Simulator(clock=clock))
    told: list[Entry] = []
    transcript = asyncio.create_task(Transcript(scene, told.append).run())

    # when the day passes
    passing = asyncio.create_task(live_through(scene))
    while not passing.done():
        for _ in range(20):
            await asyncio.sleep(0)
        if clock.next_appointment is not None:
            clock.skip_to(clock.next_appointment)
    await passing
    await asyncio.sleep(0)
    transcript.cancel()

    # then it can all be read, the album as one, each at its time
    said = [entry for entry in told if entry.side is Side.COMMUNITY]
    texts = [entry.text for entry in said]
    assert len([one for one in said if "(post)" in one.who]) == 3
    assert "[3 photos] ye dekho, cup toota hua nikla 😤 gift ke liye mangwaya tha" in texts
    assert "(this comment was deleted)" in texts
    assert any(text.startswith("(edited) Loved the old blend.") for text in texts)
    assert any("(anonymous admin)" in entry.who for entry in said)
    rahul = next(entry for entry in said if entry.who == "Rahul")
    assert f"{rahul.at.astimezone(DAY.zone):%H:%M}" == "09:12"


async def test_the_configuration_of_the_demo_ignores_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setenv("JAWAB_DATABASE__URL", "sqlite+aiosqlite:////srv/real.db")
    clock = AcceleratedClock(1, DAY.opens_at)
    async with Simulator(clock=clock) as telegram:
        scene: Scene = set_scene(DAY, clock, telegram)
        settings = settings_of(scene, tmp_path)

    assert settings.database.url.endswith(f"{tmp_path}/demo.db")
    assert settings.telegram.api_base.startswith("http://127.0.0.1:")


# --- how it is shown ----------------------------------------------------------------------------


AN_ENTRY = Entry(
    at=MORNING,
    side=Side.COMMUNITY,
    place="Chai Adda",
    who="Rahul",
    text="paise kat gaye [bold]😡[/bold]\nkab milega",
)


def test_a_log_shows_time_place_and_speaker(capsys: pytest.CaptureFixture[str]) -> None:
    PlainView(DAY.zone).show(AN_ENTRY)

    first, second = capsys.readouterr().out.splitlines()
    assert first == "09:00 Chai Adda │ Rahul: paise kat gaye [bold]😡[/bold]"
    assert second.endswith("│   kab milega")


def test_a_log_wraps_long_lines_below_their_speaker(capsys: pytest.CaptureFixture[str]) -> None:
    PlainView(DAY.zone).show(replace(AN_ENTRY, text="bahut der ho gayi " * 20))

    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("09:00 Chai Adda │ Rahul: bahut der")
    assert all(line.startswith(f"{'':16}│   ") for line in rest)
    assert max(map(len, rest)) <= 120


async def test_a_long_text_is_told_once_and_then_recognised_by_its_beginning() -> None:
    # given a long text that goes from hand to hand at the desk
    clock = AcceleratedClock(1, DAY.opens_at, seconds=StoppedWatch())
    scene = set_scene(DAY, clock, Simulator(clock=clock))
    told: list[Entry] = []
    transcript = asyncio.create_task(Transcript(scene, told.append).run())
    text = "Rahul ji, itni der ke liye maafi. " + "Hum abhi dekhte hain. " * 5 + "Dhanyavaad"

    # when it is written twice
    for _ in range(2):
        scene.telegram.say(scene.desk, scene.lead, text)
    for _ in range(20):
        await asyncio.sleep(0)
    transcript.cancel()

    # then the whole of it is shown the first time only
    texts = [entry.text for entry in told if entry.who == DAY.lead]
    assert texts == [text, "Rahul ji, itni der ke liye maafi. Hum abhi dekhte hain. Hum …"]


@pytest.mark.parametrize(("width", "has_columns"), [(140, True), (60, False)])
def test_a_terminal_shows_columns_where_there_is_room(width: int, has_columns: bool) -> None:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=False)

    with RichView(DAY.zone, console) as view:
        view.show(AN_ENTRY)

    assert "Rahul: paise kat gaye [bold]😡[/bold]" in output.getvalue()
    assert ("│" in output.getvalue()) is has_columns


def a_summary(*violations: str) -> Summary:
    return Summary(
        comments=3,
        lanes={Lane.COMPLAINT: 2, Lane.SPAM: 0, Lane.NONE: 1},
        cases={**dict.fromkeys(Status, 0), Status.ANSWERED: 2},
        public_replies=2,
        to_card=timedelta(seconds=4.25),
        day=timedelta(hours=12),
        wall=timedelta(seconds=50),
        violations=violations,
        missed=(),
    )


def test_the_summary_names_lanes_and_the_median_and_the_next_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    PlainView(DAY.zone).finish(a_summary())

    shown = capsys.readouterr().out
    assert "complaint 2 · none 1" in shown
    assert "4.2 s" in shown
    assert "jawab init" in shown


def test_a_day_with_a_violation_is_not_clean() -> None:
    assert a_summary().is_clean
    assert not a_summary("sendMessage: Too Many Requests").is_clean


# --- the whole of it -----------------------------------------------------------------------------


class Notebook:
    """A view that keeps everything."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to put away."""

    def say(self, sentence: str) -> None:
        """Remarks about the demo are not part of the day."""

    def show(self, entry: Entry) -> None:
        self.entries.append(entry)

    def finish(self, summary: Summary) -> None:
        """The test looks at the summary itself."""

    def all(self, side: Side) -> str:
        return "\n".join(f"{one.who}: {one.text}" for one in self.entries if one.side is side)


@pytest.mark.timeout(400)
async def test_the_real_desk_gets_through_the_day() -> None:
    # given the real application and a Telegram of its own
    notebook = Notebook()

    # when the day is played
    summary = await play(DAY, started_desk, notebook)

    # then every comment was stored once, all work is done, and no limit was overstepped
    assert summary.comments == len(DAY.comments)
    assert summary.violations == ()
    assert summary.missed == ()
    assert summary.cases[Status.OPEN] == summary.cases[Status.CLAIMED] == 0
    assert summary.cases[Status.ANSWERED] >= 20
    assert summary.to_card is not None
    assert summary.to_card < timedelta(minutes=1)

    # and nothing was said in public that had not been approved: one answer for each answered case
    assert summary.public_replies >= summary.cases[Status.ANSWERED]
    answers = [one.who for one in notebook.entries if one.is_ours and one.side is Side.COMMUNITY]
    assert len(answers) == summary.public_replies
    assert all(" → " in who for who in answers)

    # and the managers met everything that the script holds
    desk = notebook.all(Side.DESK)
    for met in (
        "Kunal reads: Sorry, you have no role at this desk",
        "Asha reads: It is yours",
        "has this case. Ask them to release it first",
        "reads: Held back",
        "reads: Cancelled, nothing was sent",
        "reads: Kept as a note",
        "[Use as answer] [Keep as note]",
        "Asha: /queue",
        "The answer was not sent: the comment is gone",
        "Being deleted",
    ):
        assert met in desk, met
    assert "(this comment was deleted)" in notebook.all(Side.COMMUNITY)
