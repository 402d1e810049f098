"""A text whose slots were opened again reads as before when it is filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.template import find_slots, is_known, render
from replies.unfilling import unfill

NAMES = (
    st.text(st.sampled_from("abAB नमस्ते$éЖ😀.-"), min_size=1, max_size=8)
    .map(lambda name: " ".join(name.split()))
    .filter(bool)
)


@given(
    st.lists(st.one_of(NAMES, st.sampled_from(["{", "}", "$", "$$", "$author", "\n", " "]))), NAMES
)
def test_filling_undoes_unfilling(pieces: list[str], name: str) -> None:
    text = "".join(pieces)
    values = {"author": name, "brand": "Chai & Co", "link_menu": "https://chai.example/menu"}
    template = unfill(text, values.items())

    assert render(template, values) == text
    assert all(is_known(slot) for slot in find_slots(template))


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("Rahul, hello", "$author, hello"),
        ("Hello Rahul!", "Hello $author!"),
        ("Rahul ji, hello", "$author ji, hello"),
        ("Rahulji and rahul and Rahuls", "Rahulji and rahul and Rahuls"),
        ("Rahul Sharma, hello", "$author, hello"),
        ("It is $5 for Rahul", "It is $$5 for $author"),
        ("$author is a slot", "$$author is a slot"),
        ("see https://chai.example/menu.", "see $link_menu."),
        ("see https://chai.example/menu/tea", "see https://chai.example/menu/tea"),
        ("(https://chai.example)", "($link_home)"),
        ("Chai & Co at https://chai.example/menu", "$brand at $link_menu"),
        ("nothing of it", "nothing of it"),
    ],
)
def test_only_whole_words_and_addresses_become_slots(text: str, template: str) -> None:
    values = [
        ("author", "Rahul"),
        ("author", "Rahul Sharma"),
        ("brand", "Chai & Co"),
        ("link_home", "https://chai.example"),
        ("link_menu", "https://chai.example/menu"),
    ]
    assert unfill(text, values) == template


def test_a_name_is_no_part_of_a_longer_word_in_devanagari() -> None:
    assert unfill("रामायण पढ़ो, राम", [("author", "राम")]) == "रामायण पढ़ो, $author"


def test_a_blank_name_stands_nowhere() -> None:
    assert unfill("a b", [("author", ""), ("brand", " ")]) == "a b"
