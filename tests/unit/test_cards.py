"""What managers see: cards, receipts, "look first", and the sentences around them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.domain.agreeing import AgreesWith
from bot.domain.card import AuthorLine, Choice, Drawn
from bot.domain.case import Status
from bot.domain.case_line import CaseLine
from bot.domain.comment import Thread
from bot.domain.desk import DeskMessage, DeskRole, Verb
from bot.domain.desk_pages import QueuePage, Which
from bot.domain.events import SenderKind
from bot.domain.ids import ChatId, CommentId, MessageId, UserId
from bot.domain.lane import Lane
from bot.domain.outbox import OutboxState
from bot.simulator.entities import parse_html
from bot.telegram.cards import DeskRenderer
from bot.telegram.html import Html
from bot.telegram.wording import LOCALES, Wording, WordingMissing
from replies.types import Lack
from tests.card_views import (
    CHAT,
    NOW,
    StillClock,
    a_case,
    a_comment,
    a_community,
    a_private_view,
    a_proposal,
    a_reply,
    a_sender,
    a_view,
    an_answered_view,
    closed,
    three_proposals,
)

LANGUAGES = ("en", "hi", "ru")
FILLED = "Please tell us your order number: CC-4471. Refunds take 3 days."


@pytest.fixture
def renderer() -> DeskRenderer:
    return DeskRenderer("en", "Asia/Kolkata", StillClock(), strict=True)


def labels(drawn: Drawn) -> list[list[str]]:
    return [[choice.label for choice in row] for row in drawn.rows]


def button(drawn: Drawn, label: str) -> Choice:
    return next(choice for row in drawn.rows for choice in row if choice.label == label)


def plain(drawn: Drawn) -> str:
    return parse_html(drawn.html).text


# --- cards --------------------------------------------------------------------------------------


def test_a_complaint_reads_as_drawn_in_the_design(renderer) -> None:
    assert plain(renderer.card(a_view())).splitlines() == [
        "🔴 Complaint · 86 · answer by 14:35 · #11",
        "40 min se wait kar raha hu, order nahi aaya aur paise bhi kat gaye 😡",
        "Rahul, @rahul_k, seen since March, 2 earlier cases, angry last time",
        "Chai Adda › Monsoon offer › comment",
        "Why: complaint (sure), angry before, rule: money",
        "",
        "1 Apology (fits, Hinglish)",
        "Rahul ji, hum maafi chahte hain. Aapka order abhi check kar rahe hain.",
        "2 Refund time (fits, English)",
        "Please tell us your order number: ▢ order number. Refunds take 3 days.",
        "3 Delay (maybe, English)",
        "We are late today.",
        "▢ is asked for before sending",
    ]


def test_an_open_case_has_three_rows_of_buttons(renderer) -> None:
    assert labels(renderer.card(a_view())) == [
        ["Send 1", "Send 2", "Send 3"],
        ["Edit", "Write", "Dismiss"],
        ["Hide", "Claim", "More"],
    ]


def test_buttons_know_the_case_its_revision_and_the_suggestion(renderer) -> None:
    action = button(renderer.card(a_view()), "Send 2").action

    assert action is not None
    assert (action.verb, action.case_id, action.revision, action.number) == (Verb.SEND, 11, 4, 2)


def test_without_a_suggestion_there_is_nothing_to_send_or_edit(renderer) -> None:
    spam = renderer.card(a_view(case=a_case(Lane.SPAM), proposals=()))
    question = renderer.card(a_view(case=a_case(Lane.QUESTION), proposals=()))

    assert labels(spam) == labels(question) == [["Write", "Dismiss"], ["Hide", "Claim", "More"]]
    assert "No fitting reply in the library" in plain(question)
    assert "No fitting reply" not in plain(spam)


def test_where_nothing_fits_the_card_says_on_what_and_what_comes_closest(renderer) -> None:
    lack = Lack(words=("gluten", "<b>oats"), closest={"en": "Allergies & diets"})
    card = renderer.card(a_view(case=a_case(lack=lack), proposals=()))

    assert "Nothing in the library on: gluten, <b>oats" in plain(card)
    assert "Closest: Allergies & diets" in plain(card)
    assert "<b>oats" not in card.html


def test_where_no_word_tells_the_card_only_names_what_comes_closest(renderer) -> None:
    lack = Lack(words=(), closest={"en": "Allergies"})
    card = renderer.card(a_view(case=a_case(lack=lack), proposals=()))

    assert "No fitting reply in the library" in plain(card)
    assert "Closest: Allergies" in plain(card)


def test_a_claimed_case_names_its_holder_and_can_be_released(renderer) -> None:
    case = a_case().claim(by=UserId(5), name="Asha", at=NOW)

    drawn = renderer.card(a_view(case=case))

    assert plain(drawn).splitlines()[1] == "👤 With Asha since 14:24"
    assert labels(drawn)[-1] == ["Hide", "Release", "More"]


def test_a_private_comment_cannot_be_hidden_and_a_missed_deadline_shows(renderer) -> None:
    drawn = renderer.card(a_private_view())

    assert labels(drawn) == [["Write", "Dismiss"], ["Claim", "More"]]
    assert plain(drawn).splitlines()[:2] == [
        "❓ Question · 86 · was due 14:21 · #11",
        "when do you open?",
    ]
    assert "Private chat" in plain(drawn).splitlines()
    assert "Why:" not in plain(drawn)
    assert "t.me" not in drawn.html


@pytest.mark.parametrize(
    ("lane", "head"),
    [
        (Lane.COMPLAINT, "🔴 Complaint"),
        (Lane.QUESTION, "❓ Question"),
        (Lane.ABUSE, "⛔ Abuse"),
        (Lane.SPAM, "🗑 Spam"),
        (Lane.UNSURE, "🤔 Unsure"),
        (Lane.PRAISE, "💚 Praise"),
    ],
)
def test_every_lane_has_its_symbol_and_word(renderer, lane, head) -> None:
    drawn = renderer.card(a_view(case=a_case(lane, due_at=None)))

    assert plain(drawn).splitlines()[0] == f"{head} · 86 · #11"


def test_a_burst_shows_the_latest_before_the_one_to_answer(renderer) -> None:
    def earlier(number: int) -> object:
        at = NOW - timedelta(minutes=40 - number)
        return a_comment(f"earlier {number}", id=CommentId(100 + number), sent_at=at)

    focus = a_comment("now answer me", reply_to_text="Your order left")
    view = a_view(focus=focus, comments=(earlier(1), earlier(2), earlier(3), earlier(4), focus))

    lines = plain(renderer.card(view)).splitlines()

    assert lines[1:6] == [
        "… and 2 earlier comments",
        "↪ to “Your order left”",
        "earlier 3",
        "earlier 4",
        "now answer me",
    ]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"media": "voice", "text": ""}, "[voice message]"),
        ({"media": "photo", "message_ids": (MessageId(1), MessageId(2))}, "[photo × 2] look"),
        ({"media": "hologram", "text": ""}, "[message of another kind]"),
        ({"text": ""}, "…"),
    ],
)
def test_media_is_named(renderer, changes, shown) -> None:
    focus = a_comment(**{"text": "look", **changes})

    assert shown in plain(renderer.card(a_view(focus=focus))).splitlines()


def test_an_edited_comment_says_so(renderer) -> None:
    view = a_view(focus=a_comment(edited_at=NOW - timedelta(minutes=1)))

    assert "edited 14:23" in plain(renderer.card(view))


def test_an_author_who_is_no_person_is_linked_by_name_only(renderer) -> None:
    author = a_sender("Crypto", SenderKind.CHANNEL, id=-1009, username="crypto_x")
    view = a_view(
        focus=a_comment(author=author), author=AuthorLine(name="Crypto", is_channel=True)
    )

    drawn = renderer.card(view)

    assert "Crypto, writes as a chat, first comment here" in plain(drawn)
    assert 'href="https://t.me/crypto_x"' in drawn.html
    assert "tg://user" not in drawn.html


def test_an_author_of_today_is_not_said_to_be_known_for_months(renderer) -> None:
    author = AuthorLine(name="Rahul", first_seen_at=NOW - timedelta(hours=5), earlier_case_count=1)

    assert "Rahul, first seen today, 1 earlier case" in plain(renderer.card(a_view(author=author)))


def test_notes_are_on_the_card(renderer) -> None:
    drawn = renderer.card(a_view(notes=(("Ravi", "called\nhim"),)))

    assert "📝 Ravi: called him" in plain(drawn).splitlines()


def test_reasons_that_the_locale_does_not_know_are_shown_as_they_are(renderer) -> None:
    case = a_case(reasons=("no words: video_note", "3 alike here", "rule: a <b> c"))

    drawn = renderer.card(a_view(case=case))

    assert "Why: no words: video message, 3 alike here, rule: a <b> c" in plain(drawn)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "agrees with: Question"), ("ru", "согласие: Вопрос")]
)
def test_what_is_agreed_with_is_told_in_the_desks_language(language, shown) -> None:
    # given a comment that agrees with one that has no case, so that its lane stands there
    renderer = DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True)
    case = a_case(reasons=(AgreesWith(lane=Lane.QUESTION).reason, "rule: question"))

    # then the lane has its name, and what only looks like one stays as it is
    drawn = plain(renderer.card(a_view(case=case)))
    assert shown in drawn
    assert ": question" in drawn


def test_a_long_comment_is_folded_and_cut_but_the_suggestions_stay(renderer) -> None:
    view = a_view(focus=a_comment("😡 bahut bura " * 400))

    drawn = renderer.card(view)

    assert "<blockquote expandable>" in drawn.html
    assert "We are late today." in plain(drawn)


@pytest.mark.parametrize(
    ("community", "thread_id", "is_topic", "address"),
    [
        (a_community(), 300, False, "https://t.me/chaiadda/345?thread=300"),
        (a_community(), None, False, "https://t.me/chaiadda/345"),
        (a_community(username=""), 300, False, "https://t.me/c/2233445566/345?thread=300"),
        (a_community(username=""), 300, True, "https://t.me/c/2233445566/300/345"),
        (a_community(username="a b<c"), None, False, "https://t.me/c/2233445566/345"),
    ],
)
def test_the_comment_is_one_tap_away(renderer, community, thread_id, is_topic, address) -> None:
    focus = a_comment(thread_id=thread_id, is_topic=is_topic)

    drawn = renderer.card(a_view(focus=focus, community=community))

    assert f'<a href="{address}">comment</a>' in drawn.html


def test_in_a_basic_group_there_is_no_address(renderer) -> None:
    focus = a_comment(chat_id=ChatId(-4001), thread_id=None)
    community = a_community(chat_id=ChatId(-4001), username="")

    assert "t.me" not in renderer.card(a_view(focus=focus, community=community)).html


def test_open_slots_are_boxes_whatever_way_they_are_written(renderer) -> None:
    text = "Bill $ask_bill or ${ask_bill_date}, not $ask_bills"
    proposal = a_proposal(text=text, missing=("ask_bill", "ask_bill_date"))

    shown = plain(renderer.card(a_view(proposals=(proposal,))))

    assert "Bill ▢ bill or ▢ bill date, not $ask_bills" in shown


# --- receipts -----------------------------------------------------------------------------------


def test_an_approved_answer_can_be_stopped_until_it_leaves(renderer) -> None:
    drawn = renderer.card(an_answered_view(OutboxState.QUEUED))

    assert plain(drawn).startswith("⏳ Asha · reply 1 · leaves 14:24:40\n")
    assert a_proposal().text in plain(drawn)
    assert labels(drawn) == [["Stop"]]
    action = button(drawn, "Stop").action
    assert action is not None
    assert (action.verb, action.outbox_id, action.case_id) == (Verb.STOP, 77, 11)


def test_an_answer_on_its_way_cannot_be_stopped(renderer) -> None:
    drawn = renderer.card(an_answered_view(OutboxState.SENDING))

    assert plain(drawn).startswith("⏳ Asha · reply 1 · leaving now\n")
    assert drawn.rows == ()


def test_a_sent_answer_says_who_when_how_fast_and_opens(renderer) -> None:
    drawn = renderer.card(an_answered_view(OutboxState.SENT))

    assert plain(drawn).startswith("✅ Asha answered 14:24, after 9 min, reply 1\n")
    assert a_proposal().text in plain(drawn)
    assert button(drawn, "Open").url == "https://t.me/chaiadda/346?thread=300"


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (a_reply(OutboxState.SENT, "My words", reply_id=""), "own words"),
        (a_reply(OutboxState.SENT, "Changed", reply_id="reply-2"), "reply 2, edited"),
        (a_reply(OutboxState.SENT, "Old", reply_id="no-longer-proposed"), "saved reply"),
        (a_reply(OutboxState.SENT, FILLED, reply_id="reply-2"), "reply 2"),
        (a_reply(OutboxState.SENT, f"{FILLED} 🙏", reply_id="reply-2"), "reply 2, edited"),
    ],
)
def test_a_receipt_tells_where_the_words_came_from(renderer, reply, shown) -> None:
    view = a_view(case=closed(a_case(), Status.ANSWERED), reply=reply)

    assert plain(renderer.card(view)).splitlines()[0].endswith(f", {shown}")


def test_an_answer_that_may_be_out_asks_to_look_first(renderer) -> None:
    drawn = renderer.card(an_answered_view(OutboxState.UNKNOWN))

    assert plain(drawn).startswith("⚠️ May have been sent 14:24. Look first:")
    assert labels(drawn) == [["Open"], ["It is there", "Not there: send"]]
    assert button(drawn, "Open").url == "https://t.me/chaiadda/345?thread=300"
    verbs = [choice.action.verb for choice in drawn.rows[1] if choice.action]
    assert verbs == [Verb.IT_IS_THERE, Verb.NOT_THERE]


def test_nothing_else_can_be_sent_while_that_is_open(renderer) -> None:
    view = a_view(reply=a_reply(OutboxState.UNKNOWN))

    assert labels(renderer.card(view)) == [["Open"], ["It is there", "Not there: send"]]


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("changed", "the comment has changed"),
        ("gone", "the comment is gone"),
        ("no-rights", "I may not write there"),
        ("something new", "Telegram refused it"),
    ],
)
def test_an_answer_that_failed_says_why_and_can_be_decided_again(renderer, error, shown) -> None:
    drawn = renderer.card(an_answered_view(OutboxState.FAILED, reply={"error": error}))

    assert shown in plain(drawn).splitlines()[0]
    assert labels(drawn)[0] == ["Send 1", "Send 2", "Send 3"]


def test_a_case_that_came_back_remembers_its_answer(renderer) -> None:
    drawn = renderer.card(a_view(reply=a_reply(OutboxState.SENT)))

    assert plain(drawn).splitlines()[1] == (
        "↩️ Wrote again after Asha answered (14:24): “Rahul ji, hum maafi chahte hain.”"
    )
    assert labels(drawn)[0] == ["Send 1", "Send 2", "Send 3"]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Status.MODERATED, "🗑 Deleted by Asha, 14:24"),
        (Status.DISMISSED, "☑️ Dismissed by Asha, 14:24"),
        (Status.ANSWERED_ELSEWHERE, "☑️ Answered in the chat itself by Asha, 14:24"),
        (Status.ANSWERED, "✅ Answered by Asha, 14:24"),
    ],
)
def test_a_closed_case_is_one_line(renderer, status, shown) -> None:
    drawn = renderer.card(a_view(case=closed(a_case(), status)))

    assert plain(drawn) == f"{shown} · Rahul, Monsoon offer"
    assert drawn.rows == ()
    assert ("https://t.me/chaiadda/345" in drawn.html) is (status is not Status.MODERATED)


def a_queue(**changes) -> QueuePage:
    line = {
        "case": a_case(),
        "community": a_community(),
        "focus": a_comment("kab\naayega?"),
        "waited": timedelta(minutes=18),
    }
    return QueuePage(
        which=Which(),
        lines=(CaseLine(**{**line, **changes}),),
        count=1,
        number=1,
        page_count=1,
        lanes={Lane.COMPLAINT: 1},
    )


def test_a_line_of_the_queue_leads_to_the_card(renderer) -> None:
    card = DeskMessage(chat_id=CHAT, message_id=MessageId(9), role=DeskRole.CARD)
    case = a_case().claim(by=UserId(5), name="Asha", at=NOW)

    html = renderer.page(a_queue(case=case, card=card)).html

    assert parse_html(html).text == (
        "1 open case\n🔴 86 · #11 Rahul, Chai Adda · waiting 18 min · with Asha\n“kab aayega?”"
    )
    assert 'href="https://t.me/c/2233445566/9"' in html


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "just came"), (1, "waiting 1 min"), (200, "waiting 3 hours")]
)
def test_the_queue_says_how_long_somebody_waits(renderer, minutes, shown) -> None:
    page = a_queue(
        community=a_private_view().community,
        focus=a_comment("kab?"),
        waited=timedelta(minutes=minutes),
    )

    lines = plain(renderer.page(page)).splitlines()

    assert lines[1:] == [f"🔴 86 · #11 Rahul, Private chat · {shown}", "“kab?”"]


# --- sentences ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_can_be_said_in_every_language(language) -> None:
    renderer = DeskRenderer(language, "Asia/Kolkata", StillClock(), strict=True)
    asked = (a_comment("a", id=CommentId(2)), a_comment("b", id=CommentId(3)))
    burst = a_view(comments=(*asked, a_comment("c", id=CommentId(4)), a_comment()))
    views = [burst, a_private_view(), *(an_answered_view(state) for state in OutboxState)]
    views += [a_view(case=a_case(lane)) for lane in Lane]
    views += [a_view(case=closed(a_case(), status)) for status in Status if status.is_closed]

    for view in views:
        assert parse_html(renderer.card(view).html).text


def test_hindi_and_russian_desks_read_in_their_language() -> None:
    hindi = DeskRenderer("hi", "Asia/Kolkata", StillClock(), strict=True).card(a_view())
    russian = DeskRenderer("ru", "Europe/Moscow", StillClock(), strict=True).card(a_view())

    assert "1 माफ़ी (सही, हिंग्लिश)" in plain(hindi)
    assert plain(russian).startswith("🔴 Жалоба · 86 · ответить до 12:05 · #11\n")
    assert "пишет с марта, 2 обращения раньше" in plain(russian)


def entries(language: str) -> list[ast.EntryType]:
    parser = FluentParser()
    return [
        entry
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf-8")).body
    ]


class Variables(Visitor):
    """Collects the names of the values that a sentence takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def variables(message: ast.Message) -> set[str]:
    found = Variables()
    found.visit(message)
    return found.names


