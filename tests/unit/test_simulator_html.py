import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import parse_html
from bot.simulator.formatting import formatted_from, to_html
from bot.simulator.wire import Refused, utf16_length


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Hi</b> there", "Hi there", [("bold", 0, 2)]),
        ("<STRONG>Hi</strong>", "Hi", [("bold", 0, 2)]),
        ("😡 <i>no</i>", "😡 no", [("italic", 3, 2)]),
        ("&lt;b&gt; &amp; &quot;&#39;&#x41;", "<b> & \"'A", []),
        ("&nbsp; & &unknown;", "&nbsp; & &unknown;", []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<code>a<b>c</b></code>", "ac", [("code", 0, 2)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list) -> None:
    formatted = parse_html(source)

    assert formatted.text == text
    found = [(e["type"], e["offset"], e["length"]) for e in formatted.entities]
    assert found == entities


def test_a_link_keeps_its_target_and_a_pre_block_its_language() -> None:
    link = parse_html('<a href="https://x.in/?a=1&amp;b=2">here</a>').entities
    block = parse_html('<pre><code class="language-python">x</code></pre>').entities

    assert link == [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://x.in/?a=1&b=2"}
    ]
    assert block == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("5 < 6 > 4", 'Unsupported start tag "" at byte offset 2'),
        ("ж<br>x", 'Unsupported start tag "br" at byte offset 2'),
        ("<3", "Unclosed start tag at byte offset 0"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, error: str) -> None:
    with pytest.raises(Refused, match="can't parse entities") as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {error}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)).text == text.strip()


@given(st.text(alphabet="<>/ab &;=\"'i😡", max_size=30))
def test_any_source_is_either_read_with_entities_inside_the_text_or_refused(source: str) -> None:
    try:
        formatted = parse_html(source)
    except Refused:
        return
    for entity in formatted.entities:
        assert entity["offset"] >= 0
        assert entity["offset"] + entity["length"] <= utf16_length(formatted.text)


@pytest.mark.parametrize(
    "source", ["<b>a <i>b</i></b> &lt;c&gt;", '<a href="https://x.in">😡</a>', "<pre>x</pre>"]
)
def test_html_survives_the_way_there_and_back(source: str) -> None:
    assert to_html(parse_html(source)) == source


def test_links_mentions_commands_and_hashtags_are_found_by_themselves() -> None:
    formatted = formatted_from("/start @asha_k #chai https://x.in/a me@x.in", "", None)

    kinds = [entity["type"] for entity in formatted.entities]
    assert kinds == ["bot_command", "mention", "hashtag", "url", "email"]


def test_nothing_is_found_inside_code() -> None:
    assert len(formatted_from("<code>@asha_k</code>", "HTML", None).entities) == 1
