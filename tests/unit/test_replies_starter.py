"""The starter library keeps the promises that docs/LIBRARY.md makes of it."""

from pathlib import Path

import pytest

from replies.composing import compose
from replies.library import STARTER, check, load, save
from replies.template import PROMPT_PREFIX, find_slots, render
from replies.toml_files import VOICE_FILE
from replies.types import SavedReply

LIBRARY = compose(load(STARTER))
LANGUAGES = {"en", "hi", "hi-Latn", "ru"}
LINKS = {"link_menu", "link_private", "link_support"}


def named(reply: SavedReply) -> str:
    return reply.id


def test_it_has_no_findings() -> None:
    assert check(STARTER) == []


def test_it_is_written_as_an_export_writes_it(tmp_path: Path) -> None:
    written = save(load(STARTER), tmp_path)

    files = {
        path.relative_to(STARTER): path.read_text("utf-8")
        for path in STARTER.rglob("*.toml")
        if path.name != VOICE_FILE
    }
    assert {p.relative_to(tmp_path): p.read_text("utf-8") for p in written} == files


def test_it_covers_at_least_thirty_situations() -> None:
    assert len(LIBRARY) >= 30


@pytest.mark.parametrize("reply", LIBRARY, ids=named)
def test_each_reply_is_complete(reply: SavedReply) -> None:
    assert {variant.lang for variant in reply.variants} >= LANGUAGES
    assert set(reply.titles) >= {"en", "hi", "ru"}
    assert len(reply.examples) >= 5
    assert reply.lanes
    assert reply.topic
    assert reply.owner


@pytest.mark.parametrize("reply", LIBRARY, ids=named)
def test_each_text_uses_only_links_that_the_docs_name(reply: SavedReply) -> None:
    slots = {slot for variant in reply.variants for slot in find_slots(variant.text)}

    assert {slot for slot in slots if slot.startswith("link_")} <= LINKS


@pytest.mark.parametrize("reply", LIBRARY, ids=named)
def test_each_text_reads_well_without_a_name(reply: SavedReply) -> None:
    for variant in reply.variants:
        values = dict.fromkeys(find_slots(variant.text), "X") | {"author": ""}

        text = render(variant.text, values)

        assert text[0] == text[0].upper()
        assert not any(ugly in text for ugly in (" ,", " !", ",,", " जी,", ", .", "  "))


def test_the_first_text_in_a_language_can_mostly_be_sent_as_it_is() -> None:
    prompted = [
        reply.id
        for reply in LIBRARY
        if any(slot.startswith(PROMPT_PREFIX) for slot in find_slots(reply.variants[0].text))
    ]

    assert prompted == ["offer-for-late-order", "offer-for-bad-cup", "offer-validity"]


@pytest.mark.parametrize("reply", LIBRARY, ids=named)
def test_hindi_and_russian_speak_politely(reply: SavedReply) -> None:
    for variant in reply.variants:
        words = set(variant.text.lower().replace(",", " ").replace("।", " ").split())

        assert not words & {"तुम", "तू", "तेरा", "तुम्हारा", "ты", "тебе", "твой", "tu", "tum", "tera"}