def test_all_locales_have_the_same_sentences_with_the_same_values() -> None:
    known = {
        language: {
            entry.id.name: variables(entry)
            for entry in entries(language)
            if isinstance(entry, ast.Message)
        }
        for language in LANGUAGES
    }

    for language in ("hi", "ru"):
        assert known[language].keys() ^ known["en"].keys() == set()
        assert {
            key for key, values in known[language].items() if values != known["en"][key]
        } == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_locale_files_are_sound_and_no_sentence_stands_twice(language) -> None:
    names = [entry.id.name for entry in entries(language) if isinstance(entry, ast.Message)]

    assert [entry for entry in entries(language) if isinstance(entry, ast.Junk)] == []
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("label-dismiss", "label-close-menu"),
        ("label-dismiss", "label-incident-close"),
        ("label-release", "label-skip"),
        ("label-hide", "label-delete"),
        ("label-previous-page", "label-back"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_that_are_met_together_have_names_of_their_own(language, one, other) -> None:
    words = Wording(language, "UTC", StillClock(), strict=True)

    assert words.label(one) != words.label(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_has_a_name(language) -> None:
    words = Wording(language, "UTC", StillClock(), strict=True)

    months = {words.month(datetime(2026, month, 3, tzinfo=UTC)) for month in range(1, 13)}

    assert len(months) == 12


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "1 вопрос"), (2, "2 вопроса"), (5, "5 вопросов"), (11, "11 вопросов"), (21, "21 вопрос")],
)
def test_russian_counts_as_russians_do(count, shown) -> None:
    words = Wording("ru", "UTC", StillClock(), strict=True)

    assert words.say("unanswered-count", count=count) == shown


