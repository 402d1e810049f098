"""Forms: the word that agrees with a number or with who speaks, in each language's own way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from replies.cldr import category, clock_time, day, weekday
from replies.findings import Finding
from replies.forms import FormBroken, read_form
from replies.library import load, save
from replies.template import SlotsMissing, find_slots, is_made_from, missing_slots, render
from replies.types import Library, SavedReply, Snippet, Variant
from replies.wholeness import find_all_errors

DAYS = "$[ask_days: one=день|few=дня|many=дней|other=дня]"
GLAD = "$[speaker: f=рада|m=рад|other=рады]"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1", "1 день"),
        ("2", "2 дня"),
        ("5", "5 дней"),
        ("11", "11 дней"),
        ("21", "21 день"),
        ("1,5", "1,5 дня"),
        ("1 000", "1 000 дней"),
        ("1\u00a0001", "1 001 день"),
        ("3-4", "3-4 дня"),
        ("5–7", "5–7 дней"),
        ("пару", "пару дня"),
    ],
)
def test_russian_words_agree_with_their_number(value: str, said: str) -> None:
    assert render(f"$ask_days {DAYS}", {"ask_days": value}, "ru") == said


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("1", "en", "one"),
        ("1.0", "en", "other"),
        ("0", "en", "other"),
        ("1,000", "en", "other"),
        ("0", "hi", "one"),
        ("१", "hi", "one"),
        ("५", "hi", "other"),
        ("1,00,000", "hi", "other"),
        ("1", "hi-Latn", "one"),
        ("1,001", "de", "other"),
        ("2", "ar", "two"),
        ("0", "ar", "zero"),
        ("a few", "en", "other"),
        ("", "en", "other"),
        ("1", "und", "other"),
        ("1" * 5000, "ru", "other"),
        ("-", "ru", "other"),
        ("1-", "ru", "other"),
        ("x-1", "ru", "other"),
    ],
)
def test_each_language_counts_in_its_own_way(value: str, lang: str, expected: str) -> None:
    assert category(value, lang) == expected


@pytest.mark.parametrize(
    ("speaker", "said"), [("feminine", "Мы рада"), ("masculine", "Мы рад"), ("", "Мы рады")]
)
def test_the_brand_speaks_of_itself_as_it_was_told(speaker: str, said: str) -> None:
    assert render(f"Мы {GLAD}", {"speaker": speaker}, "ru") == said


@pytest.mark.parametrize(
    ("typed", "said"), [("f", "गई"), (" F. ", "गई"), ("м", "गया"), ("महिला", "गई"), ("?", "गए")]
)
def test_a_manager_may_say_how_the_author_is_spoken_of(typed: str, said: str) -> None:
    text = "आप आ $[ask_gender_f_or_m: f=गई|m=गया|other=गए]"

    assert render(text, {"ask_gender_f_or_m": typed}, "hi") == f"आप आ {said}"


def test_a_form_waits_for_its_number() -> None:
    with pytest.raises(SlotsMissing) as caught:
        render(f"Через {DAYS}", {"ask_days": " "}, "ru")

    assert caught.value.names == ("ask_days",)


def test_a_form_is_no_part_of_the_slot_before_it() -> None:
    assert render("$ask_n$[ask_n: one=st|other=th] cup", {"ask_n": "1"}) == "1st cup"


def test_what_was_typed_is_not_read_as_a_form() -> None:
    typed = "$[speaker: f=a|other=b]"

    assert render("It is $ask_x", {"ask_x": typed}) == f"It is {typed}"


def test_without_a_name_a_form_may_begin_the_sentence() -> None:
    assert render(f"$author, {GLAD} помочь", {"author": ""}, "ru") == "Рады помочь"


def test_two_dollar_signs_before_a_bracket_are_one() -> None:
    assert render("$$[ask_x: one=a|other=b]", {}) == "$[ask_x: one=a|other=b]"


BROKEN = [
    ("$[ask_days: one=day", "a form is not closed"),
    ("$[]", "the form is empty"),
    ("$[ ]", "the form is empty"),
    ("$[ask_days]", "the form has no slot"),
    ("$[ask_days:]", 'no word for ""'),
    ("$[ask_days: one=|other=days]", 'no word for "one"'),
    ("$[ask_days: one=day|other]", 'no word for "other"'),
    ("$[ask_days: one=day]", 'no word for "other"'),
    ("$[ask_days: one=day|one=days|other=d]", 'two words for "one"'),
    ("$[ask_days: some=day|other=days]", 'unknown form "some"'),
    ("$[ask_days: one=$ask_x day|other=days]", 'no word for "one"'),
    ("$[ask_days: one=day|f=days|other=d]", "mixes numbers and genders"),
    ("$[speaker: one=day|other=days]", "mixes numbers and genders"),
    ("$[author: f=her|m=his|other=their]", 'not chosen by "author"'),
    ("$[$ask_days: one=day|other=days]", 'not chosen by "$ask_days"'),
    ("$[Ask_days: one=day|other=days]", 'not chosen by "Ask_days"'),
]


def errors_of(text: str, lang: str = "en") -> list[Finding]:
    reply = SavedReply(id="late", titles={"en": "Late"}, variants=(Variant(lang=lang, text=text),))
    snippet = Snippet(id="late", variants=reply.variants)
    found = list(find_all_errors(Library(replies=(reply,), snippets=(snippet,))))
    assert [one.message for one in found if one.kind == "snippet"] == [
        one.message for one in found if one.kind == "reply"
    ]
    return [one for one in found if one.kind == "reply"]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_form_is_an_error_with_place_and_hint(text: str, message: str) -> None:
    found = errors_of(f"It takes {text} more")[0]

    assert message in found.message
    assert (found.reply_id, found.field) == ("late", "variants.0")
    assert found.hint


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_form_never_gets_out(text: str, message: str) -> None:
    values = dict.fromkeys(("ask_days", "ask_x", "author", "speaker", "[", "Ask_days"), "1")

    assert "[" in missing_slots(text, values)
    with pytest.raises(SlotsMissing):
        render(text, values)


@pytest.mark.parametrize("lang", ["en", "hi", "hi-Latn", "und"])
def test_a_number_that_the_language_has_not_is_an_error(lang: str) -> None:
    (found,) = errors_of(DAYS, lang)

    assert "no number has the form" in found.message
    assert found.hint.startswith(lang)


def test_forms_that_are_right_are_no_error() -> None:
    assert errors_of(f"{DAYS} {GLAD}", "ru") == []
    assert errors_of("$ask_n $[ask_n: one=day|other=days] $[ask_g: f=a|m=b|other=c]") == []


def test_who_speaks_is_no_slot_of_its_own() -> None:
    assert [one.message for one in errors_of("I am $speaker")] == [
        'unknown slot "$speaker" in the en text'
    ]
    with pytest.raises(SlotsMissing):
        render("I am $speaker", {"speaker": "feminine"})


def test_a_form_is_read_with_blanks_and_lines_around_its_words() -> None:
    form = read_form(" ask_n :\n one = a cup | other = cups ")

    assert (form.slot, form.words) == ("ask_n", {"one": "a cup", "other": "cups"})


def test_a_form_that_is_none_is_told_with_a_hint() -> None:
    with pytest.raises(FormBroken) as caught:
        read_form("ask_n: one=cup")

    assert caught.value.hint


@pytest.mark.parametrize("value", ["1", "3", "5", "soon"])
@pytest.mark.parametrize("speaker", ["feminine", "masculine", ""])
@pytest.mark.parametrize("author", ["Рахул", ""])
def test_a_posted_text_is_recognised_whichever_forms_it_took(
    value: str, speaker: str, author: str
) -> None:
    text = f"$author, {GLAD} помочь: через $ask_days {DAYS} всё будет."
    posted = render(text, {"author": author, "ask_days": value, "speaker": speaker}, "ru")

    assert is_made_from(posted, text)


def test_a_text_that_differs_in_more_than_its_forms_is_another() -> None:
    text = f"{GLAD} помочь вам"

    assert is_made_from("рада помочь вам", text)
    assert not is_made_from("всегда помочь вам", text)
    assert not is_made_from("рада помочь", text)


def test_ever_so_many_forms_do_not_hold_up_the_desk() -> None:
    text = " ".join(f"$[ask_{number}: one=a|other=b]" for number in range(60))

    assert is_made_from(render(text, dict.fromkeys(find_slots(text), "1")), text)


def test_forms_survive_export_and_import(tmp_path: Path) -> None:
    reply = SavedReply(
        id="late",
        titles={"en": "Late"},
        lanes=("complaint",),
        variants=(Variant(lang="ru", text=f'{DAYS} "{GLAD}"\n$$[x]'),),
    )
    library = Library(replies=(reply,))
    save(library, tmp_path)

    assert load(tmp_path) == library


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Tuesday, 24 November, 14:05"),
        ("hi-Latn", "Tuesday, 24 November, 14:05"),
        ("und", "Tuesday, 24 November, 14:05"),
        ("ru", "вторник, 24 ноября, 14:05"),
        ("hi", "मंगलवार, 24 नवंबर, 14:05"),
    ],
)
def test_dates_are_said_in_the_language_of_the_text(lang: str, words: str) -> None:
    moment = datetime(2026, 11, 24, 14, 5)  # noqa: DTZ001 - it is in the desk's zone already

    assert f"{weekday(moment, lang)}, {day(moment, lang)}, {clock_time(moment, lang)}" == words
