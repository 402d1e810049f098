"""Slots: finding, filling, and speaking to somebody without a name."""

import pytest

from replies.template import (
    SlotsMissing,
    find_slots,
    is_known,
    is_made_from,
    missing_slots,
    render,
)


def test_slots_are_found_once_in_the_order_they_come() -> None:
    text = "$author, write to $link_private about ${ask_order_number}, $author. It costs $$brand."

    assert find_slots(text) == ("author", "link_private", "ask_order_number")


def test_slots_are_filled() -> None:
    text = "$author, order ${ask_order_number} is on its way. $brand"
    values = {"author": "Rahul", "ask_order_number": "A-17", "brand": "Chai & Co"}

    assert render(text, values) == "Rahul, order A-17 is on its way. Chai & Co"


def test_a_dollar_sign_that_is_no_slot_stays() -> None:
    assert render("It was $5, now $$4, at US$ rates", {}) == "It was $5, now $4, at US$ rates"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("$author, see $link_menu", ("author", "link_menu")),
        ("order $ask_order_number", ("ask_order_number",)),
        ("Hello $Author", ("Author",)),
        ("Привет, $имя", ("имя",)),
        ("${unclosed", ("{",)),
        ("$link_menuand more", ("link_menuand",)),
    ],
)
def test_a_slot_without_value_never_gets_out(text: str, missing: tuple[str, ...]) -> None:
    with pytest.raises(SlotsMissing) as caught:
        render(text, {"brand": "Chai & Co"})

    assert caught.value.names == missing
    assert missing_slots(text, {}) == missing


def test_a_blank_value_is_no_value() -> None:
    with pytest.raises(SlotsMissing):
        render("order $ask_order_number", {"ask_order_number": "  "})


def test_what_stands_in_a_value_is_not_read_as_a_slot() -> None:
    values = {"author": "$brand ${link_menu}", "brand": "Chai & Co"}

    assert render("Thanks, $author! $brand", values) == "Thanks, $brand ${link_menu}! Chai & Co"


def test_a_value_cannot_break_the_line() -> None:
    assert render("Hi $author!", {"author": "Ra\nhul\t K"}) == "Hi Ra hul K!"


@pytest.mark.parametrize(
    ("text", "nameless"),
    [
        ("$author, we're sorry.", "We're sorry."),
        ("Thank you, $author!", "Thank you!"),
        ("Sorry, $author, that hurts.", "Sorry, that hurts."),
        ("Hi $author! Welcome.", "Hi! Welcome."),
        ("We're here. $author, please write.", "We're here. Please write."),
        ("$author ji, hum maafi chahte hain", "Hum maafi chahte hain"),
        ("Bilkul, $author ji: haan", "Bilkul: haan"),
        ("$author जी, हमें खेद है।", "हमें खेद है।"),
        ("धन्यवाद, $author जी! बताइए।", "धन्यवाद! बताइए।"),
        ("ठीक है। $author जी, लिखिए", "ठीक है। लिखिए"),
        ("$author, здравствуйте!", "Здравствуйте!"),
        ("Спасибо, $author, что написали.", "Спасибо, что написали."),
        ("${author}, hello", "Hello"),
        ("$$author and $author jig", "$author and jig"),
    ],
)
def test_without_a_name_the_sentence_stays_polite(text: str, nameless: str) -> None:
    assert render(text, {"author": " "}) == nameless


@pytest.mark.parametrize("slot", ["author", "brand", "link_menu", "ask_outlet"])
def test_slots_of_the_library_are_known(slot: str) -> None:
    assert is_known(slot)


@pytest.mark.parametrize("slot", ["autor", "link_", "ask_", "Author", "имя", "{", "name"])
def test_other_slots_are_not_known(slot: str) -> None:
    assert not is_known(slot)


def test_a_posted_message_is_recognised_by_its_text() -> None:
    text = "$author ji, order $ask_order_number ki jaanch ho rahi hai. $brand"

    assert is_made_from("Rahul ji, order A-17 ki jaanch  ho rahi hai. Chai & Co", text)
    assert is_made_from("Order A-17 ki jaanch ho rahi hai. Chai & Co", text)
    assert not is_made_from("Rahul ji, aapka refund ho gaya. Chai & Co", text)
    assert not is_made_from("Rahul ji, order A-17 ki jaanch", text)


def test_a_text_of_slots_alone_is_recognised_only_as_itself() -> None:
    assert not is_made_from("Anything at all", "$ask_answer")
    assert is_made_from("Plain words for $5", "Plain words for $$5")