@pytest.mark.parametrize("number", [2, 5, 11, 21, 22, 101])
@pytest.mark.parametrize("language", ["hi", "ru"])
def test_a_number_that_english_tells_is_told_in_every_language(language, number) -> None:
    # given that one form stands for 1, 21 and 101 in Russian, and for 0 and 1 in Hindi
    english = Wording("en", "UTC", StillClock(), strict=True)
    other = Wording(language, "UTC", StillClock(), strict=True)

    # when each sentence has the same number for all that it takes
    silent = []
    for entry in entries("en"):
        if not isinstance(entry, ast.Message) or entry.value is None:
            continue
        values = dict.fromkeys(variables(entry), number)
        said = [str(words.say(entry.id.name, **values)) for words in (english, other)]
        told = [len(re.findall(rf"\b{number}\b", one)) for one in said]
        if told[1] < told[0]:
            silent.append(entry.id.name)

    # then none leaves one out, such as the number of the page or how many are deleted
    assert silent == []


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min"), (7169, "119 min"), (7171, "2 hours")],
)
def test_a_length_of_time_is_told_in_the_unit_that_it_is_rounded_to(seconds, shown) -> None:
    words = Wording("en", "UTC", StillClock(), strict=True)

    assert words.duration(timedelta(seconds=seconds)) == shown


