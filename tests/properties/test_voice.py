"""Whatever a text or a voice holds: no crash, places inside the text, and no way round a ban."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from replies.findings import Finding
from replies.library import STARTER
from replies.types import Outgoing
from replies.voice import Voice
from replies.voice_address import Address
from replies.voice_file import load, parse
from replies.voice_links import Links, address_of
from replies.voice_rules import BannedWords, Emoji, Length, Shouting
from replies.voice_text import folded, visible

BITS = st.sampled_from(
    [
        *"aбक़ा😂👍🏽❤️1️⃣🇮🇳!.।:/@$\\{}()[]\n\t ",
        "\u200b",
        "\u202e",
        "\u0301",
        "\u0336",
        "ﷺ",
        "ǆ",
        "İ",
        "ß",
        "\ud800",
        "https://",
        "evil.com",
        "$author",
        "guarantee",
        "гарантия",
        "तुम",
        "tum",
        "Вам",
        "(dot)",
        "card number",
        "send",
        "номер карты",
        "пришлите",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(BITS, max_size=40).map("".join))
STRICT = Voice(
    rules=(
        *load(STARTER / "voice.toml").rules,
        Address(forms={"ru": "Вы", "hi": "तुम", "hi-Latn": "tum", "es": "tú", "de": "du"}),
        Emoji(most=0),
        Length(most=5),
        Shouting(exclamations=0, capitals=0),
        Links(),
    )
)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, lane=st.sampled_from(["", "complaint", "praise"]), lang=st.just("hi-Latn"))
def test_places_lie_inside_the_text_and_quotes_come_from_there(
    text: str, lane: str, lang: str
) -> None:
    for finding in STRICT.check(Outgoing(text=text, lane=lane, lang=lang, author="$x")):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert bool(finding.quote.strip("… ")) <= (finding.start < finding.end)


@given(text=TEXTS)
def test_every_character_of_another_view_comes_from_the_text(text: str) -> None:
    for view in (visible(text), folded(text)):
        assert len(view.text) == len(view.starts) == len(view.ends)
        assert all(0 <= start < end for start, end in zip(view.starts, view.ends, strict=True))
        assert list(view.starts) == sorted(view.starts)
        assert all(end <= len(text) for end in view.ends)


@given(
    word=st.sampled_from(["guarantee", "гарантия", "ज़रूर"]),
    hidden=st.lists(
        st.sampled_from(["\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\ufeff", ""]),
        min_size=12,
        max_size=12,
    ),
    case=st.sampled_from([str, str.upper, str.title]),
)
def test_invisible_characters_and_case_hide_no_banned_word(
    word: str, hidden: list[str], case: type[str]
) -> None:
    text = "ok " + "".join(letter + gap for letter, gap in zip(case(word), hidden, strict=False))
    voice = Voice(rules=(BannedWords(rule="ban", phrases=(word,)),))

    assert "ban" in [one.rule for one in voice.check(Outgoing(text=text))]


@given(text=TEXTS)
def test_any_text_can_be_read_as_an_address_or_is_none(text: str) -> None:
    address = address_of(text)

    assert address is None or address.host


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("few")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "ban",
                    "en",
                    "hi",
                    "most",
                    "policy",
                    "severity",
                    "texts",
                    "allowed",
                    "any_of",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
SECTIONS = st.sampled_from(
    ["address", "words", "required", "emoji", "length", "links", "signature", "shouting", "y"]
)


@settings(deadline=None)
@given(document=st.dictionaries(SECTIONS, VALUES, max_size=4), text=TEXTS)
def test_any_document_becomes_a_voice_or_findings(document: dict[str, object], text: str) -> None:
    found: list[Finding] = []

    voice = parse(document, links=(), found=found)

    voice.check(Outgoing(text=text))
    assert all(str(one) for one in found)