def test_long_waits_are_told_in_hours() -> None:
    words = Wording("en", "UTC", StillClock(), strict=True)

    assert words.duration(timedelta(minutes=119)) == "119 min"
    assert words.duration(timedelta(minutes=170)) == "3 hours"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-5, "1 s"), (0, "1 s"), (12, "12 s"), (59, "59 s"), (60, "1 min")]
)
def test_short_waits_are_told_in_seconds(seconds, shown) -> None:
    words = Wording("en", "UTC", StillClock(), strict=True)

    assert words.duration(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NOW, "14:24"),
        (datetime(2026, 11, 22, 18, 29, tzinfo=UTC), "22 November, 23:59"),
        (datetime(2026, 11, 22, 18, 30, tzinfo=UTC), "00:00"),
        (datetime(2025, 3, 1, 6, 0, tzinfo=UTC), "1 March 2025, 11:30"),
    ],
)
def test_moments_are_told_in_the_desks_zone_with_the_date_where_needed(
    renderer, moment, shown
) -> None:
    assert renderer.clock_time(moment) == shown


def test_a_sentence_that_is_missing_is_noticed(renderer) -> None:
    with pytest.raises(WordingMissing):
        renderer.say("no-such-sentence")
    with pytest.raises(WordingMissing):
        renderer.say("card-note", by="Asha")


def test_in_production_a_missing_sentence_shows_its_key() -> None:
    renderer = DeskRenderer("en", "UTC", StillClock())

    assert renderer.say("no-such-sentence") == "no-such-sentence"


def test_an_unknown_language_is_answered_in_english() -> None:
    assert DeskRenderer("fr", "UTC", StillClock(), strict=True).label("label-claim") == "Claim"


def test_values_are_escaped_in_html_and_plain_in_labels(renderer) -> None:
    said = renderer.say("card-note", by="<b>A&B", text="a\u202eb\nc")
    label = renderer.label("card-note", by="<b>A&B", text="a\u202eb\nc")

    assert said == "📝 &lt;b&gt;A&amp;B: ab\nc"
    assert label == "📝 <b>A&B: ab c"


def test_values_that_are_html_already_are_not_escaped_again(renderer) -> None:
    assert renderer.say("card-note", by=Html("<b>A</b>"), text="x") == "📝 <b>A</b>: x"


def test_moments_in_sentences_are_clock_times(renderer) -> None:
    assert renderer.say("card-answer-by", at=NOW) == "answer by 14:24"


def test_a_toast_fits_into_telegrams_limit(renderer) -> None:
    assert len(renderer.label("card-note", by="A", text="long " * 100)) <= 200


def test_what_was_said_stands_right_below_the_head(renderer) -> None:
    # given that a notification of a phone shows the first two lines
    lines = plain(renderer.card(a_view())).splitlines()

    # then they are what the case is and what was said; who and where come after that
    assert lines[1].startswith("40 min se wait kar raha hu")
    assert lines.index("Chai Adda › Monsoon offer › comment") == 3


def test_a_thread_without_title_leaves_no_gap(renderer) -> None:
    view = replace(a_view(), thread=Thread(key="main"))

    assert plain(renderer.card(view)).splitlines()[3] == "Chai Adda › comment"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("☔ Monsoon offer! Two chais between 3 and 6 pm, pakora is on us", "☔ Monsoon offer!"),
        ("Tomorrow, 15 August, our cafés open from 11", "Tomorrow, 15 August, our café…"),
        ("No. 7", "No. 7"),
    ],
)
def test_a_long_title_does_not_push_the_comment_down(renderer, title, shown) -> None:
    view = replace(a_view(), thread=Thread(key="main", title=title))

    assert plain(renderer.card(view)).splitlines()[3] == f"Chai Adda › {shown} › comment"


def test_three_suggestions_at_most_are_offered(renderer) -> None:
    view = a_view(proposals=(*three_proposals(), a_proposal(4)))

    assert labels(renderer.card(view))[0] == ["Send 1", "Send 2", "Send 3"]


def test_personal_data_is_masked_and_pointed_out(renderer: DeskRenderer) -> None:
    comment = a_comment("you charged 4111 1111 1111 1111, call +91 98765 43210")

    shown = plain(renderer.card(a_view(focus=comment, comments=(comment,))))

    assert "4111" not in shown
    assert "98765" not in shown
    assert "Holds a card number, a telephone number" in shown


def test_the_tone_of_a_suggestion_stands_beside_its_language(renderer: DeskRenderer) -> None:
    shown = plain(renderer.card(a_view(proposals=(a_proposal(tone="warm"),))))

    assert "(fits, Hinglish, warm)" in shown


# --- names in Arabic letters --------------------------------------------------------------------

MOHAMMED = "محمد"
KEPT_APART = f"\u2068{MOHAMMED}\u2069"
"""As Unicode keeps a part's direction from the line that it stands in."""


def test_a_right_to_left_name_does_not_turn_the_line_that_it_begins(renderer) -> None:
    # given an author whose name is written from right to left
    view = a_view(author=AuthorLine(name=MOHAMMED, first_seen_at=NOW, earlier_case_count=2))

    # then the name is kept apart, so that the line is read from left to right
    line = plain(renderer.card(view)).splitlines()[2]
    assert line == f"{KEPT_APART}, first seen today, 2 earlier cases"


def test_a_right_to_left_name_keeps_the_moment_after_it_in_its_place(renderer) -> None:
    said = renderer.say("solo-answered", number="12", author=MOHAMMED, at=NOW)

    assert said == f"✅ #12 {KEPT_APART}: answered 14:24"
    assert renderer.label("toast-next", author=MOHAMMED).startswith(f"Next: {KEPT_APART}.")


def test_what_members_add_to_turn_a_line_is_still_taken_out(renderer) -> None:
    said = renderer.say("solo-dismissed", number="1", author=f"\u202e\u2067{MOHAMMED}\u2069\u2069")

    assert said == f"☑️ #1 {KEPT_APART}: dismissed"


def test_what_managers_copy_and_what_was_written_has_nothing_hidden_in_it(renderer) -> None:
    # given a reply and a comment in Arabic letters
    prompt = renderer.say("prompt-edit", user="1", manager="Asha", text=MOHAMMED)
    card = plain(renderer.card(a_view(focus=a_comment(MOHAMMED))))

    # then they stand as they are: the line is theirs
    assert f"<code>{MOHAMMED}</code>" in prompt
    assert card.splitlines()[1] == MOHAMMED
